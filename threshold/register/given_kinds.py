"""Texts, paths and numbers that callers give; one of another kind is refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar

from knowledge.faults import kind_of

C = TypeVar("C", bound=type)

# as a parameter says it → the kinds that it takes, and what they are called
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "a text"),
    "str | None": ((str, type(None)), "a text"),
    "str | Path": ((str, Path), "a path"),
    "int": ((int,), "a whole number"),
}


def refuses_other_kinds(kind: C) -> C:
    """A class that raises `TypeError` where a text, a path or a whole number is asked for and
    something else is given: as it is made, and by its public methods.
    """
    for name, method in list(vars(kind).items()):
        asked = not name.startswith("_") or name == "__init__"
        if asked and isinstance(method, FunctionType):
            setattr(kind, name, _checked(method))
    return kind


def _checked(method: FunctionType) -> Callable[..., Any]:
    takes = signature(method)
    asked = {
        name: _KINDS[parameter.annotation]
        for name, parameter in takes.parameters.items()
        if parameter.annotation in _KINDS
    }
    if not asked:
        return method

    @wraps(method)
    def checked(*given: Any, **named: Any) -> Any:
        arguments = takes.bind(*given, **named).arguments
        for name in (name for name in asked if name in arguments):
            value, (kinds, called) = arguments[name], asked[name]
            if not isinstance(value, kinds) or (isinstance(value, bool) and int in kinds):
                raise TypeError(f"{name} is {called}, not {kind_of(value)}")
        return method(*given, **named)

    return checked
