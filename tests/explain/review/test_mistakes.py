"""Each mistake that a maintainer made is told, at its line, with the word that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.case_tests import run_tests
from explain.review.check import check
from explain.review.finding import Finding
from knowledge import load
from knowledge.cases.tests import read_tests
from knowledge.cases.use_case import model_of
from knowledge.entries import Work
from knowledge.faults import InvalidKnowledge
from knowledge.renamed import RenamedWarning

MANY = Path(__file__).parent / "mistakes" / "many.yaml"
# mistake → text of the line at which it is told, severity, what is said
MISTAKES = {
    "exceptions that overlap": (
        "- exception: tiny_pilot",
        "warning",
        "exception.tiny_pilot holds just where exception.small_pilot does",
    ),
    "a duty that nobody can owe": (
        "- duty: keep_logs",
        "warning",
        "ai_act.role.provider and ai_act.role.importer cannot hold together",
    ),
    "a remark that never holds, whatever the day": (
        "- caution: later_and_never",
        "warning",
        "caution.later_and_never/1 can never fire: moves_money and not moves_money",
    ),
    "two verdicts of one rank": (
        "- verdict: ask_the_board",
        "error",
        "verdict.production_required and verdict.ask_the_board hold in one case",
    ),
    "a verdict that no case reaches": (
        "- verdict: never_this",
        "error",
        "no case leads to verdict.never_this",
    ),
    "a figure whose only value starts in decades": (
        "from: 2062-07-27",
        "warning",
        "has no value before 2062-07-27",
    ),
    "months of a figure in weeks": (
        "months(parameter.review_time)",
        "warning",
        "months(parameter.review_time) takes weeks for months",
    ),
    "euros compared with weeks": (
        "when: money_a_day > parameter.review_time",
        "warning",
        "money_a_day (EUR) is compared with parameter.review_time (weeks)",
    ),
    "an amount and a share that stand swapped": ("amount: our_share", "warning", "swapped"),
    "a turnover that is none": (
        "turnover: volume_multiple",
        "warning",
        "is in the unit of volume_multiple",
    ),
    "an end the wrong way round": (
        "ends_when: today < pilot_ends_on",
        "warning",
        "`ends_when` holds before the exception can, and no longer after",
    ),
    "two duties that are contrary, and said to be so": (
        "- invariant: kept_or_deleted",
        "error",
        "duty.keep_logs.arises/1 and duty.delete_logs.arises/1 fire",
    ),
    "a role with a typo": ("role: dployer", "warning", "nearest: deployer"),
    "a definition that nothing reads": (
        "- define: own.unread",
        "warning",
        "nothing reads the define own.unread",
    ),
    "values that no rule tells apart": (
        "values: {team: its team",
        "warning",
        "no rule tells the values team, none of approval_level apart",
    ),
}


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return check([str(MANY)])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_its_line(found, mistake):
    begins, severity, says = MISTAKES[mistake]
    lines = MANY.read_text(encoding="utf-8").splitlines()
    told = [one for one in found if says in one.says]
    assert {one.severity for one in told} == {severity}
    assert any(begins in lines[one.line - 1] for one in told)


def test_a_case_that_shows_a_mistake_asks_about_the_law_as_it_was_read(found):
    consulted = [work.consulted for work in load().of_kind(Work) if work.consulted]
    (told,) = (one for one in found if "hold in one case" in one.says)
    assert told.cases
    assert all(case.today <= max(consulted) for case in told.cases)


ENTRIES = """
- work: policy
  title: Our policy
  cited_as: Our policy
- attribute: {attribute}
  type: number
  question: How much money does it move a day?
  source: {{work: policy, at: "1"}}
- trigger: payments
  title: It moves much money
  when: {attribute} {sign} 10000
  because: Money that has left is hard to call back.
  source: {{work: policy, at: "{at}"}}
  basis: stated
"""


def pack(folder: Path, more: str = "", **given: str) -> Path:
    said = {"attribute": "money_a_day", "sign": ">=", "at": "2", **given}
    file = folder / "own.yaml"
    file.write_text(ENTRIES.format(**said) + more, encoding="utf-8")
    return file


def test_a_border_that_is_off_by_one_is_found_by_a_case_of_its_own(tmp_path):
    case = tmp_path / "cases.yaml"
    expected = "money_a_day: 10000\nexpect: {trigger.payments: true}\n"
    case.write_text(f"name: Much money\ntoday: 2026-11-27\n{expected}", encoding="utf-8")
    right, wrong = (load([pack(tmp_path, sign=sign)]) for sign in (">=", ">"))
    for base, unmet in ((right, []), (wrong, ["trigger.payments"])):
        (tested,) = run_tests(read_tests(case, base), base)
        assert [one.name for one in tested.unmet] == unmet


@pytest.mark.parametrize(
    ("more", "given", "says"),
    [
        ("", {"at": " "}, "own.yaml:13:30: at: this is empty; expected: a text"),
        (
            "- {trigger: payments, title: t, when: affects_people, because: b,"
            ' source: {work: policy, at: "3"}, basis: stated}\n',
            {},
            "the trigger 'payments' stands twice",
        ),
    ],
    ids=["a place in the source that is blank", "an id that stands twice"],
)
def test_a_mistake_of_writing_is_refused(tmp_path, more, given, says):
    with pytest.raises(InvalidKnowledge) as refused:
        load([pack(tmp_path, more, **given)])
    assert says in str(refused.value)


def test_an_old_case_is_read_with_the_new_name_of_an_attribute(tmp_path):
    file = pack(tmp_path, attribute="daily_money")
    formerly = "  formerly: [money_a_day]\n  type: number\n"
    file.write_text(file.read_text().replace("  type: number\n", formerly), encoding="utf-8")
    with pytest.warns(RenamedWarning, match="daily_money"):
        case = model_of(load([file]))(name="x", money_a_day=5)
    assert case.daily_money == 5


@pytest.mark.parametrize(
    ("german", "severity", "says"),
    [
        ('questions:\n  money_a_dya: "Wie viel?"\n', "error", "nearest: money_a_day"),
        ('questions:\n  money_a_day: "Wie viel?"\n', "warning", "trigger.payments"),
    ],
    ids=["a name with a typo in a translation", "a translation that is missing"],
)
def test_a_mistake_of_a_translation_is_told(tmp_path, german, severity, says):
    folder = tmp_path / "own"
    (folder / "languages").mkdir(parents=True)
    pack(folder)
    manifest = 'name: own\nversion: "1"\ntitle: t\nlanguages: [en, de]\n'
    (folder / "pack.yaml").write_text(manifest, encoding="utf-8")
    (folder / "languages" / "de.yaml").write_text(german, encoding="utf-8")
    told = [one for one in check([str(folder)], "wording") if says in one.says]
    assert {one.severity for one in told} == {severity}
