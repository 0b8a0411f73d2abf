"""A register outlives its knowledge: each assessment is repeated under its own, and a change of the
packs tells whom it changed.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from threshold.cli import main
from threshold.register import Register

PACK = """
- work: policy
  title: Our policy
  cited_as: Our policy

- attribute: bought
  type: bool
  question: Is it bought?
  values: {{"true": bought, "false": built}}
  source: {{work: policy, at: "1"}}

- trigger: bought_thing
  title: It is bought from somebody
  otherwise: It is not bought from anybody
  open: it is bought from somebody
  when: {when}
  requires: [monitoring]
  because: Our policy says so.
  source: {{work: policy, at: "1"}}
  basis: stated
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A register that was kept under one policy, opened under another, and the two addresses."""
    folder = tmp_path_factory.mktemp("policy")
    pack, where = folder / "our policy.yaml", folder / "register.db"
    pack.write_text(PACK.format(when="bought"), encoding="utf-8")
    with Register(where, pack) as register:
        for key, bought in (("a", True), ("b", False)):
            case = {"name": key, "bought": bought, "output_use": "research"}
            register.add(key, case, who="Eva Ott", on="2026-11-01")
    pack.write_text(PACK.format(when="not bought"), encoding="utf-8")
    with Register(where, pack) as register:
        yield register


def test_a_change_of_the_packs_tells_whom_it_changed_and_how(changed):
    found = changed.changed_by_knowledge("2026-11-02")
    told = {
        (case.key, change.aspect, change.id): (change.before, change.after)
        for case in found
        for change in case.changes
    }
    assert told["a", "control", "monitoring"] == ("unconfirmed", "")
    assert told["b", "control", "monitoring"] == ("", "unconfirmed")
    assert {c.kind for case in found for one in case.changes for c in one.causes} == {"knowledge"}


def test_a_snapshot_is_repeated_under_its_own_knowledge_and_under_that_of_today(changed):
    done = changed.replay(1)
    assert (done.repeated, done.differences) == (True, ())
    assert ("control", "monitoring") in {(one.aspect, one.id) for one in done.today}
    assert done.fingerprint != done.snapshot.fingerprint


def test_a_diff_names_the_knowledge_as_the_cause_from_the_day_on_which_it_was_taken_up(changed):
    assert changed.assess("2026-11-03", adopted_on="2026-11-03") == 2
    assert changed.changed_by_knowledge("2026-11-03") == ()
    diff = changed.diff("2026-11-02", "2026-11-03")
    assert [case.key for case in diff.changed] == ["a", "b"]
    causes = {cause.kind for case in diff.changed for one in case.changes for cause in one.causes}
    assert causes == {"knowledge"}
    assert diff.knowledge[0] != diff.knowledge[1]
    assert changed.diff("2026-11-01", "2026-11-02").changed == ()
    assert changed.verify().whole


def test_an_answer_that_todays_packs_do_not_ask_is_set_aside_and_kept(changed):
    with Register(changed.database.shown) as plain:
        assert plain.case("a", date(2026, 11, 4)).outcome.verdict
        assert [one.value for one in plain.history("a") if one.attribute == "bought"] == [True]
        done = plain.replay(1)
    assert done.repeated
    assert done.set_aside == ("bought",)


@pytest.fixture
def upgraded(tmp_path):
    """A register of one case, kept in 2020, and opened under new knowledge."""
    pack, where = tmp_path / "policy.yaml", tmp_path / "register.db"
    pack.write_text(PACK.format(when="bought"), encoding="utf-8")
    with Register(where, pack) as register:
        case = {"name": "a", "bought": True, "output_use": "research"}
        register.add("a", case, who="Eva Ott", on="2020-01-01")
    pack.write_text(PACK.format(when="not bought"), encoding="utf-8")
    with Register(where, pack) as register:
        yield register


def pack_of(register):
    return Path(register.database.shown).with_name("policy.yaml")


TODAY = date.today()
TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=30)


def test_what_is_done_as_of_an_earlier_day_adopts_the_knowledge_today(upgraded):
    upgraded.answer("a", "exposure", "analysts", who="Eva Ott", on="2020-02-01")
    early = upgraded.diff("2020-01-15", "2020-03-01")
    assert early.knowledge[0] == early.knowledge[1] != upgraded.base.fingerprint
    assert {change.id for case in early.changed for change in case.changes} == set()
    late = upgraded.diff("2020-03-01", TODAY)
    assert late.knowledge == (early.knowledge[0], upgraded.base.fingerprint)
    assert upgraded.changed_by_knowledge(TODAY) == ()


def test_knowledge_is_adopted_from_an_earlier_day_where_that_is_asked_for(upgraded):
    run = CliRunner().invoke
    where = ["--register", upgraded.database.shown, "--pack", str(pack_of(upgraded))]
    done = run(main, ["register", "assess", "--adopted-on", "2020-02-01", *where])
    assert (done.exit_code, "1 assessment added" in done.output) == (0, True)
    assert upgraded.diff("2020-01-15", "2020-02-01").knowledge[1] == upgraded.base.fingerprint
    # also where it was adopted before, and there is nothing to assess
    assert upgraded.assess(adopted_on="2020-01-10") == 0
    assert upgraded.diff("2020-01-02", "2020-01-10").knowledge[1] == upgraded.base.fingerprint


def test_knowledge_that_a_later_day_adopted_answers_today_once_it_is_used_today(upgraded):
    upgraded.answer("a", "exposure", "analysts", who="Eva Ott", on=LATER)
    assert upgraded.diff("2020-01-15", TOMORROW).knowledge[1] != upgraded.base.fingerprint
    upgraded.answer("a", "exposure", "public", who="Eva Ott", on=TODAY)
    found = upgraded.diff("2020-01-15", TOMORROW)
    assert found.knowledge[1] == upgraded.base.fingerprint != found.knowledge[0]


TABLE = """
- table: own.fee
  title: The fee
  hit: first
  reported: true
  rows: fees.csv
  answers: {high: It is high, low: It is low}
  source: {work: policy, at: "4"}
"""


def test_what_rests_on_a_table_in_a_csv_file_is_repeated_without_that_file(tmp_path):
    pack, table, where = tmp_path / "policy.yaml", tmp_path / "fees.csv", tmp_path / "register.db"
    pack.write_text(PACK.format(when="bought") + TABLE, encoding="utf-8")
    table.write_text("row,concludes,bought\na,high,yes\nb,low,\n", encoding="utf-8")
    with Register(where, pack) as register:
        register.add("a", {"name": "a", "bought": True}, who="Eva Ott", on="2026-11-01")
    table.unlink()
    pack.write_text(PACK.format(when="bought"), encoding="utf-8")
    with Register(where, pack) as register:
        done = register.replay(1)
        assert (done.repeated, done.differences) == (True, ())
