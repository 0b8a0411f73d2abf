"""The language server, asked by a client over standard input and output as an editor does it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tests.language_client import OURS, Client, column_of, offered, opened, shown
from threshold.cli import main

OTHER = """\
- define: own.thing
  title: Naïve 😀 thing
  when: trigger.in_the_cloud and runs_in == "own" and not any(trigger.* except in_the_cloud)
  source: {work: policy, at: "3"}
  basis: stated
"""
CASES = """\
- name: One
  today: 2026-12-01
  stage: production
  runs_in: cloud
  expect: {trigger.in_the_cloud: true}
- {name: Two, today: 2026-12-01, stage: idea, runs_in: own}
- {name: Three, today: 2026-12-01}
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    texts = {"ours.yaml": OURS, "other.yaml": OTHER, "cases.yaml": CASES}
    client = opened(tmp_path_factory.mktemp("workspace"), texts)
    yield client
    client.process.kill()


def test_a_fault_is_told_while_typing_and_gone_when_it_is_mended(client: Client) -> None:
    client.write("ours.yaml", OURS)
    assert client.checked("ours.yaml") == []
    faulty = OURS.replace('runs_in == "cloud" and stage', 'runs_in == "clouds" and stag')
    client.write("ours.yaml", faulty)
    (found,) = client.checked("ours.yaml")
    assert "clouds" in found["message"]
    assert "nearest: cloud" in found["message"]
    assert shown(faulty, found["range"]) == "clouds"
    client.write("ours.yaml", f"{OURS}- trigger: half\n  title: [\n")
    (found,) = client.checked("ours.yaml")
    assert "this is not YAML" in found["message"]
    client.write("ours.yaml", OURS)
    assert client.checked("ours.yaml") == []
    assert (client.root / "ours.yaml").read_text(encoding="utf-8") == OURS


def test_a_case_is_checked_by_the_packs_of_the_workspace(client: Client) -> None:
    client.write("cases.yaml", CASES.replace("runs_in: own", "runs_in: won"))
    (found,) = client.checked("cases.yaml")
    assert "runs_in does not take this value" in found["message"]
    assert shown(CASES.replace("runs_in: own", "runs_in: won"), found["range"]) == "won"
    client.write("cases.yaml", CASES)
    assert client.checked("cases.yaml") == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("- trig", {"trigger"}),
        ("- trigger: x\n  req", {"requires"}),
        ("- trigger: x\n  when: runs_in == \"", {"cloud", "own"}),
        ("- trigger: x\n  when: >-\n    stage != 'idea'\n    and runs_in in ('cloud', 'o", {"own"}),
        ("- trigger: x\n  when: trigger.in_the", {"trigger.in_the_cloud"}),
        ("- trigger: x\n  when: established(parameter.scale_f", {"parameter.scale_factor"}),
        ("- trigger: x\n  requires: [monitoring, ex", {"explainability"}),
        ("- trigger: x\n  source: {work: pol", {"policy"}),
        ("- trigger: x\n  basis: st", {"stated"}),
        ("- verdict: x\n  excepted_by: every ex", {"every exception"}),
        ("- verdict: x\n  excepted_by: [exception.time", {"exception.time_boxed"}),
        ("- {trigger: x, exception_to: [trigger.in_the", {"trigger.in_the_cloud"}),
        ("- {trigger: x,\n   requires: [rollback,\n     moni", {"monitoring"}),
    ],
)  # fmt: skip
def test_what_may_stand_in_a_pack_is_offered(client: Client, typed: str, wanted: set[str]) -> None:
    text = f"{OURS}\n{typed}"
    client.write("ours.yaml", text)
    lines = text.split("\n")
    answer = client.at("completion", "ours.yaml", len(lines) - 1, len(lines[-1]))
    assert wanted <= set(offered(answer)[:12])
    word = answer["items"][offered(answer).index(sorted(wanted)[0])]["textEdit"]
    assert word["range"]["end"]["character"] == len(lines[-1])
    client.write("ours.yaml", OURS)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("- name: Four\n  runs", "runs_in"),
        ("- name: Four\n  runs_in: ", "cloud"),
        ("- name: Four\n  controls:\n    monit", "monitoring"),
        ("- name: Four\n  expect:\n    trigger.in", "trigger.in_the_cloud"),
        ("- name: Four\n  expect: {verdict: pro", "production_required"),
    ],
)
def test_what_may_stand_in_a_case_is_offered(client: Client, typed: str, wanted: str) -> None:
    text = f"{CASES}{typed}"
    client.write("cases.yaml", text)
    lines = text.split("\n")
    answer = client.at("completion", "cases.yaml", len(lines) - 1, len(lines[-1]))
    assert wanted in offered(answer)[:12]
    client.write("cases.yaml", CASES)


INTAKE = """\
intake: ours
title: Our list
source: Us
text:
  name: Title
columns:
- attribute: runs_in
  column: Where
  basis: stated
  values: {S: cloud}
"""


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("- attri", "attribute"),
        ("- attribute: runs", "runs_in"),
        ("- attribute: stage\n  col", "column"),
        ("- attribute: runs_in\n  values:\n    S: cl", "cloud"),
        ("- attribute: runs_in\n  starts: {O: ", "own"),
        ("- {attribute: exposure, values: {C: cust", "customers"),
        ("- attribute: runs_in\n  basis: st", "stated"),
        ("always:\n- attribute: stage\n  value: pil", "pilot"),
        ("text:\n  desc", "description"),
        ("colu", "columns"),
    ],
)
def test_what_may_stand_in_an_intake_is_offered(client: Client, typed: str, wanted: str) -> None:
    text = f"{INTAKE}{typed}"
    client.write("intake.yaml", text)
    lines = text.split("\n")
    answer = client.at("completion", "intake.yaml", len(lines) - 1, len(lines[-1]))
    assert wanted in offered(answer)[:12]
    client.write("intake.yaml", INTAKE)


