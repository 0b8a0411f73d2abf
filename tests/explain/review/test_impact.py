"""Whom a change of the knowledge changes: witnesses that show it, a proof where none is,
causes rule by rule.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from engine import assess
from engine.chain.chainers import CHAINERS
from engine.check.difference import Impact
from explain.review.impact import impact
from knowledge import UseCase, load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import model_of, nested
from knowledge.pack_paths import PACKS
from tests.changed_packs import RELEASED, SOURCE, WORK, parameter, scale, small
from tests.conftest import DAY
from tests.random_cases import COUNT, random_cases
from tests.sizes import tried

LONG = pytest.mark.long


@pytest.fixture
def own(tmp_path):
    """The shipped knowledge with a pack of some entries on top of it."""

    def loaded(*entries):
        file = tmp_path / "company.yaml"
        file.write_text(WORK + "\n".join(entries), encoding="utf-8")
        return load([file])

    return loaded


@pytest.fixture
def own_of_small(tmp_path):
    """The same on top of a small knowledge base."""

    def loaded(*entries):
        file = tmp_path / "company.yaml"
        file.write_text(WORK + "\n".join(entries), encoding="utf-8")
        return small(file)

    return loaded


def shown(found):
    return {name for case in found.cases for name in case.shows}


@pytest.mark.parametrize(
    ("when", "effect"),
    [
        (
            "business_units >= parameter.several_units or "
            "volume_multiple >= parameter.scale_factor",
            "wording",
        ),
        (
            "not (volume_multiple < parameter.scale_factor and business_units < "
            "parameter.several_units)",
            "wording",
        ),
        pytest.param(
            "volume_multiple >= parameter.scale_factor or business_units > 1",
            "same conclusions",
            marks=LONG,
        ),
        pytest.param(
            "volume_multiple >= 10 or business_units >= 2", "same conclusions", marks=LONG
        ),
    ],
)
def test_a_rewording_is_proven_to_be_one(own, when, effect):
    found = impact(load(), own(scale(when)))
    assert found.rewording
    assert {entry.effect for entry in found.entries if entry.entry == "trigger.scale"} == {effect}
    assert "A rewording" in str(found)


@pytest.mark.parametrize(
    ("when", "effect"),
    [
        ("not (volume_multiple < parameter.scale_factor)", "wording"),
        ("volume_multiple >= 10", "same conclusions"),
        (
            "volume_multiple >= parameter.scale_factor or volume_multiple > 11",
            "same conclusions",
        ),
    ],
)
def test_a_rewording_of_a_small_base_is_proven_to_be_one(own_of_small, when, effect):
    found = impact(small(), own_of_small(scale(when)))
    assert found.rewording
    assert {entry.effect for entry in found.entries if entry.entry == "trigger.scale"} == {effect}
    assert "A rewording" in str(found)


def test_other_words_change_no_rule(own):
    found = impact(
        load(), own(f"- {{trigger: scale, override: A reason., title: It grows, {SOURCE}}}")
    )
    assert found.rewording
    assert {entry.entry: entry.effect for entry in found.entries} == {
        "work:policy": "wording",
        "trigger.scale": "wording",
    }


@pytest.fixture(scope="module", params=[small, pytest.param(lambda *more: load(more), marks=LONG)])
def thrice(request, tmp_path_factory):
    """A small knowledge base, or the shipped one; the same with three in place of ten as the
    factor of scale; and the impact of that.
    """
    file = tmp_path_factory.mktemp("packs") / "company.yaml"
    file.write_text(WORK + parameter("scale_factor", 3), encoding="utf-8")
    old, new = request.param(), request.param(file)
    return old, new, impact(old, new)


@pytest.mark.parametrize("chainer", CHAINERS)
def test_each_witness_shows_what_it_was_found_for_and_why(thrice, chainer):
    old, new, found = thrice
    asked = f"required.{old.entries['trigger.scale'].requires[-1]}"
    assert {"trigger.scale", "verdict.production_required", asked} <= shown(found)
    assert not any(name.startswith(("trigger.customer", "duty.")) for name in shown(found))
    for case in found.cases:
        stated = {name: value for name, value in case.stated.items() if name != "today"}
        sides = [
            assess(model_of(base)(**nested(stated)), case.on, base=base, chainer=chainer)
            for base in (old, new)
        ]
        assert case.shows or case.verdict[0] != case.verdict[1]
        assert all(sides[0].conclusions[name] != sides[1].conclusions[name] for name in case.shows)
        assert (sides[0].verdict.value, sides[1].verdict.value) == case.verdict
        assert {cause.entry for move in case.moves for cause in move.causes} == {
            "parameter:scale_factor"
        }
        assert 3 <= stated["volume_multiple"] < 10


def test_other_verdicts_lead_and_the_plainer_case_comes_before_the_more_exotic(thrice):
    cases = thrice[2].cases
    turned = [case.verdict[0] != case.verdict[1] for case in cases]
    assert turned == sorted(turned, reverse=True)
    for same in (True, False):
        sizes = [len(case.stated) for case in cases if (case.verdict[0] == case.verdict[1]) is same]
        assert sizes == sorted(sizes)
    assert [case.row for case in cases] == [*range(1, len(cases) + 1)]
    told = [name for case in cases for name in case.shows]
    assert len(told) == len(set(told))


def test_a_part_of_a_public_case_is_taken_where_one_shows_the_change(own):
    define = "- {define: own.lends, title: It lends, when: '%s', " + SOURCE + "}"
    before = own(define % 'role == "deployer" and "creditworthiness" in annex_iii')
    after = own(define % "volume_multiple > 900000")
    (found,) = (one for one in Impact(before, after).differences() if "lends" in one.proposition)
    assert found.witness
    assert any(
        all(
            one[name] >= value if isinstance(value, frozenset) else one[name] == value
            for name, value in found.witness.items()
        )
        for example in example_names()
        if found.witness.keys() <= (one := read_case(f"example:{example}").stated()).keys()
    )


def test_no_answer_of_a_witness_can_be_left_out(thrice):
    old, new, found = thrice
    turns = set()
    for case in found.cases:
        if case.verdict in turns or case.verdict[0] == case.verdict[1]:
            continue  # it was looked for to show something else
        turns.add(case.verdict)
        stated = {
            name: value for name, value in case.stated.items() if name not in ("name", "today")
        }
        assert "volume_multiple" in stated
        for left_out in stated:
            fewer = {
                "name": "x",
                **{name: value for name, value in stated.items() if name != left_out},
            }
            verdicts = [
                assess(model_of(base)(**nested(fewer)), case.on, base=base, chainer="semi-naive")
                for base in (old, new)
            ]
            assert (verdicts[0].verdict.value, verdicts[1].verdict.value) != case.verdict
    assert len(turns) > 2


def differing(old, new, stated, day):
    """What of a case comes out otherwise, by the names that a proof shows."""
    sides = [
        assess(model_of(base)(**nested(stated)), day, base=base, chainer="semi-naive")
        for base in (old, new)
    ]
    names = {
        name
        for name, truth in sides[0].conclusions.items()
        if truth != sides[1].conclusions[name]
        and new.draws(name)
        and not new.propositions[name].step
    }
    verdict = {f"verdict.{sides[1].verdict.value}"} if sides[0].verdict != sides[1].verdict else ()
    return {name for name in names if not name.startswith("verdict.")}.union(verdict)


SMALL_VALUES = {  # an answer of each kind that its rules tell apart, and none
    "exposure": ("team", "public", None),
    "volume_multiple": (2, 5, 20, None),
    "regulated": (True, False, None),
    "labelled": (True, False, None),
    "approved": (True, False, None),
}


@pytest.mark.parametrize(
    "entry",
    [
        parameter("scale_factor", 3),
        "- {trigger: scale, retire: Nothing grows.}",
        f"- {{condition: user_exposure, override: A reason., when: exposure == 'team', {SOURCE}}}",
        RELEASED,
        f"- {{trigger: fax, title: a fax, when: labelled and not approved, "
        f"requires: [human_review], {SOURCE}}}",
    ],
)
def test_what_any_case_of_a_small_base_shows_is_among_what_is_found(own_of_small, entry):
    """Completeness, of a base of which all cases can be tried."""
    old, new = small(), own_of_small(entry)
    seen = set()
    for values in product(*SMALL_VALUES.values()):
        seen |= differing(
            old, new, {"name": "x", **dict(zip(SMALL_VALUES, values, strict=True))}, DAY
        )
    assert seen
    assert seen <= shown(impact(old, new))


@pytest.mark.long
@pytest.mark.random
@pytest.mark.parametrize(
    "entry",
    [
        parameter("longest_time_box", 2),
        "- {trigger: team_transition, retire: Nobody leaves.}",
        "- {condition: user_exposure, override: A reason., "
        f'when: exposure != "data_science", {SOURCE}}}',
        "- {exception: time_boxed, override: A reason., lifts: [scale, model_outputs], "
        f"{SOURCE}}}",
        "- {trigger: fax, title: a fax, when: author_leaving and not claimed_ready, "
        f"requires: [rollback], {SOURCE}}}",
    ],
)
def test_what_random_cases_show_is_among_what_is_found(own, entry):
    """Completeness: no difference that any case shows is missing from the proof's list."""
    old, new = load(), own(entry)
    found = impact(old, new)
    assert not found.rewording
    for case in random_cases():
        assert differing(old, new, {"name": "x", **case.stated}, case.on) <= shown(found)


