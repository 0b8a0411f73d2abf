"""The columns that are kept from a list: what they say is committed to by an event, behind a salt
that goes with what is erased of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from secrets import token_hex
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, update

from threshold.register.digests import commitment
from threshold.register.events import KEPT, Happened
from threshold.register.schema import use_case

NOTHING = "{}"  # what is kept where no list says anything


class Columns(NamedTuple):
    """The columns to keep of a case."""

    case: Row[Any]
    cells: Mapping[str, str | None]


def keep(
    connection: Connection, columns: Collection[Columns], day: date, source: str = ""
) -> list[Happened]:
    """Keep these columns where they are otherwise than they were; returns what happened."""
    rows = []
    happened = []
    for case, cells in columns:
        text = json.dumps(dict(cells), ensure_ascii=False)
        if text == case.kept:
            continue
        salt = token_hex(16)
        rows.append({"of": case.id, "columns": text, "with": salt})
        happened.append(Happened(KEPT, day, case, source, content=commitment(salt, text)))
    if rows:
        connection.execute(
            update(use_case)
            .where(use_case.c.id == bindparam("of"))
            .values(kept=bindparam("columns"), kept_salt=bindparam("with")),
            rows,
        )
    return happened


def is_as_kept(case: Row[Any], said: str | None) -> bool:
    """Whether the columns of a case are those that its last event says."""
    if said is None:
        return case.kept == NOTHING and case.kept_salt is None
    return said == commitment(case.kept_salt or "", case.kept)
