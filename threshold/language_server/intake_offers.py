"""The offers at the cursor in an intake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from pydantic import BaseModel

from knowledge.base import KnowledgeBase
from knowledge.entries.source import Basis
from knowledge.intake.mapping import Always, ColumnMapping, Intake, Skip, Unless
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot, spot

_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): Intake,
    ("columns",): ColumnMapping,
    ("columns", "unless"): Unless,
    ("always",): Always,
    ("skip",): Skip,
}
_ATTRIBUTE = re.compile(r"""\battribute:\s*["']?([\w.]+)""")
_ANSWERS = ("value", "values", "starts")  # keys under which values of the attribute stand
_INSET = 2  # blanks before each line, so that its lists are no lists of entries


def offers_in_intake(
    lines: Sequence[str], line: int, column: int, base: KnowledgeBase
) -> Iterator[Offer]:
    """The offers at a line and column of an intake, both from zero."""
    at = spot([f"{' ' * _INSET}{text}" for text in lines], line, column + _INSET)
    if at.on_key:
        yield from _keys(at, base)
        return
    begun = re.split(r"[\s\[,]", at.before)[-1].strip("'\"")
    key = at.keys[-1] if at.keys else ""
    if key == "attribute":
        for name, attribute in base.attributes.items():
            if not attribute.superseded:
                yield Offer(name, attribute.question, "name", begun)
    elif key == "basis":
        yield from (Offer(basis, "", "value", begun) for basis in get_args(Basis))
    elif {*at.keys} & {*_ANSWERS}:
        known = base.attributes.get(_attribute_of(lines, line))
        for value in known.choices or ("true", "false") if known else ():
            yield Offer(value, known.values.get(value, "") if known else "", "value", begun)


def _keys(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    if at.keys == ("text",):
        for name, attribute in base.attributes.items():
            if attribute.type == "text":
                yield Offer(name, attribute.question, "key", at.before)
        return
    model = _MODELS.get(at.keys)
    for name, field in model.model_fields.items() if model else ():
        yield Offer(name, field.description or "", "key", at.before)


def _attribute_of(lines: Sequence[str], line: int) -> str:
    """The attribute of the item of a list that a line is in; empty where it names none yet."""
    for at in range(min(line, len(lines) - 1), -1, -1):
        if not lines[at].lstrip().startswith("-"):
            continue
        indent = len(lines[at]) - len(lines[at].lstrip())
        item = [lines[at]]
        for later in lines[at + 1 :]:
            if later.strip() and len(later) - len(later.lstrip()) <= indent:
                break
            item.append(later)
        if found := _ATTRIBUTE.search("\n".join(item)):
            return found.group(1)
    return ""
