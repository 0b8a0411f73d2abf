"""The map of the knowledge base: what calls for production engineering, what lifts it and until
when, and the answers that follow.

Grounds stand together by what may lift them; everything is read from the packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graphviz import Digraph

from explain.forms.spoken import entry_title
from explain.graph.graph import node_id
from explain.posters.cards import Card, Column, Ink, legend, poster
from explain.posters.knowledge_page import cited, link
from explain.posters.plain_condition import plain_condition
from knowledge.base import KnowledgeBase
from knowledge.entries import (
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
from knowledge.entries.derived_names import STANDING
from knowledge.languages.english import short_name
from knowledge.languages.words import Words
from knowledge.rules.plain import family
from knowledge.truth import Mode

# inches, landscape; the ratio is that of the boxes: with title and margins it is that of the sheet
A1 = {"size": "33.1,23.4!", "ratio": "0.66", "nodesep": "0.35", "ranksep": "1.2"}
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
MEANINGS = ("condition", "trigger", "exception", "end", "verdict", "law")
LINES: dict[str, dict[str, str]] = {
    "stands": {"penwidth": "5", "color": "#0072B2", "fontcolor": "#00507D"},
    "lifts": {"style": "dashed", "penwidth": "3", "color": "#009E73", "fontcolor": "#00664A"},
    "makes": {"penwidth": "2", "color": "#333333"},
}
ARROWS = {"stands": "━━▶", "lifts": "╍╍▶", "makes": "──▶"}
PANELS: tuple[tuple[str, str, tuple[type[Entry], ...]], ...] = (
    ("map_threat", "threat", (Consequence,)),
    ("map_way", "way", (Transition,)),
    ("map_belief", "belief", (Misconception,)),
)
IN_THE_CHAIN: tuple[tuple[str, type[Entry]], ...] = (
    ("map_duties", Duty),
    ("map_reliefs", Relief),
    ("map_penalties", Penalty),
)
NOT_DRAWN: tuple[tuple[str, type[Entry]], ...] = (
    ("map_contradictions", Contradiction),
    ("map_cautions", Caution),
    ("map_notes", Note),
    ("map_controls", Control),
    ("map_figures", Parameter),
)


def knowledge_map(base: KnowledgeBase, day: date, words: Words | None = None) -> Digraph:
    """The map in the DOT language, for a sheet of A1, in a language (English).

    Each card leads to its entry on the page of the knowledge base.
    """
    return _Map(base, day, Words.of(words)).drawn()


def map_columns(base: KnowledgeBase, day: date, words: Words | None = None) -> list[Column]:
    """The columns of the map, one by one, for forms that show one after another."""
    made = _Map(base, day, Words.of(words))
    made.drawn()
    return made.columns


class _Map:
    def __init__(self, base: KnowledgeBase, day: date, words: Words):
        self.base, self.day, self.words, self.say = base, day, words, words.say
        self.exceptions, self.verdicts = (
            base.of_kind(ExceptionEntry),
            base.verdicts,
        )
        self.graph = poster("knowledge", self.say("map_title"), **A1)
        self.answers = node_id("verdicts")
        self.columns: list[Column] = []
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
                for answer in classification.tried
            ]
            more = ", ".join(
                f"{len(self.base.of_kind(kind))} {self.say(told)}" for told, kind in IN_THE_CHAIN
            )
            foot = [self.say("map_in_the_chain", more=more)]
            title = entry_title(classification, self.words)
            self.place_column(name, 30, Column(title, tuple(cards), FRAME, tuple(foot)))
            for answer in classification.tried:
                for verdict in self.verdicts:
                    if self.reads(verdict, answer):
                        self.graph.edge(
                            f"{name}:{node_id(answer)}:e", self.place(verdict), **LINES["makes"]
                        )

    def grounds(self) -> None:
        """The grounds, together by what may lift them."""
        all_grounds: list[Entry] = [*self.base.of_kind(Ground)]
        lifted = {
            exception.proposition: exception.lifted_grounds(all_grounds)
            for exception in self.exceptions
        }
        for ground in self.base.of_kind(Ground):
            self.groups.setdefault(
                tuple(name for name, ids in lifted.items() if ground.id in ids), []
            ).append(ground)
        for lifters, grounds in self.groups.items():
            name = node_id(f"grounds {lifters}")
            told = self.say(
                "map_not_lifted"
                if not lifters
                else "map_lifted_by_each"
                if len(lifters) == len(lifted)
                else "map_lifted_by_some",
                count=len(lifters),
                of=len(lifted),
            )
            cards = [
                self.card(
                    ground,
                    self.say(f"kind_{ground.kind}"),
                    INKS[ground.kind],
                    self.ground_lines(ground),
                    ground.proposition,
                )
                for ground in grounds
            ]
            self.place_column(name, 40, Column(told, tuple(cards), FRAME))
            for lifter in lifters:
                self.graph.edge(f"{name}:e", f"{node_id(lifter)}:w", **LINES["lifts"])
            for verdict in self.verdicts:
                if self.reads(verdict, family(STANDING), Mode.IS):
                    self.graph.edge(f"{name}:e", self.place(verdict), **LINES["stands"])
            for classification in self.base.of_kind(Classification):
                for ground in grounds:
                    for answer in filter(
                        lambda answer: self.reads(ground, answer), classification.tried
                    ):
                        ends = (
                            f"{node_id(classification.key)}:{node_id(answer)}:e",
                            f"{name}:{node_id(ground.proposition)}:w",
                        )
                        self.graph.edge(*ends, **LINES["makes"])

    def ground_lines(self, ground: Ground) -> list[str]:
        if isinstance(ground, Trigger):
            return [self.say("map_needs", controls=self.named(ground.requires))]
        if not (isinstance(ground, Condition) and ground.otherwise):
            return []
        otherwise = self.words.statement(ground.proposition, ground.otherwise)
        return [self.say("map_if_not", statement=otherwise)]

    def exception(self, exception: ExceptionEntry) -> None:
        name = exception.proposition
        needs = [f"• {self.condition(text)}" for text in exception.requires]
        word = self.say("map_ends_when").upper()
        end = Card(
            self.condition(exception.ends_when),
            word,
            ink=INKS["end"],
            link=link(exception),
            small=True,
        )
        claim = self.card(
            exception,
            self.say(f"kind_{exception.kind}"),
            Ink(INKS["exception"].fill, INKS["exception"].fill, border=0),
            needs,
        )
        self.place_column(node_id(name), 36, Column("", (claim, end), INKS["exception"]))
        for verdict in self.verdicts:
            if self.reads(verdict, name, Mode.ESTABLISHED):
                self.graph.edge(f"{node_id(name)}:e", self.place(verdict), **LINES["lifts"])

    def ladder(self) -> None:
        """The verdicts, one below the other."""
        cards = []
        for number, verdict in enumerate(self.verdicts, start=1):
            lines = [self.words.explaining(verdict.key, "because", verdict.because)]
            if verdict.requires:
                lines.append(self.say("map_needs", controls=self.named(verdict.requires)))
            word = f"{number}. {self.say('kind_verdict')}"
            if number > 1:
                word = self.say("map_else", text=word)
            cards.append(self.card(verdict, word, INKS["verdict"], lines, verdict.proposition))
        self.place_column(self.answers, 38, Column(self.say("map_answer"), tuple(cards), FRAME))

    def panels(self) -> None:
        for word, look, kinds in PANELS:
            entries = [entry for entry in self.base.entries.values() if isinstance(entry, kinds)]
            name = node_id(Words.of(None).say(word))  # the same in every language
            cards = [self.card(entry, "", None) for entry in entries]
            self.place_column(name, 56, Column(self.say(word), tuple(cards), INKS[look]))
            self.graph.edge(self.answers, name, style="invis")
        self.graph.node("legend", label=self.legend())
        for lifters in list(self.groups)[-1:]:
            self.graph.edge(node_id(f"grounds {lifters}"), "legend", style="invis")

    def place_column(self, name: str, width: int, made: Column) -> None:
        self.columns.append(made)
        self.graph.node(name, label=made.label(width))

    def card(
        self, entry: Entry, word: str, ink: Ink | None, lines: Sequence[str] = (), port: str = ""
    ) -> Card:
        field = "reality" if getattr(entry, "reality", "") else "because"
        said = self.words.explaining(entry.key, field, getattr(entry, field, ""))
        tooltip = " ".join(filter(None, (said, cited(self.base, entry, self.words))))
        return Card(
            entry_title(entry, self.words),
            word.upper(),
            lines,
            ink,
            link(entry),
            tooltip,
            node_id(port) if port else "",
        )

    def legend(self) -> str:
        """The meanings of the colours and the arrows, and the kinds that are not drawn."""
        rest = ", ".join(
            self.words.titled(self.say(told), str(len(self.base.of_kind(kind))))
            for told, kind in NOT_DRAWN
        )
        foot = self.say("map_foot", rest=rest, day=self.day, version=self.base.version)
        meanings = {look: self.say(f"map_means_{look}") for look in MEANINGS}
        arrows = {
            self.say(f"map_arrow_{line}"): (drawn, LINES[line]["color"])
            for line, drawn in ARROWS.items()
        }
        return legend(meanings, INKS, arrows, [f"{foot} {self.say('no_legal_advice')}"])

    def condition(self, text: str) -> str:
        return plain_condition(text, self.base, self.day, self.words)

    def named(self, controls: Iterable[str]) -> str:
        return ", ".join(self.words.control_name(name, short_name(name)) for name in controls)

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
