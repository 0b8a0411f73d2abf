"""The state of a workshop: the case as answered so far, what is asked, and the vote.

It lives in memory, for all browsers alike.

Each step makes a new `Moment` and keeps the one before it, so that an answer can be taken back, a
vote's counts come back with it, and what changed be shown. A step that would drop ballots nobody
has seen raises `BallotsAtStake`, unless it is told to `drop` them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explain.ask.comparison import with_changes
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.use_case import UNKNOWN, CaseModel, model_of
from knowledge.entries import Attribute
from knowledge.faults import BadCase, InvalidCase, UnknownName, nearest
from knowledge.languages.told import Told
from threshold.workshop.votes import VERDICT, BallotsAtStake, Result, Vote, VoteClosed

MOST_STEPS = 500  # that can be taken back
MOST_SENT = 200  # cases that participants may send
LONGEST_TEXT = 2_000  # of an answer that is typed
NOT_ASKED = "text"  # attributes of this type bear on nothing


@dataclass(frozen=True, slots=True)
class Moment:
    """The state that all browsers show at one time. Immutable."""

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


class StaleStep(Exception):
    """A step that was chosen on a page which shows another state than the present one."""


@dataclass(frozen=True, slots=True)
class SentCase:
    """A case that a participant sent: a name, and what it does."""

    name: str
    description: str = ""


class Session:
    """A workshop: its moments, one after the other."""

    def __init__(self, case: CaseModel, base: KnowledgeBase):
        self.base = base
        self.now = Moment(case)
        self.votes = 0  # ballots cast in all votes
        self.results: tuple[Result, ...] = ()  # of all votes that were revealed
        self.sent: tuple[SentCase, ...] = ()
        self.past: list[Moment] = []
        self.numbered = 0  # votes that were opened
        self._watching: list[Callable[[], None]] = []

    @property
    def can_take_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.past)

    @property
    def voted_on(self) -> CaseModel:
        """The case of the present vote: what is tried after the reveal makes no guess wrong."""
        number = self.now.vote.number if self.now.vote else 0
        return next((one.case for one in self.results if one.number == number), self.now.case)

    def watch(self, told: Callable[[], None]) -> None:
        """Call this after every change."""
        self._watching.append(told)

    def fits(self, revision: int) -> None:
        """Raises `StaleStep` where another revision is shown by now."""
        if revision != self.now.revision:
            raise StaleStep(f"revision {revision} was shown, and {self.now.revision} is by now")

    def open(self, case: CaseModel, *, drop: bool = False) -> None:
        """Go on with another case; the one before can be taken back."""
        self._keep_ballots(drop)
        self._remember()
        self._to(case=case, before=None, asked=None, skipped=frozenset(), vote=None)

    def begin(self, name: str, description: str = "", *, drop: bool = False) -> None:
        """Go on with a new case of this name. Raises `InvalidCase`."""
        if not name.strip():
            raise InvalidCase([BadCase(Told("case_without_name"), expected=Told("few_words"))])
        stated = {"name": _short(name.strip(), "name")}
        if description.strip():
            stated["description"] = _short(description.strip(), "description")
        self.open(model_of(self.base).model_validate(stated), drop=drop)

    def send(self, name: str, description: str = "") -> None:
        """Take in a case that a participant thought of. Raises `InvalidCase`, `VoteClosed`."""
        if not name.strip():
            raise InvalidCase([BadCase(Told("case_without_name"), expected=Told("few_words"))])
        if len(self.sent) >= MOST_SENT:
            raise VoteClosed(Told("most_were_sent", count=MOST_SENT))
        sent = SentCase(_short(name.strip(), "name"), _short(description.strip(), "description"))
        if sent not in self.sent:
            self.sent = (*self.sent, sent)
            self.tell()

    def answer(self, attribute: str, text: str, *, drop: bool = False) -> None:
        """Answer an attribute by a text such as `customers`, `true`, `2, 3`, or `unknown`.

        Raises `InvalidCase`.
        """
        self.change({attribute: self.read(attribute, text)}, drop=drop)

    def change(self, changes: Mapping[str, Any], *, drop: bool = False) -> None:
        """State some attributes otherwise, in one step; what is not known is asked again after all
        others. Raises `InvalidCase`.
        """
        case = with_changes(self.now.case, changes, self.base)
        vote = self.now.vote
        if vote and vote.about in changes:
            self._keep_ballots(drop)
            self._taken(vote, as_text(changes[vote.about]))
            vote = None
        self._remember()
        asked = self.now.asked if self.now.asked not in changes else None
        skipped = self.now.skipped | {name for name, value in changes.items() if value is None}
        self._to(case=case, before=self.now.case, asked=asked, vote=vote, skipped=skipped)

    def take_back(self, *, drop: bool = False) -> None:
        """Undo the last step that changed the case, or that ended a vote: its counts come back."""
        if self.past:
            self._keep_ballots(drop)
            before = self.now.case
            self.now = replace(self.past.pop(), before=before, revision=self.now.revision + 1)
            if self.now.vote:
                self._taken(self.now.vote, None)
            self.tell()

    def ask(self, attribute: str, *, drop: bool = False) -> None:
        """Ask this attribute next. Raises `InvalidCase`."""
        asked = self.attribute(attribute).id
        self._end_vote(drop)
        self._to(asked=asked, vote=None)

    def skip(self, attribute: str, *, drop: bool = False) -> None:
        """Do not propose this attribute again until all others were proposed.

        Raises `InvalidCase`.
        """
        skipped = self.now.skipped | {self.attribute(attribute).id}
        self._end_vote(drop)
        self._to(asked=None, skipped=skipped, vote=None)

    def open_vote(self, about: str, *, drop: bool = False) -> None:
        """Let the room vote on an attribute, or on the verdict. Raises `InvalidCase`."""
        if about != VERDICT:
            self.attribute(about)
        self._end_vote(drop)
        self.numbered += 1
        self._to(
            vote=Vote(self.numbered, about), asked=self.now.asked if about == VERDICT else about
        )

    def cast(self, voter: str, number: int, choice: str) -> None:
        """Count one participant's choice in the vote of this number.

        Raises `InvalidCase`, or `VoteClosed`.
        """
        vote = self.now.vote
        if vote is None or vote.number != number:
            raise VoteClosed(Told("vote_is_over"))
        self.now = replace(self.now, vote=vote.cast(voter, self._choice(vote.about, choice)))
        self.votes += 1
        self.tell()

    def reveal(self) -> None:
        """Show the counts of the vote to all, and keep them."""
        vote = self.now.vote
        if vote and not vote.revealed:
            vote = vote.reveal()
            found = Result(vote.number, vote.about, self.now.case, dict(vote.tally()))
            self.results = (*(one for one in self.results if one.number != vote.number), found)
            self._to(vote=vote)

    def close_vote(self, *, drop: bool = False) -> None:
        """End the vote without taking anything over."""
        self._end_vote(drop)
        self._to(vote=None)

    def tell(self) -> None:
        """Tell those who watch that something changed."""
        for told in tuple(self._watching):
            told()

    def attribute(self, name: str) -> Attribute:
        """The attribute that can be asked under this name. Raises `InvalidCase`."""
        attribute = self.base.attributes.get(name)
        if attribute is None or attribute.type == NOT_ASKED:
            raise InvalidCase(
                [
                    UnknownName(
                        Told("no_such_question", name=repr(_short(name))),
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
        verdicts = [entry.id for entry in self.base.verdicts]
        if choice not in verdicts:
            raise InvalidCase(
                [
                    UnknownName(
                        Told("no_such_verdict", name=repr(_short(choice))),
                        expected=", ".join(verdicts),
                    )
                ]
            )
        return choice

    def _keep_ballots(self, drop: bool) -> None:
        vote = self.now.vote
        if vote and vote.at_stake and not drop:
            raise BallotsAtStake(vote.at_stake)

    def _end_vote(self, drop: bool) -> None:
        """End the present vote; with ballots in it, that can be taken back."""
        self._keep_ballots(drop)
        if self.now.vote and self.now.vote.count:
            self._remember()

    def _taken(self, vote: Vote, choice: str | None) -> None:
        """Keep with a vote's result what was taken over; None: nothing was."""
        self.results = tuple(
            replace(one, taken=choice) if one.number == vote.number else one for one in self.results
        )

    def _remember(self) -> None:
        self.past = [*self.past[-MOST_STEPS + 1 :], self.now]

    def _to(self, **changes: Any) -> None:
        self.now = replace(self.now, **changes, revision=self.now.revision + 1)
        self.tell()


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
                    Told("too_long", name=what or f"{text[:20]}…", count=len(text)),
                    expected=Told("characters_at_most", count=LONGEST_TEXT),
                )
            ]
        )
    return text
