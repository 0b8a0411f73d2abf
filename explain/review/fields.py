"""The keys of a changed entry that say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from explain.forms.data import Data
from knowledge.entries import DecisionTable, Entry


class FieldChange(Data):
    """A key of an entry that says something else."""

    key: str = Field(description="with a dot, one name in a mapping: values.pilot")
    before: str | None = Field(description="null where it was not written")
    after: str | None = Field(description="null where it is written no more")


def fields(before: Entry, after: Entry) -> Iterator[FieldChange]:
    """The changed fields of an entry; of a mapping only the names whose texts differ."""
    one, other = _written(before), _written(after)
    for key in dict.fromkeys((*one, *other)):
        was, becomes = one.get(key), other.get(key)
        if was == becomes:
            if key == "values" and one.get("ordered"):  # of a mapping, equal in any order
                listed = [[*(said or ())] for said in (was, becomes)]
                if listed[0] != listed[1]:
                    yield _field(key, *listed)
            continue
        if isinstance(was, dict) and isinstance(becomes, dict):  # what differs, not the whole
            names = [name for name in {**was, **becomes} if was.get(name) != becomes.get(name)]
            for name in names:
                yield _field(f"{key}.{name}", was.get(name), becomes.get(name))
        else:
            yield _field(key, was, becomes)


def _written(entry: Entry) -> dict[str, Any]:
    """The values of an entry, by its keys; the rows of a table by their names."""
    said = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(entry, DecisionTable) and isinstance(entry.rows, list):
        said["rows"] = dict(zip(entry.row_ids, said["rows"], strict=True))
    return said


def _field(key: str, was: Any, becomes: Any) -> FieldChange:
    return FieldChange(
        key=key,
        before=None if was is None else _said(was),
        after=None if becomes is None else _said(becomes),
    )


def _said(value: Any) -> str:
    """A value of an entry, in a line."""
    if isinstance(value, Mapping):
        told = {
            key: part
            for key, part in value.items()
            if part is not None and (key != "source" or len(value) == 1)
        }
        return ", ".join(f"{key}: {_said(part)}" for key, part in told.items())
    if isinstance(value, list):
        return "; ".join(map(_said, value))
    return " ".join(str(value).split())
