"""What an invariant names: for the check that everything it names is there, and for those who look it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries.kinds import Invariant
from knowledge.rules.plain import Rule

FAMILY = ".*"  # ai_act.tier.* stands for every ai_act.tier.<name>


def names_in(entry: Invariant) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """(keys under which it stands, name, what it has to be the name of) for each name outside the conditions."""
    for key in ("exclusive", "unchanged", "settled"):
        yield from (
            ((key, index), name, "proposition") for index, name in enumerate(getattr(entry, key))
        )
    for place, level in enumerate(entry.strictness):
        yield from (
            (("strictness", place, index), name, "proposition") for index, name in enumerate(level)
        )
    yield from (
        (("whatever", index), name, "attribute") for index, name in enumerate(entry.whatever)
    )
    yield from (
        (("but_for", index), name, "attribute or proposition")
        for index, name in enumerate(entry.but_for)
    )
    for attribute, values in entry.never_relaxed_by.items():
        yield ("never_relaxed_by", attribute), attribute, "attribute"
        for index, value in enumerate(() if values == "more" else values):
            yield (
                ("never_relaxed_by", attribute, index),
                str(value).lower() if isinstance(value, bool) else value,
                f"value of {attribute}",
            )


def members(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The names, with each family put in its members' place."""
    listed = list(known)
    found: dict[str, None] = {}
    for name in names:
        if name.endswith(FAMILY):
            found |= {
                other: None
                for other in listed
                if other.rpartition(".")[0] == name.removesuffix(FAMILY)
            }
        else:
            found[name] = None
    return list(found)


def asked_for(entries: Iterable[str], rules: Iterable[Rule]) -> set[str]:
    """The attributes that the rules of these entries ask for themselves."""
    wanted = set(entries)
    tests = (
        literal.target
        for rule in rules
        if rule.entry in wanted
        for literal in rule.body
        if isinstance(literal.target, Test)
    )
    return {term.name for test in tests for term in terms_of(test) if isinstance(term, Attr)}
