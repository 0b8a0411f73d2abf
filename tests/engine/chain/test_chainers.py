"""Both chainers agree with each other, and with Kleene's logic evaluated directly.

On conclusions and on derivations.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import assess
from engine.chain.chainers import Inference, default_chainer, inference
from engine.chain.program import Firings
from knowledge import UseCase, load
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import nested
from knowledge.conditions.reading import read_condition
from knowledge.rules.meaning import family_statement, statements
from knowledge.rules.plain import family
from tests.conftest import needs_durable
from tests.kleene import Unjudged, conclusions
from tests.random_knowledge import facts, knowledge_bases
from tests.sizes import tried

BASES, CASES = tried(20, 500), 10
compared: Counter[str] = Counter()
pytestmark = pytest.mark.random


def truths(base: KnowledgeBase, fired: Firings) -> dict[str, bool | None]:
    """The truth of every proposition, from the rules that fired."""
    found: dict[str, bool | None] = dict.fromkeys(base.propositions, False)
    found |= {base.rules[index].head: None for index in fired.possible}
    return found | {base.rules[index].head: True for index in fired.true}


def spoken(base: KnowledgeBase):
    """The statements that the base's rules were made from, families included."""
    found = list(
        statements(list(base.entries.values()), lambda entry, *keys: _read(base, entry, *keys))
    )
    families = {name[4:-3] for name in base.propositions if name == family(name[4:-3])}
    return found + [
        family_statement(
            name, [other for other in base.propositions if other.rpartition(".")[0] == name]
        )
        for name in families
    ]


def _read(base: KnowledgeBase, entry, *keys):
    from knowledge.building import Build
    from knowledge.faults import FaultList

    text = entry
    for key in keys:
        text = text[key] if isinstance(key, int) else getattr(text, key)
    vocabulary = Build(list(base.written.values()), FaultList()).vocabulary
    return read_condition(text, vocabulary)


@needs_durable
@settings(
    max_examples=BASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(knowledge_bases(dated=True), st.lists(facts(), min_size=CASES, max_size=CASES))
def test_chainers_and_oracle_agree_on_random_knowledge_and_random_partial_cases(base, cases):
    chainers = [Inference(base, "durable_rules"), Inference(base, "semi-naive")]
    meant = spoken(base)
    for stated in cases:
        known = {**stated, "name": "case", "today": date(2026, 11, 22)}
        durable, reference = (chainer.fire(known) for chainer in chainers)
        assert durable == reference
        try:
            found, expected = truths(base, reference), conclusions(meant, base, known)
        except Unjudged:
            continue
        # the oracle counts without the steps that a count takes here
        said = {statement.head for statement in meant}
        assert {name: found[name] for name in said} == {name: expected[name] for name in said}
        compared["random"] += 1


@needs_durable
def test_nearly_all_of_them_were_compared():
    assert compared["random"] >= BASES * CASES * 8 // 10


@needs_durable
@settings(
    max_examples=tried(12, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(st.data())
def test_chainers_agree_on_the_shipped_knowledge(data):
    base = load()
    names = data.draw(
        st.lists(
            st.sampled_from([name for name in base.attributes if name not in ("name", "today")]),
            max_size=60,
            unique=True,
        )
    )
    case = UseCase(
        **nested(
            {"name": "case", **{name: data.draw(answers(base.attributes[name])) for name in names}}
        )
    )
    one, other = (
        assess(case, date(2026, 11, 22), chainer=name) for name in ("durable_rules", "semi-naive")
    )
    assert one.conclusions == other.conclusions
    assert one.derivations == other.derivations
    assert one.trace.to_json() == other.trace.to_json()


def answers(attribute):
    """Any answer that an attribute takes."""
    match attribute.type:
        case "bool":
            return st.booleans()
        case "enum":
            return st.sampled_from(attribute.choices)
        case "set":
            return st.frozensets(st.sampled_from(attribute.choices), max_size=4)
        case "date":
            return st.dates(date(2020, 1, 1), date(2031, 1, 1))
        case "integer":
            return st.integers(0, 40)
        case "number":
            return st.floats(0, 1e26, allow_nan=False)
    return st.text(min_size=1, max_size=20)


@needs_durable
def test_durable_rules_is_the_default_where_it_is_installed():
    assert default_chainer() == "durable_rules"


def test_without_durable_rules_the_reference_answers_and_says_so(monkeypatch):
    monkeypatch.setattr("engine.chain.chainers.library", lambda: None)
    result = assess(UseCase(name="case", output_use="operational"), date(2026, 11, 22))
    assert result.chainer == "semi-naive"
    assert result.verdict.value == "production_required"


def test_an_unknown_chainer_is_refused_by_name():
    with pytest.raises(ValueError, match="there is no chainer 'rete'"):
        inference(load(), "rete")


def test_several_threads_may_assess_at_once():
    from concurrent.futures import ThreadPoolExecutor

    cases = [
        UseCase(
            name=f"case {n}",
            volume_multiple=n % 20,
            output_use="research" if n % 2 else "operational",
        )
        for n in range(tried(80, 400))
    ]
    alone = [assess(case, date(2026, 11, 22)).conclusions for case in cases]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda case: assess(case, date(2026, 11, 22)).conclusions, cases))
    assert together == alone
