"""Writes `use_case.pyi`, `verdict.pyi` and the JSON Schemas, for editors and type checkers.

They are made from the packs.
`python -m knowledge.schemas.stub` writes them; tests check that they are current.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.base import KnowledgeBase, load
from knowledge.cases.use_case import NESTED
from knowledge.entries import Attribute
from knowledge.schemas.editor import schemas

HEAD = '"""Generated from the packs by `python -m knowledge.schemas.stub`; do not edit."""\n\n'


def stubs(base: KnowledgeBase) -> dict[str, str]:
    """File name → text, for each generated stub."""
    return {"cases/use_case.pyi": _use_case(base), "cases/verdict.pyi": _verdict(base)}


def _use_case(base: KnowledgeBase) -> str:
    plain = [attribute for name, attribute in base.attributes.items() if "." not in name]
    controls = [
        attribute for name, attribute in base.attributes.items() if name.startswith(f"{NESTED}.")
    ]
    lines = [
        HEAD + "from collections.abc import Collection, Mapping",
        "from datetime import date",
        "from typing import Any, Literal",
        "",
        "from pydantic import BaseModel",
        "",
        "from knowledge.base import KnowledgeBase",
        "from knowledge.entries import Attribute",
        "",
        "EARLIEST: date",
        "LATEST: date",
        "UNKNOWN: str",
        "NESTED: str",
        "",
        "class CaseModel(BaseModel):",
        "    def stated(self) -> dict[str, Any]: ...",
        "",
        "def nested(values: Mapping[str, Any]) -> dict[str, Any]: ...",
        "def use_case_model(attributes: Mapping[str, Attribute]) -> type[CaseModel]: ...",
        "def asked_for(base: KnowledgeBase) -> dict[str, Any]: ...",
        "def model_of(base: KnowledgeBase) -> type[CaseModel]: ...",
        "",
        *_class("Controls", "BaseModel", controls, []),
        "",
        *_class(
            "UseCase", "CaseModel", plain, [f"{NESTED}: Controls | Mapping[str, bool | None] = ..."]
        ),
    ]
    return "\n".join(lines) + "\n"


def _class(name: str, parent: str, attributes: list[Attribute], extra: list[str]) -> list[str]:
    fields = [
        f"    {attribute.id.rpartition('.')[2]}: {_type(attribute)}" for attribute in attributes
    ]
    arguments = [
        f"        {attribute.id.rpartition('.')[2]}: {_argument(attribute)}"
        + ("" if attribute.required else " = ...")
        + ","
        for attribute in attributes
    ]
    fields += [f"    {line.replace(' | Mapping[str, bool | None] = ...', '')}" for line in extra]
    return [
        f"class {name}({parent}):",
        *fields,
        "    def __init__(",
        "        self,",
        "        *,",
        *arguments,
        *(f"        {line}," for line in extra),
        "    ) -> None: ...",
    ]


def _type(attribute: Attribute) -> str:
    optional = "" if attribute.required else " | None"
    if attribute.type == "set":
        return f"frozenset[{_literal(attribute)}]{optional}"
    return _plain(attribute) + optional


def _argument(attribute: Attribute) -> str:
    optional = "" if attribute.required else " | None"
    if attribute.type == "set":
        return f"Collection[{_literal(attribute)}]{optional}"
    return _plain(attribute) + (" | str" if attribute.type == "date" else "") + optional


def _plain(attribute: Attribute) -> str:
    names = {"text": "str", "bool": "bool", "number": "float", "integer": "int", "date": "date"}
    return _literal(attribute) if attribute.type == "enum" else names[attribute.type]


def _literal(attribute: Attribute) -> str:
    return "Literal[" + ", ".join(f'"{choice}"' for choice in attribute.choices) + "]"


def _verdict(base: KnowledgeBase) -> str:
    lines = [
        HEAD + "from collections.abc import Iterator",
        "from typing import ClassVar",
        "",
        "from knowledge.cases.verdict_id import VerdictId",
        "",
        "class Shipped(type):",
        "    def __call__(cls, id: str) -> VerdictId: ...",
        "    def __getitem__(cls, name: str) -> VerdictId: ...",
        "    def __iter__(cls) -> Iterator[VerdictId]: ...",
        "    def __len__(cls) -> int: ...",
        "    def __contains__(cls, id: object) -> bool: ...",
        "",
        "class Verdict(VerdictId, metaclass=Shipped):",
        *(f"    {entry.id.upper()}: ClassVar[VerdictId]" for entry in base.verdicts),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the stubs beside this module, and the schemas in their folder."""
    base = load()
    for name, text in {**stubs(base), **schemas(base)}.items():
        target = Path(__file__).parents[1] / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
