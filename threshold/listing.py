"""What the knowledge base knows, as text or JSON: entries in short, one entry in full, attributes."""

from __future__ import annotations

import json
from textwrap import indent, wrap

from knowledge.base import KnowledgeBase, load
from knowledge.case_files import described
from knowledge.entries import Attribute, Control, Entry, Parameter, RuleEntry, Work
from knowledge.faults import UnknownName, nearest


def list_entries(as_json: bool) -> str:
    """Every entry that concludes something, and every parameter, one a line, with its source."""
    base = load()
    entries = [entry for entry in base.entries.values() if isinstance(entry, (RuleEntry, Control, Parameter))]
    if as_json:
        return _json([_described(base, entry) for entry in entries])
    lines, kind = [], ""
    for entry in sorted(entries, key=lambda entry: entry.kind):
        if entry.kind != kind:
            kind = entry.kind
            lines += ["", f"{kind}:"]
        basis = "" if getattr(entry, "basis", "stated") == "stated" else ", our reading"
        lines.append(f"  {_name(entry):<42} {entry.title}  {' '.join(_citations(base, entry))}{basis}")
    return "\n".join([*lines, "", "One in full: threshold rules ID.  What a case may state: threshold rules --attributes"]).lstrip("\n")


def list_attributes(as_json: bool) -> str:
    """Every attribute, with its question and what it takes."""
    attributes = list(load().attributes.values())
    if as_json:
        return _json([attribute.model_dump(mode="json") for attribute in attributes])
    return "\n".join(f"{attribute.id:<34} {attribute.question}  ({described(attribute)})" for attribute in attributes)


def show_entry(name: str, as_json: bool) -> str:
    """One entry in full: what it says, its source and basis, the plain rules it makes. Raises `UnknownName`."""
    base = load()
    found = _find(base, name)
    if as_json:
        return _json(_described(base, found))
    text = [f"{found.kind} {_name(found)}: {found.title or getattr(found, 'question', '')}"]
    if isinstance(found, Attribute):
        text += [found.meaning, f"takes {described(found)}", *(f"  {value}: {meaning}" for value, meaning in found.values.items())]
    if isinstance(found, Parameter):
        text += [
            f"{value.value} {found.unit} since {value.from_ or 'ever'} {' '.join(base.cite(source) for source in value.source)}"
            for value in found.values
        ]
    for label in (
        "when",
        "requires",
        "ends_when",
        "lifts",
        "voiced_when",
        "acted_out_when",
        "reality",
        "consequence",
        "because",
        "basis",
        "reading",
        "note",
    ):
        value = getattr(found, label, None)
        if value:
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            text += wrap(f"{label.replace('_', ' ')}: {' '.join(shown.split())}", 100, subsequent_indent="    ")
    text += [f"source: {' '.join(_citations(base, found))}"] if _citations(base, found) else []
    rules = [rule.id for rule in base.rules if rule.entry == found.key]
    text += wrap(f"plain rules: {', '.join(rules)}", 100, subsequent_indent="    ") if rules else []
    written = base.written.get(found.key)
    text += [f"written at: {written.place()}"] if written else []
    return text[0] + "\n" + indent("\n".join(line for line in text[1:] if line), "  ")


def _find(base: KnowledgeBase, name: str) -> Entry:
    candidates: dict[str, Entry] = {}
    for entry in base.entries.values():
        for key in (entry.id, entry.key, _name(entry), entry.proposition):
            candidates.setdefault(key, entry)
    candidates |= base.attributes
    for proposition in base.propositions.values():
        if proposition.entry and proposition.entry in base.entries:
            candidates.setdefault(proposition.name, base.entries[proposition.entry])
    if name not in candidates:
        raise UnknownName(
            f"the knowledge base has no entry {name!r}", expected="one that `threshold rules` lists", nearest=nearest(name, candidates)
        )
    return candidates[name]


def _name(entry: Entry) -> str:
    if isinstance(entry, Control):
        return f"controls.{entry.id}"
    return f"parameter.{entry.id}" if isinstance(entry, Parameter) else entry.proposition


def _citations(base: KnowledgeBase, entry: Entry) -> list[str]:
    if isinstance(entry, Parameter):
        return [base.cite(source) for source in entry.values[-1].source]
    if isinstance(entry, Work):
        return [f"[{entry.cited_as}]"]
    return [base.cite(source) for source in getattr(entry, "source", ())]


def _described(base: KnowledgeBase, entry: Entry) -> dict[str, object]:
    return {"kind": entry.kind, "name": _name(entry), **entry.model_dump(mode="json"), "citations": _citations(base, entry)}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
