"""Questions, answers and statements in other languages than English: one file a language, beside the packs.

The English stands in the packs and is not written twice. What a language does not say is given in English and marked as
missing, so that a reader sees it. A text that translates something which no pack says any more is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from pydantic import Field, ValidationError

from knowledge.base import KnowledgeBase, load
from knowledge.entries import Classification, Strict, Verdict
from knowledge.faults import BadYaml, Fault, InvalidKnowledge, MissingKey, UnknownKey, UnknownName, WrongType, nearest
from knowledge.yaml_source import Document, Keys, read_yaml

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en"
_OF_PACKS = ("questions", "meanings", "answers", "statements")  # sections whose English stands in the packs


class LanguageFile(Strict):
    """What is written in the file of a language."""

    language: str = Field(min_length=1, description="the language's name for itself")
    interface: dict[str, str] = Field(default_factory=dict, description="words of pages and pictures, by key")
    questions: dict[str, str] = Field(default_factory=dict, description="attribute: question")
    meanings: dict[str, str] = Field(default_factory=dict, description="attribute: what the answer is about")
    answers: dict[str, dict[str, str]] = Field(default_factory=dict, description="attribute: {value: its meaning}")
    statements: dict[str, str] = Field(default_factory=dict, description="proposition: its statement where it holds")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to show, and whether it had to be given in English because the language has none."""

    text: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """All that can be said in one language about a knowledge base. What the base does not know is an `UnknownName`."""

    code: str  # such as de
    language: str  # such as Deutsch
    base: KnowledgeBase
    english: Mapping[Keys, str]  # section and names → the English of it
    own: Mapping[Keys, str] = field(repr=False)  # the same in this language, as far as it has it

    def question(self, attribute: str) -> Text:
        """What is asked for an attribute."""
        return self._text("attribute", "questions", attribute)

    def meaning(self, attribute: str) -> Text:
        """What the question is about; empty where the question says it all."""
        self.question(attribute)
        return self._text("attribute", "meanings", attribute) if ("meanings", attribute) in self.english else Text("", False)

    def answer(self, attribute: str, value: str | bool) -> Text:
        """What a value of an attribute means."""
        self.question(attribute)
        return self._text(f"value of {attribute}", "answers", attribute, str(value).lower() if isinstance(value, bool) else value)

    def verdict(self, verdict: str) -> Text:
        """A verdict, by its id or the name of its proposition."""
        return self.statement(_full_name(verdict, (entry.proposition for entry in self.base.of_kind(Verdict))))

    def tier(self, tier: str) -> Text:
        """An answer of a classification, such as a legal tier, by its proposition or the last part of it."""
        return self.statement(_full_name(tier, (answer for entry in self.base.of_kind(Classification) for answer in entry.answers)))

    def statement(self, proposition: str) -> Text:
        """The statement of a proposition, as it reads where it holds."""
        return self._text("proposition", "statements", proposition)

    def interface(self, key: str) -> Text:
        """Words of a page or picture, with their placeholders as they are written."""
        return self._text("text", "interface", key)

    def _text(self, what: str, *keys: str) -> Text:
        if keys in self.own:
            return Text(self.own[keys], False)
        if keys not in self.english:
            names = _names(self.english, keys[:-1])
            raise UnknownName(f"there is no {what} {keys[-1]!r}", nearest=nearest(keys[-1], names))
        return Text(self.english[keys], self.code != ENGLISH)


def languages(folder: Path = LANGUAGES) -> dict[str, str]:
    """Code → the language's name for itself, English first. Raises `InvalidKnowledge`."""
    codes = sorted((path.stem for path in folder.glob("*.yaml")), key=lambda code: (code != ENGLISH, code))
    return {code: _read(code, folder)[0].language for code in codes}


def texts(code: str, base: KnowledgeBase | None = None, folder: Path = LANGUAGES) -> Texts:
    """What the language of this code says about `base`, the shipped one by default.

    A text is used only for what it translates: where packs of your own say something else under a shipped name, the
    English is given. Raises `UnknownName` for a code that there is not, `InvalidKnowledge` with every fault of the file.
    """
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if code not in known:
        raise UnknownName(f"there is no language {code!r}", expected=", ".join(known), nearest=nearest(code, known))
    shipped, base = load(), base or load()
    interface = {("interface", key): text for key, text in _read(ENGLISH, folder)[0].interface.items()}
    english, translated = {**interface, **_english(base)}, {**interface, **_english(shipped)}
    file, document = _read(code, folder)
    own = dict(_written(file))
    if faults := list(_faults(own, {**translated, **english} if base is not shipped else english, code, document)):
        raise InvalidKnowledge(faults)
    fitting = {keys: text for keys, text in own.items() if keys in english and english[keys] == translated.get(keys, english[keys])}
    return Texts(code, file.language, base, english, fitting)


