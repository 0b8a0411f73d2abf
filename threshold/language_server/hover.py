"""The meaning of a name, its origin, and the entries that rest on it, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explain.forms.spoken import entry_title
from knowledge.authoring.expected import expected
from knowledge.authoring.occurrences import Occurrence, Symbol
from knowledge.base import KnowledgeBase, origins
from knowledge.cases.files import described
from knowledge.entries import Attribute, Control, Entry
from knowledge.entries.cited import sources
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.faults import InvalidKnowledge
from knowledge.languages.words import Words
from threshold.language_server.spot import Spot

MOST = 8  # of those that rest on it, which are named


def of_symbol(
    symbol: Symbol, base: KnowledgeBase, found: Sequence[Occurrence], words: Words
) -> str:
    """About an entry or a value, as its pack or a translation says it; `found`: where it stands."""
    entry, spoken = base.entries[symbol.entry], _of_packs(base, words)
    said = (
        _value(entry, symbol.value, base, spoken) if symbol.value else _entry(entry, base, spoken)
    )
    lines = list(said)
    origin = base.derived(origins).get(entry.key, "")
    named = (f"{base.cite(source)[:-1]}{origin}]" for source in sources(entry))
    cited = dict.fromkeys(spoken.cited(named))
    if cited:
        told = ", ".join(f"[{one[1:-1].removesuffix(origin)}]" for one in cited)
        lines.append(words.say("editor_source", source=told))
    lines += _resting(found, words)
    return "\n\n".join(lines)


def _of_packs(base: KnowledgeBase, words: Words) -> Words:
    """Words that know what the packs of the workspace say in their own translations, too."""
    try:
        return Words.of(words.code, base)
    except InvalidKnowledge:  # told at its place
        return words


def of_key(at: Spot, key: str, words: Words) -> str:
    """About a key of an entry; empty where it is none."""
    kind = ENTRY_KINDS.get(at.first)
    if kind is None:
        return ""
    if key == kind.kind and not at.keys[1:]:
        return words.mark((kind.__doc__ or "").strip())
    above = at.keys[:-1] if at.keys and at.keys[-1] == key else at.keys
    return words.mark(expected(kind, above).keys.get(key, ""))


def _entry(entry: Entry, base: KnowledgeBase, words: Words) -> Iterator[str]:
    pack = base.written[entry.key].origin
    yield f"**{entry.kind} {entry.id}** ({pack})"
    if question := getattr(entry, "question", ""):
        yield words.question(_asked(entry), question)
    if not isinstance(entry, Attribute):
        yield entry_title(entry, words)
    if meaning := getattr(entry, "meaning", ""):
        yield words.text(("meanings", _asked(entry)), meaning)
    if isinstance(entry, Attribute) and not entry.values:
        yield words.mark(described(entry))
    elif isinstance(entry, Attribute):
        told = {value: words.answer(entry.id, value, said) for value, said in entry.values.items()}
        yield "\n".join(f"- `{value}`: {said}" for value, said in told.items())
    elif not isinstance(entry, Control):
        if when := getattr(entry, "when", ""):
            yield f"`{' '.join(when.split())}`"
        if because := getattr(entry, "because", ""):
            yield words.explaining(entry.key, "because", because)


def _asked(entry: Entry) -> str:
    """The name of what an entry asks for: that of a control has its kind in it."""
    return f"controls.{entry.id}" if isinstance(entry, Control) else entry.id


def _value(entry: Entry, value: str, base: KnowledgeBase, words: Words) -> Iterator[str]:
    assert isinstance(entry, Attribute)
    origin = base.written[entry.key].origin
    yield words.say("editor_value", value=f"**{value}**", attribute=entry.id, pack=origin)
    yield words.answer(entry.id, value, entry.values[value])
    yield words.question(entry.id, entry.question)


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
