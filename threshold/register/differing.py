"""The changes between two days, of what is concluded, and of what a case is called and who answers
for it; and their causes: an answer, an answer that lapsed, the clock, or
the knowledge.

From the one day to the other in four steps: first the answers that were given since, then those
that lapsed, then the day itself, then the knowledge. A change that a step makes has it for its
cause; one that takes two of them is told with the later one. Of several answers, those are named
without which, taken back one by one, the change would not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, Row

from knowledge.renamed import Renames
from knowledge.sentence import Sentence
from threshold.register.answers import (
    NAME,
    in_force,
    lapsed,
    latest,
    values_of,
    with_answers,
)
from threshold.register.database import RegisterFault
from threshold.register.events import away
from threshold.register.records import Answer, Aspect, CaseDiff, Cause, Change, Diff, Outcome
from threshold.register.renaming import name_of_today, said_then, said_today
from threshold.register.standing import Assessor, case_rows

ONCE_USED = "once_used"  # which tier
CALLED: tuple[Literal["name", "owner"], ...] = ("name", "owner")
Aspects = Mapping[tuple[Aspect, str], str]


def aspects(outcome: Outcome) -> Aspects:
    """All that is compared of an outcome: (aspect, id) → its state.

    Duties that open questions may add are told of settled tiers alone, and are not compared.
    """
    found: dict[tuple[Aspect, str], str] = {
        ("verdict", ""): outcome.verdict,
        ("tier", ""): outcome.tier,
    }
    if outcome.once_used:
        found["tier", ONCE_USED] = outcome.once_used
    found.update(_duties(outcome, possible=False))
    for name, state in outcome.controls.items():
        found["control", name] = state
    return found


def _duties(outcome: Outcome, *, possible: bool) -> Iterator[tuple[tuple[Aspect, str], str]]:
    """The duties with their states, and from which day they bind where they do not yet;
    `possible`: those that may arise, else all others.
    """
    for duty in outcome.duties:
        if (duty.status == "may arise") is possible:
            binds = {True: "binding", False: "not yet binding", None: "binding open"}[duty.binding]
            from_ = "" if duty.binding else f", {duty.from_.isoformat()}"
            yield ("duty", duty.id), f"{duty.state}, {binds}{from_}"


def changes(before: Outcome, after: Outcome, causes: tuple[Cause, ...] = ()) -> tuple[Change, ...]:
    """The changes, each with these causes."""
    was, now = aspects(before), aspects(after)
    before_too, after_too = (
        {**dict(_duties(outcome, possible=True)), **told}
        for outcome, told in ((before, was), (after, now))
    )
    return tuple(
        Change(
            aspect, id, before_too.get((aspect, id), ""), after_too.get((aspect, id), ""), causes
        )
        for aspect, id in dict.fromkeys([*was, *now])
        if was.get((aspect, id)) != now.get((aspect, id))
    )


def difference(
    connection: Connection,
    before: date,
    after: date,
    old: Assessor,
    new: Assessor,
    renames: Renames,
) -> Diff:
    """The differences on the later day. `old`, `new`: under the knowledge of each; `renames`: the
    former names of today, by which answers are told.

    Raises `RegisterFault` where the days are not one after the other.
    """
    if not before < after:
        raise RegisterFault(
            Sentence("{day} is not after {other}", day=after, other=before),
            expected=Sentence("the earlier day first"),
        )
    rows = case_rows(connection, after)
    was, now = (away(connection, day) for day in (before, after))
    added, vanished, returned, changed, unchanged = [], [], [], [], 0
    for row, given in with_answers(connection, rows):
        name = _name(given, after, row)
        if row.id in now and row.id not in was:
            vanished.append((row.key, name))
        if row.id in was and row.id not in now:
            returned.append((row.key, name))
        if row.begun_on > before:
            added.append((row.key, name))
        elif found := tuple(_Steps(row, given, before, after, old, new, renames).changes()):
            changed.append(CaseDiff(row.key, name, found))
        else:
            unchanged += 1
    return Diff(
        before,
        after,
        tuple(added),
        tuple(vanished),
        tuple(changed),
        unchanged,
        (old.base.fingerprint, new.base.fingerprint),
        tuple(returned),
    )


def by_knowledge(
    connection: Connection, day: date, old: Assessor, new: Assessor
) -> tuple[CaseDiff, ...]:
    """The changes on one day under another knowledge."""
    rows = case_rows(connection, day)
    cause = Cause("knowledge", before=old.base.fingerprint, after=new.base.fingerprint)
    found = []
    for row, answers in with_answers(connection, rows):
        valid = in_force(answers, day)
        was, now = (one.of(values_of(valid), row.key, day).outcome for one in (old, new))
        if told := changes(was, now, (cause,)):
            found.append(CaseDiff(row.key, _name(valid.values(), day, row), told))
    return tuple(found)


def _name(answers: Iterable[Answer], day: date, row: Row[Any]) -> str:
    found = in_force(answers, day).get(NAME)
    return str(found.value) if found and found.value is not None else str(row.key)


class _Steps:
    """The way of one case from one day to another."""

    def __init__(
        self,
        row: Row[Any],
        answers: list[Answer],
        before: date,
        after: date,
        old: Assessor,
        new: Assessor,
        renames: Renames,
    ):
        self.key, self.before, self.after, self.old, self.new = row.key, before, after, old, new
        self.renames = renames
        self.was = in_force(answers, before)
        now = latest(answers, after)
        # an answer that had lapsed on the first day already comes back by nothing but a new one
        gone = {name: one for name, one in latest(answers, before).items() if lapsed(one, before)}
        self.given = {name: one for name, one in now.items() if gone.get(name) is not one}
        self.valid = {name: one for name, one in self.given.items() if not lapsed(one, after)}

    def changes(self) -> Iterator[Change]:
        """All that is otherwise, with its causes."""
        yield from self._called()
        steps = [
            self._outcome(self.old, self.was, self.before),
            self._outcome(self.old, self.given, self.before),
            self._outcome(self.old, self.valid, self.before),
            self._outcome(self.old, self.valid, self.after),
            self._outcome(self.new, self.valid, self.after),
        ]
        told = [aspects(outcome) for outcome in steps]
        for change in changes(steps[0], steps[-1]):
            key = change.aspect, change.id
            turns = [
                index for index in range(4) if told[index].get(key) != told[index + 1].get(key)
            ]
            causes = tuple(cause for index in turns for cause in self._causes(index, key, told))
            yield Change(change.aspect, change.id, change.before, change.after, causes)

    def _called(self) -> Iterator[Change]:
        """What the case is called, and who answers for it, though no rule reads that."""
        for aspect in CALLED:
            was, given = self.was.get(aspect), self.given.get(aspect)
            before, after = (_text(one) for one in (was, self.valid.get(aspect)))
            if before == after:
                continue
            if given is not None and aspect not in self.valid:
                cause = Cause("lapse", aspect, given.value, None, given.who, given.valid_until)
                yield Change(aspect, "", before, after, (cause,))
            else:
                causes = tuple(self._of_answers({aspect: (was, given)}))
                yield Change(aspect, "", before, after, causes)

    def _outcome(self, assessor: Assessor, answers: Mapping[str, Answer], day: date) -> Outcome:
        values = {name: one.value for name, one in answers.items() if one.value is not None}
        return assessor.of(
            said_then(values, assessor.base.attributes, self.renames), self.key, day
        ).outcome

    def _causes(self, step: int, key: tuple[Aspect, str], told: list[Aspects]) -> Iterator[Cause]:
        if step == 0:
            fresh = {
                name: (self.was.get(name), self.given.get(name))
                for name in {**self.was, **self.given}
                if _value(self.was.get(name)) != _value(self.given.get(name))
            }
            decisive = self._decisive(fresh, self.given, key, told[1].get(key))
            yield from self._of_answers({name: fresh[name] for name in decisive})
        elif step == 1:
            ended = {
                name: (one, None) for name, one in self.given.items() if name not in self.valid
            }
            for name in self._decisive(ended, self.valid, key, told[2].get(key)):
                one = self.given[name]
                told_as, value = self._today(one)
                yield Cause("lapse", told_as, value, None, one.who, one.valid_until)
        elif step == 2:
            yield Cause("clock", on=self.after)
        else:
            yield Cause(
                "knowledge",
                before=self.old.base.fingerprint,
                after=self.new.base.fingerprint,
            )

    def _of_answers(
        self, changed: Mapping[str, tuple[Answer | None, Answer | None]]
    ) -> Iterator[Cause]:
        """The answers that are a cause, by the names of today: one that was taken back under a
        former name and given anew is one.
        """
        renames, found = self.renames, dict[str, tuple[Answer | None, Answer | None]]()
        for name, (was, now) in changed.items():
            today = name_of_today(name, renames)
            before, after = found.get(today, (None, self.given.get(today)))
            found[today] = (
                was if before is None or before.value is None else before,
                now if after is None else after,
            )
        for today, (was, now) in found.items():
            yield Cause(
                "answer",
                today,
                None if was is None else self._today(was)[1],
                None if now is None else self._today(now)[1],
                now.who if now else "",
                now.given_on if now else None,
            )

    def _today(self, one: Answer) -> tuple[str, Any]:
        """The attribute and the value of an answer, by the names of today."""
        value = said_today(one.attribute, one.value, self.renames)
        return name_of_today(one.attribute, self.renames), value

    def _decisive(
        self,
        changed: Mapping[str, tuple[Answer | None, Answer | None]],
        now: Mapping[str, Answer],
        key: tuple[Aspect, str],
        state: str | None,
    ) -> list[str]:
        """Of the answers that changed, those without which it would be otherwise; all of them where
        no single one is.
        """
        if len(changed) == 1:
            return list(changed)
        found = []
        for name, (was, _) in changed.items():
            without = {other: one for other, one in now.items() if other != name}
            if was is not None:
                without[name] = was
            if aspects(self._outcome(self.old, without, self.before)).get(key) != state:
                found.append(name)
        return sorted(found or changed)


def _value(one: Answer | None) -> Any:
    return None if one is None else one.value


def _text(one: Answer | None) -> str:
    return "" if one is None or one.value is None else str(one.value)
