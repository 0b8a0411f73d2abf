"""Why something was concluded, or was not: the argument as typed data."""
