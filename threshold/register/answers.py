"""The answers of a register: how they are written, and which of them are in force on a day.

Of the answers to one question, the one given last counts; of those given for one day, the one that
was recorded last. After its last day an answer counts as unknown, and no earlier one comes back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from secrets import token_hex
from typing import Any, NamedTuple, TypeAlias

from pydantic import ValidationError
from sqlalchemy import Connection, Row, insert, select

from knowledge.base import KnowledgeBase
from knowledge.cases.former_names import told_of_today
from knowledge.cases.stated import unnested
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.renamed import Renames
from threshold.register.digests import canonical, commitment, digest
from threshold.register.records import Answer, Evidence
from threshold.register.schema import answer, person, use_case

NAME, OWNER = "name", "owner"
AT_ONCE = 500  # cases whose answers are read at once
ROWS_AT_ONCE = 20_000  # answers that are written at once
Person: TypeAlias = "tuple[int | None, str]"  # id and key; (None, "") for nobody


class Given(NamedTuple):
    """An answer to be written."""

    attribute: str
    value: Any  # as JSON holds it; None: not known
    evidence: Evidence = Evidence()
    valid_until: date | None = None
    note: str = ""


def write_answers(
    connection: Connection,
    cases: Iterable[tuple[Row[Any], Iterable[Given]]],
    *,
    by: Person,
    given_on: date,
    recorded_at: str,
    source: str = "",
) -> None:
    """Add answers to cases. `cases`: the row of each, with the new revision, and what it is told.

    `source`: the list that says so; empty where a person does.
    """
    person_id, person_key = by
    rows: list[dict[str, Any]] = []
    for case, given in cases:
        for one in given:
            row = {
                "case_id": case.id,
                "revision": case.revision,
                "attribute": one.attribute,
                "stated": _written(one),
                "salt": token_hex(16),
                "person_id": person_id,
                "source": source,
                "given_on": given_on,
                "recorded_at": recorded_at,
                "sha256": one.evidence.sha256 or None,
                "valid_until": one.valid_until,
            }
            committed = commitment(row["salt"], row["stated"])
            rows.append({**row, "digest": digest_of(row, committed, case.uid, person_key)})
        if len(rows) > ROWS_AT_ONCE:
            connection.execute(insert(answer), rows)
            rows = []
    if rows:
        connection.execute(insert(answer), rows)


def _written(one: Given) -> str:
    """The parts of an answer that can be erased, as JSON."""
    evidence = one.evidence
    beside = {"link": evidence.link, "file": evidence.file_name, "note": one.note}
    return canonical({"value": one.value, **{name: told for name, told in beside.items() if told}})


def digest_of(row: Mapping[str, Any], committed: str, uid: str, person_key: str) -> str:
    """The digest of an answer: over all of it, but for what can be erased, of which it holds the
    commitment.
    """
    return digest(
        {
            "case": uid,
            "revision": row["revision"],
            "attribute": row["attribute"],
            "stated": committed,
            "person": person_key,
            "source": row["source"],
            "given_on": row["given_on"],
            "recorded_at": row["recorded_at"],
            "sha256": row["sha256"],
            "valid_until": row["valid_until"],
        }
    )


_COLUMNS = (
    answer.c.case_id,
    answer.c.attribute,
    answer.c.stated,
    person.c.name,
    answer.c.source,
    answer.c.given_on,
    answer.c.recorded_at,
    answer.c.revision,
    answer.c.sha256,
    answer.c.valid_until,
    answer.c.digest,
)


def answers_of(
    connection: Connection,
    cases: Collection[int],
    attributes: Collection[str] | None = None,
) -> Iterator[tuple[int, list[Answer]]]:
    """(id of a case, all answers ever given, in the order in which they count) for these cases.

    `attributes`: those alone.
    """
    wanted = sorted(cases)
    for start in range(0, len(wanted), AT_ONCE):
        query = (
            select(*_COLUMNS)
            .outerjoin(person, answer.c.person_id == person.c.id)
            .where(answer.c.case_id.in_(wanted[start : start + AT_ONCE]))
            .order_by(answer.c.case_id, answer.c.given_on, answer.c.revision, answer.c.attribute)
        )
        if attributes is not None:
            query = query.where(answer.c.attribute.in_(attributes))
        for case_id, rows in groupby(connection.execute(query), key=lambda row: row[0]):
            yield case_id, [_answer(tuple(row)) for row in rows]


def with_answers(
    connection: Connection, rows: Collection[Row[Any]]
) -> Iterator[tuple[Row[Any], list[Answer]]]:
    """Rows of cases, each with all answers ever given; of so many at once as memory holds."""
    listed = list(rows)
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        found = dict(answers_of(connection, [row.id for row in part]))
        for row in part:
            yield row, found.get(row.id, [])


def _answer(row: Sequence[Any]) -> Answer:
    _, attribute, stated, name, source, given_on, recorded_at, revision, *rest = row
    sha256, valid_until, known = rest
    said = json.loads(stated) if stated is not None else {}
    return Answer(
        attribute=attribute,
        value=said.get("value"),
        who=name or "",
        given_on=given_on,
        recorded_at=recorded_at,
        revision=revision,
        evidence=Evidence(said.get("link", ""), sha256 or "", said.get("file", "")),
        valid_until=valid_until,
        note=said.get("note", ""),
        erased=stated is None,
        source=source,
        digest=known,
    )


def latest(answers: Iterable[Answer], day: date, revision: int | None = None) -> dict[str, Answer]:
    """The answer to each question that counts on a day, lapsed and withdrawn ones among them.

    `answers` in the order in which they count; `revision`: those alone that were known by then.
    """
    found: dict[str, Answer] = {}
    for one in answers:
        if one.given_on <= day and (revision is None or one.revision <= revision):
            found[one.attribute] = one
    return found


def replaced(
    given: Iterable[Given], counting: Mapping[str, Answer], renames: Renames
) -> list[Given]:
    """Answers under former names are taken back where one under the name of today is given.

    Else they would count again once that one lapses, or is taken back.
    """
    today = {one.attribute for one in given}
    return [
        Given(name, None)
        for name, one in counting.items()
        if one.value is not None and renames.attribute(name) in today
    ]


def lapsed(one: Answer, day: date) -> bool:
    """Whether an answer counts no more on a day."""
    return one.valid_until is not None and one.valid_until < day


def in_force(
    answers: Iterable[Answer], day: date, revision: int | None = None
) -> dict[str, Answer]:
    """Attribute → the answer that counts on a day and is still valid."""
    return {
        name: one for name, one in latest(answers, day, revision).items() if not lapsed(one, day)
    }


def values_of(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Attribute → what is stated, without what is not known."""
    return {name: one.value for name, one in answers.items() if one.value is not None}


