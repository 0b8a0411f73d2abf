"""From bytes to rows: CSV and other text, workbooks, JSON, JSON Lines, YAML, Parquet, Arrow.

What the cells mean is not decided here.
"""
