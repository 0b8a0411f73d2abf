"""Texts that a language lacks to say all that packs say, and which pack lacks them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.entries import Classification, Control, Duty, Profile, RuleEntry
from knowledge.entries.added_values import Extended
from knowledge.entries.derived_names import CONTROLS, of_vendor
from knowledge.entries.written_rows import WrittenRow
from knowledge.entries.yaml_source import Keys
from knowledge.languages.codes import ENGLISH, LANGUAGES
from knowledge.languages.english import CITED_AS, compounds
from knowledge.languages.texts import texts

OF_ATTRIBUTES = ("questions", "meanings", "answers", "doings", "undoings")
TITLED = (Control, Classification, Profile)  # kinds whose title is said though they state nothing


def missing(code: str, base: KnowledgeBase | None = None, folder: Path = LANGUAGES) -> list[str]:
    """The texts that a language lacks to say all that can be said about `base`: such as
    `questions.stage` or `answers.stage.pilot`.

    A text that is put together from a phrase and a title counts by these parts. Steps that no
    result lists do not count, nor what is asked of an entry that has no `open` of its own, nor the
    short forms of works, which are names.
    """
    return [_told(keys) for keys in _lacking(code, base, folder)]


def untranslated(code: str, base: KnowledgeBase) -> dict[str, list[str]]:
    """The texts of each pack on top of the shipped ones that a language lacks.

    Pack → the names of its texts, as `missing` tells them; a pack that lacks nothing is left out.
    """
    shipped, owners = set(_lacking(code, None, LANGUAGES)), _owners(base)
    found: dict[str, list[str]] = {}
    for keys in _lacking(code, base, LANGUAGES):
        if keys not in shipped:
            found.setdefault(_pack_of(keys, base, owners), []).append(_told(keys))
    return found


def _lacking(code: str, base: KnowledgeBase | None, folder: Path) -> Iterable[Keys]:
    if code == ENGLISH:
        return []
    spoken = texts(code, base, folder)
    put_together = compounds(spoken.base)
    hidden = {
        ("statements", name)
        for name, proposition in spoken.base.propositions.items()
        if proposition.hidden
    }
    derived = {  # from their titles, which every language can do
        ("open", entry.proposition)
        for entry in spoken.base.entries.values()
        if isinstance(entry, RuleEntry) and not entry.open
    }
    made = {  # titles of rows that say none, put together from their cells
        ("statements", item.entry.proposition)
        for item in spoken.base.written.values()
        if isinstance(item, WrittenRow)
        and isinstance(item.entry, RuleEntry)
        and not item.says_its_title
    }
    named = {  # names, which may stay
        keys for keys in spoken.english if keys[0] == "entries" and keys[-1] == CITED_AS
    }
    needless = {*put_together, *hidden, *derived, *made, *named}
    return [keys for keys in spoken.english if keys not in spoken.own and keys not in needless]


def _told(keys: Keys) -> str:
    return ".".join(map(str, keys))


def _owners(base: KnowledgeBase) -> dict[tuple[str, str], str]:
    """(section, name) → the key of the entry that says it, where the name is not that key."""
    found: dict[tuple[str, str], str] = {}
    for entry in base.entries.values():
        if isinstance(entry, TITLED):
            found["statements", f"{entry.kind}.{entry.id}"] = entry.key
            found["meanings", f"{entry.kind}.{entry.id}"] = entry.key
        if isinstance(entry, Control):
            found["controls", entry.id] = entry.key
            found["statements", of_vendor(f"{entry.kind}.{entry.id}")] = entry.key
            for section in OF_ATTRIBUTES:
                found[section, f"{CONTROLS}.{entry.id}"] = entry.key
                found[section, of_vendor(f"{CONTROLS}.{entry.id}")] = entry.key
        if isinstance(entry, Duty):
            found.setdefault(("roles", entry.role), entry.key)
    for name, proposition in base.propositions.items():
        if proposition.entry is not None:
            for section in ("statements", "negations", "open", "short"):
                found.setdefault((section, name), proposition.entry)
    return found


def _pack_of(keys: Keys, base: KnowledgeBase, owners: dict[tuple[str, str], str]) -> str:
    """The pack that says a text in English; the last of all where it belongs to no entry."""
    section, name, *value = map(str, keys)
    key = owners.get((section, name), f"attribute:{name}" if section in OF_ATTRIBUTES else name)
    written = base.written.get(key)
    if written is None:
        return base.packs[-1]
    if isinstance(written, Extended) and value:
        return written.added_by.get(value[0], written.pack)
    return written.pack
