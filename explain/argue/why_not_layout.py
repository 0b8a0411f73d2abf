"""The argument why something does not hold, laid out for reading in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.argue.why_not import STATUSES, Attempt, Premise, Refutation, WhyNot
from explain.forms.footing import noticed
from explain.forms.forms import OUTLINE
from explain.forms.outline import Line, Outline, Section
from explain.forms.spoken import remark, signed, spoken
from knowledge.languages.words import Words

MOST_ALIKE = 3  # premises that come down to the same attributes and are told one by one
MOST_NAMED = 2  # of more


@OUTLINE.register(WhyNot)
def outline(argument: WhyNot, words: Words) -> Outline:
    """The argument why something does not hold, rule by rule."""
    attempts = argument.refutation.attempts if argument.refutation else ()
    if argument.refutation is None:
        lead: tuple[str, ...] = (words.say("why_not_holds"),)
    else:
        key = "why_not_unknown" if argument.status == "unknown" else "why_not_false"
        key += "_so_far" if argument.as_far else ""
        rules = words.count(key, len(attempts)) if attempts else words.say(f"{key}_none")
        excepted = tuple(words.say("why_not_excepted", name=name) for name in argument.excepted_by)
        retired = (words.mark(argument.retired),) if argument.retired else ()
        claim = (argument.claim.told(words),) if argument.claim and not retired else ()
        lead = (rules, *excepted, *retired, *claim)
    title = words.statement(argument.proposition, argument.title)
    return Outline(
        subject=argument.name,
        title=words.say("why_not_title", title=title, name=argument.proposition, day=argument.on),
        lead=lead,
        sections=tuple(
            Section(
                title=f"{attempt.rule} {' '.join(words.cited(attempt.authority.citations))}, "
                f"{words.say(attempt.authority.basis)}",
                lines=_lines(attempt.premises, words),
            )
            for attempt in attempts
        ),
        notice=noticed(argument.knowledge, words),
    )


def _lines(premises: Iterable[Premise], words: Words) -> tuple[Line, ...]:
    """Premises as lines; many that come down to the same attributes are one line."""
    alike: dict[object, list[Premise]] = {}
    for premise in premises:
        reads = frozenset(name for leaf in _leaves(premise) for name in leaf.reads)
        told_above = premise.outcome == "fails" and premise.proposition and not premise.below
        key = (premise.outcome, reads) if premise.below else premise.says
        alike.setdefault("told above" if told_above else key, []).append(premise)
    return tuple(line for group in alike.values() for line in _premise_lines(group, words))


def _premise_lines(group: Sequence[Premise], words: Words) -> Iterable[Line]:
    sign = STATUSES[group[0].outcome]
    if len(group) <= MOST_ALIKE:
        yield from (
            signed(
                sign,
                premise_in_words(premise, words),
                words,
                below=_below(premise.below, words),
                status=sign,
                proposition=premise.proposition or "",
            )
            for premise in group
        )
        return
    named = words.listed(premise_in_words(premise, words) for premise in group[:MOST_NAMED])
    like = words.say("and_more_like_them", named=named, count=len(group) - MOST_NAMED)
    if not any(premise.below for premise in group):
        yield signed(sign, like, words, below=(remark(words.say("explained_above")),))
        return
    leaves = list(
        dict.fromkeys(
            premise_in_words(leaf, words) for premise in group for leaf in _leaves(premise)
        )
    )
    rest = len(leaves) - MOST_ALIKE
    more = (Line(text=words.say("and_more_alike", count=rest)),) if rest > 0 else ()
    below = (*(signed(sign, told, words) for told in leaves[:MOST_ALIKE]), *more)
    yield signed(sign, like, words, below=below)


def premise_in_words(premise: Premise, words: Words) -> str:
    """A premise that a rule asks for, in words; of a conclusion, its statement."""
    if premise.proposition is None:
        return spoken(premise.as_statement, words)
    stated = premise_statement(premise, words)
    if not premise.unwanted:
        return stated
    key = "must_not_hold_unless_lifted" if premise.unless_lifted else "must_not_hold"
    return words.say(key, statement=stated)


def premise_statement(premise: Premise, words: Words) -> str:
    """The statement of the conclusion that a rule asks for, and the way an open one is counted."""
    title = words.statement(premise.proposition or "", premise.title)
    if not premise.counted_as:
        return title
    return words.say(premise.counted_as.replace(" ", "_"), statement=title)


def _below(refutation: Refutation | None, words: Words) -> tuple[Line, ...]:
    """The lines below a premise: of the rules for it, the premises that decided each."""
    if refutation is None or not refutation.attempts:
        return ()
    attempts = _telling(refutation.attempts)
    if len(attempts) == 1:
        return _lines(_deciding(attempts[0]), words)
    alike: dict[tuple[str, ...], Line] = {}
    for attempt in attempts:
        deciding = _deciding(attempt)
        alike.setdefault(
            tuple(leaf.says for premise in deciding for leaf in _leaves(premise)),
            Line(
                text=words.say("by"),
                rule=attempt.rule,
                source=words.cited(attempt.authority.citations),
                sign=STATUSES[attempt.outcome],
                word=words.say(f"sign_{STATUSES[attempt.outcome]}"),
                below=_lines(deciding, words),
            ),
        )
    return tuple(alike.values()) if len(alike) > 1 else next(iter(alike.values())).below


def _telling(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The rules without those that fired on all premises of another that fired, and some more,
    unless something is told below these.
    """
    fired = [attempt for attempt in attempts if attempt.outcome == "holds"]
    asked = {one.rule: frozenset(premise.says for premise in one.premises) for one in fired}
    more = {
        one.rule
        for one in fired
        if not any(premise.below for premise in one.premises)
        and any(other < asked[one.rule] for other in asked.values())
    }
    return [attempt for attempt in attempts if attempt.rule not in more]


def _deciding(attempt: Attempt) -> tuple[Premise, ...]:
    """The premises to which a rule owes its outcome; what fails since nobody answered it only where
    nothing fails by an answer.
    """
    found = attempt.of(attempt.outcome)
    if attempt.outcome != "fails":
        return found
    return tuple(one for one in found if not (one.test and one.test.value is None)) or found


def _leaves(premise: Premise) -> Iterable[Premise]:
    """The leaves of a premise, to which its outcome comes down."""
    below = [
        leaf
        for attempt in (premise.below.attempts if premise.below else ())
        for other in _deciding(attempt)
        for leaf in _leaves(other)
    ]
    yield from below or (premise,)
