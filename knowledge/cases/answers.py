"""An answer written as text: a table's cell, a change on the command line, a line typed in an
interview.
"""

from __future__ import annotations

import re
from typing import Any

from knowledge.entries.kinds import Attribute

SEPARATORS = ";|,"
YES, NO = frozenset(("true", "yes", "y", "1")), frozenset(("false", "no", "n", "0"))
NONE_OF_THEM = "none"
INTEGER = "-?[0-9]{1,18}"
NUMBER = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?"


def read_answer(attribute: Attribute, text: str) -> Any:
    """A text as the attribute's type.

    Where that fails the text stays, and the case model says what is wrong with it.
    """
    text = text.strip()
    match attribute.type:
        case "bool":
            return True if text.lower() in YES else False if text.lower() in NO else text
        case "set":
            members = re.split(f"[{SEPARATORS}]", text.strip("[]"))
            return (
                [member for part in members if (member := part.strip(" '\""))]
                if text.lower() != NONE_OF_THEM
                else []
            )
        case "number":
            return float(text) if re.fullmatch(NUMBER, text) else text
        case "integer":
            return int(text) if re.fullmatch(INTEGER, text) else text
    return text
