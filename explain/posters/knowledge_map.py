"""The map of the knowledge base: what calls for production engineering, what lifts it and until
when, and the answers that follow.

Grounds stand together by what may lift them; everything is read from the packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graphviz import Digraph

from explain.graph.graph import node_id
from explain.posters.cards import Card, Ink, column, legend, poster
from explain.posters.knowledge_page import cited, link
from explain.posters.plain_condition import plain_condition
from knowledge.base import KnowledgeBase
from knowledge.entries.kinds import (
    Caution,
    Classification,
    Condition,
    Consequence,
    Contradiction,
    Control,
    Duty,
    Entry,
    ExceptionEntry,
    Ground,
    Misconception,
    Note,
    Parameter,
    Penalty,
    Relief,
    RuleEntry,
    Transition,
    Trigger,
    Verdict,
)
from knowledge.rules.meaning import lifted_by
from knowledge.rules.plain import Mode, family

TITLE = (
    "When does an AI project need production-grade engineering? What this knowledge base says of it"
)
A1 = {"size": "33.1,23.4!", "nodesep": "0.35", "ranksep": "1.2"}  # inches, landscape
FRAME = Ink("#FFFFFF", "#999999", border=1)
INKS = {
    "condition": Ink("#CFE6F5", "#0072B2"),
    "trigger": Ink("#E4DFF2", "#5B4A9E"),
    "exception": Ink("#D3EFE5", "#009E73", border=3),
    "end": Ink("#FFF1CC", "#B37700"),
    "verdict": Ink("#0072B2", "#003B5C", "#FFFFFF"),
    "law": Ink("#EFEFEF", "#333333"),
    "way": Ink("#F6F6E9", "#8A8A5C"),
    "threat": Ink("#FBE3D6", "#D55E00"),
    "belief": Ink("#FBEAF3", "#A8487F"),
}
MEANINGS = {
    "condition": "condition: a state that calls for production engineering",
    "trigger": "trigger: an event that calls for it, and for controls",
    "exception": "exception: lifts grounds where somebody claims it, and it holds",
    "end": "what ends an exception",
    "verdict": "verdict: the first that holds, from the top",
    "law": "answer of the law",
}
LINES: dict[str, dict[str, str]] = {
    "stands": {"penwidth": "5", "color": "#0072B2", "fontcolor": "#00507D"},
    "lifts": {"style": "dashed", "penwidth": "3", "color": "#009E73", "fontcolor": "#00664A"},
    "makes": {"penwidth": "2", "color": "#333333"},
}
ARROWS = {
    "a ground that stands is enough": ("━━▶", LINES["stands"]["color"]),
    "lifted by, and what then holds": ("╍╍▶", LINES["lifts"]["color"]),
    "brings it about": ("──▶", LINES["makes"]["color"]),
}
PANELS: tuple[tuple[str, str, tuple[type[Entry], ...]], ...] = (
    (
        "What threatens where production is required and controls are missing",
        "threat",
        (Consequence,),
    ),
    ("On the way from prototype to production", "way", (Transition,)),
    ("Beliefs that do not hold", "belief", (Misconception,)),
)
IN_THE_CHAIN: tuple[tuple[str, type[Entry]], ...] = (
    ("duties", Duty),
    ("reliefs", Relief),
    ("ceilings of fines", Penalty),
)
NOT_DRAWN: tuple[tuple[str, type[Entry]], ...] = (
    ("contradictions", Contradiction),
    ("cautions", Caution),
    ("notes", Note),
    ("controls (named where needed)", Control),
    ("figures", Parameter),
)


def knowledge_map(base: KnowledgeBase, day: date) -> Digraph:
    """The map in the DOT language, for a sheet of A1.

    Each card leads to its entry on the page of the knowledge base.
    """
    return _Map(base, day).drawn()


class _Map:
    def __init__(self, base: KnowledgeBase, day: date):
        self.base, self.day = base, day
        self.exceptions, self.verdicts = (
            base.of_kind(ExceptionEntry),
            base.verdicts,
        )
        self.graph = poster("knowledge", TITLE, **A1)
        self.answers = node_id("verdicts")
        self.groups: dict[tuple[str, ...], list[Ground]] = {}  # by what may lift them

    def drawn(self) -> Digraph:
        self.law()
        self.grounds()
        for exception in self.exceptions:
            self.exception(exception)
        self.ladder()
        self.panels()
        return self.graph

    def law(self) -> None:
        """The answers of the law's classification, and which grounds and verdicts they
        bring about.
        """
        for classification in self.base.of_kind(Classification):
            name = node_id(classification.key)
            cards = [
                self.card(self.base.entries[answer], "", INKS["law"], port=answer)
                for answer in classification.answers
            ]
            more = ", ".join(
                f"{len(self.base.of_kind(kind))} {told}" for told, kind in IN_THE_CHAIN
            )
            self.graph.node(
                name,
                label=column(
                    classification.title, cards, 30, FRAME, [f"With {more}: in the AI Act chain."]
                ),
            )
            for answer in classification.answers:
                for verdict in self.verdicts:
                    if self.reads(verdict, answer):
                        self.graph.edge(
                            f"{name}:{node_id(answer)}:e", self.place(verdict), **LINES["makes"]
                        )

    def grounds(self) -> None:
        """The grounds, together by what may lift them."""
        all_grounds: list[Entry] = [*self.base.of_kind(Ground)]
        lifted = {
            exception.proposition: lifted_by(exception, all_grounds)
            for exception in self.exceptions
        }
        for ground in self.base.of_kind(Ground):
            self.groups.setdefault(
                tuple(name for name, ids in lifted.items() if ground.id in ids), []
            ).append(ground)
        for lifters, grounds in self.groups.items():
            name = node_id(f"grounds {lifters}")
            told = (
                f"Grounds that {_some(len(lifters), len(lifted))} may lift"
                if lifters
                else "Grounds that nothing lifts"
            )
            cards = [
                self.card(
                    ground,
                    ground.kind,
                    INKS[ground.kind],
                    self.ground_lines(ground),
                    ground.proposition,
                )
                for ground in grounds
            ]
            self.graph.node(name, label=column(told, cards, 40, FRAME))
            for lifter in lifters:
                self.graph.edge(f"{name}:e", f"{node_id(lifter)}:w", **LINES["lifts"])
            for verdict in self.verdicts:
                if self.reads(verdict, family("standing"), Mode.IS):
                    self.graph.edge(f"{name}:e", self.place(verdict), **LINES["stands"])
            for classification in self.base.of_kind(Classification):
                for ground in grounds:
                    for answer in filter(
                        lambda answer: self.reads(ground, answer), classification.answers
                    ):
                        ends = (
                            f"{node_id(classification.key)}:{node_id(answer)}:e",
                            f"{name}:{node_id(ground.proposition)}:w",
                        )
                        self.graph.edge(*ends, **LINES["makes"])

    def ground_lines(self, ground: Ground) -> list[str]:
        if isinstance(ground, Trigger):
            return [f"needs: {_named(ground.requires)}"]
        return (
            [f"if not: {ground.otherwise}"]
            if isinstance(ground, Condition) and ground.otherwise
            else []
        )

    def exception(self, exception: ExceptionEntry) -> None:
        name = exception.proposition
        needs = [f"• {plain_condition(text, self.base, self.day)}" for text in exception.requires]
        ends_when = plain_condition(exception.ends_when, self.base, self.day)
        end = Card(ends_when, "ENDS WHEN", ink=INKS["end"], link=link(exception), small=True)
        claim = self.card(
            exception,
            exception.kind,
            Ink(INKS["exception"].fill, INKS["exception"].fill, border=0),
            needs,
        )
        self.graph.node(node_id(name), label=column("", [claim, end], 36, INKS["exception"]))
        for verdict in self.verdicts:
            if self.reads(verdict, name, Mode.ESTABLISHED):
                self.graph.edge(f"{node_id(name)}:e", self.place(verdict), **LINES["lifts"])

    def ladder(self) -> None:
        """The verdicts, one below the other."""
        cards = []
        for number, verdict in enumerate(self.verdicts, start=1):
            lines = [
                verdict.because,
                *([f"needs: {_named(verdict.requires)}"] if verdict.requires else []),
            ]
            word = f"{number}. {verdict.kind}" if number == 1 else f"else {number}. {verdict.kind}"
            cards.append(self.card(verdict, word, INKS["verdict"], lines, verdict.proposition))
        self.graph.node(
            self.answers, label=column("The answer: the first that holds", cards, 38, FRAME)
        )

    def panels(self) -> None:
        for word, look, kinds in PANELS:
            entries = [entry for entry in self.base.entries.values() if isinstance(entry, kinds)]
            self.graph.node(
                node_id(word),
                label=column(
                    word, [self.card(entry, "", None) for entry in entries], 56, INKS[look]
                ),
            )
            self.graph.edge(self.answers, node_id(word), style="invis")
        self.graph.node("legend", label=legend(MEANINGS, INKS, ARROWS, self.foot()))
        for lifters in list(self.groups)[-1:]:
            self.graph.edge(node_id(f"grounds {lifters}"), "legend", style="invis")

    def card(
        self, entry: Entry, word: str, ink: Ink | None, lines: Sequence[str] = (), port: str = ""
    ) -> Card:
        said = getattr(entry, "reality", "") or getattr(entry, "because", "")
        tooltip = " ".join(filter(None, (said, cited(self.base, entry))))
        return Card(
            entry.title,
            word.upper(),
            lines,
            ink,
            link(entry),
            tooltip,
            node_id(port) if port else "",
        )

    def foot(self) -> list[str]:
        rest = ", ".join(f"{told}: {len(self.base.of_kind(kind))}" for told, kind in NOT_DRAWN)
        return [
            f"Not drawn: {rest}. As of {self.day}, knowledge {self.base.version}. This is no legal"
            " advice."
        ]

    def place(self, verdict: Verdict) -> str:
        return f"{self.answers}:{node_id(verdict.proposition)}:w"

    def reads(self, entry: RuleEntry, proposition: str, mode: Mode | None = None) -> bool:
        """Whether a rule of the entry asks for a proposition to hold."""
        modes = (mode,) if mode else (Mode.IS, Mode.ESTABLISHED)
        rules = (
            self.base.rules[number] for number in self.base.rules_for.get(entry.proposition, ())
        )
        return any(
            literal.target == proposition and literal.mode in modes
            for rule in rules
            for literal in rule.body
        )


def _some(count: int, of: int) -> str:
    return "each exception" if count == of else f"{count} of {of} exceptions"


def _named(controls: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in controls)
