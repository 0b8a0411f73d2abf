"""YAML as data with places: plain values, and for each of them the line and column where it stands.

Only what data needs is read: mappings, lists, text, numbers, booleans, dates, null. Tags, anchors,
aliases, duplicate keys, characters that a terminal obeys, and more of anything than
`knowledge.limits` allows are faults, so that a file from anywhere can neither run code nor grow in
memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from knowledge.entries.file_bytes import read_bytes
from knowledge.entries.own_yaml import EXPONENT, Loader
from knowledge.faults import HIDDEN, BadYaml, Place, shorten
from knowledge.limits import DEEPEST_YAML, LONGEST_FILE, LONGEST_KEY, LONGEST_NUMBER, MOST_VALUES
from knowledge.numbers import looks_like_thousands
from knowledge.sentence import Sentence

Keys: TypeAlias = tuple[str | int, ...]  # the way from the top of a document to a value

_TEXT = "tag:yaml.org,2002:str"
_CORE = {
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
}


_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_DECIMAL = re.compile(
    r"[-+]?(0|[1-9][0-9]*|[0-9]+\.[0-9]*|\.[0-9]+|\.inf|\.nan)([eE][-+]?[0-9]+)?", re.IGNORECASE
)
# how JSON writes an emoji
_SURROGATES = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


@dataclass(slots=True)
class Document:
    """The content of one YAML file, with its places."""

    file: str  # how errors name it
    data: Any  # plain Python values
    text: str  # the file as it stands
    places: dict[Keys, Any] = field(default_factory=dict)  # keys → node, whose marks tell the place
    key_places: dict[Keys, Any] = field(default_factory=dict)  # the same for the keys of mappings

    def place(self, *keys: str | int) -> Place:
        """The place of the value under `keys`.

        The nearest enclosing value where it has no place of its own.
        """
        while keys not in self.places and keys:
            keys = keys[:-1]
        return self._at(self.places.get(keys))

    def nearest_keys(self, *keys: str | int) -> Keys:
        """`keys` without the parts that the file does not have.

        Such a part is the index in a list that was written as its one item.
        """
        found: Keys = ()
        for part in keys:
            longer = (*found, part)
            if longer in self.places or longer in self.key_places:
                found = longer
        return found

    def key_place(self, *keys: str | int) -> Place:
        """The place of the last of `keys` itself, rather than of its value."""
        return self._at(self.key_places.get(keys)) if keys in self.key_places else self.place(*keys)

    def said(self, *keys: str | int) -> str | None:
        """What is written under keys, as it is written; None where they are not of this file."""
        node = self.places.get(keys)
        if node is None or isinstance(node, yaml.ScalarNode):
            return None if node is None else str(node.value)
        start, end = node.start_mark, node.end_mark
        line: str = self.text.splitlines()[start.line]
        return line[start.column : end.column] if start.line == end.line else line.strip()

    def locator(self, *keys: str | int) -> Callable[[int], Place]:
        """From an offset in the text under `keys`, folded or quoted, to its place in the file."""
        node = self.places.get(keys)
        if node is None:
            return lambda offset: self.place(*keys)
        value, start = str(node.value), node.start_mark.index
        raw = self.text[start : node.end_mark.index]
        if node.style in ("|", ">"):
            start += raw.find("\n") + 1
        elif node.style in ("'", '"'):
            start += 1

        def locate(offset: int) -> Place:
            index = start
            # line breaks may have become blanks: count only what is visible
            for seen, character in enumerate(value):
                if seen >= offset and not character.isspace():
                    break
                if character.isspace():
                    continue
                while index < len(self.text) and self.text[index].isspace():
                    index += 1
                escaped = (node.style == "'" and self.text[index : index + 2] == "''") or (
                    node.style == '"' and self.text[index] == "\\"
                )
                index += 2 if escaped else 1
            while index < len(self.text) and self.text[index].isspace():
                index += 1
            line = self.text.count("\n", 0, index)
            return Place(self.file, line + 1, index - (self.text.rfind("\n", 0, index) + 1) + 1)

        return locate

    def _at(self, node: Any) -> Place:
        if node is None:
            return Place(self.file, 1, 1)
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)


class UnreadDocument(Document):
    """A document that is read when it is first asked for more than its name."""

    __slots__ = ("_path",)

    def __init__(self, file: str, path: Path):
        self.file, self._path = file, path

    def __getattr__(self, name: str) -> Any:
        if name not in ("data", "text", "places", "key_places"):
            raise AttributeError(f"a document has no {name!r}")
        read = read_yaml(self._path, self.file)
        self.data, self.text = read.data, read.text
        self.places, self.key_places = read.places, read.key_places
        return getattr(read, name)


def read_yaml(
    path: Path,
    shown_as: str | None = None,
    *,
    most_values: int | None = MOST_VALUES,
    longest: int | None = None,
) -> Document:
    """The document in the file at `path`. Raises `BadYaml` with the place of what cannot be read.

    `most_values` is how many keys, values, lists and mappings it may have; None for as many as the
    file holds. `longest` is how many bytes, by default as many as any file may have.
    """
    file, longest = shown_as or str(path), LONGEST_FILE if longest is None else longest
    raw, size = read_bytes(path, file, longest)
    return decode_yaml(raw, file, most_values=most_values, longest=longest, size=size)


def decode_yaml(
    raw: bytes,
    file: str,
    *,
    most_values: int | None = MOST_VALUES,
    longest: int = LONGEST_FILE,
    size: int = 0,
) -> Document:
    """The document in the bytes of a file, which errors call `file`.

    Raises `BadYaml` with the place of what cannot be read.

    `most_values` and `longest` as for `read_yaml`; `size` is how many bytes the file has where not
    all of them were read.
    """
    if len(raw) > longest:
        raise BadYaml(
            Sentence("the file has {count} bytes", count=max(len(raw), size)),
            Place(file, 1, 1),
            expected=Sentence("at most {count}", count=longest),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadYaml(
            Sentence("the file is not UTF-8 text"), Place(file, line, 1), expected="UTF-8"
        ) from error
    return parse_yaml(text, file, most_values=most_values)


def parse_yaml(text: str, file: str, *, most_values: int | None = MOST_VALUES) -> Document:
    """The document in `text`; `file` is what errors call it, `most_values` as for `read_yaml`."""
    text = _SURROGATES.sub(lambda pair: json.loads(f'"{pair.group()}"'), text)
    document = Document(file, None, text)
    try:
        _refuse_bombs(text, file, most_values)
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                document.data = _build(loader, node, (), document)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        # where something is wrong, and not before
        from knowledge.entries.yaml_advice import advice, forbidden_sign

        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        if mark is None and (found := forbidden_sign(text)):
            raise _hides(found.sign, Place(file, found.line, found.column), text) from error
        if "expected ':'" in problem:  # seen in the line below that of the key
            mark = getattr(error, "context_mark", None) or mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        raise BadYaml(
            Sentence("this is not YAML: {problem}", problem=Sentence.borrowed(problem)),
            place,
            text=_line(text, place.line),
            expected=advice(problem, text, place.line, place.column),
        ) from error
    return document


def _refuse_bombs(text: str, file: str, most_values: int | None) -> None:
    """Read the stream of events first: building the tree of a bomb is what a bomb is for."""
    depth = values = 0
    most = most_values if most_values is not None else float("inf")
    events: Iterator[Any] = yaml.parse(text, Loader=Loader)
    for event in events:
        kind = type(event)
        if kind in _NODES:
            values += 1
            if values > most:
                raise BadYaml(
                    Sentence("there is too much in this file"),
                    _event_place(event, file),
                    expected=Sentence("at most {count} keys and values", count=int(most)),
                )
            if event.anchor:
                raise _anchored(event, file, text)
            if kind is not yaml.ScalarEvent:
                depth += 1
                if depth > DEEPEST_YAML:
                    said = Sentence("nested deeper than {count} levels", count=DEEPEST_YAML)
                    raise BadYaml(said, _event_place(event, file))
        elif kind in _ENDS:
            depth -= 1
        elif kind is yaml.AliasEvent:
            raise _anchored(event, file, text)


# an alias is no node here: it is refused
_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _anchored(event: Any, file: str, text: str) -> BadYaml:
    place = _event_place(event, file)
    return BadYaml(
        Sentence("anchors and aliases are not supported"),
        place,
        text=_line(text, place.line),
        expected=Sentence("the value itself, written out; in quotation marks where it is a text"),
    )


def _event_place(event: Any, file: str) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)


def _build(loader: Any, node: Any, keys: Keys, document: Document) -> Any:
    document.places[keys] = node
    if node.tag not in _CORE:
        place = document._at(node)
        raise BadYaml(
            Sentence("the tag {tag} is not supported", tag=repr(node.tag)),
            place,
            text=_line(document.text, place.line),
            expected=Sentence("plain data; in a condition, not in place of !"),
        )
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(loader, item, (*keys, index), document) for index, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else None
            place = document._at(key_node)
            if key is None:
                message = Sentence("a key must be plain text")
                raise BadYaml(message, place, text=_line(document.text, place.line))
            _refuse_hidden(key, place, document)
            if len(key) > LONGEST_KEY:
                raise BadYaml(
                    Sentence("a key of {count} characters", count=len(key)),
                    place,
                    text=key,
                    expected=Sentence("at most {count}", count=LONGEST_KEY),
                )
            if key in mapping:
                raise BadYaml(
                    Sentence("the key {key} stands here twice", key=repr(key)),
                    place,
                    text=_line(document.text, place.line),
                    expected=Sentence(
                        "one of them; the other is in line {line}",
                        line=str(document.key_place(*keys, key).line),
                    ),
                )
            path = (*keys, key)
            document.key_places[path] = key_node
            mapping[key] = _build(loader, value_node, path, document)
        return mapping
    return _scalar(loader, node, document)


def _refuse_hidden(text: str, place: Place, document: Document) -> None:
    if found := HIDDEN.search(text):
        raise _hides(found.group(), place, document.text)


def _hides(sign: str, place: Place, text: str) -> BadYaml:
    return BadYaml(
        Sentence(
            "the character U+{code} is not allowed: it hides other text", code=f"{ord(sign):04X}"
        ),
        place,
        text=_line(text, place.line),
        expected=Sentence("text that can be seen"),
    )


def _scalar(loader: Any, node: Any, document: Document) -> Any:
    # base 60, which YAML knows, would take hours
    if node.tag != _TEXT and len(node.value) > LONGEST_NUMBER:
        raise BadYaml(
            Sentence("a number of {count} characters", count=len(node.value)),
            document._at(node),
            text=node.value,
            expected=Sentence("at most {count}", count=LONGEST_NUMBER),
        )
    if not node.style and EXPONENT.fullmatch(node.value):
        return float(node.value)  # YAML 1.1 takes 1e25 for text
    if node.tag in _NUMBERS:
        _refuse_two_readings(node, document)
    try:
        value = loader.construct_object(node, deep=True)
    except (ArithmeticError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        # 2026-02-30, or a wrong tag
        place = document._at(node)
        raise BadYaml(
            Sentence(
                "{value} is not a value: {reason}",
                value=repr(shorten(node.value)),
                reason=Sentence.borrowed(str(error)),
            ),
            place,
            text=_line(document.text, place.line),
        ) from error
    if isinstance(value, datetime):
        return value.isoformat()  # no attribute has a time of day: the type check will say so
    if isinstance(value, str):
        _refuse_hidden(value, document._at(node), document)
    return (
        value if isinstance(value, (str, int, float, bool, date)) or value is None else str(value)
    )


def _refuse_two_readings(node: Any, document: Document) -> None:
    """Numbers are decimal: YAML 1.1 reads 012 as ten, 1:30 as ninety, 1_0 as ten, 0x1F as 31."""
    said, place = str(node.value), document._at(node)
    if not _DECIMAL.fullmatch(said):
        message = Sentence("{value} is not a decimal number", value=repr(shorten(said)))
        expected = Sentence(
            "a decimal number, such as 12 or 1.5; in quotation marks where it is a text"
        )
        raise BadYaml(message, place, text=_line(document.text, place.line), expected=expected)
    # JSON has one way of writing numbers, and none for thousands
    if looks_like_thousands(said) and not document.file.lower().endswith(".json"):
        mark = said.index(".")
        message = Sentence("{value} can be read as two numbers", value=repr(said))
        expected = Sentence(
            "{one}, or {other}, whichever is meant",
            one=f"{float(said):g}",
            other=f"{said[:mark]}{said[mark + 1 :]}",
        )
        raise BadYaml(message, place, text=_line(document.text, place.line), expected=expected)


def _line(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
