"""What ``verbatim`` can be told: one module for each kind of command, listed in ``bot.cli``."""
