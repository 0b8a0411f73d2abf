"""comparison(a, b) and what_if(case, …): what differs in facts, conclusions, and reasons.

A reason is a rule that fired. Where a fact was only supposed, the fact and every reason that rests
on it say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field, ValidationError

from engine.assessment import NO_LEGAL_ADVICE, Assessment, assess
from engine.chain.chainers import ChainerName
from engine.knowledge_used import Knowledge
from engine.legal import tier_titles
from engine.sourcing import question_asked
from explain.argue.argument import Derivation, Walker, authority
from explain.argue.first_layout import value_told
from explain.argue.stated_answers import meanings_of
from explain.ask.conclusions import MOST_SINGLE, ConclusionChange, change_lines, differing, told
from explain.ask.moved_days import DayMove, move_lines, moved_days
from explain.ask.of_two_bases import differing_answers, rule_elsewhere
from explain.forms.data import Authority, Data, Statement
from explain.forms.footing import noticed
from explain.forms.of_base import of_base
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import quoted_tier, quoted_verdict, signed, spoken
from knowledge.base import KnowledgeBase
from knowledge.cases.files import explain_details
from knowledge.cases.former_names import told_of_today
from knowledge.cases.given import Case, Day, given_case, refuse_unknown
from knowledge.cases.given_base import given_base
from knowledge.cases.stated import Stated, plain, unnested
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.conditions.tree import TODAY
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names as names
from knowledge.entries.actions import named
from knowledge.faults import BadCase, InvalidCase
from knowledge.languages.words import Words

SCHEMA_VERSION = "1.0"
LISTED = (names.REQUIRED, names.GAP)  # families whose rules only repeat what other reasons say


class Side(Data):
    """One of the two cases."""

    name: str
    on: date
    verdict: str
    headline: str
    tier: str
    tier_title: str = Field(default="", description="what lists call the tier")
    knowledge: Knowledge = Field(description="the knowledge that answered")


class FactChange(Data):
    """An attribute that is stated otherwise in the second case."""

    attribute: str
    question: str = Field(default="", description="the question about it, as it was asked")
    before: str = Field(description="as a reader would write it; 'not answered' where nobody did")
    after: str
    was: Stated = Field(default=None, description="the value before; null where nobody answered")
    becomes: Stated = Field(default=None, description="the value after")
    meanings: dict[str, str] = Field(
        default={}, description="value → its meaning, for those before and after"
    )
    hypothetical: bool = Field(description="it was only supposed")


class ReasonChange(Data):
    """A rule that fires in one of the two cases only."""

    rule: str
    proposition: str
    title: str
    authority: Authority
    statements: tuple[Statement, ...] = Field(description="what it rests on where it fires")


class Comparison(Outlined):
    """The differences between two cases, or between one case before and after."""

    schema_version: str = SCHEMA_VERSION
    before: Side
    after: Side
    hypothetical: bool = Field(
        description=(
            "the second case, and all that is said of it, rests on something that was only supposed"
        )
    )
    facts: tuple[FactChange, ...]
    conclusions: tuple[ConclusionChange, ...]
    appeared: tuple[ReasonChange, ...]
    disappeared: tuple[ReasonChange, ...]
    days: tuple[DayMove, ...] = Field(
        default=(), description="the days of duties and findings that both have, and that differ"
    )
    notice: str = NO_LEGAL_ADVICE

    def laid_out(self, words: Words) -> Outline:
        """The comparison, laid out for reading."""
        before, after = self.before, self.after
        same = before.verdict == after.verdict
        verdict = words.say(
            "verdict_stays" if same else "verdict_becomes",
            before=quoted_verdict(before.verdict, before.headline, words),
            after=quoted_verdict(after.verdict, after.headline, words),
        )
        tiers = {
            "before": quoted_tier(before.tier, before.tier_title, words),
            "after": quoted_tier(after.tier, after.tier_title, words),
        }
        tier = "" if before.tier == after.tier else words.say("and_tier_becomes", **tiers)
        differs = self.facts or self.conclusions or self.appeared or self.disappeared or self.days
        both = words.say("and", one="{one}", other="{other}")
        named = (
            before.name
            if before.name == after.name
            else both.format(one=before.name, other=after.name)
        )
        days = words.day(before.on)
        if before.on != after.on:
            days = both.format(one=days, other=words.day(after.on))
        others = {one.proposition for one in (*self.appeared, *self.disappeared)}
        others -= {change.proposition for change in self.conclusions}  # it holds in both
        appeared, gone = (
            [one for one in reasons if one.proposition not in others]
            for reasons in (self.appeared, self.disappeared)
        )
        kind = "what_if_title" if self.hypothetical else "comparison_title"
        return Outline(
            subject=named,
            title=words.say(kind, days=days),
            lead=(
                f"{self._marked(f'{verdict}{tier}', words)}.",
                *(() if differs else (words.say("nothing_differs"),)),
            ),
            sections=(
                Section(
                    title=words.say("facts"),
                    lines=tuple(_fact(fact, words) for fact in self.facts),
                ),
                Section(
                    title=self._marked(words.say("reasons_that_appear"), words),
                    lines=_reason_lines(appeared, "appeared", words),
                ),
                Section(
                    title=self._marked(words.say("reasons_that_disappear"), words),
                    lines=_reason_lines(gone, "gone", words),
                ),
                Section(
                    title=self._marked(words.say("reasons_that_change"), words),
                    lines=tuple(self._exchanged(others, words)),
                ),
                Section(
                    title=self._marked(words.say("conclusions_that_change"), words),
                    lines=change_lines(self._not_told_so_far(), words),
                ),
                Section(
                    title=self._marked(words.say("days_moved"), words),
                    lines=tuple(move_lines(self.days, words)),
                ),
            ),
            notice=noticed(after.knowledge, words),
        )

    def _exchanged(self, propositions: Collection[str], words: Words) -> Iterator[Line]:
        """Conclusions that hold in both cases, with the reasons that go and those that come."""
        found: dict[str, list[tuple[str, ReasonChange]]] = {}
        for sign, reasons in (("gone", self.disappeared), ("appeared", self.appeared)):
            for one in reasons:
                if one.proposition in propositions:
                    found.setdefault(one.proposition, []).append((sign, one))
        for changes in found.values():
            lines = (
                signed(
                    sign,
                    words.listed(spoken(statement, words) for statement in one.statements),
                    words,
                    source=words.cited(one.authority.citations),
                )
                for sign, one in changes
            )
            _, first = changes[0]
            title = words.statement(first.proposition, first.title)
            yield signed("changed", title, words, below=tuple(dict.fromkeys(lines)))

    def _not_told_so_far(self) -> Iterable[ConclusionChange]:
        """The conclusions that no reason above tells, but for steps about one that changes itself,
        such as whether a duty that is no longer owed is met.
        """
        reasons = {reason.proposition for reason in (*self.appeared, *self.disappeared)}
        changed = {change.proposition for change in self.conclusions}
        for change in self.conclusions:
            about = change.proposition.rpartition(".")[0] if change.step else ""
            if change.proposition not in reasons and about not in changed:
                yield change

    def _marked(self, text: str, words: Words) -> str:
        return _marked(text, self.hypothetical, words)


def comparison(a: Assessment, b: Assessment, *, supposed: Iterable[str] = ()) -> Comparison:
    """The differences from `a` to `b`.

    `supposed` names the attributes that are only supposed in `b`.
    """
    hypothetical = frozenset(supposed)
    facts = tuple(
        FactChange(
            attribute=name,
            before=in_words(before),
            after=in_words(after),
            was=plain(before),
            becomes=plain(after),
            question=question_asked(asked.base, name, asked.stated),
            meanings=meanings_of(asked.base.attributes[name], before)
            | meanings_of(asked.base.attributes[name], after),
            hypothetical=name in hypothetical,
        )
        for name, asked, before, after in differing_answers(a, b)
    )
    return of_base(
        b.base,
        Comparison(
            before=_side(a),
            after=_side(b),
            hypothetical=any(fact.hypothetical for fact in facts),
            facts=facts,
            conclusions=tuple(differing(a, b)),
            appeared=tuple(_reasons(b, a)),
            disappeared=tuple(_reasons(a, b)),
            days=moved_days(a, b),
        ),
    )


def what_if(
    case: Case,
    changes: Mapping[str, Any] | None = None,
    *,
    on: Day | None = None,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
    **more: Any,
) -> Comparison:
    """The comparison of `case` with itself, were some attributes otherwise: `what_if(case,
    exposure="data_science")`.

    `changes` takes dotted names ({"controls.monitoring": True}) and former ones as well; None means
    not answered, and `today` is another day asked. Raises `InvalidCase` with every change that
    cannot be, and what `assess` raises.
    """
    base = given_base(base)
    case = given_case(case, base)
    wanted = {**(changes or {}), **more}
    for group in [name for name, value in wanted.items() if isinstance(value, Mapping)]:
        wanted |= {f"{group}.{name}": value for name, value in wanted.pop(group).items()}
    wanted = unnested(told_of_today(nested(wanted), base.renames))
    before = assess(case, on, base=base, chainer=chainer)
    other = with_changes(case, wanted, base)
    day = other.stated().get(TODAY) if TODAY in wanted else before.on
    after = assess(other, day or before.on, base=base, chainer=chainer)
    return comparison(before, after, supposed=wanted)


def with_changes(case: CaseModel, changes: Mapping[str, Any], base: KnowledgeBase) -> CaseModel:
    """The case with some attributes stated otherwise, by their dotted names.

    Raises `InvalidCase`.
    """
    refuse_unknown(changes, base)
    try:
        return model_of(base).model_validate(nested({**case.stated(), **changes}))
    except ValidationError as error:
        faults = []
        for details in error.errors():
            name, message, expected, near = explain_details(details, base)
            faults.append(
                BadCase(
                    message, text=f"{name}: {details['input']!r}", expected=expected, nearest=near
                )
            )
        raise InvalidCase(faults) from None


def _side(assessment: Assessment) -> Side:
    return Side(
        name=assessment.name,
        on=assessment.on,
        verdict=assessment.verdict.value,
        headline=assessment.base.propositions[names.verdict(assessment.verdict)].title,
        tier=assessment.tier,
        tier_title=tier_titles(assessment.base)[assessment.tier],
        knowledge=assessment.knowledge,
    )


def _reasons(there: Assessment, elsewhere: Assessment) -> Iterable[ReasonChange]:
    """The rules that fire in one assessment and not in the other, but for those that only repeat
    others.
    """
    walker, base = Walker(there), there.base
    fired = {
        rule_elsewhere(rule, base) for rule, how in elsewhere.derivations.items() if how == "true"
    }
    for rule in base.rules:
        if there.derivations.get(rule.id) != "true":
            continue
        if rule_elsewhere(rule.id, elsewhere.base) in fired:
            continue
        if not told(base, rule.head) or names.family_of(rule.head) in LISTED:
            continue
        derivation = _derivation(walker, rule.head, rule.id)
        yield ReasonChange(
            rule=rule.id,
            proposition=rule.head,
            title=base.propositions[rule.head].title,
            authority=authority(base, rule.entry),
            statements=_rests_on(derivation) if derivation else (),
        )


def _derivation(walker: Walker, proposition: str, rule: str) -> Derivation | None:
    return next(
        (found for found in walker.argument(proposition).derivations if found.rule == rule), None
    )


def _rests_on(derivation: Derivation) -> tuple[Statement, ...]:
    """Its comparisons, and the conclusions that it asks for: where it fires, what they state is so,
    or open.
    """
    asked = (
        Statement(
            says=one.statement,
            status="unknown" if one.status == "unknown" else "true",
            proposition=one.proposition,
        )
        for one in derivation.premises
    )
    return (*derivation.statements, *asked)


def _fact(fact: FactChange, words: Words) -> Line:
    turned = f"{_value(fact, fact.was, words)} → {_value(fact, fact.becomes, words)}"
    asked = words.question(fact.attribute, fact.question)
    text = _marked(f"{asked} {turned} ({fact.attribute})", fact.hypothetical, words)
    return signed("changed", text, words)


def _value(fact: FactChange, value: Stated, words: Words) -> str:
    stated = value if isinstance(value, list) else [value]
    meanings = {one: said for one, said in fact.meanings.items() if one in map(named, stated)}
    return value_told(value, meanings, fact.attribute, words)


def _reason_lines(reasons: Iterable[ReasonChange], sign: str, words: Words) -> tuple[Line, ...]:
    """Reasons as lines, each told once; many that rest on the same are one line."""
    groups: dict[tuple[Statement, ...], list[ReasonChange]] = {}
    for reason in reasons:
        groups.setdefault(reason.statements, []).append(reason)
    lines = (line for group in groups.values() for line in _alike(group, sign, words))
    return tuple(dict.fromkeys(lines))


def _alike(group: Sequence[ReasonChange], sign: str, words: Words) -> Iterable[Line]:
    below = tuple(
        signed(statement.status, spoken(statement, words), words, status=statement.status)
        for statement in group[0].statements
    )
    titles = [words.statement(reason.proposition, reason.title) for reason in group]
    if len(group) > MOST_SINGLE:
        cited = zip(titles, group, strict=True)
        named = words.listed(
            " ".join((title, *words.cited(one.authority.citations))) for title, one in cited
        )
        many = words.say("rest_on_the_same", count=len(group), names=named)
        yield signed(sign, many, words, below=below)
        return
    for title, reason in zip(titles, group, strict=True):
        yield signed(
            sign, title, words, source=words.cited(reason.authority.citations), below=below
        )


def _marked(text: str, hypothetical: bool, words: Words) -> str:
    return words.say("hypothetical", text=text) if hypothetical else text
