"""Records from JSON and YAML trees: a list of mappings, flattened to columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from knowledge.faults import BadCase, Place
from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from knowledge.tables.decoding import HALF, Decoded
from knowledge.tables.heads import NoTable
from knowledge.tables.row_faults import RowFault
from knowledge.tables.table import Table, of_records

DEEPEST_NESTING = 40  # levels within one record
DEEPEST_RECORDS = 4  # levels at which a list of records is looked for


class NoRecords(NoTable):
    """A tree that holds no list of records, or more than one."""


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


class Twinned(dict[str, Any]):
    """A mapping as it was read, in which a key stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]):
        super().__init__(pairs)
        self.twice = Counter(name for name, _ in pairs).most_common(1)[0][0]


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


def table_of(file: str, data: Any, where: str = "") -> Table:
    """The records of a tree as a table. Raises `NoRecords`."""
    records, numbers, faults = [], [], []
    for number, record in enumerate(records_in(data, where), start=1):
        try:
            if not isinstance(record, dict):
                raise ValueError("this is not a record")
            records.append(_readable(flattened(record)))
            numbers.append(number)
        except ValueError as error:
            text = json.dumps(record, ensure_ascii=False, default=str)
            faults.append(_lost(number, text, error))
    return of_records(file, records, numbers, faults)


def records_in(data: Any, where: str = "") -> list[Any]:
    """The records of a tree: what lies under the keys of `where`, else a list of records, the only
    list of them within mappings, or one record by itself; with whatever else stands among them in
    such a list. Raises `NoRecords`, also for columns, of which one record would be made.
    """
    if where:
        data = _under(data, where)
        _refuse_twins(data)
        if isinstance(data, dict) and data and all(isinstance(v, dict) for v in data.values()):
            data = list(data.values())
    elif isinstance(data, dict):
        if any(map(_are_records, data.values())):
            _refuse_twins(data)
        for depth in range(1, DEEPEST_RECORDS + 1):
            lists = dict(_lists(data, depth))
            if len(lists) > 1:
                raise NoRecords(Told("records_several", lists=", ".join(lists)))
            if lists:
                data = next(iter(lists.values()))
                break
        else:
            data = [data]
    if isinstance(data, list) and len(data) == 1 and (many := _columns(data[0])):
        raise NoRecords(Told("records_columns", count=many))
    if not isinstance(data, list) or not any(isinstance(item, dict) for item in data):
        raise NoRecords(Told("records_none"))
    return data


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


def _under(data: Any, where: str) -> Any:
    for key in where.split("."):
        _refuse_twins(data)
        if not isinstance(data, dict) or key not in data:
            keys = isinstance(data, dict)
            there = ", ".join(map(str, data)) if keys else Told("records_no_keys")
            told = Told("records_nowhere", where=repr(where), key=repr(key), there=there)
            raise NoRecords(told)
        data = data[key]
    return data


def _lists(data: dict[str, Any], depth: int, above: str = "") -> Iterator[tuple[str, Any]]:
    """The lists of records at a depth: their keys, with dots between them."""
    for name, value in data.items():
        if depth == 1 and _are_records(value):
            yield above + name, value
        elif depth > 1 and isinstance(value, dict):
            yield from _lists(value, depth - 1, f"{above}{name}.")


def _are_records(value: Any) -> bool:
    """Whether most of a list are records; what else stands among them is a fault of its row."""
    return isinstance(value, list) and 2 * sum(isinstance(one, dict) for one in value) > len(value)


def _columns(data: Any) -> int:
    """How many cells the columns of a mapping have that has nothing but lists of one length; 0 of
    another mapping, and of one that may be a record.
    """
    lists = [*data.values()] if isinstance(data, dict) else []
    lengths = {len(cells) if isinstance(cells, list) else 0 for cells in lists}
    return lengths.pop() if len(lengths) == 1 and lengths.isdisjoint({0, 1}) else 0


def _refuse_twins(data: Any) -> None:
    """Raises `NoRecords` where a key stands twice in what holds records."""
    if isinstance(data, Twinned):
        raise NoRecords(Told("records_key_twice", key=repr(data.twice)))


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
