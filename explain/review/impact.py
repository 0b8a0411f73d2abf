"""impact(old, new): whom a change of the knowledge changes, and why, rule by rule.

With cases, each of them is assessed under both; without, Z3 finds a case for every conclusion that
can come out otherwise, or proves that none does: then the change is a rewording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from engine.assessment import NO_LEGAL_ADVICE, Assessment, assess
from engine.chain.chainers import ChainerName
from engine.check.answers_read import answers_taken, keys_read, read_otherwise
from engine.check.causes import Cause, Causes
from engine.check.difference import Difference, times_asked
from engine.check.difference import Impact as Proof
from engine.knowledge_used import Knowledge
from engine.legal import tier_titles, tiers
from explain.ask.conclusions import step_about
from explain.ask.moved_days import moved_days
from explain.forms.data import status_of
from explain.forms.of_base import of_base
from explain.forms.outline import Outlined
from explain.forms.unproven import Unproven
from explain.review.changes import CaseChange, CauseChange, ConclusionMove, Effect, EntryChange
from explain.review.fields import fields
from explain.review.impact_cases import ReadCase, read_cases
from explain.review.new_answers import (
    MOST_ANSWERS,
    NewAnswer,
    gone_answers,
    new_answers,
    shown_by,
)
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Case, Day, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import NESTED, model_of, nested
from knowledge.entries import Attribute, Entry, derived_names
from knowledge.intake.check import Sentence
from knowledge.newer_names import in_names_of

SCHEMA_VERSION = "1.0"
# keys that reports tell figures and days from
SHOWN = ("figure", "values", "amount", "share", "starts", "binding")
_ALWAYS = ("name", "today")  # what every case that is found states
QUICK: ChainerName = "semi-naive"  # the chainer that answers a single case fastest


class Impact(Outlined):
    """The impact of a change of the knowledge."""

    schema_version: str = SCHEMA_VERSION
    before: Knowledge
    after: Knowledge
    entries: tuple[EntryChange, ...]
    assessed: int | None = Field(
        description="how many cases were assessed; null where all possible ones were looked at"
    )
    cases: tuple[CaseChange, ...] = Field(
        description=(
            "the cases that change; by proof, some that show every conclusion that can come out"
            " otherwise"
        )
    )
    unproven: dict[str, Unproven] = Field(
        default_factory=dict,
        description="conclusions of which it is not proven that they stay, and why not",
    )
    answers_left: int = Field(
        default=0,
        description="how many further answers only one of the two takes: no case of them was tried",
    )
    gone: dict[str, tuple[int, ...]] = Field(
        default_factory=dict,
        description=(
            "answers that the cases state and only the older knowledge takes (attribute and value),"
            " with the rows that state each: the newer one judges those cases without them"
        ),
    )
    unread: tuple[Sentence, ...] = Field(
        default=(), description="rows that could not be read, and why"
    )
    notice: str = NO_LEGAL_ADVICE

    @property
    def rewording(self) -> bool:
        """Whether it is proven that no case tells the two apart, nor does any figure, and that both
        take the same answers.
        """
        return (
            self.assessed is None
            and not self.cases
            and not self.unproven
            and all(entry.effect not in ("answers", "figures") for entry in self.entries)
        )


def impact(
    old: KnowledgeBase,
    new: KnowledgeBase,
    cases: Iterable[Case] | str | Path | None = None,
    on: Day | None = None,
    *,
    intake: str | None = None,
) -> Impact:
    """The impact of the step from `old` to `new`: on `cases`, or on any case there can be.

    The cases are those of a list, or of a table's path (CSV, XLSX, Parquet, JSON, YAML …) whose
    columns an intake may map, each as the two bases know it; an attribute that one of the two does
    not ask for, or an answer that it does not take, is left out for that one; what the newer one
    renamed is compared by its name of today. `on` is the day asked, by default the day a case
    states, else the current day; without cases it is the first of the days looked at, which are all
    that can differ. Raises `InvalidCase` where the file, or the intake, cannot be read, or neither
    base can read a case of a list; the faults of single rows of a table are in `unread`. Raises
    `TypeError` for what is no base, case or day, and for an intake without a table.
    """
    on, old, new = given_day(on), given_base(old), given_base(new)
    older = in_names_of(new, old)
    proof = Proof(older, new, on)
    read = None if cases is None else read_cases(cases, old, new, intake, older)
    compared = None if read is None else [_of_case(proof, case, on) for case in read.cases]
    fresh = [*new_answers(older, new)] if compared is None else []
    gone = [*gone_answers(older, new)] if compared is None else []
    changes = (
        _witnesses(proof, fresh[:MOST_ANSWERS], gone[:MOST_ANSWERS])
        if compared is None
        else (change for change in compared if change)
    )
    told = tuple(changes)
    entries = tuple(_entries(proof))
    return of_base(
        new,
        Impact(
            before=Knowledge.of(old),
            after=Knowledge.of(new),
            entries=entries,
            assessed=None if read is None else len(read.cases),
            cases=told,
            unproven=(
                {name: Unproven.of(gap) for name, gap in sorted(proof.unproven.items())}
                if read is None
                else {}
            ),
            answers_left=len(fresh[MOST_ANSWERS:]) + len(gone[MOST_ANSWERS:]),
            gone={} if read is None else read.gone,
            unread=() if read is None else read.unread,
        ),
    )


def _witnesses(
    proof: Proof, fresh_answers: Sequence[NewAnswer], gone: Sequence[NewAnswer]
) -> Iterator[CaseChange]:
    """Cases that show all that can come out otherwise: first other verdicts, the plainer first."""
    shown: set[tuple[str, str]] = set()
    found: list[CaseChange] = []
    for difference in proof.differences(shown):
        found.append(case := _witnessed(proof, difference))
        shown.update((move.proposition, move.proposition) for move in case.moves)
        shown.add((derived_names.verdict(case.verdict[0]), derived_names.verdict(case.verdict[1])))
    common = proof.new.derived(times_asked)

    def plain(case: CaseChange) -> tuple[bool, int, int]:
        asked = [common[name] for name in case.stated if name not in _ALWAYS]
        return case.verdict[0] == case.verdict[1], len(asked), -min(asked, default=0)

    told: set[str | tuple[str, str]] = set()
    number = 0
    for case in sorted(found, key=plain):
        fresh = [move.proposition for move in case.moves if move.proposition not in told]
        if fresh or (case.verdict[0] != case.verdict[1] and case.verdict not in told):
            told.update((*fresh, case.verdict))
            number += 1
            yield case.model_copy(update={"shows": tuple(fresh), "row": number})
    for case in (
        *_of_answers(proof, proof.new, fresh_answers, "new_answer"),
        *_of_answers(proof, proof.old, gone, "gone_answer"),
    ):
        number += 1
        yield case.model_copy(update={"row": number})


def _of_answers(
    proof: Proof, taking: KnowledgeBase, answers: Sequence[NewAnswer], key: str
) -> Iterator[CaseChange]:
    """A case for each of these answers that changes a conclusion; `taking`: which of the two bases
    takes them, `key`: under what a change names such an answer.
    """

    def judged(
        stated: Mapping[str, Any], day: date
    ) -> tuple[CaseChange, tuple[bool, bool, int]] | None:
        change = _compared(proof, stated, day, 0)
        if change is None:
            return None
        turned = (change.verdict[0] != change.verdict[1], change.tier[0] != change.tier[1])
        return change, (*turned, len(change.moves))

    for answer in answers:
        found = shown_by(taking, answer, proof.days, judged)
        if found is not None:
            stated, day, change = found
            yield change.model_copy(
                update={
                    "name": (name := f"{answer.attribute}: {answer.value}"),
                    key: name,
                    "stated": {"name": name, "today": day, **_plain(stated)},
                    "shows": tuple(move.proposition for move in change.moves),
                }
            )


def _plain(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in stated.items()
    }


def _entries(proof: Proof) -> Iterator[EntryChange]:
    old, new = proof.old, proof.new
    heads: dict[str, set[str]] = {}  # entry → the heads of its rules, and of those that read it
    otherwise = read_otherwise(old, new)
    for base in (old, new):
        for rule in base.rules:
            for key in (rule.entry, *keys_read(rule, otherwise)):
                heads.setdefault(key, set()).add(rule.head)
    for key, (before, after) in proof.changed.items():
        own = heads.get(key, set()) & proof.touched
        written = new.written.get(key) or old.written[key]
        yield EntryChange(
            entry=key,
            title=written.entry.title,
            change="added" if before is None else "gone" if after is None else "changed",
            fields=tuple(fields(before, after)) if before and after else (),
            pack=written.pack,
            reason=written.reason,
            effect=_effect(proof, own, before, after),
        )


def _effect(proof: Proof, heads: set[str], before: Entry | None, after: Entry | None) -> Effect:
    """The effect of a changed entry, whose rules conclude these of the touched propositions."""
    if heads & proof.moved:
        return "conclusions"
    if heads & set(proof.unproven):
        return "not proven"
    if heads:
        return "same conclusions"
    if isinstance(before, Attribute) and isinstance(after, Attribute):
        return "answers" if answers_taken(before) != answers_taken(after) else "wording"
    return (
        "figures"
        if before
        and after
        and any(getattr(before, name, None) != getattr(after, name, None) for name in SHOWN)
        else "wording"
    )


def _assessed(base: KnowledgeBase, stated: Mapping[str, Any], on: date | None) -> Assessment:
    """The assessment of what a case states, as far as a knowledge base asks for it and takes the
    answer.
    """
    known = {
        name: _taken(base, name, value) for name, value in stated.items() if name in base.attributes
    }
    texts = {
        name: "…"
        for name, attribute in base.attributes.items()
        if attribute.required and name not in known
    }
    try:
        case = model_of(base).model_validate(nested({**texts, **known}))
    except ValidationError as error:
        places = (details["loc"] for details in error.errors())
        refused = {".".join(map(str, place[: 2 if place[0] == NESTED else 1])) for place in places}
        return _assessed(base, {name: known[name] for name in known.keys() - refused}, on)
    return assess(case, on, base=base, chainer=QUICK)


def _taken(base: KnowledgeBase, name: str, value: Any) -> Any:
    """An answer as far as a knowledge base takes it: of a set, the members that it knows."""
    attribute = base.attributes[name]
    if attribute.type == "set" and isinstance(value, (frozenset, set, list, tuple)):
        return frozenset(value) & {*attribute.choices}
    return value


def _of_case(proof: Proof, case: ReadCase, on: date | None) -> CaseChange | None:
    """What the change does to a case that was given."""
    change = _compared(proof, case.new, on, case.row, case.old, days=True)
    return change and change.model_copy(update={"gone_answer": "; ".join(case.gone)})


def _compared(
    proof: Proof,
    stated: Mapping[str, Any],
    on: date | None,
    row: int,
    former: Mapping[str, Any] | None = None,
    *,
    days: bool = False,
) -> CaseChange | None:
    """What the change does to a case; `former`: what it states to the older base, if otherwise;
    `days`: a day that moves is a change as well.
    """
    before = _assessed(proof.old, stated if former is None else former, on)
    after = _assessed(proof.new, stated, on)
    causes = Causes(before, after, proof.changed)
    moves = [
        ConclusionMove(
            proposition=name,
            **step_about(base, name),
            before=status_of(before.conclusions.get(name, False)),
            after=status_of(after.conclusions.get(name, False)),
            causes=tuple(_grouped(causes.of(name))),
        )
        for base, name in _moved(proof, before, after)
    ]
    moved = moved_days(before, after) if days else ()
    if not moves and not moved:
        return None
    return CaseChange(
        name=after.name,
        row=row,
        on=after.on,
        verdict=(before.verdict.value, after.verdict),
        verdict_titles=(before.headline, after.headline),
        tier=(before.tier, after.tier),
        tier_titles=(tier_titles(proof.old)[before.tier], tier_titles(proof.new)[after.tier]),
        tier_answer=_tier_answer(after),
        moves=tuple(moves),
        days=moved,
    )


def _tier_answer(assessment: Assessment) -> str:
    """The proposition that is the legal tier; empty where none is."""
    answers = tiers(assessment.base).values()
    return next((name for name in answers if assessment.conclusions[name]), "")


def _moved(
    proof: Proof, before: Assessment, after: Assessment
) -> Iterator[tuple[KnowledgeBase, str]]:
    """The conclusions that come out otherwise.

    One that only one of the two knows counts where it is true.
    """
    for name, base, by_both in proof.told:
        truths = before.conclusions.get(name), after.conclusions.get(name)
        if truths[0] is not truths[1] if by_both else truths[base is proof.new] is True:
            yield base, name


def _grouped(causes: Iterable[Cause]) -> Iterator[CauseChange]:
    """The causes of one change, entry by entry."""
    entries: dict[str, list[Cause]] = {}
    for cause in causes:
        entries.setdefault(cause.entry, []).append(cause)
    for entry, own in entries.items():
        fires, ceased = (
            [cause.rule for cause in own if cause.fires is now] for now in (True, False)
        )
        yield CauseChange(entry=entry, fires=tuple(fires), ceased=tuple(ceased))


def _witnessed(proof: Proof, difference: Difference) -> CaseChange:
    """A case that shows a difference."""
    known = proof.new if difference.proposition in proof.new.propositions else proof.old
    title = known.propositions[difference.proposition].title
    change = _compared(
        proof, {**difference.witness, "name": f"Witness: {title}"[:200]}, difference.day, 0
    )
    assert change is not None
    return change.model_copy(
        update={
            "stated": {"name": change.name, "today": difference.day, **_plain(difference.witness)}
        }
    )
