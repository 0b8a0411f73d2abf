"""Demands of the law: duties, from which day they bind, and the fines that threaten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import ConfigDict, Field, model_validator

from knowledge.conditions.tree import And, Attr, Established, Expression, Not, Or, Param, Prop, Test
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Reading, Statement
from knowledge.entries.due import Due
from knowledge.entries.due_days import due_propositions, due_statements
from knowledge.entries.entry import Entry, Sentence
from knowledge.entries.naming import (
    DUTY_NAME_FORM,
    CeilingName,
    ConditionText,
    ControlName,
    DayName,
    FigureName,
    FulfillingName,
    Id,
    NumberName,
    ScheduleName,
)
from knowledge.entries.period import InForce
from knowledge.entries.pilots import Pilot
from knowledge.entries.source import (
    BASIS,
    INTERPRETED,
    READING,
    Basis,
    Sources,
    Strict,
    refuse_unexplained,
)

ARTICLE = "The article of the law, with paragraph and letter."


class DatedStart(Strict):
    """A start day, and the condition for using it."""

    when: ConditionText | None = Field(
        default=None,
        description="When it counts: a condition. Without one, if none before it is established.",
    )
    from_: DayName = Field(
        alias="from", description="The day: the id of a parameter that holds a date."
    )


class Schedule(Entry):
    """From which day a group of duties binds: the first start that is established."""

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "schedule"
    id: Id = Field(alias="schedule")
    title: Sentence = Field(description="Which duties bind by it, such as `Transparency`.")
    starts: list[DatedStart] = Field(
        min_length=1,
        max_length=30,
        description="The days from which it may bind, in the order in which they are tried.",
    )
    source: Sources
    basis: Basis = Field(default="stated", description=BASIS)
    reading: str = Field(default="", description=READING)

    @model_validator(mode="after")
    def _some_start_counts(self) -> Schedule:
        refuse_unexplained(self.basis, self.reading)
        if self.starts[-1].when is not None:
            raise ValueError("the last start has no `when`, so that one of them always counts")
        return self

    def propositions(self) -> Iterator[Proposition]:
        """That a start counts, and that its day has come: steps that results do not list."""
        for index, start in enumerate(self.starts):
            yield self._hidden(names.start(self.id, index), f"{self.title}: from {start.from_}")
        yield self._hidden(names.begun(self.id), f"Applies already: {self.title}")

    def _hidden(self, name: str, title: str) -> Proposition:
        return Proposition(name, title, "", self.key, step=True, hidden=True)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """A start counts where its condition holds and none before it does.

        That it has begun is said in one statement, so that it is not unknown any more once the
        days of all starts that may count have come.
        """
        earlier: list[Expression] = []
        begun: list[Expression] = []
        for index, start in enumerate(self.starts):
            own = [] if start.when is None else [read(self, "starts", index, "when")]
            counts = (*own, *map(Not, earlier))
            yield Statement(names.start(self.id, index), And(counts), self.key)
            come = Test(">=", Attr("today"), Param(start.from_), dated=True)
            begun.append(And((*counts, come)))
            earlier += own
        some = begun[0] if len(begun) == 1 else Or(tuple(begun))
        yield Statement(names.begun(self.id), some, self.key)


class Ceiling(InForce):
    """A ceiling of fines under which the breach of a duty falls.

    It is at stake where some duty that falls under it is owed and binds, or where it says itself.
    """

    kind = "ceiling"
    namespace = "at_stake"
    begins_with = ("when",)
    id: Id = Field(alias="ceiling")
    when: ConditionText | None = Field(
        default=None,
        description="When it is at stake although no duty falls under it: a condition.",
    )

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is at stake where some duty that falls under it binds on the day asked."""
        name = self.proposition
        ways = [] if self.when is None else [read(self, "when")]
        for entry in entries:
            if isinstance(entry, Duty) and entry.ceiling == self.id:
                ways.append(Prop(names.fined(entry.proposition)))
        if ways:
            some = ways[0] if len(ways) == 1 else Or(tuple(ways))
            yield Statement(name, self.where_it_counts(some, read), name)


