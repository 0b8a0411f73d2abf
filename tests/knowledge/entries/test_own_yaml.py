"""YAML means here what it means to PyYAML as it comes, whatever a process has taught PyYAML."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml

from knowledge.cases.files import case_text
from knowledge.entries.own_yaml import Dumper, Loader, dumped
from knowledge.entries.yaml_source import parse_yaml
from tests.conftest import use_case

WORDS = """
    yes Yes no NO true False on OFF y n ~ null NULL Null 1 -1 +1 0 012 0x1F 0b11 1_000 1:30 1.5 -.5
    1. 1e5 1.0e+5 .inf -.INF .nan 2026-11-22 2026-1-2 2026-11-22T10:00:00Z text = 1.2.3 --- Nothing
""".replace("---", "").split()
DATA = {
    "words": [*WORDS, "", "a: b", "# no", "two\nlines", "ä", " x "],
    "values": [True, False, None, 1, 1.5, float("inf"), date(2026, 11, 22), ("a", "b")],
    "times": datetime(2026, 11, 22, 10, 0),
}
CASE = "name: yes and no\nprofiling: yes\nunits: 3\nshare: 0.5\nday: 2026-11-22\nopen: ~\n"


@pytest.fixture
def taught(monkeypatch):
    """A process in which YAML has other words and types, as answers on the web advise."""
    tables = yaml.resolver.Resolver.yaml_implicit_resolvers
    for first in list(tables):
        monkeypatch.delitem(tables, first)
    for kind in ("int", "bool", "float", "timestamp"):
        tag = f"tag:yaml.org,2002:{kind}"
        made = yaml.constructor.SafeConstructor.yaml_constructors
        monkeypatch.setitem(made, tag, lambda _, node: f"<{node.value}>")
    written = yaml.representer.SafeRepresenter.yaml_representers

    def in_a_block(dumper, text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|")

    monkeypatch.setitem(written, str, in_a_block)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_means_what_it_means_to_pyyaml(word):
    mine, theirs = yaml.compose(word, Loader=Loader), yaml.compose(word, Loader=yaml.SafeLoader)
    assert mine.tag == theirs.tag
    if not theirs.tag.endswith(":value"):
        assert repr(yaml.load(word, Loader=Loader)) == repr(yaml.safe_load(word))


def test_data_is_written_as_pyyaml_writes_it():
    theirs = yaml.safe_dump(DATA, allow_unicode=True, sort_keys=False, width=100)
    # but for what YAML 1.1 takes for text, and our reader for a number
    theirs = theirs.replace("- 1e5\n", "- '1e5'\n")
    assert dumped(DATA, sort_keys=False, width=100) == theirs
    assert yaml.dump({1}, Dumper=yaml.SafeDumper)
    with pytest.raises(yaml.representer.RepresenterError):
        yaml.dump({1}, Dumper=Dumper)


def test_what_the_process_taught_pyyaml_changes_no_file(taught):
    assert parse_yaml(CASE, "case.yaml").data == {
        "name": "yes and no",
        "profiling": True,
        "units": 3,
        "share": 0.5,
        "day": date(2026, 11, 22),
        "open": None,
    }


def test_what_the_process_taught_pyyaml_changes_no_case_that_is_written(taught):
    written = case_text(use_case(name="yes", profiling=True))
    assert written.startswith("name: 'yes'\n")
    assert "profiling: true\n" in written


@pytest.mark.parametrize(
    "text", ["1e3", "1E+3", "-1e3", "1.e3", "0e0", "1.5e300", "e3", "1e", "1e3.5", "1_000", "0x1F"]
)
def test_a_text_that_looks_like_a_number_is_read_back_as_a_text(text):
    assert parse_yaml(dumped({"name": text}), "case.yaml").data == {"name": text}
    assert parse_yaml(dumped({text: 1}), "case.yaml").data == {text: 1}
