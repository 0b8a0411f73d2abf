"""Questions, answers and statements in other languages than English: one file a language, beside
the packs.

The English stands in the packs and is not written twice. A text that a language lacks is given in
English and marked as missing, so that a reader sees it. A text that translates something which no
pack says any more is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase, load
from knowledge.entries import Verdict
from knowledge.entries.yaml_source import Keys
from knowledge.faults import Fault, ForbiddenChange, InvalidKnowledge, UnknownName, nearest
from knowledge.languages.codes import ENGLISH, LANGUAGES, codes
from knowledge.languages.english import TITLE, compounds, english
from knowledge.languages.file import misnamed, pack_language
from knowledge.languages.former_names import said_of_today
from knowledge.languages.said import said
from knowledge.renamed import tell
from knowledge.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Text:
    """A text to show, and whether it had to be given in English because the language has none."""

    text: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """All that can be said in one language about a knowledge base.

    A name that the base does not know is an `UnknownName`.
    """

    code: str  # such as de
    language: str  # such as Deutsch
    base: KnowledgeBase = field(repr=False)
    english: Mapping[Keys, str] = field(repr=False)  # section and names → the English of it
    own: Mapping[Keys, str] = field(repr=False)  # the same in this language, as far as it has it

    def question(self, attribute: str) -> Text:
        """The question for an attribute."""
        return self._text("attribute", "questions", attribute)

    def meaning(self, attribute: str) -> Text:
        """The meaning of the question; empty where the question says it all."""
        self.question(attribute)
        return (
            self._text("attribute", "meanings", attribute)
            if ("meanings", attribute) in self.english
            else Text("", False)
        )

    def answer(self, attribute: str, value: str | bool) -> Text:
        """The meaning of a value of an attribute."""
        self.question(attribute)
        return self._text(
            f"value of {attribute}",
            "answers",
            attribute,
            str(value).lower() if isinstance(value, bool) else value,
        )

    def knows(self, attribute: str, value: Any) -> bool:
        """Whether there is such an attribute, and each choice of a value is one that it has."""
        if ("questions", attribute) not in self.english:
            return False
        if self.base.attributes[attribute].type not in ("enum", "set") or value is None:
            return True
        chosen = [value] if isinstance(value, str) else value
        return all(("answers", attribute, one) in self.english for one in chosen)

    def verdict(self, verdict: str) -> Text:
        """A verdict, by its id or the name of its proposition."""
        return self.statement(
            _full_name(verdict, (entry.proposition for entry in self.base.of_kind(Verdict)))
        )

    def tier(self, tier: str) -> Text:
        """An answer to the legal tier, by its proposition or the last part of it."""
        return self.statement(self.answer_named(tier))

    def answer_named(self, name: str) -> str:
        """The proposition that answers the legal tier, by its name or the last part of it; the
        name itself where none does.
        """
        legal = self.base.legal_tier
        return _full_name(name, () if legal is None else legal.answers)

    def statement(self, proposition: str) -> Text:
        """The statement of a proposition, as it reads where it holds.

        `control.<id>` for what a control is.
        """
        return self._text("proposition", "statements", proposition)

    def negation(self, proposition: str) -> Text:
        """The statement of a proposition as it reads where it does not hold, for those that have
        words of their own for it.
        """
        return self._text("negation of a proposition", "negations", proposition)

    def control(self, control: str) -> Text:
        """The name of a control in lists, in two or three words."""
        return self._text("control", "controls", control)

    def interface(self, key: str) -> Text:
        """Words of a page or picture, with their placeholders as they are written."""
        section = "interface" if ("interface", key) in self.english else "forms"
        return self._text("text of a page", section, key)

    def _text(self, what: str, *keys: str) -> Text:
        if keys in self.own:
            return Text(self.own[keys], False)
        if keys not in self.english:
            names = {str(known[-1]) for known in self.english if known[:-1] == keys[:-1]}
            raise UnknownName(f"there is no {what} {keys[-1]!r}", nearest=nearest(keys[-1], names))
        return Text(self.english[keys], self.code != ENGLISH)


def languages(folder: Path = LANGUAGES) -> dict[str, str]:
    """Code → the language's name for itself, English first. Raises `InvalidKnowledge`."""
    return {code: said(code, folder).language for code in codes(folder)}


def texts(code: str, base: KnowledgeBase | None = None, folder: Path = LANGUAGES) -> Texts:
    """The texts of the language of this code about `base`, the shipped one by default.

    A text is used only for what it translates: where packs of your own say something else under a
    shipped name, the English is given. Raises `UnknownName` for a code that there is not,
    `InvalidKnowledge` with every fault of the file.
    """
    known = codes(folder)
    if code not in known:
        raise UnknownName(
            Sentence("there is no language {code}", code=repr(code)),
            expected=", ".join(known),
            nearest=nearest(code, known),
        )
    base = base or load()
    of_pages = said(ENGLISH, folder).of_pages()
    shipped = {**of_pages, **load().derived(english)}
    spoken = {**of_pages, **base.derived(english)}
    file = said(code, folder)
    if file.document is not None and (
        faults := list(misnamed(code, file.document, file.texts, {**spoken, **shipped}))
    ):
        raise InvalidKnowledge(faults)
    own = {
        keys: text
        for keys, text in file.texts.items()
        if keys in spoken and spoken[keys] == shipped.get(keys, spoken[keys])
    }
    own.update(_of_packs(code, base, spoken, shipped))
    for keys, compound in compounds(base).items():
        if keys not in own and own.keys() >= set(compound.parts):
            own[keys] = own[compound.phrase].replace(TITLE, own.get(compound.title, ""))
    return Texts(code, file.language, base, spoken, own)


def _of_packs(
    code: str, base: KnowledgeBase, spoken: Mapping[Keys, str], shipped: Mapping[Keys, str]
) -> dict[Keys, str]:
    """The texts in a language of the packs on top of the shipped ones, the later ones first.

    Raises `InvalidKnowledge` for a text of something that no pack says, or the shipped ones.
    """
    found: dict[Keys, str] = {}
    faults: list[Fault] = []
    for documents in base.translations.values():
        if code in documents:
            document = documents[code]
            told, renamed = said_of_today(pack_language(document).said(), document, base.renames)
            tell(renamed)
            faults += misnamed(code, document, told, spoken)
            faults += (
                ForbiddenChange(
                    Sentence("the shipped packs say this, and their language translates it"),
                    document.key_place(*keys),
                    expected=Sentence("what the pack says itself"),
                )
                for keys in told
                if keys in spoken and spoken[keys] == shipped.get(keys)
            )
            found.update(told)
    if faults:
        raise InvalidKnowledge(faults)
    return found


def _full_name(name: str, propositions: Iterable[str]) -> str:
    """The proposition with this full or last name, else `name`."""
    return next((full for full in propositions if name in (full, full.rpartition(".")[2])), name)
