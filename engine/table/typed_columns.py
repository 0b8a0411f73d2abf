"""Columns of a table as answers, in the attribute's type.

What has the attribute's type is taken as it is, within its bounds. Of all else, each distinct cell
is read once, by the one reader of cells; what it says stands for every row that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from pyarrow import compute

from engine.table.columns import Column, bits_of, numbers, numbers_of, packed, validity
from knowledge.cases.use_case import EARLIEST, LATEST
from knowledge.entries import Attribute
from knowledge.intake.cell_notes import CellNotes
from knowledge.intake.columns import AttributeReader, Outcome
from knowledge.limits import LARGEST_INTEGER, LARGEST_STATED
from knowledge.tables.short_floats import as_written
from knowledge.tables.times import cells_of, outside
from knowledge.tables.values import shown

MOST_MEMBERS = 64  # of a set: each is a bit of a number
_BETWEEN, _GAP = "\x1f", "\x00"  # members of a list that is compared as a text; one that is null
_NUMPY: dict[str, Any] = {
    "bool": np.bool_,
    "number": np.float64,
    "integer": np.int64,
    "date": np.int32,
}
_PLAIN_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,2}|\.[0-9]{4,15})?$"  # which has one reading
_NO_DAY_OF_OURS = 2**31 - 1
_PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def typed(
    cells: Sequence[pl.Series],
    reader: AttributeReader,
    attribute: Attribute,
    notes: CellNotes | None = None,
) -> Column:
    """The column of an attribute, from the cells of the columns that serve it, row by row.

    `notes` takes what is to be told of the cells.
    """
    series = [one.arr.to_list() if isinstance(one.dtype, pl.Array) else one for one in cells]
    if len(series) == 1 and len(reader.sources) == 1 and reader.sources[0].reader.by_name:
        own = _own(series[0], attribute)
        if own is not None:
            return own
        if series[0].dtype == pl.String and attribute.type in ("number", "date"):
            return _plain_texts(series[0], reader, attribute, notes)
    firsts, codes = distinct(series)
    columns = [cells_of(one.gather(firsts)) for one in series]
    outcomes = [reader.read(row) for row in zip(*columns, strict=True)]
    _take(notes, attribute, outcomes, codes)
    return gathered(attribute, outcomes, codes)


def _take(
    notes: CellNotes | None,
    attribute: Attribute,
    outcomes: Sequence[Outcome],
    codes: npt.NDArray[np.int64],
) -> None:
    if notes is not None:
        notes.take(attribute.id, outcomes, np.bincount(codes, minlength=len(outcomes)).tolist())


def gathered(
    attribute: Attribute, outcomes: Sequence[Outcome], codes: npt.NDArray[np.int64]
) -> Column:
    """The column of distinct outcomes, for each row the one of its code."""
    rows = len(codes)
    known = np.array([outcome.value is not None for outcome in outcomes], dtype=np.bool_)
    wrong = np.array(
        [outcome.value is None and any(True for _ in outcome.faults) for outcome in outcomes],
        dtype=np.bool_,
    )
    each, categories = _values(attribute, [outcome.value for outcome in outcomes])
    stated = None if known.all() else packed(known[codes])
    unusable = packed(wrong[codes]) if wrong.any() else None
    values = each[codes] if len(outcomes) else np.zeros(rows, dtype=each.dtype)
    return Column(
        rows,
        packed(values) if attribute.type == "bool" else values,
        stated if len(outcomes) else packed(np.zeros(rows, dtype=np.bool_)),
        unusable,
        categories,
    )


def distinct(columns: Sequence[pl.Series]) -> tuple[list[int], npt.NDArray[np.int64]]:
    """(the first row of each distinct combination of cells, for each row which it has)."""
    codes: npt.NDArray[Any] = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        places, count = _places(column)
        codes = codes * (count + 1) + places
    if len(columns) > 1:
        _, codes = np.unique(codes, return_inverse=True)
    count = int(codes.max()) + 1 if len(codes) else 0
    firsts = np.full(count, -1, dtype=np.int64)
    firsts[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    used = firsts >= 0
    renumbered = np.cumsum(used) - 1
    return firsts[used].tolist(), renumbered[codes] if count else codes


def _values(
    attribute: Attribute, values: Sequence[Any]
) -> tuple[npt.NDArray[Any], tuple[str, ...]]:
    """(the values as an array, what its numbers are places in)."""
    match attribute.type:
        case "enum":
            place = {choice: at for at, choice in enumerate(attribute.choices)}
            found = [0 if value is None else place[value] for value in values]
            return np.array(found, dtype=np.uint32), attribute.choices
        case "set":
            kind = _bits_for(attribute)
            bit = {choice: 1 << at for at, choice in enumerate(attribute.choices)}
            masks = [sum(bit[member] for member in set(value or ())) for value in values]
            return np.array(masks, dtype=kind), attribute.choices
        case "text":
            texts = tuple(dict.fromkeys(value or "" for value in values)) or ("",)
            at_text = {text: at for at, text in enumerate(texts)}
            return np.array([at_text[value or ""] for value in values], dtype=np.int64), texts
        case "date":
            days = [0 if value is None else value.toordinal() - _EPOCH for value in values]
            return np.array(days, dtype=np.int32), ()
    return np.array([value or 0 for value in values], dtype=_NUMPY[attribute.type]), ()


def _bits_for(attribute: Attribute) -> Any:
    """The narrowest type of number that has a bit for each member of a set."""
    return next(
        kind
        for kind in (np.uint8, np.uint16, np.uint32, np.uint64)
        if kind is np.uint64 or len(attribute.choices) <= 8 * np.dtype(kind).itemsize
    )


_EPOCH = 719_163  # the first of January 1970, as `date.toordinal` counts


def _places(cells: pl.Series) -> tuple[npt.NDArray[np.int64], int]:
    """(which of its distinct cells each row has, how many there are)."""
    if isinstance(cells.dtype, pl.List):
        cells = _texts_of_lists(cells)
    elif cells.dtype == pl.Object:
        cells = _texts_of_objects(cells)
    elif cells.dtype in (pl.Int128, pl.UInt128):  # which Arrow does not have
        cells = cells.cast(pl.String)
    elif cells.dtype.is_float():
        cells = cells.fill_nan(None)
    array = cells.rechunk().to_arrow()
    if cells.dtype == pl.Null:
        return np.zeros(len(cells), dtype=np.int64), 1
    try:
        encoded = array if pa.types.is_dictionary(array.type) else _encoded(array)
    except pa.ArrowNotImplementedError:  # a type that Arrow cannot tell apart
        encoded = _encoded(pa.array([shown(cell) or None for cell in cells.to_list()], pa.string()))
    count = len(encoded.dictionary)
    places = encoded.indices.fill_null(count).to_numpy(zero_copy_only=False)
    return places.astype(np.int64), count + 1


def _texts_of_lists(cells: pl.Series) -> pl.Series:
    """A text for each list, two of which are the same where the lists are."""
    assert isinstance(cells.dtype, pl.List)
    if not cells.dtype.inner.is_nested():
        members = cells.list.eval(pl.element().cast(pl.String).fill_null(_GAP))
        texts, lengths = members.list.join(_BETWEEN), cells.list.len()
        joints = texts.str.count_matches(_BETWEEN, literal=True)
        if (joints == lengths - (lengths > 0).cast(lengths.dtype)).all():
            empty = lengths == 0
            told = pl.when(empty).then(pl.lit("[]")).otherwise(_BETWEEN + texts)
            return pl.select(told).to_series()
    return _texts_of_objects(cells)  # groups, or a member with the very sign between members


def _texts_of_objects(cells: pl.Series) -> pl.Series:
    """A text for each cell, two of which are the same where cells of one type say the same."""
    listed = cells.to_list()
    return pl.Series(
        [None if cell is None else f"{type(cell).__name__} {cell!r}" for cell in listed],
        dtype=pl.String,
    )


def _encoded(array: Any) -> Any:
    texts = array.cast(pa.large_string()) if _is_text(array.type) else array
    return texts.dictionary_encode()


def _is_text(kind: Any) -> bool:
    """Whether an Arrow type is one of those for texts."""
    view = getattr(pa, "string_view", lambda: None)()
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == view)


def _own(cells: pl.Series, attribute: Attribute) -> Column | None:
    """A column that has the attribute's own type; None for one that has to be read."""
    kind = cells.dtype
    match attribute.type:
        case "set" if isinstance(kind, pl.List):
            return _exact_members(cells, attribute)
        case "enum" if kind in (pl.String, pl.Categorical, pl.Enum):
            return _exact_choices(cells, attribute)
        case "bool" if kind == pl.Boolean:
            return Column(len(cells), *bits_of(cells))
        case "date" if kind in (pl.Date, pl.Datetime):
            return _between(_days(cells), EARLIEST, LATEST)
        case "number" if kind.is_numeric():
            least = -LARGEST_STATED if attribute.minimum is None else float(attribute.minimum)
            decimals = as_written(cells).cast(pl.Float64).fill_nan(None)
            return _between(decimals, least, LARGEST_STATED)
        case "integer" if kind.is_integer() and kind not in (pl.UInt64, pl.Int128):
            least = -LARGEST_INTEGER if attribute.minimum is None else ceil(attribute.minimum)
            return _between(cells.cast(pl.Int64), least, LARGEST_INTEGER)
    return None


