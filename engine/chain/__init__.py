"""Forward chaining: the program made from plain rules, and the chainers that run it."""
