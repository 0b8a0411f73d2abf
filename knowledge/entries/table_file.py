"""The rows of a decision table in a CSV file beside the pack, each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.faults import BadYaml, Place
from knowledge.limits import LONGEST_TABLE, MOST_TABLE_ROWS
from knowledge.sentence import Sentence

SEPARATORS = (",", ";", "\t")


class Line(NamedTuple):
    """A row of the file: its cells by their columns, and where it stands."""

    cells: dict[str, str]
    place: Place
    places: dict[str, Place]  # column → where its cell begins
    heads: dict[str, Place]  # column → where its head begins
    quoted: frozenset[str]  # the columns whose cells stand in quotation marks


def separator_of(head: str) -> str:
    """The separator of a file with this first line."""
    return max(SEPARATORS, key=head.count)


def cell_places(lines: Sequence[str], separator: str, begin: Place) -> list[Place]:
    """The places where the cells of a row begin, which is written in these lines."""
    found, quoted, starts = list[Place](), False, True
    for number, text in enumerate(lines):
        for column, sign in enumerate([*text, ""] if number == 0 else text):
            if starts:
                found.append(Place(begin.file, begin.line + number, column + 1))
            starts = sign == separator and not quoted
            quoted ^= sign == '"'
    return found


def read_lines(file: Path, shown_as: str) -> list[Line]:
    """The rows of a CSV file in UTF-8, its first line the columns. Raises `BadYaml`."""
    text = _text(file, shown_as)
    head = text.partition("\n")[0]
    separator = separator_of(head)
    written = text.splitlines()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[Line] = []
    columns: list[str] | None = None
    heads: dict[str, Place] = {}
    line = 1
    try:
        for cells in reader:
            place, line = Place(shown_as, line, 1), reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = [cell.strip() for cell in cells]
                begins = cell_places(written[place.line - 1 : line - 1], separator, place)
                heads = dict(zip(columns, begins, strict=False))
                continue
            if len(cells) > len(columns):
                raise BadYaml(
                    f"the row has {len(cells)} cells, and the file {len(columns)} columns",
                    place,
                    expected="as many, those with a separator in them in quotation marks",
                )
            places = cell_places(written[place.line - 1 : line - 1], separator, place)
            named = dict(zip(columns, places, strict=False))
            quoted = frozenset(
                name
                for name, at in named.items()
                if written[at.line - 1][at.column - 1 : at.column] == '"'
            )
            said = dict(zip(columns, cells, strict=False))
            found.append(Line(said, place, named, heads, quoted))
    except csv.Error as error:
        raise BadYaml(f"this is no row of a CSV file: {error}", Place(shown_as, line, 1)) from error
    if not found or len(found) > MOST_TABLE_ROWS:
        raise BadYaml(
            f"the file has {len(found):,} rows",
            Place(shown_as, 1, 1),
            expected=f"1 to {MOST_TABLE_ROWS:,}",
        )
    return found


def _text(file: Path, shown_as: str) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LONGEST_TABLE + 1)
    except OSError as error:
        message = Sentence(
            "the file cannot be read ({reason})", reason=Sentence.borrowed(str(error.strerror))
        )
        raise BadYaml(
            message, Place(shown_as, 1, 1), expected=Sentence("a CSV file beside the pack")
        ) from error
    if len(raw) > LONGEST_TABLE:
        expected = f"at most {LONGEST_TABLE:,} bytes"
        raise BadYaml("the file is too long", Place(shown_as, 1, 1), expected=expected)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        place = Place(shown_as, line, 1)
        raise BadYaml("the file is not UTF-8 text", place, expected="UTF-8") from error
