"""smallest_change(assessment, to): every smallest set of changes that reaches a verdict, each
confirmed by assessing again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice, product
from math import prod
from typing import Any, Literal

from pydantic import Field

from engine.assessment import NO_LEGAL_ADVICE, Assessment, assess
from engine.proof.minimal_change import MinimalSet, minimal_changes, obstacles
from explain.ask.comparison import with_changes
from explain.ask.stated import Stated, plain
from explain.forms.data import Data
from explain.forms.outline import Outline, Outlined, Section
from explain.forms.spoken import noticed, signed
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.conditions.wording import in_words
from knowledge.entries import Verdict, derived_names
from knowledge.faults import UnknownName, nearest
from knowledge.languages.words import Words

SCHEMA_VERSION = "1.0"
MOST_SETS = 10
MOST_VALUES = 4  # of one attribute named in a line


class NotConfirmed(Exception):
    """A change that was proven to reach a verdict does not reach it when assessed: a defect of this
    library.
    """


ValuesForm = Literal[
    "either", "for instance", "or more", "or less", "or later", "or earlier", "from to"
]


class AlikeValues(Data):
    """Values of an attribute of which each will do."""

    form: ValuesForm = Field(description="how the values stand for all that will do")
    values: tuple[Stated, ...]
    more: int = Field(default=0, description="how many others there are")


class AttributeChange(Data):
    """One attribute of a set, and what it would have to state."""

    attribute: str
    question: str
    now: Stated = Field(description="what is stated; null where nobody answered")
    to: Stated = Field(description="what would have to be stated; one value that will do")
    alike: AlikeValues = Field(description="all values that will do")
    says: str = Field(default="", description="the change, in English")


class ChangeSet(Data):
    """Attributes that must all change; leaving out any of them is not enough."""

    changes: tuple[AttributeChange, ...]
    ways: tuple[dict[str, Stated], ...] = Field(
        description="combinations of values that will do, the one shown first"
    )
    confirmed_by: str = Field(
        description="the chainer that assessed the changed case and found the verdict"
    )


class Obstacle(Data):
    """Something that no team can change, and that together with the others bars the way."""

    attribute: str
    question: str
    now: str = Field(description="as a reader would write it, in English")
    stated: Stated = Field(default=None, description="the same as a value")


class SmallestChange(Outlined):
    """All smallest sets of changes to a verdict, up to a stated number; proven minimal."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    verdict: str = Field(description="the verdict now")
    to: str = Field(description="the verdict wanted")
    title: str = Field(description="the verdict wanted, in words")
    sets: tuple[ChangeSet, ...] = Field(
        description="smallest first; one empty set where the verdict is reached already"
    )
    more: bool = Field(description="there are more sets than are listed")
    obstacles: tuple[Obstacle, ...] = Field(
        description="where there is no way at all: what bars it, and is not for a team to change"
    )
    knowledge: str = Field(description="version and fingerprint of the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

    def laid_out(self, words: Words) -> Outline:
        """The sets, laid out for reading."""
        title = words.statement(derived_names.verdict(self.to), self.title)
        named = {"now": self.verdict, "to": self.to, "title": title}
        if not self.sets:
            lead = words.say("no_change_leads", **named)
        elif not self.sets[0].changes:
            lead = words.say("reached_already", **named)
        else:
            lead = words.count("changes_lead", len(self.sets), **named)
            lead += words.say("more_changes") if self.more else ""
        ways = (
            Section(
                title=words.count("way", len(item.changes), number=number),
                lines=tuple(
                    signed("changed", change_in_words(change, words), words)
                    for change in item.changes
                ),
            )
            for number, item in enumerate(self.sets, start=1)
        )
        barred = (
            signed(
                "false",
                f"{words.question(item.attribute, item.question)} {words.value(item.stated)}"
                f" ({item.attribute})",
                words,
            )
            for item in self.obstacles
        )
        return Outline(
            subject=self.name,
            title=words.say("change_title", to=self.to, day=self.on),
            lead=(lead,),
            sections=(*ways, Section(title=words.say("obstacles"), lines=tuple(barred))),
            notice=noticed(self.knowledge, words),
        )


def smallest_change(
    case: CaseModel | Assessment,
    to: str,
    on: date | None = None,
    *,
    most: int = MOST_SETS,
) -> SmallestChange:
    """Every smallest set of changes after which the verdict on `case` is `to`, at most `most` of
    them.

    Only attributes change that the vocabulary marks as actionable. Each set is proven minimal, and
    confirmed by assessing the changed case. Raises `UnknownName` where there is no such verdict.
    """
    assessment = case if isinstance(case, Assessment) else assess(case, on)
    base = assessment.base
    wanted = str(to)
    titles = {entry.id: entry.title for entry in base.of_kind(Verdict)}
    if wanted not in titles:
        raise UnknownName(
            f"there is no verdict {wanted!r}",
            expected=", ".join(titles),
            nearest=nearest(wanted, titles),
        )
    order = [*base.attributes].index
    found = list(islice(minimal_changes(assessment, derived_names.verdict(wanted)), most + 1))
    found.sort(key=lambda item: (len(item.attributes), sorted(map(order, item.attributes))))
    barred = [] if found else obstacles(assessment, derived_names.verdict(wanted))
    return SmallestChange(
        knowledge=str(assessment.knowledge),
        name=assessment.name,
        on=assessment.on,
        verdict=assessment.verdict.value,
        to=wanted,
        title=titles[wanted],
        sets=tuple(_set(assessment, item, wanted) for item in found[:most]),
        more=len(found) > most,
        obstacles=tuple(
            Obstacle(
                attribute=name,
                question=base.attributes[name].question,
                now=in_words(assessment.facts.get(name)),
                stated=plain(assessment.facts.get(name)),
            )
            for name in barred
        ),
    )


def _set(assessment: Assessment, found: MinimalSet, wanted: str) -> ChangeSet:
    nearest_first = sorted(
        found.ways,
        key=lambda way: sum(_distance(assessment, name, value) for name, value in way.items()),
    )
    first = nearest_first[0]
    again = assess(changed_case(assessment, first), assessment.on, base=assessment.base)
    if again.verdict.value != wanted:
        raise NotConfirmed(f"{dict(first)} gives {again.verdict.value}, not {wanted}")
    names = sorted(first, key=[*assessment.base.attributes].index)
    alike = _alike(names, nearest_first)
    return ChangeSet(
        changes=tuple(
            _attribute(assessment, name, first[name], alike[name], found) for name in names
        ),
        ways=tuple({name: plain(value) for name, value in way.items()} for way in nearest_first),
        confirmed_by=again.chainer,
    )


def changed_case(assessment: Assessment, changes: Mapping[str, Any]) -> CaseModel:
    """The case of an assessment with some attributes stated otherwise."""
    case = model_of(assessment.base).model_validate(nested(assessment.stated))
    return with_changes(case, changes, assessment.base)


def _alike(names: Sequence[str], ways: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """For each attribute of the first way the values that would do as well, so that any of them go
    together.
    """
    first, known = ways[0], {tuple(way[name] for name in names) for way in ways}
    found = {name: [first[name]] for name in names}
    for name in reversed(names):
        values = list(
            dict.fromkeys(
                way[name]
                for way in ways
                if all(way[key] == value for key, value in first.items() if key != name)
            )
        )
        together = [*({**found, name: values}[key] for key in names)]
        if prod(map(len, together)) <= len(known) and all(
            combination in known for combination in product(*together)
        ):
            found[name] = values
    return found


def _attribute(
    assessment: Assessment, name: str, to: Any, alike: list[Any], found: MinimalSet
) -> AttributeChange:
    attribute, now = assessment.base.attributes[name], assessment.facts.get(name)
    change = AttributeChange(
        attribute=name,
        question=attribute.question,
        now=plain(now),
        to=plain(to),
        alike=(
            _span(alike, found.domains[name])
            if attribute.type in ("integer", "date")
            else _either(attribute.type, alike)
        ),
    )
    return change.model_copy(update={"says": change_in_words(change, Words.of(None))})


def _either(kind: str, values: list[Any]) -> AlikeValues:
    if kind == "number":
        return _instance(values)
    shown = tuple(map(plain, values[:MOST_VALUES]))
    return AlikeValues(form="either", values=shown, more=max(0, len(values) - MOST_VALUES))


def _instance(values: list[Any]) -> AlikeValues:
    form: ValuesForm = "for instance" if len(values) > 1 else "either"
    return AlikeValues(form=form, values=(plain(values[0]),))


def _span(values: list[Any], domain: Sequence[Any]) -> AlikeValues:
    """Values next to each other as from … to ….

    The first and the last of a domain stand for all beyond them.
    """
    low, high = min(values), max(values)
    within = [value for value in domain if low <= value <= high]
    if low == high or set(within) != set(values):
        return _instance(values)
    dated = isinstance(low, date)
    if high == domain[-1]:
        return AlikeValues(form="or later" if dated else "or more", values=(low,))
    if low == domain[0]:
        return AlikeValues(form="or earlier" if dated else "or less", values=(high,))
    return AlikeValues(form="from to", values=(low, high))


def change_in_words(change: AttributeChange, words: Words) -> str:
    """What is stated now, and what would have to be."""
    alike = change.alike
    named = [words.value(value) for value in alike.values]
    match alike.form:
        case "either":
            shown = words.say("or", one="", other="").join(named)
            if alike.more:
                shown = words.say("or_more_values", named=shown, count=alike.more)
        case "from to":
            shown = words.say("values_from_to", low=named[0], high=named[1])
        case _:
            shown = words.say(f"values_{alike.form.replace(' ', '_')}", value=named[0])
    return words.titled(change.attribute, f"{words.value(change.now)} → {shown}")


def _distance(assessment: Assessment, name: str, value: Any) -> float:
    """How far a value lies from what is stated, or a day from the day asked, and whether it is the
    plainer one.
    """
    now = assessment.facts.get(name)
    if isinstance(value, frozenset):
        return float(len(value ^ (now or frozenset())))
    if isinstance(value, date):
        days = (value - assessment.on).days
        return days if days >= 0 else 1_000 - days
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value - (now or 0))
    return 0.0
