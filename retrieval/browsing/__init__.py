"""Looking around: a document as a page, all that meets conditions, and what is told over time."""
