"""What a document says: sentences, dates, statements, speakers and copies."""
