"""Random knowledge bases and random partial cases, for tests of agreement.

Made as text and loaded like any pack.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from knowledge.base import KnowledgeBase, load

ATTRIBUTES = {
    "b0": "bool",
    "b1": "bool",
    "b2": "bool",
    "n0": "number",
    "n1": "number",
    "e0": "enum",
    "e1": "enum",
    "s0": "set",
}
ACTIONABLE = ("b0", "b1", "n0", "n1", "e0", "s0")
HEAD = """
- {{work: w, title: a work, cited_as: W}}
- verdict: production_required
  title: settled
  rank: 1
  when: {verdict}
  source: {{work: w, at: "1"}}
  basis: stated
- verdict: undetermined
  title: open
  rank: 2
  source: {{work: w, at: "1"}}
  basis: stated
- {{attribute: name, type: text, question: "What?", required: true, source: {{work: w, at: "1"}}}}
"""
_ASKED = (
    '{{attribute: {n}, type: %s, question: "?", actionable: {a}, %ssource: {{work: w, at: "1"}}}}'
)
SHAPES = {
    "bool": _ASKED % ("bool", 'values: {{"true": y, "false": n}}, '),
    "number": _ASKED % ("number", ""),
    "enum": _ASKED % ("enum", "ordered: true, values: {{v0: a, v1: b, v2: c}}, "),
    "set": _ASKED % ("set", "values: {{v0: a, v1: b}}, "),
}


def _tests() -> st.SearchStrategy[str]:
    number = st.sampled_from(["<", "<=", ">", ">=", "==", "!="]).flatmap(
        lambda op: st.tuples(st.sampled_from(["n0", "n1"]), st.integers(0, 4)).map(
            lambda pair: f"{pair[0]} {op} {pair[1]}"
        )
    )
    return st.one_of(
        st.sampled_from(
            [
                "b0",
                "b1",
                "b2",
                "known(b0)",
                "known(n1)",
                "n0 < n1",
                "empty(s0)",
                '"v0" in s0',
                '"v1" not in s0',
            ]
        ),
        number,
        st.sampled_from(
            [
                'e0 > "v0"',
                'e0 <= "v1"',
                'e0 == "v0"',
                'e1 != "v1"',
                'e0 in ("v0", "v2")',
                'e1 not in ("v1",)',
            ]
        ),
    )


def _conditions(below: list[str], beside: list[str]) -> st.SearchStrategy[str]:
    """Conditions over tests, propositions below in any way,
    and propositions beside without negation.
    """
    leaves = [_tests()]
    if below:
        leaves += [
            st.sampled_from(
                [
                    form.format(p)
                    for p in below
                    for form in (
                        "{}",
                        "not {}",
                        "established({})",
                        "not established({})",
                        "established(not {})",
                    )
                ]
            )
        ]
    if beside:
        leaves += [
            st.sampled_from([form.format(p) for p in beside for form in ("{}", "established({})")])
        ]
    leaf = st.one_of(leaves)
    pair = st.tuples(leaf, leaf)
    compound = st.one_of(
        pair.map(lambda two: f"({two[0]}) and ({two[1]})"),
        pair.map(lambda two: f"({two[0]}) or ({two[1]})"),
        st.tuples(_tests(), _tests()).map(lambda two: f"not (({two[0]}) and ({two[1]}))"),
        st.tuples(_tests(), _tests()).map(lambda two: f"established(({two[0]}) or not ({two[1]}))"),
        st.tuples(_tests(), leaf).map(lambda two: f"not established({two[0]}) and ({two[1]})"),
        st.tuples(_tests(), leaf).map(
            lambda two: f"not established(not ({two[0]})) and ({two[1]})"
        ),
        st.tuples(leaf, _tests(), _tests()).map(
            lambda three: f"({three[0]}) and (({three[1]}) or not ({three[2]}))"
        ),
    )
    wide = st.lists(leaf, min_size=3, max_size=6).map(
        lambda several: " and ".join(f"({one})" for one in several)
    )
    return st.one_of(leaf, compound, wide, _counts(leaf))


# points, least and greatest numbers, quotients, two enumerations in one order
OTHERS = (
    "count(s0) >= 2",
    "exactly(1, s0, b2)",
    "points({b0: 0.5, n0 > 1: 1, not b2: 1.5}) >= 1.5",
    "points({s0: 1, b1: 2, n1 / 2 < 1: 1}) == 2",
    "min(n0, n1) / 2 >= 1",
    "max(n0, 2) < n1 + 1",
    "e0 >= e1",
)


def _counts(leaf: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Counts of a few conditions; what may rest on itself stands in one without negation only."""
    plain = st.tuples(st.integers(1, 3), st.lists(leaf, min_size=3, max_size=6, unique=True)).map(
        lambda drawn: f"at_least({drawn[0]}, {', '.join(drawn[1])})"
    )
    # the members of a set that is counted are counted once
    tests = st.one_of(_tests().filter(lambda text: "s0" not in text), st.just("b0 and b1"))
    compared = st.tuples(
        st.sampled_from(["at_most(1, {})", "exactly(1, {})", "count({}, s0) != 1"]),
        st.lists(tests, min_size=2, max_size=5, unique=True),
    ).map(lambda drawn: drawn[0].format(", ".join(drawn[1])))
    return st.one_of(plain, compared, st.sampled_from(OTHERS))


