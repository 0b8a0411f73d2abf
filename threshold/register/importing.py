"""A list of use cases taken into the register, again and again: what is new is added, what the list
says otherwise than last time is answered anew, what it no longer has is told. Nothing is deleted.

What a person answered stands against a list: where the two differ, that is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, update

from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel
from knowledge.faults import BadCase, InvalidCase
from knowledge.intake.case_folders import case_files
from knowledge.intake.loading import load_intake
from knowledge.intake.mapping import Intake
from knowledge.intake.rows import NAME, RowCase, TableCases, cases_of, id_head, open_table
from knowledge.languages.told import Told
from knowledge.renamed import Renames
from knowledge.sentence import Sentence
from knowledge.tables.places import some_of
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import same_id
from threshold.register.answers import (
    AT_ONCE,
    Given,
    cases_by_key,
    lapsed,
    latest,
    replaced,
    with_answers,
    write_answers,
)
from threshold.register.cell_texts import as_text
from threshold.register.events import (
    LISTED,
    READ,
    VANISHED,
    Happened,
    InList,
    append,
    in_lists,
)
from threshold.register.keeping import Columns, keep
from threshold.register.keys import ids_before, ids_of, known_as
from threshold.register.records import Answer, Imported
from threshold.register.renaming import name_of_today, of_today
from threshold.register.schema import use_case
from threshold.register.writing import LONGEST_KEY, next_revisions, person_of

BESIDE = frozenset(("today",))  # a register has a clock of its own


class Listed(NamedTuple):
    """A row of a list, by its key."""

    key: str
    values: Mapping[str, Any]  # as JSON holds them
    kept: Mapping[str, str | None]
    unread: frozenset[str]  # attributes of which its cells could not be used
    formerly: str = ""  # its key for earlier programs, where that is another one


class ReadList(NamedTuple):
    """A list, read."""

    file: str
    source: str  # by what the register knows it again
    content: str  # the SHA-256 of its file
    rows: tuple[Listed, ...]
    stated: frozenset[str]  # attributes that it has columns for
    unread: frozenset[str]  # keys of rows that are there and cannot be used
    lost: int  # rows of which nobody can say which case they are
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]


def read_list(path: str | Path, intake: str | None, base: KnowledgeBase) -> ReadList:
    """The cases of a table, by the id that its intake names; else by a column `id`, or the name.

    Raises `InvalidCase` where the table or the intake cannot be read, or the columns are not there
    by which the intake tells rows apart.
    """
    mapping = load_intake(intake, base) if intake else None
    table = open_table(path, base, mapping)
    found = cases_of(table, base, mapping)
    if mapping and (lacking := [head for head in mapping.id if head in found.plan.absent]):
        raise InvalidCase([_unknowable(str(path), lacking)])
    ids, before = ids_of(table, found.plan), ids_before(table, found.plan)
    nameless = _nameless(found)
    faults = [fault for row in found.rows for fault in row.faults]
    unreadable = _unread(found, {fault.row for fault in table.faults}, base)
    rows: dict[str, Listed] = {}
    broken = [row.row for row in found.rows if row.case is None]
    unread = {as_text(ids[row]) for row in broken if ids.get(row)}
    for row in found.rows:
        if row.case is None:
            continue
        values = {
            name: as_text(value) if isinstance(value, str) else value
            for name, value in plain_values(row.case).items()
        }
        if not values[NAME]:  # no register has one without, so that no export wrote this cell
            values[NAME] = row.case.stated()[NAME]
        key = as_text(ids.get(row.row, "")).strip() or str(values[NAME])
        if same_id(key) in rows or len(key) > LONGEST_KEY:
            # told once, under the head that it stands under, and that the row is not taken in
            head = id_head(found.plan) if ids.get(row.row) else NAME
            faults = [one for one in faults if (one.row, one.column) != (row.row, head)]
            faults.append(_twin(row, head, key))
            continue
        if row.row in nameless and ids.get(row.row):
            values[NAME] = key  # it was made up of the row's number, which changes
        rows[same_id(key)] = Listed(
            key, values, row.kept, unreadable[row.row], before.get(row.row, "")
        )
    return ReadList(
        str(path),
        _source(path, mapping),
        _content(path),
        tuple(rows.values()),
        frozenset((*(column.name for column in found.columns), *found.plan.always)),
        frozenset(unread),
        sum(not ids.get(row) for row in broken),
        tuple(faults),
        (*found.notes, *_without_id(found, ids)),
    )


def _without_id(found: TableCases, ids: Mapping[int, str]) -> Iterator[str]:
    """The note about cases of a list with ids that have none: another key is another case."""
    rows = [str(row.row) for row in found.rows if row.case is not None and not ids.get(row.row)]
    if rows and found.plan.ids:
        yield Told.counted("list_rows_without_id", len(rows), rows=some_of(rows))


def _nameless(found: TableCases) -> frozenset[int]:
    """The rows that state no name."""
    numbers = [row.row for row in found.rows if row.case is not None]
    for column in found.columns:
        if column.name == NAME:
            unnamed = [outcome.value is None for outcome in column.outcomes]
            rows = zip(numbers, column.codes, strict=True)
            return frozenset(number for number, code in rows if unnamed[code])
    return frozenset(numbers)


def _unknowable(file: str, lacking: list[str]) -> BadCase:
    return BadCase(
        Sentence(
            "{file}: without the columns by which the intake tells rows apart, no case is known"
            " again: {columns}",
            file=file,
            columns=", ".join(map(repr, lacking)),
        ),
        expected=Sentence("a list that has them, or an intake whose `id` names others"),
    )


def _unread(
    found: TableCases, broken: Collection[int], base: KnowledgeBase
) -> dict[int, frozenset[str]]:
    """Row → the attributes of which its cells could not be used: all where the row is broken."""
    numbers = [row.row for row in found.rows if row.case is not None]
    unread: dict[int, set[str]] = {number: set() for number in numbers}
    for column in found.columns:
        unusable = [
            outcome.value is None and any(True for _ in outcome.faults)
            for outcome in column.outcomes
        ]
        for number, code in zip(numbers, column.codes, strict=True):
            if unusable[code]:
                unread[number].add(column.name)
    return {
        number: frozenset(base.attributes if number in broken else names)
        for number, names in unread.items()
    }


def _twin(row: RowCase, head: str, key: str) -> RowFault:
    reason = Told("row_key_long" if len(key) > LONGEST_KEY else "row_key_of_another")
    return RowFault(row.row, head, key[:80], reason, Told("row_id_expected"), lost=True)


def _source(path: str | Path, mapping: Intake | None) -> str:
    """A list is known again by its intake, or else by the name of its file or folder."""
    named = Path(path).name or Path(path).resolve().name  # a folder may be called `.`
    return (f"intake {mapping.intake}" if mapping else named)[:LONGEST_KEY]


def _content(path: str | Path) -> str:
    """The SHA-256 of a file, or of the files of a folder of cases, one after the other."""
    found = sha256()
    for one in case_files(path):
        with one.open("rb") as file:
            while part := file.read(1 << 20):
                found.update(part)
    return found.hexdigest()


def plain_values(case: CaseModel) -> dict[str, Any]:
    """Attribute → value of a case as JSON holds it."""
    return {
        name: sorted(value)
        if isinstance(value, frozenset)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in case.stated().items()
        if name not in BESIDE
    }


def take_in(
    connection: Connection,
    read: ReadList,
    *,
    who: str,
    day: date,
    recorded_at: str,
    renames: Renames,
) -> Imported:
    """Write what a list says, as of a day. `who`: the person who answers for it; may be empty.

    `renames`: the former names under which answers may stand in the register.
    """
    by = person_of(connection, who)
    read = _as_known(connection, read)
    known = cases_by_key(connection, [row.key for row in read.rows])
    rows = {row.key: row for row in read.rows}
    found = {
        row.key: _news(rows[row.key], answers, read, day, renames)
        for row, answers in with_answers(connection, known.values())
    }
    news: dict[str, list[Given]] = {}
    overruled: list[tuple[str, str]] = []
    gone: set[str] = set()  # attributes that the list answered, and has no columns for now
    for key, listed in rows.items():
        given, against, left = found.get(key) or _news(listed, [], read, day, renames)
        overruled += [(key, name) for name in against]
        gone.update(left)
        if given:
            news[key] = given
    fresh = next_revisions(connection, news, day, source=read.source)
    write_answers(
        connection,
        [(fresh[key], given) for key, given in news.items()],
        by=by,
        given_on=day,
        recorded_at=recorded_at,
        source=read.source,
    )
    cases = {**fresh, **known}
    columns = [Columns(cases[row.key], row.kept) for row in read.rows if row.key in cases]
    kept = keep(connection, columns, day, read.source)
    returned, unfound = _note_lists(connection, read, cases, day, recorded_at)
    read_on = Happened(READ, day, source=read.source, content=read.content)
    append(connection, [*kept, read_on], recorded_at)
    return Imported(
        read.file,
        tuple(key for key in news if key not in known),
        {key: _updated(given, renames) for key, given in news.items() if key in known},
        len(read.rows) - len(news),
        () if read.lost else unfound,
        unfound if read.lost else (),
        returned,
        tuple(overruled),
        read.faults,
        (*read.notes, *([Told("list_columns_gone", columns=tuple(sorted(gone)))] if gone else ())),
    )


def _as_known(connection: Connection, read: ReadList) -> ReadList:
    """The list, each row by the key that its case has in the register."""
    keys = known_as(connection, [*(row.key for row in read.rows), *read.unread])
    before = {row.key: row.formerly for row in read.rows if row.formerly not in ("", *keys)}
    known = cases_by_key(connection, [*before.values(), *map(keys.__getitem__, before)])
    keys |= {
        key: former for key, former in before.items() if former in known and keys[key] not in known
    }
    return read._replace(
        rows=tuple(row._replace(key=keys[row.key]) for row in read.rows),
        unread=frozenset(keys[key] for key in read.unread),
    )


def _updated(given: list[Given], renames: Renames) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_of_today(one.attribute, renames) for one in given))


def _news(
    listed: Listed, written: list[Answer], read: ReadList, day: date, renames: Renames
) -> tuple[list[Given], list[str], list[str]]:
    """The answers that a row gives otherwise than it did, the attributes of which a person says
    otherwise, and those that the list answered, and has no columns for now.
    """
    answers, source = of_today(written, renames), read.source
    values = dict(listed.values)
    if written and NAME not in read.stated:
        del values[NAME]  # it is the key, by which a case is called that has no name
    counting = latest(answers, day)
    # what is taken in as of an earlier day is not compared with what the list said later
    before = {
        one.attribute: one.value for one in answers if one.source == source and one.given_on <= day
    }
    given, against, gone = [], [], []
    for name in dict.fromkeys([*values, *before]):
        value, now = values.get(name), counting.get(name)
        if now is not None and lapsed(now, day):
            now = None
        if value is None:
            # a cell that cannot be used says nothing, nor does a column that is not there; one that
            # is empty takes back what it said
            said = now is not None and now.source == source and now.value is not None
            if said and name not in read.stated:
                gone += [name] if (name, before.get(name)) != (NAME, listed.key) else []
            elif said and name not in listed.unread:
                given.append(Given(name, None))
        elif (now and now.value == value) or before.get(name) == value:
            continue
        elif now and not now.source:
            against.append(name)
        else:
            given.append(Given(name, value))
    return [*given, *replaced(given, latest(written, day), renames)], against, gone


def _note_lists(
    connection: Connection,
    read: ReadList,
    cases: Mapping[str, Row[Any]],
    day: date,
    recorded_at: str,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Note which cases are in this list from a day on, and which are in it no more; returns the
    keys of those that it has again, and of those that it no longer has. Where rows of it are lost,
    the latter may be among them, and nothing is noted of them.

    `cases`: all that it has. What a later list says of them stands.
    """
    before, there = in_lists(connection, day), {row.key for row in read.rows} | read.unread
    here = InList(read.source, None)
    came = [case for case in cases.values() if before.get(case.id) != here]
    held = [id for id, was in before.items() if was == here]
    found = [
        case
        for start in range(0, len(held), AT_ONCE)
        for case in connection.execute(
            select(use_case)
            .where(use_case.c.id.in_(held[start : start + AT_ONCE]))
            .order_by(use_case.c.id)
        )
    ]
    left = [case for case in found if case.key not in there]
    happened = [Happened(LISTED, day, case, read.source) for case in came]
    gone = [] if read.lost else left
    happened += [Happened(VANISHED, day, case, read.source) for case in gone]
    append(connection, happened, recorded_at)
    now = in_lists(connection) if happened else {}
    if happened:
        connection.execute(
            update(use_case)
            .where(use_case.c.id == bindparam("of"))
            .values(source=bindparam("list"), vanished_on=bindparam("gone")),
            [
                {"of": case.id, "list": now[case.id].source, "gone": now[case.id].gone}
                for case in (*came, *gone)
            ],
        )
    back = [case for case in came if case.id in before and before[case.id].gone is not None]
    return tuple(case.key for case in back), tuple(case.key for case in left)
