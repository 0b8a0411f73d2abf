"""From packs to the parts of a knowledge base."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from knowledge.building import Build
from knowledge.conditions.tree import Expression, Term
from knowledge.entries import Attribute, Entry, Parameter
from knowledge.entries.conclusions import Proposition
from knowledge.entries.fingerprint import PackVersion, fingerprint_of_all
from knowledge.entries.manifest import Manifest
from knowledge.entries.name_faults import follows_from_a_fault
from knowledge.entries.provenance import Written
from knowledge.entries.reader import read_packs
from knowledge.entries.yaml_source import Document
from knowledge.faults import FaultList, InvalidKnowledge, WrongType
from knowledge.renamed import Renamed
from knowledge.rules.counting import Counted
from knowledge.rules.plain import Rule

_NONE: Mapping[str, Any] = MappingProxyType({})


class Parts(NamedTuple):
    """The parts of a knowledge base, as `KnowledgeBase` describes them."""

    entries: Mapping[str, Entry]
    attributes: Mapping[str, Attribute]
    parameters: Mapping[str, Parameter]
    propositions: Mapping[str, Proposition]
    rules: tuple[Rule, ...]
    strata: Mapping[str, int]
    figures: Mapping[str, tuple[Term, Term]]
    dues: Mapping[str, tuple[tuple[str, Term], ...]]
    counts: Mapping[str, Counted]
    conditions: Mapping[tuple[str, str], Expression]
    written: Mapping[str, Written]
    # of the packs
    fingerprint: str = ""
    packs: tuple[str, ...] = ()
    pack_versions: tuple[PackVersion, ...] = ()
    manifests: Mapping[str, Manifest] = _NONE
    translations: Mapping[str, Mapping[str, Document]] = _NONE
    renamed: tuple[Renamed, ...] = ()


def read_knowledge(packs: list[Path]) -> Parts:
    """The knowledge in packs, read in their order. Raises `InvalidKnowledge` with every fault."""
    reading = read_packs(packs)
    return built(reading.written, reading.faults, reading.unread)._replace(
        fingerprint=fingerprint_of_all(pack.fingerprint for pack in reading.packs),
        packs=tuple(pack.name for pack in reading.packs),
        pack_versions=tuple(pack.told for pack in reading.packs),
        manifests={pack.name: pack.manifest for pack in reading.packs if pack.manifest},
        translations={pack.name: pack.translations for pack in reading.packs if pack.translations},
        renamed=tuple(dict.fromkeys(reading.renamed)),
    )


def built(written: list[Written], faults: FaultList, unread: Collection[str]) -> Parts:
    """What is made of entries, without what packs say of themselves. Raises `InvalidKnowledge`."""
    build = Build(written, faults)
    build.check_references()
    build.check_classifications()
    rules = build.rules()
    levels = build.strata(rules)
    build.check_blocks(rules)
    figures, dues = build.figures(), build.dues()
    build.read_further()
    build.check_asking(rules)
    misnamed = {name for fault in build.faults if type(fault) is WrongType for name in fault.names}
    unread = {*unread, *misnamed}
    found = [fault for fault in build.faults if not follows_from_a_fault(fault, unread)]
    if found:
        raise InvalidKnowledge(found)
    return Parts(
        entries={item.entry.key: item.entry for item in written},
        attributes=build.attributes,
        parameters=build.parameters,
        propositions=build.propositions,
        rules=tuple(rules),
        strata=levels,
        figures=figures,
        dues=dues,
        counts=build.counts,
        conditions=build.conditions,
        written={item.entry.key: item for item in written},
    )
