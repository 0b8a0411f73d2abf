"""Files rewritten to the names of today, with their comments and their layout."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import pack_of_names as names
from tests.sizes import few
from threshold.cli import main

PACK = """\
- work: policy
  title: Our policy
  cited_as: Policy
- attribute: runs_in
  formerly: [deployed_in]
  type: enum
  question: Where does it run?
  values: {cloud: in the cloud, own: on our own machines}
  former_values: {saas: cloud}
  source: {work: policy, at: "1"}
- attribute: seats_taken
  type: integer
  question: How many seats are taken?
  source: {work: policy, at: "1"}
- attribute: seats
  superseded_by: [seats_taken]
  type: integer
  question: How many seats are there?
  source: {work: policy, at: "1"}
- trigger: in_the_cloud
  formerly: [saas_use]
  title: It runs in the cloud
  when: runs_in == "cloud"
  because: Others run it.
  source: {work: policy, at: "1"}
  basis: stated
"""
CASES = """\
# Our cases, with their history.
- name:    Reports   # aligned by hand
  'deployed_in': "saas"      # since May
  seats:   4

  expect: {trigger.saas_use: true}
- {name: Other, deployed_in: own, eu_nexus: true}
"""
OTHER_PACK = """\
# what builds on it
- define: own.thing
  title: It is a thing
  when: >-
    trigger.saas_use      # no comment in YAML here
    and deployed_in == 'saas'
  source: {work: policy, at: "1"}
  basis: stated
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def migrate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--pack", "ours.yaml", *arguments])


def test_names_alone_are_exchanged(folder: Path) -> None:
    file = folder / "cases.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + CASES.replace("\n", "\r\n").encode())
    done = migrate("cases.yaml")
    assert done.exit_code == 0, done.output
    expected = (
        CASES.replace("deployed_in", "runs_in")
        .replace('"saas"', '"cloud"')
        .replace("saas_use", "in_the_cloud")
        .replace("seats:   4", "seats_taken:   4")
    )
    assert file.read_bytes() == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()
    assert "cases.yaml:3:18: the value saas of deployed_in is called cloud now" in done.output
    assert "cases.yaml: 5 names rewritten" in done.output
    again = migrate("cases.yaml")
    assert "cases.yaml: nothing to rewrite" in again.output
    assert not list(folder.glob(".*"))


def test_an_answer_that_several_questions_ask_for_now_is_told_and_left(folder: Path) -> None:
    (folder / "case.yaml").write_text("name: A\neu_nexus: true\n")
    done = migrate("case.yaml")
    assert done.exit_code == 0
    assert "case.yaml:2:1: eu_nexus" in done.output
    assert "state placed_in_eu, output_used_in_eu, established_in_eu" in done.output
    assert (folder / "case.yaml").read_text() == "name: A\neu_nexus: true\n"


def test_a_dry_run_shows_the_difference_and_writes_nothing(folder: Path) -> None:
    (folder / "cases.yaml").write_text(CASES)
    done = migrate("--check", "cases.yaml")
    assert done.exit_code == 1
    assert "\n-  seats:   4\n" in done.output
    assert "\n+  seats_taken:   4\n" in done.output
    assert (folder / "cases.yaml").read_text() == CASES
    (folder / "new.yaml").write_text("name: New\nruns_in: own\n")
    assert migrate("--check", "new.yaml").exit_code == 0


def test_json_intakes_packs_and_folders_are_rewritten(folder: Path) -> None:
    work = folder / "work"
    work.mkdir()
    (work / "case.json").write_text('{"name": "J",\n "deployed_in": "saas"}\n')
    (work / "intake.yml").write_text(
        "intake: ours\ntitle: Ours\nsource: Us\ntext: {}\ncolumns:\n"
        "- {attribute: deployed_in, column: Where, basis: stated,\n   values: {S: saas}} # short\n"
    )
    (work / "other.yaml").write_text(OTHER_PACK.replace("      # no comment in YAML here", ""))
    done = migrate("--language", "de", "work")
    assert done.exit_code == 0, done.output
    assert (work / "case.json").read_text() == '{"name": "J",\n "runs_in": "cloud"}\n'
    assert "values: {S: cloud}} # short" in (work / "intake.yml").read_text()
    pack = (work / "other.yaml").read_text()
    assert "    trigger.in_the_cloud\n    and runs_in == 'cloud'\n" in pack
    assert pack.startswith("# what builds on it\n")
    assert "work/other.yaml:5:5: trigger.saas_use heißt jetzt trigger.in_the_cloud" in done.output


