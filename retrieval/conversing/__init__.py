"""A conversation: what one turn leaves for the next."""
