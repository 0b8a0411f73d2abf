"""questions(assessment): what is still worth asking, in which order, and why.

An unanswered attribute is asked where some answer to it can still change the verdict, which is
proven and not guessed. The first question is the one whose answers make most of the others
needless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial

from pydantic import Field

from engine.assessment import NO_LEGAL_ADVICE, Assessment
from engine.proof.limits import NotProven
from engine.proof.sensitivity import Sensitivity, Witness
from explain.ask.stated import Stated, plain
from explain.forms.data import Data
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import noticed, signed
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.conditions.wording import in_words
from knowledge.entries import Verdict, derived_names
from knowledge.languages.words import Words
from knowledge.rules.plain import Rule

SCHEMA_VERSION = "1.0"
MOST_NAMED = 3  # entries that a question is said to bear on


class Question(Data):
    """An unanswered attribute whose answer can still change the verdict."""

    attribute: str
    question: str
    meaning: str
    answers: tuple[str, ...] = Field(description="what may be answered, with its meaning")
    meanings: dict[str, str] = Field(
        default_factory=dict, description="the same: value → its meaning"
    )
    source: tuple[str, ...]
    settles: float = Field(
        description=(
            "share of the other questions that its answers make needless on average, from 0 to 1"
        )
    )
    given: dict[str, Stated] = Field(
        description="answers to other open questions with which this one decides, none to spare"
    )
    answer: Stated = Field(description="an answer that then changes the verdict")
    before: str = Field(description="the verdict with what is given")
    after: str = Field(description="the verdict with the answer as well")
    bears_on: tuple[str, ...] = Field(description="titles of the entries that ask for it")
    because: str = Field(description="why it is asked, in a sentence")
    proven: bool = Field(
        default=True,
        description="false where it is not proven that an answer changes the verdict, nor that none"
        " does; then there is no answer to show",
    )


class Questions(Outlined):
    """The questions that are left; none where the verdict is settled whatever else is answered."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    verdict: str
    headline: str
    questions: tuple[Question, ...]
    knowledge: str = Field(description="version and fingerprint of the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the verdict."""
        return not self.questions

    def laid_out(self, words: Words) -> Outline:
        """The questions, laid out for reading."""
        left = (
            words.say("settled")
            if self.settled
            else words.count("questions_left", len(self.questions))
        )
        headline = words.statement(derived_names.verdict(self.verdict), self.headline)
        return Outline(
            subject=self.name,
            title=words.say("questions_title", day=self.on),
            lead=(f"{self.verdict}: {headline}. {left}",),
            sections=(
                Section(
                    title=words.say("questions_head"),
                    lines=tuple(_line(question, words) for question in self.questions),
                ),
            ),
            notice=noticed(self.knowledge, words),
        )


def questions(assessment: Assessment) -> Questions:
    """The unanswered attributes that can still change the verdict, those that settle most first.

    It is proven of each that it can, and of all others that they cannot. Where neither is proven
    within the limits of the solver, it is asked last, and says so.
    """
    base = assessment.base
    sensitivity = Sensitivity(assessment)
    found = sensitivity.witnesses()
    settles = sensitivity.settled_by(found)
    order = [*base.attributes].index
    ranked = sorted(
        found, key=lambda witness: (-round(settles[witness.attribute], 6), order(witness.attribute))
    )
    return Questions(
        knowledge=str(assessment.knowledge),
        name=assessment.name,
        on=assessment.on,
        verdict=assessment.verdict.value,
        headline=base.propositions[derived_names.verdict(assessment.verdict)].title,
        questions=(
            *(_question(base, witness, settles[witness.attribute]) for witness in ranked),
            *(
                _doubtful(assessment, name, gap)
                for name, gap in sorted(
                    sensitivity.unproven.items(), key=lambda item: order(item[0])
                )
            ),
        ),
    )


def _question(base: KnowledgeBase, witness: Witness, settles: float) -> Question:
    attribute = base.attributes[witness.attribute]
    bears_on = asked_by(base, attribute.id)
    return Question(
        attribute=attribute.id,
        question=attribute.question,
        meaning=attribute.meaning,
        answers=tuple(f"{value}: {meaning}" for value, meaning in attribute.values.items()),
        meanings=dict(attribute.values),
        source=base.citations(attribute),
        settles=settles,
        given={name: plain(value) for name, value in witness.given.items()},
        answer=plain(witness.answer),
        before=witness.before,
        after=witness.after,
        bears_on=bears_on,
        because=f"{_named(bears_on)}. {_decides(witness)}",
    )


def _doubtful(assessment: Assessment, name: str, gap: NotProven) -> Question:
    """A question of which it is not known whether its answer matters."""
    verdict = assessment.verdict.value
    witness = Witness(name, {}, None, verdict, verdict)
    asked = _question(assessment.base, witness, 0.0)
    because = (
        f"{_named(asked.bears_on)}. Not proven: whether an answer changes the verdict;"
        f" {gap.reason}."
    )
    return asked.model_copy(update={"because": because, "proven": False})


def _decides(witness: Witness) -> str:
    given = ", ".join(f"{name} {in_words(value)}" for name, value in witness.given.items())
    turns = f"the answer {in_words(witness.answer)} turns {witness.before} into {witness.after}."
    return f"With {given}, {turns}" if given else turns.replace("the", "The", 1)


def _named(titles: tuple[str, ...]) -> str:
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"It bears on: {'; '.join(titles[:MOST_NAMED])}{more}"


def asked_by(base: KnowledgeBase, attribute: str) -> tuple[str, ...]:
    """The titles of the entries behind the verdict whose conditions ask for an attribute.

    They come in the order of the packs.
    """
    return base.derived(_askers)(attribute)


def _askers(base: KnowledgeBase) -> Callable[[str], tuple[str, ...]]:
    return lru_cache(maxsize=None)(partial(_asked_by, base))


def _asked_by(base: KnowledgeBase, attribute: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for rule in base.derived(_behind_verdict):
        read = (literal.target for literal in rule.body if isinstance(literal.target, Test))
        if rule.entry in base.entries and any(Attr(attribute) in terms_of(test) for test in read):
            found[base.entries[rule.entry].title] = None
    return tuple(found)


def _behind_verdict(base: KnowledgeBase) -> tuple[Rule, ...]:
    """The rules that the verdicts rest on, in the order of the packs."""
    waiting = dict.fromkeys(entry.proposition for entry in base.of_kind(Verdict))
    rules: set[int] = set()
    while waiting:
        name, _ = waiting.popitem()
        fresh = [number for number in base.rules_for.get(name, ()) if number not in rules]
        rules.update(fresh)
        waiting |= {
            literal.target: None
            for number in fresh
            for literal in base.rules[number].body
            if isinstance(literal.target, str)
        }
    return tuple(base.rules[number] for number in sorted(rules))


def _line(question: Question, words: Words) -> Line:
    below = (
        *(Line(text=answer) for answer in _answers(question, words)),
        Line(text=words.say("why_asked", because=words.mark(question.because))),
    )
    text = words.question(question.attribute, question.question)
    return signed("unknown", f"{text} ({question.attribute})", words, below=below)


def _answers(question: Question, words: Words) -> Iterable[str]:
    for value, meaning in question.meanings.items():
        yield f"{value}: {words.answer(question.attribute, value, meaning)}"
