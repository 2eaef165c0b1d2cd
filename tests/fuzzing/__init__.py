"""Fuzzing: bytes that a stranger made, as many as a parser can read in the time that it is given."""
