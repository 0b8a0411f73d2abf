"""Questions to ask, changes of the answer, and differences between two answers or days."""