@st.composite
def knowledge_bases(draw: st.DrawFn, entailing: bool = False, dated: bool = False) -> KnowledgeBase:
    """A knowledge base of 3 to 14 propositions.

    Within a layer they may rest on each other in circles. The verdict is the last of them. Some are
    exceptions to others that stand above them.
    `entailing`: some answers say something about others. `dated`: some definitions, and rows of
    tables, are in force only on some days.
    """
    layers: list[list[str]] = []
    count = 0
    for _ in range(draw(st.integers(1, 4))):
        size = draw(st.integers(1, 5))
        layers.append([f"p{count + i}" for i in range(size)])
        count += size
    lines = [opening(f"p{count - 1}", entailing=entailing)]
    excepted = draw(_exceptions(layers))
    for number, layer in enumerate(layers):
        below = [name for lower in layers[:number] for name in lower]
        for name in layer:
            when = draw(_conditions(below, layer))
            period = draw(st.sampled_from(PERIODS)) if dated else ""
            if name in excepted:
                period += f"exception_to: [{', '.join(excepted[name])}], "
            lines.append(
                f"- {{define: {name}, title: {name}, when: {_quoted(when)}, {period}"
                f"source: {{work: w, at: '1'}}, basis: stated}}"
            )
        if draw(st.integers(0, 3)) == 0:
            table, concluded = draw(_tables(number, dated))
            lines.append(table)
            layer += concluded
            graded = draw(st.permutations(layer))[:3]
            lines.append(
                f"- {{classification: c{number}, title: c, levels: [{', '.join(graded)}],"
                f" source: {{work: w, at: '1'}}}}"
            )
    return base_of("\n".join(lines))


@st.composite
def _exceptions(draw: st.DrawFn, layers: list[list[str]]) -> dict[str, list[str]]:
    """Definition → those of layers above it to which it is an exception; of most, none."""
    found: dict[str, list[str]] = {}
    for number, layer in enumerate(layers):
        above = [name for higher in layers[number + 1 :] for name in higher]
        for name in layer if above else ():
            if draw(st.integers(0, 3)) == 0:
                found[name] = draw(
                    st.lists(st.sampled_from(above), min_size=1, max_size=2, unique=True)
                )
    return found


# mostly none; on the days that are asked some have begun, some are over, and some have not come
PERIODS = (*[""] * 6, "from: 2026-01-01, ", "until: 2026-06-30, ", "from: 2027-01-01, ")
CELLS = {  # column → cells of a decision table
    "b0": ("yes", "no"),
    "b1": ("-", "yes"),
    "n0": ("-", "> 1", "1..2"),
    "e0": ("-", "v0, v2", "not v1", ">= v1"),
    "s0": ("-", "v0", "not v1"),
}
UNTIL = ("-", "-", "2026-06-30")


@st.composite
def _tables(draw: st.DrawFn, number: int, dated: bool) -> tuple[str, list[str]]:
    """A decision table over attributes, and what it concludes: answers, or its rows."""
    columns = {**CELLS, "until": UNTIL} if dated else CELLS
    hit = draw(st.sampled_from(["any", "first", "collect"]))
    cells = [st.sampled_from(found) for found in columns.values()]
    rows = draw(st.lists(st.tuples(st.sampled_from("xy"), *cells), min_size=1, max_size=4))
    answers = draw(st.booleans())
    head = ["concludes" if answers else "title", *columns, "row"]
    said = [[*row, f"r{place}"] for place, row in enumerate(rows)]
    listed = ", ".join(f"[{', '.join(map(_quoted, row))}]" for row in said)
    told = sorted({row[0] for row in said})
    names = ", ".join(f"{name}: {name}" for name in map(_quoted, told))
    text = (
        f"- {{table: t{number}, title: t, hit: {hit}, columns: [{', '.join(head)}], "
        f"rows: [{listed}], {f'answers: {{{names}}}, ' if answers else ''}"
        "source: {work: w, at: '1'}}"
    )
    ids = told if answers else [row[-1] for row in said]
    return text, [f"t{number}.{name}" for name in ids]


# what some answers say about others: one of them by way of a third
ENTAILED = {
    "e1": '"v0": {b2: false}, "v2": {b0: true}',
    "b2": '"false": {b0: false, e0: v1}, "true": {e0: v2}',
}


def opening(
    verdict: str, attributes: Iterable[str] = tuple(ATTRIBUTES), *, entailing: bool = False
) -> str:
    """How a pack begins: two verdicts, of which the first rests on a proposition,
    and the attributes, of which some `entail` answers to others.
    """
    shapes: Iterable[str] = (
        SHAPES[ATTRIBUTES[name]].format(n=name, a=str(name in ACTIONABLE).lower())
        for name in attributes
    )
    if entailing:
        shapes = map(_entailing, attributes, shapes)
    return "\n".join([HEAD.format(verdict=verdict), *(f"- {shape}" for shape in shapes)])


def _entailing(name: str, shape: str) -> str:
    said = ENTAILED.get(name)
    return shape if said is None else f"{shape[:-1]}, entails: {{{said}}}}}"


def base_of(text: str) -> KnowledgeBase:
    """The knowledge base that a pack's text makes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "random.yaml"
        file.write_text(text, encoding="utf-8")
        return load([file], shipped=False)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """What a partial case states: each attribute may be unanswered."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "number": st.integers(0, 4).map(float),
        "enum": st.sampled_from(["v0", "v1", "v2"]),
        "set": st.frozensets(st.sampled_from(["v0", "v1"])),
    }
    optional = {name: st.one_of(st.none(), values[kind]) for name, kind in ATTRIBUTES.items()}
    return st.fixed_dictionaries(optional).map(
        lambda found: {name: value for name, value in found.items() if value is not None}
    )
