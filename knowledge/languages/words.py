"""Sentences in one language, made of data: what a form says, and the statements of a knowledge
base.

Data carries its English. A text of another language is used where it translates just that English;
else the English is said, and marked, so that what a pack of one's own says is never mistranslated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from knowledge import compiled
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.conditions.wording import PARTS, Phrase, in_words, keys_of, spoken
from knowledge.entries.derived_names import binds, of_vendor
from knowledge.languages.citations import Naming, citations_in, named_in, naming_of
from knowledge.languages.codes import ENGLISH, given_code
from knowledge.languages.counting import counted
from knowledge.languages.rows import said_of_row, title_of_row
from knowledge.languages.written_dates import day_as_written
from knowledge.sentence import BORROWED, SENTENCES

if TYPE_CHECKING:
    # at run time they are imported where a file of a language is read: English is at hand
    from knowledge.entries import Attribute, Parameter
    from knowledge.entries.yaml_source import Keys
    from knowledge.languages.texts import Text, Texts

LONGEST = 70  # characters of a question, or of an answer, in a box
MARK = "EN"  # stands behind what is said in English for want of a translation


@runtime_checkable
class Retellable(Protocol):
    """A sentence in English that every language can say anew (`knowledge.languages.told`)."""

    def said(self, words: Words, /) -> str:
        """It in a language."""


class Words:
    """One language, ready to speak plain text."""

    def __init__(self, code: str, known: Texts | None = None, base: KnowledgeBase | None = None):
        """`known`: the texts of the language; English needs none. `base`: what English speaks of,
        the shipped knowledge base by default.
        """
        self.code, self._texts, self._base = code, known, base
        self._facts = known  # the texts of facts; of English, read where a fact is told
        self._english = _forms(ENGLISH)
        self._own = self._english if known is None else _forms(code)

    @classmethod
    def of(cls, language: Words | str | None, base: KnowledgeBase | None = None) -> Words:
        """The words of a language, by its code (English where none is given).

        `base`: the knowledge base that is spoken of, the shipped one by default. Raises
        `UnknownName` with the nearest code where there is none.
        """
        if isinstance(language, Words):
            return language
        if language in (None, ENGLISH):
            return _english() if base is None else Words(ENGLISH, base=base)
        code = given_code(language)
        return _shipped(code) if base is None else _spoken(code, base)

    def say(self, key: str, /, **values: object) -> str:
        """A phrase of a form, with values in place of its placeholders."""
        told = {
            name: self.day(value) if type(value) is date else value
            for name, value in values.items()
        }
        if key in self._own:
            return self._own[key].format(**told)
        return self.mark(self._english[key].format(**told))

    def sentence(self, pattern: str, shown: Mapping[str, str], /) -> str:
        """What a fault says (`knowledge.sentence.Sentence`), with texts in its places."""
        from knowledge.languages.beside import beside_english  # where something is wrong

        said = beside_english(SENTENCES, self.code).get(pattern)
        if said is None:
            said = beside_english(BORROWED, self.code).get(pattern)
        return self.mark(pattern.format(**shown)) if said is None else said.format(**shown)

    def count(self, key: str, count: int, /, **values: object) -> str:
        """A phrase that counts, `<key>_one` or `<key>_many`, as the language counts."""
        return self.say(counted(self._own, key, count), count=self.number(count), **values)

    def listed(self, items: Iterable[str]) -> str:
        """Items one after another, with the language's sign between them."""
        sign = self.say("items", one="", other="")  # "; "
        return sign.join(items)

    def titled(self, title: str, text: str) -> str:
        """A text about something, behind its title."""
        return self.say("titled", title=title, text=text)

    def number(self, number: float) -> str:
        """A number with the language's signs between thousands and before decimals."""
        return self._signed(in_words(number))

    def _signed(self, number: str) -> str:
        """A number as English writes it, with the language's signs."""
        written = self.say("number_as_written")  # 1,234.5
        signs = {",": written[1], ".": written[5]}
        return "".join(signs.get(sign, sign) for sign in number)

    def day(self, day: date) -> str:
        """A day as a reader of the language would write it."""
        return day_as_written(day, self.say)

    def value(self, value: Any) -> str:
        """The stated value, as a reader of the language would write it."""
        if isinstance(value, bool):
            return self.say("value_true" if value else "value_false")
        if isinstance(value, (int, float)):
            return self.number(value)
        if isinstance(value, date):
            return self.day(value)
        if value is None:
            return self.say("value_unknown")
        if isinstance(value, Collection) and not value:
            return self.say("value_none")
        return in_words(value)

    def role(self, role: str) -> str:
        """Who owes a duty; nobody in particular owes what has no role."""
        if not role:
            return self.say("role_whoever")
        return self.text(("roles", role), role)

    def mark(self, english: str) -> str:
        """A text that there is in English only; one that knows how it is said in others is said."""
        if isinstance(english, Retellable):
            return english.said(self)
        return english if self.code == ENGLISH or not english else f"{english} ({MARK})"

    def statement(self, proposition: str, english: str) -> str:
        """The statement of a proposition that holds or does not; `english` tells which."""
        if self._texts is None:
            return english
        for section in ("statements", "negations"):
            if (found := self._translated((section, proposition), english)) is not None:
                return found
        known = self._texts.base.propositions.get(proposition)
        if known is None:
            return self.mark(english)
        if english == known.says(None):
            return self.say("not_settled", asked=self.asked(proposition, known.asked))
        for key in ("not_so", "not_established_so"):
            if english == self._english[key].format(title=known.title):
                return self.say(key, title=self.statement(proposition, known.title))
        if made := title_of_row(self._texts.base, known.entry, english):
            return said_of_row(made, self)
        return self.mark(english)

    def asked(self, proposition: str, english: str) -> str:
        """The question of a proposition while it is not known, as it reads after "whether"."""
        if self._texts is None:
            return english
        known = self._texts.base.propositions.get(proposition)
        if known is None or english != known.asked:
            return self.mark(english)
        if own := self._texts.own.get(("open", proposition)):
            return own
        entry = self._texts.base.entries.get(known.entry or "")
        if entry and proposition == binds(entry.proposition):
            return self.say("asked_binds", title=self.statement(entry.proposition, entry.title))
        key = f"asked_{entry.kind}" if entry and entry.proposition == proposition else ""
        title = self.statement(proposition, known.title)
        return self.say(key if key in self._english else "asked_so", title=title)

    def whether(self, proposition: str, english: str) -> str:
        """A proposition as something that is asked, whatever its truth; `english`: what is."""
        return self.say("whether", asked=self.asked(proposition, english))

    def short(self, proposition: str, english: str) -> str:
        """The name of an answer in lists of possible answers."""
        known = ("short", proposition)
        if self._texts is not None and known not in self._texts.english:
            return self.statement(proposition, english)
        return self.text(known, english)

    def phrase(self, phrase: Phrase, english: str) -> str:
        """A comparison, of which the pattern and what stands in its places are known."""
        if self._texts is None:
            return english
        patterns = self._texts.own
        if any(("comparisons", key) not in patterns for key in keys_of(phrase)):
            return self.mark(english)
        return spoken(phrase, lambda key: patterns["comparisons", key], self._part)

    def _part(self, part: str, said: Mapping[str, str]) -> str:
        """A name, a value, a day, a number in a comparison: an attribute by what is asked for it, a
        value by what it means.
        """
        match part:
            case "attribute" if said["name"] == TODAY:
                return self.say("the_day_asked")
            case "attribute":
                return self._asked_for(said["name"])
            case "operand" if said["name"] == TODAY:
                return self.say("today_named")
            case "operand":
                return self.say("quoted", text=self._asked_for(said["name"]))
            case "answer":
                return self._meaning(said["of"], said["value"])
            case "day":
                return self.day(date.fromisoformat(said["day"]))
            case "number":
                return self._signed(said["number"])
            case "span":
                return self.say(f"condition_{said['unit']}", term=said["count"])
            case "listed":
                return self.listed(said.values())
            case _:
                return PARTS[part](said)

    def _asked_for(self, attribute: str) -> str:
        texts = self._texts
        if texts is None or ("questions", attribute) not in texts.english:
            return attribute.replace("_", " ")
        return _shown(texts.question(attribute))

    def _meaning(self, attribute: str, value: str) -> str:
        """The meaning of a value of an attribute; a text that somebody wrote stands as it is."""
        texts = self._texts
        if texts is None or ("answers", attribute, value) not in texts.english:
            return self.say(f"value_{value}") if value in ("true", "false", "none") else value
        return _shown(texts.answer(attribute, value))

    def fact(self, attribute: str, value: Any) -> str | None:
        """The stated value of an attribute, in the few words of a box.

        A meaning speaks for itself, a number needs its question, and so does what is open. None
        for an attribute or a value that nothing is known of.
        """
        texts = self._facts = self._facts or _texts(ENGLISH, self._base)
        return self._told(texts, attribute, value) if texts.knows(attribute, value) else None

    def _told(self, texts: Texts, attribute: str, value: Any) -> str:
        known = texts.base.attributes[attribute]
        question = _shown(texts.question(attribute))
        if value is None:
            return cut(question)
        if known.type in ("bool", "enum"):
            return cut(_shown(texts.answer(attribute, value)))
        if known.type == "set":
            if value:
                chosen = [value] if isinstance(value, str) else value
                return cut(self.listed(_shown(texts.answer(attribute, one)) for one in chosen))
            return f"{cut(question)} {_shown(texts.interface('none_of_them'))}"
        if known.type == "date" and isinstance(value, str):  # as JSON holds it
            value = date.fromisoformat(value)
        asked = self.say("the_day_asked") if attribute == TODAY else cut(question)
        return f"{asked} {self.value(value)}"

    def tier(self, tier: str, english: str) -> str:
        """An answer of a classification, by the last part of its name, without what is classified.

        `english` is what the packs call it in a list; their short form is translated.
        """
        if self._texts is None:
            return english
        if english == self._english["tier_unknown"]:
            return self.say("tier_unknown")
        return self.text(("short", self._texts.answer_named(tier)), english)

    def ground(self, ground: str, english: str) -> str:
        """The statement of a ground, by its id: that of a condition or of a trigger."""
        for kind in ("condition", "trigger"):
            if (found := self._translated(("statements", f"{kind}.{ground}"), english)) is not None:
                return found
        return self.mark(english)

    def question(self, attribute: str, english: str) -> str:
        """The question for an attribute; `english` tells whether its vendor is asked."""
        return self._own_or_vendors("questions", attribute, english)

    def answer(self, attribute: str, value: str, english: str) -> str:
        """The meaning of a value of an attribute."""
        return self.text(("answers", attribute, value), english)

    def control(self, control: str, english: str, *, from_vendor: bool = False) -> str:
        """The title of a control, and whether it is asked from the vendor."""
        title = self._own_or_vendors("statements", f"control.{control}", english)
        return self.say("from_vendor", title=title) if from_vendor else title

    def control_name(self, control: str, english: str) -> str:
        """The name of a control in lists; English is made of its id, short forms as written."""
        known = None if self._texts is None else self._translated(("controls", control), english)
        if known is not None:
            return known
        short = {_letters(one): one for one in self._english["names_as_written"].split()}
        return self.mark(" ".join(short.get(word, word) for word in english.split(" ")))

    def explaining(self, entry: str, field: str, english: str) -> str:
        """The explanation of an entry, by its key: why it concludes so (`because`) and the like."""
        return self.text(("entries", entry, field), english) if english else ""

    def figure(self, entry: str, english: str, low: Any, high: Any) -> str:
        """The bounds that a finding calculates, in a sentence; `entry`: its proposition."""
        own = self._texts and self._texts.own.get(("entries", entry, "figure"))
        said = own and low is not None and own.format(low=self.value(low), high=self.value(high))
        return said or self.mark(english)

    def unit(self, entry: Attribute | Parameter) -> str:
        """The unit of a number; empty where it has none."""
        return self.explaining(entry.key, "unit", entry.unit)

    def cited(self, citations: Iterable[str]) -> tuple[str, ...]:
        """Citations, given in English."""
        return citations_in(citations, self._texts, self._naming, self.say)

    def place(self, english: str) -> str:
        """A work by its short form, a place in it, or a place alone, as they are cited."""
        return english if self._texts is None else named_in(english, self._naming)

    def article(self, english: str) -> str:
        """The article of a duty, as a heading of what it asks."""
        return (told := self.place(english))[:1].upper() + told[1:]

    @cached_property
    def _naming(self) -> Naming:
        return naming_of(self._english, self._texts, self.say)

    def _own_or_vendors(self, section: str, name: str, english: str) -> str:
        """A text for what is one's own, or the one for what was bought."""
        vendors = self._translated((section, of_vendor(name)), english)
        return self.text((section, name), english) if vendors is None else vendors

    def text(self, keys: Keys, english: str) -> str:
        """A text by its section and names, where it translates this English."""
        found = self._translated(keys, english)
        return self.mark(english) if found is None else found

    def _translated(self, keys: Keys, english: str) -> str | None:
        if self._texts is None:
            return english
        same = self._texts.english.get(keys) == english
        return self._texts.own.get(keys) if same else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _shown(text: Text) -> str:
    return f"{text.text} ({MARK})" if text.missing else text.text


