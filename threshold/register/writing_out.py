"""A register as a table that `threshold register import` reads again, or with all its history."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection

from explain.portfolios.rows import harmless
from knowledge.base import KnowledgeBase
from knowledge.numbers import readings
from threshold.register.answers import in_force, values_of, with_answers
from threshold.register.cell_texts import CellTexts
from threshold.register.chain import snapshots
from threshold.register.events import listings
from threshold.register.renaming import of_today
from threshold.register.schema import snapshot
from threshold.register.standing import case_rows

ID = "id"


def as_csv(connection: Connection, day: date, base: KnowledgeBase) -> str:
    """One row a case with the answers in force on a day, under the names of the attributes."""
    rows = case_rows(connection, day)
    stated = {
        row.key: values_of(in_force(of_today(answers, base.renames), day))
        for row, answers in with_answers(connection, rows)
    }
    named = {name for values in stated.values() for name in values}
    heads = [ID, *(name for name in base.attributes if name in named)]
    heads += sorted(named - set(heads))  # of packs that are not there now
    text = StringIO()
    writer = csv.DictWriter(text, heads, lineterminator="\n")
    writer.writeheader()
    texts = CellTexts(base)
    for key, values in stated.items():
        cells = {name: _cell(name, value, texts) for name, value in values.items()}
        writer.writerow(harmless({ID: texts.of_key(key), **cells}))
    return text.getvalue()


def _cell(attribute: str, value: Any, texts: CellTexts) -> Any:
    """A value as a cell that has one reading only: a set as a list in JSON, a number with a zero
    more where its mark could be one between thousands.
    """
    if isinstance(value, (bool, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return texts.of_text(attribute, value)
    return Decimal(f"{value}0") if readings(str(value)).two else value


def as_lines(connection: Connection) -> str:
    """One line of JSON a case: all answers that were ever given, and all snapshots."""
    rows = case_rows(connection, date.max)
    return "".join(
        json.dumps(_whole(connection, row, answers), ensure_ascii=False) + "\n"
        for row, answers in with_answers(connection, rows)
    )


def _whole(connection: Connection, row: Any, answers: list[Any]) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "source": row.source,
        "kept": json.loads(row.kept),
        "begun_on": row.begun_on.isoformat(),
        "vanished_on": row.vanished_on.isoformat() if row.vanished_on else None,
        "listings": to_jsonable_python(listings(connection, row.key)),
        "answers": to_jsonable_python(answers),
        "snapshots": to_jsonable_python(snapshots(connection, snapshot.c.case_id == row.id)),
    }
