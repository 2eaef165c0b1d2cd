"""Files to text: one module per format, found through one registry."""
