"""The names, values and keys that a key of an entry may hold, by the types of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from knowledge.entries.naming import Names, Offers


@dataclass(slots=True)
class Expected:
    """The names, choices and keys that may stand somewhere."""

    names: list[str] = field(default_factory=list)  # what a text has to name, as `Names` says
    choices: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)  # key of a mapping → what it is for
    key_names: list[str] = field(default_factory=list)  # what keys have to name


def expected(kind: type[BaseModel], keys: Sequence[str]) -> Expected:
    """The expected content under these keys; under none, the keys of the entry itself."""
    found = Expected()
    for annotation, marks in _at(kind, (), tuple(keys)):
        found.names += _named(marks)
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            found.choices += map(str, parts)
        elif annotation is bool:
            found.choices += ["true", "false"]
        elif origin is dict:
            found.key_names += _marks(parts[0])
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            for name, about in annotation.model_fields.items():
                found.keys[about.alias or name] = about.description or ""
    return found


def _named(marks: Sequence[Any]) -> list[str]:
    """The sorts of names that marks of a type tell."""
    return [mark.what for mark in marks if isinstance(mark, (Names, Offers))]


def _marks(annotation: Any) -> list[str]:
    """The sorts of names that keys have to be."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return [what for part in parts for what in _marks(part)]
    return _named(parts[1:]) if origin is Annotated else []


def _at(annotation: Any, marks: Sequence[Any], keys: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """(type, marks) of what stands under keys."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _at(parts[0], (*marks, *parts[1:]), keys)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _at(part, marks, keys)
    elif origin is list:
        yield from _at(parts[0], (), keys)
    elif not keys:
        yield annotation, marks
    elif origin is dict:
        yield from _at(parts[1], (), keys[1:])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, about in annotation.model_fields.items():
            if keys[0] in (name, about.alias):
                yield from _at(about.annotation, about.metadata, keys[1:])
