"""Doubtful statements of packs: lists by hand where a family would do, two packs that override one
entry, figures from days to come, names that stand for nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.authoring.slip import Slip, conditions
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import And, Count, Established, Expression, Not, Or, Prop
from knowledge.entries import Duty, Parameter, Work
from knowledge.faults import nearest

FEWEST_LISTED = 3  # members of a family that make a list
_LEFT_OUT = 4  # a list leaves out at most one member for so many that it names
_MONTH = re.compile(r"(\d{4})\.(\d{1,2})\b")
_WORDS = re.compile(r"[^\W_]+")
_ROLES = re.compile(r",|\band\b|\bor\b")


def doubtful(base: KnowledgeBase) -> Iterator[Slip]:
    """Everything of this sort."""
    yield from hand_lists(base)
    yield from later_figures(base)
    yield from unheard_roles(base)


def hand_lists(base: KnowledgeBase) -> Iterator[Slip]:
    """Lists of nearly all members of a family, which a new member would not be in."""
    known = [name for name, found in base.propositions.items() if not found.hidden]
    for condition in conditions(base):
        for names in _lists(condition.tree):
            family = names[0].rpartition(".")[0]
            members = [name for name in known if name.rpartition(".")[0] == family]
            left_out = [name.rpartition(".")[2] for name in members if name not in names]
            if len(left_out) * _LEFT_OUT > len(names):
                continue
            but = f" except {', '.join(left_out)}" if left_out else ""
            says = (
                f"{condition.entry.key} lists {len(names)} of the {len(members)} {family}.* by "
                f"hand, so that a new one is missed; any({family}.*{but}) takes it in"
            )
            yield Slip(condition.entry, "list by hand", says, condition.keys)


def _lists(expression: Expression) -> Iterator[list[str]]:
    """The propositions of one family that a part of a condition lists, all asked alike."""
    match expression:
        case Not(item) | Established(item):
            yield from _lists(item)
        case Count(_, items):
            for item in items:
                yield from _lists(item)
        case And(items) | Or(items):
            alike: dict[tuple[str, str], list[str]] = {}
            for item in items:
                how, name = _asked(item)
                if "." in name:
                    alike.setdefault((how, name.rpartition(".")[0]), []).append(name)
                else:
                    yield from _lists(item)
            for (how, _), names in alike.items():
                # a or b or c; not a and not b and not c
                if len(set(names)) >= FEWEST_LISTED and isinstance(expression, Or) != (
                    how.startswith("not")
                ):
                    yield list(dict.fromkeys(names))


def _asked(item: Expression) -> tuple[str, str]:
    """The words before a proposition (`not`, `established`), and its name; else both empty."""
    how = ""
    while isinstance(item, (Not, Established)):
        how += "not " if isinstance(item, Not) else "established "
        item = item.item
    return (how, item.name) if isinstance(item, Prop) else ("", "")


def later_figures(base: KnowledgeBase) -> Iterator[Slip]:
    """Parameters that had no value yet when their pack was reviewed, so that the first one counts
    before its day.
    """
    for parameter in base.of_kind(Parameter):
        first = parameter.values[0].from_
        reviewed = reviewed_on(base, base.written[parameter.key].pack)
        if first is not None and reviewed is not None and first > reviewed:
            says = (
                f"the parameter {parameter.id} has no value before {first}, after the review of "
                f"{reviewed}: until then its first value counts, as if it were in force"
            )
            yield Slip(parameter, "later figure", says, ("values", 0, "from"))


def reviewed_on(base: KnowledgeBase, pack: str) -> date | None:
    """The day on which a pack was last compared with what it cites.

    The latest that its works tell; else the last day of the month of the knowledge's version. None
    where neither is known.
    """
    told = [
        work.consulted
        for work in base.of_kind(Work)
        if work.consulted is not None and base.written[work.key].pack == pack
    ]
    if told:
        return max(told)
    found = _MONTH.match(base.version)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, calendar.monthrange(year, month)[1])


def unheard_roles(base: KnowledgeBase) -> Iterator[Slip]:
    """Roles of duties that no answer and no conclusion is named after."""
    names = [
        *base.attributes,
        *(value for attribute in base.attributes.values() for value in attribute.choices),
        *(name for name, found in base.propositions.items() if not found.hidden),
    ]
    known = {f"_{name.replace('.', '_')}_" for name in names}
    words = {word for name in known for word in name.strip("_").split("_")}
    for duty in base.of_kind(Duty):
        for role in filter(None, (part.strip().lower() for part in _ROLES.split(duty.role))):
            if not _heard(role, known):
                near = nearest(role, _phrases(role, words, base))
                hint = f"; nearest: {near}" if near else ""
                says = f"nothing is named after {role!r}, who owes {duty.proposition}{hint}"
                yield Slip(duty, "unheard role", says, ("role",))


def _heard(role: str, known: Iterable[str]) -> bool:
    wanted = f"_{'_'.join(_WORDS.findall(role))}_"
    return any(wanted in name for name in known)


def _phrases(role: str, words: set[str], base: KnowledgeBase) -> set[str]:
    """The phrases that the role may be meant to be: single words, and the roles of other duties."""
    others = {
        part.strip().lower() for duty in base.of_kind(Duty) for part in _ROLES.split(duty.role)
    }
    return {*words, *others} - {role, ""}
