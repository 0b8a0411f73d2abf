"""Counts in an own pack: what is concluded, and in which words it is told."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import why, why_not
from knowledge import load
from knowledge.base import KnowledgeBase
from tests.conftest import use_case

ON = date(2026, 11, 28)
PACK = """
- {work: guide, title: A guide, cited_as: Guide}
- define: guide.criterion.scoring
  title: It scores people
  when: '"creditworthiness" in annex_iii'
  source: {work: guide, at: "1"}
  basis: stated
- define: guide.criterion.scale
  title: It is large
  when: volume_multiple >= 10
  source: {work: guide, at: "2"}
  basis: stated
- define: guide.criterion.leaving
  title: Its author leaves
  when: author_leaving
  source: {work: guide, at: "3"}
  basis: stated
- define: guide.likely_risk
  title: Two of three criteria are met
  when: at_least(2, guide.criterion.*)
  source: {work: guide, at: "4"}
  basis: stated
- define: guide.low_risk
  title: At most one of three criteria is met
  when: at_most(1, guide.criterion.*)
  source: {work: guide, at: "4"}
  basis: stated
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    file = tmp_path_factory.mktemp("packs") / "guide.yaml"
    file.write_text(PACK, encoding="utf-8")
    return load([file])


@pytest.mark.parametrize("chainer", ["durable_rules", "semi-naive"])
@pytest.mark.parametrize(
    ("stated", "risk"),
    [
        ({"volume_multiple": 12, "author_leaving": True}, True),
        ({"volume_multiple": 12}, None),
        ({"volume_multiple": 2, "author_leaving": False}, False),
    ],
)
def test_the_rest_stays_open_where_it_cannot_change_the_answer(base, stated, risk, chainer):
    found = assess(use_case(**stated), on=ON, base=base, chainer=chainer).conclusions
    assert found["guide.likely_risk"] is risk
    assert found["guide.low_risk"] is (None if risk is None else not risk)


def test_steps_of_counting_are_no_conclusions(base):
    assert not [name for name in base.visible if "(" in name]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "2 of 3 hold (at least 2): It is large; Its author leaves. 1 open: It scores people",
        ),
        (
            "de",
            "2 von 3 treffen zu (mindestens 2): It is large (EN); Its author leaves (EN). 1 offen:",
        ),
        (
            "fr",
            "2 sur 3 sont remplies (au moins 2) : It is large (EN) ; Its author leaves (EN).",
        ),
    ],
)
def test_the_argument_says_how_many_hold_and_which(base, language, says):
    result = assess(use_case(volume_multiple=12, author_leaving=True), on=ON, base=base)
    told = why(result, "guide.likely_risk")
    assert says in " ".join(told.to_text(language=language).split())
    (derivation,) = told.argument.derivations
    (tally,) = [one.tally for one in derivation.statements if one.tally]
    assert (tally.least, tally.total) == (2, 3)
    # what holds is argued for below, what is open is not
    assert [one.proposition for one in derivation.premises] == [
        "guide.criterion.scale",
        "guide.criterion.leaving",
    ]


@pytest.mark.parametrize(
    ("language", "open_ones", "unanswered"),
    [
        (
            "de",
            "2 offen: It scores people (EN); Geht die Person weg, die es gebaut hat? (gefragt:",
            "nicht beantwortet",
        ),
        (
            "fr",
            "2 sans réponse : It scores people (EN) ; La personne qui l’a construit s’en va-t-elle",
            "sans réponse",
        ),
    ],
)
def test_what_is_open_in_a_count_is_said_to_be_open_once(tmp_path, language, open_ones, unanswered):
    """A count says how many are open; each of these tells its question and what is asked."""
    counted = "at_least(2, guide.criterion.scoring, author_leaving, volume_multiple >= 10)"
    file = tmp_path / "guide.yaml"
    file.write_text(PACK.replace("at_least(2, guide.criterion.*)", counted), encoding="utf-8")
    result = assess(use_case(volume_multiple=12), on=ON, base=load([file]))
    told = " ".join(why(result, "guide.likely_risk").to_text(language=language).split())
    count = told.replace("\u00a0", " ").replace("\u202f", " ").partition("10. ")[2]
    assert count.startswith(open_ones)
    assert unanswered not in count.removeprefix("2 ").removeprefix(unanswered).partition(")")[0]


def test_why_not_says_that_too_few_can_hold(base):
    result = assess(use_case(volume_multiple=2, author_leaving=False), on=ON, base=base)
    told = why_not(result, "guide.likely_risk")
    (attempt,) = told.refutation.attempts
    first, *others = attempt.premises
    assert first.says == "0 of 3 hold (fewer than 2). 1 open: It scores people"
    assert {one.proposition for one in others} == {
        "guide.criterion.scale",
        "guide.criterion.leaving",
    }


def test_an_explanation_with_a_count_survives_json(base):
    result = assess(use_case(volume_multiple=12, author_leaving=True), on=ON, base=base)
    told = why(result, "guide.likely_risk")
    again = type(told).model_validate_json(told.model_dump_json())
    assert again.model_dump() == told.model_dump()
