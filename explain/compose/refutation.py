"""From the argument why something does not hold to its graph: what failed and what is open, down to
what was stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from explain.argue.why_not import Attempt, Premise, Refutation, WhyNot
from explain.argue.why_not_layout import premise_statement
from explain.forms.data import Statement
from explain.forms.forms import DRAWING
from explain.forms.spoken import in_a_box
from explain.graph.folding import folded
from explain.graph.graph import Drawing, Support, node_id
from explain.graph.graph_builder import Sketch
from knowledge.languages.words import Words

MOST_LISTED = 6  # premises of one conclusion; the rest is counted
DEEPEST = 4  # conclusions below each other; what lies below is in the argument


@DRAWING.register(WhyNot)
def compose_refutation(
    explanation: WhyNot, words: Words | None = None, *, full: bool = False
) -> Drawing:
    """The graph of an argument why not, of at most `MOST_NODES` boxes unless `full`.

    Of what holds as it was asked to, nothing is drawn.
    """
    spoken = Words.of(words)
    drawn = _Composition(explanation, spoken).drawing()
    return drawn if full else folded(drawn, words=spoken)


class _Composition(Sketch):
    def __init__(self, explanation: WhyNot, words: Words):
        super().__init__(words)
        self.explanation = explanation

    def drawing(self) -> Drawing:
        told, goal = self.explanation, "goal"
        look, word = {
            "true": ("stands", "word_holds"),
            "false": ("refuted", "word_why_not"),
            "unknown": ("verdict open", "word_why_not_yet"),
        }[told.status]
        title = self.words.statement(told.proposition, told.title)
        self._once(goal, look, title, self.say(word), size=22, proposition=told.proposition)
        if told.refutation:
            self._attempts(goal, told.refutation, depth=1)
        return self.finished(self.say("graph_title", name=told.name, day=told.on), goal)

    def _attempts(self, head: str, refutation: Refutation, depth: int) -> None:
        found: dict[str, tuple[Premise, Attempt]] = {}
        for attempt in refutation.attempts:
            for premise in attempt.premises:
                open_too = depth == 1 and premise.outcome == "unknown"
                # that something else is absent explains little
                negative = premise.outcome == "holds" and premise.status == "false"
                if (premise.outcome == attempt.outcome and not negative) or open_too:
                    found.setdefault(premise.says, (premise, attempt))
        shown = list(found.values())
        for premise, attempt in shown[:MOST_LISTED]:
            self._premise(head, premise, attempt, depth)
        if len(shown) > MOST_LISTED:
            for look in dict.fromkeys(_look(premise) for premise, _ in shown[MOST_LISTED:]):
                alike = [one for one in shown[MOST_LISTED:] if _look(one[0]) == look]
                self._more(head, look, alike)

    def _more(self, head: str, look: str, left: Sequence[tuple[Premise, Attempt]]) -> None:
        """Premises that have no boxes of their own, in one that looks as theirs would."""
        name = f"more {look} {head}"
        outcome = left[0][0].outcome
        rest = [
            Statement(
                says=premise.says, status="unknown" if premise.outcome == "unknown" else "false"
            )
            for premise, _ in left
        ]
        self._once(
            name,
            look,
            self.say("and_more", count=len(rest)),
            self.word(look),
            support=[_support(left[0][1], rest)],
        )
        self.edge(name, head, "unknown" if outcome == "unknown" else "true")

    def _premise(self, head: str, premise: Premise, attempt: Attempt, depth: int) -> None:
        name = premise.proposition or f"fact {premise.says}"
        support = [_support(attempt, [_statement(premise)])]
        if premise.proposition is None:
            self._once(
                name,
                _look(premise),
                in_a_box(_statement(premise), self.words),
                size=15,
                says=premise.says,
                support=support,
            )
        else:
            look = _look(premise)
            self._once(
                name,
                look,
                premise_statement(premise, self.words),
                self.word(look),
                proposition=premise.proposition,
                support=support,
            )
            if premise.below and depth < DEEPEST:
                self._attempts(name, premise.below, depth + 1)
        self.edge(name, head, "unknown" if premise.outcome == "unknown" else "true")

    def _once(self, name: str, look: str, text: str, word: str = "", **more: Any) -> None:
        """A node as it was first spoken of: where it decides."""
        if node_id(name) not in self.nodes:
            self.node(name, look, text, word=word, **more)


def _look(premise: Premise) -> str:
    if premise.proposition is None:
        return "unanswered" if premise.outcome == "unknown" else "fact"
    return "barrier" if premise.unwanted else premise.status


def _statement(premise: Premise) -> Statement:
    return premise.as_statement


def _support(attempt: Attempt, statements: Iterable[Statement]) -> Support:
    entry = attempt.rule.rpartition("/")[0]
    return Support(
        entry=entry,
        rules=(attempt.rule,),
        authority=attempt.authority,
        statements=tuple(statements),
    )
