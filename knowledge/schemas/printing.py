"""A JSON Schema as text: a line for each definition, and for each name that packs declare.

So the change of an entry is a change of few lines.
"""

from __future__ import annotations

import json
from typing import Any

from knowledge.schemas.parts import Schema

LONGEST = 5_000  # characters of a line; what is longer takes a line for each member
_LISTS_DEFINITIONS = "$defs"


def printed(schema: Schema) -> str:
    """The schema as JSON with a line end."""
    return _opened(schema, "") + "\n"


def _opened(value: Any, indent: str) -> str:
    """An object or a list with a line, or more, for each member."""
    inner = indent + " "
    if isinstance(value, dict):
        members = [
            f"{_line(key)}: {_part(member, inner, opened=key == _LISTS_DEFINITIONS)}"
            for key, member in value.items()
        ]
        first, last = "{", "}"
    else:
        members = [_part(member, inner) for member in value]
        first, last = "[", "]"
    return f"{first}\n{inner}" + f",\n{inner}".join(members) + f"\n{indent}{last}"


def _part(value: Any, indent: str, *, opened: bool = False) -> str:
    line = _line(value)
    container = isinstance(value, (dict, list)) and bool(value)
    return _opened(value, indent) if container and (opened or len(line) > LONGEST) else line


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
