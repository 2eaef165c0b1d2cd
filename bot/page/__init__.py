"""The HTML page: an answer, or one article, with the words marked where they stand."""
