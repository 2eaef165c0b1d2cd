"""What is taken away: all that meets conditions, in formats for tables, texts and annotations, and its proof."""
