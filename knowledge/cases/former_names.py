"""Cases that still use former names, read with those of today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from knowledge.base import KnowledgeBase
from knowledge.entries.derived_names import CONTROLS, last_of, stated
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import Place
from knowledge.renamed import ATTRIBUTE, CONTROL, Renamed, Renames, tell

VERDICTS = ("verdict", "candidates")  # what may be expected beside propositions, by their ids
TIER = "tier"


class Today(NamedTuple):
    """A written mapping with the names of today, and the former ones in it."""

    said: dict[str, Any]
    renamed: list[Renamed]


def answers_of_today(
    raw: Mapping[str, Any],
    renames: Renames,
    document: Document | None = None,
    keys: Keys = (),
    *,
    superseded: bool = False,
) -> Today:
    """The answers of a case, as they are written in a document under `keys`.

    `superseded`: attributes that are still read, though another name took their place, as well. A
    former name stays as it is where the one of today is stated beside it.
    """
    found = Today({}, [])
    for name, value in raw.items():
        if name == CONTROLS and isinstance(value, Mapping):
            found.said[name] = _controls(value, renames, document, (*keys, name), found.renamed)
            continue
        new = renames.attribute(name) or (renames.superseded.get(name) if superseded else None)
        if new is None or new in raw:
            new = name
        else:
            told = Renamed(ATTRIBUTE, name, new, key_place_in(document, *keys, name))
            found.renamed.append(told)
            also_at(document, (*keys, name), (*keys, new))
        found.said[new] = value_of_today(
            name, value, renames, document, (*keys, name), found.renamed
        )
    return found


def told_of_today(raw: Mapping[str, Any], renames: Renames) -> Mapping[str, Any]:
    """The answers of a case by the names of today; each former name is told."""
    if not renames:
        return raw
    found = answers_of_today(raw, renames)
    tell(found.renamed)
    return found.said


def answers_in_names_of(
    stated: Mapping[str, Any], taking: KnowledgeBase, renames: Renames
) -> dict[str, Any]:
    """Answers, as a case states them, by the names that `renames` gives for former ones; a value
    that the base `taking` them knows stays, and so does a name beside that of today.
    """
    found = {}
    for name, value in stated.items():
        today = renames.attribute(name)
        name = name if today is None or today in stated else today
        choices = taking.attributes[name].choices if name in taking.attributes else ()

        def of_today(one: Any, name: str = name, choices: Collection[str] = choices) -> Any:
            return one if one in choices else renames.value(name, one) or one

        several = isinstance(value, (tuple, frozenset))
        found[name] = type(value)(map(of_today, value)) if several else of_today(value)
    return found


def expected_of_today(
    expect: Mapping[str, Any], base: KnowledgeBase, document: Document, keys: Keys
) -> Today:
    """The expectations of a case test, as they are written under `keys`."""
    renames, found = base.renames, Today({}, [])
    for name, value in expect.items():
        path = (*keys, name)
        if name in VERDICTS:
            verdicts = renames.ids.get("verdict", {})
            found.said[name] = each_of_today(
                value, verdicts, "verdict", document, path, found.renamed
            )
            continue
        if name == TIER:
            tiers = _tiers(base)
            found.said[name] = each_of_today(value, tiers, TIER, document, path, found.renamed)
            continue
        new = renames.names.get(name)
        if new is None or new in expect:
            new = name
        else:
            found.renamed.append(Renamed("proposition", name, new, document.key_place(*path)))
            also_at(document, path, (*keys, new))
        found.said[new] = value
    return found


def _controls(
    stated_ones: Mapping[str, Any],
    renames: Renames,
    document: Document | None,
    keys: Keys,
    told: list[Renamed],
) -> dict[str, Any]:
    found = {}
    for control, state in stated_ones.items():
        new = last_of(renames.attribute(stated(str(control))) or "") or control
        if new != control and new not in stated_ones:
            told.append(Renamed(CONTROL, control, new, key_place_in(document, *keys, control)))
            also_at(document, (*keys, control), (*keys, new))
        else:
            new = control
        found[new] = state
    return found


def value_of_today(
    name: str,
    value: Any,
    renames: Renames,
    document: Document | None,
    keys: Keys,
    told: list[Renamed],
) -> Any:
    """A value of an attribute, or each of a list, by the name of today; `told` grows."""
    members = value if isinstance(value, list) else [value]
    known = {one: new for one in members if (new := renames.value(name, one)) is not None}
    return each_of_today(value, known, "value", document, keys, told, of=name) if known else value


def each_of_today(
    value: Any,
    known: Mapping[Any, str],
    what: str,
    document: Document | None,
    keys: Keys,
    told: list[Renamed],
    of: str = "",
) -> Any:
    """A text, or each of a list, by the name of today; `told` grows."""
    if isinstance(value, list):
        return [
            each_of_today(one, known, what, document, (*keys, index), told, of)
            for index, one in enumerate(value)
        ]
    if not isinstance(value, str) or value not in known:
        return value
    place = None if document is None else document.place(*keys)
    told.append(Renamed(what, value, known[value], place, of))
    return known[value]


def _tiers(base: KnowledgeBase) -> dict[str, str]:
    """The last part of a former name of an answer to the legal tier → that of the one of today."""
    answers = base.legal_tier.tried if base.legal_tier else ()
    return {
        last_of(old): last_of(new)
        for old, new in base.renames.names.items()
        if new in answers and last_of(old) != last_of(new)
    }


def key_place_in(document: Document | None, *keys: str | int) -> Place | None:
    """The place of a key, if there is a document."""
    return None if document is None else document.key_place(*keys)


def also_at(document: Document | None, old: Keys, new: Keys) -> None:
    """Enter the places under a former name under the one of today as well."""
    if document is None:
        return
    for places in (document.places, document.key_places):
        below = {keys: node for keys, node in places.items() if keys[: len(old)] == old}
        places.update({(*new, *keys[len(old) :]): node for keys, node in below.items()})
