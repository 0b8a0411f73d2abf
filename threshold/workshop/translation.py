"""The texts of the page, in one language.

A text that the language lacks is said in English, and a badge shows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from engine.sourcing import named_as_asked
from explain.argue.explanation import Explanation
from explain.argue.outlook import Outlook
from explain.argue.outlook_layout import can_change, headline, tier_outlook
from explain.ask.timeline import DayOfChange, told_on
from explain.forms.forms import PAGE
from explain.forms.outline import Line
from explain.graph.graph import Drawing, Node
from knowledge.cases.files import described
from knowledge.cases.stories import told_in
from knowledge.entries import Attribute
from knowledge.faults import Fault, shorten
from knowledge.languages.codes import ENGLISH
from knowledge.languages.texts import Text, Texts
from knowledge.languages.texts import texts as texts_of
from knowledge.languages.told import fault_in
from knowledge.languages.words import MARK, Retellable, Words

_TAG = re.compile(r"<[^>]*>")
LONGEST_FAULT = 400  # characters of a fault on the page
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Speech:
    """One language, ready to speak HTML (`say`, `question`, …) and plain text (`words`,
    `drawing`).
    """

    def __init__(self, texts: Texts):
        self.texts, self.code, self.base = texts, texts.code, texts.base
        self.spoken = (
            Words(ENGLISH, base=texts.base) if texts.code == ENGLISH else Words(texts.code, texts)
        )
        self._empty = texts_of(ENGLISH, texts.base).interface("new_case").text
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
                        **{
                            name: escape(self.spoken.day(value) if type(value) is date else value)
                            for name, value in values.items()
                        }
                    )
                ),
                found.missing,
            )
        )

    def words(self, key: str, **values: object) -> str:
        """The same as plain text, for titles and labels."""
        return self.texts.interface(key).text.format(**values)

    def shown(self, text: Text) -> Markup:
        """A text as escaped HTML, with a badge where only English is available."""
        return Markup(text.text) + (self._badge if text.missing else "")

    def told(self, text: Text) -> Markup:
        """A text as HTML."""
        return escape(text.text) + (self._badge if text.missing else "")

    def english(self, text: object) -> Markup:
        """A text that there is in English only."""
        return self.told(Text(str(text), self.code != ENGLISH))

    def fault(self, fault: Exception) -> Markup:
        """The message of a fault, in the language where it can be told in it."""
        message = next(iter(fault.args), "")
        told = (
            fault_in(fault, self.spoken)
            if isinstance(fault, Fault)
            else message.said(self.spoken)
            if isinstance(message, Retellable)
            else None
        )
        if told is not None:
            whole = escape(shorten(told, LONGEST_FAULT))
            return Markup(str(whole).replace(f" ({MARK})", str(self._badge)))
        return self.english(shorten(str(fault), LONGEST_FAULT))

    def question(self, attribute: str, stated: Mapping[str, Any] = NOTHING) -> Markup:
        """The question about an attribute, of a case that states this."""
        return self.told(self.texts.question(named_as_asked(self.base, attribute, stated)))

    def meaning(self, attribute: str) -> Markup:
        """The meaning of the question; may be empty."""
        return self.told(self.texts.meaning(attribute))

    def unit(self, attribute: Attribute) -> Markup:
        """The unit of a number."""
        return escape(self.spoken.unit(attribute))

    def takes(self, attribute: Attribute) -> Markup:
        """The answers that an attribute without a list takes."""
        return escape(self.spoken.mark(described(attribute)))

    def answer(self, attribute: str, value: Any) -> Markup:
        """A value of an attribute, in words."""
        return self.told(self._answer(attribute, value))

    def verdict(self, verdict: str) -> Markup:
        """A verdict, by its id."""
        return self.told(self.texts.verdict(verdict))

    def tier(self, tier: str) -> Markup:
        """A legal tier, by the last part of its name."""
        answers = () if self.base.legal_tier is None else self.base.legal_tier.answers
        families = dict.fromkeys(answer.rpartition(".")[0] for answer in answers)
        return self.told(
            next(
                self.texts.statement(name)
                for family in families
                if (name := f"{family}.{tier}") in self.base.propositions
            )
        )

    def whether(self, name: str) -> Markup:
        """A proposition as something that is asked, whatever its truth."""
        return escape(self.spoken.whether(name, self.base.propositions[name].asked))

    def told_on(self, day: DayOfChange) -> tuple[tuple[str, ...], tuple[Line, ...]]:
        """Why a day changes something, and what, those first that decide the verdict."""
        return told_on(day, self.spoken)

    def held(self, explanation: Explanation) -> str:
        """How far the verdict holds: settled, so_far or open."""
        outlook = _outlook(explanation)
        return "settled" if outlook.settled else "so_far" if outlook.decided else "open"

    def headline(self, explanation: Explanation) -> Markup:
        """The verdict, with the reserve under which it holds."""
        title = self.spoken.statement(explanation.proposition, explanation.headline)
        return escape(headline(title, _outlook(explanation), self.spoken))

    def reserve(self, explanation: Explanation) -> Markup:
        """The verdicts that further answers can lead to."""
        return escape(can_change(_outlook(explanation), self.spoken))

    def ahead(self, explanation: Explanation) -> Markup:
        """The tiers that are still possible, and the tier once the thing is used."""
        return escape(self.spoken.listed(tier_outlook(_outlook(explanation), self.spoken)))

    def told_of(self, stated: Mapping[str, Any]) -> dict[str, str]:
        """The story of a case; the shipped ones have one in this language, the empty one a name."""
        told = told_in(stated, self.spoken)
        if told.get("name") == self._empty:
            told["name"] = self.words("new_case")
        return told

    def drawing(self, explanation: Explanation) -> Drawing:
        """A decision graph in this language; boxes that are in English still say so."""
        return self._named(explanation).drawing(language=self.spoken)

    def page(self, explanation: Explanation) -> str:
        """An assessment as a page in this language."""
        return str(PAGE(self._named(explanation), self.spoken))

    def _named(self, explanation: Explanation) -> Explanation:
        """The explanation of a case that is called as this language calls it."""
        name = self.told_of({"name": explanation.name})["name"]
        return explanation.model_copy(update={"name": name})

    def _answer(self, attribute: str, value: Any) -> Text:
        known = self.base.attributes[attribute]
        if value is None:
            return self.texts.interface("not_answered")
        if isinstance(value, bool):
            return self.texts.interface("yes" if value else "no")
        if known.type == "set":
            members = [self.texts.answer(attribute, one) for one in sorted(value)]
            return self._listed(members) if members else self.texts.interface("none_of_them")
        if known.type == "enum":
            return self.texts.answer(attribute, value)
        return Text(self.spoken.value(value), False)

    def _listed(self, texts: Sequence[Text]) -> Text:
        """Texts as one, which is English where one of them is."""
        told = self.spoken.listed(one.text for one in texts)
        return Text(told, any(one.missing for one in texts))


def plain(said: Markup) -> str:
    """The plain text of HTML; spaces that hold words together, as before a French "?", stay."""
    return Markup(_TAG.sub("", said)).unescape().strip()


def _outlook(explanation: Explanation) -> Outlook:
    assert explanation.outlook is not None, "a workshop proves what it shows"
    return explanation.outlook


def box_in_words(node: Node, words: Words) -> str:
    """The text of a box of the graph, on one line."""
    return words.titled(node.word, ", ".join(node.items)) if node.items else node.text


def preferred(speeches: Mapping[str, Speech], accepted: str) -> Speech:
    """The first language that a browser accepts, as its header says it; English where none is."""
    wanted = (one.partition(";")[0].strip()[:2].lower() for one in accepted[:200].split(","))
    code = next((code for code in wanted if code in speeches), ENGLISH)
    return speeches[code]
