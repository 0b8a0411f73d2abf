"""The keys of cases: by what a row of a list is known again, and a case that is added."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from knowledge.intake.cells import plain
from knowledge.intake.plan import Plan
from knowledge.intake.rows import silent_ids
from knowledge.tables.table import Table, same_id, seen
from knowledge.tables.values import Padded, shown, told
from threshold.register.answers import cases_by_key
from threshold.register.schema import use_case


def ids_of(table: Table, plan: Plan) -> dict[int, str]:
    """Row → its id; empty where one of its cells says that there is none, such as `n/a`."""
    silent = silent_ids(plan)
    columns = [table.cells[place] for place in plan.ids]
    found = {}
    for number, *cells in zip(table.numbers, *columns, strict=True):
        none = any(plain(text) in silent for text in map(told, cells) if text)
        found[number] = "" if none else seen(" ".join(shown(cell).strip() for cell in cells))
    return {number: " ".join(text.split()) for number, text in found.items()}


def ids_before(table: Table, plan: Plan) -> dict[int, str]:
    """Row → its id, as earlier programs had it that read `0007`, shown so by the format of a
    number, as 7; of rows of which it is another one.
    """
    columns = [table.cells[place] for place in plan.ids]
    found = {}
    for number, *cells in zip(table.numbers, *columns, strict=True):
        if any(isinstance(cell, Padded) for cell in cells):
            texts = [f"{int(one)}" if isinstance(one, Padded) else shown(one) for one in cells]
            found[number] = " ".join(seen(" ".join(texts)).split())
    return found


def known_as(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Each key → the key in the register that is the same but for what cannot be seen of it: blanks
    more or fewer, marks, how an accent is coded; else the key itself, without blanks around it.
    """
    wanted = list(dict.fromkeys(keys))
    exact = cases_by_key(connection, wanted)
    if len(exact) == len(wanted):
        return {key: key for key in wanted}
    there: dict[str, str] = {}
    for key in connection.execute(select(use_case.c.key).order_by(use_case.c.id)).scalars():
        there.setdefault(same_id(key), key)
    return {key: key if key in exact else there.get(same_id(key), key.strip()) for key in wanted}
