"""An answer by earlier knowledge says which of its rules are others today."""

from __future__ import annotations

import shutil

import pytest

from engine import assess
from explain import why
from knowledge import load
from knowledge.pack_paths import PACKS

CASE = {"name": "Two units", "business_units": 2, "output_use": "operational"}


def answered(base, proposition="verdict"):
    return why(assess(CASE, "2026-11-28", base=base), proposition, prove=False)


@pytest.fixture
def changed(tmp_path):
    """The packs of today, in which some text of the triggers is another one."""

    def changed_to(old: str, new: str):
        packs = shutil.copytree(PACKS, tmp_path / "packs")
        file = packs / "article" / "triggers.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return load(knowledge=str(packs))

    return changed_to


def test_an_answer_by_the_knowledge_of_today_compares_nothing():
    assert answered(load()).since is None


def test_a_rule_that_asks_something_else_today_is_named(changed):
    base = changed("business_units >= parameter.", "business_units + 0 >= parameter.")
    found = answered(base).since
    assert [(rule.entry, rule.state) for rule in found.differing] == [
        ("trigger.scale", "otherwise")
    ]
    assert found.same > 0
    assert "trigger.scale: its rules ask something else today" in str(answered(base))
    german = answered(base, "trigger.scale").to_text(language="de")
    assert "trigger.scale: die Regeln dazu fragen heute etwas anderes" in german


def test_another_wording_is_the_same_rule(changed):
    base = changed("title: ", "title: Indeed, ")
    assert base.fingerprint != load().fingerprint
    assert answered(base, "trigger.scale").since.differing == ()


def test_a_rule_that_is_gone_is_named(tmp_path):
    packs = shutil.copytree(PACKS, tmp_path / "packs")
    (packs / "article" / "more.yaml").write_text(
        "- define: two_units\n  title: There are two units\n  when: business_units >= 2\n"
        "  source: {work: article, at: Quick answer}\n  basis: stated\n",
        encoding="utf-8",
    )
    told = answered(load(knowledge=str(packs)), "two_units")
    assert [(rule.entry, rule.state) for rule in told.since.differing] == [("two_units", "gone")]
    assert "two_units: there is no such rule any more" in str(told)


def test_the_knowledge_of_2026_11_is_compared_with_that_of_today():
    """The Act's part of that condition asks by other attributes since."""
    found = answered(load(knowledge="2026.11")).since
    assert found.version == load().version
    assert "condition.regulatory_scope" in {rule.entry for rule in found.differing}


def test_a_rule_is_another_by_a_figure_that_it_reads(tmp_path):
    packs = shutil.copytree(PACKS, tmp_path / "packs")
    file = packs / "article" / "parameters.yaml"
    text = file.read_text(encoding="utf-8")
    before, mark, after = text.partition("- parameter: several_units")
    assert mark
    file.write_text(before + mark + after.replace("value: 2", "value: 1", 1), encoding="utf-8")
    found = answered(load(knowledge=str(packs)), "trigger.scale").since
    assert [rule.entry for rule in found.differing] == ["trigger.scale"]
