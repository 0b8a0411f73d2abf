"""Tables from files, read by their ending: delimited text, workbooks, records, columns.

Another format is entered in `ENDINGS`, and read in `_read`; `parquet` also goes batch by batch.
What is written has its formats in `threshold.commands.portfolio_run` and `explain.plans.files`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from knowledge.entries.yaml_source import read_yaml
from knowledge.faults import BadCase, Fault, InvalidCase, Place, nearest
from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from knowledge.tables import workbooks
from knowledge.tables.asides import without_asides
from knowledge.tables.contents import refuse_packed, text_in
from knowledge.tables.decoding import decode
from knowledge.tables.delimited import read_delimited
from knowledge.tables.frames import as_frame, table_of_frame
from knowledge.tables.heads import NoTable
from knowledge.tables.parquet import scanned
from knowledge.tables.record_lists import NoRecords
from knowledge.tables.records import read_json, read_json_lines, table_of
from knowledge.tables.table import Form, Table, folded

DELIMITED = (".csv", ".tsv", ".txt")
LINES = (".jsonl", ".ndjson")
TREES = (".yaml", ".yml", ".json")
COLUMNS = (".parquet", ".arrow", ".feather", ".ipc")
ARROW_FILE = b"ARROW1"  # how a file of Arrow begins that is no stream
MOST_LOST_TOLD = 3  # rows of a table in which none can be read
SHEETS = (*DELIMITED, *workbooks.ENDINGS)
ENDINGS = (*SHEETS, *COLUMNS, *LINES, *TREES)


def read_table(
    path: str | Path,
    encoding: str = "",
    *,
    header: int = 0,
    sheet: str = "",
    records: str = "",
    known: frozenset[str] = frozenset(),
) -> Table:
    """The table in a file. Raises `InvalidCase` where it cannot be read, and `MissingExtra`.

    What is not said is looked for: the encoding, the row of the heads (by those that are `known`),
    the sheet of a workbook, the keys with dots between them under which records lie.
    """
    form = Form(encoding, header, sheet, records, frozenset(map(folded, known)))
    file = Path(path)
    ending = file.suffix.lower()
    if file.is_dir():
        raise _invalid(file, Told("is_folder"), Told("file_expected"))
    if ending not in ENDINGS:
        raise _invalid(file, _unread(file, ending), Told("takes_enum", choices=", ".join(ENDINGS)))
    if not file.is_file():
        if file.exists():
            raise _invalid(file, Told("is_device"), Told("ordinary_file"))
        others = [other.name for other in _beside(file) if other.name != file.name]
        message = Told("broken_link" if file.is_symlink() else "no_such_file")
        raise _invalid(file, message, nearest_name=nearest(file.name, others))
    try:
        table = _with_rows(_read(file, ending, form))
    except Fault as fault:
        raise InvalidCase([fault]) from fault
    except NoRecords as error:
        raise _invalid(file, error.why, Told("records_expected")) from error
    except NoTable as error:
        raise _invalid(file, Told("table_unreadable", reason=error.why)) from error
    except (UnicodeError, LookupError, OSError, RecursionError) as error:
        raise _invalid(
            file, Told("table_unreadable", reason=Sentence.borrowed(_reason(error)))
        ) from error
    # columns have their heads apart, and Parquet is answered batch by batch
    return table if ending in COLUMNS else without_asides(table, form, sheet=ending in SHEETS)


def _read(file: Path, ending: str, form: Form) -> Table:
    if ending in DELIMITED:
        return read_delimited(str(file), decode(text_in(file), form.encoding), form)
    if ending in workbooks.ENDINGS:
        return workbooks.read_workbook(str(file), form)
    if ending in (*LINES, ".json"):
        decoded = decode(text_in(file), form.encoding)
        if ending in LINES:
            table = read_json_lines(str(file), decoded)
        else:
            table = table_of(str(file), read_json(str(file), decoded), form.records, form.known)
        return replace(
            table, notes=(*decoded.notes, *table.notes), found=Form(encoding=decoded.unsaid)
        )
    if ending in TREES:
        text_in(file)
        tree = read_yaml(file, most_values=None).data
        return table_of(str(file), tree, form.records, form.known)
    return _columns(file, ending)


def _unread(file: Path, ending: str) -> Told:
    """Why nothing is read from a file of another ending: what it is, as far as that is known."""
    try:
        if file.is_file():
            refuse_packed(file)
    except NoTable as error:
        return Told("table_unreadable", reason=error.why)
    except OSError:
        pass
    return Told("no_table_from", ending=ending or Told("file_without_ending"))


def _with_rows(table: Table) -> Table:
    """A table that has at least a column. Raises `InvalidCase` where every row of it is lost."""
    if table.columns or not table.faults:
        return table
    told = [
        BadCase(
            f"row {fault.row}: {fault.reason}",
            Place(table.file, 1, 1),
            text=fault.value,
            expected=fault.expected,
        )
        for fault in table.faults[:MOST_LOST_TOLD]
    ]
    raise InvalidCase(told)


def _columns(file: Path, ending: str) -> Table:
    from knowledge.extras import needed_by

    with needed_by(f"a table from {ending}"):
        import polars as pl
        import pyarrow as pa
    try:
        notes: tuple[str, ...] = ()
        if ending == ".parquet":
            scan = scanned(file)
            frame, notes = scan.grouped.collect(), scan.notes
        else:
            with file.open("rb") as opened:
                whole = _begins_with(file, ARROW_FILE)
                reader = (pa.ipc.open_file if whole else pa.ipc.open_stream)(opened)
                frame = as_frame(reader.read_all())
    except (
        *(pl.exceptions.PolarsError, pl.exceptions.PanicException),
        *(pa.ArrowException, ValueError),
    ) as error:
        raise NoTable(Sentence.borrowed(_reason(error))) from error
    return replace(table_of_frame(frame, str(file)), notes=notes)


def _begins_with(file: Path, mark: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(mark)) == mark


def _beside(file: Path) -> list[Path]:
    folder = file.parent
    return list(folder.iterdir()) if folder.is_dir() else []


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return next(iter(str(error).splitlines()), type(error).__name__)


def _invalid(
    file: Path, message: str, expected: str = "", nearest_name: str | None = None
) -> InvalidCase:
    place = Place(str(file), 1, 1)
    fault: Fault = BadCase(message, place, expected=expected, nearest=nearest_name)
    return InvalidCase([fault])
