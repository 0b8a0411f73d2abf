"""An explanation as W3C provenance: read back by the library, complete,
and with nothing that was not argued.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)

from engine import assess
from explain import why
from explain.argue.prov import arguments, to_prov
from knowledge import UseCase
from knowledge.cases.files import example_names, read_case
from tests.conftest import DAY
from tests.sizes import few


@pytest.fixture(scope="module", params=few(example_names(), of=3))
def explanation(request):
    """What is told of a public case."""
    return why(assess(read_case(f"example:{request.param}"), DAY))


def told(record, name):
    """The one value of an attribute."""
    values = [value for key, value in record.attributes if key.localpart == name]
    return str(values[0]) if values else None


def linked(document, kind):
    """Pairs of what relations of a kind lead from and to."""
    return {
        tuple(str(value) for _, value in relation.formal_attributes[:2])
        for relation in document.get_records(kind)
    }


def of_type(document, name):
    return {
        str(entity.identifier): entity
        for entity in document.get_records(ProvEntity)
        if told(entity, "type") == name
    }


@pytest.mark.parametrize("form", ["json", "provn"])
def test_the_library_reads_back_what_was_written(explanation, form):
    assert ProvDocument.deserialize(content=explanation.to_prov(form), format=form) == to_prov(
        explanation
    )


def test_each_conclusion_is_generated_by_every_rule_for_it_from_what_that_rule_rests_on(
    explanation,
):
    document = ProvDocument.deserialize(content=explanation.to_prov(), format="json")
    conclusions = {
        told(entity, "proposition"): name
        for name, entity in of_type(document, "threshold:Conclusion").items()
    }
    labels = {
        str(entity.identifier): told(entity, "label") for entity in document.get_records(ProvEntity)
    }
    rules = {
        str(activity.identifier): told(activity, "label")
        for activity in document.get_records(ProvActivity)
    }
    used, generated = linked(document, ProvUsage), linked(document, ProvGeneration)
    held = [argument for argument in arguments(explanation) if argument.status == "true"]
    assert held
    for argument in held:
        activities = {
            rules[activity]: activity
            for entity, activity in generated
            if entity == conclusions[argument.proposition]
        }
        assert set(activities) == {derivation.rule for derivation in argument.derivations}
        for derivation in argument.derivations:
            below = {entity for activity, entity in used if activity == activities[derivation.rule]}
            assert {labels[entity] for entity in below} == {
                *(statement.says for statement in derivation.statements),
                *(premise.statement for premise in derivation.premises),
            }
            assert {conclusions[premise.proposition] for premise in derivation.premises} <= below


def test_nothing_is_written_that_was_not_argued(explanation):
    document = to_prov(explanation)
    told_of = list(arguments(explanation))
    derivations = [derivation for argument in told_of for derivation in argument.derivations]
    conclusions = of_type(document, "threshold:Conclusion").values()
    assert {told(entity, "proposition"): told(entity, "status") for entity in conclusions} == {
        a.proposition: a.status for a in told_of
    }
    facts = of_type(document, "threshold:Fact").values()
    # what is not answered is told with its status, which two rules may read in two ways
    assert sorted((told(entity, "label"), told(entity, "status")) for entity in facts) == sorted(
        {(s.says, s.status) for derivation in derivations for s in derivation.statements}
    )
    assert (
        len(list(document.get_records(ProvActivity)))
        == len({derivation.rule for derivation in derivations})
        == len(derivations)
    )
    plans = of_type(document, "prov:Plan").values()
    assert {told(plan, "label") for plan in plans} == {
        derivation.rule for derivation in derivations
    }


def test_every_entity_that_a_relation_names_is_described_once(explanation):
    document = to_prov(explanation)
    described = [
        str(record.identifier)
        for kind in (ProvEntity, ProvActivity, ProvAgent)
        for record in document.get_records(kind)
    ]
    assert len(described) == len(set(described))
    for kind in (ProvUsage, ProvGeneration, ProvDerivation, ProvAssociation):
        assert {name for pair in linked(document, kind) for name in pair} <= set(described)


def test_a_rule_leads_to_the_works_it_rests_on_and_says_whether_they_state_it(explanation):
    document = to_prov(explanation)
    plans, works = of_type(document, "prov:Plan"), of_type(document, "threshold:Work")
    cited = {told(work, "cited_as"): told(work, "label") for work in works.values()}
    assert (
        cited.items() <= {source.cited_as: source.title for source in explanation.sources}.items()
    )
    citations = {name: set() for name in plans}
    for relation in document.get_records(ProvDerivation):
        rule, work = (str(value) for _, value in relation.formal_attributes[:2])
        if rule in plans:
            citations[rule].add(told(relation, "citation"))
            assert (
                told(relation, "citation").startswith(f"[{told(works[work], 'cited_as')} ")
                if work in works
                else "citation" in work
            )
            assert (told(relation, "type") == "prov:PrimarySource") == (
                told(plans[rule], "basis") == "stated"
            )
    for argument in arguments(explanation):
        for derivation in argument.derivations:
            name = next(
                name for name, plan in plans.items() if told(plan, "label") == derivation.rule
            )
            assert citations[name] == set(derivation.authority.citations)


def test_facts_come_from_the_case_and_the_software_names_its_knowledge_and_chainer(explanation):
    document = to_prov(explanation)
    ((case, entity),) = of_type(document, "threshold:Case").items()
    assert (told(entity, "label"), told(entity, "on")) == (
        explanation.name,
        explanation.on.isoformat(),
    )
    assert {(fact, case) for fact in of_type(document, "threshold:Fact")} <= linked(
        document, ProvDerivation
    )
    (agent,) = document.get_records(ProvAgent)
    assert (told(agent, "knowledge"), told(agent, "chainer")) == (
        str(explanation.knowledge),
        explanation.chainer,
    )
    associations = document.get_records(ProvAssociation)
    assert {str(dict(found.formal_attributes).popitem()[1]) for found in associations} == set(
        of_type(document, "prov:Plan")
    )


def test_one_proposition_has_a_provenance_of_its_own(experiment):
    document = to_prov(why(experiment(volume_multiple=12, business_units=3), "trigger.scale"))
    (conclusion,) = of_type(document, "threshold:Conclusion")
    assert sorted(str(record.identifier) for record in document.get_records(ProvActivity)) == [
        "case:application/trigger.scale/1",
        "case:application/trigger.scale/2",
    ]
    assert {entity for entity, _ in linked(document, ProvGeneration)} == {conclusion}


def test_documents_of_several_cases_can_be_put_together(experiment):
    one, other = (
        to_prov(why(experiment(volume_multiple=number, business_units=1), "trigger.scale"))
        for number in (12, 3)
    )
    names = [
        {record.identifier.uri for record in document.get_records(ProvEntity)}
        for document in (one, other)
    ]
    assert all("urn:threshold:knowledge:" in name for name in names[0] & names[1])
    assert any("rule/trigger.scale/1" in name for name in names[0] & names[1])


@pytest.mark.parametrize(
    "name", ['"quoted"', "back\\slash", "two\nlines", "<b>&amp;", "%s {x}", "Ünïcode 🙂", "'it''s'"]
)
@pytest.mark.parametrize("form", ["json", "provn"])
def test_a_name_may_be_written_in_any_way(name, form):
    explanation = why(assess(UseCase(name=name, output_use="operational"), DAY), prove=False)
    document = ProvDocument.deserialize(content=explanation.to_prov(form), format=form)
    (case,) = of_type(document, "threshold:Case").values()
    assert told(case, "label") == name


def test_one_explanation_gives_one_text_in_every_process():
    text = (
        "from engine import assess; from explain import why; "
        f"e = why(assess('example:tay', '{DAY}')); print(e.to_prov(), e.to_prov('provn'))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", text],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
        )
        for seed in ("1", "2")
    ]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout
    assert json.loads(runs[0].stdout[: runs[0].stdout.index(" document\n")])["entity"]
