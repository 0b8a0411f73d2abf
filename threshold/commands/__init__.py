"""The commands of `threshold`, most in a file of its name, and what several of them share."""
