"""A year with a register: forty uses go in, ten are answered on three days, evidence lapses, the
day of the law passes; on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from types import SimpleNamespace

import pytest

from knowledge.faults import InvalidCase
from tests import inventory
from tests.postgres import needs_postgres, server
from threshold.register import Register
from threshold.register.database import RegisterFault

BEGUN, FIRST, SECOND, THIRD = "2026-11-30", "2026-12-01", "2026-12-08", "2026-12-15"
LAST_VALID, LAPSED = "2027-03-31", "2027-04-01"
BINDS = "2027-12-02"  # AI Act Art. 113 as amended: Chapter III for the uses of Annex III
PAPER = b"%PDF-1.4 the contract with the customer"
ANSWERS = {
    FIRST: (
        ("1", "controls.monitoring", "true"),
        ("2", "controls.monitoring", "no"),
        ("31", "exposure", "public"),
    ),
    SECOND: (
        ("3", "controls.literacy_measures", "yes"),
        ("5", "controls.overseers_named", "yes"),
        ("9", "failure_impact", "disruption"),
    ),
    THIRD: (
        ("22", "controls.monitoring", "yes"),
        ("10", "description", "Weekly figures for the buyers"),
        ("32", "exposure", "customers"),
    ),
}
TEN = {"8", *(key for day in ANSWERS.values() for key, _, _ in day)}
OF_ANNEX_III = {str(number) for number in range(1, 8)}
OF_CREDIT = {"1", "2", "3", "4"}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def year(request, tmp_path_factory):
    """A register in which all of it happened, and what the import said."""
    folder = tmp_path_factory.mktemp("year")
    if request.param == "sqlite":
        yield from _year(folder / "register.db", folder)
    else:
        with server() as address:
            yield from _year(address, folder)


def _year(url, folder):
    table, intake = inventory.write(folder, inventory.rows())
    with Register(url) as register:
        done = register.import_table(table, str(intake), who="Ida Roth", on=BEGUN)
        register.answer(
            "8", "exposure", "customers", who="Marta Sol", on=FIRST,
            evidence=PAPER, file_name="contract.pdf", valid_until=LAST_VALID,
        )  # fmt: skip
        for day, answers in ANSWERS.items():
            for key, attribute, value in answers:
                register.answer(key, attribute, value, who="Jon Lie", on=day)
        yield SimpleNamespace(register=register, done=done, folder=folder, intake=str(intake))


def told(diff, key):
    """(aspect, id) → the change, for one case."""
    for case in diff.changed:
        if case.key == key:
            return {(change.aspect, change.id): change for change in case.changes}
    return {}


def kinds(case):
    """The kinds of causes of all that changed with a case."""
    return {cause.kind for change in case.changes for cause in change.causes}


def test_forty_rows_go_in_with_their_owners_and_kept_columns(year):
    assert len(year.done.added) == 40
    assert year.done.faults == ()
    states = year.register.cases(BEGUN)
    assert [state.key for state in states] == [str(number) for number in range(1, 41)]
    assert (states[1].owner, states[1].kept["Abteilung"]) == ("Jon Lie", "Vertrieb")
    tiers = {state.key for state in states if state.outcome.tier == "high_risk"}
    assert tiers == OF_ANNEX_III  # creditworthiness and recruitment: Annex III 5(b), 4(a)


def test_a_diff_over_the_answers_tells_who_answered_what_and_nothing_of_the_others(year):
    diff = year.register.diff(BEGUN, THIRD)
    by_answers = {case.key for case in diff.changed if "answer" in kinds(case)}
    assert {"1", "2", "3", "8"} <= by_answers <= TEN - {"10"}  # a description bears on nothing
    # other laws have their days in between: AI is a product from 2026-12-09 (Directive 2024/2853)
    assert {kind for case in diff.changed if case.key not in TEN for kind in kinds(case)} <= {
        "clock"
    }
    verdict = told(diff, "8")["verdict", ""]
    assert (verdict.before, verdict.after) == ("undetermined", "production_required")
    (cause,) = verdict.causes
    assert (cause.kind, cause.attribute, cause.before, cause.after, cause.who, cause.on) == (
        "answer", "exposure", "data_science", "customers", "Marta Sol", date(2026, 12, 1),
    )  # fmt: skip
    duty = told(diff, "3")["duty", "4"]
    assert (duty.before, duty.after) == ("unanswered, binding", "met, binding")
    assert [cause.attribute for cause in duty.causes] == ["controls.literacy_measures"]
    assert told(diff, "1")["control", "monitoring"].after == "in place"
    assert told(diff, "2")["control", "monitoring"].after == "missing"


def test_lapsed_evidence_makes_the_answer_unknown_and_the_verdict_change_by_the_clock(year):
    register = year.register
    assert register.case("8", LAST_VALID).outcome.verdict == "production_required"
    assert register.case("8", LAPSED).outcome.verdict == "undetermined"
    assert register.stated("8", LAPSED).stated().get("exposure") is None
    diff = register.diff(THIRD, LAPSED)
    (cause,) = told(diff, "8")["verdict", ""].causes
    assert (cause.kind, cause.attribute, cause.on) == ("lapse", "exposure", date(2027, 3, 31))
    others = [case for case in diff.changed if case.key != "8"]
    assert {c.kind for case in others for one in case.changes for c in one.causes} <= {"clock"}
    days = register.timeline("8", "2027-06-30", THIRD).days
    (turn,) = [day for day in days if day.lapsed]
    assert (turn.on, turn.lapsed, turn.verdict) == (date(2027, 4, 1), ("exposure",), "undetermined")


def test_the_day_of_the_law_makes_duties_bind_and_nothing_but_the_clock_does(year):
    diff = year.register.diff("2027-12-01", BINDS)
    changed = {case.key for case in diff.changed if ("duty", "26_1") in told(diff, case.key)}
    assert changed == OF_ANNEX_III
    change = told(diff, "1")["duty", "26_1"]
    assert change.before == "unanswered, not yet binding, 2027-12-02"
    assert change.after == "unanswered, binding"
    assert [cause.kind for cause in change.causes] == ["clock"]
    assert diff.unchanged == 40 - len(diff.changed)


def test_due_names_what_begins_to_bind_and_the_answers_that_lapse(year):
    found = year.register.due(90, "2027-09-15")
    binding = [item for item in found if item.kind == "duty" and item.day == date(2027, 12, 2)]
    assert {item.key for item in binding if item.id == "26_1"} == OF_ANNEX_III
    assert {item.key for item in binding if item.id == "27"} == OF_CREDIT  # AI Act Art. 27(1)
    assert {item.days_left for item in binding} == {78}
    # Art. 4 binds since 2025; case 3 has met it
    behind = {item.key for item in found if item.kind == "binding" and item.id == "4"}
    assert "1" in behind
    assert "3" not in behind
    (lapse,) = [item for item in year.register.due(120, THIRD) if item.kind == "lapse"]
    assert (lapse.key, lapse.id, lapse.day) == ("8", "exposure", date(2027, 3, 31))
    assert not [item for item in year.register.due(90, THIRD) if item.kind == "lapse"]


def planned(year, day):
    """(kind, id) → the keys of the cases, of a plan on a day."""
    register = year.register
    keys = {row: state.key for row, state in enumerate(register.cases(day), start=1)}
    made = register.plan(day, ask=False)
    assert {case.key for case in made.cases} == set(keys.values())
    return {
        (action.kind, action.id): ({case.key for case in action.cases}, action.until)
        for action in made.actions
        if all(keys[case.row] == case.key for case in action.cases)
    }


def test_the_plan_has_the_duties_by_their_day_and_the_controls_that_are_missing(year):
    plan = planned(year, THIRD)
    assert plan["duty", "26_1"] == (OF_ANNEX_III, date(2027, 12, 2))
    assert plan["duty", "27"] == (OF_CREDIT, date(2027, 12, 2))
    literacy, _ = plan["duty", "4"]
    assert "1" in literacy
    assert "3" not in literacy  # Jon Lie answered that it is met
    cases, _ = plan["control", "monitoring"]
    assert cases == {"2"}  # of the others nobody said that it is missing


def test_the_plan_has_the_answer_whose_evidence_lapses_by_its_last_day(year):
    for day, state in ((THIRD, "lapses"), (LAST_VALID, "lapses"), (LAPSED, "lapsed")):
        (renewal,) = [
            one for one in year.register.plan(day, ask=False).actions if one.kind == "renewal"
        ]
        assert (renewal.id, renewal.until, renewal.state) == ("exposure", date(2027, 3, 31), state)
        (case,) = renewal.cases
        (behind,) = case.evidence
        assert (case.key, behind.value, behind.who) == ("8", "customers", "Marta Sol")
        assert behind.backed_by == f"contract.pdf (SHA-256 {sha256(PAPER).hexdigest()})"
    # before it was given there is none
    before = year.register.plan(BEGUN, key="8", ask=False)
    assert "renewal" not in {one.kind for one in before.actions}
    assert (before.size, before.name) == (1, "8")


def test_history_keeps_each_answer_with_its_evidence(year):
    history = [one for one in year.register.history("8") if one.attribute == "exposure"]
    assert [(one.value, one.who, one.source) for one in history] == [
        ("data_science", "Ida Roth", "intake forty"),
        ("customers", "Marta Sol", ""),
    ]
    evidence = history[1].evidence
    assert (evidence.file_name, year.register.evidence(evidence.sha256)) == ("contract.pdf", PAPER)
    assert [one.day.isoformat() for one in year.register.snapshots("8")] == [BEGUN, FIRST]


def test_the_chain_is_whole_and_each_snapshot_can_be_repeated(year):
    register = year.register
    head = register.head()
    found = register.verify(head)
    assert (found.whole, found.snapshots, found.compared_at) == (True, 50, 50)
    for number in (1, 8, 41, 50):
        done = register.replay(number)
        assert (done.repeated, done.differences, done.today) == (True, (), ())


def test_what_cannot_be_answered_is_told_and_nothing_is_written(year):
    register, head = year.register, year.register.head()
    for wrong, fault in (
        ({"attribute": "exposur", "value": "public"}, InvalidCase),
        ({"attribute": "exposure", "value": "everybody"}, InvalidCase),
        ({"attribute": "exposure", "value": "public", "valid_until": "2020-01-01"}, RegisterFault),
        ({"attribute": "exposure", "value": "public", "who": " "}, RegisterFault),
        ({"attribute": "exposure", "value": "public", "evidence": "no such file"}, RegisterFault),
        ({"attribute": "exposure", "value": "public", "seen": 1}, RegisterFault),
    ):
        with pytest.raises(fault):
            register.answer("8", **{"who": "Jon Lie", "on": THIRD, **wrong})
    with pytest.raises(RegisterFault, match="nearest: 40"):
        register.answer("400", "exposure", "public", who="Jon Lie")
    assert register.head() == head


def test_a_later_assessment_adds_snapshots_only_where_the_clock_bears(year):
    register = year.register
    before = register.verify().snapshots
    register.assess(LAPSED)
    assert register.assess(LAPSED) == 0
    after = register.snapshots("8")[-1]
    assert (after.day.isoformat(), after.outcome.verdict) == (LAPSED, "undetermined")
    found = register.verify()
    assert found.whole
    assert found.snapshots > before
    assert [state.snapshot is None for state in register.cases(LAPSED)] == [False] * 40


def test_the_list_taken_in_again_adds_updates_and_tells_what_vanished(year):
    rows = inventory.rows()
    gone = rows.pop()  # 40
    rows[20]["Nutzer"] = "Datenteam"  # 21
    rows.append({**gone, "Nr": "41", "Vorhaben": "Anfragen beantworten 11"})
    rows[7]["Nutzer"] = "Sachbearbeitung"  # 8, of which Marta Sol said otherwise, until it lapsed
    rows[30]["Nutzer"] = "Datenteam"  # 31, of which Jon Lie said otherwise
    table, _ = inventory.write(year.folder, rows)
    done = year.register.import_table(table, year.intake, who="Ida Roth", on="2027-05-01")
    assert done.added == ("41",)
    assert done.vanished == ("40",)
    assert done.updated == {"8": ("exposure",), "21": ("exposure",)}
    assert done.overruled == (("31", "exposure"),)
    again = year.register.import_table(table, year.intake, who="Ida Roth", on="2027-05-02")
    assert (again.added, again.updated, again.vanished, again.returned) == ((), {}, (), ())
    assert year.register.case("31", "2027-05-02").outcome.verdict == "production_required"
    vanished = year.register.case("40", "2027-05-02")
    assert vanished.vanished_on == date(2027, 5, 1)
    rows.append(gone)
    table, _ = inventory.write(year.folder, rows)
    assert year.register.import_table(table, year.intake, on="2027-05-03").returned == ("40",)
    assert year.register.case("40", "2027-05-03").vanished_on is None


def test_a_name_is_erased_and_the_chain_stays_whole(year):
    register = year.register
    head = register.head()
    done = register.erase("Marta Sol")
    assert done.persons == 1
    assert done.answers > 0  # she was the owner of every third row
    assert all("Marta Sol" not in (one.who, one.value) for one in register.history("8"))
    found = register.verify(head)
    assert found.whole
    assert found.erased == done.answers
    assert register.erase("Marta Sol").persons == 0
