"""The condition language: its tree, reading, evaluation, wording."""
