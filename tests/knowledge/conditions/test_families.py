"""any(family.*), and any(family.* except member): what is left out, and what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from knowledge import load
from knowledge.conditions.reading import read_condition
from knowledge.conditions.tree import AnyOf, Expression
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.faults import BadExpression, Fault, InvalidKnowledge, UnknownName
from knowledge.rules.plain import bodies
from knowledge.rules.writing import premise_text
from tests.conftest import needs_durable, use_case

NAMES = ("law.a", "law.b", "law.c", "law.c.deep", "other")
VOCABULARY = Vocabulary({}, {}, frozenset(NAMES), {})
ON = date(2026, 11, 27)


def read(text: str) -> Expression:
    return read_condition(text, VOCABULARY)


def refused(text: str) -> Fault:
    with pytest.raises(Fault) as found:
        read(text)
    return found.value


@pytest.mark.parametrize(
    ("text", "but", "left"),
    [
        ("any(law.*)", (), ["law.a", "law.b", "law.c"]),
        ("any(law.* except b)", ("b",), ["law.a", "law.c"]),
        ("any(law.*  except   law.b)", ("b",), ["law.a", "law.c"]),
        ("any( law.* except c, a )", ("a", "c"), ["law.b"]),
        ("any(law.*\n  except b)", ("b",), ["law.a", "law.c"]),
    ],
)
def test_a_family_is_read_without_the_members_that_are_left_out(text, but, left):
    found = read(text)
    assert found == AnyOf("law", but)
    assert found.members(NAMES) == left


def test_what_is_read_is_written_so_that_it_reads_as_the_same():
    ((premise,),) = bodies(read("not established(any(law.* except c, a))"))
    assert premise_text(premise) == "not established(any(law.* except a, c))"
    assert read(premise_text(premise)) == read("not established(any(law.* except c, a))")


@pytest.mark.parametrize(
    ("text", "kind", "says", "nearest"),
    [
        ("any(law.* except d)", UnknownName, "law has no member 'd'", None),
        ("any(law.* except deep)", UnknownName, "law has no member 'deep'", None),
        ("any(law.* except other)", UnknownName, "law has no member 'other'", None),
        ("any(lay.* except a)", UnknownName, "there is no family 'lay'", "law"),
        ("any(law.* except a, b, c)", BadExpression, "nothing of law is left", None),
        ("any(law.a, law.b)", BadExpression, "any(…) takes one argument", None),
        ("any(law.a except b)", BadExpression, "this cannot be read", None),
        ("any(law.* @ a)", BadExpression, "this cannot be read", None),
        ("any(law.* except)", BadExpression, "this cannot be read", None),
        ("any(law.* except not a)", BadExpression, "this cannot be read", None),
        ('any(law.* except "a")', BadExpression, "this is not a name", None),
        ("law.* except a", BadExpression, "this is not a condition", None),
    ],
)
def test_what_cannot_be_left_out_is_told(text, kind, says, nearest):
    fault = refused(text)
    assert (type(fault), fault.nearest) == (kind, nearest)
    assert says in fault.message


def test_a_fault_stands_at_the_member_that_is_no_member(tmp_path):
    condition = "any(ai_act.annex_iii.* except recruitmet)"
    pack = tmp_path / "own.yaml"
    pack.write_text(OWN.replace("'\"election_influence\" in annex_iii'", condition))
    with pytest.raises(InvalidKnowledge) as found:
        load([pack])
    (fault,) = found.value.faults
    assert (fault.place.line, fault.place.column) == (7, 9 + condition.index("recruitmet"))
    assert fault.nearest == "recruitment"


OWN = """
- work: w
  title: w
  cited_as: W
- define: ai_act.annex_iii.tenant_screening
  title: It selects tenants
  when: '"election_influence" in annex_iii'
  source: {work: w, at: "1"}
  basis: stated
"""


@pytest.mark.parametrize(
    "chainer", [pytest.param("durable_rules", marks=needs_durable), "semi-naive"]
)
def test_a_new_member_of_the_list_counts_at_once(tmp_path, chainer):
    """A point that is added to the list is high-risk without being named anywhere else."""
    pack = tmp_path / "own.yaml"
    pack.write_text(OWN)
    base = load([pack])
    stated = {"placed_in_eu": True, "ai_system": True, "stage": "production", "profiling": True}
    case = use_case(annex_iii=["election_influence"], campaign_logistics_only=True, **stated)
    assert assess(case, ON, chainer=chainer).tier == "unknown"
    assert assess(case, ON, base=base, chainer=chainer).tier == "high_risk"


def test_infrastructure_is_listed_and_left_out_of_what_lies_beyond_it():
    case = use_case(annex_iii=["critical_infrastructure_safety"])
    found = assess(case, ON).conclusions
    assert found["ai_act.annex_iii_listed"] is True
    assert found["ai_act.annex_iii_beyond_infrastructure"] is False
