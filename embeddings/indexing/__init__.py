"""The passage index: the seam that every engine meets, and the engine of one machine."""
