"""The version of the shipped knowledge."""

from __future__ import annotations

from pathlib import Path

VERSION = (Path(__file__).parent / "packs" / "VERSION").read_text(encoding="utf-8").strip()
