"""The JSON Schema of one case: each attribute with its question, each value with its meaning."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM
from knowledge.cases.use_case import NESTED, UNKNOWN
from knowledge.entries import Attribute, Classification, Verdict
from knowledge.entries.derived_names import last_of
from knowledge.schemas.parts import Schema, choices, refer

OPEN = {
    UNKNOWN: "Not known; the same as leaving it out.",
    None: "Left open; the same as leaving it out.",
}
TRUTHS = {
    True: "It holds.",
    False: "It does not hold.",
    UNKNOWN: "It cannot be told from what is stated.",
}


def case_forms(base: KnowledgeBase) -> dict[str, Schema]:
    """The schema of what a `case` may state, and those it refers to.

    A case that is a test says under `expect` what has to follow.
    """
    properties: dict[str, Schema] = {}
    controls: dict[str, Schema] = {}
    for name, attribute in base.attributes.items():
        group, _, short = name.rpartition(".")
        (controls if group == NESTED else properties)[short] = _attribute(attribute)
    properties[NESTED] = {
        "description": "Which engineering controls are in place.",
        "anyOf": [
            {"type": "object", "properties": controls, "additionalProperties": False},
            refer("open"),
        ],
    }
    properties[EXPECT] = _expected(base)
    properties[FROM] = {
        "description": "For a test: the place in a work that it was written from, such as "
        "`AI Act Art. 27(1)`; or a list of them.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    case = {
        "type": "object",
        "title": "case",
        "description": "A use case of AI, as far as it is known. "
        "What is left out is unknown, never a no.",
        "properties": properties,
        "required": [name for name, attribute in base.attributes.items() if attribute.required],
        "additionalProperties": False,
    }
    return {"case": case, "open": choices(OPEN), "truth": choices(TRUTHS)}


def _attribute(attribute: Attribute) -> Schema:
    said = " ".join(
        filter(
            None,
            (
                attribute.question,
                attribute.meaning,
                f"Unit: {attribute.unit}." if attribute.unit else "",
            ),
        )
    )
    listed = "\n".join(f"- `{value}`: {meaning}" for value, meaning in attribute.values.items())
    # of others, editors list the values
    shown = {"markdownDescription": f"{said}\n\n{listed}"} if attribute.type == "set" else {}
    return {"description": said, **shown, **_form(attribute)}


def _form(attribute: Attribute) -> Schema:
    match attribute.type:
        case "text":
            return (
                {"type": "string", "minLength": 1}
                if attribute.required
                else {"type": ["string", "null"]}
            )
        case "bool":
            return choices(
                {True: attribute.values["true"], False: attribute.values["false"], **OPEN}
            )
        case "enum":
            return choices({**attribute.values, **OPEN})
        case "set":
            return _or_open({"type": "array", "items": choices(attribute.values)})
        case "date":
            return _or_open({"type": "string", "format": "date"})
    least = {} if attribute.minimum is None else {"minimum": attribute.minimum}
    return _or_open({"type": attribute.type, **least})


def _or_open(form: Schema) -> Schema:
    return {"anyOf": [form, refer("open")]}


def _expected(base: KnowledgeBase) -> Schema:
    truth = [refer("truth")]  # in a list, since what stands beside a reference does not count
    known = {
        name: {"description": base.propositions[name].title, "allOf": truth}
        for name in base.visible
    }
    verdicts = choices({verdict.id: verdict.title for verdict in base.of_kind(Verdict)})
    answers = () if base.legal_tier is None else base.legal_tier.answers
    tiers = choices(
        {
            **{answer.rpartition(".")[2]: base.propositions[answer].title for answer in answers},
            UNKNOWN: TRUTHS[UNKNOWN],
        }
    )
    whole: dict[str, Schema] = {
        "verdict": {"description": "The verdict.", **verdicts},
        "candidates": {
            "description": "The verdicts that are still possible.",
            "type": "array",
            "minItems": 1,
            "items": verdicts,
        },
        "tier": {"description": "The legal tier.", **tiers},
    }
    for entry in base.of_kind(Classification):
        if entry is not base.legal_tier:
            told = {last_of(name): base.propositions[name].title for name in entry.tried}
            options = choices({**told, UNKNOWN: TRUTHS[UNKNOWN]})
            whole[entry.id] = {"description": entry.title, **options}
    return {
        "type": "object",
        "description": "For a test: what has to follow. The verdict, its candidates, "
        "the legal tier, a further classification, or a proposition and its truth.",
        "properties": {**whole, **known},
        "minProperties": 1,
        "additionalProperties": {
            "description": "A proposition of your own packs, and its truth.",
            "allOf": truth,
        },
    }
