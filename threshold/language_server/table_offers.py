"""The offers inside a decision table: its columns, and what their cells may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from knowledge.base import KnowledgeBase
from knowledge.entries import DecisionTable, Parameter, Work
from knowledge.entries.decision_table import ALSO, AMENDED_BY, CONCLUDES, WHEN, WORDS
from knowledge.entries.period import FROM, UNTIL
from knowledge.entries.source import Basis
from threshold.language_server.condition_offers import about, in_condition, of_attribute
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot

COLUMNS, ROWS = "columns", "rows"


def in_table(at: Spot, base: KnowledgeBase) -> Iterator[Offer] | None:
    """The offers for a column or a cell; None where the cursor is in neither."""
    if at.keys[:1] not in ((COLUMNS,), (ROWS,)):
        return None
    if at.keys == (COLUMNS,) or at.on_key or at.item:  # an item is a row that is a mapping
        return _columns(at.before, base)
    column = at.keys[1] if len(at.keys) > 1 else next(iter(at.columns[at.cell : at.cell + 1]), "")
    return _cell(column, at, base)


def _columns(begun: str, base: KnowledgeBase) -> Iterator[Offer]:
    for word in WORDS:
        yield Offer(word, "", "key", begun)
    for name in (*base.attributes, *base.visible):
        yield Offer(name, about(name, base), "name", begun)


def _cell(column: str, at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    text = at.before.lstrip()
    if column in (WHEN, ALSO):
        yield from in_condition(text[1:] if text[:1] in ("'", '"') else text, at.after, base)
        return
    begun = re.split(r"[\s,]", text)[-1].strip("'\"")
    if column == AMENDED_BY:
        for work in base.of_kind(Work):
            yield Offer(work.id, work.title, "name", begun)
    elif column == "basis":
        for basis in get_args(Basis):
            yield Offer(basis, "", "value", begun)
    elif column in (FROM, UNTIL):
        for parameter in base.of_kind(Parameter):
            if parameter.type == "date":
                yield Offer(parameter.id, parameter.title, "name", begun)
    elif column == CONCLUDES:
        table = base.entries.get(f"{DecisionTable.kind}:{at.id}")
        for name, title in table.answers.items() if isinstance(table, DecisionTable) else ():
            yield Offer(name, title, "name", begun)
    else:
        yield from of_attribute(column, begun, base)
        known = base.attributes.get(column)
        if column in base.propositions or (known and known.type == "bool"):
            yield from (Offer(said, "", "value", begun) for said in ("yes", "no"))
