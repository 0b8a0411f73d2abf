"""From an explanation to its decision graph: which boxes and arrows a room needs, and what stands
behind each.

By default each ground is one box, with what it rests on in smaller letters; `full` gives each fact
and each step a box of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.answer import ControlState
from explain.argue.argument import Argument
from explain.argue.explanation import (
    ExceptionReport,
    Explanation,
    FindingReport,
    GroundReport,
)
from explain.argue.outlook import Presumption
from explain.argue.outlook_layout import can_change, headline, presumed
from explain.argue.resting import rests_elsewhere
from explain.compose.law_boxes import draw_law
from explain.compose.supports import (
    asked,
    support_of,
    support_of_control,
    support_of_finding,
    supports_of,
)
from explain.forms.data import Statement
from explain.forms.forms import DRAWING
from explain.forms.spoken import in_a_box, in_boxes
from explain.graph.folding import folded
from explain.graph.graph import Drawing, Support
from explain.graph.graph_builder import Sketch, meaning
from explain.graph.style import LAW, WARNING
from knowledge.languages.english import short_name
from knowledge.languages.words import Words

MOST_WARNINGS = 3
MOST_LISTED = 6  # of a kind in one place; the rest is counted
MOST_DETAILS = 3  # lines below the text of a box; the rest is counted
MOST_PRESUMED = 4
MOST_CLAIMED = 5  # the same, for an exception that holds
WARNINGS = ("contradiction", "consequence", "caution")


@DRAWING.register(Explanation)
def compose(explanation: Explanation, words: Words | None = None, *, full: bool = False) -> Drawing:
    """The decision graph of an explanation: at most `MOST_NODES` boxes, or each fact and each step
    as a box of its own.
    """
    spoken = Words.of(words)
    drawn = _Composition(explanation, spoken, full).drawing()
    return drawn if full else folded(drawn, words=spoken, first=LAW)


class _Composition(Sketch):
    def __init__(self, explanation: Explanation, words: Words, full: bool):
        super().__init__(words)
        self.explanation = explanation
        self.drawn = {ground.argument.proposition for ground in explanation.grounds}
        self.judged = {one.argument.proposition for one in explanation.grounds if one.own_judgement}
        outlook = explanation.outlook
        self.unchecked = {
            name for one in (outlook.presumed if outlook else ()) for name, _ in one.unchecked
        }
        # what a single conclusion rests on is all there is to see of it
        self.compact = bool(explanation.grounds) and not full

    def drawing(self) -> Drawing:
        goal = "verdict" if self.explanation.grounds else self.explanation.argument.proposition
        if self.explanation.grounds:
            self.verdict()
        else:
            self.conclusion(self.explanation.argument)
        title = self.say("graph_title", name=self.explanation.name, day=self.explanation.on)
        banners = [self.words.statement(one.entry, one.title) for one in self.explanation.banners]
        return self.finished(". ".join([title, *banners]), goal)

    def verdict(self) -> None:
        explanation = self.explanation
        shown, idle = self.sorted_grounds()
        look = self.verdict_look()
        outlook = explanation.outlook
        unsettled = [self.say("not_worked_out")] if outlook is None else []
        if outlook and not outlook.settled:
            unsettled = [can_change(outlook, self.words)]
        left = len(explanation.moot_grounds) if shown else 0
        also = [self.say("moot_grounds", count=left)] if left else []
        text = self.words.statement(explanation.proposition, explanation.headline)
        self.node(
            "verdict",
            look,
            headline(text, outlook, self.words),
            width=20,
            word=self.say("word_verdict" if look != "verdict so far" else "word_so_far"),
            signal="" if look == "verdict open" else explanation.signal,
            size=22,
            details=(*unsettled, *also),
            proposition=explanation.proposition,
            support=supports_of(explanation.argument.derivations),
        )
        self.presumed()
        self.drawn -= {ground.argument.proposition for ground in idle}
        self.drawn -= set(explanation.moot_grounds)
        self.rests_on(explanation.argument, {one.argument.proposition for one in shown})
        for ground in shown:
            self.ground(ground)
        for item in explanation.exceptions:
            self.exception(item)
        self.beside(idle)
        self.controls("missing")
        self.controls("unconfirmed")
        self.warnings([item for kind in WARNINGS for item in explanation.findings_of(kind)])
        draw_law(self, explanation)

    def verdict_look(self) -> str:
        """The look of the verdict: of one that stays, of one that holds so far, or of none yet."""
        outlook = self.explanation.outlook
        if outlook is None:
            return "verdict open" if self.explanation.candidates else "verdict so far"
        if not outlook.decided:
            return "verdict open"
        return "verdict" if outlook.settled else "verdict so far"

    def presumed(self) -> None:
        """The verdict's presumptions: each own statement between the propositions that would check
        it and the verdict, all else in one box.
        """
        outlook = self.explanation.outlook
        found = [one for one in outlook.presumed if "verdict" in one.changes] if outlook else []
        for one in found:
            if one.unchecked:
                name = f"presumed {one.name}"
                self._presumed(name, presumed(one, self.words), [one])
                for proposition, open_ in one.unchecked:
                    self.drawn.add(proposition)
                    self.node(
                        proposition,
                        "unknown",
                        self.say("not_settled", asked=self.words.asked(proposition, open_)),
                        word=self.word("unknown"),
                        proposition=proposition,
                    )
                    self.edge(proposition, name, "unknown")
        checked = {name for one in found for name, _ in one.unchecked}
        rest = [one for one in found if not one.unchecked and one.name not in checked]
        for counted, key in ((False, "presumed_not_so"), (True, "presumed_so")):
            alike = [one for one in rest if one.counted is counted]
            if alike:
                lines = [self._in_a_list(one) for one in alike]
                word = self.counted(key, len(alike))
                self._presumed(key, meaning("presumed", self.words), alike, lines, word)

    def _in_a_list(self, one: Presumption) -> str:
        if one.counted:
            return self.words.statement(one.name, one.title)
        return self.words.whether(one.name, one.asked)

    def _presumed(
        self,
        name: str,
        text: str,
        found: Sequence[Presumption],
        lines: Sequence[str] = (),
        word: str = "",
    ) -> None:
        self.node(
            name,
            "presumed",
            text,
            word=word or self.word("presumed"),
            width=32,
            size=15,
            items=self.listed(lines, MOST_PRESUMED),
            support=[
                Support(
                    entry="" if one.unchecked else one.name,
                    title=presumed(one, self.words),
                    statements=asked(one.unanswered),
                )
                for one in found
            ],
        )
        self.edge(name, "verdict", "presumed")

    def sorted_grounds(self) -> tuple[list[GroundReport], list[GroundReport]]:
        """The grounds to draw, and those that hold, but on which a verdict does not rest; what
        could only add to it is in neither.
        """
        found = self.explanation
        held = [one for one in found.grounds if one.argument.proposition not in found.moot_grounds]
        every = {one.argument.proposition for one in found.grounds}
        if found.candidates or not rests_elsewhere(found.argument, every):
            return held, []
        return [], [one for one in held if one.status in ("stands", "lifted")]

    def rests_on(self, argument: Argument, grounds: set[str]) -> None:
        """What a verdict rests on beside grounds and exceptions: the answers that it reads itself,
        and other conclusions.
        """
        told = grounds | {one.proposition for one in self.explanation.exceptions}
        for derivation in argument.derivations if argument.status == "true" else ():
            for statement in derivation.statements:
                if statement.status == "true":
                    self.fact("verdict", statement, support_of(derivation, (statement,)))
            for premise in derivation.premises:
                if premise.status == "true" and premise.proposition not in told:
                    self.conclusion(premise)
                    self.edge(premise.proposition, "verdict", premise.status)

    def ground(self, ground: GroundReport) -> None:
        self.proposition(ground.argument, ground.status, unfolded=True)
        self.support(ground.argument)
        if ground.status == "lifted":
            for item in self.explanation.exceptions:
                if item.proposition in ground.lifted_by_exceptions:
                    self.edge(
                        ground.argument.proposition,
                        f"exception {item.id}",
                        "lifted",
                        self.say("arrow_lifted_by"),
                    )
        else:
            self.edge(ground.argument.proposition, "verdict", ground.status)

    def beside(self, grounds: Sequence[GroundReport]) -> None:
        """Grounds that hold as well, where the verdict rests on something else."""
        if grounds:
            titles = [self.stated(one.argument) for one in grounds]
            support = [item for one in grounds for item in supports_of(one.argument.derivations)]
            self.node(
                "beside",
                "beside",
                meaning("beside", self.words),
                word=self.counted("grounds_that_hold_as_well", len(grounds)),
                items=self.listed(titles, MOST_LISTED),
                support=support,
            )
            self.edge("verdict", "beside", "no relief")

    def proposition(self, argument: Argument, look: str, unfolded: bool = False) -> None:
        self.node(
            argument.proposition,
            look,
            self.stated(argument),
            word=self.word(look),
            details=self.details(argument, unfolded) if self.compact else (),
            proposition=argument.proposition,
            support=supports_of(argument.derivations),
        )

    def stated(self, argument: Argument) -> str:
        """A conclusion as it is so, in the language of the picture."""
        told = self.words.statement(argument.proposition, argument.statement)
        judged = argument.proposition in self.judged
        return self.say("by_own_judgement", statement=told) if judged else told

    def counted(self, word: str, count: int) -> str:
        """A word above a list, with how many there are."""
        return self.say("counted", word=self.say(f"word_{word}"), count=count)

    def details(self, argument: Argument, unfolded: bool) -> tuple[str, ...]:
        """The premises of an argument, in lines: its comparisons, and the conclusions below it
        where they have no boxes of their own.
        """
        below = () if unfolded else argument.chain()[:-1]
        conclusions = [self.stated(other) for other in below if other.status == argument.status]
        statements = [
            statement for derivation in argument.derivations for statement in derivation.statements
        ]
        compared = [
            line
            for statement in statements
            if statement.status == argument.status
            for line in in_boxes(statement, self.words)
        ]
        lines = list(dict.fromkeys((*conclusions, *compared)))
        telling = [
            line for line in lines if not any(line.startswith(f"{other},") for other in lines)
        ]
        # of all that is not so, a little tells enough
        return self.listed(telling, MOST_DETAILS if argument.status != "false" or unfolded else 1)

    def support(self, argument: Argument) -> None:
        """The premises of an argument: facts, and conclusions that have the same truth value as it
        has.
        """
        head = argument.proposition
        for derivation in argument.derivations:
            for statement in () if self.compact else derivation.statements:
                self.fact(head, statement, support_of(derivation, (statement,)))
            alike = [one for one in derivation.premises if one.status == argument.status]
            others = [one for one in derivation.premises if one.proposition not in self.unchecked]
            shown = alike or ([] if derivation.statements else others)
            for premise in shown[:MOST_LISTED]:
                self.conclusion(premise)
                self.edge(premise.proposition, head, premise.status)
            more = [
                Statement(says=one.statement, status=one.status, proposition=one.proposition)
                for one in shown[MOST_LISTED:]
            ]
            if more:
                name = f"more {derivation.rule}"
                self.node(
                    name,
                    argument.status,
                    self.say("and_more", count=len(more)),
                    support=[support_of(derivation, more)],
                )
                self.edge(name, head)

    def conclusion(self, argument: Argument) -> None:
        """A conclusion, drawn once however often it is used; a ground as the ground it is."""
        if argument.proposition not in self.drawn:
            self.drawn.add(argument.proposition)
            self.proposition(argument, argument.status)
            # there, what is not so needs no tree of its own
            beside_a_verdict = bool(self.explanation.grounds)
            if not self.compact and (argument.status == "true" or not beside_a_verdict):
                self.support(argument)

    def fact(self, head: str, statement: Statement, support: Support) -> None:
        look = "unanswered" if statement.status == "unknown" else "fact"
        text = in_a_box(statement, self.words)
        name = f"fact {statement.says}"
        self.node(name, look, text, size=15, says=statement.says, support=[support])
        self.edge(name, head)

    def exception(self, item: ExceptionReport) -> None:
        """An exception that was claimed stands between the grounds that it lifts and the
        verdict.
        """
        name, holds = f"exception {item.id}", item.outcome == "holds"
        support = Support(
            entry=item.proposition,
            rules=item.rules,
            authority=item.authority,
            statements=item.statements,
        )
        look = "holds" if holds else "no relief"
        told = [line for one in item.statements for line in in_boxes(one, self.words)]
        told = list(dict.fromkeys(told)) if self.compact else []
        details = self.listed(told, MOST_CLAIMED if holds else MOST_DETAILS)
        self.node(
            name,
            look,
            self.words.statement(item.proposition, item.title),
            word=self.say(f"word_exception_{item.outcome.replace(' ', '_')}"),
            details=details,
            proposition=item.proposition,
            support=[support],
        )
        for statement in () if self.compact else item.statements:
            self.fact(name, statement, support.model_copy(update={"statements": (statement,)}))
        self.edge(*((name, "verdict") if holds else ("verdict", name)), look)

    def controls(self, state: ControlState) -> None:
        found = self.explanation.controls_in(state)
        if found:
            names = [
                self.words.control_name(control.id, short_name(control.id)) for control in found
            ]
            self.node(
                state,
                state,
                meaning(state, self.words),
                word=self.counted(f"{state}_controls", len(names)),
                items=self.listed(names, MOST_LISTED),
                support=[support_of_control(control, self.words) for control in found],
            )
            self.edge("verdict", state)

    def warnings(self, items: Sequence[FindingReport]) -> None:
        if len(items) > MOST_WARNINGS:
            rest = items[MOST_WARNINGS:]
            self.node(
                "more findings",
                "warning",
                self.say("and_more", count=len(rest)),
                word=WARNING,
                support=[support_of_finding(one, self.words) for one in rest],
            )
            self.edge("verdict", "more findings", "warning")
        for item in items[:MOST_WARNINGS]:
            name = f"finding {item.id}"
            title = self.words.statement(item.entry, item.title)
            due = item.due and self.say("due_by", title=title, day=item.due)
            self.node(
                name,
                "warning",
                due or f"{title} {item.figure_in(self.words)}".strip(),
                word=self.say(f"word_{item.told_as}"),
                proposition=item.entry,
                support=[support_of_finding(item)],
            )
            self.edge("verdict", name, "warning")
