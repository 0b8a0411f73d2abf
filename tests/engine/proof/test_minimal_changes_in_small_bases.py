"""In small knowledge bases the sets of changes are just those that trying all changes gives."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice, product

import pytest
from hypothesis import HealthCheck, assume, given, settings

from engine import assess
from engine.proof.minimal_changes import minimal_changes
from knowledge.cases.use_case import model_of, nested
from knowledge.entries import Verdict
from tests.engine.proof.reached import can_be_done, judged, verdicts_over
from tests.engine.proof.test_sensitivity import fine
from tests.random_knowledge import ACTIONABLE, facts, knowledge_bases
from tests.sizes import tried

DAY = date(2026, 11, 22)
seen: Counter[str] = Counter()
pytestmark = pytest.mark.random


@settings(
    max_examples=tried(20, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(knowledge_bases(), facts())
def test_in_small_knowledge_bases_the_sets_are_just_those_that_trying_all_changes_gives(
    base, stated
):
    formula = judged(base)
    case = assess(
        model_of(base).model_validate(nested({"name": "case", **stated})),
        DAY,
        base=base,
        chainer="semi-naive",
    )
    names = [name for name in ACTIONABLE if name in formula.attributes]
    answers = [
        [v for v in fine(base.attributes[n].type, n) if v is not None or stated.get(n) is None]
        for n in names
    ]
    rows = [dict(zip(names, row, strict=True)) for row in islice(product(*answers), 12_000)]
    assume(names and len(rows) < 12_000)
    rows = [row for row in rows if can_be_done(case, row)]
    reached = verdicts_over(case, rows, formula)
    for entry in base.of_kind(Verdict):
        enough = {
            frozenset(n for n in names if row[n] != stated.get(n))
            for row, after in zip(rows, reached, strict=True)
            if after == entry.id
        }
        smallest = {one for one in enough if not any(other < one for other in enough)}
        found = [frozenset(item.attributes) for item in minimal_changes(case, entry.proposition)]
        assert Counter(found) == Counter(smallest)
        seen["small"] += any(smallest)


def test_in_many_of_the_small_ones_something_had_to_change():
    assert seen["small"] >= tried(10, 20)
