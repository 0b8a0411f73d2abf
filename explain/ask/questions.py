"""questions(assessment): what is still worth asking, in which order, and why.

An unanswered attribute is asked where some answer to it can still change the verdict, which is
proven and not guessed. The first question is the one whose answers make most of the others
needless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from pydantic import Field

from engine.asking import makes_sense, waits_for
from engine.assessment import NO_LEGAL_ADVICE, Assessment
from engine.profiles import profile_of
from engine.proof.sensitivity import Sensitivity
from engine.proven import Witness
from explain.forms.data import Data
from explain.forms.outline import Line, Outline, Outlined, Section
from explain.forms.spoken import noticed, signed
from explain.forms.unproven import Unproven
from knowledge.base import KnowledgeBase
from knowledge.cases.stated import Stated, plain
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Contradiction, Entry, Profile, Verdict, derived_names
from knowledge.languages.words import Words
from knowledge.rules.plain import Rule

SCHEMA_VERSION = "1.0"
LAST = 1_000_000  # rank of what leads to no other verdict by itself
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
    answer: Stated = Field(
        description="an answer that then changes the verdict; null where it only opens other "
        "questions"
    )
    before: str = Field(description="the verdict with what is given")
    after: str = Field(description="the verdict with the answer as well")
    leads_to: str = Field(
        default="",
        description="the strictest verdict but the present one that an answer to it can lead to, "
        "with others that do not contradict each other; empty where there is none",
    )
    leads_to_title: str = Field(default="", description="the same, in words")
    opens: dict[str, str] = Field(
        default_factory=dict,
        description="attribute → its question, for those that make sense only after this one",
    )
    bears_on: tuple[str, ...] = Field(description="what hangs on it, as it reads after `whether`")
    entries: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    because: str = Field(default="", description="why it is asked, in English")
    look_first: tuple[str, ...] = Field(
        default=(), description="the answers that the profile of the case looks at first"
    )
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
    profile: str = Field(default="", description="the profile that put them in this order")
    profile_title: str = Field(default="", description="the same, in words")
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
        asked_with = (profile_told(self, words),) if self.profile else ()
        return Outline(
            subject=self.name,
            title=words.say("questions_title", day=self.on),
            lead=(f"{self.verdict}: {headline}. {left}", *asked_with),
            sections=(
                Section(
                    title=words.say("questions_head"),
                    lines=tuple(_line(question, words) for question in self.questions),
                ),
            ),
            notice=noticed(self.knowledge, words),
        )


def questions(assessment: Assessment) -> Questions:
    """The unanswered attributes that can still change the verdict and that make sense now.

    It is proven of each that it can, and of all others that they cannot. Those that can lead to the
    strictest verdict come first, among them those that settle most; one's own judgement of what
    others decide comes last. What the profile of the case asks first, comes before all others. A
    question that makes sense only after another waits for it. Where neither is proven within the
    limits of the solver, the question says so.
    """
    base, order = assessment.base, [*assessment.base.attributes].index
    found = [witness for witness in assessment.turning if witness.doubt is None]
    doubted = [witness for witness in assessment.turning if witness.doubt is not None]
    settles = Sensitivity(assessment).settled_by(found)
    settles |= {witness.attribute: 0.0 for witness in doubted}
    sense = makes_sense(assessment)
    opens: dict[str, dict[str, str]] = {}
    for waiting in base.in_order(witness.attribute for witness in assessment.turning):
        if sense.get(waiting, True) is None:
            for name in waits_for(assessment, waiting):
                opens.setdefault(name, {})[waiting] = base.attributes[waiting].question
    ready = [witness for witness in assessment.turning if sense.get(witness.attribute, True)]
    known = {witness.attribute for witness in ready}
    ready += [_opener(assessment, name, opens[name]) for name in opens if name not in known]
    rank = {verdict.id: verdict.rank for verdict in base.verdicts}
    profile = profile_of(base, assessment.stated)
    asks_first = [] if profile is None else profile.asks_first

    def turn(witness: Witness) -> tuple[bool, bool, int, int, float, int]:
        name = witness.attribute
        judged = bool(base.attributes[name].checked_by)
        return (
            judged,
            witness.doubt is not None,
            asks_first.index(name) if name in asks_first else len(asks_first),
            rank.get(witness.towards, LAST),
            -round(settles.get(name, 0.0), 6),
            order(name),
        )

    return Questions(
        knowledge=str(assessment.knowledge),
        name=assessment.name,
        on=assessment.on,
        verdict=assessment.verdict.value,
        headline=_title(base, assessment.verdict.value),
        settled=assessment.settled,
        reachable=tuple(verdict.value for verdict in assessment.reachable),
        profile="" if profile is None else profile.id,
        profile_title="" if profile is None else profile.title,
        questions=tuple(
            _question(assessment, witness, settles, opens.get(witness.attribute, {})).model_copy(
                update={"look_first": _look_first(profile, witness.attribute)}
            )
            for witness in sorted(ready, key=turn)
        ),
    )


def _look_first(profile: Profile | None, attribute: str) -> tuple[str, ...]:
    candidates = () if profile is None else profile.candidates.get(attribute, ())
    return tuple(str(value).lower() for value in candidates)


def profile_told(asked: Questions, words: Words) -> str:
    """With which profile the questions are asked."""
    title = words.statement(f"profile.{asked.profile}", asked.profile_title)
    return words.say("profile_asked", title=title)


def _opener(assessment: Assessment, name: str, opened: Mapping[str, str]) -> Witness:
    """A question that changes nothing itself, but after which others make sense that do."""
    rank = {verdict.id: verdict.rank for verdict in assessment.base.verdicts}
    towards = min(
        (one.towards for one in assessment.turning if one.attribute in opened),
        key=lambda verdict: rank.get(verdict, LAST),
    )
    verdict = assessment.verdict.value
    return Witness(name, {}, None, verdict, verdict, towards)


def _question(
    assessment: Assessment,
    witness: Witness,
    settles: Mapping[str, float],
    opens: dict[str, str],
) -> Question:
    base = assessment.base
    attribute = base.attributes[witness.attribute]
    entries = _hanging(assessment, attribute.id)
    question = Question(
        attribute=attribute.id,
        question=attribute.question,
        meaning=attribute.meaning,
        answers=tuple(f"{value}: {meaning}" for value, meaning in attribute.values.items()),
        meanings=dict(attribute.values),
        source=base.citations(attribute),
        settles=settles.get(attribute.id, 0.0),
        given={name: plain(value) for name, value in witness.given.items()},
        answer=plain(witness.answer),
        before=witness.before,
        after=witness.after,
        leads_to=witness.towards,
        leads_to_title=_title(base, witness.towards) if witness.towards else "",
        opens=opens,
        bears_on=tuple(entries.values()),
        entries=tuple(entries),
        unproven=Unproven.of(witness.doubt) if witness.doubt else None,
    )
    return question.model_copy(update={"because": why_asked(question, Words.of(None))})


def _title(base: KnowledgeBase, verdict: str) -> str:
    return base.propositions[derived_names.verdict(verdict)].title


def _hanging(assessment: Assessment, attribute: str) -> dict[str, str]:
    """The entries that hang on an attribute: those that are still open, or else all."""
    entries = assessment.base.derived(_askers)(attribute)
    open_ = {
        name: title
        for name, title in entries.items()
        if assessment.conclusions.get(name, True) is None
    }
    return open_ or dict(entries)


def why_asked(question: Question, words: Words) -> str:
    """What hangs on the answer, and what it can lead to, for people."""
    said = []
    if question.bears_on:
        titles = [
            words.whether(name, asked)
            for name, asked in zip(question.entries, question.bears_on, strict=True)
        ]
        said.append(words.say("asked_because", titles=_some(titles, words)))
    if question.opens:
        asked = [words.question(name, text) for name, text in question.opens.items()]
        said.append(words.say("asked_before", questions=_some(asked, words)))
    if question.unproven is not None:
        said.append(words.say("answer_unproven", reason=question.unproven.told(words)))
    if question.leads_to:
        name = derived_names.verdict(question.leads_to)
        said.append(words.say("leads_to", title=words.statement(name, question.leads_to_title)))
    return " ".join(said)


def _some(texts: Sequence[str], words: Words) -> str:
    named, more = words.listed(texts[:MOST_NAMED]), len(texts) - MOST_NAMED
    return words.say("named_and_more", named=named, count=more) if more > 0 else named


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
        told = words.titled(value, words.answer(question.attribute, value, meaning))
        yield words.say("look_first", answer=told) if value in question.look_first else told
