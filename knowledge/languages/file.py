"""The file of a language as it is written, and what can be wrong with it: form, names,
placeholders, each with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from pydantic import Field, ValidationError

from knowledge.entries.key_and_value_faults import in_plain_words
from knowledge.entries.source import Strict
from knowledge.entries.yaml_source import Document, Keys, read_yaml
from knowledge.faults import (
    BadYaml,
    Fault,
    InvalidKnowledge,
    MissingKey,
    UnknownKey,
    UnknownName,
    WrongType,
    nearest,
    unknown_key,
)
from knowledge.languages.codes import ENGLISH
from knowledge.sentence import Sentence

# what no pack says, so that English has it too
SAID_BY_NO_PACK = ("interface", "forms")
# attribute → value → text; entry → field → text
OF_VALUES = ("answers", "doings", "undoings", "entries")
_OF_THE_PAGES = ("language", *SAID_BY_NO_PACK)


class LanguageFile(Strict):
    """The content of the file of a language."""

    language: str = Field(min_length=1, description="the language's name for itself")
    interface: dict[str, str] = Field(
        default_factory=dict, description="words of pages and pictures, by key"
    )
    forms: dict[str, str] = Field(
        default_factory=dict, description="phrases of explanations and reports, by key"
    )
    comparisons: dict[str, str] = Field(
        default_factory=dict, description="patterns of comparisons, by key"
    )
    questions: dict[str, str] = Field(default_factory=dict, description="attribute: question")
    meanings: dict[str, str] = Field(
        default_factory=dict, description="attribute: what the answer is about"
    )
    answers: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="attribute: {value: its meaning}"
    )
    doings: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="attribute: {value: what a team does to bring it about}"
    )
    undoings: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="attribute: {value: what a team does to take it away}"
    )
    entries: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="entry: {field: its text}, of what explains it: because, reading and the like",
    )
    controls: dict[str, str] = Field(
        default_factory=dict, description="control: its name in a list, in two or three words"
    )
    phrases: dict[str, str] = Field(
        default_factory=dict, description="step: phrase with {title} in it"
    )
    roles: dict[str, str] = Field(
        default_factory=dict, description="who owes a duty: the words for it"
    )
    short: dict[str, str] = Field(
        default_factory=dict,
        description="proposition: what lists of the answers to one question call it",
    )
    statements: dict[str, str] = Field(
        default_factory=dict, description="proposition: its statement where it holds"
    )
    open: dict[str, str] = Field(
        default_factory=dict,
        description="proposition: what is asked while it is not known, as it reads after whether",
    )
    negations: dict[str, str] = Field(
        default_factory=dict, description="proposition: its statement where it does not hold"
    )

    def said(self) -> dict[Keys, str]:
        """Section and names → text, for all that the file says."""
        sections = (
            *SAID_BY_NO_PACK,
            "comparisons",
            "questions",
            "meanings",
            "controls",
            "phrases",
            "roles",
            "short",
            "statements",
            "negations",
            "open",
        )
        found: dict[Keys, str] = {
            (section, name): text
            for section in sections
            for name, text in getattr(self, section).items()
        }
        found.update(
            {
                (section, name, value): text
                for section in OF_VALUES
                for name, values in getattr(self, section).items()
                for value, text in values.items()
            }
        )
        return found


def read_language(code: str, folder: Path) -> tuple[LanguageFile, Document]:
    """The file of a language, of the right form; its names are not looked at here.

    Raises `InvalidKnowledge`.
    """
    try:
        document = read_yaml(folder / f"{code}.yaml", shown_as=f"{folder.name}/{code}.yaml")
        return LanguageFile.model_validate(document.data), document
    except BadYaml as fault:
        raise InvalidKnowledge([fault]) from fault
    except ValidationError as error:
        raise InvalidKnowledge(
            _misread(document, details["type"], details["loc"], in_plain_words(details))
            for details in error.errors()
        ) from error


def pack_language(document: Document) -> LanguageFile:
    """The file of a language in a pack, of the right form: it says what the pack says, and no words
    of pages.

    Raises `InvalidKnowledge`.
    """
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        message, expected = (
            "the file of a language is a mapping",
            "questions: {attribute: its text}",
        )
        raise InvalidKnowledge([WrongType(message, document.place(), expected=expected)])
    of_pages = [section for section in _OF_THE_PAGES if section in data]
    if of_pages:
        section = of_pages[0]
        message = f"a pack translates what it says itself, and has no {section}"
        expected = ", ".join(
            name for name in LanguageFile.model_fields if name not in _OF_THE_PAGES
        )
        raise InvalidKnowledge(
            [UnknownKey(message, document.key_place(section), expected=expected)]
        )
    try:
        return LanguageFile.model_validate({**data, "language": document.file})
    except ValidationError as error:
        raise InvalidKnowledge(
            _misread(document, details["type"], details["loc"], in_plain_words(details))
            for details in error.errors()
        ) from error


def _misread(document: Document, kind: str, keys: Keys, message: str) -> Fault:
    fields = LanguageFile.model_fields
    described = {name: f"{name}: {about.description}" for name, about in fields.items()}
    name = str(keys[-1]) if keys else "the file"
    if kind == "missing":
        return MissingKey(
            f"the language has no {name!r}", document.place(), expected=described[name]
        )
    if kind == "extra_forbidden":
        return unknown_key(Sentence("a language"), name, fields, document.key_place(*keys))
    return WrongType(
        f"{name}: {message}",
        document.place(*keys),
        expected=described[str(keys[0]) if keys else "language"],
    )


def misnamed(
    code: str, document: Document, said: Mapping[Keys, str], english: Mapping[Keys, str]
) -> Iterator[Fault]:
    """Texts of a file for unknown names, or with other placeholders than the English ones."""
    if code == ENGLISH:
        for section in document.data:
            if section not in _OF_THE_PAGES:
                message = f"the English of {section} stands in the packs"
                yield UnknownKey(
                    message, document.key_place(section), expected=", ".join(_OF_THE_PAGES)
                )
        return
    told: set[str] = set()
    for keys, text in said.items():
        name = ".".join(map(str, keys))
        if keys not in english:
            fault = _gone(keys, document, english)
            if str(fault) not in told:  # an entry has several texts
                yield fault
            told.add(str(fault))
        elif not text.strip():
            yield WrongType(
                f"{name} is empty", document.place(*keys), expected="its text, or no such key"
            )
        elif (has := _placeholders(text)) != (wanted := _placeholders(english[keys])):
            said_so = (
                "braces that do not fit together"
                if has is None
                else "other placeholders than the English"
            )
            expected = " ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "no placeholders"
            yield WrongType(
                f"{name} has {said_so}", document.place(*keys), text=text, expected=expected
            )


_NAMED = {  # section → what stands in it
    "interface": "text of a page in English",
    "forms": "phrase of a form in English",
    "comparisons": "pattern of a comparison",
    "questions": "attribute",
    "meanings": "attribute with a meaning",
    "answers": "attribute with values to explain",
    "doings": "attribute with something to do",
    "undoings": "attribute with something to take away",
    "entries": "entry with such texts",
    "controls": "control",
    "phrases": "phrase",
    "roles": "role of a duty",
    "statements": "proposition",
    "open": "proposition with words of its own for while it is not known",
    "short": "answer with a short name",
    "negations": "proposition with words of its own for where it does not hold",
}


MOST_NAMES = 8  # that are told where one of them was expected
_OWN_WORDS = {"open": "open", "short": "short", "negations": "otherwise"}  # section → key


def _gone(keys: Keys, document: Document, english: Mapping[Keys, str]) -> Fault:
    """The fault of a text for something that the English does not have."""
    of_the_value = any(known[:2] == keys[:2] for known in english)  # the attribute is right
    at = 2 if of_the_value else 1
    names = {str(known[at]) for known in english if known[:at] == keys[:at]}
    of = "text" if keys[0] == "entries" else "value"
    what = f"{of} of {keys[1]}" if of_the_value else _NAMED[str(keys[0])]
    # the entry is there, and says nothing that could be translated so
    own = _OWN_WORDS.get(str(keys[0])) if ("statements", keys[1]) in english else None
    few = at == 2 or keys[0] == "roles"
    known = ", ".join(sorted(names)) if few and len(names) <= MOST_NAMES else ""
    return UnknownName(
        f"there is no {what} {keys[at]!r}",
        document.key_place(*keys[: at + 1]),
        expected=f"`{own}` in its entry" if own else known,
        nearest=None if own else nearest(str(keys[at]), names),
    )


def _placeholders(text: str) -> set[str] | None:
    """The names in braces; None where the braces do not fit together."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
