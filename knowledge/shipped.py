"""Which packs are shipped."""

from __future__ import annotations

from pathlib import Path

from knowledge.base import PACKS


def shipped_packs() -> list[Path]:
    """The folders of the shipped packs, in their order."""
    return [PACKS / name for name in (PACKS / "ORDER").read_text(encoding="utf-8").split()]
