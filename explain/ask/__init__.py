"""What to ask, what would change the answer, and what differs between two answers or days."""
