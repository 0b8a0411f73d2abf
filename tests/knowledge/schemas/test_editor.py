"""The schemas that editors complete and check with take what the loader takes,
and refuse what it refuses by form.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

import knowledge
from knowledge import faults, load
from knowledge.entries import ENTRY_KINDS, RuleEntry
from knowledge.entries.reader import read_packs
from knowledge.entries.yaml_source import read_yaml
from knowledge.schemas.editor import case_schema, pack_schema, schemas
from tests.places import CASES, FAULTY_PACKS
from threshold.cli import main

PACKAGE = Path(knowledge.__file__).parent
ROOT = PACKAGE.parent
FAULTY = FAULTY_PACKS
PACKS = [
    *sorted(PACKAGE.glob("packs/*/*.yaml")),
    *sorted(PACKAGE.glob("example_packs/*.yaml")),
    FAULTY / "base" / "base.yaml",
]
CASE_FILES = [*sorted(PACKAGE.glob("examples/*.yaml")), *sorted(CASES.rglob("*.yaml"))]
INTAKES = sorted(PACKAGE.glob("intake/inventories/*.yaml"))
SHIPPED = (
    [("pack", file) for file in PACKS]
    + [("case", file) for file in CASE_FILES]
    + [("intake", file) for file in INTAKES]
)
COMMENT = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
# What a schema cannot say: which key comes first, that values are in order or all of one type.
BEYOND_FORM = {
    "kind_not_first",
    "unordered_parameter_values",
    "parameter_values_of_two_types",
    "retires_regulatory_ground",
    "doing_of_no_value",
}


@cache
def schema(what: str) -> jsonschema.Draft7Validator:
    text = (PACKAGE / "schemas" / f"{what}.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft7Validator(json.loads(text), format_checker=jsonschema.FormatChecker())


def as_json(data: Any) -> Any:
    """Data as JSON has it: days are texts."""
    return json.loads(json.dumps(data, default=date.isoformat))


def refused(what: str, data: Any) -> list[str]:
    return [error.message for error in schema(what).iter_errors(as_json(data))]


def read(text: str) -> Any:
    return yaml.safe_load(text)


@pytest.mark.parametrize("name", ["pack", "case", "intake"])
def test_a_schema_is_current_and_is_json_schema(name):
    file = f"schemas/{name}.schema.json"
    assert (PACKAGE / file).read_text(encoding="utf-8") == schemas(load())[file], (
        "run `python -m knowledge.schemas.stub`"
    )
    jsonschema.Draft7Validator.check_schema(schema(name).schema)
    references = set(
        re.findall(r'"\$ref": "#/\$defs/([^"]+)"', (PACKAGE / file).read_text(encoding="utf-8"))
    )
    assert references <= set(schema(name).schema["$defs"])


@pytest.mark.parametrize(("what", "file"), SHIPPED, ids=lambda value: getattr(value, "name", value))
def test_what_is_shipped_fits_its_schema(what, file):
    assert refused(what, read_yaml(file).data) == []


@pytest.mark.parametrize(
    ("what", "file"),
    [item for item in SHIPPED if item[1] != FAULTY / "base" / "base.yaml"],
    ids=lambda value: str(value)[-40:],
)
def test_the_first_line_leads_an_editor_to_the_schema(what, file):
    found = COMMENT.match(file.read_text(encoding="utf-8"))
    assert found
    assert (file.parent / found[1]).resolve() == PACKAGE / "schemas" / f"{what}.schema.json"
    assert (file.parent / found[1]).is_file()


def faulty_by_form() -> list[Path]:
    """The faulty packs whose fault shows before any name is looked up, though they are YAML."""
    found = []
    for file in sorted(FAULTY.glob("*.yaml")):
        kinds = {type(fault) for fault in read_packs([file]).faults}
        if (
            kinds
            and not kinds & {faults.BadYaml, faults.DuplicateId}
            and file.stem not in BEYOND_FORM
        ):
            found.append(file)
    return found


@pytest.mark.parametrize("file", faulty_by_form(), ids=lambda file: file.stem)
def test_a_pack_that_is_faulty_by_form_is_refused(file):
    assert refused("pack", read_yaml(file).data)


def test_what_a_schema_cannot_say_is_little():
    assert len(faulty_by_form()) > 4 * len(BEYOND_FORM)
    assert all(not refused("pack", read_yaml(FAULTY / f"{name}.yaml").data) for name in BEYOND_FORM)


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_every_kind_and_every_key_is_described(kind):
    described = schema("pack").schema["$defs"][kind]
    assert described["description"]
    assert described["additionalProperties"] is False
    assert kind in described["required"]
    assert {
        key for key, form in described["properties"].items() if not form.get("description")
    } == set()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("- {exception: time_boxed, retire: we have none}", True),
        ("- {exception: time_boxed, retire: we have none, title: x}", False),
        ("- {work: article, retire: it is old}", False),
        (
            "- {trigger: scale, override: we are small, when: approved, source: {work: article, "
            "at: '1'}, basis: stated}",
            True,
        ),
        ("- {trigger: scale, override: we are small, when: approved}", False),
        (
            "- {trigger: scale, override: '', source: {work: article, at: '1'}, basis: stated}",
            False,
        ),
        ("- {work: article, override: another name, cited_as: B}", True),
    ],
)
def test_an_entry_may_override_or_retire_one_of_an_earlier_pack(text, fits):
    assert (refused("pack", read(text)) == []) is fits


def test_a_key_within_an_entry_is_described_as_well():
    shared = {
        name: part
        for name, part in schema("pack").schema["$defs"].items()
        if "properties" in part and name[0].isupper()
    }
    parts = {"Bought", "DatedStart", "DatedValue", "Directions", "Due", "Figure", "Source"}
    assert set(shared) == parts
    assert all(
        form["description"] for part in shared.values() for form in part["properties"].values()
    )


def test_a_condition_is_described_with_the_language_that_it_is_written_in():
    rules = [
        kind
        for kind, entry in ENTRY_KINDS.items()
        if issubclass(entry, RuleEntry) and "when" in entry.model_fields
    ]
    assert rules
    for kind in rules:
        assert (
            "established(…)"
            in schema("pack").schema["$defs"][kind]["properties"]["when"]["markdownDescription"]
        )


def test_names_are_offered_and_those_of_an_own_pack_not_refused():
    controls = schema("pack").schema["$defs"]["control_names"]
    assert {"monitoring", "rollback"} <= set(controls["enum"])
    assert (
        controls["enumDescriptions"][controls["enum"].index("monitoring")]
        == load().entries["control:monitoring"].title
    )
    entry = (
        "- {trigger: t, title: t, when: own, requires: [own_control], "
        "source: {work: own_work, "
        "at: '1'}, basis: stated}"
    )
    assert refused("pack", read(entry)) == []
    assert refused("pack", read(entry.replace("own_control", "Own Control")))


@pytest.mark.parametrize(
    "text",
    [
        "name: x",
        "{name: x, exposure: unknown, stage: null, "
        "controls: {monitoring: true, rollback: unknown}}",
        "{name: x, relied_on_for: [], today: 2026-11-23, volume_multiple: 2.5, business_units: 2}",
        "[{name: x, expect: {trigger.scale: true, own.thing: unknown, "
        "verdict: production_required}}, {name: y}]",
        "{name: x, expect: {candidates: [prohibited, undetermined], tier: high_risk}}",
    ],
)
def test_a_case_that_is_read_fits(text):
    assert refused("case", read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "exposure: public",
        "{name: ''}",
        "{name: x, exposuer: public}",
        "{name: x, exposure: publik}",
        "{name: x, approved: 'yes'}",
        "{name: x, relied_on_for: planning}",
        "{name: x, relied_on_for: [planning]}",
        "{name: x, volume_multiple: -1}",
        "{name: x, business_units: 1.5}",
        "{name: x, today: '2026-02-30'}",
        "{name: x, controls: {monitorin: true}}",
        "{name: x, controls.monitoring: true}",
        "{name: x, expect: {trigger.scale: maybe}}",
        "{name: x, expect: {trigger.scale: null}}",
        "{name: x, expect: {verdict: production}}",
        "{name: x, expect: {candidates: []}}",
        "{name: x, expect: {}}",
        "[]",
    ],
)
def test_a_case_that_cannot_be_read_is_refused(text):
    assert refused("case", read(text))


def test_an_attribute_of_a_case_is_its_question_with_the_meaning_of_each_value():
    exposure = schema("case").schema["$defs"]["case"]["properties"]["exposure"]
    attribute = load().attributes["exposure"]
    assert exposure["description"].startswith(attribute.question)
    told = dict(zip(exposure["enum"], exposure["enumDescriptions"], strict=True))
    assert {value: told[value] for value in attribute.values} == attribute.values
    assert exposure["x-intellij-enum-metadata"]["public"] == {
        "description": attribute.values["public"]
    }


@pytest.mark.parametrize("what", ["pack", "case", "intake"])
def test_a_schema_is_printed(what):
    printed = json.loads(CliRunner().invoke(main, ["schema", what]).output)
    assert printed == schema(what).schema


def test_a_schema_knows_the_names_of_an_own_pack(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "- {attribute: depth, type: number, question: How deep?, source: {work: article, "
        "at: '1'}}\n",
        encoding="utf-8",
    )
    case = json.loads(CliRunner().invoke(main, ["schema", "case", "--pack", str(own)]).output)
    assert case["$defs"]["case"]["properties"]["depth"]["description"] == "How deep?"
    assert "depth" not in case_schema()["$defs"]["case"]["properties"]
    pack = json.loads(CliRunner().invoke(main, ["schema", "pack", "--pack", str(own)]).output)
    assert "depth" in pack["$defs"]["attribute_names"]["enum"]
    assert "depth" not in pack_schema()["$defs"]["attribute_names"]["enum"]


def mapped_in_vs_code() -> dict[str, set[str]]:
    found = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))[
        "yaml.schemas"
    ]
    return {
        Path(path).as_posix(): {globs} if isinstance(globs, str) else set(globs)
        for path, globs in found.items()
    }


def mapped_in_pycharm() -> dict[str, set[str]]:
    tree = ET.parse(ROOT / ".idea" / "jsonSchemas.xml")
    found = {}
    for info in tree.iter("SchemaInfo"):
        path = info.find("option[@name='relativePathToSchema']").get("value")
        found[path] = {item.find("option[@name='path']").get("value") for item in info.iter("Item")}
    return found


def test_vs_code_and_pycharm_know_which_schema_belongs_to_which_files():
    code, pycharm = mapped_in_vs_code(), mapped_in_pycharm()
    assert (
        set(code)
        == set(pycharm)
        == {f"knowledge/schemas/{name}.schema.json" for name in ("pack", "case", "intake")}
    )
    for what, file in SHIPPED:
        path = f"knowledge/schemas/{what}.schema.json"
        shown = file.relative_to(ROOT)
        assert any(shown.match(glob.replace("**/", "*/")) for glob in code[path]), shown
        assert any(str(shown).startswith(folder) for folder in pycharm[path]), shown


def test_what_is_described_is_said_in_english_of_each_kind():
    said = json.dumps(pack_schema(load()))
    assert re.findall(r"\ba [aeio]\w+ of", said) == []


@pytest.mark.parametrize("kind", ["work", "parameter", "classification", "schedule", "profile"])
def test_a_title_that_is_no_statement_is_not_described_as_one(kind):
    """Each of these is what it is, and holds in no case."""
    title = pack_schema(load())["$defs"][kind]["properties"]["title"]["description"]
    assert "where the entry holds" not in title