@pytest.mark.random
def test_a_later_day_of_a_duty_shows_in_what_binds_and_in_no_verdict(own):
    name, old = "annex_iii_applies", load()
    before = old.parameters[name].values[-1].value
    new = own(parameter(name, before.replace(year=before.year + 1)))
    found = impact(old, new)
    assert "duty.26_1.binds" in shown(found)
    assert all(case.verdict[0] == case.verdict[1] for case in found.cases)
    for case in random_cases()[: tried(8, COUNT)]:
        assert differing(old, new, {"name": "x", **case.stated}, case.on) <= shown(found)


def test_cases_of_a_portfolio_and_the_rules_behind_each_change(own):
    new = own(parameter("scale_factor", 3))
    cases = [
        UseCase(name="Small", volume_multiple=1),
        UseCase(name="Middle", volume_multiple=4),
        UseCase(name="Large", volume_multiple=20),
    ]
    found = impact(load(), new, cases, date(2027, 1, 1))
    assert found.assessed == 3
    (changed,) = found.cases
    assert (changed.name, changed.row, changed.verdict) == (
        "Middle",
        2,
        ("undetermined", "production_required"),
    )
    (move,) = [move for move in changed.moves if move.proposition == "trigger.scale"]
    assert [(cause.entry, cause.fires) for cause in move.causes] == [
        ("parameter:scale_factor", ("trigger.scale/1",))
    ]
    assert "1 of 3 cases changes, 1 of them to another verdict." in str(found)
    turned = "“Not settled yet” → “Production-grade engineering is required”"
    assert f"{turned}: 1 case: Middle (row 2)" in str(found)


