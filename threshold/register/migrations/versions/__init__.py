"""One file a step, named by what it does and its number."""