def _days(cells: pl.Series) -> pl.Series:
    """The days of times, as their time zone tells them; of no year of ours, some other such day."""
    if cells.dtype == pl.Date:
        return cells
    early, late = outside(cells)
    none_of_ours = early | late
    inside = pl.select(pl.when(~none_of_ours).then(cells)).to_series()
    zone = isinstance(cells.dtype, pl.Datetime) and cells.dtype.time_zone is not None
    days = inside.dt.date() if zone else inside.cast(pl.Date)
    far = pl.lit(_NO_DAY_OF_OURS).cast(pl.Date)
    return pl.select(pl.when(none_of_ours).then(far).otherwise(days)).to_series()


def _plain_texts(
    cells: pl.Series, reader: AttributeReader, attribute: Attribute, notes: CellNotes | None
) -> Column:
    """Texts of numbers or days: those that have one reading are read all at once."""
    texts = cells.str.strip_chars()
    plain = texts.str.contains(_PLAIN_NUMBER if attribute.type == "number" else _PLAIN_DAY)
    if attribute.type == "number":
        read = texts.cast(pl.Float64, strict=False)
        least = -LARGEST_STATED if attribute.minimum is None else float(attribute.minimum)
        inside = (read >= least) & (read <= LARGEST_STATED)
    else:
        read = texts.str.to_date("%Y-%m-%d", strict=False)
        inside = (read >= EARLIEST) & (read <= LATEST)
    taken = (plain & inside).fill_null(False)
    others = cells.filter(~taken)
    firsts, codes = distinct([others])
    outcomes = [reader.read([cell]) for cell in cells_of(others.gather(firsts))]
    _take(notes, attribute, outcomes, codes)
    rest = gathered(attribute, outcomes, codes)
    if not taken.any():
        return rest
    values = numbers(pl.select(pl.when(taken).then(read)).to_series().to_physical()).copy()
    where = taken.to_numpy()
    values[~where] = rest.values
    return Column(
        len(cells),
        values,
        _spread(where, rest.known, default=True),
        None if rest.unusable is None else _spread(where, rest.unusable, default=False),
    )


