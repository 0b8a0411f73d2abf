"""All that the knowledge base holds, entry by entry, as one page of Markdown: where the links of
the posters lead.
"""

from __future__ import annotations

import re

from explain.forms.templating import fill
from knowledge.authoring.citations import sources_of
from knowledge.base import KnowledgeBase
from knowledge.conditions.wording import in_words
from knowledge.entries.kinds import Attribute, Control, Entry, Parameter, Schedule, Work

PAGE = "knowledge.md"

_CONDITIONS = (
    "when",
    "requires",
    "ends_when",
    "lifts",
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
    """Where the page tells of an entry; code hosts make the anchor from its heading so."""
    return f"{PAGE}#{_NOT_IN_A_SLUG.sub('', heading(entry).lower()).replace(' ', '-')}"


def cited(base: KnowledgeBase, entry: Entry) -> str:
    """The sources of an entry."""
    return " ".join(dict.fromkeys(base.cite(source) for source in sources_of(entry)))


def knowledge_page(base: KnowledgeBase, packs: str) -> str:
    """The page; `packs` is the way from it to the folder of the packs."""
    kinds: dict[str, list[dict[str, object]]] = {}
    for key, entry in base.entries.items():
        if not isinstance(entry, (Attribute, Work)):
            kinds.setdefault(entry.kind, []).append(_told(base, key, entry, packs))
    return fill("knowledge.md", kinds=kinds, version=base.version)


def _told(base: KnowledgeBase, key: str, entry: Entry, packs: str) -> dict[str, object]:
    place = base.written[key].place()
    return {
        "heading": heading(entry),
        "title": entry.title,
        "basis": getattr(entry, "basis", ""),
        "cited": cited(base, entry),
        "conditions": _filled(entry, _CONDITIONS),
        "texts": {**_filled(entry, _TEXTS), **_dated(entry)},
        "written": f"{packs}/{place.file}#L{place.line}",
        "place": f"{place.file}, line {place.line}",
    }


def _filled(entry: Entry, names: tuple[str, ...]) -> dict[str, str]:
    found = {name.replace("_", " "): getattr(entry, name, None) for name in names}
    return {name: _text(value) for name, value in found.items() if value}


def _dated(entry: Entry) -> dict[str, str]:
    """The values of a figure, and the starts of a schedule."""
    if isinstance(entry, Parameter):
        values = (
            f"{in_words(value.value)}{f', in law from {value.from_}' if value.from_ else ''}"
            for value in entry.values
        )
        return {"value": f"{'; '.join(values)} {entry.unit}".strip()}
    if isinstance(entry, Schedule):
        starts = (
            f"parameter.{start.from_}{f', where {start.when}' if start.when else ''}"
            for start in entry.starts
        )
        return {"starts": "; else ".join(starts)}
    return {}


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())
