"""A name of a person, erased however it was written; what holds it is told."""

from __future__ import annotations

import pytest

from threshold.register import Register
from threshold.register.database import RegisterFault

WRITTEN = ["Éva Roth", "Éva  Roth", "éva roth", "ÉVA ROTH", "E\u0301va\u00a0Roth", "\u200bÉva Roth"]


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as made:
        made.add("a", {"name": "Forecast", "owner": "Jon Lie"}, who="Jon Lie", on="2026-11-01")
        yield made


@pytest.mark.parametrize("asked", ["Éva Roth", "E\u0301va  roth"])
@pytest.mark.parametrize("written", WRITTEN)
def test_a_name_is_erased_however_it_was_written(register, written, asked):
    register.answer("a", "owner", written, who=written, on="2026-11-02")
    register.answer("a", "owner", "Jon Lie", who="Jon Lie", on="2026-11-03")
    head = register.head()
    done = register.erase(asked)
    assert (done.persons, done.answers, done.left) == (1, 1, ())
    assert [(one.who, one.value) for one in register.history("a") if one.attribute == "owner"] == [
        ("Jon Lie", "Jon Lie"),
        ("", None),
        ("Jon Lie", "Jon Lie"),
    ]
    assert register.verify(head).whole


@pytest.mark.parametrize(
    "beside",
    [
        {"note": "ÉVA  ROTH said so"},
        {"evidence": "https://wiki.example/?who=%C3%89va%20Roth"},
        {"evidence": b"x", "file_name": "E\u0301va Roth.pdf"},
    ],
)
def test_a_longer_text_that_holds_the_name_is_told(register, beside):
    register.answer("a", "exposure", "public", who="Jon Lie", on="2026-11-02", **beside)
    assert [key for key, _ in register.erase("Éva Roth").left] == ["a"]


def test_other_names_stay(register):
    register.answer("a", "owner", "Eva Roth", who="Eva Roth", on="2026-11-02")
    assert register.erase("Éva Roth") == register.erase("Roth Eva")
    assert register.case("a", "2026-11-02").owner == "Eva Roth"


def test_a_name_of_any_length_can_be_erased(register):
    assert register.erase("x" * 100_000).persons == 0


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_no_name_erases_nothing(register, name):
    with pytest.raises(RegisterFault, match="no name"):
        register.erase(name)
