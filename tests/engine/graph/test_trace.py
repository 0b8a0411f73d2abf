"""The trace: asked part by part or as a whole graph, read from JSON or not, it gives one answer."""

from __future__ import annotations

import json
import subprocess
import sys

import networkx as nx
import pytest

from benchmarks.cases import random_cases
from engine import assess
from engine.graph.inference_graph import as_json
from engine.graph.trace import Trace
from explain import why
from explain.argue.argument import Walker
from knowledge import load
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import base_of, opening
from tests.sizes import few, tried

CASES = [
    *(read_case(f"example:{name}") for name in example_names()),
    *random_cases(load(), tried(6, 20), seed=1),
]


def plain(premises):
    """Premises as JSON.

    The facts of one comparison, which a graph that was read holds in any order, by their names.
    """
    ordered = sorted(
        premises, key=lambda premise: (premise[1]["order"], premise[0].get("name", ""))
    )
    return json.loads(json.dumps(ordered, default=as_json))


def told(graph, propositions):
    """Everything that the graph answers about these propositions."""
    rules = {proposition: graph.firings(proposition) for proposition in propositions}
    return {
        "status": {proposition: graph.status(proposition) for proposition in propositions},
        "rules": rules,
        "firings": {rule: graph.firing(rule) for found in rules.values() for rule in found},
        "premises": {
            rule: plain(graph.premises(rule)) for found in rules.values() for rule in found
        },
        "open": {
            proposition: set(graph.open_attributes(proposition)) for proposition in propositions
        },
    }


@pytest.mark.random
@pytest.mark.parametrize("case", few(CASES, of=3), ids=lambda case: case.name)
def test_a_graph_read_back_answers_like_the_one_that_was_written(case):
    graph = assess(case, DAY).trace
    back = Trace.from_json(graph.to_json())
    propositions = [
        data["proposition"] for _, data in graph.graph.nodes.data() if data["kind"] == "conclusion"
    ]
    assert told(back, propositions) == told(graph, propositions)
    assert back.to_json() == graph.to_json()
    assert {True, False} <= {graph.status(proposition) for proposition in propositions}


@pytest.mark.parametrize("case", CASES[:4], ids=lambda case: case.name)
def test_the_whole_graph_holds_each_firing_with_just_its_premises(case):
    graph = assess(case, DAY).trace
    firings = {node: data for node, data in graph.graph.nodes.data() if data["kind"] == "firing"}
    assert {data["rule"] for data in firings.values() if data["fired"] != "failed"} == set(
        assess(case, DAY).derivations
    )
    for node, data in firings.items():
        assert graph.node(node) == graph.firing(data["rule"])
        edges = [graph.graph.edges[premise, node] for premise in graph.graph.predecessors(node)]
        assert sorted(edges, key=lambda edge: edge["order"]) == [
            edge for _, edge in graph.premises(data["rule"])
        ]


@pytest.mark.parametrize("case", CASES[:4], ids=lambda case: case.name)
def test_what_is_needed_to_be_false_is_refuted_all_the_way_down(case):
    graph = assess(case, DAY).trace
    rules = {data["rule"] for _, data in graph.graph.nodes.data() if data["kind"] == "firing"}
    false = [
        data["proposition"]
        for _, data in graph.graph.nodes.data()
        if data["kind"] == "conclusion" and data["status"] is False
    ]
    assert false
    assert rules >= {
        rule for proposition in false for rule in graph.firings(proposition, ["failed"])
    }


def test_refuting_adds_to_the_whole_graph_what_no_firing_needed(experiment):
    graph = experiment(volume_multiple=3, business_units=1).trace
    proposition = next(
        name for name in load().visible if graph.conclusion(name) is None and graph.firings(name)
    )
    before = graph.to_json()
    refuting = graph.refuting(proposition)
    assert refuting.node(refuting.conclusion(proposition))["status"] is False
    assert refuting.refuting(proposition).to_json() == refuting.to_json()
    assert graph.to_json() == before


def test_a_false_proposition_is_refuted_by_every_rule_for_it_and_a_true_one_by_none(experiment):
    graph = experiment(volume_multiple=3, business_units=1).trace
    assert (
        graph.firings("trigger.scale")
        == ["trigger.scale/1", "trigger.scale/2"]
        == graph.firings("trigger.scale", ["failed"])
    )
    assert graph.firings("trigger.scale", ["true", "possible"]) == []
    graph = experiment(volume_multiple=12, business_units=1).trace
    assert (
        graph.firings("trigger.scale")
        == graph.firings("trigger.scale", ["true"])
        == ["trigger.scale/1"]
    )


def test_the_whole_graph_tells_no_comparison_again_because_it_was_explained(experiment):
    result, untouched = (
        experiment(volume_multiple=3, controls={"monitoring": False}) for _ in range(2)
    )
    why(result)
    before, after = (
        {(tail, head): edge for tail, head, edge in found.graph.edges.data()}
        for found in (untouched, result)
    )
    assert {pair: after[pair] for pair in before} == before


