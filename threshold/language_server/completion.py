"""The offers at the cursor: keys, kinds, names and values, inside conditions too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.authoring.expected import Expected, expected
from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM
from knowledge.cases.former_names import TIER
from knowledge.cases.tests import CANDIDATES, VERDICT
from knowledge.entries import Attribute, DecisionTable, Entry, Verdict
from knowledge.entries.added_values import ADD_VALUES
from knowledge.entries.derived_names import CONTROLS, id_in
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.name_faults import Known
from knowledge.entries.naming import OWN_VALUE
from knowledge.entries.provenance import AFTER, OVERRIDE, RETIRE
from knowledge.languages.file import LanguageFile
from knowledge.languages.lacking import OF_ATTRIBUTES
from threshold.language_server.condition_offers import about, in_condition, of_attribute
from threshold.language_server.csv_offers import in_csv
from threshold.language_server.intake_offers import offers_in_intake
from threshold.language_server.manifest_offers import in_manifest
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot, spot
from threshold.language_server.table_offers import in_table

LONGEST_REPEATED = 40  # characters of words that are offered because other entries have them
MOST = 300  # offered at once; the editor asks again as the word grows
_CHANGES = {
    OVERRIDE: "Why it changes an entry of an earlier pack; keys left out stay as they were.",
    RETIRE: "Why an entry of an earlier pack holds no more.",
    AFTER: "Packs that are known to change the same entry.",
}


def offers(
    kind: str,
    lines: Sequence[str],
    line: int,
    column: int,
    base: KnowledgeBase,
    path: Path = Path(),
) -> list[Offer]:
    """The offers at a line and column of a file of this kind, both from zero; `path`: of a table,
    which the pack names.
    """
    if kind == "table":
        every: Iterable[Offer] = in_csv(path, lines, line, column, base)
    elif kind == "intake":
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
    if kind is Attribute and at.on_key and not at.keys:
        about_it = "Values added to an attribute of an earlier pack, each with its meaning."
        yield Offer(ADD_VALUES, about_it, "key", at.before)
    if kind is DecisionTable and (of_table := in_table(at, base)) is not None:
        yield from of_table
        return
    found = expected(kind, at.keys)
    if at.on_key or at.item:  # an item may be a mapping whose first key it is
        described = {**found.keys, **(_CHANGES if not at.keys else {})}
        for name, about in described.items():
            yield Offer(name, about, "key", at.before)
        for what in found.key_names:
            yield from _named(what, at.before, base, at)
    if at.on_key:
        return
    yield from _values(found, at, base)
    if not (found.names or found.choices):
        yield from _as_before(kind, at, base)


def _values(found: Expected, at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    text = at.before.lstrip()
    if {"condition", "calculation"} & set(found.names):
        yield from in_condition(text[1:] if text[:1] in ("'", '"') else text, at.after, base)
    begun = re.split(r"[\s\[,]", text)[-1].strip("'\"")
    for choice in found.choices:  # some are of several words
        yield Offer(choice, "", "value", text if text and choice.startswith(text) else begun)
    for what in found.names:
        yield from _named(what, begun, base, at)


def _as_before(kind: type[Entry], at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    """The ids of a kind, of which an entry may change one; else what several entries say alike,
    such as a unit or a role.
    """
    text = at.before.strip().strip("'\"")
    if at.keys == (at.first,):
        for entry in base.of_kind(kind):
            yield Offer(entry.id, entry.title, "name", text)
    elif len(at.keys) == 1:
        written = (item for item in base.written.values() if isinstance(item.entry, kind))
        words = Counter(str(item.raw[at.keys[0]]) for item in written if at.keys[0] in item.raw)
        for said, times in words.items():
            if times > 1 and len(said) <= LONGEST_REPEATED:
                yield Offer(said, "", "value", text)


def _named(what: str, begun: str, base: KnowledgeBase, at: Spot) -> Iterator[Offer]:
    if what in ("value", OWN_VALUE):
        for attribute in (at.id,) if what == OWN_VALUE else at.keys:
            known = base.attributes.get(attribute)
            for value, meaning in known.values.items() if known else ():
                yield Offer(value, meaning, "value", begun)
        return
    for name in base.derived(_known).names.get(what, ()):
        yield Offer(name, about(name, base), "name", begun)


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
        yield from of_attribute(at.keys[1], at.before, base)
    elif at.keys[0] == CONTROLS:
        yield from _named("control", at.before, base, at)
    else:
        of_attributes = at.keys[0] in OF_ATTRIBUTES
        names: Iterable[str] = base.attributes if of_attributes else base.visible
        for name in names:
            yield Offer(name, about(name, base), "key", at.before)


def _known(base: KnowledgeBase) -> Known:
    written = list(base.written.values())
    return Known.of(written, [], base.attributes, base.parameters, base.propositions)


def _summary(kind: type[Entry]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


_MAKERS: dict[str, Callable[[Spot, KnowledgeBase], Iterator[Offer]]] = {
    "pack": _in_pack,
    "cases": _in_case,
    "language": _in_language,
    "manifest": in_manifest,
}
