"""The condition language: its tree, reading it from text, deciding its tests, putting them into words."""
