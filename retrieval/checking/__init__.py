"""Checking quotations: whether words stand in the corpus as they are quoted, and what stands there if not."""
