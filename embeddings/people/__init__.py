"""Names, and which person each one means."""
