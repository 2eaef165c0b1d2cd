"""Wordings: texts as words that can be compared however they are set, and what differs between two of them."""
