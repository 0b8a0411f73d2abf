"""Tables assessed by Polars."""
