"""From an explanation to its decision graph: which boxes and arrows a room needs, and what stands behind each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.argument import Argument, Derivation, Statement
from explain.explanation import ControlReport, ControlState, ExceptionReport, Explanation, FindingReport, GroundReport
from explain.render.drawing import Drawing, Support
from explain.render.looks import MEANINGS, WORDS
from explain.render.sketch import Sketch

MOST_WARNINGS = 4
MOST_LISTED = 6  # of a kind in one place; the rest is counted
WARNINGS = ("consequence", "contradiction", "caution")


def compose(explanation: Explanation) -> Drawing:
    """The decision graph of an explanation."""
    return _Composition(explanation).drawing()


class _Composition(Sketch):
    def __init__(self, explanation: Explanation):
        super().__init__()
        self.explanation = explanation
        self.drawn = {ground.argument.proposition for ground in explanation.grounds}

    def drawing(self) -> Drawing:
        goal = "verdict" if self.explanation.grounds else self.explanation.argument.proposition
        if self.explanation.grounds:
            self.verdict()
        else:
            self.conclusion(self.explanation.argument)
        return self.finished(f"{self.explanation.name}, as of {self.explanation.on}", goal)

    def verdict(self) -> None:
        explanation = self.explanation
        settled = not explanation.candidates
        text = explanation.headline if settled else f"{explanation.headline}. Possible: {'; '.join(explanation.candidates)}"
        self.node(
            "verdict",
            "verdict" if settled else "verdict open",
            text,
            width=20,
            word="VERDICT",
            size=20,
            proposition=explanation.proposition,
            support=_supports(explanation.argument.derivations),
        )
        decided = any(ground.status in ("stands", "lifted") for ground in explanation.grounds)
        for ground in explanation.grounds:
            if ground.status != "open" or not (settled and decided):
                self.ground(ground)
            else:
                self.drawn.discard(ground.argument.proposition)
        for item in explanation.exceptions:
            self.exception(item)
        self.controls("missing")
        self.controls("unconfirmed")
        self.warnings([item for kind in WARNINGS for item in explanation.findings_of(kind)])

    def ground(self, ground: GroundReport) -> None:
        self.proposition(ground.argument, ground.status)
        self.support(ground.argument)
        if ground.status == "lifted":
            for item in self.explanation.exceptions:
                if item.title in ground.lifted_by:
                    self.edge(ground.argument.proposition, f"exception {item.id}", "lifted", "lifted by")
        else:
            self.edge(ground.argument.proposition, "verdict", ground.status)

    def proposition(self, argument: Argument, look: str) -> None:
        self.node(
            argument.proposition,
            look,
            argument.statement,
            word=WORDS.get(look, ""),
            proposition=argument.proposition,
            support=_supports(argument.derivations),
        )

    def support(self, argument: Argument) -> None:
        """What an argument rests on: facts, and conclusions that have the same truth value as it has."""
        for derivation in argument.derivations:
            for statement in derivation.statements:
                self.fact(argument.proposition, statement, _support(derivation, (statement,)))
            alike = [premise for premise in derivation.premises if premise.status == argument.status]
            shown = alike or ([] if derivation.statements else list(derivation.premises))
            for premise in shown[:MOST_LISTED]:
                self.conclusion(premise)
                self.edge(premise.proposition, argument.proposition, premise.status)
            more = [Statement(says=premise.statement, status=premise.status) for premise in shown[MOST_LISTED:]]
            if more:
                name = f"more {derivation.rule}"
                self.node(name, argument.status, f"and {len(more)} more", support=[_support(derivation, more)])
                self.edge(name, argument.proposition)

    def conclusion(self, argument: Argument) -> None:
        """A conclusion, drawn once however often it is used; a ground is drawn as the ground it is."""
        if argument.proposition not in self.drawn:
            self.drawn.add(argument.proposition)
            self.proposition(argument, argument.status)
            if argument.status == "true" or not self.explanation.grounds:  # beside a verdict, what is not so needs no tree of its own
                self.support(argument)

    def fact(self, head: str, statement: Statement, support: Support) -> None:
        look = "unanswered" if statement.status == "unknown" else "fact"
        text = statement.says.replace("_", " ").replace("controls.", "")
        name = f"fact {statement.says}"
        self.node(name, look, text, width=28, size=14, says=statement.says, support=[support])
        self.edge(name, head)

    def exception(self, item: ExceptionReport) -> None:
        """An exception that was claimed stands between the grounds that it lifts and the verdict."""
        name, holds = f"exception {item.id}", item.outcome == "holds"
        support = Support(entry=f"exception.{item.id}", rules=item.rules, authority=item.authority, statements=item.statements)
        word = f"EXCEPTION {item.outcome.upper()}"
        look = "holds" if holds else "no relief"
        self.node(name, look, item.title, width=24, word=word, size=14, proposition=f"exception.{item.id}", support=[support])
        for statement in item.statements:
            self.fact(name, statement, support.model_copy(update={"statements": (statement,)}))
        self.edge(name, "verdict", look)

    def controls(self, state: ControlState) -> None:
        found = self.explanation.controls_in(state)
        if found:
            names = [control.id.replace("_", " ") for control in found]
            more = [f"and {len(names) - MOST_LISTED} more"] if len(names) > MOST_LISTED else []
            word = f"{state.upper()} CONTROLS: {len(names)}"
            items = (*names[:MOST_LISTED], *more)
            self.node(state, state, MEANINGS[state], word=word, items=items, size=14, support=[_required(control) for control in found])
            self.edge("verdict", state)

    def warnings(self, items: Sequence[FindingReport]) -> None:
        if len(items) > MOST_WARNINGS:
            rest = items[MOST_WARNINGS:]
            behind = [_found(item, item.title) for item in rest]
            self.node("more findings", "warning", f"and {len(rest)} more", width=24, word="!", size=14, support=behind)
            self.edge("verdict", "more findings", "warning")
        for item in items[:MOST_WARNINGS]:
            name, text = f"finding {item.id}", f"{item.title} {item.figure}".strip()
            word = f"! {item.kind.upper()}"
            self.node(name, "warning", text, width=24, word=word, size=14, proposition=item.entry, support=[_found(item)])
            self.edge("verdict", name, "warning")


def _support(derivation: Derivation, statements: Iterable[Statement]) -> Support:
    return Support(entry=derivation.entry, rules=(derivation.rule,), authority=derivation.authority, statements=tuple(statements))


def _supports(derivations: Iterable[Derivation]) -> list[Support]:
    """What speaks for a proposition, with the conclusions among it."""
    return [_support(one, (*one.statements, *(Statement(says=p.statement, status=p.status) for p in one.premises))) for one in derivations]


def _required(control: ControlReport) -> Support:
    reasons = tuple(Statement(says=f"{reason.title} {' '.join(reason.citations)}", status="true") for reason in control.reasons)
    return Support(entry=f"control:{control.id}", title=f"{control.id.replace('_', ' ')}: {control.title}", statements=reasons)


def _found(item: FindingReport, title: str = "") -> Support:
    return Support(entry=item.entry, rules=item.rules, title=title, authority=item.authority, statements=item.statements)
