"""What a page says of itself: title, author, publisher, agency, publication date."""
