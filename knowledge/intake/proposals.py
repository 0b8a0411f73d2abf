"""Proposals for the meaning of the columns of somebody's table, by their heads and by their cells,
in English, German and French, for a person to confirm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NONE_OF_THEM, NOTHING, truth
from knowledge.entries import Attribute
from knowledge.entries.yaml_source import read_yaml
from knowledge.intake.cells import plain
from knowledge.intake.dates import Form
from knowledge.intake.head_units import without_unit
from knowledge.languages.words import Words
from knowledge.numbers import Mark, readings
from knowledge.tables.table import Table, folded, seen, unmarked
from knowledge.tables.values import shown

WORDS = Path(__file__).parent / "words" / "proposals.yaml"
LANGUAGES = ("en", "de", "fr")
LIKELY, POSSIBLE = 0.8, 0.5  # of a head: so like an attribute that it is proposed, or perhaps
WORD = 0.99  # of a head that is a word for an attribute, and not its very name
CLOSE = 0.8  # of a cell
DATE_FORMS = (
    *("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d"),
    *("%m/%Y", "%Y/%m", "%Y-%m", "%m.%Y", "%B %Y", "%b %Y", "Q%q/%Y", "Q%q %Y", "%Y-Q%q"),
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNIT = r"([^\W\d_]{1,4}|[€$£])?"
_NUMBER = re.compile(rf"\s*{_UNIT}\s*[-+]?[\d.,'’\s]*\d\s*{_UNIT}\s*")
MOST_MAPPED = 40  # distinct cells: a column with more of them holds text


@dataclass(frozen=True, slots=True)
class ProposedCell:
    """A distinct cell, or member of cells, and what it may mean."""

    text: str
    count: int
    value: str | bool | list[str] | None = None  # None where nothing is proposed
    sure: bool = False  # it is the very word


@dataclass(slots=True)
class ProposedColumn:
    """A column, and the attribute that it may state."""

    head: str
    place: int
    filled: int  # cells that are not empty
    distinct: int
    attribute: Attribute | None = None
    likeness: float = 0.0
    cells: list[ProposedCell] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    decimal: Mark | None = None
    units: list[str] = field(default_factory=list)
    split: str = ""  # what stands between the members of a cell
    answer: bool = False  # the cells are the answer itself
    is_id: bool = False

    @property
    def likely(self) -> bool:
        """Whether the head is so like the attribute that the mapping need not be marked out."""
        return self.attribute is not None and self.likeness >= LIKELY


def proposals(table: Table, base: KnowledgeBase) -> list[ProposedColumn]:
    """For each column of a table with a head, what it may mean. One column serves an attribute."""
    columns = [
        _looked_at(head, place, cells)
        for place, (head, cells) in enumerate(zip(table.columns, table.cells, strict=True))
        if head.strip()
    ]
    known = base.derived(_read_texts)
    scored = sorted(
        (
            (_likeness(column.head, name, known), -column.place, name, column)
            for column in columns
            for name in base.attributes
            if name != "today"
        ),
        key=lambda item: item[:3],
        reverse=True,
    )
    heads = Counter(folded(column.head) for column in columns)
    taken: set[str] = set()
    for likeness, _, name, column in scored:
        if likeness < POSSIBLE:
            break
        if name in taken or column.attribute is not None:
            continue
        if heads[folded(column.head)] > 1:  # an intake cannot say which of them it means
            continue
        if _fits(base.attributes[name], table.cells[column.place]):
            column.attribute, column.likeness = base.attributes[name], likeness
            taken.add(name)
    for column in columns:
        _meanings(column, table.cells[column.place], known)
    ids = [
        column
        for column in columns
        if plain(column.head).replace(".", "") in known.ids and heads[folded(column.head)] == 1
    ]
    for column in ids[:1]:
        column.is_id = column.filled == column.distinct == len(table.numbers)
    return columns


@dataclass(frozen=True, slots=True)
class _Texts:
    """Words for heads and cells, by attribute."""

    heads: Mapping[str, frozenset[str]]
    cells: Mapping[str, Mapping[str, str]]  # attribute → word → value
    asked: Mapping[str, frozenset[str]]  # attribute → the long words of what is asked
    ids: frozenset[str]


def _read_texts(base: KnowledgeBase) -> _Texts:
    written = read_yaml(WORDS).data
    spoken = [Words.of(code, base) for code in LANGUAGES]
    heads: dict[str, frozenset[str]] = {}
    cells: dict[str, dict[str, str]] = {}
    asked: dict[str, frozenset[str]] = {}
    for name, attribute in base.attributes.items():
        own = written["attributes"].get(name, {})
        short = name.rpartition(".")[2].replace("_", " ")
        heads[name] = frozenset(map(plain, (*own.get("heads", ()), name, short)))
        cells[name] = {plain(choice.replace("_", " ")): choice for choice in attribute.choices}
        cells[name] |= {plain(choice): choice for choice in attribute.choices}
        for value, words in own.get("cells", {}).items():
            if value in attribute.choices:
                cells[name] |= {plain(word): value for word in words}
        questions = [words.question(name, attribute.question) for words in spoken]
        asked[name] = frozenset(_long_words(" ".join((short, *questions))))
    return _Texts(
        heads,
        cells,
        asked,
        frozenset(plain(head).replace(".", "") for head in written["id"]["heads"]),
    )


def _likeness(head: str, name: str, texts: _Texts) -> float:
    """The likeness of a head to an attribute, from 0 to 1."""
    said = plain(re.sub(r"[\s_]+", " ", head)).rstrip("?: ")
    bare = without_unit(said)
    if plain(head) in (name, name.replace("_", " ")):
        return 1.0
    if said in texts.heads[name] or bare in texts.heads[name]:
        return WORD
    best = max((SequenceMatcher(None, bare, word).ratio() for word in texts.heads[name]), default=0)
    long_words = _long_words(bare)
    shared = sum(any(_alike(word, other) for other in texts.asked[name]) for word in long_words)
    by_question = 0.75 * shared / len(long_words) if long_words else 0.0
    return max(best if best >= CLOSE else 0.0, by_question)


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) > 4]


def _alike(one: str, other: str) -> bool:
    """Whether two words have one stem, as far as their beginnings tell."""
    length = min(len(one), len(other), 6)
    return one[:length] == other[:length]


def _looked_at(head: str, place: int, cells: Sequence[Any]) -> ProposedColumn:
    texts = [text for cell in cells if (text := shown(cell))]
    return ProposedColumn(seen(head), place, len(texts), len(set(map(plain, texts))))


def _fits(attribute: Attribute, cells: Sequence[Any]) -> bool:
    """Whether the cells can be of the attribute's type at all."""
    texts = {text for cell in cells if (text := shown(cell)) and plain(text) not in NOTHING}
    if not texts or attribute.type == "text":
        return True
    match attribute.type:
        case "date":
            return _share(texts, lambda text: bool(_forms([text]))) > 0.3
        case "number" | "integer":
            return _share(texts, lambda text: readings(_bare(text)) != readings("")) > 0.3
    return len(set(map(plain, texts))) <= MOST_MAPPED


