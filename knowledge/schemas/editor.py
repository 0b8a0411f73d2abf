"""JSON Schemas of packs, cases and intakes, by which an editor completes and checks.

`python -m knowledge.schemas.stub` writes them under `knowledge/schemas/`; a test checks that they
are current. They are made from the classes that read the files (`knowledge.entries`,
`knowledge.intake.mapping`) and from the attributes that the packs declare. What is an error in an
editor is an error at load; not everything that the loader finds can be said in a schema.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from knowledge.base import KnowledgeBase, load
from knowledge.conditions.parsing import FORMS
from knowledge.entries import (
    ENTRY_KINDS,
    Attribute,
    Ceiling,
    Claim,
    Control,
    Entry,
    Ground,
    Parameter,
    RuleEntry,
    Schedule,
    Work,
)
from knowledge.entries.added_values import ADD_VALUES, WORDS
from knowledge.entries.naming import NAMES
from knowledge.entries.period import InForce
from knowledge.entries.provenance import OVERRIDE, RETIRE
from knowledge.faults import with_article
from knowledge.intake.mapping import Intake
from knowledge.languages.english import name_of_title, says_its_title
from knowledge.languages.message import Saying, TextOfEntry
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.limits import LONGEST_CONDITION
from knowledge.schemas.case import case_forms, question_of, title_of
from knowledge.schemas.described import described
from knowledge.schemas.parts import DRAFT, Schema, choices, refer
from knowledge.schemas.printing import printed

LANGUAGE = f"""{FORMS}.

- `exposure == "public"`, `exposure in ("customers", "public")`, `"chatbot" in customer_channels`, \
`not empty(relied_on_for)`
- `volume_multiple >= parameter.scale_factor`, `ends_on < starts_on + months(3)`, \
`today > date("2027-12-02")`
- `author_leaving or not handover_to_engineering` for yes or no, `controls.monitoring` for a control
- `trigger.scale`, `any(ground.*)` for what other entries conclude; \
`established(…)` where unknown counts as no"""


def schemas(base: KnowledgeBase, words: Words | None = None) -> dict[str, str]:
    """File name → text, for each schema; what it describes is described in a language (English)."""
    made = {"pack": pack_schema(base), "case": case_schema(base), "intake": intake_schema(base)}
    spoken = Words.of(words)
    return {
        f"schemas/{name}.schema.json": printed(described(schema, spoken))
        for name, schema in made.items()
    }


def pack_schema(base: KnowledgeBase | None = None) -> Schema:
    """The schema of a pack file: a list of entries, each of one kind.

    Names that `base` knows are offered, others not refused.
    """
    shared: dict[str, Schema] = {}
    kinds = {kind: _entry(entry, shared) for kind, entry in ENTRY_KINDS.items()}
    changes = {
        f"{change}_{kind}": form
        for kind, whole in kinds.items()
        for change, form in _changes(kind, whole).items()
    }
    return {
        "$schema": DRAFT,
        "title": "Threshold pack",
        "description": "A list of entries. "
        "The first key of an entry names its kind and holds its id.",
        "type": "array",
        "items": {"anyOf": [refer(name) for name in (*kinds, *changes)]},
        "$defs": {**kinds, **changes, **shared, **_names(base or load())},
    }


def case_schema(base: KnowledgeBase | None = None) -> Schema:
    """The schema of a file of cases: one, or a list, each stating attributes that `base` knows."""
    case = refer("case")
    return {
        "$schema": DRAFT,
        "title": "Threshold cases",
        "description": Told("schema_cases"),
        "anyOf": [case, {"type": "array", "minItems": 1, "items": case}],
        "$defs": case_forms(base or load()),
    }


def intake_schema(base: KnowledgeBase | None = None) -> Schema:
    """The schema of an intake: how the columns of a table become attributes that `base` knows."""
    shared: dict[str, Schema] = {}
    schema = _described(Intake, shared)
    attributes = {"attribute_names": _names(base or load())["attribute_names"]}
    return {
        "$schema": DRAFT,
        "title": "Threshold intake",
        **schema,
        "$defs": {**shared, **attributes},
    }


def _entry(entry: type[Entry], shared: dict[str, Schema]) -> Schema:
    schema = _described(entry, shared)
    own = schema["properties"][entry.kind]
    own.setdefault("description", Entry.model_fields["id"].description)
    return {"title": entry.kind, **schema}


def _changes(kind: str, whole: Schema) -> dict[str, Schema]:
    """The schemas of changes to an earlier pack's entry: it is overridden in part, or retired."""
    own = {kind: whole["properties"][kind]}
    said = {"type": "string", "minLength": 1}
    because = {
        OVERRIDE: {
            "description": "Why it overrides an entry of an earlier pack; "
            "keys that are left out stay as they were.",
            **said,
        }
    }
    anew = [kind, OVERRIDE, *(key for key in ("source", "basis") if key in whole["required"])]
    found = {
        OVERRIDE: {
            **whole,
            "title": f"{kind}, {OVERRIDE}",
            "properties": {**own, **because, **whole["properties"]},
            "required": anew,
        }
    }
    if kind == Attribute.kind:
        told = "Values of an enum or a set of another pack, each with its meaning."
        parts = {key: whole["properties"][key] for key in (*WORDS, "source")}
        found[ADD_VALUES] = {
            "title": f"{kind}, {ADD_VALUES}",
            "type": "object",
            "description": f"Adds values to an {kind} of an earlier pack.",
            "properties": {
                **own,
                ADD_VALUES: {**whole["properties"]["values"], "description": told},
                **parts,
            },
            "required": [kind, ADD_VALUES, "source"],
            "additionalProperties": False,
        }
    if issubclass(ENTRY_KINDS[kind], RuleEntry):
        reason = {
            RETIRE: {"description": "Why an entry of an earlier pack holds no longer.", **said}
        }
        found[RETIRE] = {
            "title": f"{kind}, {RETIRE}",
            "type": "object",
            "description": f"Ends {with_article(kind)} of an earlier pack.",
            "properties": {**own, **reason},
            "required": [kind, RETIRE],
            "additionalProperties": False,
        }
    return found


