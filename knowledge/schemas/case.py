"""The JSON Schema of one case: each attribute with its question, each value with its meaning."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM
from knowledge.cases.use_case import NESTED, UNKNOWN
from knowledge.entries import Attribute, Classification, Verdict
from knowledge.entries.derived_names import last_of
from knowledge.languages.english import name_of_title
from knowledge.languages.message import InARow, Saying, TextOfBase, TextOfEntry
from knowledge.languages.told import Told
from knowledge.schemas.parts import Schema, choices, refer


def _open_values() -> dict[str | bool | None, str]:
    return {UNKNOWN: Told("schema_left_out"), None: Told("schema_left_open")}


def _truths() -> dict[str | bool | None, str]:
    return {
        True: Told("schema_holds"),
        False: Told("schema_holds_not"),
        UNKNOWN: Told("schema_untold"),
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
        "description": Told("schema_controls"),
        "anyOf": [
            {"type": "object", "properties": controls, "additionalProperties": False},
            refer("open"),
        ],
    }
    properties[EXPECT] = _expected(base)
    properties[FROM] = {
        "description": Told("schema_from"),
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    case = {
        "type": "object",
        "title": "case",
        "description": Told("schema_case"),
        "properties": properties,
        "required": [name for name, attribute in base.attributes.items() if attribute.required],
        "additionalProperties": False,
    }
    return {"case": case, "open": choices(_open_values()), "truth": choices(_truths())}


def _attribute(attribute: Attribute) -> Schema:
    said: list[str] = [question_of(attribute)]
    if attribute.meaning:
        said += [" ", Saying(TextOfBase(("meanings", attribute.id), attribute.meaning))]
    if attribute.unit:
        unit = Saying(TextOfEntry(attribute.key, "unit", attribute.unit))
        said += [" ", Told("schema_unit", unit=unit)]
    described: Schema = {"description": Saying(InARow(tuple(said)))}
    if attribute.type == "set":  # of others, editors list the values
        for number, (value, meaning) in enumerate(_meanings(attribute).items()):
            said += ["\n" if number else "\n\n", f"- `{value}`: ", meaning]
        described["markdownDescription"] = Saying(InARow(tuple(said)))
    return {**described, **_form(attribute)}


def question_of(attribute: Attribute) -> Saying:
    """The question for an attribute, which every language can say anew."""
    return Saying(TextOfBase(("questions", attribute.id), attribute.question))


def title_of(proposition: str, title: str) -> Saying:
    """The statement of a proposition, which every language can say anew."""
    return Saying(TextOfBase(("statements", proposition), title))


def _meanings(attribute: Attribute) -> dict[str, str]:
    return {
        value: Saying(TextOfBase(("answers", attribute.id, value), meaning))
        for value, meaning in attribute.values.items()
    }


def _form(attribute: Attribute) -> Schema:
    meanings = _meanings(attribute)
    match attribute.type:
        case "text":
            return (
                {"type": "string", "minLength": 1}
                if attribute.required
                else {"type": ["string", "null"]}
            )
        case "bool":
            return choices({True: meanings["true"], False: meanings["false"], **_open_values()})
        case "enum":
            return choices({**meanings, **_open_values()})
        case "set":
            return _or_open({"type": "array", "items": choices(meanings)})
        case "date":
            return _or_open({"type": "string", "format": "date"})
    least = {} if attribute.minimum is None else {"minimum": attribute.minimum}
    return _or_open({"type": attribute.type, **least})


def _or_open(form: Schema) -> Schema:
    return {"anyOf": [form, refer("open")]}


def _expected(base: KnowledgeBase) -> Schema:
    truth = [refer("truth")]  # in a list, since what stands beside a reference does not count
    known = {
        name: {"description": title_of(name, base.propositions[name].title), "allOf": truth}
        for name in base.visible
    }
    verdicts = choices(
        {
            verdict.id: title_of(verdict.proposition, verdict.title)
            for verdict in base.of_kind(Verdict)
        }
    )
    answers = () if base.legal_tier is None else base.legal_tier.answers
    tiers = choices(
        {
            **{
                answer.rpartition(".")[2]: title_of(answer, base.propositions[answer].title)
                for answer in answers
            },
            UNKNOWN: Told("schema_untold"),
        }
    )
    whole: dict[str, Schema] = {
        "verdict": {"description": Told("schema_verdict"), **verdicts},
        "candidates": {
            "description": Told("schema_candidates"),
            "type": "array",
            "minItems": 1,
            "items": verdicts,
        },
        "tier": {"description": Told("schema_tier"), **tiers},
    }
    for entry in base.of_kind(Classification):
        if entry is not base.legal_tier:
            told = {
                last_of(name): title_of(name, base.propositions[name].title) for name in entry.tried
            }
            options = choices({**told, UNKNOWN: Told("schema_untold")})
            title = title_of(name_of_title(entry), entry.title)
            whole[entry.id] = {"description": title, **options}
    return {
        "type": "object",
        "description": Told("schema_expect"),
        "properties": {**whole, **known},
        "minProperties": 1,
        "additionalProperties": {
            "description": Told("schema_own"),
            "allOf": truth,
        },
    }