def missing(code: str, base: KnowledgeBase | None = None, folder: Path = LANGUAGES) -> list[str]:
    """What a language lacks of all that can be said about `base`: such as `questions.stage` or `answers.stage.pilot`."""
    spoken = texts(code, base, folder)
    return [".".join(map(str, keys)) for keys in spoken.english if code != ENGLISH and keys not in spoken.own]


def _english(base: KnowledgeBase) -> dict[Keys, str]:
    """Everything that a language may translate, in the words of the packs."""
    found: dict[Keys, str] = {}
    for name, attribute in base.attributes.items():
        found["questions", name] = attribute.question
        if attribute.meaning:
            found["meanings", name] = attribute.meaning
        found.update({("answers", name, value): meaning for value, meaning in attribute.values.items()})
    found.update({("statements", name): base.propositions[name].title for name in base.visible})
    return found


def _written(file: LanguageFile) -> Iterator[tuple[Keys, str]]:
    """Section and names → text, for all that a file says."""
    for section in ("interface", "questions", "meanings", "statements"):
        yield from (((section, name), text) for name, text in getattr(file, section).items())
    for name, values in file.answers.items():
        yield from ((("answers", name, value), text) for value, text in values.items())


def _read(code: str, folder: Path) -> tuple[LanguageFile, Document]:
    """The file of a language, of the right form; whether its names are right is not looked at here."""
    try:
        document = read_yaml(folder / f"{code}.yaml", shown_as=f"{folder.name}/{code}.yaml")
        return LanguageFile.model_validate(document.data), document
    except BadYaml as fault:
        raise InvalidKnowledge([fault]) from fault
    except ValidationError as error:
        raise InvalidKnowledge(_misread(document, details["type"], details["loc"], details["msg"]) for details in error.errors()) from error


def _misread(document: Document, kind: str, keys: Keys, message: str) -> Fault:
    fields = LanguageFile.model_fields
    if kind == "missing":
        return MissingKey(
            f"the language has no {keys[-1]!r}", document.place(), expected=f"{keys[-1]}: {fields[str(keys[-1])].description}"
        )
    if kind == "extra_forbidden":
        near = nearest(str(keys[-1]), fields)
        return UnknownKey(f"a language has no key {keys[-1]!r}", document.key_place(*keys), expected=", ".join(fields), nearest=near)
    expected = fields[str(keys[0])].description if keys else "language: Deutsch"
    return WrongType(f"{keys[-1] if keys else 'the file'}: {message}", document.place(*keys), expected=expected or "")


def _faults(own: Mapping[Keys, str], english: Mapping[Keys, str], code: str, document: Document) -> Iterator[Fault]:
    """What a file says of things that there are not, or with other placeholders than the English has."""
    for keys, text in own.items():
        if code == ENGLISH and keys[0] in _OF_PACKS:
            yield UnknownKey(
                f"the English of {keys[0]} stands in the packs", document.key_place(*keys), expected="language and interface only"
            )
        elif keys not in english:
            yield _gone(keys, english, document)
        elif (has := _placeholders(text)) != (wanted := _placeholders(english[keys])):
            expected = " ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "no braces"
            said = "braces that do not close" if has is None else "other placeholders than the English"
            yield WrongType(f"{'.'.join(map(str, keys))} has {said}", document.place(*keys), text=text, expected=expected)
        elif not text.strip():
            yield WrongType(f"{'.'.join(map(str, keys))} is empty", document.place(*keys), expected="the text, or leave the key out")


def _gone(keys: Keys, english: Mapping[Keys, str], document: Document) -> Fault:
    """The fault of a text for something that the English does not have."""
    at = next(end for end in range(2, len(keys) + 1) if not any(known[:end] == keys[:end] for known in english))
    names = _names(english, keys[: at - 1])
    kinds = {"interface": "interface text in English", "statements": "proposition", "meanings": "attribute with a meaning"}
    what = f"value of {keys[1]}" if at == 3 else kinds.get(str(keys[0]), "attribute")
    message = f"there is no {what} {keys[at - 1]!r}"
    return UnknownName(message, document.key_place(*keys[:at]), nearest=nearest(str(keys[at - 1]), names))


def _names(english: Mapping[Keys, str], above: Keys) -> set[str]:
    """The names that stand directly under these keys."""
    return {str(keys[len(above)]) for keys in english if keys[: len(above)] == above}


def _placeholders(text: str) -> set[str] | None:
    """The names in braces; None where the braces do not fit together."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _full_name(name: str, propositions: Iterable[str]) -> str:
    """The one of these propositions that is called so in full or in its last part; `name` itself where none is."""
    return next((full for full in propositions if name in (full, full.rpartition(".")[2])), name)
