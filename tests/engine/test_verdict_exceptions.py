"""Verdicts that are given by exceptions: in every engine, as if their condition named each one."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.difference import Impact
from engine.check.soundness import flaws
from engine.proof.algebra import Formula
from engine.proof.solver import Space
from explain import why, why_not
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidKnowledge
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening

ON = date(2026, 11, 28)
SOURCE = 'source: {work: w, at: "1"}'
STATED = f"{SOURCE}, basis: stated"
YES_NO = '- {{attribute: {0}, type: bool, question: "?", values: {{"true": y, "false": n}}, {1}}}'
ASKED = ("big", "small", "calm", "ended")


def exception(name: str, own: str) -> str:
    return (
        f"- {{exception: {name}, title: {name}, own_attributes: [{own}], requires: [{own}],"
        f" ends_when: ended, lifts: [growth], {STATED}}}"
    )


def verdict(name: str, rank: int, when: str, more: str = "") -> str:
    return f"- {{verdict: {name}, title: {name}, rank: {rank}, when: {when}, {more}{STATED}}}"


LIFTED = "any(ground.*) and not any(standing.*)"
BEGIN = [
    opening("any(standing.*)", ()),
    *(YES_NO.format(name, SOURCE) for name in ASKED),
    f'- {{attribute: today, type: date, question: "?", {SOURCE}}}',
    f"- {{trigger: growth, title: g, when: big, {STATED}}}",
    exception("pause", "small"),
    exception("rest", "calm"),
    verdict("free", 5, "not any(ground.*)"),
]
BY_KEY = [
    *BEGIN,
    verdict("lighter", 3, LIFTED, "excepted_by: [exception.rest], "),
    verdict("spared", 4, LIFTED, "excepted_by: every exception, "),
]
BY_HAND = [
    *BEGIN,
    verdict("lighter", 3, f"{LIFTED} and established(exception.rest)"),
    verdict("spared", 4, f"{LIFTED} and established(exception.pause)"),
]
# what is answered with a yes, and with a no → the verdict
CASES = [
    ("big", "small calm ended", "production_required"),
    ("big small", "calm ended", "spared"),
    ("big calm", "small ended", "lighter"),
    ("big small calm", "ended", "lighter"),
    ("big small ended", "calm", "production_required"),
    ("small calm", "big ended", "free"),
    ("big", "", "production_required"),
    ("big small", "", "spared"),
]
NAMES = [f"verdict.{name}" for name in ("production_required", "lighter", "spared", "free")]


@cache
def base() -> KnowledgeBase:
    return base_of("\n".join(BY_KEY))


def stated(yes: str, no: str) -> dict[str, bool]:
    return dict.fromkeys(yes.split(), True) | dict.fromkeys(no.split(), False)


def assessed(
    said: dict[str, bool], chainer: str = "semi-naive", known: KnowledgeBase | None = None
):
    known = known or base()
    return assess(model_of(known)(name="case", **said), ON, base=known, chainer=chainer)


@pytest.mark.parametrize(
    "chainer", ["semi-naive", pytest.param("durable_rules", marks=needs_durable)]
)
@pytest.mark.parametrize(("yes", "no", "wanted"), CASES)
def test_a_verdict_follows_where_one_of_its_exceptions_is_established(yes, no, wanted, chainer):
    assert assessed(stated(yes, no), chainer).verdict == wanted


def test_tables_and_duckdb_say_the_same():
    duckdb = pytest.importorskip("duckdb")
    for yes, no, wanted in CASES:
        said = stated(yes, no)
        cells = pl.DataFrame(
            {name: [said.get(name)] for name in ASKED}, schema=dict.fromkeys(ASKED, pl.Boolean)
        )
        (row,) = assess_table(cells, ON, base=base()).to_dicts()
        assert row["verdict"] == wanted
        (row,) = assess_table(duckdb.connect().sql("from cells"), ON, base=base()).pl().to_dicts()
        assert row["verdict"] == wanted


def test_proofs_say_the_same():
    formula = Formula(base(), base().propositions)
    for yes, no, wanted in CASES:
        if len(said := stated(yes, no)) < len(ASKED):
            continue
        known = {"name": "case", "today": ON, **said, **base().parameters_on(ON)}
        space = Space(formula, [], known, unanswered=False)
        found = space.evaluate()
        held = [name for name in NAMES if space.find(found[name]) is not None]
        assert held == [f"verdict.{wanted}"]


def test_it_is_the_same_as_a_condition_that_names_each_exception():
    assert list(Impact(base(), base_of("\n".join(BY_HAND))).differences()) == []
    without = [line for line in BY_KEY if "every exception" not in line]
    less = base_of("\n".join([*without, verdict("spared", 4, LIFTED, "excepted_by: [], ")]))
    shown = {found.proposition for found in Impact(base(), less).differences()}
    assert shown == {"verdict.spared", "verdict.undetermined"}  # one in place of the other


def test_reasons_name_the_exception():
    spared = assessed(stated("big small", "calm ended"))
    assert "pause" in why(spared).to_text()
    not_so = why_not(assessed(stated("big", "small calm ended")), "verdict.spared").to_text()
    assert "pause" in not_so
    assert "rest" not in not_so


def test_an_exception_of_a_later_pack_leads_to_the_verdict_without_a_word(tmp_path):
    first, later = tmp_path / "first.yaml", tmp_path / "later.yaml"
    first.write_text("\n".join(BY_KEY), encoding="utf-8")
    later.write_text(
        "\n".join([YES_NO.format("tried", SOURCE), exception("trial", "tried")]), encoding="utf-8"
    )
    both = load([first, later], shipped=False)
    said = {**stated("big", "small calm ended"), "tried": True}
    assert assessed(said, known=both).verdict == "spared"
    own = verdict("trying", 6, LIFTED, "excepted_by: [exception.trial], ")
    later.write_text(f"{later.read_text()}\n{own}\n", encoding="utf-8")
    assert assessed(said, known=load([first, later], shipped=False)).verdict == "trying"


def test_a_check_sees_two_verdicts_of_one_rank_by_what_each_of_them_asks_for():
    """Their conditions are the same; their exceptions may be established together."""
    clash = [line.replace("rank: 4", "rank: 3") for line in BY_KEY]
    kinds = {flaw.kind for flaw in flaws(base_of("\n".join(clash)))}
    assert "two verdicts at once" in kinds
    apart = [line.replace("requires: [calm]", "requires: [calm, not small]") for line in clash]
    kinds = {flaw.kind for flaw in flaws(base_of("\n".join(apart)))}
    assert "two verdicts at once" not in kinds
    assert {flaw.kind for flaw in flaws(base())} == {
        flaw.kind for flaw in flaws(base_of("\n".join(BY_HAND)))
    }


FAULTS = [
    ("excepted_by: [exception.paus], ", "no exception or relief 'exception.paus'; .*nearest: exce"),
    ("excepted_by: every exeption, ", "excepted_by: .*every exception"),
]


@pytest.mark.parametrize(("more", "says"), FAULTS)
def test_what_is_no_exception_is_refused(more, says):
    with pytest.raises(InvalidKnowledge, match=says):
        base_of("\n".join([*BEGIN, verdict("spared", 4, LIFTED, more)]))


def test_the_last_resort_is_given_by_no_exception():
    last = f"- {{verdict: late, title: l, rank: 9, excepted_by: every exception, {STATED}}}"
    with pytest.raises(InvalidKnowledge, match="`excepted_by` stands beside a `when`"):
        base_of("\n".join([*BEGIN, last]))
