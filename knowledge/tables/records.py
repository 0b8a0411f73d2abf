"""Records from JSON and YAML trees: a list of mappings, flattened to columns."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from knowledge.faults import BadCase, Place
from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from knowledge.tables.decoding import HALF, Decoded
from knowledge.tables.heads import NoTable
from knowledge.tables.record_lists import Twinned, records_in
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import Table, of_records

DEEPEST_NESTING = 40  # levels within one record


class Twins(ValueError):
    """A record that has two values for one column."""

    def __init__(self, key: str):
        super().__init__(f"the key {key!r} stands twice in one record")
        self.key = key


class Halved(ValueError):
    """A record with a text that no file can hold: half of a surrogate pair."""

    def __init__(self, code: str):
        super().__init__(f"a text has half of a character, U+{code}")
        self.code = code


def read_json(file: str, decoded: Decoded) -> Any:
    """The tree in a text of JSON.

    Raises `BadCase` with the place of what cannot be read, or `UnicodeError`.
    """
    text = _whole(decoded)
    try:
        return json.loads(text, object_pairs_hook=_mapping)
    except json.JSONDecodeError as error:
        raise BadCase(
            Told("table_unreadable", reason=Told("not_json", said=Sentence.borrowed(error.msg))),
            Place(file, error.lineno, error.colno),
        ) from error
    except (ValueError, RecursionError) as error:
        reason = Sentence.borrowed(str(error))
        raise BadCase(Told("table_unreadable", reason=reason), Place(file, 1, 1)) from error


def read_json_lines(file: str, decoded: Decoded) -> Table:
    """A record a line; a line that is none costs only itself."""
    records, numbers, faults = [], [], []
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(_whole(Decoded(line, "utf-8")), object_pairs_hook=_mapping)
            if not isinstance(record, dict):
                raise ValueError("this is not a record")
            records.append(_readable(flattened(record)))
            numbers.append(number)
        except (ValueError, RecursionError) as error:
            faults.append(_lost(number, line, error))
    if not records and not faults:
        raise NoTable(Told("file_is_empty"))
    return of_records(file, records, numbers, faults)


def table_of(file: str, data: Any, where: str = "", known: frozenset[str] = frozenset()) -> Table:
    """The records of a tree as a table; `known`: heads, folded. Raises `NoRecords`."""
    records, numbers, faults = [], [], []
    found = records_in(data, where, known)
    for number, record in enumerate(found.records, start=1):
        try:
            if not isinstance(record, dict):
                raise ValueError("this is not a record")
            records.append(_readable(flattened(record)))
            numbers.append(number)
        except ValueError as error:
            text = json.dumps(record, ensure_ascii=False, default=str)
            faults.append(_lost(number, text, error))
    table = of_records(file, records, numbers, faults)
    return replace(table, notes=(*found.notes, *table.notes))


def flattened(record: dict[str, Any], above: str = "", depth: int = 0) -> dict[str, Any]:
    """Nested groups under dotted names, `controls: {monitoring: true}` → `controls.monitoring`.

    A list of groups as JSON text. Raises `Twins` where a key stands twice, or a dotted key says
    what a group says.
    """
    if isinstance(record, Twinned):
        raise Twins(record.twice)
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST_NESTING:
            found = flattened(value, f"{above}{name}.", depth + 1)
        elif isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)
        ):
            found = {above + name: json.dumps(value, ensure_ascii=False, default=str)}
        else:
            found = {above + name: value}
        for key in found:
            if key in flat:
                raise Twins(key)
        flat |= found
    return flat


def _readable(record: dict[str, Any]) -> dict[str, Any]:
    """A record as it is. Raises `Halved` where a text of it cannot be written anywhere."""
    for text in (*record, *record.values()):
        for part in text if isinstance(text, list) else (text,):
            if isinstance(part, str) and (found := HALF.search(part)):
                raise Halved(f"{ord(found.group()):04X}")
    return record


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Twinned(pairs)


def _whole(decoded: Decoded) -> str:
    """A text without bytes that could not be decoded. Raises `UnicodeError`."""
    decoded.text.encode("utf-8")
    return decoded.text


def _lost(number: int, text: str, error: Exception) -> RowFault:
    line = str(number)
    if isinstance(error, json.JSONDecodeError):
        reason = Told("row_not_json", line=line, column=str(error.colno), said=error.msg)
    elif isinstance(error, UnicodeError):
        reason = Told("row_not_utf8", line=line)
    elif isinstance(error, RecursionError):
        reason = Told("row_too_deep", line=line)
    elif isinstance(error, Twins):
        reason = Told("row_key_twice", key=repr(error.key))
    elif isinstance(error, Halved):
        reason = Told("row_half_character", code=error.code)
    else:
        reason = Told("row_no_record")
    shown = text.encode("utf-8", "replace").decode()[:200]
    return RowFault(number, "", shown, reason, Told("row_record_expected"), lost=True)
