"""Packs of one's own: what they add, override and retire,
and that every answer says which pack spoke.
"""

from datetime import date

import pytest
from click.testing import CliRunner

from engine import Verdict, assess
from explain import smallest_change, why, why_not
from explain.ask.questions import questions
from explain.review.listing import show_entry
from knowledge import InvalidKnowledge, load
from knowledge.cases.files import case_text
from knowledge.cases.use_case import UseCase, model_of
from knowledge.faults import WrongType
from knowledge.pack_paths import PACKS
from tests.conftest import EXPERIMENT, NO_OTHER_LAW
from threshold.cli import main

DAY = date(2027, 12, 2)
BANK = load(["example:bank"])
WORK = "- {work: policy, title: a policy, cited_as: P}\n"
SOURCE = "source: {work: policy, at: '1'}, basis: stated"


def bank_case(**stated):
    return model_of(BANK).model_validate({"name": "Refunds", **stated})


@pytest.fixture
def own(tmp_path):
    """Load entries as a pack called `company` on top of the shipped ones."""

    def loaded(text, name="company.yaml", before=()):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return load([*before, file])

    return loaded


def faults(call, *arguments, **keywords):
    with pytest.raises(InvalidKnowledge) as caught:
        call(*arguments, **keywords)
    return caught.value.faults


def test_a_pack_adds_to_the_shipped_ones():
    assert BANK.packs == ("article", "ai_act", "other_law", "bank")
    assert set(load().propositions) <= set(BANK.propositions)
    assert BANK.fingerprint != load().fingerprint
    result = assess(bank_case(moves_money=True), DAY, base=BANK)
    assert result.conclusions["standing.payments"] is True
    assert result.conclusions["required.payment_limits"] is True
    assert result.knowledge.packs == BANK.packs


def test_an_overridden_figure_counts_and_the_shipped_base_keeps_its_own():
    stated = {"name": "Refunds", "volume_multiple": 4, "business_units": 1}
    assert (
        assess(model_of(BANK).model_validate(stated), DAY, base=BANK).conclusions["trigger.scale"]
        is True
    )
    assert assess(UseCase(**stated), DAY).conclusions["trigger.scale"] is False


def test_what_is_retired_never_holds_and_says_why():
    stated = {
        "name": "Pitch",
        "output_use": "operational",
        "funding_prototype": True,
        "labelled_demonstration": True,
    }
    assert assess(UseCase(**stated), DAY).conclusions["exception.funding_demonstration"] is True
    result = assess(model_of(BANK).model_validate(stated), DAY, base=BANK)
    assert result.conclusions["exception.funding_demonstration"] is False
    assert "Retired by the pack bank: The bank pays" in str(
        why_not(result, "exception.funding_demonstration")
    )


def test_what_a_retired_entry_was_is_still_shown():
    shown = (
        CliRunner()
        .invoke(main, ["rules", "funding_demonstration", "--pack", "example:bank"])
        .output
    )
    assert "(pack bank, retires article)" in shown
    assert "because: The bank pays" in shown


def test_provenance_says_which_pack_spoke():
    result = assess(bank_case(moves_money=True, volume_multiple=4), DAY, base=BANK)
    told = why(result, "trigger.payments")
    assert told.argument.derivations[0].authority.pack == "bank"
    assert told.argument.derivations[0].authority.citations == ("[Bank policy 2.2, pack bank]",)
    assert why(result, "trigger.scale").argument.derivations[0].authority.pack == "article"
    text = str(why(result, "trigger.scale"))
    assert (
        "volume_multiple is 4, at least 3 [Bank policy 3.1, pack bank, overrides article]" in text
    )
    assert "[Bank policy] Model policy of a made-up bank" in text
    assert "+ bank, fingerprint" in text


def test_the_tools_take_the_packs_attributes():
    result = assess(bank_case(output_use="research", exposure="data_science"), DAY, base=BANK)
    assert "moves_money" in {question.attribute for question in questions(result).questions}
    moving = assess(bank_case(moves_money=True), DAY, base=BANK)
    assert str(smallest_change(moving, "experimentation_acceptable"))


def test_an_override_keeps_what_it_does_not_say(own):
    base = own(
        WORK + f"- {{trigger: scale, override: A reason., when: business_units >= 2, {SOURCE}}}"
    )
    entry, written = base.entries["trigger.scale"], base.written["trigger.scale"]
    assert entry.when == "business_units >= 2"
    assert entry.title == load().entries["trigger.scale"].title
    assert (written.pack, written.before.pack, written.reason) == (
        "company",
        "article",
        "A reason.",
    )
    result = assess(UseCase(name="x", business_units=3), DAY, base=base)
    derivation = why(result, "trigger.scale").argument.derivations[0]
    assert derivation.authority.override == "A reason."
    assert "pack company overrides, because: A reason." in str(why(result, "trigger.scale"))


