"""Translations in packs that still use former names, read with those of today."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.entries.yaml_source import Document, Keys
from knowledge.renamed import ATTRIBUTE, CONTROL, Renamed, Renames

ENTRY = "entry"  # its key
_OF = {  # section → what the names in it are
    "questions": ATTRIBUTE,
    "meanings": ATTRIBUTE,
    "answers": ATTRIBUTE,
    "doings": ATTRIBUTE,
    "undoings": ATTRIBUTE,
    "controls": CONTROL,
    "short": "proposition",
    "statements": "proposition",
    "open": "proposition",
    "negations": "proposition",
    "entries": ENTRY,
}


def said_of_today(
    said: Mapping[Keys, str], document: Document, renames: Renames
) -> tuple[dict[Keys, str], list[Renamed]]:
    """(section and names of today → text, the former names in the file)."""
    found: dict[Keys, str] = {}
    told: list[Renamed] = []
    for keys, text in said.items():
        section, *names = map(str, keys)
        today: list[str] = []
        if names and section in _OF:
            what, name = _OF[section], names[0]
            new = renames.key(name) if what == ENTRY else renames.named(what, name)
            if new is not None and not any(key[:2] == (section, new) for key in said):
                told.append(Renamed(what, name, new, document.key_place(section, name)))
                today.append(new)
            value = renames.value(name, names[1]) if len(names) > 1 else None
            if value is not None and (section, name, value) not in said:
                place = document.key_place(section, name, names[1])
                told.append(Renamed("value", names[1], value, place, name))
                today = [today[0] if today else name, value]
        today += names[len(today) :]
        keys_of_today: Keys = (section, *today)
        found[keys_of_today] = text
    return found, list(dict.fromkeys(told))
