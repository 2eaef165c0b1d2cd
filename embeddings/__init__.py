"""Build time, and the vocabulary that all three floors share."""
