"""From entries to plain rules: what each kind of entry means.

A maintainer writes the domain; the plumbing between entries is made here: grounds, what lifts them,
what then stands, which verdict comes first, which controls are required and which of them are
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.conditions.tree import And, Attr, Established, Expression, Not, Or, Param, Prop, Test
from knowledge.entries.kinds import (
    Control,
    Define,
    Duty,
    Entry,
    ExceptionEntry,
    Finding,
    Ground,
    Misconception,
    Penalty,
    Relief,
    Schedule,
    Trigger,
    Verdict,
)
from knowledge.rules.plain import Proposition, Rule, bodies, family

# entry, key, index in a list → the condition's tree
Read = Callable[[Entry, str, int | None], Expression]


@dataclass(frozen=True, slots=True)
class Statement:
    """`head` holds where `when` does; becomes one rule for each alternative of `when`."""

    head: str
    when: Expression
    entry: str


def negotiable_grounds(entries: list[Entry]) -> list[str]:
    """The ids of the grounds that an exception may lift."""
    return [entry.id for entry in entries if isinstance(entry, Ground) and not entry.non_negotiable]


def lifted_by(exception: ExceptionEntry, entries: list[Entry]) -> list[str]:
    """The ids of the grounds that an exception lifts."""
    return (
        negotiable_grounds(entries)
        if exception.lifts == "every negotiable ground"
        else list(exception.lifts)
    )


def propositions(entries: list[Entry]) -> Iterator[Proposition]:
    """Everything that rules made from these entries can conclude."""
    for entry in entries:
        name = entry.proposition
        if isinstance(entry, (Ground, Finding, Define)):
            yield Proposition(
                name,
                entry.title,
                entry.otherwise,
                name,
                step=isinstance(entry, Define) and entry.step,
            )
        if isinstance(entry, Ground):
            for step, title in (
                ("ground", "Is a ground"),
                ("lifted", "Is lifted"),
                ("standing", "Stands"),
            ):
                yield Proposition(
                    f"{step}.{entry.id}", f"{title}: {entry.title}", "", name, step=True, made=True
                )
        elif isinstance(entry, ExceptionEntry):
            yield Proposition(name, entry.title, entry.otherwise, name)
            yield Proposition(
                f"{name}.claimed", f"Someone claims: {entry.title}", "", name, step=True, made=True
            )
            yield Proposition(f"{name}.ended", f"Has ended: {entry.title}", "", name)
            yield Proposition(
                f"{name}.failed", f"Was claimed and does not hold: {entry.title}", "", name
            )
            yield Proposition(
                f"{name}.too_narrow",
                f"Some ground is beyond it: {entry.title}",
                f"Covers every ground: {entry.title}",
                name,
                step=True,
                made=True,
            )
        elif isinstance(entry, Misconception):
            yield Proposition(name, entry.title, "", name)
            yield Proposition(
                f"{name}.voiced", f"The team says: {entry.title}", "", name, step=True
            )
            yield Proposition(
                f"{name}.acted_out", f"The team acts on it: {entry.title}", "", name, step=True
            )
        elif isinstance(entry, Control):
            yield Proposition(
                f"required.{entry.id}",
                f"Required: {entry.title}",
                f"Not required: {entry.title}",
                entry.key,
            )
            yield Proposition(
                f"gap.{entry.id}", f"Missing: {entry.title}", f"No gap: {entry.title}", entry.key
            )
        elif isinstance(entry, (Verdict, Penalty)):
            yield Proposition(name, entry.title, entry.otherwise, name)
            if isinstance(entry, Penalty) and entry.lower_when is not None:
                yield Proposition(
                    f"{name}.lower", "The lower of the two is the ceiling", "", name, step=True
                )
        elif isinstance(entry, Relief):
            yield Proposition(name, entry.title, entry.otherwise, name)
            yield Proposition(
                f"{name}.claimed", f"Someone claims: {entry.title}", "", name, step=True, made=True
            )
        elif isinstance(entry, Duty):
            yield Proposition(name, entry.title, entry.otherwise, name)
            yield Proposition(
                f"{name}.arises", f"Arises for somebody: {entry.title}", "", name, step=True
            )
            yield Proposition(f"{name}.binds", f"Binds on the day asked: {entry.title}", "", name)
        elif isinstance(entry, Schedule):
            for index, start in enumerate(entry.starts):
                yield Proposition(
                    start_name(entry, index),
                    f"{entry.title}: from {start.from_}",
                    "",
                    entry.key,
                    step=True,
                    hidden=True,
                )
            yield Proposition(
                f"schedule.{entry.id}.begun",
                f"Applies already: {entry.title}",
                "",
                entry.key,
                step=True,
                hidden=True,
            )


def statements(entries: list[Entry], read: Read) -> Iterator[Statement]:
    """What the entries say, in terms of propositions."""
    verdicts = sorted(
        (entry for entry in entries if isinstance(entry, Verdict)), key=lambda verdict: verdict.rank
    )
    for entry in entries:
        name = entry.proposition
        if isinstance(entry, Ground):
            yield Statement(name, read(entry, "when", None), name)
            yield from _ground(entry)
        elif isinstance(entry, Finding):
            when = read(entry, "when", None)
            yield Statement(name, Established(when) if entry.two_valued else when, name)
        elif isinstance(entry, Define):
            yield Statement(name, read(entry, "when", None), name)
        elif isinstance(entry, Relief):
            yield from _relief(entry, read)
        elif isinstance(entry, Schedule):
            yield from _schedule(entry, read)
        elif isinstance(entry, Duty):
            yield from _duty(entry, read)
        elif isinstance(entry, Penalty):
            yield Statement(name, read(entry, "when", None), name)
            if entry.lower_when is not None:
                yield Statement(f"{name}.lower", read(entry, "lower_when", None), name)
        elif isinstance(entry, ExceptionEntry):
            yield from _exception(entry, entries, read)
        elif isinstance(entry, Misconception):
            yield from _misconception(entry, read)
        elif isinstance(entry, Control):
            yield Statement(
                f"gap.{entry.id}",
                And((Prop(f"required.{entry.id}"), Test("no", Attr(entry.attribute.id)))),
                entry.key,
            )
    yield from _verdicts(verdicts, read)
    yield from _requirements(entries, verdicts)


def plain_rules(statement: Statement, start: int = 1) -> list[Rule]:
    """The rules of one statement, numbered from `start` on."""
    found = bodies(statement.when)
    return [
        Rule(f"{statement.head}/{start + index}", statement.head, body, statement.entry)
        for index, body in enumerate(found)
    ]


def family_statement(name: str, members: list[str]) -> Statement:
    """The step 'some member of the family holds'."""
    items = tuple(Prop(member) for member in members)
    return Statement(family(name), items[0] if len(items) == 1 else Or(items), name)


def _ground(entry: Ground) -> Iterator[Statement]:
    name, own = entry.proposition, Prop(entry.proposition)
    yield Statement(
        f"ground.{entry.id}", Established(own) if isinstance(entry, Trigger) else own, name
    )
    yield Statement(
        f"standing.{entry.id}",
        And((Prop(f"ground.{entry.id}"), Not(Prop(f"lifted.{entry.id}")))),
        name,
    )


def _exception(entry: ExceptionEntry, entries: list[Entry], read: Read) -> Iterator[Statement]:
    name = entry.proposition
    required = [read(entry, "requires", index) for index in range(len(entry.requires))]
    end = read(entry, "ends_when", None)
    not_ended = Not(end) if entry.end_must_be_ruled_out else Not(Established(end))
    yield Statement(name, And((*required, not_ended)), name)
    yield _claimed(name, entry.own_attributes)
    yield Statement(f"{name}.ended", Established(And((*required, end))), name)
    claim_parts = (*required, Not(end)) if entry.end_must_be_ruled_out else tuple(required)
    broken = tuple(Established(Not(part)) for part in claim_parts)
    yield Statement(
        f"{name}.failed",
        And((Prop(f"{name}.claimed"), Not(Prop(f"{name}.ended")), Or(broken))),
        name,
    )
    lifts = lifted_by(entry, entries)
    for ground in lifts:
        yield Statement(f"lifted.{ground}", Established(Prop(name)), name)
    beyond = tuple(
        Prop(f"ground.{other.id}")
        for other in entries
        if isinstance(other, Ground) and other.id not in lifts
    )
    yield Statement(f"{name}.too_narrow", Or(beyond), name)


def _misconception(entry: Misconception, read: Read) -> Iterator[Statement]:
    name = entry.proposition
    yield Statement(f"{name}.voiced", read(entry, "voiced_when", None), name)
    ways: list[Expression] = [Prop(f"{name}.voiced")]
    if entry.acted_out_when is not None:
        yield Statement(f"{name}.acted_out", read(entry, "acted_out_when", None), name)
        ways.append(Prop(f"{name}.acted_out"))
    yield Statement(name, Or(tuple(ways)), name)


def start_name(schedule: Schedule, index: int) -> str:
    """The step 'this start of the schedule counts'."""
    return f"schedule.{schedule.id}.{index}"


def _claimed(name: str, attributes: list[str]) -> Statement:
    claims = tuple(Test("known", Attr(attribute)) for attribute in attributes)
    return Statement(f"{name}.claimed", claims[0] if len(claims) == 1 else Or(claims), name)


def _relief(entry: Relief, read: Read) -> Iterator[Statement]:
    required = tuple(read(entry, "requires", index) for index in range(len(entry.requires)))
    yield Statement(entry.proposition, Established(And(required)), entry.proposition)
    yield _claimed(entry.proposition, entry.own_attributes)


def _schedule(entry: Schedule, read: Read) -> Iterator[Statement]:
    """The first start that is established is the one shown.

    That it has begun is unknown while that hangs on the start.
    """
    earlier: list[Expression] = []
    for index, start in enumerate(entry.starts):
        own = [] if start.when is None else [read(entry, "starts", index)]
        chosen: tuple[Expression, ...] = (
            *map(Established, own),
            *(Not(Established(condition)) for condition in earlier),
        )
        yield Statement(start_name(entry, index), And(chosen), entry.key)
        begun = Test(">=", Attr("today"), Param(start.from_), dated=True)
        yield Statement(
            f"schedule.{entry.id}.begun", And((*own, *map(Not, earlier), begun)), entry.key
        )
        earlier += own


def _duty(entry: Duty, read: Read) -> Iterator[Statement]:
    name = entry.proposition
    yield Statement(f"{name}.arises", read(entry, "when", None), name)
    arises = Prop(f"{name}.arises")
    yield Statement(
        name,
        arises if entry.owed_when is None else And((arises, read(entry, "owed_when", None))),
        name,
    )
    yield Statement(
        f"{name}.binds", And((Prop(name), Prop(f"schedule.{entry.binding}.begun"))), name
    )


def _verdicts(verdicts: list[Verdict], read: Read) -> Iterator[Statement]:
    """First that holds: each verdict excludes those before it.

    The last resort holds when none is settled.
    """
    for index, verdict in enumerate(verdicts):
        name = verdict.proposition
        if verdict.when is None:
            others = tuple(
                Not(Established(Prop(other.proposition)))
                for other in verdicts
                if other.when is not None
            )
            yield Statement(name, And(others), name)
        else:
            earlier = tuple(
                Not(Prop(other.proposition)) for other in verdicts[:index] if other.when is not None
            )
            yield Statement(name, And((read(verdict, "when", None), *earlier)), name)


def _requirements(entries: list[Entry], verdicts: list[Verdict]) -> Iterator[Statement]:
    for verdict in verdicts:
        for control in verdict.requires:
            yield Statement(f"required.{control}", Prop(verdict.proposition), verdict.proposition)
        if verdict.enforces_grounds:
            for entry in entries:
                if isinstance(entry, (Trigger, Duty)):
                    reason = Prop(
                        f"standing.{entry.id}" if isinstance(entry, Trigger) else entry.proposition
                    )
                    for control in entry.requires:
                        yield Statement(
                            f"required.{control}",
                            And((Prop(verdict.proposition), reason)),
                            entry.proposition,
                        )


def requirements(entries: list[Entry]) -> dict[str, tuple[str, ...]]:
    """Proposition of an entry → the attributes of the controls it requires, for `missing(…)`."""
    return {
        entry.proposition: tuple(f"controls.{control}" for control in entry.requires)
        for entry in entries
        if isinstance(entry, (Trigger, Duty, Verdict)) and entry.requires
    }