def test_rules_that_support_each_other_in_a_circle_are_explained_to_an_end():
    define = (
        "- {{define: {0}, title: {0}, when: '{1}', source: {{work: w, at: '1'}}, basis: stated}}"
    )
    base = base_of(
        "\n".join(
            [opening("p0", ["b0"]), define.format("p0", "p1 or b0"), define.format("p1", "p0")]
        )
    )
    for answer, status in ((True, "true"), (None, "unknown"), (False, "false")):
        result = assess(model_of(base)(name="case", b0=answer), DAY, base=base)
        argument = Walker(result).argument("p1")
        (derivation,) = argument.derivations
        (premise,) = derivation.premises
        assert (argument.status, premise.proposition, premise.status) == (status, "p0", status)
        assert [derivation.premises for derivation in premise.derivations] in ([()], [(), ()])
        assert result.trace.open_attributes("p1") == (["b0"] if answer is None else [])
        back = Trace.from_json(result.trace.to_json())
        assert told(back, ["p0", "p1"]) == told(result.trace, ["p0", "p1"])


def test_a_conclusion_that_a_rule_needs_twice_is_one_premise_in_its_last_place():
    define = (
        "- {{define: {0}, title: {0}, when: '{1}', source: {{work: w, at: '1'}}, basis: stated}}"
    )
    base = base_of(
        "\n".join(
            [
                opening("p0", ["b0", "b1"]),
                define.format("p0", "b0"),
                define.format("p1", "p0 and b1 and established(p0)"),
            ]
        )
    )
    graph = assess(model_of(base)(name="case", b0=True, b1=True), DAY, base=base).trace
    for asked in (graph, Trace.from_json(graph.to_json())):
        assert [
            (premise.get("proposition") or premise["name"], edge["order"])
            for premise, edge in asked.premises("p1/1")
        ] == [
            ("b1", 1),
            ("p0", 2),
        ]


PRINTED = """
import sys
from datetime import date
from engine import assess
from explain import why
from knowledge.cases.files import read_case
result = assess(read_case("example:tay"), date(2026, 11, 22), chainer="semi-naive")
why(result)
print("networkx" in sys.modules)
print(result.trace.to_json())
"""


def test_why_needs_no_networkx_and_two_processes_write_one_graph():
    runs = [
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
        )
        for seed in ("1", "2")
    ]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.startswith("False\n{")


def test_a_proposition_that_nothing_concludes_is_false_and_has_no_firings(experiment):
    graph = experiment().trace
    for asked in (graph, Trace.from_json(graph.to_json())):
        assert (asked.conclusion("no.such"), asked.status("no.such"), asked.firings("no.such")) == (
            None,
            False,
            [],
        )


def test_node_ids_are_hashes_of_what_the_nodes_are(experiment):
    one, other = (experiment(volume_multiple=number).graph for number in (12, 13))
    changed = {
        data.get("name") or data.get("rule") for node, data in one.nodes.data() if node not in other
    }
    assert changed == {
        "volume_multiple",
        *(name for name in changed if name != "volume_multiple" and "/" in name),
    }
    assert "trigger.scale/1" in changed
    assert one.nodes.keys() & other.nodes.keys()


def test_the_order_of_attributes_is_that_of_the_packs():
    base = load()
    assert base.in_order(reversed(list(base.attributes))) == list(base.attributes)


def test_the_graph_of_a_result_is_that_of_networkx_and_is_built_once_when_asked_for(experiment):
    result = experiment(volume_multiple=12)
    assert type(result.graph) is nx.DiGraph
    assert result.graph is result.graph
    assert result.graph is result.trace.graph


def test_in_json_a_test_is_its_condition_and_the_phrase_that_words_it(experiment):
    data = json.loads(experiment(volume_multiple=12).trace.to_json())
    tests = [test for edge in data["edges"] for test in edge.get("tests", ())]
    # once at the edge from the attribute, once at that from the parameter
    scale, again = [test for test in tests if test["condition"].startswith("volume_multiple >=")]
    assert scale == again
    assert scale == {
        "condition": "volume_multiple >= parameter.scale_factor",
        "mode": "is",
        "value": True,
        "truth": True,
        "presumed": False,
        "phrase": [
            "is_compared",
            [
                ["name", ["attribute", [["name", "volume_multiple"]]]],
                ["value", ["number", [["number", "12"]]]],
                ["asked", ["at_least", [["value", ["number", [["number", "10"]]]]]]],
            ],
        ],
        "stated": [["volume_multiple", 12]],
    }


def test_a_trace_that_was_read_back_cannot_be_explained(experiment):
    back = Trace.from_json(experiment().trace.to_json())
    with pytest.raises(ValueError, match="assess the case again"):
        _ = back.derivations
