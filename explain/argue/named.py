"""The proposition or verdict that somebody names: as rules do, by a former name, or by the id of an
entry alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine import Assessment
from engine.legal import UNKNOWN_TIER
from knowledge.base import KnowledgeBase
from knowledge.entries import Classification, Verdict, derived_names
from knowledge.faults import UnknownName, nearest
from knowledge.languages.told import Told
from knowledge.renamed import of_today

TIER = "tier"  # stands for whichever legal tier a case has


def proposition_named(assessment: Assessment, name: str, *others: str) -> str:
    """The proposition of a name. An id that entries of several kinds have is none; a verdict's is.

    `tier` stands for the answer to the legal tier that the case has, and the id of a classification
    for that to this one, as `verdict` does for the verdict that it has.

    Raises `UnknownName` with the nearest name, one of `others` perhaps, where there is none.
    """
    base, known = assessment.base, assessment.conclusions
    ids = base.derived(propositions_by_id)
    name = of_today(name, {*known, *ids}, base.renames)
    found = name if name in known else ids.get(name, name)
    if found not in known:
        found = _answered(assessment, name) or found
    if found not in known:
        raise UnknownName(
            Told("no_such_proposition", name=repr(name)),
            expected=Told("listed_by", command="threshold rules"),
            nearest=nearest(name, _offered(name, [*others, *known], ids)),
        )
    return found


def _answered(assessment: Assessment, name: str) -> str | None:
    """The answer of a case to a classification; to the one that `tier` stands for, too."""
    base = assessment.base
    for entry in base.of_kind(Classification):
        if name == entry.id or (name == TIER and entry is base.legal_tier):
            answer = f".{assessment.classifications[entry.id]}"
            tried = (*entry.tried, f"{entry.id}.{UNKNOWN_TIER}")
            return next((one for one in tried if one.endswith(answer)), None)
    return None


def verdict_named(base: KnowledgeBase, name: str) -> str:
    """The id of a verdict of a name: of its id, alone or as rules have it, or of a former one.

    Raises `UnknownName` with the nearest one where there is none.
    """
    ids = {entry.id: entry.proposition for entry in base.of_kind(Verdict)}
    by_name = {id: id for id in ids} | {proposition: id for id, proposition in ids.items()}
    found = by_name.get(of_today(name, by_name, base.renames))
    if found is None:
        raise UnknownName(
            Told("no_such_verdict", name=repr(name)),
            expected=", ".join(ids),
            nearest=nearest(name, ids),
        )
    return found


def propositions_by_id(base: KnowledgeBase) -> dict[str, str]:
    """The id of an entry → the proposition that it concludes, where one entry alone has that id;
    or the verdict of that id.
    """
    found: dict[str, list[str]] = {}
    for entry in base.entries.values():
        if entry.proposition in base.propositions:
            found.setdefault(entry.id, []).append(entry.proposition)
    return {id: several[0] for id, several in found.items() if len(several) == 1} | {
        entry.id: derived_names.verdict(entry.id) for entry in base.of_kind(Verdict)
    }


def _offered(name: str, known: Iterable[str], ids: Mapping[str, str]) -> list[str]:
    """The names that may be meant; that of an entry of this id before others that end alike."""
    own = [proposition for proposition in known if proposition.rpartition(".")[2] == name]
    return own or [*known, *ids]
