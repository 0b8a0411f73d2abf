"""Why an attribute is asked: the entries that hang on the answer, since their conditions ask for
it, and the sentence that says so. Whether a question makes sense at all tells `engine.asking`,
which are worth asking `explain.ask.questions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from engine.assessment import Assessment
from engine.proof.answers import formula_about
from engine.proof.duty_days import steps_of_schedules
from engine.proven import About
from explain.ask.question import Question
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Contradiction
from knowledge.languages.words import Words
from knowledge.rules.plain import Rule

MOST_NAMED = 3  # entries that a question is said to bear on


def hanging_on(assessment: Assessment, attribute: str, about: About) -> dict[str, str]:
    """The entries that hang on an attribute: those that are still open, or else all."""
    entries = assessment.base.derived(_askers)(attribute, about)
    open_ = {
        name: title
        for name, title in entries.items()
        if assessment.conclusions.get(name, True) is None
    }
    return open_ or dict(entries)


def why_asked(question: Question, words: Words) -> str:
    """The entries that hang on the answer, and the conclusion it can lead to, for people."""
    said = []
    titles = [
        words.whether(name, asked)
        for name, asked in zip(question.entries, question.bears_on, strict=True)
    ]
    if question.dated:
        dated = [words.explaining(key, "title", title) for key, title in question.dated.items()]
        titles.insert(0, words.say("from_which_day", titles=words.listed(dated)))
    if titles:
        said.append(words.say("asked_because", titles=_some(titles, words)))
    if question.opens:
        asked = [
            words.say("quoted", text=words.question(name, text))
            for name, text in question.opens.items()
        ]
        said.append(words.say("asked_before", questions=_some(asked, words)))
    if question.unproven is not None:
        said.append(words.say("answer_unproven", reason=question.unproven.told(words)))
    if name := question.leads_to_proposition:
        said.append(words.say("leads_to", title=words.statement(name, question.leads_to_title)))
    return " ".join(said)


def _some(texts: Sequence[str], words: Words) -> str:
    named, more = words.listed(texts[:MOST_NAMED]), len(texts) - MOST_NAMED
    return words.say("named_semicolon_more", named=named, count=more) if more > 0 else named


def _askers(base: KnowledgeBase) -> Callable[[str, About], dict[str, str]]:
    behind = lru_cache(maxsize=None)(partial(_behind, base))
    return lru_cache(maxsize=None)(partial(_asked_by, base, behind))


def _asked_by(
    base: KnowledgeBase,
    behind: Callable[[About], tuple[Rule, ...]],
    attribute: str,
    about: About,
) -> dict[str, str]:
    """The entries that ask for an attribute: their propositions → what is asked of these."""
    found: dict[str, str] = {}
    told_by_days = steps_of_schedules(base)
    for rule in behind(about):
        if rule.head in told_by_days:
            continue
        read = (literal.target for literal in rule.body if isinstance(literal.target, Test))
        if rule.entry in base.entries and any(Attr(attribute) in terms_of(test) for test in read):
            for name in _borne_on(base, rule):
                known = base.propositions[name]
                if known.asked not in found.values():
                    found[known.name] = known.asked
    return found


def _borne_on(base: KnowledgeBase, rule: Rule) -> tuple[str, ...]:
    """The propositions that a rule bears on: of a contradiction, the reliefs that it blocks; of an
    entry that concludes nothing itself, such as a control, the conclusion of the rule.
    """
    entry = base.entries[rule.entry]
    if isinstance(entry, Contradiction):
        return tuple(base.entries[key].proposition for key in entry.blocked)
    return (entry.proposition if entry.proposition in base.propositions else rule.head,)


def _behind(base: KnowledgeBase, about: About) -> tuple[Rule, ...]:
    """The rules that rest behind what is asked about, in the order of the packs."""
    waiting: dict[str, None] = dict.fromkeys(formula_about(base, about).targets)
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
