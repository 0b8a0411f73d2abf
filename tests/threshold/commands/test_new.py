"""`threshold new`: an entry to fill in that loads as it stands, and two cases that test it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from engine import assess
from knowledge import load
from knowledge.authoring.skeleton import skeleton
from knowledge.authoring.unfinished import unfinished
from knowledge.cases.use_case import use_case_model
from knowledge.entries import ENTRY_KINDS
from tests.conftest import DAY
from tests.grown_packs import files, grown
from tests.sizes import few
from threshold.cli import main
from threshold.commands.case_pair import case_pair

RULES = [kind for kind, entry in ENTRY_KINDS.items() if entry.concludes]
OPTIONAL = re.compile(r"(?m)^  # ([a-z_]+): (?=\S)")


def cases_of(file, base):
    """Each case of a pair, and what it expects."""
    for raw in yaml.safe_load(Path(file).read_text(encoding="utf-8")):
        expected = raw.pop("expect")
        yield use_case_model(base.attributes).model_validate(raw), expected


def told_of(entry, pair, base):
    """What each case of a pair expects of an entry, and what it gets."""
    name = entry.proposition
    cases = cases_of(pair, base)
    return [(expected, assess(case, base=base).conclusions[name]) for case, expected in cases]


def keys_of(kind):
    """The keys that an entry of a kind may have."""
    fields = ENTRY_KINDS[kind].model_fields
    known = {field.alias or name for name, field in fields.items()}
    return known - ({"title"} if kind == "attribute" else set())


def keys_in(text):
    return set(re.findall(r"(?m)^(?:- |  (?:# )?)([a-z_]+): \S", text))


@pytest.fixture(scope="module")
def skeletons():
    """An entry of each kind as it is written to be filled in, each with a name of its own."""
    return {
        kind: skeleton(entry, f"own_{kind}", load(), None, ())
        for kind, entry in ENTRY_KINDS.items()
    }


@pytest.fixture(scope="module", params=few(ENTRY_KINDS, of=4))
def written(request, tmp_path_factory):
    """A new entry of a kind in a folder of its own: the kind, the pack, the file of cases."""
    folder = tmp_path_factory.mktemp(request.param)
    pack, cases = folder / "company.yaml", folder / "cases"
    result = CliRunner().invoke(
        main, ["new", request.param, "vendor_lock_in", "--pack", str(pack), "--cases", str(cases)]
    )
    assert result.exit_code == 0, result.output
    return request.param, pack, cases / f"{request.param}_vendor_lock_in.yaml"


def test_an_entry_of_each_kind_loads_as_it_stands_and_its_cases_come_out_as_they_say(written):
    kind, pack, pair = written
    base = grown(pack)
    (entry,) = [
        item.entry
        for item in base.written.values()
        if (item.entry.kind, item.entry.id) == (kind, "vendor_lock_in")
    ]
    assert pair.exists() is (kind in RULES)
    if kind in RULES:
        name = entry.proposition
        assert told_of(entry, pair, base) == [({name: True}, True), ({name: False}, False)]


def test_entries_of_all_kinds_stand_in_one_pack_and_their_cases_come_out_as_they_say(
    skeletons, tmp_path
):
    pack, pair = tmp_path / "company.yaml", tmp_path / "pair.yaml"
    pack.write_text("".join(skeletons.values()), encoding="utf-8")
    base = grown(pack)
    own = {
        item.entry.kind: item.entry
        for item in base.written.values()
        if item.entry.id == f"own_{item.entry.kind}"
    }
    assert {*RULES} < own.keys() == {*ENTRY_KINDS}
    for kind in RULES:
        pair.write_text(case_pair(base, own[kind], DAY)[0], encoding="utf-8")
        name = own[kind].proposition
        assert told_of(own[kind], pair, base) == [({name: True}, True), ({name: False}, False)]


def test_keys_that_are_commented_out_load_when_those_of_all_kinds_are_put_in(skeletons, tmp_path):
    whole = tmp_path / "whole.yaml"
    whole.write_text(
        "".join(
            text if ENTRY_KINDS[kind].begins_with else OPTIONAL.sub(r"  \1: ", text)
            for kind, text in skeletons.items()
        ),
        encoding="utf-8",
    )
    assert grown(whole)
    for kind, text in skeletons.items():
        assert keys_in(text[text.index(f"- {kind}: ") :]) == keys_of(kind)


def test_a_name_that_yaml_would_take_for_a_number_is_quoted(run):
    result = run("new", "duty", "27_2", "--when", "volume_multiple > 3")
    assert result.exit_code == 0, result.output
    assert "duty.27_2" in grown().propositions
    assert run("test", "--pack", "company.yaml").exit_code == 0


def test_the_cases_are_case_tests_that_pass(written):
    kind, pack, pair = written
    if kind in RULES:
        result = CliRunner().invoke(main, ["test", str(pair), "--pack", str(pack)])
        assert (result.exit_code, result.output) == (0, "2 case tests: 2 passed, 0 failed\n")


def test_every_key_that_is_commented_out_loads_when_it_is_put_in(written, tmp_path):
    kind, pack, _ = written
    text = pack.read_text(encoding="utf-8")
    own = text[text.index(f"- {kind}: ") :]  # what stands before it is there for its sake
    assert keys_in(own) == keys_of(kind)
    if ENTRY_KINDS[kind].begins_with:
        return  # some of its keys exclude each other
    whole = tmp_path / "whole.yaml"
    whole.write_text(OPTIONAL.sub(r"  \1: ", text), encoding="utf-8")
    assert grown(whole)


def test_what_is_written_fits_the_schemas_that_its_first_lines_name(written):
    kind, pack, pair = written
    for file in (pack, pair) if kind in RULES else (pack,):
        text = file.read_text(encoding="utf-8")
        named = file.parent / re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)[1]
        schema = json.loads(named.read_text(encoding="utf-8"))
        data = json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))
        assert [
            error.message for error in jsonschema.Draft7Validator(schema).iter_errors(data)
        ] == []


def test_what_is_left_to_write_is_told_with_its_place(run):
    run("new", "trigger", "vendor_lock_in", "--when", "volume_multiple >= 5")
    result = run("check", "company.yaml", "--level", "wording")
    assert result.exit_code == 1
    lines = Path("company.yaml").read_text(encoding="utf-8").splitlines()
    told = re.findall(
        r"(?m)^company\.yaml:(\d+):(\d+): error: left to write, and then to take TODO away: "
        r"(\w+) of the trigger vendor_lock_in: ",
        result.output,
    )
    assert [key for _, _, key in told] == ["title", "source", "basis"]
    assert all(
        lines[int(line) - 1][int(column) - 1 :].startswith("TODO") for line, column, _ in told
    )
    assert "article/" not in result.output, (
        "what is said of the shipped packs is no concern of those who build on them"
    )


def test_a_finished_entry_is_no_finding(run):
    run("new", "trigger", "vendor_lock_in", "--when", "volume_multiple >= 5")
    assert len(unfinished(grown())) == 3
    pack = Path("company.yaml")
    pack.write_text(pack.read_text(encoding="utf-8").replace("TODO", "done"), encoding="utf-8")
    assert unfinished(grown()) == []


def test_a_condition_makes_the_two_cases_lie_close_to_each_other(run):
    run(
        "new",
        "trigger",
        "growth",
        "--when",
        'volume_multiple >= 5 and exposure == "public"',
        "--on",
        "2026-11-23",
    )
    fires, misses = yaml.safe_load(Path("cases/trigger_growth.yaml").read_text(encoding="utf-8"))
    assert fires == {
        "name": "Growth, fires",
        "today": date(2026, 11, 23),
        "volume_multiple": 5,
        "exposure": "public",
        "expect": {"trigger.growth": True},
    }
    assert misses == {
        **fires,
        "name": "Growth, near miss",
        "volume_multiple": 4,
        "expect": {"trigger.growth": False},
    }


def test_the_condition_of_an_exception_claims_it_by_the_attributes_that_it_reads(run):
    run("new", "exception", "trial", "--when", "approved and labelled_demonstration")
    (entry,) = [item.entry for item in grown().written.values() if item.entry.id == "trial"]
    assert entry.requires == ["approved and labelled_demonstration"]
    assert entry.own_attributes == ["approved"]


def test_a_condition_that_a_kind_may_leave_out_is_put_in_where_it_is_given(run):
    run("new", "verdict", "own", "--when", "approved")
    assert grown().entries["verdict.own"].when == "approved"


def test_a_condition_that_no_answer_turns_leaves_the_cases_to_be_written(run):
    result = run("new", "trigger", "never", "--when", "approved and not approved")
    assert result.exit_code == 0
    assert "no two cases that differ in one answer differ in trigger.never" in result.output
    text = Path("cases/trigger_never.yaml").read_text(encoding="utf-8")
    assert text.count("# TODO: what the case states") == 2
    assert [case["expect"] for case in yaml.safe_load(text)] == [
        {"trigger.never": True},
        {"trigger.never": False},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["triger", "x"],
            "there is no kind 'triger'; expected: work, attribute, .*; nearest: trigger",
        ),
        (
            ["trigger", "Vendor Lock"],
            "'Vendor Lock' is not a valid name for an entry of the kind trigger; "
            "expected: small letters, .*; nearest: vendor_lock",
        ),
        (
            ["trigger", "9th"],
            "'9th' is not a valid name for an entry of the kind trigger; "
            "expected: small letters, digits and _, beginning with a letter",
        ),
        (
            ["trigger", "a" * 61],
            "name for an entry of the kind trigger; expected: .*at most 60 characters",
        ),
        (
            ["duty", "a" * 31],
            "is not a valid name for an entry of the kind duty; expected: .*at most 30 characters",
        ),
        (
            ["trigger", "scale"],
            r"article/triggers\.yaml:\d+:\d+: an entry 'scale' of the kind trigger exists already; "
            r".*below it override: why",
        ),
        (["override", "scale"], "'override' is a key of an entry, not a kind; expected: by hand"),
        (["exception", "A B"], "'A B' is not a valid name for an entry of the kind exception"),
        (["condition", "scale"], r"company\.yaml:\d+:\d+: two entries conclude 'ground\.scale'"),
        (
            ["define", "exposure"],
            r"company\.yaml:\d+:\d+: there is already an attribute 'exposure'",
        ),
        (
            ["trigger", "x", "--when", "volume_multple >= 5"],
            "--when:1:1: there is no attribute 'volume_multple'; .*nearest: volume_multiple",
        ),
        (
            ["trigger", "x", "--when", "approved and exposure == 1"],
            "--when:1:26: one of several values cannot be compared with a number",
        ),
        (
            ["trigger", "x", "--when", 'exposure == "publik"'],
            "--when:1:13: exposure has no value 'publik'; .*nearest: public",
        ),
        (["trigger", "x", "--when", ""], "--when: what was given is empty"),
        (["work", "x", "--when", "approved"], "an entry of the kind work has no condition"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(run, arguments, said):
    result = run("new", *arguments)
    assert result.exit_code == 2
    assert re.search(said, result.stderr), result.stderr
    assert files() == {}


def test_editors_know_the_names_of_an_own_pack_once_they_are_written(run):
    run("new", "attribute", "depth")
    run("new", "trigger", "deep", "--when", "known(depth)")
    case = json.loads(Path("schemas/case.schema.json").read_text(encoding="utf-8"))["$defs"][
        "case"
    ]["properties"]
    assert "depth" in case
    assert "trigger.deep" in case["expect"]["properties"]


@pytest.mark.parametrize(
    ("language", "left", "missing"),
    [
        ("en", "what is left to write: threshold check", "write the cases yourself"),
        ("de", "was noch zu schreiben ist: threshold check", "bitte selbst schreiben"),
        ("fr", "ce qui reste à écrire\u00a0: threshold check", "à écrire soi-même"),
    ],
)
def test_what_was_written_is_told_in_a_language(run, language, left, missing):
    told = ("new", "trigger", "never", "--when", "approved and not approved")
    result = run(*told, "--language", language)
    assert result.exit_code == 0
    assert left in result.output
    assert missing in result.output
