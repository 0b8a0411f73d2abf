"""What rules ask of the stated facts: decided exactly, and unknown only where it is open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.chain.chainers import Inference
from tests.engine.chain.test_program_of_packs import knowledge


def fired(when: str, **stated: Any) -> str:
    """Whether the rules of one proposition fire over `is true`, over `is possible`, or not."""
    base = knowledge(p=when)
    facts = {"name": "case", "today": date(2026, 11, 22), **stated}
    found = Inference(base, "semi-naive").fire(facts)
    own = {number for number, rule in enumerate(base.rules) if rule.head == "p"}
    return "true" if own & found.true else "possible" if own & found.possible else "no"


@pytest.mark.parametrize(
    ("when", "stated", "says"),
    [
        ("b0", {"b0": True}, "true"),
        ("b0", {"b0": False}, "no"),
        ("b0", {}, "possible"),
        ("not b0", {"b0": False}, "true"),
        ("not b0", {}, "possible"),
        ("b0 and b1", {"b0": True, "b1": True}, "true"),
        ("b0 and b1", {"b0": True}, "possible"),
        ("b0 and b1", {"b0": False}, "no"),
        ("b0 or b1", {"b0": True}, "true"),
        ("b0 or b1", {"b0": False}, "possible"),
    ],
)
def test_all_that_a_rule_asks_is_one_answer_in_which_no_outweighs_open(when, stated, says):
    assert fired(when, **stated) == says


@pytest.mark.parametrize(
    ("when", "stated", "says"),
    [
        ("known(b0)", {"b0": False}, "true"),
        ("known(b0)", {}, "no"),
        ("established(b0)", {}, "no"),
        ("established(b0)", {"b0": True}, "true"),
        ("not established(b0)", {}, "true"),
        ("not established(b0)", {"b0": True}, "no"),
        ("known(b0) and b1", {"b0": True}, "possible"),
    ],
)
def test_what_is_asked_of_the_answers_themselves_is_never_open(when, stated, says):
    assert fired(when, **stated) == says
