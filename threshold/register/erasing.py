"""A person's name, erased: from the persons, from answers and columns that are just this name.

Digests hold a salted hash of an answer; with the text its salt goes, and the chain stays whole.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, select, update

from threshold.register.records import Erased
from threshold.register.schema import answer, person, use_case


def erase(connection: Connection, name: str) -> Erased:
    """Erase a name. Longer texts that hold it are told, and stay as they are."""
    told = " ".join(name.split())
    persons = connection.execute(
        update(person).where(person.c.name == told).values(name=None, salt=None)
    ).rowcount
    query = (
        select(answer.c.id, answer.c.attribute, answer.c.stated, use_case.c.key)
        .join(use_case, use_case.c.id == answer.c.case_id)
        .where(
            answer.c.stated.contains(json.dumps(told, ensure_ascii=False)[1:-1], autoescape=True)
        )
    )
    gone, left = [], []
    for row in connection.execute(query):
        said = json.loads(row.stated)
        if said["value"] == told:
            gone.append(row.id)
            continue
        for part, text in said.items():
            if isinstance(text, str) and told in text:
                left.append((row.key, row.attribute if part == "value" else part))
    if gone:
        for start in range(0, len(gone), 500):
            some = gone[start : start + 500]
            connection.execute(
                update(answer).where(answer.c.id.in_(some)).values(stated=None, salt=None)
            )
    columns, beside = _columns(connection, told)
    return Erased(persons, len(gone), columns, tuple(dict.fromkeys([*left, *beside])))


def _columns(connection: Connection, name: str) -> tuple[int, list[tuple[str, str]]]:
    """The number of kept columns that were this name, and its other places beside the answers."""
    count, left = 0, []
    query = select(use_case.c.id, use_case.c.key, use_case.c.source, use_case.c.kept)
    for row in connection.execute(query).all():
        kept = json.loads(row.kept)
        named = [head for head, cell in kept.items() if cell == name]
        texts = {**kept, "key": row.key, "source": row.source}
        left += [
            (row.key, head)
            for head, text in texts.items()
            if head not in named and text is not None and name in text
        ]
        if named:
            count += len(named)
            without = {head: None if head in named else cell for head, cell in kept.items()}
            connection.execute(
                update(use_case)
                .where(use_case.c.id == row.id)
                .values(kept=json.dumps(without, ensure_ascii=False))
            )
    return count, left
