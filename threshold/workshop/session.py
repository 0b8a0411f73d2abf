"""The state of a workshop: the case as answered so far, what is asked, and the vote.

It lives in memory, for all browsers alike.

Each step makes a new `Moment` and keeps the case before it, so that an answer can be taken back and
what changed be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explain.ask.comparison import with_changes
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.use_case import UNKNOWN, CaseModel, model_of
from knowledge.entries import Attribute, Verdict
from knowledge.faults import BadCase, InvalidCase, UnknownName, nearest
from threshold.workshop.votes import VERDICT, Vote, VoteClosed

MOST_STEPS = 500  # that can be taken back
LONGEST_TEXT = 2_000  # of an answer that is typed
NOT_ASKED = "text"  # attributes of this type bear on nothing


@dataclass(frozen=True, slots=True)
class Moment:
    """What all browsers show at one time. Immutable."""

    case: CaseModel
    # the case before the last step; None where a case was just opened
    before: CaseModel | None = None
    asked: str | None = None  # the attribute that the trainer chose to ask; None: what settles most
    skipped: frozenset[str] = field(default_factory=frozenset)  # attributes not to propose again
    vote: Vote | None = None
    # grows with every step; a browser that shows another one asks for the new state
    revision: int = 1

    @property
    def hidden(self) -> bool:
        """Whether the room is still to guess the verdict, so that nothing may show it."""
        return self.vote is not None and self.vote.about == VERDICT and not self.vote.revealed


class Session:
    """A workshop: its moments, one after the other."""

    def __init__(self, case: CaseModel, base: KnowledgeBase):
        self.base = base
        self.now = Moment(case)
        self.votes = 0  # ballots cast in all votes, so that a browser sees when one more is in
        self._past: list[CaseModel] = []
        self._numbered = 0

    @property
    def can_take_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    def open(self, case: CaseModel) -> None:
        """Go on with another case; the one before can be taken back."""
        self._remember()
        self._to(case=case, before=None, asked=None, skipped=frozenset(), vote=None)

    def begin(self, name: str) -> None:
        """Go on with a new case of this name. Raises `InvalidCase`."""
        if not name.strip():
            raise InvalidCase([BadCase("the use case has no name", expected="a few words")])
        self.open(model_of(self.base).model_validate({"name": _short(name.strip(), "name")}))

    def answer(self, attribute: str, text: str) -> None:
        """Answer an attribute by a text such as `customers`, `true`, `2, 3`, or `unknown`.

        Raises `InvalidCase`.
        """
        self.change({attribute: self.read(attribute, text)})

    def change(self, changes: Mapping[str, Any]) -> None:
        """State some attributes otherwise, in one step. Raises `InvalidCase`."""
        case = with_changes(self.now.case, changes, self.base)
        self._remember()
        vote = self.now.vote if self.now.vote and self.now.vote.about not in changes else None
        asked = self.now.asked if self.now.asked not in changes else None
        self._to(case=case, before=self.now.case, asked=asked, vote=vote)

    def take_back(self) -> None:
        """Undo the last answer, or the last opening of a case."""
        if self._past:
            self._to(case=self._past.pop(), before=self.now.case, asked=None, vote=None)

    def ask(self, attribute: str) -> None:
        """Ask this attribute next. Raises `InvalidCase`."""
        self._to(asked=self.attribute(attribute).id, vote=None)

    def skip(self, attribute: str) -> None:
        """Do not propose this attribute again until all others were proposed.

        Raises `InvalidCase`.
        """
        self._to(asked=None, skipped=self.now.skipped | {self.attribute(attribute).id}, vote=None)

    def open_vote(self, about: str) -> None:
        """Let the room vote on an attribute, or on the verdict. Raises `InvalidCase`."""
        if about != VERDICT:
            self.attribute(about)
        self._numbered += 1
        self._to(
            vote=Vote(self._numbered, about), asked=self.now.asked if about == VERDICT else about
        )

    def cast(self, voter: str, number: int, choice: str) -> None:
        """Count one participant's choice in the vote of this number.

        Raises `InvalidCase`, or `VoteClosed`.
        """
        vote = self.now.vote
        if vote is None or vote.number != number:
            raise VoteClosed("this vote is over")
        self.now = replace(self.now, vote=vote.cast(voter, self._choice(vote.about, choice)))
        self.votes += 1

    def reveal(self) -> None:
        """Show the counts of the vote to all."""
        if self.now.vote:
            self._to(vote=self.now.vote.reveal())

    def close_vote(self) -> None:
        """End the vote without taking anything over."""
        self._to(vote=None)

    def attribute(self, name: str) -> Attribute:
        """The attribute that can be asked under this name. Raises `InvalidCase`."""
        attribute = self.base.attributes.get(name)
        if attribute is None or attribute.type == NOT_ASKED:
            raise InvalidCase(
                [
                    UnknownName(
                        f"there is no question {_short(name)!r}",
                        nearest=nearest(name[:60], self.base.attributes),
                    )
                ]
            )
        return attribute

    def read(self, attribute: str, text: str) -> Any:
        """An answer as typed or clicked, as the case takes it; None for unknown.

        Raises `InvalidCase` where it does not fit.
        """
        asked = self.attribute(attribute)
        if text.strip().lower() in ("", UNKNOWN):
            return None
        value = read_answer(asked, _short(text, attribute))
        return with_changes(self.now.case, {attribute: value}, self.base).stated().get(attribute)

    def _choice(self, about: str, choice: str) -> str:
        """A ballot in the one form in which it is counted. Raises `InvalidCase`."""
        if about != VERDICT:
            return as_text(self.read(about, choice))
        verdicts = [entry.id for entry in self.base.of_kind(Verdict)]
        if choice not in verdicts:
            raise InvalidCase(
                [
                    UnknownName(
                        f"there is no verdict {_short(choice)!r}", expected=", ".join(verdicts)
                    )
                ]
            )
        return choice

    def _remember(self) -> None:
        self._past = [*self._past[-MOST_STEPS + 1 :], self.now.case]

    def _to(self, **changes: Any) -> None:
        self.now = replace(self.now, **changes, revision=self.now.revision + 1)


def as_text(value: Any) -> str:
    """A value of an attribute as `Session.read` reads it again."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (frozenset, list, tuple, set)):
        return ", ".join(sorted(value)) or "none"
    return (
        f"{value:g}"
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e6
        else str(value)
    )


def _short(text: str, what: str = "") -> str:
    """The text. Raises `InvalidCase` where it is longer than anything that a person types."""
    if len(text) > LONGEST_TEXT:
        raise InvalidCase(
            [
                BadCase(
                    f"{what or 'this'} is {len(text):,} characters long",
                    expected=f"at most {LONGEST_TEXT:,}",
                )
            ]
        )
    return text
