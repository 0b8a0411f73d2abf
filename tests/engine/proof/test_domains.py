"""The few values that can make a difference: whatever finer values bring about,
some of these bring about as well. Where tests compare numbers or days with each other, it is the
solver that finds all that finer values bring about.

`tests/sizes.py` says how many random combinations of tests are tried for each kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from engine.proof.algebra import Asked, Formula, attributes_of, truth_of
from engine.proof.domains import domains, left_open
from engine.proof.solver import Space
from knowledge import UseCase
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import EARLIEST, LATEST, nested, use_case_model
from knowledge.conditions.evaluation import decider
from knowledge.conditions.tree import Attr, Test
from tests.random_cases import BASE, COUNT, any_value
from tests.random_knowledge import base_of
from tests.sizes import few

DAY = date(2026, 11, 30)
pytestmark = pytest.mark.random
KINDS = {
    "any": ("number", ""),
    "other": ("number", ""),
    "third": ("number", ""),
    "share": ("number", "minimum: 0, "),
    "floor": ("number", "minimum: 4, "),
    "count": ("integer", ""),
    "units": ("integer", "minimum: 1, "),
    "starts": ("date", ""),
    "ends": ("date", ""),
    "live": ("date", ""),
    "colour": ("enum", "values: {red: r, green: g, blue: b}, "),
    "paint": ("enum", "values: {red: r, green: g, blue: b}, "),
    "agreed": ("bool", 'values: {"true": y, "false": n}, '),
    "word": ("text", ""),
    "motto": ("text", ""),
}
PARAMETERS = {"three": 3, "below": -2, "half": 2.5, "day": "2026-12-02"}
ALONE = """any < 3 | any <= 3 | any == 7.5 | any != 3 | any in (1, 2) | any not in (0,)
    any > parameter.below | known(any)
    share > 0 | share >= 0.5 | share < parameter.half | share == 0 | floor < 5 | floor <= 4
    floor > 3 | floor >= 10
    count < 3 | count == 5 | count >= 2.5 | count in (1, 4) | units > 1 | units <= 3
    units != 2 | units < parameter.half
    starts < today | starts <= date("2026-12-24") | ends > today | ends == date("2027-02-28")
    live >= parameter.day | live != today
    colour == "red" | colour in ("red", "green") | paint != "blue" | agreed | not agreed
    word == "peace" | word in ("peace", "some text") | motto != "bread" | known(motto)"""
SUMS = """any + 2 > 5 | any * 2 >= 5 | any * 2 == 5 | any + parameter.below <= 0 | any + 5 >= 0
    any * parameter.below < 7 | -any > 2.5 | 3 * any - 1 > any | 0.1 - any <= -0.2
    share * 3 > 1 | share + 1 != 2 | floor * parameter.half < 11 | floor + 1 > 9
    count * 2 > 5 | count * 2 == 6 | count + 3 >= 0 | units * parameter.half <= 8
    starts + months(3) <= today | starts + months(parameter.three) > date("2027-02-28")
    starts + months(1) == date("2027-02-28")
    ends + weeks(2) < parameter.day | ends + months(1) != parameter.day
    live + weeks(parameter.three) >= today"""
LINKED = """any < other | any <= other + 2 | any == other | any != other + 1
    any < other + parameter.half
    any - other > 0.3 | any + other + third == 3 | any - 2 * other < third | -any < other - third
    any + other + third + share + floor > 3.5
    share < floor | share + 2 >= floor | count <= any | count < units | count == units
    units > share
    starts <= ends | ends < starts + months(3) | ends >= starts + weeks(2) | starts == ends
    starts + months(1) > ends | ends - months(1) > starts | starts + months(3) > starts + weeks(13)
    starts + months(1) == ends - weeks(2)
    colour == paint | colour != paint | word == motto | word == colour"""
CHAINS = """other < third | any < third | third <= other + 1 | live > ends
    live <= starts + months(2) | live == starts | live < ends"""


def written(conditions: Iterable[str]) -> KnowledgeBase:
    """A pack that asks just this."""
    source = 'source: {work: w, at: "1"}'
    lines = ["- {work: w, title: a work, cited_as: W}"]
    lines += [
        f"- {{parameter: {name}, title: p, values: [{{value: {v}, {source}}}], basis: stated}}"
        for name, v in PARAMETERS.items()
    ]
    lines += [f'- {{attribute: today, type: date, question: "?", {source}}}']
    lines += [
        f'- {{attribute: {name}, type: {kind}, question: "?", {more}{source}}}'
        for name, (kind, more) in KINDS.items()
    ]
    lines += [
        f"- {{define: p{n}, title: p, when: '{when}', {source}, basis: stated}}"
        for n, when in enumerate(conditions)
    ]
    return base_of("\n".join(lines))


def listed(*texts: str) -> list[str]:
    return [
        part.strip() for text in texts for line in text.splitlines() for part in line.split(" | ")
    ]


ASKED = {
    kind: listed(*texts)
    for kind, texts in {
        "alone": (ALONE,),
        "sums": (ALONE, SUMS),
        "linked": (ALONE, SUMS, LINKED),
    }.items()
}
PACK = written([*ASKED["linked"], *listed(CHAINS)])
CASE = use_case_model(PACK.attributes)
FORMULA = Formula(PACK, [name for name in PACK.propositions if name.startswith("p")])
CHAINED = listed(CHAINS)


def fine_value(base: KnowledgeBase, name: str, random: Random) -> Any:
    """A legal value of an attribute, finer than any domain."""
    attribute = base.attributes[name]
    least = attribute.minimum
    match attribute.type:
        case "number":
            low = -8.0 if least is None else least
            return random.choice(
                (
                    random.uniform(low, 14),
                    low + random.randint(0, 60) / 4,
                    random.uniform(low, low + 1),
                    1e3 + low,
                )
            )
        case "integer":
            return random.randint(-8 if least is None else int(least), 12)
        case "date":
            return DAY + timedelta(
                days=random.choice(
                    (random.randint(-5, 5), random.randint(-130, 130), random.randint(-900, 900))
                )
            )
        case "text":
            return random.choice(
                ("peace", "bread", "red", "green", "blue", "some text", "another", "else")
            )
    return any_value(attribute, random)


def missed(
    base: KnowledgeBase,
    tests: list[Test],
    free: list[str],
    facts: Mapping[str, Any],
    random: Random,
    draws: int,
) -> list[Any]:
    """Answers with which the tests come out as they do with no values of the domains."""
    values = domains(base.attributes, tests, free, facts)
    assert set(values) == set(free)
    deciders = {test: decider(test) for test in tests}
    drawn: dict[tuple[bool | None, ...], dict[str, Any]] = {}
    for _ in range(draws):
        row = {name: fine_value(base, name, random) for name in free}
        drawn.setdefault(tuple(decide({**facts, **row}) for decide in deciders.values()), row)
    last = {
        test: max([free.index(name) for name in attributes_of(test) if name in free], default=-1)
        for test in tests
    }

    def reached(wanted: Mapping[Test, bool | None], row: dict[str, Any]) -> bool:
        if len(row) == len(free):
            return True
        ready = [test for test in tests if last[test] == len(row)]
        for value in values[free[len(row)]]:
            more = {**row, free[len(row)]: value}
            if all(deciders[test]({**facts, **more}) == wanted[test] for test in ready) and reached(
                wanted, more
            ):
                return True
        return False

    return [
        (row, values)
        for outcome, row in drawn.items()
        if not reached(dict(zip(tests, outcome, strict=True)), {})
    ]


def legal(base: KnowledgeBase, name: str, value: Any) -> bool:
    """Whether a case may state it."""
    model, named = (UseCase, {"name": "case"}) if base is BASE else (CASE, {})
    return model.model_validate(nested({**named, name: value})).stated()[name] == value


def chosen(conditions: list[str], random: Random, several: int) -> list[Test]:
    """Some of the pack's tests, all about a few attributes."""
    tests = [test for test in FORMULA.tests if WRITTEN[test] in conditions]
    about = set(
        attributes_of(
            random.choice([test for test in tests if len(attributes_of(test)) >= min(several, 2)])
        )
    )
    while len(about) < several:
        near = [
            set(attributes_of(test))
            for test in tests
            if about & set(attributes_of(test)) and not set(attributes_of(test)) <= about
        ]
        if not near:
            break
        about |= random.choice(near)
    inside = [test for test in tests if set(attributes_of(test)) <= about | {"today"}]
    return random.sample(inside, min(len(inside), random.randint(several, 7)))