def digest_over(answers: Mapping[str, Answer]) -> str:
    """The digest over answers in force, by which a snapshot knows them."""
    return digest({name: one.digest for name, one in answers.items()})


def as_case(
    values: Mapping[str, Any], key: str, base: KnowledgeBase
) -> tuple[CaseModel, tuple[str, ...]]:
    """The stated values as a case of a knowledge base, and the attributes that it cannot read.

    A register outlives its packs: an answer under a former name is read under the one of today, and
    told; one to a question that they no longer ask is set aside, and told.
    """
    model = model_of(base)
    values = unnested(told_of_today(nested(values), base.renames))
    known = {name: value for name, value in values.items() if name in base.attributes}
    stated = {NAME: key, **known}
    try:
        return model.model_validate(nested(stated)), tuple(sorted(values.keys() - stated.keys()))
    except ValidationError:
        readable = {name: value for name, value in stated.items() if _reads(model, name, value)}
        case = model.model_validate(nested({NAME: key, **readable}))
        return case, tuple(sorted(values.keys() - readable.keys()))


def _reads(model: type[CaseModel], name: str, value: Any) -> bool:
    try:
        model.model_validate(nested({NAME: "case", name: value}))
    except ValidationError:
        return False
    return True


def case_row(connection: Connection, key: str) -> Row[Any] | None:
    """The row of a case, by its key."""
    return cases_by_key(connection, [key]).get(key)


def cases_by_key(connection: Connection, keys: Collection[str]) -> dict[str, Row[Any]]:
    """The rows of those of these cases that there are."""
    wanted = list(keys)
    return {
        row.key: row
        for start in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(
            select(use_case).where(use_case.c.key.in_(wanted[start : start + AT_ONCE]))
        )
    }
