"""A new entry to fill in: every key of its kind, with a comment that tells its purpose.

Required keys come first; the others are commented out.

It is made from the classes of `knowledge.entries`, so that a new key appears by itself, and
it loads as it stands: what is left to write is marked TODO, which `threshold check` reports with
its place.
"""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.authoring.unfinished import TODO
from knowledge.base import KnowledgeBase
from knowledge.conditions.parsing import FORMS
from knowledge.entries import Attribute, Entry, Parameter, Profile, RuleEntry
from knowledge.entries.added_values import ADD_VALUES
from knowledge.entries.grounds import negotiable_grounds
from knowledge.entries.naming import NAMES
from knowledge.entries.own_yaml import dumped
from knowledge.languages.words import Words
from knowledge.schemas.parts import Schema

BLANK = "…"  # stands for a text in a key that is commented out
WIDTH = 110
LAST = ("source", "basis", "reading")


def skeleton(
    kind: type[Entry],
    name: str,
    base: KnowledgeBase,
    when: str | None = None,
    attributes: tuple[str, ...] = (),
    words: Words | None = None,
) -> str:
    """The text of a new entry, with comments in a language (English).

    `when` is its first condition, and `attributes` what that one reads; else both are examples.
    """
    spoken = Words.of(words)
    schema = kind.model_json_schema(by_alias=True)
    example = _Example(base, schema.get("$defs", {}), when, attributes)
    lines = [
        *_value_of(kind, name, base, schema, example, spoken),
        *_comment(spoken.titled(titled(name), spoken.mark(" ".join(str(kind.__doc__).split())))),
        f"- {kind.kind}: {_flow(name)}",
    ]
    conditions = 0
    needed = {*schema["required"], *kind.begins_with}
    for key in _ordered(kind, schema["properties"], needed):
        form, required = schema["properties"][key], key in needed
        if form.get("deprecated"):
            continue
        condition = _is_condition(form)
        said = [
            form["description"],
            *([f"It is made of {FORMS}."] if condition and not conditions else []),
        ]
        conditions += condition
        lines += [f"  {line}" for line in _comment(spoken.mark(" ".join(said)))]
        value = titled(name) if key == "title" else example.of(form, TODO if required else BLANK)
        given = when is not None and condition and conditions == 1
        lines.append(_line(key, value, required or given, given))
    return "\n".join(lines) + "\n"


def _value_of(
    kind: type[Entry],
    name: str,
    base: KnowledgeBase,
    schema: Schema,
    example: _Example,
    words: Words,
) -> list[str]:
    """The lines that add the value after which a new profile is named."""
    asked = next((one for one in base.attributes.values() if one.profiles), None)
    if not issubclass(kind, Profile) or asked is None or name in asked.choices:
        return []
    return [
        *_comment(words.say("skeleton_profile")),
        f"- {Attribute.kind}: {asked.id}",
        _line(ADD_VALUES, {name: titled(name)}, True, False),
        _line("source", example.of(schema["properties"]["source"], TODO), True, False),
        "",
    ]


def titled(name: str) -> str:
    """A name as the words that it is made of: vendor_lock_in → Vendor lock in."""
    words = name.replace("_", " ").replace(".", ", ")
    return words[:1].upper() + words[1:]


def takes_condition(kind: type[Entry]) -> bool:
    """Whether entries of a kind say under a key of their own when they hold."""
    return any(
        _is_condition(form) for form in kind.model_json_schema(by_alias=True)["properties"].values()
    )


def _line(key: str, value: Any, required: bool, given: bool) -> str:
    text = f"{key}: {_flow(value)}"
    if not required:
        return f"  # {text}"
    return f"  {text}" if given or TODO in text else f"  {text}  # {TODO}"


def _flow(value: Any) -> str:
    text = dumped(value, default_flow_style=True, sort_keys=False, width=10_000)
    return text.removesuffix("...\n").strip()


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _ordered(kind: type[Entry], forms: Mapping[str, Schema], needed: Container[str]) -> list[str]:
    """The keys besides the id: required before optional.

    The title, what the kind says, what all rules say, the source.
    """
    common = {field.alias or name for name, field in RuleEntry.model_fields.items()}
    keys = [key for key in forms if key != kind.kind]
    return sorted(
        keys, key=lambda key: (key not in needed, key != "title", key in LAST, key in common)
    )


def _is_condition(form: Schema) -> bool:
    parts = (form, form.get("items", {}), *form.get("anyOf", ()))
    return any(part.get(NAMES) == "condition" for part in parts)


class _Example:
    """Values that a key may have, each the simplest that the loader takes."""

    def __init__(
        self,
        base: KnowledgeBase,
        shared: dict[str, Schema],
        when: str | None,
        attributes: tuple[str, ...],
    ):
        self.base, self.shared = base, shared
        self.conditions = self._conditions(when)
        enums = (attribute.id for attribute in base.attributes.values() if attribute.type == "enum")
        self.attribute = next(iter(attributes), next(enums, "name"))
        self.names = self._names()

    def of(self, form: Schema, text: str) -> Any:
        """A value of this form; `text` stands for what only a person can write."""
        if "examples" in form:
            return form["examples"][0]
        if NAMES in form:
            what = form[NAMES]
            return next(self.conditions) if what == "condition" else self.names.get(what, text)
        if "$ref" in form:
            form = self.shared[form["$ref"].rpartition("/")[2]]
        if "anyOf" in form:
            return self.of(next(item for item in form["anyOf"] if item != {"type": "null"}), text)
        if "const" in form or "enum" in form:
            return form["const"] if "const" in form else form["enum"][0]
        match form.get("type"):
            case "array" if form["items"].get(NAMES) == "relief":
                return []  # what can be blocked hangs on what the condition reads
            case "array":
                return [self.of(form["items"], text)]
            case "object" if "properties" in form:
                return {key: self.of(form["properties"][key], text) for key in form["required"]}
            case "object":
                # the keys of what may be left out hang on the other answers
                return {} if text == BLANK else {"value": text}
            case "boolean":
                return not form.get("default", False)
            case "number" | "integer":
                return 1
        if form.get("format") == "date":
            return date.today()
        return text

    def _conditions(self, when: str | None) -> Iterator[str]:
        """The given condition, and then examples, each over another attribute."""
        if when is not None:
            yield when
        for attribute in self.base.attributes.values():
            if attribute.type == "enum" and attribute.id not in (when or ""):
                yield f'{attribute.id} == "{attribute.choices[0]}"'
        while True:
            yield "known(name)"

    def _names(self) -> dict[str, str]:
        """A name of each sort, where there is one."""
        parameters = self.base.of_kind(Parameter)
        entries = list(self.base.entries.values())
        numbers = [
            name for name, attribute in self.base.attributes.items() if attribute.type == "number"
        ]
        found = {
            "work": [entry.id for entry in entries if entry.kind == "work"],
            "control": [entry.id for entry in entries if entry.kind == "control"],
            "schedule": [entry.id for entry in entries if entry.kind == "schedule"],
            "ceiling": [entry.id for entry in entries if entry.kind == "ceiling"],
            "ground": negotiable_grounds(entries),
            "figure": [entry.id for entry in parameters if entry.type == "number"],
            "day": [entry.id for entry in parameters if entry.type == "date"],
            "attribute": [self.attribute],
            "proposition": list(self.base.visible),
            "calculation": numbers,
            "number": numbers,
        }
        return {sort: names[0] for sort, names in found.items() if names}