WRITTEN = {
    test: text
    for text, name in zip(
        [*ASKED["linked"], *CHAINED],
        (n for n in PACK.propositions if n.startswith("p")),
        strict=True,
    )
    for test in Formula(PACK, [name]).tests
}


def legal_domains(tests: list[Test], free: list[str], facts: Mapping[str, Any]) -> bool:
    """Whether a case may state all that stands in the domains."""
    return all(
        legal(PACK, name, value)
        for name, values in domains(PACK.attributes, tests, free, facts).items()
        for value in values
    )


@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("kind", ["alone", "sums"])
def test_whatever_comes_of_finer_values_comes_of_values_of_the_domain(kind, number):
    random = Random(f"{kind} {number}")
    tests = chosen(ASKED[kind], random, 1)
    free = list(
        dict.fromkeys(name for test in tests for name in attributes_of(test) if name != "today")
    )
    facts = {"today": DAY, **PACK.parameters_on(DAY)}
    assert left_open(PACK.attributes, tests, free, facts) == frozenset()
    assert missed(PACK, tests, free, facts, random, 300) == []
    assert legal_domains(tests, free, facts)


@pytest.mark.parametrize("number", few(range(COUNT), of=2))
@pytest.mark.parametrize(("kind", "several"), [("linked", 2), ("chains", 3)])
def test_whatever_comes_of_finer_values_is_found_where_they_are_compared(kind, several, number):
    random = Random(f"{kind} {number}")
    tests = chosen(ASKED.get(kind, [*ASKED["linked"], *CHAINED]), random, several)
    names = list(
        dict.fromkeys(name for test in tests for name in attributes_of(test) if name != "today")
    )
    given = {name: fine_value(PACK, name, random) for name in names if random.random() < 0.3}
    facts = {**given, "today": DAY, **PACK.parameters_on(DAY)}
    free = [name for name in names if name not in given or random.random() < 0.3]
    assert legal_domains(tests, free, facts)
    space = Space(Formula(PACK, [], tests), free, facts, unanswered=False)

    def where(test):
        return truth_of(Asked.of(test), space.algebra, space.choices, facts)[0]

    space.require(space.algebra.all_of([where(Test("known", Attr(name))) for name in free]))
    asked = {test: where(test) for test in tests}
    deciders = {test: decider(test) for test in tests}
    drawn = {}
    for _ in range(300):
        row = {**facts, **{name: fine_value(PACK, name, random) for name in free}}
        drawn.setdefault(tuple(decide(row) for decide in deciders.values()), row)
    for outcome, row in drawn.items():
        wanted = [
            asked[test] if truth else space.algebra.no(asked[test])
            for test, truth in zip(tests, outcome, strict=True)
        ]
        model = space.find(*(space.named(condition) for condition in wanted))
        assert model is not None, row
        found = {**facts, **{name: space.stated(model, name) for name in free}}
        assert tuple(decide(found) for decide in deciders.values()) == outcome
        assert all(legal(PACK, name, found[name]) for name in free)


