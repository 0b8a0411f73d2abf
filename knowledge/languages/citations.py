"""Citations in other languages than English: the short forms of works, and the words for places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from knowledge.base import KnowledgeBase, origins
from knowledge.entries.cited import sources

if TYPE_CHECKING:
    from knowledge.entries.source import Source
    from knowledge.languages.texts import Texts


PLACE = "place_"  # begins the keys of words for a place in a work
_NUMBER = re.compile(r"\b([Nn]os?)\.?[ \u00a0](?=\d)")  # no. 6, nos 5, 6


class Naming(NamedTuple):
    """The names of a language for what citations name, by the English ones."""

    places: Mapping[str, str]  # one word (Annex), or the heading of a part (Decision table)
    works: Mapping[str, str]  # short forms; one that the language does not say is as it is


class Citation(NamedTuple):
    """The parts of a citation."""

    work: str
    at: str
    amended_by: str  # the work that changed the text; empty where none did
    origin: str  # the pack, where no shipped one cites it


def citations(base: KnowledgeBase) -> dict[str, Citation]:
    """Each citation of a base, and of a work as a whole, as its English → what it names."""
    # models of entries are built when they are used
    from knowledge.entries import Parameter, Work

    whole = [work.cited_as for work in base.of_kind(Work)]
    found = {f"[{name}]": Citation(name, "", "", "") for name in whole}
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
    told: Iterable[str], texts: Texts | None, naming: Naming, say: Callable[..., str]
) -> tuple[str, ...]:
    """Citations of a base, given in English, in the language of its `texts` (English has none);
    what is none of them stays.
    """
    if texts is None:
        return tuple(told)
    known = texts.base.derived(citations)
    return tuple(citation_in(known[one], naming, say) if one in known else one for one in told)


def citation_in(citation: Citation, naming: Naming, say: Callable[..., str]) -> str:
    """A citation in a language."""
    works = naming.works
    work, place = works.get(citation.work, citation.work), place_in(citation.at, naming.places)
    cited = f"{work} {place}".rstrip()
    if citation.amended_by:
        amended_by = works.get(citation.amended_by, citation.amended_by)
        cited = say("cited_amended", cited=cited, work=amended_by)
    return f"[{cited}{citation.origin}]"


def naming_of(english: Mapping[str, str], texts: Texts | None, say: Callable[..., str]) -> Naming:
    """The names of a language: `english` are the English phrases of forms, `say` says them;
    English, which has no `texts`, has no others.
    """
    from knowledge.entries import Work
    from knowledge.languages.english import CITED_AS

    if texts is None:
        return Naming({}, {})
    places = {english[key]: say(key) for key in english if key.startswith(PLACE)}
    works: dict[str, str] = {}
    for work in texts.base.of_kind(Work):
        keys = ("entries", work.key, CITED_AS)
        said = texts.own.get(keys) if texts.english.get(keys) == work.cited_as else None
        works[work.cited_as] = said or work.cited_as
    return Naming(places, works)


def named_in(english: str, naming: Naming) -> str:
    """A work, a place in one (`GDPR Art. 22(3)`) or in the law of the tier (`Art. 26`), in a
    language.
    """
    work = next((one for one in naming.works if f"{english} ".startswith(f"{one} ")), "")
    place = place_in(english.removeprefix(work).lstrip(), naming.places)
    return f"{naming.works[work]} {place}".rstrip() if work else place


def place_in(at: str, places: Mapping[str, str]) -> str:
    """A place in a work in a language: `places` as `Naming` has them. A number stays on the line
    of the word before it.
    """
    at = _NUMBER.sub(lambda found: f"{places[found[1].lower()]}\u00a0", at)
    longest_first = sorted(places.keys() - {"no", "nos"}, key=len, reverse=True)
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    return named.sub(lambda found: places[found[0]], at)
