"""Passages that reprint one another, and the stories that documents share."""
