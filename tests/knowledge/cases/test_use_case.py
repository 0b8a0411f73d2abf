"""A use case holds what is known of it, refuses what no attribute takes, and never changes."""

from __future__ import annotations

import pickle
from copy import deepcopy
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from knowledge import UseCase, load
from knowledge.cases.use_case import EARLIEST, LATEST, UNKNOWN, Controls, model_of, use_case_model
from knowledge.pack_paths import PACKS


def use_case(**attributes):
    return UseCase(name="case", **attributes)


def refusal(**attributes) -> str:
    with pytest.raises(ValidationError) as refused:
        use_case(**attributes)
    (error,) = refused.value.errors()
    return error["msg"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("exposre", "exposure"),
        ("volume_multipel", "volume_multiple"),
        ("author_is_leaving", "author_leaving"),
        ("xyz", None),
    ],
)
def test_an_unknown_attribute_names_the_nearest(written, meant):
    assert (
        refusal(**{written: "x"}) == f"there is no attribute '{written}'; nearest: "
        f"{meant or 'none; see `threshold rules --attributes`'}"
    )


def test_an_unknown_control_names_the_nearest():
    assert (
        refusal(controls={"monitring": True})
        == "there is no attribute 'monitring'; nearest: monitoring"
    )


def test_a_control_written_outside_the_controls_is_told_where_it_belongs():
    assert (
        refusal(monitoring=True)
        == "there is no attribute 'monitoring'; nearest: controls.monitoring"
    )


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("exposure", "pubic"),
        ("exposure", "Public"),
        ("exposure", ["public"]),
        ("exposure", True),
        ("stage", ""),
        ("stage", 3),
    ],
)
def test_an_enum_takes_its_values_only(attribute, value):
    assert refusal(**{attribute: value}).startswith("Input should be '")


@pytest.mark.parametrize(
    "members",
    [
        ["chatbot", "other"],
        ("other", "chatbot"),
        {"chatbot", "other"},
        ["chatbot", "chatbot", "other"],
    ],
)
def test_a_set_is_any_collection_of_its_values(members):
    assert use_case(customer_channels=members).customer_channels == frozenset({"chatbot", "other"})


def test_an_empty_set_is_an_answer():
    assert use_case(customer_channels=[]).stated()["customer_channels"] == frozenset()


@pytest.mark.parametrize("value", ["chatbot", 3, {"chatbot": True}, True, b"chatbot"])
def test_a_set_is_never_a_single_value(value):
    assert refusal(customer_channels=value) == "give a list, such as [] for none of them"


@pytest.mark.parametrize(
    "value", [["telephone"], [None], ["unknown"], [["chatbot"]], [{"chatbot": True}]], ids=str
)
def test_a_set_with_a_member_that_is_no_value_of_it_is_refused(value):
    refusal(customer_channels=value)


@pytest.mark.parametrize("value", [date(2026, 11, 22), "2026-11-22"])
def test_a_date_is_a_day_or_its_iso_text(value):
    assert use_case(starts_on=value).starts_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    "value",
    [
        "22.11.2026",
        "2026-02-30",
        "2026-11-22T00:00:00",
        "20261122",
        "2026-W47-7",
        "",
        20261122,
        1.5,
        True,
    ],
)
def test_a_date_in_any_other_form_is_refused(value):
    assert refusal(starts_on=value).startswith("give a day as YYYY-MM-DD")


def test_a_date_in_another_form_is_told_as_it_is_written():
    assert refusal(starts_on="22.11.2026") == "give a day as YYYY-MM-DD: 2026-11-22"
    assert refusal(starts_on="1/2/2026") == "give a day as YYYY-MM-DD: 2026-02-01 or 2026-01-02"


@pytest.mark.parametrize(
    "value", [datetime(2026, 11, 22), datetime(2026, 11, 22, 10, tzinfo=timezone.utc)]
)
def test_a_time_of_day_is_no_date(value):
    assert refusal(starts_on=value) == "give a day without a time"


@pytest.mark.parametrize(
    "value", ["1850-01-01", date(1899, 12, 31), date(2200, 1, 1), "9999-12-31"]
)
def test_a_year_that_is_a_slip_of_the_pen_is_refused(value):
    assert "Input should be" in refusal(went_live_on=value)


def test_the_first_and_the_last_day_are_days_too():
    case = use_case(starts_on=EARLIEST, ends_on=LATEST)
    assert (case.starts_on, case.ends_on) == (date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize("unanswered", [None, UNKNOWN, "unknown"])
@pytest.mark.parametrize(
    "attribute", [name for name in load().attributes if name != "name" and "." not in name]
)
def test_null_and_unknown_mean_unanswered_for_every_attribute(attribute, unanswered):
    case = use_case(**{attribute: unanswered})
    assert getattr(case, attribute) is None
    assert case == use_case()


@pytest.mark.parametrize(
    "controls", [None, "unknown", {}, {"monitoring": None}, {"monitoring": "unknown"}], ids=str
)
def test_null_and_unknown_mean_unanswered_for_controls(controls):
    assert use_case(controls=controls) == use_case()


def test_unknown_is_a_name_like_any_other():
    assert UseCase(name="unknown").name == "unknown"


@pytest.mark.parametrize("name", [None, "", 5])
def test_a_name_is_required_and_is_text(name):
    with pytest.raises(ValidationError, match="name"):
        UseCase(name=name)
    with pytest.raises(ValidationError, match="Field required"):
        UseCase()


@pytest.mark.parametrize("value", [1, 0, "true", "yes", "false", 1.0, [], b"1"], ids=repr)
@pytest.mark.parametrize("where", ["attribute", "control"])
def test_a_yes_or_no_is_true_or_false_and_nothing_else(where, value):
    facts = {"approved": value} if where == "attribute" else {"controls": {"monitoring": value}}
    assert "boolean" in refusal(**facts)


@pytest.mark.parametrize(
    ("value", "held"), [(3, 3.0), (0, 0.0), (2.5, 2.5), (1e25, 1e25), (Decimal("0.5"), 0.5)]
)
def test_a_number_may_be_whole_or_not(value, held):
    assert use_case(training_flops=value).training_flops == held


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), 10**400, -0.01, "3", True, 3j, [3]],
    ids=lambda value: str(value)[:9],
)
def test_what_is_no_number_or_below_its_least_is_refused(value):
    refusal(volume_multiple=value)


