"""From bytes to rows: CSV, JSON, JSON Lines, Parquet and YAML.

What the cells mean is not decided here.
"""
