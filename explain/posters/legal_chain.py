"""The chain of the law as a poster: does it reach the use, which answer comes first, what makes it
so, and who owes what from when.

Read from the knowledge base: the classification's answers, the rules that lead to them, reliefs,
duties by schedule and role.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from graphviz import Digraph

from explain.forms.spoken import entry_title, titled_work
from explain.graph.graph import node_id
from explain.posters.cards import Card, Column, Ink, legend, poster
from explain.posters.knowledge_page import cited, link
from explain.posters.premises import Premises
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Param, Test, terms_of
from knowledge.entries import Classification, Define, Duty, Entry, Parameter, Relief, Schedule, Work
from knowledge.entries.derived_names import last_of
from knowledge.languages.clauses import clauses
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words

FRAME = Ink("#FFFFFF", "#999999", border=1)
REACH = Ink("#CFE6F5", "#0072B2")
SPARED = Ink("#D3EFE5", "#009E73")
REASON = Ink("#FFFFFF", "#0072B2", border=1)
OWED = Ink("#FFF1CC", "#B37700")
SEVERITY = (
    Ink("#F4B9A0", "#D55E00", border=3),
    Ink("#FBE3D6", "#D55E00"),
    Ink("#FFF1CC", "#B37700"),
    Ink("#EFEFEF", "#777777"),
)
LINES: dict[str, dict[str, str]] = {
    "makes": {"penwidth": "2.5", "color": "#0072B2"},
    "owes": {"penwidth": "2.5", "color": "#B37700"},
    "else": {"penwidth": "2", "color": "#777777", "style": "dashed"},
}
INKS = {"reach": REACH, "spared": SPARED, "reason": REASON, "owed": OWED, "answer": SEVERITY[0]}
MEANINGS = ("reach", "spared", "reason", "answer", "owed")
ARROWS = {"makes": "──▶", "owes": "──▶", "else": "╌╌▶"}
TODAY = Attr("today")
MOST_TOLD = 5  # reasons with a card each; more are named in one


def legal_chain(
    base: KnowledgeBase, classification: Classification, day: date, words: Words | None = None
) -> Digraph:
    """The chain in the DOT language, in a language (English).

    Each card leads to its entry on the page of the knowledge base.
    """
    return _Chain(base, classification, day, Words.of(words)).drawn()


def chain_columns(
    base: KnowledgeBase, classification: Classification, day: date, words: Words | None = None
) -> list[Column]:
    """The columns of the chain, one by one, for forms that show one after another."""
    made = _Chain(base, classification, day, Words.of(words))
    made.drawn()
    return made.columns


class _Chain:
    def __init__(
        self, base: KnowledgeBase, classification: Classification, day: date, words: Words
    ):
        self.base, self.classification, self.day = base, classification, day
        self.words, self.say = words, words.say
        self.title = entry_title(classification, words)
        self.premises = Premises(base)
        self.places: dict[str, str] = {}  # proposition → where it is drawn
        self.columns: list[Column] = []
        self.heads: dict[str, str] = {}  # place → what the duties that rest on it are about
        self.graph = poster(
            "chain",
            self.say("chain_title", title=self.title, day=day),
            ranksep="0.9",
            nodesep="0.3",
        )

    def drawn(self) -> Digraph:
        gates = self.gates()
        for gate in gates:
            self.gate(gate)
        self.ladder(gates)
        below = [
            name for answer in self.classification.tried if (name := self.reasons(answer, gates))
        ]
        # in the order of the answers
        with self.graph.subgraph(graph_attr={"rank": "same"}) as level:
            for upper, lower in pairwise(below):
                level.edge(node_id(upper), node_id(lower), style="invis")
        self.duties()
        meanings = {look: self.say(f"chain_means_{look}") for look in MEANINGS}
        arrows = {
            self.say(f"chain_arrow_{line}"): (drawn, LINES[line]["color"])
            for line, drawn in ARROWS.items()
        }
        foot = f"{self.say('chain_foot', version=self.base.version)} {self.say('no_legal_advice')}"
        self.graph.node("legend", label=legend(meanings, INKS, arrows, [foot]))
        return self.graph

    def gates(self) -> list[str]:
        """The premises that several answers share, asked first: that the law reaches the use at
        all.
        """
        asked = [
            name
            for answer in self.classification.tried
            for name in dict.fromkeys(self.premises.wanted(answer))
        ]
        return [
            name
            for name in dict.fromkeys(asked)
            if asked.count(name) > 1 and name in self.base.entries
        ]

    def gate(self, gate: str) -> None:
        spared = [
            self.card(self.base.entries[name], SPARED)
            for name in self.premises.unwanted(gate)
            if name in self.base.entries
        ]
        entry = self.base.entries[gate]
        cards = [
            self.card(entry, REACH, lines=[self.because(entry)]),
            Card(self.say("chain_unless_one")),
            *spared,
        ]
        self.node(gate, 34, Column("", tuple(cards), FRAME), [gate])

    def ladder(self, gates: list[str]) -> None:
        """The answers, one below the other: the first that holds counts."""
        inks = [*SEVERITY, *[SEVERITY[-1]] * len(self.classification.tried)]
        name = self.classification.key
        cards = []
        for number, (answer, ink) in enumerate(
            zip(self.classification.tried, inks, strict=False), start=1
        ):
            entry = self.base.entries[answer]
            word = f"{number}." if number == 1 else self.say("map_else", text=f"{number}.")
            cards.append(self.card(entry, ink, word, [self.because(entry)], answer))
        heading = self.words.titled(self.title, self.say("chain_first_that_holds"))
        self.node(name, 30, Column(heading, tuple(cards), FRAME), [])
        for answer in self.classification.tried:
            self.places[answer] = f"{node_id(name)}:{node_id(answer)}"
            for gate in gates:
                if gate in self.premises.unwanted(answer):
                    self.graph.edge(self.places[gate], f"{self.places[answer]}:w", **LINES["else"])

    def reasons(self, answer: str, gates: list[str]) -> str:
        """The reasons that make an answer so: any one of these.

        Returns the name of what was drawn, if anything was.
        """
        found = [
            name
            for name in self.premises.wanted(answer)
            if name not in gates and name in self.base.entries
        ]
        found = [name for name in found if name not in self.classification.tried]
        if not found:
            return ""
        name = f"reasons {answer}"
        if len(found) > MOST_TOLD:
            cards = self.many(found)
        else:
            cards = [card for one in found for card in self.reason(one, node_id(name))]
        about = entry_title(self.base.entries[answer], self.words)
        self.node(name, 68, Column("", tuple(cards), FRAME, about=about), found)
        self.heads[self.places[name]] = self.say("chain_duties", title=about)
        self.graph.edge(f"{self.places[name]}:e", f"{self.places[answer]}:w", **LINES["makes"])
        for gate in gates:
            self.graph.edge(f"{self.places[gate]}:e", f"{self.places[name]}:w", **LINES["makes"])
        return name

    def many(self, found: list[str]) -> list[Card]:
        """Reasons too many for a card each, by the day from which they count."""
        by_day: dict[str, list[str]] = {}
        for name in found:
            by_day.setdefault(self.counts_from(name), []).append(name)
        return [
            Card(
                self._named(names),
                f"{self.say('chain_any_of_these', count=len(names))}{day}".upper(),
                ink=REASON,
                link=link(self.base.entries[names[0]]),
            )
            for day, names in by_day.items()
        ]

    def counts_from(self, name: str) -> str:
        """From which day a reason counts, where its rules compare the day asked with a date of the
        law.
        """
        bodies = (self.base.rules[number].body for number in self.base.rules_for.get(name, ()))
        tests = [
            literal.target
            for body in bodies
            for literal in body
            if isinstance(literal.target, Test)
        ]
        dates = {
            term.name
            for test in tests
            if TODAY in terms_of(test)
            for term in terms_of(test)
            if isinstance(term, Param)
        }
        return "".join(
            self.say("chain_from", day=self.base.parameters[parameter].on(self.day).value)
            for parameter in sorted(dates)
        )

    def reason(self, name: str, node: str) -> Iterable[Card]:
        """A reason, with the names of its own reasons in a line.

        What spares the use stands below it.
        """
        entry = self.base.entries[name]
        below = [other for other in self.premises.wanted(name) if other in self.base.entries]
        lines = []
        if below:
            named = self._named(below)
            lines.append(self.say("chain_any_of", count=len(below), named=named))
        yield self.card(entry, REASON, lines=lines, port=name)
        for relief in self.premises.unwanted(name):
            if isinstance(self.base.entries.get(relief), Relief):
                told = self.base.entries[relief]
                yield self.card(
                    told, SPARED, self.say("chain_unless"), [self.because(told)], relief
                )
                self.places[relief] = f"{node}:{node_id(relief)}"

    def duties(self) -> None:
        """The duties by role, with the days from which they bind, beside the box they rest on."""
        by_source: dict[str, list[Card]] = {}
        for schedule in self.base.of_kind(Schedule):
            duties = [duty for duty in self.base.of_kind(Duty) if duty.binding == schedule.id]
            roles: dict[str, list[Duty]] = {}
            for duty in duties:
                roles.setdefault(duty.role, []).append(duty)
            if duties:
                cards = by_source.setdefault(self.source(duties), [])
                cards += [self.owed(role, owed) for role, owed in roles.items()]
                cards += [Card(day, small=True) for day in self.days(schedule)]
        for source, cards in by_source.items():
            name = f"duties {source}"
            self.node(name, 84, Column("", tuple(cards), FRAME, about=self.about(source)), [])
            self.graph.edge(source, f"{node_id(name)}:w", **LINES["owes"])
            self.graph.edge(node_id(self.classification.key), node_id(name), style="invis")

    def about(self, place: str) -> str:
        """The subject of the duties that rest on the boxes of a place."""
        return next((told for at, told in self.heads.items() if place == f"{at}:e"), "")

    def owed(self, role: str, duties: list[Duty]) -> Card:
        articles = dict.fromkeys(duty.article.removeprefix("Art. ") for duty in duties)
        told = self.words.listed(
            self.words.titled(self.words.article(duty.article), entry_title(duty, self.words))
            for duty in duties
        )
        several = all(duty.article.startswith("Art. ") for duty in duties) and len(duties) > 2
        title = f"Art. {', '.join(articles)}" if several else told
        return Card(
            title,
            self.say("chain_owes", role=self.words.role(role)).upper(),
            ink=OWED,
            link=link(duties[0]),
            tooltip=told,
            small=True,
        )

    def days(self, schedule: Schedule) -> list[str]:
        """The days from which a schedule binds, as the law stands on the day of the poster."""
        told = []
        for start in schedule.starts:
            parameter = self.base.parameters[start.from_]
            value = parameter.on(self.day)
            day = self.say("from_day", day=value.value)
            if value.certainty != "certain":
                certainty = self.say(f"certainty_{value.certainty}")
                day = self.say("chain_certainty", day=day, certainty=certainty)
            told.append(self.words.titled(day, self._titled(parameter)))
        return sorted(told)

    def _titled(self, parameter: Parameter) -> str:
        return self.words.explaining(parameter.key, "title", parameter.title)

    def source(self, duties: list[Duty]) -> str:
        """The place of what most duties of a schedule rest on.

        What stands beside the answers gets a place of its own.
        """
        if duties[0].law != self.classification.source[0].work:
            return f"{self.other_law(duties[0].law)}:e"
        found = [self.premises.nearest(duty.proposition, self.places) for duty in duties]
        name = max(dict.fromkeys(found), key=found.count)
        if not name:
            name = next(
                name
                for duty in duties
                for name in self.premises.wanted(duty.proposition)
                if name in self.base.entries
            )
            cards = [Card(self.say("chain_whatever")), self.card(self.base.entries[name], REASON)]
            about = self.say("chain_whatever")
            self.node(name, 34, Column("", tuple(cards), FRAME, about=about), [])
            self.heads[self.places[name]] = about
        return f"{self.places[name]}:e"

    def other_law(self, law: str) -> str:
        """The place of a law beside the one of the answers, with what makes it a ground."""
        name = f"law {law}"
        if name not in self.places:
            work = next(one for one in self.base.of_kind(Work) if one.id == law)
            grounds = [entry for entry in self.base.of_kind(Define) if entry.ground_of == law]
            about = titled_work(work, self.words)
            cards = [
                Card(about),
                *(self.card(entry, REASON) for entry in grounds),
            ]
            self.node(name, 34, Column("", tuple(cards), FRAME, about=about), [])
            self.heads[self.places[name]] = about
        return self.places[name]

    def node(self, name: str, width: int, made: Column, places: Iterable[str]) -> None:
        self.columns.append(made)
        self.graph.node(node_id(name), label=made.label(width))
        self.places[name] = node_id(name)
        for place in places:
            self.places.setdefault(place, node_id(name))

    def card(
        self, entry: Entry, ink: Ink, word: str = "", lines: Iterable[str] = (), port: str = ""
    ) -> Card:
        tooltip = " ".join(filter(None, (self.because(entry), cited(self.base, entry, self.words))))
        told = [line for line in lines if line]
        return Card(
            entry_title(entry, self.words),
            word.upper(),
            told,
            ink,
            link(entry),
            tooltip,
            node_id(port) if port else "",
        )

    def because(self, entry: Entry) -> str:
        """The reason why an entry holds; in English, and marked in other languages."""
        return self.words.explaining(entry.key, "because", getattr(entry, "because", ""))

    def _named(self, propositions: Iterable[str]) -> str:
        """Conclusions in a few words: in English by their names, else by what they state."""
        if self.words.code == ENGLISH:
            return ", ".join(last_of(name).replace("_", " ") for name in propositions)
        known = self.base.propositions
        titles = (self.words.statement(name, known[name].title) for name in propositions)
        return clauses(titles, self.words, behind_colon=False)
