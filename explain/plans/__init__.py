"""What to do, by when, for whom: actions made of answers, and their forms."""
