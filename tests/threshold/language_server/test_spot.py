"""Where the cursor stands in what is being typed."""

import pytest

from threshold.language_server.spot import spot


@pytest.mark.parametrize(
    ("text", "keys", "on_key", "before"),
    [
        ("- tri|", (), True, "tri"),
        ("- trigger: x\n  |", (), True, ""),
        ("- trigger: x\n  when: a and |", ("when",), False, "a and "),
        ("- trigger: x\n  when: >-\n    a\n    or b|", ("when",), False, "a or b"),
        ("- trigger: x\n  requires: [a, b|]", ("requires",), False, "b"),
        ("- trigger: x\n  requires:\n    - a|", ("requires",), False, "a"),
        ("- trigger: x\n  source: {wo|", ("source",), True, "wo"),
        ("- trigger: x\n  source: {work: y, at|", ("source",), True, "at"),
        ("- trigger: x\n  source:\n    wo|", ("source",), True, "wo"),
        ("- parameter: x\n  values:\n    - {value: 1, source: {work: a|", (
            "values", "source", "work"), False, "a"),
        ("- parameter: x\n  values:\n    - value: 1\n      so|", ("values",), True, "so"),
        ("name: A\nsta|", (), True, "sta"),
        ("name: A\nexpect:\n  verdict: pro|", ("expect", "verdict"), False, "pro"),
        ("- {name: A, stage: pi|", ("stage",), False, "pi"),
    ],
)  # fmt: skip
def test_the_keys_and_the_begun_word_are_found(
    text: str, keys: tuple[str, ...], on_key: bool, before: str
) -> None:
    lines = text.split("\n")
    column = lines[-1].index("|")
    lines[-1] = lines[-1].replace("|", "")
    found = spot(lines, len(lines) - 1, column)
    assert (found.keys, found.on_key, found.before) == (keys, on_key, before)


def test_the_first_key_of_an_entry_tells_its_kind() -> None:
    lines = ["- work: a", "  title: A", "- trigger: b", "  # why", "  when: "]
    assert spot(lines, 4, 8).first == "trigger"
    assert spot(["- "], 0, 2).top
    assert not spot(["- trigger: a", "  "], 1, 2).top
