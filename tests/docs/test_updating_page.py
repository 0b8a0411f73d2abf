"""The page on updates of the law: each recipe, followed on a copy of the shipped packs, does what
the page says.
"""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from knowledge.authoring.unused import alike
from knowledge.base import load
from knowledge.pack_paths import PACKS
from tests.places import ROOT
from threshold.cli import main

PAGE = (ROOT / "docs" / "updating_the_law.md").read_text(encoding="utf-8")
WRITTEN = dict(re.findall(r"```yaml (\S+)\n(.*?)```", PAGE, re.DOTALL))
COPY = "knowledge/packs"
GONE = "crime_prediction_by_profiling"
VALUE = "tenant_screening"
CASE = "name: Tenants\nai_system: true\neu_nexus: true\nannex_iii: [tenant_screening]\n"


class Packs:
    """A copy of the shipped packs, and the commands of the page in its folder."""

    def __init__(self, folder):
        self.folder = folder / COPY

    def run(self, *arguments, code=0):
        assert arguments[0] == "why" or f"threshold {arguments[0]}" in PAGE
        result = CliRunner().invoke(main, [*arguments])
        assert result.exit_code == code, result.output
        return " ".join(result.output.split())

    def change(self, name, change):
        file = self.folder / "ai_act" / name
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        file.write_text(after, encoding="utf-8")

    def after_line(self, name, begins, added):
        """Put lines behind the last one that begins so."""

        def put(text):
            at = text.index("\n", text.rindex(begins)) + 1
            return text[:at] + added + text[at:]

        self.change(name, put)


@pytest.fixture
def packs(tmp_path, monkeypatch):
    shutil.copytree(PACKS, tmp_path / COPY)
    monkeypatch.chdir(tmp_path)
    return Packs(tmp_path)


def test_a_new_member_of_a_list_is_one_line(packs):
    beside = packs.run("where", "ai_act.annex_iii.recruitment")
    value = packs.run("where", "annex_iii.recruitment")
    assert "any(ai_act.annex_iii.* except" in beside  # which takes every member
    for found in (beside, value):
        assert re.search(r"declared \(1\) ai_act/high_risk\.yaml:\d+:\d+: - \[recruitment,", found)
        assert re.search(r"languages \(2\).*de\.yaml.*fr\.yaml", found)
    assert WRITTEN["high_risk.yaml"].count("\n") == 1
    packs.after_line("high_risk.yaml", "    - [emergency_dispatch, ", WRITTEN["high_risk.yaml"])
    assert "0 errors, 0 warnings" in packs.run("check", COPY, "--level", "names")
    (packs.folder.parents[1] / "tenants.yaml").write_text(CASE, encoding="utf-8")
    told = packs.run("assess", "tenants.yaml", "--knowledge", COPY)
    assert "Legal tier: high-risk" in told
    asked = ("tenants.yaml", "ai_act.annex_iii.tenant_screening", "--knowledge", COPY)
    assert "[AI Act Annex III, point 5(e), as" in packs.run("why", *asked)
    assert "want to rent a home (EN)" in packs.run("why", *asked, "--language", "de")
    assert VALUE in packs.run("assess", "tenants.yaml", code=2)  # by the knowledge of today
    told = packs.run("impact", "shipped", COPY)
    assert "It is proven that no conclusion changes, in any case on any day" in told
    assert f"values.{VALUE}: nothing → assesses people who want to rent a home" in told
    assert "recruits or selects" not in told  # what stays as it was is not told


def test_a_new_member_is_no_loose_end(packs):
    packs.after_line("high_risk.yaml", "    - [emergency_dispatch, ", WRITTEN["high_risk.yaml"])
    assert [slip.says for slip in alike(load(COPY)) if VALUE in slip.says] == []


def test_a_deleted_article_goes_with_all_that_asks_for_it(packs):
    found = packs.run("where", f"prohibited_practices.{GONE}")
    assert "contradictions.yaml" in found
    declared = found.partition("packs (")[0]  # its meaning, and what a team does about it
    assert declared.count("ai_act/prohibited.yaml") == 2
    assert "ai_act/prohibited.yaml" in packs.run("where", f"ai_act.prohibited.{GONE}")
    packs.change(
        "prohibited.yaml",
        lambda text: re.sub(rf"    - row: {GONE}\n(      .*\n)+", "", text),
    )
    told = packs.run("check", COPY, "--level", "names", code=1)
    places = re.findall(r"(\w+\.yaml):\d+:\d+: error: [^:]*" + GONE, told)
    assert sorted(places) == ["contradictions.yaml", "prohibited.yaml"]
    for name in places:
        packs.change(name, lambda text: text.replace(f' or "{GONE}" in prohibited_practices', ""))
    assert "0 errors, 0 warnings" in packs.run("check", COPY, "--level", "names")
    (packs.folder.parents[1] / "case.yaml").write_text(
        f"name: Police\nprohibited_practices: [{GONE}]\n", encoding="utf-8"
    )
    told = packs.run("assess", "case.yaml", "--knowledge", COPY, code=2)
    assert (
        f"prohibited_practices does not take this value; in: prohibited_practices: '{GONE}'" in told
    )
    packs.run("assess", "case.yaml")


def test_a_date_that_moves_once_more_is_one_more_line(packs):
    assert "ai_act/dates.yaml" in packs.run("where", "parameter.annex_iii_applies")
    known = '    - {from: 2026-07-27, value: 2027-12-02, source: {work: ai_act, at: "Art. 113"'
    packs.after_line("dates.yaml", known, WRITTEN["dates.yaml"])
    assert "0 errors, 0 warnings" in packs.run("check", COPY, "--level", "names")
    base, name = load(COPY), "parameter.annex_iii_applies"
    days = [date(2026, 7, 1), date(2027, 2, 28), date(2027, 3, 1)]
    assert [base.parameters_on(day)[name] for day in days] == [
        date(2026, 8, 2),
        date(2027, 12, 2),
        date(2028, 12, 2),
    ]
    told = packs.run("impact", "shipped", COPY)
    assert "parameter:annex_iii_applies changed" in told
    assert "(duty.26_2.binds)" in told
    assert "to another verdict" not in told