@pytest.mark.parametrize("value", [1.5, float("nan"), "2", True, Decimal("1.5")], ids=repr)
def test_a_whole_number_is_whole(value):
    refusal(business_units=value)
    assert use_case(business_units=2).business_units == 2


def test_every_fault_of_a_case_is_listed():
    with pytest.raises(ValidationError) as refused:
        use_case(exposure="pubic", starts_on="soon", controls={"monitoring": "perhaps"})
    assert {error["loc"][:2] for error in refused.value.errors()} == {
        ("exposure",),
        ("starts_on",),
        ("controls", "monitoring"),
    }


def test_a_case_never_changes():
    channels = ["chatbot"]
    case = use_case(customer_channels=channels, controls={"monitoring": True})
    channels.append("other")
    with pytest.raises(ValidationError, match="frozen"):
        case.exposure = "public"
    with pytest.raises(ValidationError, match="frozen"):
        case.controls.monitoring = False
    assert case.stated() == {
        "name": "case",
        "customer_channels": frozenset({"chatbot"}),
        "controls.monitoring": True,
    }
    assert hash(case) == hash(
        use_case(customer_channels=["chatbot"], controls={"monitoring": True})
    )


def test_controls_are_nested_and_stated_under_their_dotted_names():
    case = use_case(controls={"monitoring": True, "rollback": False})
    assert (case.controls.monitoring, case.controls.rollback, case.controls.caching) == (
        True,
        False,
        None,
    )
    assert case.stated() == {
        "name": "case",
        "controls.monitoring": True,
        "controls.rollback": False,
    }
    assert use_case(controls=Controls(monitoring=True, rollback=False)) == case


def test_only_what_was_answered_is_stated():
    assert use_case().stated() == {"name": "case"}
    assert use_case(approved=False, business_units=0, stage=None).stated() == {
        "name": "case",
        "approved": False,
        "business_units": 0,
    }


def test_a_case_survives_the_way_through_json():
    case = use_case(
        customer_channels=["other", "chatbot"],
        starts_on="2026-11-22",
        volume_multiple=2.5,
        controls={"caching": False},
    )
    assert '"customer_channels":["chatbot","other"]' in case.model_dump_json()
    assert UseCase.model_validate_json(case.model_dump_json()) == case


def test_each_knowledge_base_has_a_use_case_of_its_own(tmp_path):
    pack = (
        "- {work: w, title: W, cited_as: W}\n- {attribute: colour, type: text, "
        "question: Which?, source: {work: w, at: p. 1}}\n"
    )
    (tmp_path / "own.yaml").write_text(pack, encoding="utf-8")
    own = load([tmp_path / "own.yaml"], shipped=False)
    assert model_of(own)(colour="red").stated() == {"colour": "red"}
    assert model_of(load()) == UseCase
    assert set(
        use_case_model(
            load(
                sorted(path for path in PACKS.iterdir() if path.is_dir()), shipped=False
            ).attributes
        ).model_fields
    ) == set(UseCase.model_fields)


def test_use_case_serves_as_the_class_itself_would():
    case = use_case(controls={"monitoring": True})
    assert isinstance(case, UseCase)
    assert isinstance(case.controls, Controls)
    assert not isinstance("case", (UseCase, Controls))
    kind = type(case)
    assert issubclass(kind, UseCase)
    assert not issubclass(str, UseCase)
    assert kind == UseCase == model_of(load())
    assert hash(UseCase) == hash(kind)
    assert UseCase != Controls
    assert {UseCase | None, None | UseCase} == {kind | None}
    assert {"model_validate", "stated"} <= set(dir(UseCase))
    assert repr(UseCase) == repr(kind)


def test_a_case_is_pickled_and_copied():
    case = use_case(starts_on="2026-11-22", controls={"monitoring": True})
    again = pickle.loads(pickle.dumps(case))
    assert (again, type(again)) == (case, type(case))
    assert deepcopy(case) == case


def test_use_case_is_a_field_of_a_model_and_the_parent_of_a_class():
    class Register(BaseModel):
        cases: list[UseCase]
        first: UseCase | None = None

    register = Register.model_validate({"cases": [{"name": "a"}, use_case()], "first": None})
    assert [case.name for case in register.cases] == ["a", "case"]
    assert Register.model_validate_json(register.model_dump_json()) == register

    class Project(UseCase):
        cost_centre: str

    assert Project(name="a", cost_centre="7").stated() == {"name": "a", "cost_centre": "7"}
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = UseCase.no_such_name
