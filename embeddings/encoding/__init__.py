"""Text to vectors: the encoders, and the vectors kept between rebuilds."""
