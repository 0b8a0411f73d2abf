"""The articles and annexes that an entry rests on, read from its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entries import Entry, Parameter, Source

_PART = re.compile(
    r"(?P<annex>Annex [IVX]+(?:, point [0-9]+(?:\([a-z]+\))?)?)"
    r"|(?P<code>[LR][0-9]+(?:-[0-9]+)*)"
    r"|(?:Art\. |§§? |, |–)(?P<article>[0-9]+[a-z]?(?:\([0-9a-z]+\))*)"
)
_CODE = re.compile(r"[LR][0-9]")  # how places in the French codes begin
PARAGRAPH = "§"  # of laws that count in paragraphs instead of articles
RULING = "ruling"  # of a judgment


def provisions(at: str) -> list[str]:
    """The articles and annexes that a citation names, in its order.

    >>> provisions("Art. 2(1), 3(11), Annex III, point 5(b)")
    ['Art. 2(1)', 'Art. 3(11)', 'Annex III, point 5(b)']
    >>> provisions("§§ 80(3), 90(1)"), provisions("L1222-4"), provisions("ruling")
    (['§ 80(3)', '§ 90(1)'], ['L1222-4'], ['ruling'])
    """
    if at == RULING:
        return [at]
    if not at.startswith(("Art. ", "Annex ", PARAGRAPH)) and not _CODE.match(at):
        return []
    mark = PARAGRAPH if at.startswith(PARAGRAPH) else "Art."
    return [
        found["annex"] or found["code"] or f"{mark} {found['article']}"
        for found in _PART.finditer(at)
    ]


def sources_of(entry: Entry) -> Iterator[Source]:
    """Every citation of an entry."""
    if isinstance(entry, Parameter):
        for value in entry.values:
            yield from value.source
    else:
        yield from getattr(entry, "source", ())


def by_provision(base: KnowledgeBase) -> dict[tuple[str, str], list[Entry]]:
    """(work's id, article or annex) → the entries that rest on it, in the order of the works."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in base.entries.values():
        for source in sources_of(entry):
            for provision in provisions(source.at):
                entries = found.setdefault((source.work, provision), [])
                if entry not in entries:
                    entries.append(entry)
    return {key: found[key] for key in sorted(found, key=_order)}


def _order(key: tuple[str, str]) -> tuple[str, bool, list[tuple[int, str]]]:
    work, provision = key
    pieces = re.findall(r"[0-9]+|[A-Za-z]+", provision.removeprefix("Art. "))
    return (
        work,
        provision.startswith("Annex"),
        [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces],
    )
