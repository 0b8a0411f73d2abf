"""Each wish at which the rule language once stopped works, or is refused with the right word."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from engine import Truth, assess
from explain import why_not
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidKnowledge
from tests.random_knowledge import HEAD, base_of

ON = date(2026, 11, 28)
WISHES = yaml.safe_load(Path(__file__).with_name("wishes.yaml").read_text(encoding="utf-8"))
SOURCE = 'source: {work: w, at: "1"}'
YES_NO = 'type: bool, values: {"true": "yes", "false": "no"}'
ATTRIBUTES = {
    "test_a": YES_NO,
    "test_b": YES_NO,
    "maturity": "type: enum, ordered: true, values: {low: l, medium: m, high: h}",
    "kind": "type: enum, values: {a: a, b: b}",
    "regions": "type: set, values: {eu: e, us: u, uk: k}",
    "signs": f"type: set, values: {{{', '.join(f'{name}: {name}' for name in 'abcdefghi')}}}",
    "country": "type: text",
    "loss": "type: number",
    "customers": "type: integer",
    "started": "type: date",
    "today": "type: date",
}
PARAMETERS = f"""
- {{parameter: cap, title: c, values: [{{value: 100, {SOURCE}}}], basis: stated}}
- {{parameter: by_kind, title: k, values_for: {{kind: {{a: 5, b: 50}}}}, {SOURCE}, basis: stated}}
"""


def pack(wish: dict) -> str:
    """A pack of attributes of every type, of nine signs, and of the wish."""
    quoted = wish["when"].replace("'", "''")
    return "\n".join(
        [
            HEAD.format(verdict="wish"),
            *(
                f'- {{attribute: {name}, {kind}, question: "?", {SOURCE}}}'
                for name, kind in ATTRIBUTES.items()
            ),
            PARAMETERS,
            *(
                f"- {{define: sign.{name}, title: s, when: '\"{name}\" in signs', {SOURCE},"
                " basis: stated}"
                for name in "abcdefghi"
            ),
            f"- {{define: wish, title: w, when: '{quoted}', {wish.get('limits', '')}{SOURCE},"
            " basis: stated}",
            wish.get("more", ""),
        ]
    )


@cache
def base_for(number: int) -> KnowledgeBase:
    return base_of(pack(WISHES[number]))


def named(what: str):
    """Numbers of the wishes that have this key."""
    return pytest.mark.parametrize(
        "number",
        [
            pytest.param(number, id=wish["wish"])
            for number, wish in enumerate(WISHES)
            if what in wish
        ],
    )


@named("comes_to")
def test_a_wish_works(number):
    base = base_for(number)
    for stated, wanted in WISHES[number]["comes_to"]:
        case = model_of(base)(name="case", **stated)
        found = assess(case, ON, base=base, chainer="semi-naive").status("wish")
        assert found is {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}[wanted], stated


@named("refused")
def test_a_wish_is_refused_with_the_right_word(number):
    wish = WISHES[number]
    with pytest.raises(InvalidKnowledge) as refused:
        base_of(pack(wish))
    (fault,) = refused.value.faults
    asked = wish["refused"]
    if asked.startswith("nearest: "):
        assert fault.nearest == asked.removeprefix("nearest: ")
    else:
        assert fault.expected == asked
    assert fault.place is not None
    assert fault.place.line > 0


def test_each_wish_is_either_told_what_it_comes_to_or_refused():
    assert [wish["wish"] for wish in WISHES if ("comes_to" in wish) == ("refused" in wish)] == []
    assert len({wish["wish"] for wish in WISHES}) == len(WISHES)


@named("reads")
def test_what_a_refusal_proposes_is_read(number):
    assert base_of(pack({"when": WISHES[number]["refused"]})).propositions["wish"].title == "w"


def test_what_is_lacking_of_a_list_is_told_in_a_few_lines():
    base = base_for(next(n for n, wish in enumerate(WISHES) if wish["wish"].startswith("at least")))
    case = model_of(base)(name="case", signs=["a"])
    told = why_not(assess(case, ON, base=base, chainer="semi-naive"), "wish").to_text()
    assert "1 of 9" in told
    assert len(told.splitlines()) < 30
