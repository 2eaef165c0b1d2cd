"""The passage index: the seam to search engines, and the engine of one machine."""
