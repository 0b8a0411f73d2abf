"""Parts that the JSON Schemas of packs and cases are put together from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that both VS Code and PyCharm read


def choices(meanings: Mapping[Any, str]) -> Schema:
    """A schema of these values, each with its meaning, which VS Code and PyCharm show beside it."""
    return {
        "enum": list(meanings),
        "enumDescriptions": list(meanings.values()),
        "x-intellij-enum-metadata": {
            _written(value): {"description": meaning} for value, meaning in meanings.items()
        },
    }


def refer(name: str) -> Schema:
    """The schema that stands under this name among the definitions."""
    return {"$ref": f"#/$defs/{name}"}


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
