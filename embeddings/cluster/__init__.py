"""A build divided among the machines of a Ray cluster."""
