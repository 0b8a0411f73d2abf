"""Packs that `threshold new` adds to, in the folder that it runs in."""

from __future__ import annotations

from pathlib import Path

from knowledge import load

ENTRY = (
    "- {define: own, title: own, when: approved, source: {work: article, at: '1'}, basis: stated}"
)


def grown(pack="company.yaml"):
    return load([pack])


def files():
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
