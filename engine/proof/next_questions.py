"""The questions still worth asking of one case, about what, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.asking import makes_sense, waits_for
from engine.assessment import Assessment
from engine.profiles import profile_of
from engine.proof.answers import ranked_answers
from engine.proof.sensitivity import Sensitivity, turning_about
from engine.proven import About, Witness

SUBJECTS: tuple[About, ...] = ("verdict", "tier", "duties", "controls")  # in the order of use
LAST = 1_000_000  # rank of what leads to no other answer by itself


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An unanswered attribute that is worth asking for now."""

    about: About
    witness: Witness
    settles: float  # share of the other questions that its answers make needless on average
    opens: tuple[str, ...]  # attributes that make sense to ask for only after this one
    judged: bool  # it asks for one's own judgement of what rules can find out

    @property
    def attribute(self) -> str:
        """The attribute that is asked for."""
        return self.witness.attribute


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """An unanswered attribute that can still change something, and makes sense only later."""

    attribute: str
    after: tuple[str, ...]  # the questions before it; none for a record, whose duty has to be owed


@dataclass(frozen=True, slots=True)
class Round:
    """Questions that are asked together."""

    reached: tuple[About, ...]  # what was looked at up to here
    questions: tuple[OpenQuestion, ...]


def open_questions(assessment: Assessment, about: About = "verdict") -> tuple[OpenQuestion, ...]:
    """The unanswered attributes that can still change what is asked about, and make sense now.

    It is proven of each that it can, and of all others that they cannot. About the verdict and the
    tier: those that can lead to the strictest answer come first, among them those that settle most.
    About duties and controls they come in the order of the packs. What the profile of the case asks
    first comes before all others, and one's own judgement last. A question that makes sense only
    after another waits for it; where none of those that it waits for is worth asking for by itself,
    they are asked for so that it can be.
    """
    return assessment.once(_open_questions, about)


def _open_questions(assessment: Assessment, about: About) -> tuple[OpenQuestion, ...]:
    base = assessment.base
    turning = turning_about(assessment, about)
    if not turning:
        return ()
    ranked = ranked_answers(base, about)
    settles: Mapping[str, float] = {}
    if ranked:
        shown = [witness for witness in turning if witness.doubt is None]
        settles = Sensitivity(assessment, about).settled_by(shown)
    sense = makes_sense(assessment)
    ready = [witness for witness in turning if sense.get(witness.attribute, True)]
    known = {witness.attribute for witness in ready}
    opens: dict[str, list[str]] = {}
    for waiting in base.in_order(witness.attribute for witness in turning):
        if sense.get(waiting, True) is None:
            before = waits_for(assessment, waiting)
            for name in [one for one in before if one in known] or before:
                opens.setdefault(name, []).append(waiting)
    rank = {answer: place for place, answer in enumerate(ranked.values())}
    ready += [
        _opener(assessment, about, name, opens[name], turning, rank)
        for name in opens
        if name not in known
    ]
    place = {name: number for number, name in enumerate(base.attributes)}
    profile = profile_of(base, assessment.stated)
    asks_first = [] if profile is None else profile.asks_first

    def turn(question: OpenQuestion) -> tuple[bool, bool, int, int, float, int]:
        name = question.attribute
        return (
            question.judged,
            question.witness.doubt is not None,
            asks_first.index(name) if name in asks_first else len(asks_first),
            rank.get(question.witness.towards, LAST),
            -round(question.settles, 6),
            place[question.attribute],
        )

    found = (
        OpenQuestion(
            about=about,
            witness=witness,
            settles=settles.get(witness.attribute, 0.0),
            opens=tuple(opens.get(witness.attribute, ())),
            judged=bool(base.attributes[witness.attribute].checked_by),
        )
        for witness in ready
    )
    return tuple(sorted(found, key=turn))


def waiting_questions(
    assessment: Assessment, about: Iterable[About] = SUBJECTS
) -> tuple[WaitingQuestion, ...]:
    """The unanswered attributes that can still change something of `about`, and make sense only
    once another is answered, or a duty is owed; in the order of the packs.
    """
    sense = makes_sense(assessment)
    waiting = {
        witness.attribute
        for one in about
        for witness in turning_about(assessment, one)
        if sense.get(witness.attribute, True) is None
    }
    asked = {one.attribute for subject in about for one in open_questions(assessment, subject)}
    return tuple(
        WaitingQuestion(name, waits_for(assessment, name))
        for name in assessment.base.in_order(waiting - asked)
    )


def all_open_questions(assessment: Assessment) -> Iterator[OpenQuestion]:
    """Each question once, about all that is asked about, in the order of use."""
    for one in rounds(assessment):
        yield from one.questions


def rounds(assessment: Assessment, about: About | Literal["all"] = "all") -> Iterator[Round]:
    """The questions about something, or about one thing after the other, each question once.

    One's own judgement of what rules can find out is asked for after the questions by which they
    do. What a round asks is worked out when those before it are through.
    """
    if about != "all":
        yield Round((about,), open_questions(assessment, about))
        return
    asked: set[str] = set()
    judged: list[OpenQuestion] = []
    for number, subject in enumerate(SUBJECTS, start=1):
        reached = SUBJECTS[:number]
        fresh = [one for one in open_questions(assessment, subject) if one.attribute not in asked]
        asked.update(one.attribute for one in fresh)
        yield Round(reached, tuple(one for one in fresh if not one.judged))
        judged += [one for one in fresh if one.judged]
        if subject == SUBJECTS[1]:
            yield Round(reached, tuple(judged))
            judged = []
    yield Round(SUBJECTS, tuple(judged))


def asked_first(assessment: Assessment) -> Iterator[OpenQuestion]:
    """Each question once, what weighs most first: what can lead to a stricter verdict or tier, or
    to any while there is none; then the others, in the order of use. So what can only relieve does
    not come before what can burden.
    """
    presents: tuple[tuple[About, str], ...] = (
        ("verdict", assessment.verdict.value),
        ("tier", assessment.tier),
    )
    found: set[str] = set()
    for subject, present in presents:
        ranked = ranked_answers(assessment.base, subject)
        strictness = {answer: place for place, answer in enumerate(ranked.values())}
        for one in open_questions(assessment, subject):
            stricter = strictness.get(one.witness.towards, LAST) < strictness.get(present, LAST)
            if stricter and not one.judged and one.attribute not in found:
                found.add(one.attribute)
                yield one
    yield from (one for one in all_open_questions(assessment) if one.attribute not in found)


def _opener(
    assessment: Assessment,
    about: About,
    name: str,
    opened: list[str],
    turning: tuple[Witness, ...],
    rank: Mapping[str, int],
) -> Witness:
    """A question that changes nothing itself, but after which others make sense that do."""
    waiting = [one for one in turning if one.attribute in opened]
    first = min(waiting, key=lambda one: rank.get(one.towards, LAST))
    present = {"verdict": assessment.verdict.value, "tier": assessment.tier}.get(about, "")
    return Witness(name, {}, None, present, present, first.towards, turned=first.turned)