def test_the_order_of_entries_stays_when_one_is_overridden(own):
    base = own(WORK + f"- {{trigger: scale, override: A reason., {SOURCE}}}")
    assert [name for name in base.entries if name in load().entries] == list(load().entries)


def test_a_fault_in_an_override_is_placed_in_the_pack_that_wrote_it(own):
    override = (
        "- trigger: scale\n  override: A reason.\n  when: business_unit >= 2\n"
        "  source: {work: policy, at: '1'}\n  basis: stated\n"
    )
    (fault,) = faults(own, WORK + override)
    assert (fault.place.file.endswith("company.yaml"), fault.place.line, fault.nearest) == (
        True,
        4,
        "business_units",
    )


@pytest.mark.parametrize(
    ("entry", "said", "line"),
    [
        (f"- {{trigger: scale, title: again, when: author_leaving, {SOURCE}}}", "stands twice", 2),
        (
            f"- {{trigger: scales, override: A reason., {SOURCE}}}",
            "there is no trigger 'scales' to override",
            2,
        ),
        (f"- {{trigger: scale, override: '', {SOURCE}}}", "gives the reason", 2),
        (
            "- {trigger: scale, override: A reason., when: author_leaving, basis: stated}",
            "has its own source",
            2,
        ),
        (
            "- {trigger: scale, override: A reason., when: author_leaving, source: {work: policy, "
            "at: '1'}}",
            "has its own basis",
            2,
        ),
        (
            f"- {{trigger: regulatory, override: A reason., when: author_leaving, {SOURCE}}}",
            "nothing may override",
            2,
        ),
        ("- {trigger: regulatory, retire: A reason.}", "nothing may retire", 2),
        ("- {attribute: stage, retire: A reason.}", "cannot be retired", 2),
        ("- {trigger: scale, retire: A reason., title: a title}", "has no key 'title'", 2),
        (
            "- {trigger: scale, retire: A reason.}\n- {trigger: scale, retire: A reason.}",
            "of this very pack",
            3,
        ),
    ],
)
def test_a_change_that_an_entry_does_not_allow_is_a_fault_with_its_place(own, entry, said, line):
    (fault,) = faults(own, WORK + entry)
    assert said in fault.message
    assert fault.place.line == line


def test_of_two_entries_of_one_name_the_fault_tells_of_overriding(own):
    (fault,) = faults(
        own, WORK + f"- {{trigger: scale, title: again, when: author_leaving, {SOURCE}}}"
    )
    assert "override: why" in fault.expected


def test_an_entry_of_a_shipped_name_that_is_not_whole_was_meant_as_an_override(own):
    (fault,) = faults(own, WORK + f"- {{trigger: scale, title: another title, {SOURCE}}}")
    assert "stands at article/triggers.yaml" in fault.message
    assert "override: why" in fault.expected


def test_what_an_override_lacks_is_told_at_once(own):
    (fault,) = faults(own, WORK + "- {trigger: scale, override: A reason., title: another title}")
    assert (fault.message, fault.expected) == (
        "an override has its own source and basis",
        "source: …, basis: …",
    )


def test_an_override_that_its_source_states_needs_no_reading_of_the_earlier_source(own):
    before = load().entries["condition.user_exposure"]
    base = own(WORK + f"- {{condition: user_exposure, override: A reason., {SOURCE}}}")
    assert (before.basis, bool(before.reading)) == ("interpretation", True)
    assert (
        base.entries["condition.user_exposure"].basis,
        base.entries["condition.user_exposure"].reading,
    ) == ("stated", "")
    assert base.entries["condition.user_exposure"].because == before.because


def test_an_entry_that_cannot_be_read_is_one_fault_however_often_it_is_named(own):
    months = (
        "- {parameter: shadow_months, title: Longest run, unit: months, "
        "values: [{value: 6, source: {work: policy, at: 4.2}}], basis: stated}"
    )
    runs = "today < starts_on + months(parameter.shadow_months)"
    (fault,) = faults(
        own, f"{WORK}{months}\n- {{trigger: shadow, title: A shadow run, when: {runs}, {SOURCE}}}"
    )
    assert fault.message == "at: this is not a text"
    misspelt = runs.replace("shadow_months", "shadow_month")
    assert (
        len(
            faults(
                own,
                f"{WORK}{months}\n- {{trigger: shadow, title: A shadow run, when: {misspelt}, "
                f"{SOURCE}}}",
            )
        )
        == 2
    )


def test_the_entry_in_full_says_why_it_was_overridden_or_retired():
    assert "overridden because: The bank's test systems" in show_entry(
        BANK, "parameter.scale_factor", as_json=False
    )
    assert "retired because: The bank pays" in show_entry(
        BANK, "exception.funding_demonstration", as_json=False
    )