def test_an_intake_is_checked_explained_and_leads_to_what_it_names(client: Client) -> None:
    (client.root / "intake.yaml").write_text(INTAKE, encoding="utf-8")
    client.write("intake.yaml", INTAKE)
    assert client.checked("intake.yaml") == []
    faulty = INTAKE.replace("S: cloud", "S: clod")
    client.write("intake.yaml", faulty)
    (found,) = client.checked("intake.yaml")
    assert "clod" in found["message"]
    client.write("intake.yaml", INTAKE)
    assert client.checked("intake.yaml") == []
    line = INTAKE.splitlines().index("- attribute: runs_in")
    text = client.at("hover", "intake.yaml", line, 15)["contents"]["value"]
    assert "attribute runs_in" in text
    line = INTAKE.splitlines().index("  values: {S: cloud}")
    text = client.at("hover", "intake.yaml", line, 16)["contents"]["value"]
    assert "**cloud** of runs_in" in text
    (place,) = client.at("definition", "intake.yaml", line, 16)
    assert place["uri"] == client.uri("ours.yaml")
    (client.root / "intake.yaml").unlink()


def test_a_name_is_explained_with_its_source_and_who_rests_on_it(client: Client) -> None:
    line = 12
    told = client.at("hover", "ours.yaml", line, column_of(OURS, line, "runs_in"))
    text = told["contents"]["value"]
    assert "Where does it run?" in text
    assert "`cloud`: in somebody else's cloud" in text
    assert "Source: [Policy 1]" in text
    assert "Rests on it: `own.thing`, `trigger.in_the_cloud`" in text
    value = client.at("hover", "ours.yaml", line, column_of(OURS, line, 'cloud"'))
    assert "in somebody else's cloud" in value["contents"]["value"]
    key = client.at("hover", "ours.yaml", 13, 4)
    assert "controls it requires" in key["contents"]["value"]


def test_a_name_leads_to_where_it_is_declared_and_to_all_that_rests_on_it(client: Client) -> None:
    line, column = 2, column_of(OTHER, 2, "in_the_cloud")
    (found,) = client.at("definition", "other.yaml", line, column)
    assert (found["uri"], found["range"]["start"]["line"]) == (client.uri("ours.yaml"), 10)
    shipped = client.at("definition", "ours.yaml", 13, column_of(OURS, 13, "monitoring"))
    assert shipped[0]["uri"].endswith("packs/article/controls.yaml")
    context = {"context": {"includeDeclaration": False}}
    others = client.at("references", "other.yaml", line, column, **context)
    places = [(one["uri"].rpartition("/")[2], one["range"]["start"]["line"]) for one in others]
    assert sorted(places) == [("cases.yaml", 4), ("other.yaml", 2), ("other.yaml", 2)]


def test_a_name_is_changed_in_packs_and_cases_at_once(client: Client) -> None:
    texts = {"ours.yaml": OURS, "other.yaml": OTHER, "cases.yaml": CASES}
    line, column = 2, column_of(OTHER, 2, "in_the_cloud")
    begun = client.at("prepareRename", "other.yaml", line, column)
    assert begun["placeholder"] == "in_the_cloud"
    edit = client.at("rename", "other.yaml", line, column, newName="rented")
    changed = {}
    for name, text in texts.items():
        edits = edit["changes"].get(client.uri(name), [])
        assert edits
        assert {shown(text, one["range"]) for one in edits} == {"in_the_cloud"}
        changed[name] = len(edits)
    assert changed == {"ours.yaml": 1, "other.yaml": 2, "cases.yaml": 1}
    value = client.at("rename", "cases.yaml", 3, column_of(CASES, 3, "cloud"), newName="rented")
    assert {uri.rpartition("/")[2]: len(one) for uri, one in value["changes"].items()} == {
        "ours.yaml": 2,
        "cases.yaml": 1,
    }


@pytest.mark.parametrize(
    ("name", "line", "part", "new", "said"),
    [
        ("ours.yaml", 13, "monitoring", "watched", "outside of this workspace"),
        ("ours.yaml", 10, "in_the_cloud", "In the cloud", "is no name"),
        ("ours.yaml", 10, "in_the_cloud", "scale", "already"),
        ("cases.yaml", 3, "cloud", "own", "already"),
    ],
)
def test_a_name_that_cannot_be_changed_is_refused(
    client: Client, name: str, line: int, part: str, new: str, said: str
) -> None:
    text = {"ours.yaml": OURS, "cases.yaml": CASES}[name]
    position = {"line": line, "character": column_of(text, line, part)}
    document = {"uri": client.uri(name)}
    answer = client.answer(
        "textDocument/rename", textDocument=document, position=position, newName=new
    )
    assert said in answer["error"]["message"]


def test_without_its_extra_the_server_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    told = CliRunner().invoke(main, ["language-server"])
    assert told.exit_code == 2
    assert told.stderr == ("language-server needs pygls: pip install 'threshold-rules[editor]'\n")


def test_a_rule_tells_in_how_many_cases_it_fires(client: Client) -> None:
    document = {"uri": client.uri("ours.yaml")}
    (lens,) = client.ask("textDocument/codeLens", textDocument=document)
    assert lens["range"]["start"]["line"] == 10
    assert lens["command"]["title"] == "fires in 1 case, missed in 1, open in 1"


def test_the_server_ends_when_it_is_told_to(client: Client) -> None:
    assert client.close() == 0
