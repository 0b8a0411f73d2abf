"""Arrow columns of types that Polars lacks, or misreads, as columns of types that it has."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.tables.values import told

WIDEST = 128  # bits of a decimal number that Polars has


def is_known(kind: Any) -> bool:
    """Whether Polars reads an Arrow type as it is, and all types within it."""
    import pyarrow as pa

    of = pa.types
    if of.is_timestamp(kind):
        return kind.tz is None or _is_zone(kind.tz)
    if of.is_dictionary(kind):
        return is_known(kind.value_type)
    if of.is_struct(kind):
        return all(is_known(kind.field(at).type) for at in range(kind.num_fields))
    if of.is_map(kind):
        return is_known(kind.key_type) and is_known(kind.item_type)
    if of.is_list(kind) or of.is_large_list(kind) or of.is_fixed_size_list(kind):
        return is_known(kind.value_type)
    # times of day in 32 bits, Polars loses where a Parquet file was given whole seconds
    simple = (of.is_integer, of.is_floating, of.is_boolean, of.is_null, of.is_date, of.is_time64)
    texts = (of.is_string, of.is_large_string, of.is_string_view)
    bytes_ = (of.is_binary, of.is_large_binary, of.is_fixed_size_binary, of.is_binary_view)
    if of.is_decimal(kind):
        return bool(kind.bit_width <= WIDEST)
    whole = (*simple, *texts, *bytes_, of.is_duration)
    return not isinstance(kind, pa.BaseExtensionType) and any(holds(kind) for holds in whole)


def known_type(kind: Any) -> Any:
    """The type that `in_known_types` gives a column of a type."""
    import pyarrow as pa

    if is_known(kind):
        return kind
    if pa.types.is_run_end_encoded(kind):
        return known_type(kind.value_type)
    if pa.types.is_struct(kind):
        fields = (kind.field(at) for at in range(kind.num_fields))
        return pa.struct([(field.name, known_type(field.type)) for field in fields])
    return pa.list_(pa.string()) if _is_list(kind) else pa.string()


def in_known_types(column: Any) -> Any:
    """An Arrow column in types that Polars has: runs written out, groups field by field, members of
    lists and all else as the texts of their values.
    """
    import pyarrow as pa
    from pyarrow import compute

    kind = column.type
    if is_known(kind):
        return column
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([*map(in_known_types, column.chunks)], type=known_type(kind))
    if pa.types.is_run_end_encoded(kind):
        return in_known_types(compute.run_end_decode(column))
    if pa.types.is_struct(kind):
        parts = [in_known_types(part) for part in column.flatten()]
        names = [kind.field(at).name for at in range(kind.num_fields)]
        return pa.StructArray.from_arrays(parts, names, mask=column.is_null())
    cells = [*map(_cell, column)]
    if _is_list(kind):
        listed = [None if cell is None else [*map(_text, cell)] for cell in cells]
        return pa.array(listed, pa.list_(pa.string()))
    return pa.array([*map(_text, cells)], pa.string())


def _cell(cell: Any) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):  # a time that Python does not have
        return str(cell.value)


def _text(cell: Any) -> str | None:
    return None if cell is None else told(cell)


def _is_list(kind: Any) -> bool:
    import pyarrow as pa

    of = pa.types
    lists = (of.is_list, of.is_large_list, of.is_fixed_size_list)
    views = (of.is_list_view, of.is_large_list_view)
    return any(holds(kind) for holds in (*lists, *views))


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an offset, such as +05:30
        return False
