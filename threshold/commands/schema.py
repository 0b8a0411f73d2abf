"""The command `threshold schema`: the JSON Schemas of answers, and of what people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from threshold.commands.options import LANGUAGE, PACK, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command
from threshold.commands.value_types import OneOf

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


SCHEMAS = {
    "assessment": "engine:Assessment",
    "case": "knowledge.schemas.editor:case_schema",
    "pack": "knowledge.schemas.editor:pack_schema",
    "intake": "knowledge.schemas.editor:intake_schema",
    "first-answer": "explain:FirstAnswer",
    "explanation": "explain:Explanation",
    "why-not": "explain:WhyNot",
    "comparison": "explain:Comparison",
    "change": "explain:SmallestChange",
    "questions": "explain:Questions",
    "timeline": "explain:Timeline",
    "plan": "explain:Plan",
    "impact": "explain:Impact",
}


@command()
@click.argument("what", type=OneOf([*SCHEMAS]), default="assessment")
@PACK
@LANGUAGE
def schema(what: str, base: KnowledgeBase, language: str) -> None:
    """Print the JSON Schema of an assessment or any explanation, or of what people write: a case, a
    pack, an intake. With --language, what it describes is described in that language.
    """
    import json
    from importlib import import_module

    from knowledge.schemas.described import described

    module, _, name = SCHEMAS[what].partition(":")
    found = getattr(import_module(module), name)
    is_model = hasattr(found, "model_json_schema")
    # what is printed is described, and so are fields that are made of others
    made = found.model_json_schema(mode="serialization") if is_model else found(base)
    told = described(made, words_of(language, base))
    print_json(json.dumps(told, indent=2, ensure_ascii=False))
