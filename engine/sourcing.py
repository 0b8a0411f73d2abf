"""Whether what is assessed was bought, so that its vendor has to show some of the controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Control
from knowledge.entries.controls import Bought


def bought_control(base: KnowledgeBase, control: str, stated: Mapping[str, Any]) -> Bought | None:
    """How a control reads where the case was bought; None where it is one's own to show."""
    if not any(stated.get(name) in values for name, values in base.derived(_bought).items()):
        return None
    entry = base.entries[f"{Control.kind}:{control}"]
    return entry.bought if isinstance(entry, Control) else None


def _bought(base: KnowledgeBase) -> dict[str, list[str]]:
    """Attribute → the answers by which a case says that it was bought."""
    return {entry.id: entry.from_vendor for entry in base.of_kind(Attribute) if entry.from_vendor}
