"""The stubs that editors and type checkers read say what the packs say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import knowledge
from knowledge import UseCase, Verdict, load
from knowledge.cases.use_case import Controls
from knowledge.schemas import stub
from knowledge.schemas.editor import schemas
from knowledge.schemas.stub import stubs

PACKAGE = Path(knowledge.__file__).parent


def classes_in(name: str) -> dict[str, ast.ClassDef]:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def fields_of(node: ast.ClassDef) -> dict[str, str]:
    return {
        item.target.id: ast.unparse(item.annotation)
        for item in node.body
        if isinstance(item, ast.AnnAssign)
    }


@pytest.mark.parametrize("name", ["cases/use_case.pyi", "cases/verdict.pyi"])
def test_the_stub_is_current(name):
    assert (PACKAGE / name).read_text(encoding="utf-8") == stubs(load())[name], (
        "run `python -m knowledge.schemas.stub`"
    )


def test_the_stub_has_every_attribute_and_every_control():
    found = classes_in("cases/use_case.pyi")
    assert set(fields_of(found["UseCase"])) == set(UseCase.model_fields)
    assert set(fields_of(found["Controls"])) == set(Controls.model_fields)


def test_the_stub_has_every_verdict_in_its_order():
    members = [
        item.target.id
        for item in classes_in("cases/verdict.pyi")["Verdict"].body
        if isinstance(item, ast.AnnAssign)
    ]
    assert members == [verdict.name for verdict in Verdict]


@pytest.mark.parametrize(
    ("attribute", "annotation"),
    [
        ("name", "str"),
        ("owner", "str | None"),
        ("approved", "bool | None"),
        ("volume_multiple", "float | None"),
        ("business_units", "int | None"),
        ("starts_on", "date | None"),
        ("output_use", "Literal['research', 'operational'] | None"),
        (
            "relied_on_for",
            "frozenset[Literal['operational_planning', 'resource_allocation', "
            "'customer_commitments']] | None",
        ),
        ("controls", "Controls"),
    ],
)
def test_an_attribute_has_the_type_of_its_values(attribute, annotation):
    assert fields_of(classes_in("cases/use_case.pyi")["UseCase"])[attribute] == annotation


def test_the_stub_names_every_public_name_of_its_module():
    for name, module in (
        ("cases/use_case.pyi", knowledge.cases.use_case),
        ("cases/verdict.pyi", knowledge.cases.verdict),
    ):
        declared = {
            node.target.id
            for node in ast.parse(stubs(load())[name]).body
            if isinstance(node, ast.AnnAssign)
        }
        assert all(hasattr(module, constant) for constant in declared)
        assert all(hasattr(module, written) for written in classes_in(name))


def test_the_name_is_the_one_argument_that_must_be_given():
    init = next(
        item
        for item in classes_in("cases/use_case.pyi")["UseCase"].body
        if isinstance(item, ast.FunctionDef)
    )
    required = [
        argument.arg
        for argument, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True)
        if default is None
    ]
    assert required == ["name"]


def test_the_stubs_are_written_beside_the_module(tmp_path, monkeypatch):
    monkeypatch.setattr(stub, "__file__", str(tmp_path / "schemas" / "stub.py"))
    stub.main()
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*.*")
    }
    assert written == {**stubs(load()), **schemas(load())}
