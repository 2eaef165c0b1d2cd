"""Texts to vectors and token counts, and the vectors kept between rebuilds."""
