"""Switches that redraw the decision graph: each answer can be given, taken back and left open,
and the picture follows.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from engine import Truth, assess
from explain import explore, why
from explain.graph.graphviz import fitted_svg
from knowledge import InvalidCase, UseCase, example_names, load, read_case
from knowledge.cases.use_case import nested
from knowledge.entries import Attribute
from knowledge.faults import UnknownName
from scripts.notebooks import LIVE, PICTURE, written
from tests.conftest import DAY
from tests.sizes import few, taking

TRIAL = read_case("example:office_assistant_trial")
SWITCHED = {
    "bool": ("affects_people", True, True),
    "enum": ("exposure", "customers", "customers"),
    "set": ("customer_channels", ("chatbot",), frozenset({"chatbot"})),
    "integer": ("business_units", " 3 ", 3),
    "number": ("volume_multiple", "12.5", 12.5),
    "date": ("ends_on", date(2026, 12, 1), date(2026, 12, 1)),
}


def drawn(case, on=None):
    return written(fitted_svg(why(assess(case, on)).drawing()))


def test_a_switch_redraws_the_graph_and_tells_the_answer():
    shown = explore(TRIAL, "retirement_accepted")
    before = shown.picture.value
    shown.controls["retirement_accepted"].value = False
    assert (
        written(shown.picture.value)
        == drawn(TRIAL.model_copy(update={"retirement_accepted": False}))
        != written(before)
    )
    assert "Production-grade engineering is required" in shown.answer.value
    assert "As it was stated: It may stay an experiment" in shown.answer.value
    shown.controls["retirement_accepted"].value = True
    assert shown.picture.value == before
    assert "As it was stated" not in shown.answer.value


def test_the_case_itself_stays_as_it_is():
    before = TRIAL.model_copy()
    explore(TRIAL, retirement_accepted=False)
    assert before == TRIAL


@pytest.mark.parametrize("kind", taking(["enum", "set", "date"], of=SWITCHED))
def test_an_attribute_of_each_type_can_be_answered_and_left_open_again(kind):
    name, chosen, stated = SWITCHED[kind]
    assert load().attributes[name].type == kind
    case = UseCase(name="case", today=DAY)
    shown = explore(case, name)
    unanswered = shown.controls[name].value
    nothing = shown.picture.value
    assert shown.stated() == {name: None}
    shown.controls[name].value = chosen
    answered = UseCase.model_validate({"name": "case", "today": DAY, name: stated})
    assert UseCase.model_validate({"name": "case", **shown.stated()}).stated()[name] == stated
    assert written(shown.picture.value) == drawn(answered)
    shown.controls[name].value = unanswered
    assert shown.picture.value == nothing


@pytest.mark.parametrize("name", few(example_names(), of=4))
def test_the_switches_of_an_example_state_what_the_example_states(name):
    stated = read_case(f"example:{name}").stated()
    switched = [
        attribute
        for attribute in stated
        if load().attributes[attribute].type != "text" and attribute != "today"
    ]
    shown = explore(read_case(f"example:{name}"), *switched)
    assert UseCase.model_validate(nested({"name": "case", **shown.stated()})).stated() == {
        "name": "case",
        **{attribute: stated[attribute] for attribute in switched},
    }


def test_large_and_small_numbers_read_back_as_they_were():
    case = UseCase(name="model", training_flops=1.23456789e25, today=DAY)
    assert explore(case, "training_flops").stated() == {"training_flops": 1.23456789e25}


def test_what_is_not_answered_is_seen_to_be_chosen():
    shown = explore(UseCase(name="case", today=DAY), "output_use", "exposure")
    assert [control.label for control in shown.controls.values()] == [
        "not answered",
        "not answered",
    ]


def test_switches_can_be_thrown_from_the_start():
    shown = explore(TRIAL, "exposure", retirement_accepted=False)
    assert list(shown.controls) == ["exposure", "retirement_accepted"]
    assert shown.controls["retirement_accepted"].value is False
    assert "Production-grade engineering is required" in shown.answer.value


def test_who_names_no_switch_gets_those_that_decide():
    names = list(explore(TRIAL).controls)
    assert {"output_use", "exposure", "starts_on"} <= set(names)
    assert all(isinstance(load().attributes[name], Attribute) for name in names)


def test_the_output_holds_the_widget_and_a_picture_for_where_there_are_none():
    shown = explore(TRIAL, retirement_accepted=False)
    bundle = shown._repr_mimebundle_()
    assert bundle[LIVE]["model_id"] == shown.view.model_id
    assert written(bundle[PICTURE]) == drawn(
        TRIAL.model_copy(update={"retirement_accepted": False})
    )
    assert bundle["text/plain"].startswith(
        "Production-grade engineering is required, as far as answered. "
        "Legal tier: transparency duties.\nAs it was"
    )


def test_the_day_asked_can_be_given():
    ended = date(2025, 1, 1)
    assert written(explore(TRIAL, "exposure", on=ended).picture.value) == drawn(TRIAL, ended)
    assert assess(TRIAL, ended).status("exception.time_boxed") is Truth.FALSE


@pytest.mark.parametrize("name", ["exposur", "name", "description", "today"])
def test_what_cannot_be_switched_is_named(name):
    with pytest.raises(UnknownName, match=f"no attribute '{name}' to switch"):
        explore(TRIAL, name)


def test_a_value_that_cannot_be_is_told_beside_the_switch_or_at_once():
    shown = explore(TRIAL, "volume_multiple")
    before = shown.picture.value
    shown.controls["volume_multiple"].value = "<b>many</b>"
    assert "volume_multiple does not take this value" in shown.answer.value
    assert "&lt;b&gt;many" in shown.answer.value
    assert shown.picture.value == before
    with pytest.raises(InvalidCase, match="exposure does not take this value"):
        explore(TRIAL, exposure="nobody")


def test_without_ipywidgets_one_line_names_the_extra():
    code = (
        "import sys; sys.modules['ipywidgets'] = None\ntry:\n    from explain import explore\n"
        "except Exception as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "explore needs ipywidgets: pip install 'threshold-rules[notebook]'\n"
