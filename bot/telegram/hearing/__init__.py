"""What reaches the bot, and which of it is answered when."""
