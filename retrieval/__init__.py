"""Question time: interpret, retrieve, rank, extract, cite, verify."""