def cut(text: str, longest: int = LONGEST) -> str:
    """A text of at most so many characters, cut behind a word, with a sign where more was."""
    whole = text[:longest].rpartition(" ")[0].rstrip(",;: ") or text[: longest - 1]
    return text if len(text) <= longest else f"{whole}…"


@lru_cache(maxsize=16)
def _forms(code: str) -> Mapping[str, str]:
    form = compiled.shipped()
    if code == ENGLISH and form is not None:
        return cast("Mapping[str, str]", form.read(compiled.name_of(english_forms)))
    return _forms_said(code)


def english_forms(_: KnowledgeBase) -> Mapping[str, str]:
    """The phrases of forms in English, which are those of every base."""
    return _forms_said(ENGLISH)


def _forms_said(code: str) -> Mapping[str, str]:
    from knowledge.languages.said import said

    return said(code).forms()


@lru_cache(maxsize=1)
def _english() -> Words:
    return Words(ENGLISH)


@lru_cache(maxsize=16)
def _shipped(code: str) -> Words:
    return _spoken(code, None)


def _spoken(code: str, base: KnowledgeBase | None) -> Words:
    return Words(code, _texts(code, base))


def _texts(code: str, base: KnowledgeBase | None) -> Texts:
    from knowledge.languages.texts import texts

    return texts(code, base)
