"""The edge: command line, terminal and Telegram."""
