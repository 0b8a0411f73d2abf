"""From the rows of a table to cases: by column names that are attribute names, or by an intake.

An intake is a data file that says how the columns of somebody's inventory bear on our attributes. What a cell does
not settle stays unknown; what it says that nobody foresaw is listed with its row, and stays unknown, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from knowledge.answers import read_answer
from knowledge.base import KnowledgeBase
from knowledge.case_files import described, explain_details
from knowledge.entries import Attribute, Basis, Strict
from knowledge.faults import BadCase, BadYaml, Fault, InvalidCase, Place, UnknownName, WrongType, nearest
from knowledge.tables import Table
from knowledge.use_case import EARLIEST, UNKNOWN, CaseModel, model_of, nested
from knowledge.yaml_source import Document, read_yaml

INTAKES = Path(__file__).parent / "intake"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell, or one row, that could not be used as it stands."""

    row: int  # from 1; 0 is the header
    column: str
    value: str
    reason: str
    expected: str = ""
    lost: bool = False  # the row could not be assessed at all


@dataclass(slots=True)
class RowCase:
    """A row, as a case, with what was wrong with it."""

    row: int
    case: CaseModel | None
    faults: list[RowFault] = field(default_factory=list)


class Unless(Strict):
    """Rows for which a mapping settles nothing."""

    column: str
    values: list[str]


class ColumnMapping(Strict):
    """How one column bears on one attribute. Several mappings may serve one attribute: the first that settles it counts."""

    attribute: str
    column: str
    values: dict[str, str | bool | int | float] = Field(default_factory=dict)  # cell → value of the attribute
    starts: dict[str, str | bool | int | float] = Field(default_factory=dict)  # beginning of the cell → value
    dates: list[str] = Field(default_factory=list)  # forms of dates, in strptime's notation
    earliest: date = EARLIEST  # an earlier date is a slip, such as a year that a spreadsheet took for a day count
    silent: list[str] = Field(default_factory=list)  # cells that settle nothing
    silent_starts: list[str] = Field(default_factory=list)
    unless: Unless | None = None
    basis: Basis
    reading: str = ""

    @model_validator(mode="after")
    def _says_what_cells_mean(self) -> ColumnMapping:
        if not (self.values or self.starts or self.dates):
            raise ValueError("a mapping has values, starts or dates")
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why the column is read so")
        return self


class Intake(Strict):
    """The mapping of an inventory."""

    intake: str
    title: str
    source: str
    encoding: str = "utf-8"
    silent: list[str] = Field(default_factory=list)  # cells that settle nothing in any column
    text: dict[str, str]  # text attribute → column
    columns: list[ColumnMapping]


def intake_names() -> list[str]:
    """The intakes that are shipped."""
    return sorted(path.stem for path in INTAKES.glob("*.yaml"))


