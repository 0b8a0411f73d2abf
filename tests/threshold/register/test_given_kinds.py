"""What is of another kind than asked for is told in one line, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from threshold.register import Register

DAY = "2026-12-01"


@pytest.fixture
def register(tmp_path):
    with Register(tmp_path / "register.db") as found:
        found.add("lift", {"name": "Lift"}, who="Jon Lie", on=DAY)
        yield found


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda r: r.case(17), "key is a text, not an int"),
        (lambda r: r.history(None), "key is a text, not None"),
        (lambda r: r.timeline(10**30), "key is a text, not an int"),
        (lambda r: r.plan(DAY, key=["lift"]), "key is a text, not a list"),
        (lambda r: r.evidence(b"\x00"), "sha256 is a text, not a bytes"),
        (lambda r: r.verify(5), "head is a text, not an int"),
        (lambda r: r.replay("1"), "number is a whole number, not a str"),
        (lambda r: r.due(True), "within is a whole number, not a bool"),
        (lambda r: r.due(1.5), "within is a whole number, not a float"),
        (lambda r: r.add(1, {"name": "x"}, who="Ann"), "key is a text, not an int"),
        (lambda r: r.add("x", {"name": "x"}, who=1), "who is a text, not an int"),
        (lambda r: r.answer("lift", 1.5, True, who="Ann"), "attribute is a text, not a float"),
        (lambda r: r.import_table(5, who="Ann"), "table is a path, not an int"),
        (lambda r: r.erase(None), "name is a text, not None"),
    ],
)
def test_it_is_refused_in_one_line(register, ask: Any, said: str):
    before = register.history("lift"), register.head()
    with pytest.raises(TypeError) as error:
        ask(register)
    assert str(error.value) == said
    assert (register.history("lift"), register.head()) == before


@pytest.mark.parametrize(("given", "kind"), [(5, "an int"), (b"r.db", "a bytes"), (None, "None")])
def test_a_register_is_opened_by_a_path_or_an_address(given: Any, kind: str):
    with pytest.raises(TypeError) as error:
        Register(given)
    assert str(error.value) == f"url is a path, not {kind}"


def test_a_missing_argument_is_told_as_python_does(register):
    with pytest.raises(TypeError, match="missing a required argument: 'who'"):
        register.add("lift", {"name": "Lift"})
