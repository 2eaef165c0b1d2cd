"""Generations on disk, and the corpus file in each."""
