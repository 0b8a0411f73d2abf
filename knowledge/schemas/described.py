"""What a JSON Schema describes, in a language: its keys, names and values stay."""

from __future__ import annotations

from typing import Any

from knowledge.languages.words import Words

DESCRIPTIONS = ("description", "markdownDescription")
LISTS = ("enumDescriptions",)  # a description of each value
VALUES = ("const", "default", "enum", "examples", "required")  # hold no schema


def described(schema: Any, words: Words) -> Any:
    """The schema with its descriptions in a language; what lacks a translation is marked."""
    if isinstance(schema, list):
        return [described(part, words) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _member(key, value, words) for key, value in schema.items()}


def _member(key: str, value: Any, words: Words) -> Any:
    if key in DESCRIPTIONS and isinstance(value, str):
        return words.mark(value)
    if key in LISTS and isinstance(value, list):
        return [words.mark(text) for text in value]
    return value if key in VALUES and not isinstance(value, dict) else described(value, words)
