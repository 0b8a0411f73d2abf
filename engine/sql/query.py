"""The rules as one SQL query: a row a case, NULL for unknown, a column for each conclusion.

The query says what the plain rules say and no more. Each step of it adds columns that are made
from those of the steps before: the cells without what cannot be seen of them, what they state, what
tests compare, layer by layer what rules conclude, the answers, and the lists of ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlglot import exp
from sqlglot.errors import SqlglotError

from engine.sql.cells import seen_cell
from engine.sql.expressions import column, constant, name_of, text
from engine.sql.layers import layers
from engine.sql.listings import list_columns, listings
from engine.sql.relevance import relevance
from engine.sql.rule_columns import DAY_ASKED, RuleColumns
from engine.sql.stated import Columns, read_attributes, stated_columns
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.entries import Classification
from knowledge.entries import derived_names as names
from knowledge.faults import BadCase, InvalidCase
from knowledge.sentence import Sentence


def build(
    base: KnowledgeBase, on: date, *, table: str, columns: Columns, lists: bool = True
) -> exp.Select:
    """The query as a tree, with columns that list ids (`LISTS`) as texts, or without them."""
    cells, first, *further, last = _steps(base, on, columns=columns, lists=lists)
    steps: list[list[exp.Expr | str]] = [[*cells], [*first]]
    steps += [["*", *step] for step in further]
    whole = exp.select(*last).from_(f"stage_{len(steps) - 1}")
    for number, step in enumerate(steps):
        source = f"stage_{number - 1}" if number else _table(table)
        query = exp.select(*step).from_(source, copy=False)
        whole = whole.with_(f"stage_{number}", as_=query, copy=False)
    return whole


def _steps(
    base: KnowledgeBase, on: date, *, columns: Columns, lists: bool = True
) -> list[list[exp.Expr]]:
    """The query step by step: what is selected from the table, what its cells state, then what each
    step adds to all before it, last the columns of the answer.
    """
    rules, order = RuleColumns(base), layers(base.rules)
    stated = stated_columns(base, columns)
    stages: list[dict[str, exp.Expr]] = [
        {**stated.further, DAY_ASKED: _day_asked(base, on)},
        {alias: rules.test(test) for test, alias in rules.tests.items()},
    ]
    for layer in order:
        stages.append(
            {name_of(item.proposition, item.writes): rules.proposition(item) for item in layer}
        )
    answers, listed = _answers(base), dict[str, exp.Expr]()
    stages.append(answers)
    if lists:
        relevant = relevance(rules, order)
        listed = list_columns(listings(rules, relevant.open, stated.unusable))
        stages += [*relevant.steps, listed]
    return [
        [*_cells(base, columns)],
        [*_kept(columns), *_aliased(stated.cells)],
        *map(_aliased, stages),
        list(_shown(rules, columns, [*answers, *listed])),
    ]


def _cells(base: KnowledgeBase, columns: Columns) -> Iterable[exp.Expr]:
    """The columns of the table that are kept, and those that are read, without what is unseen."""
    for number, name in enumerate(columns.kept):
        yield exp.alias_(exp.column(name, quoted=True), f"kept_{number}", quoted=True)
    for attribute in read_attributes(base, columns):
        cell = seen_cell(attribute, as_text=attribute.id in columns.texts)
        yield exp.alias_(cell, name_of(attribute.id), quoted=True)


def _kept(columns: Columns) -> Iterable[exp.Expr]:
    return (exp.column(f"kept_{number}", quoted=True) for number in range(len(columns.kept)))


def _day_asked(base: KnowledgeBase, on: date) -> exp.Expr:
    """The day that a row states, else the day asked."""
    if TODAY not in base.attributes:
        return constant(on)
    return exp.Coalesce(this=column(TODAY), expressions=[constant(on)])


def _answers(base: KnowledgeBase) -> dict[str, exp.Expr]:
    """The verdict, the legal tier as `tier`, and other classifications by their names."""
    verdict = exp.Case()
    for entry in base.verdicts:
        verdict = verdict.when(column(entry.proposition), text(entry.id))
    found: dict[str, exp.Expr] = {"verdict": verdict}
    for classification in base.of_kind(Classification):
        answered = exp.Case()
        for answer in classification.tried:
            if classification.levels:  # the highest counts, once it is known which it is
                open_ = exp.Is(this=column(answer), expression=exp.null())
                answered = answered.when(open_, text("unknown"))
            answered = answered.when(column(answer), text(names.last_of(answer)))
        name = "tier" if classification is base.legal_tier else name_of(classification.id)
        found[name] = answered.else_(text("unknown"))
    return found


def _shown(rules: RuleColumns, columns: Columns, named: Iterable[str]) -> Iterable[exp.Expr]:
    """The columns of the answer: those kept of the table, the named ones, every conclusion."""
    for number, name in enumerate(columns.kept):
        yield exp.alias_(exp.column(f"kept_{number}", quoted=True), name, quoted=True)
    yield from (exp.column(name, quoted=True) for name in named)
    for name in rules.base.visible:
        concluded = name in rules.rules
        yield column(name) if concluded else exp.alias_(exp.false(), name_of(name), quoted=True)


def _aliased(columns: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    return [exp.alias_(value, alias, quoted=True) for alias, value in columns.items()]


def _table(name: str) -> exp.Table:
    """The table of cases, by a name that may have that of its schema before it.

    Raises `InvalidCase` for what is no name.
    """
    try:
        return exp.to_table(name, quoted=True)
    except SqlglotError as error:
        expected = Sentence("such as {one}, or {other}", one="cases", other="schema.cases")
        raise InvalidCase(
            [BadCase(Sentence("this is no name of a table"), text=name, expected=expected)]
        ) from error
