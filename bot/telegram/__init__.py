"""The Telegram bot: the same answers, in a chat."""