def test_every_form_of_answer_names_the_pack_that_it_rests_on(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("name,moves_money\nRefunds,true\n", encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text("name: Refunds\nmoves_money: true\n", encoding="utf-8")
    output = tmp_path / "assessed.csv"
    for arguments in (
        ["assess", case],
        ["sql"],
        ["portfolio", table],
        ["portfolio", table, "--conclusions", "-o", output],
    ):
        result = CliRunner().invoke(main, [*map(str, arguments), "--pack", "example:bank"])
        assert result.exit_code == 0, result.output
        assert f"+ bank, fingerprint {BANK.fingerprint}" in result.stdout


def test_a_pack_may_change_what_an_earlier_pack_of_ones_own_says(own, tmp_path):
    first = tmp_path / "first.yaml"
    first.write_text(
        WORK + f"- {{trigger: fax, title: a fax, when: author_leaving, {SOURCE}}}", encoding="utf-8"
    )
    base = own("- {trigger: fax, retire: No faxes any more.}", name="second.yaml", before=[first])
    assert base.written["trigger.fax"].origin == "pack second, retires first"
    assert "trigger.fax" not in {
        entry.proposition for entry in base.of_kind(type(base.entries["trigger.fax"]))
    }


def test_a_verdict_of_ones_own_is_an_answer(own):
    base = own(
        WORK + f"- {{verdict: board_approval, rank: 15, title: The board decides, "
        f"when: 'not empty(relied_on_for)', {SOURCE}}}"
    )
    result = assess(
        UseCase(name="x", relied_on_for=set(base.attributes["relied_on_for"].choices)),
        DAY,
        base=base,
    )
    assert result.verdict.value == "board_approval"
    assert result.verdict == "board_approval"
    assert "board_approval" in [entry.id for entry in base.verdicts]
    assert type(result).model_validate_json(result.model_dump_json()).verdict == result.verdict
    assert "The board decides" in str(why(result))
    for other in ("board_approval", "no_such_verdict"):  # it is one of its own base only
        with pytest.raises(ValueError, match=other):
            Verdict(other)


def test_a_whole_knowledge_base_takes_the_place_of_the_shipped_one():
    again = load([PACKS])
    assert (again.fingerprint, again.packs, again.version) == (
        load().fingerprint,
        load().packs,
        load().version,
    )


def test_packs_need_names_of_their_own(own, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "company.yaml").write_text(WORK, encoding="utf-8")
    assert any(
        "one name" in fault.message
        for fault in faults(own, WORK.replace("policy", "other"), before=[other / "company.yaml"])
    )
    assert any("one name" in fault.message for fault in faults(own, WORK, name="article.yaml"))


def test_an_empty_folder_and_an_unknown_example_are_told(tmp_path):
    assert "holds no pack" in faults(load, [tmp_path])[0].message
    assert faults(load, ["example:bnk"])[0].nearest == "bank"


def test_the_command_line_takes_packs(tmp_path):
    case = tmp_path / "case.yaml"
    stated = {**EXPERIMENT, **NO_OTHER_LAW, "ai_system": False, "moves_money": True}
    case.write_text(case_text(bank_case(**stated)), encoding="utf-8")
    for command in (["assess"], ["why"], ["why-not"], ["timeline"], ["ask", "--list"]):
        extra = ["experimentation_acceptable"] if command == ["why-not"] else []
        outcome = CliRunner().invoke(main, [*command, str(case), *extra, "--pack", "example:bank"])
        assert outcome.exit_code == 0, outcome.output
        assert CliRunner().invoke(main, [*command, str(case), *extra]).exit_code == 2
    table = tmp_path / "cases.csv"
    table.write_text("name,moves_money\nRefunds,true\n", encoding="utf-8")
    for extra in ([], ["--conclusions"]):
        output = tmp_path / "out.jsonl"
        outcome = CliRunner().invoke(
            main, ["portfolio", str(table), "-o", str(output), "--pack", "example:bank", *extra]
        )
        assert outcome.exit_code == 0, outcome.output
        assert "production_required" in output.read_text(encoding="utf-8")
    assert "moves_money" in CliRunner().invoke(main, ["sql", "--pack", "example:bank"]).output


@pytest.mark.parametrize("id", ["9", "[9]", "null"])
def test_the_id_of_what_is_changed_is_a_text(own, id):
    (fault,) = faults(own, f"- {{duty: {id}, retire: It is not for us.}}")
    assert (type(fault), fault.place.line) == (WrongType, 1)
    assert own("- {duty: '9', retire: It is not for us.}").retired == {"duty.9"}


def test_a_pack_is_called_by_its_folder_from_within_it_as_well(tmp_path, monkeypatch):
    folder = tmp_path / "company"
    folder.mkdir()
    (folder / "own.yaml").write_text(WORK, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert (
        load(["."]).packs
        == load([folder]).packs
        == load(str(folder)).packs
        == (*load().packs, "company")
    )
    (folder / "own.yaml").write_text(WORK + WORK, encoding="utf-8")
    (fault,) = faults(load, ["."])
    assert fault.place.file == "company/own.yaml"
