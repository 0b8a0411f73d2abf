"""Where the records lie in a tree of JSON or YAML, and what lies beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.languages.told import Told
from knowledge.tables.heads import NoTable
from knowledge.tables.table import folded

DEEPEST_RECORDS = 4  # levels at which a list of records is looked for
LOOKED_AT = 40  # records in which known heads are looked for


class NoRecords(NoTable):
    """A tree that holds no list of records, or more than one."""


class Twinned(dict[str, Any]):
    """A mapping as it was read, in which a key stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]):
        super().__init__(pairs)
        self.twice = Counter(name for name, _ in pairs).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records, with whatever else stands among them, and the notes about it."""

    records: list[Any]
    notes: tuple[str, ...] = ()


def records_in(data: Any, where: str = "", known: frozenset[str] = frozenset()) -> Records:
    """The records of a tree: what lies under the keys of `where`, else a list of records, the only
    list of them within mappings that has so many heads that are `known`, or one record by itself.

    Raises `NoRecords`, also for columns, of which one record would be made.
    """
    notes: tuple[str, ...] = ()
    if where:
        data = _under(data, where)
        _refuse_twins(data)
        if isinstance(data, dict) and data and all(isinstance(v, dict) for v in data.values()):
            data = list(data.values())
    elif isinstance(data, dict):
        data, notes = _chosen(data, known)
    if isinstance(data, list) and len(data) == 1 and (many := _columns(data[0])):
        raise NoRecords(Told("records_columns", count=many))
    if not isinstance(data, list) or not any(isinstance(item, dict) for item in data):
        raise NoRecords(Told("records_none"))
    return Records(data, notes)


def _chosen(data: Mapping[str, Any], known: frozenset[str]) -> tuple[Any, tuple[str, ...]]:
    """The list of records that lies least deep, with the note about what is known beside it; the
    mapping as one record where it has none, or more known heads than those of the list.

    Raises `NoRecords` where another list may be meant as well.
    """
    lists = dict(_lists(data))
    if not lists:
        return [data], ()
    least = min(map(len, lists))
    first, *others = (keys for keys in lists if len(keys) == least)
    weight = _known(lists[first], known)
    own = [key for key, _ in _heads(data) if folded(key) in known]
    if len(own) > weight and not others:  # a case, with a list of what belongs to it
        return [data], ()
    deeper = {keys: _known(lists[keys], known) for keys in lists if len(keys) > least}
    others += [keys for keys, heads in deeper.items() if heads and heads >= weight]
    if others:
        raise NoRecords(Told("records_several", lists=", ".join(map(_named, [first, *others]))))
    for keys in (first[:depth] for depth in range(len(first))):
        _refuse_twins(_at(data, keys))
    for keys, rows in _lists_of_lists(data):
        if len(keys) <= least and {*map(len, rows)} == {len(lists[first])}:
            raise NoRecords(Told("records_as_rows", rows=_named(keys), heads=_named(first)))
    beside = [key for key, _ in _heads(data) if folded(key.rpartition(".")[2]) in known]
    beside += [_named(keys) for keys, heads in deeper.items() if heads]
    if not beside:
        return lists[first], ()
    return lists[first], (Told("table_records", records=repr(_named(first)), others=(*beside,)),)


def _named(keys: Sequence[str]) -> str:
    return ".".join(map(str, keys))


def _at(data: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        data = data[key]
    return data


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


def _within(data: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """(keys, value) for each value within mappings that is none itself."""
    for name, value in data.items():
        if isinstance(value, dict):
            if len(above) + 1 < DEEPEST_RECORDS:
                yield from _within(value, (*above, name))
        else:
            yield (*above, name), value


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(its keys, the list) for each list of records."""
    return ((keys, value) for keys, value in _within(data) if _are_records(value))


def _lists_of_lists(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], list[list[Any]]]]:
    """(its keys, the list) for each list of rows that have some text."""
    for keys, value in _within(data):
        rows = isinstance(value, list) and value and all(isinstance(row, list) for row in value)
        if rows and any(isinstance(cell, str) for row in value for cell in row):
            yield keys, value


def _are_records(value: Any) -> bool:
    """Whether most of a list are records; what else stands among them is a fault of its row."""
    return isinstance(value, list) and 2 * sum(isinstance(one, dict) for one in value) > len(value)


def _heads(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(dotted key, value) for each value of a record."""
    return ((_named(keys), value) for keys, value in _within(record))


def _known(records: list[Any], known: frozenset[str]) -> int:
    """How many known heads one of the first records has, at most."""
    return max(
        (
            len({folded(head) for head, _ in _heads(record)} & known)
            for record in records[:LOOKED_AT]
            if isinstance(record, dict)
        ),
        default=0,
    )


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