def _share(texts: Iterable[str], holds: Callable[[str], bool]) -> float:
    found = [holds(text) for text in texts]
    return sum(found) / len(found)


def _meanings(column: ProposedColumn, cells: Sequence[Any], texts: _Texts) -> None:
    """Propose meanings of the cells of a column, for the attribute that it may state."""
    attribute = column.attribute
    if attribute is None or attribute.type == "text":
        return
    counts = Counter(
        unmarked(text)
        for cell in cells
        # a control character is a slip, which no intake can write
        if (text := shown(cell)) and plain(text) not in NOTHING and not _CONTROL.search(text)
    )
    if attribute.type == "date":
        column.dates = _forms(list(counts))
        return
    if attribute.type in ("number", "integer"):
        column.answer = True
        column.units = sorted({unit for text in counts if (unit := _unit(text))})
        marks = {mark for text in counts if (mark := readings(_bare(text)).decides)}
        column.decimal = next(iter(marks)) if len(marks) == 1 else None
        return
    if attribute.type == "set":
        column.split, counts = _split(counts)
    together: dict[str, tuple[str, int]] = {}  # cells that differ in case and blanks are one
    for text, count in counts.items():
        first, before = together.get(plain(text), (text, 0))
        together[plain(text)] = (first, before + count)
    column.cells = [
        _cell(attribute, text, count, texts)
        for text, count in sorted(together.values(), key=lambda item: (-item[1], item[0]))
    ]


def _split(counts: Counter[str]) -> tuple[str, Counter[str]]:
    """(what stands between the members of cells, the members), none where a cell is one member."""
    between = next((sign for sign in (";", "|", "\n") if any(sign in text for text in counts)), "")
    if not between:
        return "", counts
    members: Counter[str] = Counter()
    for text, count in counts.items():
        for member in filter(None, map(str.strip, text.split(between))):
            members[member] += count
    return between, members


def _cell(attribute: Attribute, text: str, count: int, texts: _Texts) -> ProposedCell:
    key = plain(text)
    if attribute.type == "bool":
        says = truth(key)
        return ProposedCell(text, count, says, sure=says is not None)
    words = texts.cells[attribute.id]
    known: Mapping[str, str | list[str]] = words
    if attribute.type == "set":
        if key in (NONE_OF_THEM, "[]"):
            return ProposedCell(text, count, [], sure=True)
        known = {word: [value] for word, value in words.items()}
    if key in known:
        return ProposedCell(text, count, known[key], sure=True)
    near = max(known, key=lambda word: SequenceMatcher(None, key, word).ratio(), default="")
    close = bool(near) and SequenceMatcher(None, key, near).ratio() >= CLOSE
    return ProposedCell(text, count, known[near] if close else None)


def _forms(texts: Sequence[str]) -> list[str]:
    """The forms of dates that read these texts: those that read what no other reads, first."""
    left = list(texts)
    found: list[str] = []
    while left:
        read = {form: [text for text in left if _reads(form, text)] for form in DATE_FORMS}
        best = max(DATE_FORMS, key=lambda form: len(read[form]))
        if not read[best]:
            break
        # what two forms read as different days is left to whoever confirms the draft
        rivals = [form for form in DATE_FORMS if form != best and read[form] == read[best]]
        found += [best, *(form for form in rivals if _differ(form, best, read[best]))]
        left = [text for text in left if text not in read[best]]
    return found


def _differ(one: str, other: str, texts: Sequence[str]) -> bool:
    return any(Form(one).days(text) != Form(other).days(text) for text in texts)


def _reads(form: str, text: str) -> bool:
    return len(Form(form).days(text)) == 1


def _bare(text: str) -> str:
    unit = _unit(text)
    return text.replace(unit, "").strip() if unit else text


def _unit(text: str) -> str:
    """The unit before or after the digits of a number, such as EUR."""
    found = re.fullmatch(
        r"\s*([^\W\d_]{1,4}|[€$£])?\s*[-+]?[\d.,'’\s]*\d\s*([^\W\d_]{1,4}|[€$£])?", text
    )
    return (found.group(1) or found.group(2) or "") if found else ""
