"""The argument why something was concluded, or was not, as typed data."""
