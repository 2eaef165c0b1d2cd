"""A small model that marks the words of a passage that answer a question, or says that none do; and its training."""
