"""All that the knowledge base holds, entry by entry, as one page of Markdown: where the links of
the posters lead.
"""

from __future__ import annotations

import re

from explain.forms.spoken import entry_title
from explain.forms.templating import fill
from knowledge.authoring.citations import sources_of
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Control, Entry, Parameter, Schedule, Work
from knowledge.languages.words import Words

PAGE = "knowledge.md"

_CONDITIONS = (
    "when",
    "requires",
    "ends_when",
    "lifts",
    "excepted_by",
    "exception_to",
    "voiced_when",
    "acted_out_when",
    "own_attributes",
    "owed_when",
    "binding",
)
_TEXTS = ("because", "reality", "consequence", "reading", "role")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")


def heading(entry: Entry) -> str:
    """The name under which the page tells of an entry, as `threshold rules` takes it."""
    if isinstance(entry, (Control, Parameter)):
        return f"{'controls' if isinstance(entry, Control) else 'parameter'}.{entry.id}"
    return entry.key.replace(":", ".")


def link(entry: Entry) -> str:
    """The link to an entry on the page; code hosts make the anchor from its heading so."""
    return f"{PAGE}#{_NOT_IN_A_SLUG.sub('', heading(entry).lower()).replace(' ', '-')}"


def cited(base: KnowledgeBase, entry: Entry, words: Words) -> str:
    """The sources of an entry."""
    return " ".join(words.cited(dict.fromkeys(base.cite(source) for source in sources_of(entry))))


def knowledge_page(base: KnowledgeBase, packs: str, words: Words | None = None) -> str:
    """The page in a language (English); `packs` is the way from it to the folder of the packs."""
    spoken = Words.of(words)
    kinds: dict[str, list[dict[str, object]]] = {}
    for key, entry in base.entries.items():
        if not isinstance(entry, (Attribute, Work)):
            kind = spoken.say(f"kind_{entry.kind}")
            kinds.setdefault(kind, []).append(_told(base, key, entry, packs, spoken))
    return fill("knowledge.md", kinds=kinds, version=base.version, say=spoken.say)


def _told(
    base: KnowledgeBase, key: str, entry: Entry, packs: str, words: Words
) -> dict[str, object]:
    place = base.written[key].place()
    return {
        "heading": heading(entry),
        "title": entry_title(entry, words),
        "basis": getattr(entry, "basis", ""),
        "cited": cited(base, entry, words),
        "conditions": _filled(entry, _CONDITIONS),
        "texts": {**_texts(entry, words), **_dated(entry, words)},
        "written": f"{packs}/{place.file}#L{place.line}",
        "place": words.say("page_place", file=place.file, line=place.line),
    }


def _texts(entry: Entry, words: Words) -> dict[str, str]:
    return {
        name: words.role(text)
        if name == "role"
        else words.explaining(entry.key, name.replace(" ", "_"), text)
        for name, text in _filled(entry, _TEXTS).items()
    }


def _filled(entry: Entry, names: tuple[str, ...]) -> dict[str, str]:
    found = {name.replace("_", " "): getattr(entry, name, None) for name in names}
    return {name: _text(value) for name, value in found.items() if value}


def _dated(entry: Entry, words: Words) -> dict[str, str]:
    """The values of a figure, and the starts of a schedule."""
    if isinstance(entry, Parameter):
        values = (
            words.say("value_from", value=words.value(value.value), day=value.from_)
            if value.from_
            else words.value(value.value)
            for value in entry.values
        )
        unit = words.unit(entry)
        return {"value": f"{words.listed(values)} {unit}".strip()}
    if isinstance(entry, Schedule):
        starts = [
            words.say("start_where", start=f"parameter.{start.from_}", when=start.when)
            if start.when
            else f"parameter.{start.from_}"
            for start in entry.starts
        ]
        return {"starts": words.say("start_else", one="", other="").join(starts)}
    return {}


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())
