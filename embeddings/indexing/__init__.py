"""Documents to one generation on disk: tokens, vectors, lexical terms."""
