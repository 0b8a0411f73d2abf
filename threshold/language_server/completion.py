"""The offers at the cursor: keys, kinds, names and values, inside conditions too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from knowledge.authoring.expected import Expected, expected
from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM
from knowledge.cases.former_names import TIER
from knowledge.cases.tests import CANDIDATES, VERDICT
from knowledge.conditions.counting import COUNTING
from knowledge.entries import Entry, Verdict
from knowledge.entries.derived_names import CONTROLS, id_in
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.name_faults import Known
from knowledge.entries.provenance import AFTER, OVERRIDE, RETIRE
from knowledge.languages.file import LanguageFile
from threshold.language_server.intake_offers import offers_in_intake
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot, spot

MOST = 300  # offered at once; the editor asks again as the word grows
_FUNCTIONS = {
    "all": "all(family.*): each member of the family holds",
    "any": "any(family.*): one member of the family holds",
    "established": "established(…): unknown counts as no",
    "known": "known(attribute): it is answered",
    "empty": "empty(set): none of its values",
    "missing": "missing(controls.x): the control is not in place",
    **{name: f"{name}(…): counts what holds" for name in COUNTING},
    **{unit: f"{unit}(…): a length of time" for unit in ("years", "months", "weeks", "days")},
    "date": 'date("2027-01-31"): a day',
}
_WORDS = {"and": "both hold", "or": "one holds", "not": "it does not hold", "in": "one of several"}
_COMPARED = re.compile(
    r"""([\w.]+)\s*(?:[=!]=|[<>]=?|(?:not\s+)?in)\s*[(\[]?"""
    r"""(?:\s*["'][^"']*["']\s*,)*\s*["']([^"']*)$"""
)
_MEMBER = re.compile(r"""^[^"']*["']\s*(?:not\s+)?in\s+([\w.]+)""")
_CHANGES = {
    OVERRIDE: "Why it changes an entry of an earlier pack; keys left out stay as they were.",
    RETIRE: "Why an entry of an earlier pack holds no more.",
    AFTER: "Packs that are known to change the same entry.",
}


def offers(
    kind: str, lines: Sequence[str], line: int, column: int, base: KnowledgeBase
) -> list[Offer]:
    """The offers at a line and column of a file of this kind, both from zero."""
    if kind == "intake":
        every = offers_in_intake(lines, line, column, base)
    elif make := _MAKERS.get(kind):
        every = make(spot(lines, line, column), base)
    else:
        return []
    found = [one for one in every if one.begun.lower() in one.text.lower()]
    found.sort(key=lambda one: not one.text.lower().startswith(one.begun.lower()))
    return list(dict.fromkeys(found))[:MOST]


def _in_pack(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    if at.on_key and at.top:
        for name, known in ENTRY_KINDS.items():
            yield Offer(name, _summary(known), "key", at.before)
        return
    kind = ENTRY_KINDS.get(at.first)
    if kind is None:
        return
    found = expected(kind, at.keys)
    if at.on_key:
        described = {**found.keys, **(_CHANGES if not at.keys else {})}
        for name, about in described.items():
            yield Offer(name, about, "key", at.before)
        for what in found.key_names:
            yield from _named(what, at.before, base, ())
        return
    yield from _values(found, at, base)


def _values(found: Expected, at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    text = at.before.lstrip()
    if {"condition", "calculation"} & set(found.names):
        yield from in_condition(text[1:] if text[:1] in ("'", '"') else text, at.after, base)
        return
    begun = re.split(r"[\s\[,]", text)[-1].strip("'\"")
    for choice in found.choices:
        yield Offer(choice, "", "value", begun)
    for what in found.names:
        yield from _named(what, begun, base, at.keys)


def _named(what: str, begun: str, base: KnowledgeBase, keys: tuple[str, ...]) -> Iterator[Offer]:
    if what == "value":
        for attribute in keys:
            known = base.attributes.get(attribute)
            for value, meaning in known.values.items() if known else ():
                yield Offer(value, meaning, "value", begun)
        return
    for name in base.derived(_known).names.get(what, ()):
        yield Offer(name, about(name, base), "name", begun)


def in_condition(before: str, after: str, base: KnowledgeBase) -> Iterator[Offer]:
    """The offers inside a condition: inside quotation marks, the values of the attribute that is
    compared; else names and functions.
    """
    compared = _COMPARED.search(before)
    if compared:
        yield from _of_attribute(compared.group(1), compared.group(2), base)
        return
    quotes = re.findall(r"[\"']", before)
    if len(quotes) % 2:
        member = _MEMBER.match(after)
        begun = re.split(r"[\"']", before)[-1]
        if member:
            yield from _of_attribute(member.group(1), begun, base)
        return
    begun = re.findall(r"[\w.]*$", before)[0]
    for name in base.attributes:
        yield Offer(name, about(name, base), "name", begun)
    for name, proposition in base.propositions.items():
        if re.fullmatch(r"[\w.]+", name):
            yield Offer(name, proposition.title, "name", begun)
    for name in base.parameters:
        yield Offer(f"parameter.{name}", about(f"parameter.{name}", base), "name", begun)
    for name, said in _FUNCTIONS.items():
        yield Offer(name, said, "function", begun)
    for name, said in _WORDS.items():
        yield Offer(name, said, "word", begun)


def _of_attribute(name: str, begun: str, base: KnowledgeBase) -> Iterator[Offer]:
    known = base.attributes.get(name)
    for value in known.choices if known else ():
        yield Offer(value, known.values[value] if known else "", "value", begun)


def _in_case(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    if at.on_key and not at.keys:
        for name, attribute in base.attributes.items():
            if id_in(CONTROLS, name) is None and not attribute.superseded:
                yield Offer(name, attribute.question, "key", at.before)
        yield Offer(CONTROLS, "Which controls are in place.", "key", at.before)
        yield Offer(EXPECT, "What must hold for the case.", "key", at.before)
        yield Offer(FROM, "The places in works that it was written from.", "key", at.before)
    elif at.on_key and at.keys == (CONTROLS,):
        for name, attribute in base.attributes.items():
            if control := id_in(CONTROLS, name):
                yield Offer(control, attribute.question, "key", at.before)
    elif at.on_key and at.keys == (EXPECT,):
        for name in (VERDICT, TIER, CANDIDATES):
            yield Offer(name, "", "key", at.before)
        for name in base.visible:
            yield Offer(name, base.propositions[name].title, "key", at.before)
    elif at.keys:
        yield from _in_answer(at, base)


def _in_answer(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    begun = re.split(r"[\s\[,]", at.before)[-1].strip("'\"")
    if at.keys[0] == EXPECT:
        if at.keys[-1] in (VERDICT, CANDIDATES):
            for verdict in base.of_kind(Verdict):
                yield Offer(verdict.id, verdict.title, "value", begun)
            return
        yield from (Offer(truth, "", "value", begun) for truth in ("true", "false", "unknown"))
        return
    attribute = base.attributes.get(".".join(at.keys))
    for value, meaning in attribute.values.items() if attribute else ():
        yield Offer(value, meaning, "value", begun)


def _in_language(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    if not at.on_key:
        return
    if not at.keys:
        for name, field in LanguageFile.model_fields.items():
            yield Offer(name, field.description or "", "key", at.before)
    elif len(at.keys) > 1:
        yield from _of_attribute(at.keys[1], at.before, base)
    elif at.keys[0] == CONTROLS:
        yield from _named("control", at.before, base, ())
    else:
        of_attributes = at.keys[0] in ("questions", "meanings", "answers", "doings", "undoings")
        names: Iterable[str] = base.attributes if of_attributes else base.visible
        for name in names:
            yield Offer(name, about(name, base), "key", at.before)


def about(name: str, base: KnowledgeBase) -> str:
    """The meaning of a name, in one sentence."""
    if name in base.attributes:
        return base.attributes[name].question
    if name in base.propositions:
        return base.propositions[name].title
    found: Mapping[str, Entry] = base.derived(_by_id)
    entry = found.get(name) or found.get(name.removeprefix("parameter."))
    return entry.title if entry else ""


def _by_id(base: KnowledgeBase) -> dict[str, Entry]:
    return {entry.id: entry for entry in base.entries.values()}


def _known(base: KnowledgeBase) -> Known:
    written = list(base.written.values())
    return Known.of(written, [], base.attributes, base.parameters, base.propositions)


def _summary(kind: type[Entry]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


_MAKERS: dict[str, Callable[[Spot, KnowledgeBase], Iterator[Offer]]] = {
    "pack": _in_pack,
    "cases": _in_case,
    "language": _in_language,
}
