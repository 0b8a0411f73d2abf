"""What a condition mentions, and where."""

import pytest

from knowledge.conditions.mentions import mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", [("a", "")]),
        ("not controls.monitoring or duty.27", [("controls.monitoring", ""), ("duty.27", "")]),
        ('stage == "pilot"', [("stage", ""), ("pilot", "stage")]),
        ('"b" in kinds and kinds', [("b", "kinds"), ("kinds", ""), ("kinds", "")]),
        ("stage in ('a', \"b\")", [("stage", ""), ("a", "stage"), ("b", "stage")]),
        ("day >= date('2027-01-01')", [("day", "")]),
        (
            "began + months(parameter.most) > today",
            [("began", ""), ("parameter.most", ""), ("today", "")],
        ),
        (
            "any(ground.* except scale, ground.other)",
            [("ground.*", ""), ("ground.scale", ""), ("ground.other", "")],
        ),
        ("at_least(2, a.b, empty(c))", [("a.b", ""), ("c", "")]),
        ("a and (", []),
        ("\n  begun\n", [("begun", "")]),
        ('"ä" in x and y', [("ä", "x"), ("x", ""), ("y", "")]),
    ],
)  # fmt: skip
def test_each_name_and_value_is_found_where_it_stands(
    text: str, names: list[tuple[str, str]]
) -> None:
    found = mentions(text)
    assert [(one.name, one.of) for one in found] == names
    for one in found:
        written = text[one.start : one.end]
        assert written == one.name or one.name.endswith(f".{written}"), written
