"""Whether data is what a JSON Schema describes: as much of JSON Schema as pydantic writes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_KNOWN = {
    "$defs",
    "$ref",
    "anyOf",
    "const",
    "enum",
    "type",
    "format",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "properties",
    "required",
    "additionalProperties",
}
_SAYS = {"title", "description", "default", "readOnly"}


def faults(
    data: Any, schema: dict[str, Any], whole: dict[str, Any] | None = None, at: str = "$"
) -> list[str]:
    """What is wrong with the data, and where; nothing where it is as described.

    No property may be undescribed.
    """
    whole = schema if whole is None else whole
    unknown = set(schema) - _KNOWN - _SAYS
    assert not unknown, f"this reader knows nothing of {unknown}"
    if "$ref" in schema:
        return faults(data, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    if "anyOf" in schema:
        return (
            []
            if any(not faults(data, one, whole, at) for one in schema["anyOf"])
            else [f"{at}: none of the alternatives"]
        )
    if ("const" in schema and data != schema["const"]) or (
        "enum" in schema and data not in schema["enum"]
    ):
        return [f"{at}: {data!r} is no value of it"]
    kind = schema.get("type")
    if kind and (
        not isinstance(data, _TYPES[kind]) or (isinstance(data, bool) and kind != "boolean")
    ):
        return [f"{at}: {data!r} is no {kind}"]
    if schema.get("format") == "date" and not (
        re.fullmatch(r"\d{4}-\d\d-\d\d", data) and date.fromisoformat(data)
    ):
        return [f"{at}: {data!r} is no day"]
    if kind == "array":
        first, fewest = schema.get("prefixItems", []), schema.get("minItems", 0)
        if not fewest <= len(data) <= schema.get("maxItems", len(data)):
            return [f"{at}: {len(data)} members"]
        each = [*first, *[schema.get("items", {})] * (len(data) - len(first))]
        return [
            fault
            for index, (item, said) in enumerate(zip(data, each, strict=True))
            for fault in faults(item, said, whole, f"{at}[{index}]")
        ]
    if kind == "object":
        return list(_faults_of_object(data, schema, whole, at))
    return []


def _faults_of_object(
    data: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> Any:
    known, more = schema.get("properties", {}), schema.get("additionalProperties")
    yield from (
        f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in data
    )
    for name, value in data.items():
        if name in known or isinstance(more, dict):
            yield from faults(value, known.get(name, more), whole, f"{at}.{name}")
        elif more is not True:
            yield f"{at}: {name} is not described"
