"""Citations in other languages than English: names of works stay, the words between them do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from knowledge.base import KnowledgeBase, origins
from knowledge.entries.cited import sources

if TYPE_CHECKING:
    from knowledge.entries.source import Source


PLACE = "place_"  # begins the keys of words for a place in a work
_NUMBER = re.compile(r"\b([Nn]os?)\.?[ \u00a0](?=\d)")  # no. 6, nos 5, 6


class Citation(NamedTuple):
    """The parts of a citation."""

    work: str
    at: str
    amended_by: str  # the work that changed the text; empty where none did
    origin: str  # the pack, where no shipped one cites it


def citations(base: KnowledgeBase) -> dict[str, Citation]:
    """Each citation of a base, as its English → what it names."""
    from knowledge.entries import Parameter  # models of entries are built when they are used

    found: dict[str, Citation] = {}
    for entry in base.entries.values():
        cited = (
            [one for value in entry.values for one in value.source]
            if isinstance(entry, Parameter)
            else sources(entry)
        )
        origin = base.derived(origins).get(entry.key, "")
        for source in cited:
            told = f"{base.cite(source)[:-1]}{origin}]"
            found.setdefault(told, _named(base, source, origin))
    return found


def _named(base: KnowledgeBase, source: Source, origin: str) -> Citation:
    from knowledge.entries import Work

    def name(work: str) -> str:
        known = base.entries.get(f"work:{work}")
        return known.cited_as if isinstance(known, Work) else work

    amended_by = name(source.amended_by) if source.amended_by else ""
    return Citation(name(source.work), source.at, amended_by, origin)


def citations_in(
    told: Iterable[str], base: KnowledgeBase, places: Mapping[str, str], say: Callable[..., str]
) -> tuple[str, ...]:
    """Citations of a base, given in English, in a language; what is none of them stays."""
    known = base.derived(citations)
    return tuple(citation_in(known[one], places, say) if one in known else one for one in told)


def citation_in(citation: Citation, places: Mapping[str, str], say: Callable[..., str]) -> str:
    """A citation in a language: `places` has its words for the English ones of a place, be it one
    word (Annex) or the heading of a part (Decision table).
    """
    cited = f"{citation.work} {place_in(citation.at, places)}"
    if citation.amended_by:
        cited = say("cited_amended", cited=cited, work=citation.amended_by)
    return f"[{cited}{citation.origin}]"


def places_of(english: Mapping[str, str], say: Callable[..., str]) -> dict[str, str]:
    """The words of a language for places in works, by the English ones."""
    return {english[key]: say(key) for key in english if key.startswith(PLACE)}


def place_in(at: str, places: Mapping[str, str]) -> str:
    """A place in a work in a language: `places` as for a citation. A number stays on the line of
    the word before it.
    """
    at = _NUMBER.sub(lambda found: f"{places[found[1].lower()]}\u00a0", at)
    longest_first = sorted(places.keys() - {"no", "nos"}, key=len, reverse=True)
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    return named.sub(lambda found: places[found[0]], at)
