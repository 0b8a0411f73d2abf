"""Records from JSON and YAML trees: a list of mappings, flattened to columns."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from knowledge.faults import BadCase, Place

DEEPEST_NESTING = 40  # levels within one record


class NoRecords(ValueError):
    """A tree that holds no list of records, or more than one."""


def read_json(file: Path) -> Any:
    """The tree in a JSON file.

    Raises `BadCase` with the place of what cannot be read, `OSError` or `UnicodeError`.
    """
    text = file.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text, object_pairs_hook=_without_twins)
    except json.JSONDecodeError as error:
        raise BadCase(
            f"the table cannot be read: this is not JSON: {error.msg}",
            Place(str(file), error.lineno, error.colno),
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadCase(f"the table cannot be read: {error}", Place(str(file), 1, 1)) from error


def records_in(data: Any) -> list[dict[str, Any]]:
    """The records of a tree: a list of them, the only list of them within a mapping, or one record
    by itself.
    """
    if isinstance(data, dict):
        lists = {name: value for name, value in data.items() if _are_records(value)}
        if len(lists) > 1:
            raise NoRecords(f"there are several lists of records here: {', '.join(lists)}")
        data = next(iter(lists.values()), [data])
    if not _are_records(data):
        raise NoRecords("this is no list of cases")
    return [flattened(record) for record in data]


def flattened(record: dict[str, Any], above: str = "", depth: int = 0) -> dict[str, Any]:
    """Nested groups under dotted names, `controls: {monitoring: true}` → `controls.monitoring`.

    A list of groups as JSON text.
    """
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST_NESTING:
            flat |= flattened(value, f"{above}{name}.", depth + 1)
        elif isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)
        ):
            flat[above + name] = json.dumps(value, ensure_ascii=False, default=str)
        else:
            flat[above + name] = value
    return flat


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twin = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {twin!r} stands twice in one record")
    return found
