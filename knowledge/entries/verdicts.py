"""Verdicts: the possible answers, in their order, and the controls that each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field, model_validator

from knowledge.conditions.tree import And, Established, Expression, Not, Or, Prop
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Reading, Statement
from knowledge.entries.entry import Entry, RuleEntry
from knowledge.entries.exceptions import ExceptionEntry, Relief
from knowledge.entries.naming import ConditionText, ControlName, Id, ReliefName
from knowledge.sentence import Sentence

EVERY_EXCEPTION = "every exception"
Signal = Literal["stop", "build", "lighter", "exception", "free"]


class Verdict(RuleEntry):
    """A possible answer. Ranked: the first that holds is the verdict."""

    kind = "verdict"
    namespace = "verdict"
    asked_again = True
    shows_why = True
    id: Id = Field(alias="verdict")
    rank: int = Field(
        description="Its place in the order in which verdicts are tried: the lower, the earlier."
    )
    when: ConditionText | None = Field(
        default=None,
        description="When it holds: a condition. Without one, where none of the others holds.",
    )
    excepted_by: list[ReliefName] | Literal["every exception"] | None = Field(
        default=None,
        description="The exceptions by which it is given, each with its whole name "
        "(exception.time_boxed): beside its condition, one of them has to be established. Or "
        "`every exception`: each one that no other verdict names here, those of later packs "
        "among them.",
        examples=[EVERY_EXCEPTION],
    )
    short: str = Field(
        default="",
        description="What lists of possible answers call it, in a word or two. Without it, the "
        "title.",
    )
    signal: Signal | None = Field(
        default=None,
        description="What it tells a team to do with the project, by which pictures show it: stop;"
        " build it properly; build it lightly; experiment by exception; experiment freely.",
    )
    requires: list[ControlName] = Field(
        default_factory=list, description="The controls it asks for, whatever the ground."
    )
    enforces_grounds: bool = Field(
        default=False,
        description="Whether what standing triggers and duties require is required, too.",
    )
    enforces_exceptions: bool = Field(
        default=False,
        description="Whether the controls of exceptions that lift a ground are required, too.",
    )
    enforces_reliefs: bool = Field(
        default=False,
        description="Whether the controls of reliefs that hold are required, too.",
    )

    @model_validator(mode="after")
    def _excepts_beside_a_condition(self) -> Verdict:
        if self.excepted_by is not None and self.when is None:
            raise ValueError(
                Sentence("`excepted_by` stands beside a `when`, which says what is excepted")
            )
        return self

    @property
    def turn(self) -> tuple[int, int]:
        """After all other entries, by rank."""
        return 1, self.rank

    @property
    def demanded_controls(self) -> tuple[str, ...]:
        """The ids of the controls that it asks for, whatever the ground."""
        return tuple(self.requires)

    def statements(self, read: Reading, entries: Sequence[Entry]) -> Iterator[Statement]:
        """The first that holds: each verdict excludes those before it.

        The last resort holds where none of the others is settled.
        """
        name = self.proposition
        others = [other for other in ranked(entries) if other.when is not None]
        if self.when is None:
            settled = (Established(Prop(other.proposition)) for other in others)
            yield Statement(name, And(tuple(map(Not, settled))), name)
        else:
            earlier = others[: others.index(self)]
            excluded = (Not(Prop(other.proposition)) for other in earlier)
            yield Statement(name, And((self.asks(read(self, "when"), entries), *excluded)), name)

    def exceptions(self, entries: Iterable[Entry]) -> list[str]:
        """The exceptions by which it is given: their propositions."""
        if self.excepted_by != EVERY_EXCEPTION:
            return list(dict.fromkeys(self.excepted_by or ()))
        known = list(entries)
        named = {
            name
            for other in known
            if isinstance(other, Verdict) and isinstance(other.excepted_by, list)
            for name in other.excepted_by
        }
        found = (entry for entry in known if isinstance(entry, ExceptionEntry))
        return [one.proposition for one in found if one.proposition not in named]

    def asks(self, when: Expression, entries: Iterable[Entry]) -> Expression:
        """The condition under which it is asked for, whichever verdicts come before it: its own,
        and one of the exceptions by which it is given, established.
        """
        if self.excepted_by is None:
            return when
        granted = tuple(Established(Prop(name)) for name in self.exceptions(entries))
        return And((when, granted[0] if len(granted) == 1 else Or(granted)))

    def demands(self, entries: Sequence[Entry]) -> Iterator[Statement]:
        """The controls that it asks for, and those of what it enforces."""
        own = Prop(self.proposition)
        for control in self.requires:
            yield Statement(names.required(control), own, self.proposition)
        for entry in entries:
            if entry.demanding and self._enforces(entry):
                demanding: Expression = Prop(entry.demanding)
                if entry.demands_once_established:
                    demanding = Established(demanding)
                both = And((own, demanding))
                for control in entry.demanded_controls:
                    yield Statement(names.required(control), both, entry.proposition)

    def _enforces(self, entry: Entry) -> bool:
        """Whether what an entry requires is required under it."""
        if isinstance(entry, ExceptionEntry):
            return self.enforces_exceptions
        return self.enforces_reliefs if isinstance(entry, Relief) else self.enforces_grounds


def ranked(entries: Iterable[Entry]) -> list[Verdict]:
    """The verdicts among these entries, in the order in which they are tried."""
    found = (entry for entry in entries if isinstance(entry, Verdict))
    return sorted(found, key=lambda verdict: verdict.rank)
