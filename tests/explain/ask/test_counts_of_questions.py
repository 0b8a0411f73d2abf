"""The first answer and the list of questions count alike what can still change the verdict."""

from __future__ import annotations

from random import Random

import pytest

from explain import first_answer, questions
from tests.random_cases import random_case
from tests.sizes import random_count


@pytest.mark.random
@pytest.mark.parametrize("number", range(random_count(4, 100)))
def test_what_is_asked_and_what_waits_are_those_that_can_change_the_verdict(number):
    case = random_case(Random(f"counts {number}"))
    told = questions(case)
    changing = [one for one in told.questions if not one.only_opens]
    assert first_answer(case).outlook.open_questions == len(changing) + len(told.waiting)
    assert all(one.answer is not None or one.unproven for one in changing)


def test_a_question_that_only_opens_others_is_counted_as_that():
    """Whether there are personal data changes nothing here; what people feel is asked after it."""
    told = questions(random_case(Random("qc 12")))
    (opener,) = (one for one in told.questions if one.only_opens)
    assert (opener.attribute, opener.before) == ("personal_data", opener.after)
    assert set(opener.opens) <= {one.attribute for one in told.waiting}
    text = " ".join(told.to_text().split())
    assert f"{len(told.questions) - 1} open questions can still change the verdict" in text
    assert "1 question is asked only since others wait for the answer." in text
