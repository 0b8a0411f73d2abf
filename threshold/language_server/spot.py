"""The spot of the cursor in a file, found line by line: a file that is typed is no YAML yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_KEY = re.compile(r"""["']?([\w.\-]+)["']?:(?:\s+|$)(.*)$""")
_OPEN_KEY = re.compile(r"""["']?([\w.\-]*)$""")
_BLOCK = re.compile(r"[|>][+-]?\s*$")


@dataclass(frozen=True, slots=True)
class Spot:
    """The spot at the cursor: the key or value that is being written."""

    keys: tuple[str, ...]  # from the outermost key of the entry or case inwards
    first: str  # the first key of the entry or case that it is in; empty where there is none yet
    on_key: bool  # a key is being written, below `keys`; else the value under them
    before: str  # the value up to the cursor, its earlier lines included; or the begun key
    after: str  # the rest of the line
    top: bool = False  # it is the first key of an entry, or of a case of a list


def spot(lines: Sequence[str], line: int, column: int) -> Spot:
    """The spot at a line and column, both from zero."""
    text = lines[line] if line < len(lines) else ""
    current, after = text[:column], text[column:]
    bare, indent = _unlisted(current)
    begun, first = _begin(lines, line)
    above = _parents(lines, line, indent, begun)
    listed = current.lstrip().startswith("-")
    if above and above[-1].block and indent > above[-1].indent:
        inside = [lines[number].strip() for number in range(above[-1].line + 1, line)]
        value = " ".join([*inside, current.strip() if current.strip() else ""])
        return Spot(_names(above), first, False, value + _space(current), after)
    found = _KEY.match(bare)
    if found:
        names = (*_names(above), found.group(1))
        return _in_flow(Spot(names, first, False, found.group(2), after))
    if bare[:1] in ("{", "["):
        return _in_flow(Spot(_names(above), first, False, bare, after))
    if _OPEN_KEY.match(bare) and not (listed and above and not _maps(lines, above[-1])):
        top = begun == line and listed and indent <= 2
        return Spot(_names(above), first, True, bare.strip("'\""), after, top or not first)
    return Spot(_names(above), first, False, bare, after)


@dataclass(frozen=True, slots=True)
class _Parent:
    name: str
    line: int
    indent: int
    block: bool  # its value is a block of text


def _unlisted(text: str) -> tuple[str, int]:
    """(a line without its indentation and its dashes, how far it is indented)."""
    stripped = text.lstrip()
    while stripped.startswith("- ") or stripped == "-":
        stripped = stripped[1:].lstrip() if len(stripped) > 1 else ""
    return stripped, len(text) - len(stripped)


def _begin(lines: Sequence[str], line: int) -> tuple[int, str]:
    """(the line on which the entry or case begins, its first key)."""
    start = next((at for at in range(line, -1, -1) if _item(lines, at)), 0)
    for at in range(start, min(len(lines), line + 1)):
        bare, _ = _unlisted(lines[at])
        if found := _KEY.match(bare):
            return start, found.group(1)
    return start, ""


def _item(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and (lines[at].startswith("- ") or lines[at].rstrip() == "-")


def _parents(lines: Sequence[str], line: int, indent: int, begun: int) -> list[_Parent]:
    """The keys above a line under which it stands, the outermost first."""
    found: list[_Parent] = []
    left = indent
    for at in range(line - 1, begun - 1, -1):
        bare, here = _unlisted(lines[at])
        if not bare or bare.startswith("#") or here >= left:
            continue
        key = _KEY.match(bare)
        if key and (not key.group(2).strip() or _BLOCK.search(key.group(2))):
            found.insert(0, _Parent(key.group(1), at, here, bool(_BLOCK.search(key.group(2)))))
        left = here
    return found


def _maps(lines: Sequence[str], parent: _Parent) -> bool:
    """Whether the first item of a list under a key is a mapping."""
    for text in lines[parent.line + 1 :]:
        if text.strip().startswith("- "):
            return bool(_KEY.match(_unlisted(text)[0])) or "{" in text
        if text.strip():
            return False
    return False


def _names(above: Sequence[_Parent]) -> tuple[str, ...]:
    return tuple(parent.name for parent in above)


def _space(text: str) -> str:
    return " " if text.endswith(" ") else ""


def _in_flow(found: Spot) -> Spot:
    """The spot inside `{key: value}` or `[one, two]` of a value."""
    keys, stack, start, quote = list(found.keys), [""], 0, ""
    for at, sign in enumerate(found.before):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and found.before[start:at].strip(" {[") == "":
            quote = sign
        elif sign in "{[":
            key = _KEY.match(found.before[start:at].strip())
            if key:
                keys.append(key.group(1))
            stack.append(sign + ("k" if key else ""))
            start = at + 1
        elif sign in "}]" and len(stack) > 1:
            if stack.pop().endswith("k"):
                keys.pop()
            start = at + 1
        elif sign == "," and len(stack) > 1:
            start = at + 1
    if len(stack) == 1:
        return found
    rest = found.before[start:].lstrip()
    if stack[-1].startswith("{"):
        key = _KEY.match(rest)
        if key is None:
            return Spot(tuple(keys), found.first, True, rest.strip("'\""), found.after)
        return Spot((*keys, key.group(1)), found.first, False, key.group(2), found.after)
    return Spot(tuple(keys), found.first, False, rest, found.after)
