"""The spot of the cursor in a file, found line by line: a file that is typed is no YAML yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_KEY = re.compile(r"""["']?([\w.\-]+)["']?:(?:\s+|$)(.*)$""")
_SENTENCE = re.compile(r"""([^"'\[{#][^:]*|"[^"]*"|'[^']*'):(?:\s+|$)(.*)$""")  # as a key
_OPEN_KEY = re.compile(r"""["']?([\w.\-]*)$""")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_BLOCK = re.compile(r"[|>][+-]?\s*$")
_COLUMNS = re.compile(r"""\s*["']?columns["']?:\s*\[([^\]]*)""")
_QUOTED, _MARKED = re.compile(r"""^["']|["']$"""), re.compile(r"(?:^|[\[{,]|[:\-]\s)\s*$")


@dataclass(frozen=True, slots=True)
class Spot:
    """The spot at the cursor: the key or value that is being written."""

    keys: tuple[str, ...]  # from the outermost key of the entry or case inwards
    first: str  # the first key of the entry or case that it is in; empty where there is none yet
    on_key: bool  # a key is being written, below `keys`; else the value under them
    before: str  # the value up to the cursor, its earlier lines included; or the begun key
    after: str  # the rest of the line
    top: bool = False  # it is the first key of an entry, or of a case of a list
    item: bool = False  # it is the first word of an item of a list
    id: str = ""  # what stands under the first key
    columns: tuple[str, ...] = ()  # of a table: what its cells are
    cell: int = 0  # in a flow list: how many items stand before


def spot(lines: Sequence[str], line: int, column: int) -> Spot:
    """The spot at a line and column, both from zero."""
    start, first, id = _begin(lines, line)
    opened = _open_flow(lines, start, line)
    found = _spot(lines, line, column, start, first)
    if opened < line:  # brackets of an earlier line are open: all of it as one line
        before = " ".join([lines[opened].rstrip(), *map(str.strip, lines[opened + 1 : line])])
        joined = f"{before} {lines[line][:column].lstrip()}"
        flow = _spot([*lines[:opened], joined], opened, len(joined), start, first)
        found = replace(flow, after=found.after)
    return replace(found, id=id, columns=_columns(lines[start:]))


def _columns(lines: Sequence[str]) -> tuple[str, ...]:
    """The columns of the table that begins with these lines, where they stand on one line."""
    for number, text in enumerate(lines):
        if number and _item(lines, number):
            break
        if found := _COLUMNS.match(text):
            return tuple(_QUOTED.sub("", one.strip()) for one in found.group(1).split(","))
    return ()


def _open_flow(lines: Sequence[str], start: int, line: int) -> int:
    """The line whose brackets are still open where another line begins; that line, if none are."""
    depth, opened, quote, block = 0, line, "", -1
    for at in range(start, line):
        text = lines[at]
        indent = len(text) - len(text.lstrip())
        if block >= 0 and (not text.strip() or indent > block):
            continue
        block = indent if not depth and _BLOCK.search(text) else -1
        for place, sign in enumerate(text):
            if quote:
                quote = "" if sign == quote else quote
            elif sign == "#" and text[:place] != text[:place].rstrip(" "):
                break
            elif sign in "\"'[{" and _MARKED.search(text[:place]):
                quote = sign if sign in "\"'" else ""
                opened = at if not depth and not quote else opened
                depth += not quote
            elif sign in "]}" and depth:
                depth -= 1
    return opened if depth else line


def _spot(lines: Sequence[str], line: int, column: int, begun: int, first: str) -> Spot:
    text = lines[line] if line < len(lines) else ""
    current, after = text[:column], text[column:]
    bare, indent = _unlisted(current)
    above = _parents(lines, line, indent, begun)
    listed = current.lstrip().startswith("-")
    if above and above[-1].block and indent > above[-1].indent:
        inside = [lines[number].strip() for number in range(above[-1].line + 1, line)]
        value = " ".join([*inside, current.strip() if current.strip() else ""])
        return Spot(_names(above), first, False, value + _space(current), after)
    found = _key(bare)
    if found:
        names = (*_names(above), found.group(1))
        return _in_flow(Spot(names, first, False, found.group(2), after))
    if bare[:1] in ("{", "["):
        return _in_flow(Spot(_names(above), first, False, bare, after))
    if _OPEN_KEY.match(bare) and not (listed and above and not _maps(lines, above[-1])):
        top = begun == line and listed and indent <= 2
        return Spot(_names(above), first, True, bare.strip("'\""), after, top or not first)
    return Spot(_names(above), first, False, bare, after, item=listed)


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


def _key(text: str) -> re.Match[str] | None:
    """A key and what follows it: a name, or words such as a reason."""
    return _KEY.match(text) or _SENTENCE.match(text)


def _begin(lines: Sequence[str], line: int) -> tuple[int, str, str]:
    """(the line on which the entry or case begins, its first key, what stands there)."""
    start = next((at for at in range(line, -1, -1) if _item(lines, at)), 0)
    for at in range(start, min(len(lines), line + 1)):
        bare, _ = _unlisted(lines[at])
        inner = bare.lstrip("{ ")
        if found := _KEY.match(inner):
            value = found.group(2).partition(",")[0] if inner != bare else found.group(2)
            return start, found.group(1), _QUOTED.sub("", value.strip(" }"))
    return start, "", ""


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
        key = _key(bare)
        value = _COMMENT.sub("", key.group(2)) if key else ""
        if key and (not value.strip() or _BLOCK.search(value)):
            found.insert(0, _Parent(key.group(1), at, here, bool(_BLOCK.search(value))))
        left = here
    return found


def _maps(lines: Sequence[str], parent: _Parent) -> bool:
    """Whether the first item of a list under a key is a mapping."""
    for text in lines[parent.line + 1 :]:
        if text.strip().startswith("- "):
            return bool(_key(_unlisted(text)[0])) or "{" in text
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
    before = [0]  # of each bracket: how many items stand before
    for at, sign in enumerate(found.before):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and _MARKED.search(found.before[:at]):
            quote = sign
        elif sign in "{[":
            key = _key(found.before[start:at].strip())
            if key:
                keys.append(key.group(1))
            stack.append(sign + ("k" if key else ""))
            before.append(0)
            start = at + 1
        elif sign in "}]" and len(stack) > 1:
            before.pop()
            if stack.pop().endswith("k"):
                keys.pop()
            start = at + 1
        elif sign == "," and len(stack) > 1:
            before[-1] += 1
            start = at + 1
    if len(stack) == 1:
        return found
    rest = found.before[start:].lstrip()
    if stack[-1].startswith("{"):
        key = _key(rest)
        if key is None:
            top = not found.first or (len(stack) == 2 and not keys and not before[-1])
            return Spot(tuple(keys), found.first, True, rest.strip("'\""), found.after, top)
        return Spot((*keys, key.group(1)), found.first, False, key.group(2), found.after)
    return replace(found, keys=tuple(keys), before=rest, cell=before[-1])
