"""Whether what is assessed was bought, so that its vendor has to show some of the controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Control
from knowledge.entries import derived_names as names
from knowledge.entries.controls import Bought


def is_bought(base: KnowledgeBase, stated: Mapping[str, Any]) -> bool:
    """Whether the case was bought, so that its vendor is asked for what only a vendor knows."""
    return any(stated.get(name) in values for name, values in base.derived(_bought).items())


def bought_control(base: KnowledgeBase, control: str, stated: Mapping[str, Any]) -> Bought | None:
    """The wording of a control where the case was bought; None where it is one's own to show."""
    if not is_bought(base, stated):
        return None
    entry = base.entries[f"{Control.kind}:{control}"]
    return entry.bought if isinstance(entry, Control) else None


def question_asked(base: KnowledgeBase, attribute: str, stated: Mapping[str, Any]) -> str:
    """The question of an attribute, as it is asked of a case: of what was bought, its vendor."""
    bought = asked_of_vendor(base, attribute, stated)
    return bought.question if bought else base.attributes[attribute].question


def named_as_asked(base: KnowledgeBase, attribute: str, stated: Mapping[str, Any]) -> str:
    """The name under which languages have that question."""
    bought = asked_of_vendor(base, attribute, stated)
    return names.of_vendor(attribute) if bought else attribute


def asked_of_vendor(
    base: KnowledgeBase, attribute: str, stated: Mapping[str, Any]
) -> Bought | None:
    """The wording of the control that an attribute states, where the case was bought; None where
    the attribute states none, or one that is one's own to show.
    """
    control = base.derived(_controls).get(attribute)
    return None if control is None else bought_control(base, control, stated)


def _controls(base: KnowledgeBase) -> dict[str, str]:
    """The attribute that states a control → the control, for those that a vendor can show."""
    return {names.stated(entry.id): entry.id for entry in base.of_kind(Control) if entry.bought}


def _bought(base: KnowledgeBase) -> dict[str, list[str]]:
    """Attribute → the answers by which a case says that it was bought."""
    return {entry.id: entry.from_vendor for entry in base.of_kind(Attribute) if entry.from_vendor}
