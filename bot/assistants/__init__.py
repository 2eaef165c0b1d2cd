"""The Model Context Protocol: assistants ask, check and read, and can change nothing."""
