"""Files to documents: decoding, cleaning and provenance."""
