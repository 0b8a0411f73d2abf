"""The meaning of a name, its origin, and the entries that rest on it, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.authoring.expected import expected
from knowledge.authoring.occurrences import Occurrence, Symbol
from knowledge.base import KnowledgeBase
from knowledge.cases.files import described
from knowledge.entries import Attribute, Control, Entry
from knowledge.entries.cited import sources
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.languages.words import Words
from threshold.language_server.spot import Spot

MOST = 8  # of those that rest on it, which are named


def of_symbol(
    symbol: Symbol, base: KnowledgeBase, found: Sequence[Occurrence], words: Words
) -> str:
    """About an entry or a value, as its pack says it; `found`: where it stands."""
    entry = base.entries[symbol.entry]
    said = _value(entry, symbol.value, base) if symbol.value else _entry(entry, base, words)
    lines = list(said)
    cited = [f"[{base.cite(source)[1:-1]}]" for source in sources(entry)]
    if cited:
        lines.append(words.say("editor_source", source=", ".join(dict.fromkeys(cited))))
    lines += _resting(found, words)
    return "\n\n".join(lines)


def of_key(at: Spot, key: str) -> str:
    """About a key of an entry; empty where it is none."""
    kind = ENTRY_KINDS.get(at.first)
    if kind is None:
        return ""
    if key == kind.kind and not at.keys[1:]:
        return (kind.__doc__ or "").strip()
    above = at.keys[:-1] if at.keys and at.keys[-1] == key else at.keys
    return expected(kind, above).keys.get(key, "")


def _entry(entry: Entry, base: KnowledgeBase, words: Words) -> Iterator[str]:
    pack = base.written[entry.key].origin
    yield f"**{entry.kind} {entry.id}** ({pack})"
    question = getattr(entry, "question", "")
    if question:
        yield question
    if not isinstance(entry, Attribute):
        yield entry.title
    if meaning := getattr(entry, "meaning", ""):
        yield meaning
    if isinstance(entry, Attribute) and not entry.values:
        yield words.mark(described(entry))
    elif isinstance(entry, Attribute):
        yield "\n".join(f"- `{value}`: {said}" for value, said in entry.values.items())
    elif not isinstance(entry, Control):
        for name in ("when", "because"):
            if text := getattr(entry, name, ""):
                yield f"`{' '.join(text.split())}`" if name == "when" else text


def _value(entry: Entry, value: str, base: KnowledgeBase) -> Iterator[str]:
    assert isinstance(entry, Attribute)
    yield f"**{value}** of {entry.id} ({base.written[entry.key].origin})"
    yield entry.values[value]
    yield entry.question


def _resting(found: Sequence[Occurrence], words: Words) -> Iterator[str]:
    others = [one for one in found if not one.declares]
    inside = list(dict.fromkeys(one.inside for one in others if one.inside))
    files = len({one.file for one in others if not one.inside})
    if inside:
        named = ", ".join(f"`{key}`" for key in inside[:MOST])
        more = words.say("editor_more", count=len(inside) - MOST) if len(inside) > MOST else ""
        yield words.say("editor_rests", entries=named) + more
    if files:
        yield words.count("editor_stated", files)
    if not inside and not files:
        yield words.say("editor_nothing_rests")
