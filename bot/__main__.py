"""``python -m bot``: the command line where the console script is not installed."""

from bot.cli import main

if __name__ == "__main__":
    main()