def _described(model: type[BaseModel], shared: dict[str, Schema]) -> Schema:
    """The schema of a class; those of the classes within it are added to `shared`."""
    schema = model.model_json_schema(by_alias=True)
    shared |= {name: _finished(part) for name, part in schema.pop("$defs", {}).items()}
    finished: Schema = _finished(schema)
    return finished


def _finished(node: Any) -> Any:
    """A part of pydantic's schema as editors show it best.

    It offers the names that may stand there, and shows neither empty defaults nor null.
    """
    if isinstance(node, list):
        return [_finished(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _finished(value) for key, value in node.items() if key != NAMES}
    if not isinstance(found.get("title", {}), dict):
        del found["title"]  # pydantic's, which only repeats the key
    if not found.get("default", True) and found["default"] is not False:
        del found["default"]
    some = [item for item in found.get("anyOf", ()) if item != {"type": "null"}]
    if len(some) == 1:
        found = {**{key: value for key, value in found.items() if key != "anyOf"}, **some[0]}
    if NAMES not in node:
        return found
    if node[NAMES] in ("condition", "calculation"):
        return {
            **found,
            "minLength": 1,
            "maxLength": LONGEST_CONDITION,
            "markdownDescription": _with_language(found),
        }
    form = {
        key: found.pop(key) for key in ("type", "pattern", "minLength", "maxLength") if key in found
    }
    # pydantic leaves out the type of what is a key
    return {**found, "anyOf": [refer(f"{node[NAMES]}_names"), form or {"type": "string"}]}


def _with_language(schema: Schema) -> str:
    return "\n\n".join(filter(None, (schema.get("description"), LANGUAGE)))


def _names(base: KnowledgeBase) -> dict[str, Schema]:
    """The names there are of each sort, each with what it stands for."""
    kinds: dict[str, type[Entry]] = {
        "work": Work,
        "control": Control,
        "ground": Ground,
        "schedule": Schedule,
        "ceiling": Ceiling,
    }
    found = {
        name: {entry.id: _title(entry) for entry in base.of_kind(kind)}
        for name, kind in kinds.items()
    }
    for name, type_ in (("day", "date"), ("figure", "number")):
        found[name] = {
            entry.id: _title(entry) for entry in base.of_kind(Parameter) if entry.type == type_
        }
    found["attribute"] = {
        name: question_of(attribute) for name, attribute in base.attributes.items()
    }
    found["number"] = {
        name: said
        for name, said in found["attribute"].items()
        if base.attributes[name].type in ("number", "integer")
    }
    found["relief"] = {entry.proposition: _title(entry) for entry in base.of_kind(Claim)}
    found["excepted"] = {entry.proposition: _title(entry) for entry in base.of_kind(InForce)}
    found["proposition"] = {
        name: title_of(name, base.propositions[name].title) for name in base.visible
    }
    return {f"{name}_names": choices(meanings) for name, meanings in found.items()}


def _title(entry: Any) -> str:
    """The title of an entry, which every language can say anew."""
    if says_its_title(entry):
        return Saying(TextOfEntry(entry.key, "title", entry.title))
    return title_of(name_of_title(entry), entry.title)
