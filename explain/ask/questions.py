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
from engine.proof.sensitivity import Sensitivity
from engine.proven import Witness
from explain.forms.data import Data
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import noticed, signed
from explain.forms.unproven import Unproven
from knowledge.base import KnowledgeBase
from knowledge.cases.stated import Stated, plain
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Contradiction, Entry, Verdict, derived_names
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
        description="a minimal set of answers to other open questions that makes this one decisive"
    )
    answer: Stated = Field(description="an answer that then changes the verdict")
    before: str = Field(description="the verdict with what is given")
    after: str = Field(description="the verdict with the answer as well")
    bears_on: tuple[str, ...] = Field(description="what hangs on it, as it reads after `whether`")
    entries: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    because: str = Field(default="", description="why it is asked, in English")
    unproven: Unproven | None = Field(
        default=None,
        description="why it is not proven that an answer changes the verdict, nor that none does;"
        " there is no answer to show then",
    )


class Questions(Outlined):
    """The questions that are left; none where the verdict is settled whatever else is answered."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    verdict: str
    headline: str
    settled: bool = Field(description="whether no further answers can change the verdict")
    reachable: tuple[str, ...] = Field(
        description="the verdicts that complete answers can lead to, the present one among them"
    )
    questions: tuple[Question, ...]
    knowledge: str = Field(description="version and fingerprint of the knowledge that answered")
    notice: str = NO_LEGAL_ADVICE

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
    base, order = assessment.base, [*assessment.base.attributes].index
    found = [witness for witness in assessment.turning if witness.doubt is None]
    doubted = [witness for witness in assessment.turning if witness.doubt is not None]
    settles = Sensitivity(assessment).settled_by(found)
    settles |= {witness.attribute: 0.0 for witness in doubted}
    ranked = sorted(
        found, key=lambda witness: (-round(settles[witness.attribute], 6), order(witness.attribute))
    )
    return Questions(
        knowledge=str(assessment.knowledge),
        name=assessment.name,
        on=assessment.on,
        verdict=assessment.verdict.value,
        headline=base.propositions[derived_names.verdict(assessment.verdict)].title,
        settled=assessment.settled,
        reachable=tuple(verdict.value for verdict in assessment.reachable),
        questions=tuple(
            _question(base, witness, settles[witness.attribute]) for witness in (*ranked, *doubted)
        ),
    )


def _question(base: KnowledgeBase, witness: Witness, settles: float) -> Question:
    attribute = base.attributes[witness.attribute]
    question = Question(
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
        bears_on=asked_by(base, attribute.id),
        entries=tuple(base.derived(_askers)(attribute.id)),
        unproven=Unproven.of(witness.doubt) if witness.doubt else None,
    )
    return question.model_copy(update={"because": why_asked(question, Words.of(None))})


def why_asked(question: Question, words: Words) -> str:
    """On what a question bears, and which answer to it turns the verdict, in two sentences."""
    entries = question.entries or ("",) * len(question.bears_on)
    titles = [
        words.whether(name, asked) for name, asked in zip(entries, question.bears_on, strict=True)
    ]
    named, more = words.listed(titles[:MOST_NAMED]), len(titles) - MOST_NAMED
    if more > 0:
        named = words.say("named_and_more", named=named, count=more)
    bears_on = words.say("bears_on", titles=named)
    if question.unproven is not None:
        return f"{bears_on} {words.say('answer_unproven', reason=question.unproven.told(words))}"
    given = ", ".join(f"{name} {words.value(value)}" for name, value in question.given.items())
    turns = words.say(
        "answer_turns_with" if given else "answer_turns",
        given=given,
        answer=words.value(question.answer),
        before=question.before,
        after=question.after,
    )
    return f"{bears_on} {turns}"


def asked_by(base: KnowledgeBase, attribute: str) -> tuple[str, ...]:
    """What the entries behind the verdict conclude whose conditions ask for an attribute, as it
    reads after "whether"; in the order of the packs.
    """
    return tuple(dict.fromkeys(base.derived(_askers)(attribute).values()))


def _askers(base: KnowledgeBase) -> Callable[[str], dict[str, str]]:
    return lru_cache(maxsize=None)(partial(_asked_by, base))


def _asked_by(base: KnowledgeBase, attribute: str) -> dict[str, str]:
    """The entries that ask for an attribute: their propositions → what is asked of these."""
    found: dict[str, str] = {}
    for rule in base.derived(_behind_verdict):
        read = (literal.target for literal in rule.body if isinstance(literal.target, Test))
        if rule.entry in base.entries and any(Attr(attribute) in terms_of(test) for test in read):
            for key in _borne_on(base.entries[rule.entry]):
                known = base.propositions[base.entries[key].proposition]
                if known.asked not in found.values():
                    found[known.name] = known.asked
    return found


def _borne_on(entry: Entry) -> tuple[str, ...]:
    """The entries behind a verdict that a rule bears on: of a contradiction, what it blocks."""
    return entry.blocked if isinstance(entry, Contradiction) else (entry.key,)


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
        Line(text=words.say("why_asked", because=why_asked(question, words))),
    )
    text = words.question(question.attribute, question.question)
    return signed("unknown", f"{text} ({question.attribute})", words, below=below)


def _answers(question: Question, words: Words) -> Iterable[str]:
    for value, meaning in question.meanings.items():
        yield words.titled(value, words.answer(question.attribute, value, meaning))
