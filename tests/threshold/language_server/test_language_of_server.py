"""The language server speaks the language of the editor, or the one it was started with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tests.language_client import OURS, Client, column_of, opened
from threshold.cli import main

CASES = "- {name: One, today: 2026-12-01, stage: production, runs_in: cloud}\n"
FAULTY = CASES.replace("production", "productoin")


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    texts = {"ours.yaml": OURS, "cases.yaml": CASES}
    client = opened(tmp_path_factory.mktemp("workspace"), texts, locale="de-AT")
    yield client
    client.process.kill()


def test_a_rule_tells_in_how_many_cases_it_fires_in_the_language_of_the_editor(
    german: Client,
) -> None:
    document = {"uri": german.uri("ours.yaml")}
    (lens,) = german.ask("textDocument/codeLens", textDocument=document)
    assert lens["command"]["title"] == "feuert in 1 Fall, bleibt aus in 0, offen in 0"


def test_what_rests_on_a_name_is_told_in_the_language_of_the_editor(german: Client) -> None:
    found = german.at("hover", "ours.yaml", 10, column_of(OURS, 10, "in_the_cloud"))
    assert "Nichts beruht darauf" in found["contents"]["value"]


def test_a_name_is_refused_in_the_language_of_the_editor(german: Client) -> None:
    answer = german.answer(
        "textDocument/rename",
        textDocument={"uri": german.uri("ours.yaml")},
        position={"line": 10, "character": column_of(OURS, 10, "in_the_cloud")},
        newName="In the cloud",
    )
    assert "„In the cloud“ ist kein Name; erwartet: " in answer["error"]["message"]


def test_faults_are_told_in_the_language_of_the_editor(german: Client) -> None:
    german.write("cases.yaml", FAULTY)
    (found,) = german.checked("cases.yaml")
    assert found["message"].startswith("stage nimmt diesen Wert nicht an; ")
    assert found["message"].endswith("am nächsten: production")


def test_the_language_that_the_server_was_started_with_comes_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("workspace")
    texts = {"ours.yaml": OURS, "cases.yaml": FAULTY}
    client = opened(folder, texts, "--language", "fr", locale="de")
    client.write("cases.yaml", FAULTY)
    (found,) = client.checked("cases.yaml")
    client.process.kill()
    assert found["message"].endswith("le plus proche\u00a0: production")


def test_a_language_that_there_is_not_is_told_before_the_server_starts() -> None:
    told = CliRunner().invoke(main, ["language-server", "--language", "dee"])
    assert told.exit_code == 2
    assert "am nächsten: de" in told.stderr


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("type: number\n  minimum: 0\n  unit: parts", "eine Zahl, mindestens 0 (parts"),
        ("type: date", "ein Tag zwischen 1900 und 2199"),
    ],
)
def test_an_attribute_without_a_list_tells_what_it_takes(tmp_path, kind: str, said: str) -> None:
    pack = f"""\
- work: policy
  title: Our policy
  cited_as: Policy

- attribute: sorted_so
  {kind}
  question: How is it sorted?
  source: {{work: policy, at: "1"}}
"""
    client = opened(tmp_path, {"ours.yaml": pack}, locale="de-AT")
    found = client.at("hover", "ours.yaml", 4, column_of(pack, 4, "sorted_so"))["contents"]["value"]
    assert said in found
    assert "\n\n\n" not in found
    client.process.kill()
