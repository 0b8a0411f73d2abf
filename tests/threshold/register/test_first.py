"""The first answer to a case of a register, as it is laid out for a terminal."""

from __future__ import annotations

import pytest

from engine import assess
from explain.argue.first_answer import first_answer
from knowledge.cases.files import read_case
from knowledge.languages.words import Words
from threshold.register.first import first_outline


@pytest.mark.parametrize(("language", "sign"), [("en", ": "), ("de", ": "), ("fr", "\u00a0: ")])
def test_key_name_and_verdict_stand_apart_by_the_sign_of_the_language(language, sign):
    answer = first_answer(assess(read_case("example:tay")))
    heading = first_outline(answer, "tay", Words.of(language)).heading
    assert heading.startswith(f"tay{sign}{answer.name}{sign}")
