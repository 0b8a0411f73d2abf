"""Knowledge of an earlier day: by version, fingerprint, folder or git revision."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from engine import assess
from knowledge import load
from knowledge.earlier import ARCHIVE, holds_whole, versions
from knowledge.faults import InvalidKnowledge
from knowledge.pack_paths import PACKS

SMALL = """\
- work: policy
  title: Our policy
  cited_as: Policy
- define: any_case
  title: There is a case
  when: known(sector) or not known(sector)
  source: {work: policy, at: "1"}
  basis: stated
"""


def test_today_is_a_version_too():
    today = load()
    for name in ("shipped", today.version, today.fingerprint, today.pack_versions[0].fingerprint):
        assert load(knowledge=name) is today
    assert versions()[-1] == today.version


def test_a_version_is_found_by_each_fingerprint_that_answers_named():
    """`da5d…` is the one of bytes that answers of 2026.11 named in November 2026."""
    kept = load(ARCHIVE / "2026.11")
    for name in ("2026.11", kept.fingerprint, "da5d2463a9871660", str(ARCHIVE / "2026.11")):
        assert load(knowledge=name).fingerprint == kept.fingerprint


def test_packs_of_ones_own_stand_on_the_knowledge_that_is_named(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(SMALL.replace("known(sector) or not known(sector)", "business_units >= 2"))
    base = load(own, knowledge="2026.11")
    assert base.packs == ("article", "ai_act", "own")
    assert base.version == "2026.11"
    assert assess({"name": "x", "business_units": 3}, base=base).conclusions["any_case"]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git repository whose packs said two things, one after the other; in it."""
    packs = tmp_path / "some" / "packs"
    shutil.copytree(PACKS, packs)
    monkeypatch.chdir(tmp_path)

    def git(*arguments):
        identity = ("-c", "user.name=a", "-c", "user.email=a@b.c")
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    (packs / "VERSION").write_text("2031.01\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "first")
    (packs / "VERSION").write_text("2031.02\n", encoding="utf-8")
    git("commit", "-qam", "second")
    return tmp_path


def test_a_revision_is_read_as_it_was(repository):
    assert load(knowledge="HEAD~1").version == "2031.01"
    assert load(knowledge="HEAD").version == "2031.02"
    assert holds_whole(repository)
    assert load(knowledge=".").version == "2031.02"


@pytest.mark.parametrize("name", ["2026.13", "0123456789abcdef", "--output=x", ""])
def test_what_is_no_knowledge_is_told_with_what_would_be(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidKnowledge, match=r"2026\.11") as told:
        load(knowledge=name)
    assert len(told.value.faults) == 1


def test_the_nearest_version_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidKnowledge) as told:
        load(knowledge="2026.1")
    assert told.value.faults[0].nearest in versions()


def test_a_folder_without_packs_is_told(tmp_path):
    with pytest.raises(InvalidKnowledge, match="ORDER"):
        load(knowledge=str(tmp_path))
