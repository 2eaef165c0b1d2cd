"""A question's words to a query: who, when, in which outlet, what about."""