def load_intake(name: str, base: KnowledgeBase) -> Intake:
    """A shipped intake by name, or one of your own by its path. Raises `InvalidCase`."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else INTAKES / f"{name}.yaml"
    if not path.is_file():
        raise InvalidCase(
            [UnknownName(f"there is no intake {name!r}", expected=", ".join(intake_names()), nearest=nearest(name, intake_names()))]
        )
    try:
        document = read_yaml(path, shown_as=path.name)
        intake = Intake.model_validate(document.data)
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault
    except ValidationError as error:
        faults = []
        for item in error.errors():
            keys = document.nearest_keys(*item["loc"])
            place = document.key_place(*keys) if item["type"] == "extra_forbidden" else document.place(*keys)
            text = ".".join(str(part) for part in item["loc"])
            faults.append(WrongType(item["msg"].removeprefix("Value error, "), place, text=text))
        raise InvalidCase(faults) from error
    _check_names(intake, base, document)
    return intake


def rows_as_cases(table: Table, base: KnowledgeBase, intake: Intake | None = None) -> Iterator[RowCase]:
    """Each row of a table as a case. Raises `InvalidCase` where the table has no column that is known."""
    known = set(intake.text.values()) | {mapping.column for mapping in intake.columns} if intake else set(base.attributes)
    if not known & set(table.columns):
        raise InvalidCase(
            [
                BadCase(
                    "the table has no column that is known",
                    Place(table.file, 1, 1),
                    text=", ".join(table.columns)[:200],
                    expected=", ".join(sorted(known))[:400],
                )
            ]
        )
    model = model_of(base)
    misspelt = [] if intake else _misspelt(table, base)
    for number, row in table.numbered():
        faults: list[RowFault] = misspelt if number == 1 else []
        values = _by_intake(number, row, intake, base, faults) if intake else _by_names(row, base)
        values.setdefault("name", f"row {number}")
        yield RowCase(number, _case(model, number, row, values, base, faults), faults)


def _misspelt(table: Table, base: KnowledgeBase) -> list[RowFault]:
    """Columns that are no attribute but look like one; told once, with the first row."""
    unknown = [column for column in table.columns if column not in base.attributes]
    near = {column: nearest(column, base.attributes, likeness=0.8) for column in unknown}
    reason = "is no attribute, and was not used"
    return [RowFault(0, column, "", reason, f"perhaps {meant}") for column, meant in near.items() if meant]


def _by_names(row: Mapping[str, Any], base: KnowledgeBase) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, cell in row.items():
        attribute = base.attributes.get(column)
        if attribute is None or cell is None or (isinstance(cell, str) and cell.strip().lower() in ("", UNKNOWN)):
            continue
        values[column] = read_answer(attribute, cell) if isinstance(cell, str) else cell
    return values


def _by_intake(number: int, row: Mapping[str, Any], intake: Intake, base: KnowledgeBase, faults: list[RowFault]) -> dict[str, Any]:
    values: dict[str, Any] = {name: text for name, column in intake.text.items() if (text := _text(row.get(column)))}
    silent = {_plain(value) for value in intake.silent}
    for mapping in intake.columns:
        cell = _text(row.get(mapping.column))
        if not cell or _plain(cell) in silent or mapping.attribute in values:
            continue
        if mapping.unless and _plain(_text(row.get(mapping.unless.column))) in {_plain(value) for value in mapping.unless.values}:
            continue
        settled, value = _settle(mapping, cell)
        if value is not None:
            values[mapping.attribute] = value
        elif not settled:
            expected = (
                ", ".join([*mapping.values, *(f"{start}…" for start in mapping.starts)])
                or f"a date since {mapping.earliest} like {' or '.join(mapping.dates)}"
            )
            faults.append(
                RowFault(number, mapping.column, cell, f"says nothing known about {mapping.attribute}, which stays unknown", expected)
            )
    return values


def _settle(mapping: ColumnMapping, cell: str) -> tuple[bool, Any]:
    """(does the mapping know this cell, the value it settles or None)."""
    plain = _plain(cell)
    for known, value in mapping.values.items():
        if plain == _plain(known):
            return True, value
    for beginning, value in mapping.starts.items():
        if plain.startswith(_plain(beginning)):
            return True, value
    for form in mapping.dates:
        try:
            day = datetime.strptime(cell, form).date()
        except ValueError:
            continue
        return (True, day) if day >= mapping.earliest else (False, None)
    silent = plain in {_plain(value) for value in mapping.silent} or any(plain.startswith(_plain(start)) for start in mapping.silent_starts)
    return silent, None


def _case(
    model: type[CaseModel], number: int, row: Mapping[str, Any], values: dict[str, Any], base: KnowledgeBase, faults: list[RowFault]
) -> CaseModel | None:
    """The case of a row. A value that an attribute does not take is listed and left out, so that the rest counts."""
    while True:
        try:
            return model.model_validate(nested(values))
        except ValidationError as error:
            before = len(values)
            for name in dict.fromkeys(explain_details(details, base)[0] for details in error.errors()):
                attribute = base.attributes.get(name)
                lost = attribute is None or attribute.required
                reason = f"{name} does not take this value" + ("" if lost else ", and stays unknown")
                faults.append(
                    RowFault(number, name, str(row.get(name, values.get(name))), reason, described(attribute) if attribute else "", lost)
                )
                values.pop(name, None)
                if lost:
                    return None
            if len(values) == before:
                return None


def _check_names(intake: Intake, base: KnowledgeBase, document: Document) -> None:
    faults: list[Fault] = []
    for name in intake.text:
        if name not in base.attributes:
            place = document.key_place("text", name)
            faults.append(UnknownName(f"there is no attribute {name!r}", place, nearest=nearest(name, base.attributes)))
    for index, mapping in enumerate(intake.columns):
        attribute = base.attributes.get(mapping.attribute)
        if attribute is None:
            place = document.place("columns", index, "attribute")
            faults.append(
                UnknownName(f"there is no attribute {mapping.attribute!r}", place, nearest=nearest(mapping.attribute, base.attributes))
            )
            continue
        for key in ("values", "starts"):
            for cell, value in getattr(mapping, key).items():
                if not _takes(attribute, value):
                    place = document.place("columns", index, key, cell)
                    near = nearest(str(value), attribute.choices)
                    faults.append(UnknownName(f"{attribute.id} has no value {value!r}", place, expected=described(attribute), nearest=near))
    if faults:
        raise InvalidCase(faults)


def _takes(attribute: Attribute, value: object) -> bool:
    match attribute.type:
        case "bool":
            return isinstance(value, bool)
        case "enum":
            return value in attribute.choices
        case "number" | "integer":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, str)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