@pytest.mark.parametrize(
    ("name", "text", "said"),
    few(
        [
            ("bad.yaml", "name: A\n  deployed_in: saas\n", "bad.yaml:2:14: this is not YAML"),
            ("bad.yaml", "name: A\ndeployed_in: saas\nstge: pilot\n", "bad.yaml:3:1: there is no"),
            (
                "bad.json",
                '{"name": "A", "deployed_in": "nowhere"}',
                "bad.json:1:26: runs_in does not",
            ),
            ("bad.yaml", "- define: x\n  title: X\n", "bad.yaml:1:3: the define has no"),
            ("bad.parquet", "PAR1", "bad.parquet:1:1: this is not rewritten"),
            ("bad.csv", "title,place\nA,saas\n", "bad.csv:1"),
            ("bad.csv", "name,deployed_in,runs_in\nA,saas,own\n", "bad.csv:1"),
            ("bad.csv", "", "bad.csv:1:1: the file is empty"),
            ("bad.yaml", 'name: A\n"deployed\\x5fin": own\n', "bad.yaml:2:1: this name is not"),
        ],
        of=2,
    ),
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    folder: Path, name: str, text: str, said: str
) -> None:
    (folder / name).write_text(text)
    (folder / "good.yaml").write_text("name: G\ndeployed_in: own\n")
    done = migrate("good.yaml", name)
    assert done.exit_code == 2
    assert said in done.output
    assert (folder / name).read_text() == text
    assert (folder / "good.yaml").read_text() == "name: G\ndeployed_in: own\n"


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    done = migrate("nowhere.yaml")
    assert done.exit_code == 2
    assert "nowhere.yaml:1:1: the file cannot be read" in done.output


def test_check_finds_former_names_of_a_pack_where_they_stand(folder: Path) -> None:
    (folder / "other.yaml").write_text(OTHER_PACK.replace("      # no comment in YAML here", ""))
    done = CliRunner().invoke(main, ["check", "--level", "names", "ours.yaml", "other.yaml"])
    assert done.exit_code == 0, done.output
    assert "other.yaml:6:9: warning: deployed_in is called runs_in now" in done.output
    assert done.output.count("6:9: ") == 1
    assessed = CliRunner().invoke(
        main, ["rules", "own.thing", "--pack", "ours.yaml", "--pack", "other.yaml"]
    )
    assert "other.yaml:6:9: deployed_in is called runs_in now" in assessed.stderr


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_stay_as_they_are(folder: Path, ending: str) -> None:
    file = folder / "cases.yaml"
    file.write_bytes(CASES.replace("\n", ending).encode())
    done = migrate("cases.yaml")
    assert done.exit_code == 0, done.output
    assert ending.join(["", "  'runs_in': \"cloud\"      # since May", ""]).encode() in (
        file.read_bytes()
    )
    assert "cases.yaml:3:18: the value saas of deployed_in is called cloud now" in done.output


def test_each_key_that_names_something_is_rewritten(tmp_path: Path) -> None:
    """All names of a pack at once, on top of the shipped ones."""
    own = names.MARKED.partition("- verdict: undetermined")[0]
    before, after = own.splitlines(), own.splitlines()
    for name in names.spots(own):
        new = f"{name}_now"
        after = [names.renamed(name, new, line) for line in after]
        holder = names.value_holder(name)
        at = names.declared(name) - 1
        for lines in (before, after):
            lines[at] = lines[at].replace(f"⟨{name}⟩", f"⟨{new}⟩", 1)
            if holder is None:
                lines[at] += f"\n  formerly: [{name}]"
    for at, values in [(names.declared(values[0]) - 1, values) for values in names.VALUES.values()]:
        former = ", ".join(f"{value}: {value}_now" for value in values)
        for lines in (before, after):
            lines[at] += f"\n  former_values: {{{former}}}"
    file = tmp_path / "harbour.yaml"
    file.write_text(names.pack_of("\n".join(before)) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["migrate", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8") == names.pack_of("\n".join(after)) + "\n"


ROWS = (
    'row,title,deployed_in,seats_taken,when\nmany,Many,"saas, own",> 3,"deployed_in == ""saas"""\n'
)
TABLE = """\
- table: ours.sort
  title: A sort of use
  hit: collect
  rows: sorts.csv
  reported: true
  source: {work: policy, at: "1"}
"""


@pytest.mark.parametrize("given", ["", "ours.yaml", "sorts.csv"])
@pytest.mark.parametrize("manifest", [True, False])
def test_rows_in_a_file_of_their_own_are_rewritten(
    tmp_path: Path, given: str, manifest: bool
) -> None:
    (tmp_path / "ours.yaml").write_text(PACK + TABLE, encoding="utf-8")
    (tmp_path / "sorts.csv").write_text(ROWS, encoding="utf-8")
    if manifest:
        said = "name: ours\nversion: '1'\ntitle: Ours\n"
        (tmp_path / "pack.yaml").write_text(said, encoding="utf-8")
    done = CliRunner().invoke(main, ["migrate", str(tmp_path / given)])
    assert done.exit_code == 0, done.output
    wanted = ROWS.replace("deployed_in", "runs_in").replace("saas", "cloud")
    if not (manifest and given == "ours.yaml"):  # the one file of a folder that was named
        assert (tmp_path / "sorts.csv").read_text("utf-8") == wanted
