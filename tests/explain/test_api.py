"""What is asked about an answer may be asked of a case in any form, on any day, by any base."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine import Assessment, assess
from explain import (
    comparison,
    open_attributes,
    portfolio,
    questions,
    smallest_change,
    timeline,
    what_if,
    why,
    why_not,
)
from knowledge import InvalidCase, load, read_case
from tests.conftest import DAY
from threshold import run_tests

OPEN = {"name": "open", "output_use": "research"}
ASKED: dict[str, Any] = {
    "why": why,
    "why_not": lambda case, **more: why_not(case, "verdict.experimentation_acceptable", **more),
    "questions": questions,
    "smallest_change": lambda case, **more: smallest_change(
        case, "experiment_excepted", most=1, **more
    ),
    "open_attributes": open_attributes,
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_case_is_asked_about_as_its_assessment_is(ask):
    expected = ask(assess(OPEN, DAY))
    assert ask(OPEN, on=DAY) == ask(OPEN, on=str(DAY)) == expected


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_file_is_asked_about_with_a_base_of_ones_own(ask):
    own = load("example:bank")
    expected = ask(assess(read_case("example:tay", own), DAY, base=own))
    assert ask("example:tay", on=DAY, base=own) == expected


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize(("given", "kind"), [(5, "an int"), ([OPEN], "a list"), (None, "None")])
def test_what_is_no_case_is_told_in_one_line(ask, given, kind):
    with pytest.raises(TypeError) as error:
        ask(given)
    expected = "give an assessment, a UseCase, a dict of answers, or the path of a case file"
    assert str(error.value) == f"{expected}, not {kind}"


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_an_answer_is_not_asked_about_another_day_or_base(ask):
    answer = assess(OPEN, DAY)
    assert ask(answer, on=DAY, base=answer.base) == ask(answer)
    for more in ({"on": date(2030, 1, 1)}, {"base": load("example:bank")}):
        with pytest.raises(TypeError, match="to ask about another day or knowledge, give the case"):
            ask(answer, **more)


def test_an_answer_that_was_read_from_json_says_that_it_cannot_be_explained():
    again = Assessment.model_validate_json(assess(OPEN, DAY).model_dump_json())
    with pytest.raises(ValueError, match="assess the case again to explain it"):
        why(again)


@pytest.mark.parametrize("wrong", [5, None, ["trigger.scale"]])
def test_a_proposition_is_named_by_a_text(wrong: Any):
    for ask in (why, why_not, smallest_change):
        with pytest.raises(TypeError, match=r"^a proposition or verdict is named by a text, not"):
            ask(OPEN, wrong)


@pytest.mark.parametrize(("wrong", "kind"), [("gdpr", "a str"), (5, "an int"), ([], "a list")])
def test_what_is_no_base_is_told_in_one_line(wrong: Any, kind: str):
    asked = (
        lambda: assess(OPEN, DAY, base=wrong),
        lambda: portfolio([OPEN], on=DAY, base=wrong),
        lambda: read_case("example:tay", wrong),
        lambda: run_tests(base=wrong),
    )
    for ask in asked:
        with pytest.raises(TypeError) as error:
            ask()
        assert str(error.value) == f"a knowledge base is what load() gives, not {kind}"


@pytest.mark.parametrize(("wrong", "kind"), [(5, "an int"), (["de"], "a list"), (b"de", "a bytes")])
def test_what_is_no_language_is_told_in_one_line(wrong: Any, kind: str):
    told = (why(OPEN, on=DAY), questions(OPEN, on=DAY))
    for form in (form for one in told for form in (one.to_text, one.to_markdown, one.to_html)):
        with pytest.raises(TypeError) as error:
            form(language=wrong)
        assert str(error.value) == f"a language is a code such as 'de', not {kind}"


def test_a_day_as_text_is_taken_wherever_a_day_is():
    day = date(2027, 12, 2)
    assert what_if(OPEN, exposure="public", on=str(day)) == what_if(OPEN, exposure="public", on=day)
    later = date(2028, 3, 1)
    assert timeline(OPEN, str(later), str(day)) == timeline(OPEN, later, day)
    assert portfolio([OPEN], str(day)).cases == portfolio([OPEN], day).cases
    assert comparison(OPEN, "example:tay").after.name == read_case("example:tay").stated()["name"]
    with pytest.raises(InvalidCase, match="there is no such day"):
        timeline(OPEN, "later", day)
