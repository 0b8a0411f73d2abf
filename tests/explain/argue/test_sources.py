"""The works that an explanation lists are those that a reader finds cited in it."""

from __future__ import annotations

import pytest

from benchmarks.cases import random_cases
from engine import assess
from explain import why
from explain.argue.sources import sources
from knowledge import load
from knowledge.cases.files import read_case
from knowledge.entries import Work
from tests.conftest import DAY
from tests.sizes import few

SECTIONS = ("grounds", "exceptions", "controls", "misconceptions", "findings", "legal")
CASES = [
    read_case("example:schufa_score"),
    read_case("example:office_assistant_trial"),
    *random_cases(load(), 8, seed=5),
]
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def cited(explanation, *, told_by_sections):
    """The short forms of the works whose citations stand in the explanation's JSON, and of the laws
    that have a section with duties.

    Questions are asked and not argued, and so is what a law may ask for on answers that are open.
    """
    asked = {"questions": {"__all__": {"source"}}}
    legal = {**asked, "laws": {"__all__": {"open"}}}
    excluded = {
        **asked,
        "legal": legal,
        "sources": True,
        **({"argument": True} if told_by_sections else {}),
    }
    text = explanation.model_dump_json(exclude=excluded)
    laws = explanation.legal.laws if explanation.legal and told_by_sections else ()
    owed = {law.id for law in laws if law.duties}
    return [
        work.cited_as
        for work in load().of_kind(Work)
        if work.id in owed or f"[{work.cited_as} " in text
    ]


@cases
def test_each_section_brings_the_works_that_it_cites(case):
    whole = why(assess(case, DAY))
    assert [source.cited_as for source in whole.sources] == cited(whole, told_by_sections=True)
    assert whole.sources
    for kept in SECTIONS:
        alone = whole.model_copy(
            update={
                section: None if section == "legal" else ()
                for section in SECTIONS
                if section != kept
            }
        )
        assert [
            source.cited_as for source in sources(alone, load(), told_by_sections=True)
        ] == cited(alone, told_by_sections=True)


@pytest.mark.parametrize("case", few(CASES, of=5), ids=lambda case: case.name)
def test_an_argument_brings_the_works_cited_anywhere_below_it(case):
    result = assess(case, DAY)
    for proposition in result.conclusions:
        explanation = why(result, proposition)
        if not explanation.grounds:
            assert [source.cited_as for source in explanation.sources] == cited(
                explanation, told_by_sections=False
            ), proposition


def test_a_name_that_looks_like_a_citation_cites_nothing(experiment):
    plain, odd = (
        why(experiment(name=name, volume_multiple=12)).sources
        for name in ("case", "[GDPR Art. 22] bot")
    )
    assert plain == odd
    assert "GDPR" not in {source.cited_as for source in plain}
