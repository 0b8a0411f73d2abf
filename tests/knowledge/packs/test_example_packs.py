"""The example packs that are shipped: each loads alone and with the others, and its cases hold."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from engine import assess
from engine.check.case_tests import run_tests
from knowledge import load
from knowledge.authoring.wording_defects import LONGEST_DRAWN
from knowledge.cases.tests import read_tests
from knowledge.languages.english import english
from knowledge.languages.lacking import untranslated
from knowledge.languages.texts import texts
from knowledge.pack_paths import EXAMPLE, example_packs

ON = date(2026, 11, 27)
WITH_CASES = ("dora", "gdpr", "ml_test_score")
CRITERIA = 9


def test_each_folder_among_them_has_cases_of_its_own():
    folders = [name for name, path in example_packs().items() if path.is_dir()]
    assert folders == [*WITH_CASES]


@pytest.mark.parametrize("name", ["dora", "gdpr"])
def test_its_cases_hold(name):
    base = load(f"{EXAMPLE}{name}")
    found = list(run_tests(read_tests(example_packs()[name] / "cases", base), base=base))
    assert len(found) >= 6
    assert [one.test.name for one in found if one.unmet] == []


@pytest.mark.parametrize("code", ["de", "fr"])
@pytest.mark.parametrize("name", WITH_CASES)
def test_it_says_all_that_it_says_in_every_language(name, code):
    base = load(f"{EXAMPLE}{name}")
    assert code in base.manifests[name].languages
    assert untranslated(code, base) == {}
    spoken = texts(code, base)
    says = english(base).keys() - english(load()).keys()
    own = {keys: text for keys, text in spoken.own.items() if keys in says}
    assert len(own) > 20
    same = {text for keys, text in own.items() if text == spoken.english[keys]}
    assert same <= {"EUR", "clients"}  # clients: French for clients
    for keys, text in own.items():
        assert text.endswith("?") is (keys[0] == "questions"), text
        if keys[0] == "statements":
            assert len(text) <= max(LONGEST_DRAWN, len(spoken.english[keys])), text
    for attribute in {keys[1] for keys in own if keys[0] == "answers"}:
        said = [text for keys, text in own.items() if keys[:2] == ("answers", attribute)]
        assert len(set(said)) == len(said), attribute


def test_all_of_them_stand_side_by_side():
    base = load([f"{EXAMPLE}{name}" for name in example_packs()])
    assert {*example_packs()} <= {*base.packs}


def test_any_two_of_the_nine_criteria_are_enough_and_one_is_not():
    base = load("example:gdpr")
    values = base.attributes["gdpr_criteria"].choices
    assert len(values) == CRITERIA
    asked = {"name": "a", "personal_data": True, "dpia_triggers": []}
    for size, needed in ((1, False), (2, True)):
        for some in list(combinations(values, size))[:: 5 * size - 4]:
            found = assess({**asked, "gdpr_criteria": list(some)}, ON, base=base)
            assert found.conclusions["duty.gdpr_35"] is needed, some