def test_a_table_is_read_from_its_path_and_what_cannot_be_used_is_told(own, tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text(
        "name,volume_multiple,output_use\nSmall,1,research\nMiddle,4,nothing\n", encoding="utf-8"
    )
    found = impact(load(), own(parameter("scale_factor", 3)), table, date(2027, 1, 1))
    assert [(case.name, case.row, case.on) for case in found.cases] == [
        ("Middle", 3, date(2027, 1, 1))
    ]
    assert found.assessed == 2
    (unread,) = found.unread
    assert unread.startswith("row 3, output_use: 'nothing'")
    assert unread.endswith("expected: one of research, operational")


def test_the_day_asked_is_the_first_that_a_proof_looks_at(own_of_small):
    day = date(2029, 3, 4)
    found = impact(small(), own_of_small(parameter("scale_factor", 3)), on=day)
    assert {case.on for case in found.cases} == {day}


def test_a_figure_that_only_reports_show_is_no_rewording(own):
    found = impact(load(), own(parameter("fine_prohibited", 40_000_000)))
    assert found.cases == ()
    assert not found.rewording
    assert {entry.entry: entry.effect for entry in found.entries}[
        "parameter:fine_prohibited"
    ] == "figures"
    assert "no conclusion changes" in str(found)


def test_nothing_changed_is_said_so():
    assert "Nothing was changed." in str(impact(load(), load([PACKS])))


def test_another_text_of_an_answer_is_wording(own):
    values = {**load().attributes["exposure"].values, "public": "everybody"}
    listed = ", ".join(f"{name}: '{meaning}'" for name, meaning in values.items())
    found = impact(
        load(),
        own(
            f"- {{attribute: exposure, override: A reason., values: {{{listed}}}, "
            f"source: {{work: policy, at: '1'}}}}"
        ),
    )
    assert found.rewording
    assert {entry.entry: entry.effect for entry in found.entries} == {
        "work:policy": "wording",
        "attribute:exposure": "wording",
    }
