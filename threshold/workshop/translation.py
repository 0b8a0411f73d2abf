"""What the page says, in one language.

What that language lacks is said in English, and a badge shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from explain.graph.graph import Drawing, Node
from knowledge.cases.use_case import CaseModel
from knowledge.conditions.wording import in_words
from knowledge.entries.kinds import Classification
from knowledge.languages.file import ENGLISH
from knowledge.languages.texts import Text, Texts

_WORD = re.compile(r"[^a-z]+")
_COUNT = re.compile(r"\d+")
_COUNTED = ("and_more", "moot_grounds")  # lines of a box that count what is not drawn
MOST_READ = 2  # attributes of one comparison that are told in a box
LONGEST_FACT = 70  # characters of a question, or of an answer, in a box


class Speech:
    """One language, ready to speak HTML (`say`, `question`, …) and plain text (`words`, `drawing`)."""

    def __init__(self, texts: Texts):
        self.texts, self.code, self.base = texts, texts.code, texts.base
        self._badge = Markup(' <abbr class="fallback" title="{}">EN</abbr>').format(
            texts.interface("only_english").text
        )

    def say(self, key: str, **values: object) -> Markup:
        """Words of the page, with values in place of their placeholders.

        Both escaped, unless a value is HTML already.
        """
        found = self.texts.interface(key)
        return self.shown(
            Text(
                str(
                    escape(found.text).format(
                        **{name: escape(value) for name, value in values.items()}
                    )
                ),
                found.missing,
            )
        )

    def words(self, key: str, **values: object) -> str:
        """The same as plain text, for titles and labels."""
        return self.texts.interface(key).text.format(**values)

    def shown(self, text: Text) -> Markup:
        """A text whose HTML is escaped already, with the badge where it is English for want of another."""
        return Markup(text.text) + (self._badge if text.missing else "")

    def told(self, text: Text) -> Markup:
        """A text as HTML."""
        return escape(text.text) + (self._badge if text.missing else "")

    def english(self, text: object) -> Markup:
        """A text that there is in English only."""
        return self.told(Text(str(text), self.code != ENGLISH))

    def question(self, attribute: str) -> Markup:
        """What is asked for an attribute."""
        return self.told(self.texts.question(attribute))

    def meaning(self, attribute: str) -> Markup:
        """What the question is about; may be empty."""
        return self.told(self.texts.meaning(attribute))

    def answer(self, attribute: str, value: Any) -> Markup:
        """A value of an attribute, in words."""
        return self.told(self._answer(attribute, value))

    def verdict(self, verdict: str) -> Markup:
        """A verdict, by its id."""
        return self.told(self.texts.verdict(verdict))

    def tier(self, tier: str) -> Markup:
        """A legal tier, by the last part of its name."""
        families = dict.fromkeys(
            answer.rpartition(".")[0]
            for entry in self.base.of_kind(Classification)
            for answer in entry.answers
        )
        return self.told(
            next(
                self.texts.statement(name)
                for family in families
                if (name := f"{family}.{tier}") in self.base.propositions
            )
        )

    def proposition(self, name: str) -> Markup:
        """A proposition where it holds."""
        return self.told(self.texts.statement(name))

    def drawing(self, drawn: Drawing, case: CaseModel) -> Drawing:
        """A decision graph in this language; boxes that are in English still say so."""
        if self.code == ENGLISH:
            return drawn
        stated = case.stated()
        nodes: dict[tuple[str, str, tuple[str, ...]], Node] = {}
        # node → the one that says the same: one fact that two rules compare is one box here
        same: dict[str, str] = {}
        for node in drawn.nodes:
            spoken = self._node(node, stated)
            same[node.id] = nodes.setdefault((spoken.look, spoken.text, spoken.items), spoken).id
        edges = {(same[edge.tail], same[edge.head]): edge for edge in reversed(drawn.edges)}
        return drawn.model_copy(
            update={
                "nodes": tuple(nodes.values()),
                "edges": tuple(
                    edge.model_copy(update={"tail": ends[0], "head": ends[1]})
                    for ends, edge in reversed(edges.items())
                ),
            }
        )

    def node(self, node: Node, case: CaseModel) -> str:
        """What a box of the graph says."""
        spoken = node if self.code == ENGLISH else self._node(node, case.stated())
        return f"{spoken.word}: {', '.join(spoken.items)}" if spoken.items else spoken.text

    def _answer(self, attribute: str, value: Any) -> Text:
        known = self.base.attributes[attribute]
        if value is None:
            return self.texts.interface("not_answered")
        if isinstance(value, bool):
            return self.texts.interface("yes" if value else "no")
        if known.type == "set":
            members = [self.texts.answer(attribute, one) for one in sorted(value)]
            return _joined(members, "; ") if members else self.texts.interface("none_of_them")
        if known.type == "enum":
            return self.texts.answer(attribute, value)
        return Text(value.isoformat() if isinstance(value, date) else in_words(value), False)

    def _node(self, node: Node, stated: dict[str, Any]) -> Node:
        text = self._text(node, stated)
        word = self._word(node.word)
        items, lacking = self._items(node)
        details, unsaid = self._details(node, stated)
        english = text.missing or lacking or unsaid
        marked = f"{word} · EN" if word else "EN"
        return node.model_copy(
            update={
                "text": text.text,
                "items": items,
                "details": details,
                "word": marked if english else word,
            }
        )

    def _fact(self, attribute: str, value: Any) -> Text:
        """What was stated, in few words: a meaning speaks for itself, a number needs its question, and so does what is open."""
        known = self.base.attributes[attribute]
        if value is None:
            return _cut(self.texts.question(attribute))
        if known.type == "bool":
            return _cut(self.texts.answer(attribute, value))
        if known.values and value:
            return _cut(self._answer(attribute, value))
        return _joined([_cut(self.texts.question(attribute)), self._answer(attribute, value)], " ")

    def _word(self, word: str) -> str:
        """A status, such as “MISSING CONTROLS: 6”."""
        if not word:
            return ""
        key = f"word_{_WORD.sub('_', word.lower()).strip('_')}"
        count = _COUNT.search(word)
        return self.texts.interface(key).text + (f": {count[0]}" if count else "")

    def _text(self, node: Node, stated: dict[str, Any]) -> Text:
        if node.look in ("fact", "unanswered"):
            reads = [
                name
                for support in node.support
                for one in support.statements
                for name in one.reads
                if name in self.base.attributes
            ]
            told = [self._fact(name, stated.get(name)) for name in dict.fromkeys(reads[:MOST_READ])]
            return _joined(told, "; ") if told else Text(node.text, True)
        if node.proposition.startswith("verdict."):
            return self._verdict(node)
        if node.items:
            return Text(node.text, False)  # the list is shown in its place
        known = self.base.propositions.get(node.proposition)
        if known and (whole := self._said(node.proposition, node.text)):
            return whole
        if known is None or not node.text.startswith(known.title):
            return Text(node.text, True)
        said = self.texts.statement(node.proposition)
        return Text(said.text + node.text.removeprefix(known.title), True)

    def _verdict(self, node: Node) -> Text:
        head, _, possible = node.text.partition(". Possible: ")
        titles = {
            entry.title: name
            for name, entry in self.base.propositions.items()
            if name.startswith("verdict.")
        }
        named = [
            self.texts.verdict(titles[title]) if title in titles else Text(title, True)
            for title in possible.split("; ")
            if title
        ]
        first = self.texts.verdict(titles[head]) if head in titles else Text(head, True)
        if not named:
            return first
        return _joined(
            [
                first,
                Text(
                    self.words("possible", verdicts=_joined(named, "; ").text),
                    any(one.missing for one in named),
                ),
            ],
            ". ",
        )

    def _items(self, node: Node) -> tuple[tuple[str, ...], bool]:
        """A list of controls; the last line may count the rest."""
        if not node.items:
            return (), False
        found: list[Text] = []
        for support in node.support[: len(node.items)]:
            kind, _, control = support.entry.partition(":")
            found.append(
                self.texts.control(control) if kind == "control" else Text(support.title, True)
            )
        more = len(node.support) - len(node.items) + 1
        if more > 1:
            found = [*found[:-1], Text(self.words("and_more", count=more), False)]
        return tuple(one.text for one in found), any(one.missing for one in found)

    def _details(self, node: Node, stated: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
        """What stands in smaller letters: two comparisons of one answer are told once."""
        lines = {
            one.text: one for detail in node.details for one in self._detail(detail, node, stated)
        }
        return tuple(lines), any(one.missing for one in lines.values())

    def _detail(self, detail: str, node: Node, stated: dict[str, Any]) -> list[Text]:
        """A line of them: a count, what was stated, or a conclusion."""
        count = _COUNT.search(detail)
        for key in _COUNTED if count else ():
            if count and detail == self.texts.english["interface", key].format(count=count[0]):
                return [Text(self.words(key, count=count[0]), self.texts.interface(key).missing)]
        compared = [
            one
            for support in node.support
            for one in support.statements
            if one.says.replace("_", " ") == detail
        ]
        reads = [name for one in compared for name in one.reads if name in self.base.attributes]
        if reads:
            return [self._fact(name, stated.get(name)) for name in dict.fromkeys(reads)]
        return [
            next(
                (said for name in self.base.propositions if (said := self._said(name, detail))),
                Text(detail, True),
            )
        ]

    def _said(self, name: str, text: str) -> Text | None:
        """A text that is the statement of a proposition, or of its negation.

        None if it is neither.
        """
        known = self.base.propositions[name]
        if text == known.title:
            return self.texts.statement(name)
        return (
            self.texts.negation(name)
            if text == known.otherwise and ("negations", name) in self.texts.english
            else None
        )


def _joined(texts: Iterable[Text], between: str) -> Text:
    """Texts as one, which is English where one of them is."""
    found = list(texts)
    return Text(between.join(one.text for one in found), any(one.missing for one in found))


def _cut(text: Text, longest: int = LONGEST_FACT) -> Text:
    return (
        text
        if len(text.text) <= longest
        else Text(f"{text.text[: longest - 1].rstrip()}…", text.missing)
    )
