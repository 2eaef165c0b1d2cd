"""English: sentences, word classes, reporting verbs, and the word lists they read."""