def _spread(taken: npt.NDArray[np.bool_], bits: Any, *, default: bool) -> Any:
    """The bits of the rows that were not taken, among all rows; `default` in all others."""
    if bits is None:
        return None
    whole = np.full(len(taken), default, dtype=np.bool_)
    left = int((~taken).sum())
    whole[~taken] = np.unpackbits(bits, bitorder="little")[:left].view(np.bool_)
    return packed(whole)


def _between(values: pl.Series, least: Any, most: Any) -> Column:
    """Values between two bounds; others cannot be used."""
    array = numbers(values.to_physical())
    known = validity(values)
    low, high = pl.Series([least, most], dtype=values.dtype).to_physical()
    if not len(values) or (low <= array.min() and array.max() <= high):
        return Column(len(values), array, known)
    within = (low <= array) & (array <= high)
    inside = packed(within)
    outside = ~inside if known is None else known & ~inside
    return Column(
        len(values),
        # Arrow may have anything where a cell has nothing: no year 47904, then
        np.where(within, array, array.dtype.type(0)),
        inside if known is None else known & inside,
        outside if outside.any() else None,
    )


def _exact_choices(cells: pl.Series, attribute: Attribute) -> Column | None:
    """Of an enumeration, the place of each value; None where a cell has anything else."""
    values = cells.cast(pl.Enum(attribute.choices), strict=False)
    if values.null_count() != cells.null_count():
        return None
    places, known = numbers(values.to_physical()), validity(values)
    if known is not None:  # Arrow may have any place where a cell has nothing
        places = np.minimum(places, places.dtype.type(len(attribute.choices) - 1))
    return Column(len(cells), places, known, categories=attribute.choices)


def _exact_members(cells: pl.Series, attribute: Attribute) -> Column | None:
    """Of lists, a bit for each member.

    None where a cell has anything but members as declared, each once.
    """
    if len(attribute.choices) > MOST_MEMBERS:
        return None
    kind = _bits_for(attribute)
    listed, known = cells.rechunk().to_arrow(), validity(cells)
    offsets = listed.offsets.to_numpy()
    bits = np.append(_bits_of_members(listed.values, attribute.choices, kind), kind(0))
    lengths = np.diff(offsets)
    whole = np.bitwise_or.reduceat(bits, offsets[:-1]) if len(cells) else bits[:0]
    whole[lengths == 0] = 0
    # as many bits as members: each is declared, and no two were the same
    exact = np.bitwise_count(whole) == lengths
    if not exact.all() and not (exact | cells.is_null().to_numpy()).all():
        return None
    return Column(len(cells), whole, known, categories=attribute.choices)


def _bits_of_members(members: Any, choices: Sequence[str], kind: Any) -> npt.NDArray[Any]:
    """The bit of each member of an Arrow column; 0 of any other cell."""
    names: Sequence[str] = choices
    if pa.types.is_dictionary(members.type):
        names, found = members.dictionary.to_pylist(), members.indices
    elif not _is_text(members.type):
        return np.zeros(len(members), dtype=kind)
    else:
        texts = (
            members if pa.types.is_large_string(members.type) else members.cast(pa.large_string())
        )
        found = compute.index_in(texts, value_set=pa.array(choices, pa.large_string()))
    bit = {choice: 1 << at for at, choice in enumerate(choices)}
    table = np.array([*(bit.get(name, 0) for name in names), 0], dtype=kind)
    bits: npt.NDArray[Any] = table.take(numbers_of(found), mode="clip")
    if found.null_count:
        bits[found.is_null().to_numpy(zero_copy_only=False)] = 0
    return bits