def asked_alone(condition: str, name: str, **stated: Any) -> tuple[Any, ...]:
    """The domain of an attribute that one condition asks for."""
    tests = [test for test in FORMULA.tests if WRITTEN[test] == condition]
    facts = {**stated, "today": DAY, **PACK.parameters_on(DAY)}
    return domains(PACK.attributes, tests, [name], facts)[name]


@pytest.mark.parametrize(
    ("condition", "name", "stated", "holds"),
    [
        ("floor < 5", "floor", None, (4.5, 5.0, 10.0)),
        ("floor > 3", "floor", None, (4.0,)),
        ("any < 3", "any", None, (1.5, 3.0, 6.0)),
        ("any > parameter.below", "any", None, (-3.0, -2.0, -1.0)),
        ("known(any)", "any", None, (1.0,)),
        ("any < 3", "any", 1.7e308, (1.5, 3.0, 8.5e307, 1.7e308)),
        ("count >= 2.5", "count", None, (1, 2, 3, 4)),
        ("units < parameter.half", "units", None, (1, 2, 3, 4)),
        ("any * 2 == 5", "any", None, (1.25, 2.5, 5.0)),
        ("starts < today", "starts", None, (date(2026, 11, 29), DAY, date(2026, 12, 1))),
        (
            "starts < today",
            "starts",
            LATEST,
            (date(2026, 11, 29), DAY, date(2026, 12, 1), date(2199, 12, 30), LATEST),
        ),
        (
            "starts < today",
            "starts",
            EARLIEST,
            (EARLIEST, date(1900, 1, 2), date(2026, 11, 29), DAY, date(2026, 12, 1)),
        ),
        ('colour in ("red", "green")', "colour", None, ("red", "green", "blue")),
        ("agreed", "agreed", None, (True, False)),
        ('word in ("peace", "some text")', "word", None, ("peace", "some text", "text 1")),
        ('word == "peace"', "word", "mine", ("peace", "mine", "some text")),
    ],
)
def test_a_domain_holds_each_bound_and_what_lies_beside_it(condition, name, stated, holds):
    assert asked_alone(condition, name, **({} if stated is None else {name: stated})) == holds


def test_nothing_that_no_test_asks_for_still_has_a_value_to_state():
    assert domains(PACK.attributes, [], list(KINDS), {"today": DAY}).keys() == KINDS.keys()
    assert all(domains(PACK.attributes, [], list(KINDS), {"today": DAY}).values())
