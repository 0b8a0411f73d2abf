"""XML as text, with prefixes that hold here alone.

`ElementTree` keeps its prefixes for the whole process: who draws in one format would change what
another one writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"


def xml_text(root: ElementTree.Element, prefixes: Mapping[str, str]) -> str:
    """An element as text; `prefixes`: namespace → its prefix, empty for the usual one.

    Names are rewritten in place: the element is of no further use.
    """
    for part in root.iter():
        part.tag = _prefixed(part.tag, prefixes)
    for space, prefix in prefixes.items():
        root.set(f"xmlns:{prefix}" if prefix else "xmlns", space)
    return ElementTree.tostring(root, encoding="unicode")


def xml_file(root: ElementTree.Element, prefixes: Mapping[str, str] | None = None) -> str:
    """An element as the text of a file in UTF-8, indented; the element is of no further use."""
    ElementTree.indent(root, " ")
    return f"{_DECLARATION}\n{xml_text(root, prefixes or {})}\n"


def _prefixed(tag: str, prefixes: Mapping[str, str]) -> str:
    space, _, name = tag[1:].partition("}")
    if not tag.startswith("{") or space not in prefixes:
        return tag
    return f"{prefixes[space]}:{name}" if prefixes[space] else name
