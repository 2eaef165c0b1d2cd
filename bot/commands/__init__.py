"""The commands of ``verbatim``, one module for each group of them; ``bot.commands.group`` registers them."""