class Duty(InForce):
    """What the law asks of somebody. It arises from the use; who owes it depends on the role."""

    kind = "duty"
    namespace = "duty"
    asks_whether = "this is owed: {title}"
    name_form = DUTY_NAME_FORM
    id: str = Field(
        alias="duty",
        pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$",
        max_length=30,
        description=f"Its name: {DUTY_NAME_FORM}.",
    )
    article: Sentence = Field(description=ARTICLE)
    when: ConditionText = Field(description="When it arises for anybody: a condition.")
    role: str = Field(
        default="",
        max_length=400,
        description="Who owes it, in words. Without it, whoever answers.",
    )
    owed_when: ConditionText | None = Field(
        default=None,
        description="When it is owed in this case: a condition. Without one, whenever it arises.",
    )
    binding: ScheduleName = Field(description="The schedule that tells from which day it binds.")
    requires: list[ControlName] = Field(
        default_factory=list, description="The engineering controls it requires."
    )
    requires_once_established: bool = Field(
        default=False,
        description="Whether it requires them only once it is established; while it is not known "
        "to be owed, they are then not required. Without it, they are as open as it is.",
    )
    pilot: Pilot | None = Field(
        default=None, description="Whether a pilot is under it, where its law says so."
    )
    fulfilled_by: list[FulfillingName] | ConditionText | None = Field(
        default=None,
        description="What fulfils it: controls, all of which it takes, or a condition over "
        "controls and attributes.",
    )
    ceiling: CeilingName | None = Field(
        default=None, description="The ceiling of fines under which its breach falls."
    )
    ceiling_at: str = Field(
        default="", description="Where the law says so, such as `Art. 99(4)(e)`."
    )
    ceiling_unless: ConditionText | None = Field(
        default=None, description="When its breach falls under no ceiling: a condition."
    )
    due: list[Due] = Field(
        default_factory=list,
        max_length=30,
        description="The day by which it must be done: the first that is established.",
    )

    @property
    def deadlines(self) -> Sequence[Due]:
        """The days by which it must be done."""
        return self.due

    @property
    def demanded_controls(self) -> tuple[str, ...]:
        """The ids of the controls that it requires."""
        return tuple(self.requires)

    @property
    def demanding(self) -> str:
        """That it is owed."""
        return self.proposition

    @property
    def law(self) -> str:
        """The id of the work that it stands in: the first that it cites."""
        return self.source[0].work

    @property
    def demands_once_established(self) -> bool:
        """Whether what it requires is not required while it is not known to be owed."""
        return self.requires_once_established

    def propositions(self) -> Iterator[Proposition]:
        """Its own, that it arises for somebody, and that it binds on the day asked."""
        name = self.proposition
        yield from super().propositions()
        yield self.as_step(names.arises(name), f"Arises for somebody: {self.title}")
        yield Proposition(
            names.binds(name),
            f"Binds on the day asked: {self.title}",
            "",
            name,
            f"this binds on the day asked: {self.title}",
        )
        if self.fulfilled_by:
            yield Proposition(
                names.met(name), f"Met: {self.title}", "", name, f"this is met: {self.title}"
            )
            yield Proposition(
                names.left_open(name),
                f"Not met: {self.title}",
                "",
                name,
                f"this is not met: {self.title}",
            )
        if self.ceiling:
            title = f"Binds, with a fine for its breach: {self.title}"
            yield self.as_step(names.fined(name), title, made=True)
        yield from due_propositions(self)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It is owed where it arises and the role is theirs; it binds once its day has come."""
        name = self.proposition
        arises = Prop(names.arises(name))
        yield Statement(arises.name, self.where_it_counts(read(self, "when"), read), name)
        owed = arises if self.owed_when is None else And((arises, read(self, "owed_when")))
        yield Statement(name, owed, name)
        begun = Prop(names.begun(self.binding))
        yield Statement(names.binds(name), And((Prop(name), begun)), name)
        yield from self._fulfilment(read)
        if self.ceiling:
            binds: Expression = Prop(names.binds(name))
            if self.ceiling_unless is not None:
                binds = And((binds, Not(Established(read(self, "ceiling_unless")))))
            yield Statement(names.fined(name), binds, name)
        yield from due_statements(self, read)

    def _fulfilment(self, read: Reading) -> Iterator[Statement]:
        """Met where all that fulfils it is in place; open once something is known to be missing."""
        if not self.fulfilled_by:
            return
        name = self.proposition
        done: Expression
        if isinstance(self.fulfilled_by, str):
            done = read(self, "fulfilled_by")
        else:
            parts = tuple(Test("yes", Attr(names.stated(item))) for item in self.fulfilled_by)
            done = parts[0] if len(parts) == 1 else And(parts)
        yield Statement(names.met(name), And((Prop(name), done)), name)
        yield Statement(names.left_open(name), And((Prop(name), Established(Not(done)))), name)


class Penalty(InForce):
    """A ceiling of fines: an amount or a share of turnover."""

    kind = "penalty"
    namespace = "penalty"
    asks_whether = "a fine threatens: {title}"
    id: Id = Field(alias="penalty")
    title: Sentence = Field(
        description="For what it threatens, such as `For a prohibited practice`."
    )
    article: Sentence = Field(description=ARTICLE)
    when: ConditionText = Field(description="When it threatens: a condition.")
    amount: FigureName = Field(description="The parameter that holds the amount, in EUR.")
    share: FigureName = Field(
        description="The parameter that holds the share of the worldwide annual turnover."
    )
    turnover: NumberName = Field(description="The attribute that states the turnover.")
    lower_when: ConditionText | None = Field(
        default=None,
        description="When the lower of the two is the ceiling, rather than the higher: "
        "a condition.",
    )

    def propositions(self) -> Iterator[Proposition]:
        """Its own, and whether the lower of the two is the ceiling."""
        yield from super().propositions()
        if self.lower_when is not None:
            title = "The lower of the two is the ceiling"
            yield self.as_step(names.lower(self.proposition), title)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """It threatens where its condition holds."""
        name = self.proposition
        yield Statement(name, self.where_it_counts(read(self, "when"), read), name)
        if self.lower_when is not None:
            lower = And((Prop(name), read(self, "lower_when")))
            yield Statement(names.lower(name), lower, name)
