"""What every engine promises behind the seam for passage indexes."""
