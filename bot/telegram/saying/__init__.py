"""What the bot says, and how fast."""
