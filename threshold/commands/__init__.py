"""The commands of `threshold`, one file each."""
