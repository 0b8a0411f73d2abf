"""Writes docs/article_index.md: which rules rest on which article.

`python -m threshold.article_index`.
"""

from __future__ import annotations

from pathlib import Path

from explain.review.listing import article_index

INDEX = Path("docs") / "article_index.md"

if __name__ == "__main__":
    INDEX.write_text(article_index(), encoding="utf-8")
