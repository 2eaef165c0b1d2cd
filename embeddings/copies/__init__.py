"""Passages that reprint one another, and the notes that stand under unrelated articles."""
