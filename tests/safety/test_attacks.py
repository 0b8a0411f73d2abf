"""A pack, a case or an intake is data from anywhere: whatever it holds,
a clear fault comes after little work, and nothing of it runs.

Work is counted, not timed: in calls and returns of the interpreter, as a multiple of those that
loading the base pack alone takes, so that neither the machine nor the version of Python matters.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from benchmarks.counted import Work
from engine import assess
from engine.chain.chainers import inference
from explain import why
from explain.compose.page import to_page
from knowledge.base import load
from knowledge.cases.files import read_cases
from knowledge.cases.use_case import model_of
from knowledge.conditions.evaluation import add_months, add_weeks
from knowledge.faults import BadCase, Fault, InvalidCase, InvalidKnowledge, Place
from knowledge.intake.loading import load_intake
from knowledge.limits import (
    LARGEST_INTEGER,
    LONGEST_FILE,
    LONGEST_PACKS,
    LONGEST_SPAN,
    MOST_FAULTS,
    MOST_FILES,
    MOST_VALUES,
)
from knowledge.tables.records import read_json
from tests.places import FAULTY_PACKS

BASE = FAULTY_PACKS / "base"
FEW = 4  # times what the base pack takes: for what is refused as it comes
READ = 100  # for what is read up to the limit of values, and refused there
TIMES = {  # for what is understood before it is refused
    "thousands of faults": 500,
    "each verdict after all others": 500,
    "each exception with each ground": 500,
    "a circle of negations": 350,
    "each start after all others": 250,
    "thousands of unknown keys": 200,
    "a hundred thousand entries": READ,
    "a list of millions": READ,
    "a hundred thousand lines": READ,
    "a hundred thousand keys": READ,
}
SOURCE = "source: {work: w, at: '1'}, basis: stated"
WORK = "- {work: w, title: t, cited_as: W}\n"
MOST = LONGEST_PACKS - 20_000


def defined(when: str, **more: str) -> str:
    """A pack with one proposition under a condition."""
    quoted = when.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return WORK + f'- {{define: new, title: t, when: "{quoted}", {SOURCE}{rest}}}\n'


def many(count: int, entry: str) -> str:
    """A pack with one entry many times; # is its number and @ the next one's."""
    return WORK + "".join(
        f"- {{{entry}, {SOURCE}}}\n".replace("#", str(i)).replace("@", str((i + 1) % count))
        for i in range(count)
    )


def attribute(name: str, more: str = "type: number") -> str:
    return WORK + f"- {{attribute: {name}, {more}, question: q, source: {{work: w, at: '1'}}}}\n"


def parameter(values: str) -> str:
    return WORK + f"- {{parameter: p, title: t, values: [{values}], basis: stated}}\n"


def figure(says: str, low: str = "volume_multiple", high: str = "3") -> str:
    return (
        WORK + f"- {{note: n, title: t, when: approved, figure: {{says: '{says}', low: '{low}', "
        f"high: '{high}'}}, {SOURCE}}}\n"
    )


EXCEPTION = (
    "exception: e#, title: t, own_attributes: [exposure], requires: [approved], "
    "ends_when: approved, lifts: every negotiable ground"
)
DATED = "source: {work: w, at: '1'}"
STARTS = ",".join("{when: approved, from: p}" for _ in range(5_000))

REFUSED = {  # name → (the pack, what the first fault says)
    "a tag that would run a command": ("- !!python/object/apply:os.system ['exit 1']\n", "the tag"),
    "a tag that would import a module": ("- define: !!python/module:antigravity\n", "the tag"),
    "a tag that would make bytes": ("- {define: !!binary aGVsbG8=}\n", "the tag"),
    "a bomb of aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors and aliases"),
    "a merge key": ("- define: a\n  <<: {title: t}\n", "a define has no"),
    "lists in lists": ("[" * 100_000, "nested deeper"),
    "mappings in mappings": ("{a: " * 10_000, "nested deeper"),
    "items in items": ("- " * 10_000 + "x", "nested deeper"),
    "keys in keys": ("? " * 10_000 + "x", "nested deeper"),
    "a file with one word": ("a" * MOST, "a pack file is a list"),
    "a file beyond the limit": ("a" * (LONGEST_FILE + 1), "bytes"),
    "packs beyond their limit": ("- " + "a" * LONGEST_PACKS, "bytes"),
    "a very long title": (
        WORK + "- define: x\n  title: " + "a " * (MOST // 3),
        "at most 400 characters",
    ),
    "a very long id": ("- define: " + "a" * 900_000 + "\n", "at most 60 characters"),
    "a very long key": ("- define: a\n  ? " + "k" * (MOST // 2) + "\n  : 1\n", "a key of"),
    "a very long condition": (defined("approved and " * 70_000 + "approved"), "the condition has"),
    "a condition beyond the limit of files": (
        defined("approved and " * 800_000 + "approved"),
        "bytes",
    ),
    "a number to the base of 60": ("- define: 1" + ":1" * (MOST // 2) + "\n", "a number of"),
    "a fraction to the base of 60": ("- define: 1" + ":1" * 400_000 + ".5\n", "a number of"),
    "millions of digits": ("- define: " + "9" * MOST + "\n", "a number of"),
    "millions of hexadecimal digits": ("- define: 0x" + "f" * MOST + "\n", "a number of"),
    "a list of millions": ("[" + "a," * (MOST // 2) + "]", "too much in this file"),
    "a hundred thousand lines": ("- 1\n" * 100_000, "too much in this file"),
    "a hundred thousand entries": (
        many(9_000, "define: a#, title: t, when: approved"),
        "too much in this file",
    ),
    "a hundred thousand keys": (
        "- define: a\n" + "".join(f"  k{i}: 1\n" for i in range(70_000)),
        "too much in this file",
    ),
    "a hundred thousand attributes": (attribute("a") * 100_000, "bytes"),
    "thousands of faults": (
        many(1_800, "define: some_name_#, title: t, when: same_nome_#"),
        "unknown name",
    ),
    "thousands of unknown keys": (
        "- define: a\n" + "".join(f"  k{i}: 1\n" for i in range(9_000)),
        "a define has no",
    ),
    "a circle of negations": (many(1_800, "define: a#, title: t, when: not a@"), "more → "),
    "each exception with each ground": (
        many(600, "condition: g#, title: t, when: approved")
        + many(600, EXCEPTION).removeprefix(WORK),
        "the plain rules are too many",
    ),
    "each verdict after all others": (
        many(1_500, "verdict: v#, title: t, rank: 1, when: approved"),
        "the plain rules are too many",
    ),
    "each start after all others": (
        parameter(f"{{value: 2020-01-01, {DATED}}}")
        + f"- {{schedule: s, title: t, {DATED}, starts: [{STARTS}, {{from: p}}]}}\n",
        "at most 30 items",
    ),
    "a million alternatives": (
        defined(" and ".join(f"(approved or volume_multiple > {i})" for i in range(20))),
        "alternatives",
    ),
    "a control character": (defined("approved", otherwise='"\\e[2J"'), "U+001B"),
    "a direction of writing turned round": (defined("approved", otherwise='"\\u202e"'), "U+202E"),
    "a NUL": (defined("approved", otherwise='"\\0"'), "U+0000"),
    "a hidden key": ('- {define: a, "ti\\btle": t}\n', "U+0008"),
    "half a pair of characters": (defined("approved", otherwise='"\\ud800"'), "this is not YAML"),
    "UTF-16": ("- define: a\n".encode("utf-16"), "not UTF-8"),
    "no text": (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
    "only NULs": (b"\0" * 1_000, "this is not YAML"),
    "a title that orders the terminal about": (b"- define: \x1b[2J\n", "\\x1b"),
    "no finite value": (parameter(f"{{value: .inf, {DATED}}}"), "less than or equal"),
    "no number": (parameter(f"{{value: .nan, {DATED}}}"), "less than or equal"),
    "a value beyond all floats": (parameter(f"{{value: 1e400, {DATED}}}"), "less than or equal"),
    "a value in the year 1": (
        parameter(f"{{value: 0001-01-01, {DATED}}}"),
        "greater than or equal",
    ),
    "a minimum that is no number": (
        attribute("p", "type: number, minimum: .nan"),
        "less than or equal",
    ),
    "a fine counted in days": (
        parameter(f"{{value: 2020-01-01, {DATED}}}")
        + f"- {{penalty: x, title: t, article: x, when: approved, amount: p, share: p, "
        f"turnover: exposure, {SOURCE}}}\n",
        "attribute with a number",
    ),
    "a start that may not come": (
        parameter(f"{{value: 2020-01-01, {DATED}}}")
        + f"- {{schedule: s, title: t, {DATED}, starts: [{{when: approved, from: p}}]}}\n",
        "the last start",
    ),
    "a figure that reaches into Python": (
        figure("{low.__class__.__mro__}"),
        "neither {low} nor {high}",
    ),
    "a figure that calls by index": (figure("{low[0]}"), "neither {low} nor {high}"),
    "a figure as wide as the memory": (figure("{low:>9999999999}"), "neither {low} nor {high}"),
    "a figure that converts": (figure("{low!r}"), "neither {low} nor {high}"),
    "a figure without a name": (figure("{}"), "neither {low} nor {high}"),
    "a figure with half a bracket": (figure("{low"), "says"),
    "a figure of a length of time": (figure("{low}", low="months(3)"), "a length of time"),
    "a figure of text": (figure("{low}", high="exposure"), "one of several values"),
    **{
        f"an attribute named {name}": (attribute(name), "can be named")
        for name in (
            "class",
            "model_fields",
            "json",
            "copy",
            "stated",
            "controls",
            "a.b",
            "a.b.c",
            "today",
        )
    },
    "an attribute named like Python's own": (attribute("__class__"), "this is not a valid name"),
    "a control with dots": (
        WORK + f"- {{control: a.b, title: t, question: q, {DATED}}}\n",
        "can be named",
    ),
    "a proposition named like a word of the language": (
        WORK + f"- {{define: a.not, title: t, when: approved, {SOURCE}}}\n",
        "can be named",
    ),
    "a step's own name": (
        WORK + f"- {{define: schedule.x.0, title: t, when: approved, {SOURCE}}}\n",
        "this is not a valid name",
    ),
    "the name of a family's step": (
        WORK + f"- {{define: any(trigger.*), title: t, when: approved, {SOURCE}}}\n",
        "this is not a valid name",
    ),
    "a step that there is already": (
        WORK + f"- {{define: ground.scale, title: t, when: approved, {SOURCE}}}\n",
        "two entries conclude",
    ),
}

CONDITIONS = {  # condition → what its fault says
    "(" * 3_900: "too many nested parentheses",
    "not " * 900 + "approved": "nested too deeply",
    "-" * 3_900 + "1 > 2": "nested too deeply",
    "approved" + ".a" * 1_900: "nested too deeply",
    "approved" + "[0]" * 900: "nested too deeply",
    "volume_multiple > " + "+".join("1" * 40): "too long",
    "volume_multiple > " + "*".join("1" * 1_500): "nested too deeply",
    "1" + " < 1" * 900: "write the attribute on the left",
    "9**9**9 > 1": "this is not a value",
    "volume_multiple > " + "9" * 3_900: "too large",
    "volume_multiple > 0x" + "f" * 3_900: "too large",
    "volume_multiple > 1e999": "too large",
    "volume_multiple > 1j": "not a plain value",
    "volume_multiple << 99999999 > 1": "this is not a value",
    "volume_multiple / 0 > 1": "this is not a value",
    "exposure == 'a' * 999999999": "cannot be added or multiplied",
    "volume_multiple > 1and approved": "cannot be read",
    "exposure == '\\d'": "cannot be read",
    "approved # and not approved": "no comments",
    "approved # first\nand exposure == 'public'": "no comments",
    "months(3) > weeks(2)": "lengths of time",
    "starts_on < starts_on + weeks(10**9)": "this is not a value",
    "starts_on < starts_on + weeks(1000000000)": "does not take this number",
    "starts_on < starts_on + months(2.5)": "does not take this number",
    "starts_on < starts_on + months(volume_multiple)": "an attribute or a sum",
    "__import__('os').system('exit 1')": "the condition language has no such function",
    "eval('1')": "the condition language has no such function",
    "exposure.__class__": "unknown name",
    "exposure['__class__']": "this is not a condition",
    "exposure == f'{exposure.__class__}'": "this is not a value",
    "[x for x in exposure]": "this is not a condition",
    "lambda: approved": "this is not a condition",
    "(approved := True)": "this is not a condition",
    "await approved": "this is not a condition",
    "(yield)": "this is not a condition",
    "any(*approved)": "takes a family",
    "missing(*approved)": "this is not a name",
    "known(approved, **approved)": "the condition language has no such function",
    "approved if approved else approved": "this is not a condition",
    "exposure == b'public'": "not a plain value",
    "approved\0": "U+0000",
}


@lru_cache(maxsize=1)
def base_work() -> int:
    """What loading the base pack alone takes, once all that is loaded late has been."""
    load([BASE], shipped=False)
    with Work() as work:
        load([BASE], shipped=False)
    return work.done


def at_most(times: float) -> Work:
    """What stands inside takes at most so many times the work that the base pack takes."""
    return Work(int(times * base_work()))


def refused(tmp_path: Path, content: str | bytes, times: float = FEW) -> tuple[Fault, ...]:
    file = tmp_path / "pack.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with at_most(times), pytest.raises(InvalidKnowledge) as refusal:
        load([BASE, file], shipped=False)
    assert len(str(refusal.value)) < 100_000
    assert all(
        fault.place and fault.place.line > 0 and fault.place.column > 0
        for fault in refusal.value.faults
    )
    assert {fault.place.file for fault in refusal.value.faults if fault.place} == {str(file)}
    return refusal.value.faults


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_is_refused_after_little_work(tmp_path, name):
    content, said = REFUSED[name]
    found = refused(tmp_path, content, TIMES.get(name, FEW))
    assert said in str(found[0]), found[0]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda text: text[:30])
def test_a_condition_that_is_none_is_refused_after_little_work(tmp_path, condition):
    (fault,) = refused(
        tmp_path,
        defined(condition) if "\0" not in condition else defined("").replace('""', '"approved\\0"'),
        FEW + len(condition) / 250,
    )
    assert CONDITIONS[condition] in str(fault), fault


def test_the_search_for_faults_ends_and_says_so(tmp_path):
    found = refused(tmp_path, REFUSED["thousands of faults"][0], TIMES["thousands of faults"])
    assert len(found) == MOST_FAULTS + 1
    assert "the rest was not looked at" in str(found[-1])


def ladder(count: int) -> str:
    """Each proposition stands on the absence of the next one."""
    conditions = [*(f"not a{i + 1}" for i in range(count - 1)), "approved"]
    return WORK + "".join(
        f"- {{define: a{i}, title: t, when: {when}, {SOURCE}}}\n"
        for i, when in enumerate(conditions)
    )


def family_of_many(count: int) -> str:
    members = many(count, "define: f.a#, title: t, when: approved")
    return members + f"- {{define: b, title: t, when: any(f.*), {SOURCE}}}\n"


def values(count: int) -> str:
    """A figure that changes every month."""
    return parameter(
        ",".join(
            f"{{from: {1900 + i // 12}-{i % 12 + 1:02}-01, value: {i}, {DATED}}}"
            for i in range(count)
        )
    )


LARGE: dict[str, Callable[[int], str]] = {  # packs of any size without a fault
    "a circle without negation": lambda count: many(count, "define: a#, title: t, when: a@"),
    "a ladder of strata": ladder,
    "a family of many": family_of_many,
    "many families": lambda count: many(count, "define: f#.a, title: t, when: any(f@.*)"),
    "many attributes": lambda count: (
        "".join(attribute(f"a{i}").removeprefix(WORK) for i in range(count)) + WORK
    ),
    "many values": values,
}


def loading_work(tmp_path: Path, content: str, *, lines: bool = False) -> int:
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    with Work(500 * base_work(), lines=lines) as work:
        load([BASE, tmp_path / "pack.yaml"], shipped=False)
    return work.done


@pytest.mark.parametrize("name", LARGE)
def test_a_large_pack_without_a_fault_loads_after_work_that_is_bounded(tmp_path, name):
    loading_work(tmp_path, LARGE[name](2_400 if name == "many values" else 1_500))


@pytest.mark.parametrize("name", LARGE)
def test_twice_as_large_a_pack_takes_about_twice_the_work(tmp_path, name):
    none, once, twice = (
        loading_work(tmp_path, content, lines=True)
        for content in ("[]", LARGE[name](100), LARGE[name](200))
    )
    assert twice - none < 2.5 * (once - none)


def test_reading_the_largest_of_them_takes_little_memory(tmp_path):
    names = [name for name, (content, _) in REFUSED.items() if len(content) > 400_000]
    for number, name in enumerate(names):
        content = REFUSED[name][0]
        (tmp_path / f"{number}.yaml").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
    program = (
        "import resource, sys; from pathlib import Path; "
        "from knowledge import InvalidKnowledge, load\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for file in sys.argv[1:]:\n"
        "    try: load([Path(file)], shipped=False)\n"
        "    except InvalidKnowledge: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    files = map(str, sorted(tmp_path.iterdir()))
    answer = subprocess.run(
        [sys.executable, "-c", program, *files],
        capture_output=True,
        text=True,
        check=True,
        cwd=BASE.parents[2],
    )
    assert len(names) >= 8
    assert int(answer.stdout) < 500 * 1_024  # KiB


# Files that are no files


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pack.yaml")
    return tmp_path / "pack.yaml"


def fault_in(*packs: Path) -> Fault:
    with at_most(FEW), pytest.raises(InvalidKnowledge) as refusal:
        load(packs, shipped=False)
    assert refusal.value.faults[0].place
    return refusal.value.faults[0]


def test_a_pipe_does_not_keep_anybody_waiting(pipe):
    assert "not an ordinary file" in str(fault_in(pipe))
    assert "not an ordinary file" in str(fault_in(pipe.parent))
    with pytest.raises(InvalidCase, match="not an ordinary file"):
        read_cases(pipe)
    with pytest.raises(InvalidCase):
        load_intake(str(pipe), load())


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_without_end_is_not_read(tmp_path, device):
    (tmp_path / "pack.yaml").symlink_to(device)
    assert "not an ordinary file" in str(fault_in(tmp_path / "pack.yaml"))


def test_a_link_to_itself_and_a_folder_in_a_circle_are_faults(tmp_path):
    (tmp_path / "pack.yaml").symlink_to(tmp_path / "pack.yaml")
    (tmp_path / "folder").symlink_to(tmp_path)
    assert "cannot be read" in str(fault_in(tmp_path / "pack.yaml"))
    assert "cannot be read" in str(fault_in(tmp_path / "folder" / "folder" / "folder"))


def test_a_path_with_a_nul_is_a_fault():
    assert "cannot be read" in str(fault_in(Path("pack\0.yaml")))


def test_very_many_files_are_refused(tmp_path):
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.yaml").write_text("[]", encoding="utf-8")
    assert f"the pack has {MOST_FILES + 1} files" in str(fault_in(tmp_path))


def test_files_that_are_small_alone_are_refused_where_they_are_many(tmp_path):
    for number in range(20):
        (tmp_path / f"{number:02}.yaml").write_text(
            "[]\n#" + "x" * (LONGEST_PACKS // 10), encoding="utf-8"
        )
    assert "bytes" in str(fault_in(tmp_path))
    for number in range(20):
        (tmp_path / f"{number:02}.yaml").write_text(
            many(10, "define: a#, title: t, when: approved")
            + "- ["
            + "1," * (MOST_VALUES // 8)
            + "]",
            encoding="utf-8",
        )
    with at_most(2 * READ), pytest.raises(InvalidKnowledge, match="too much in this file"):
        load([tmp_path], shipped=False)


# What loads must answer

VERDICTS = f"- {{verdict: undetermined, title: t, rank: 9, {SOURCE}}}\n"
NAME = attribute("name", "type: text, required: true").removeprefix(WORK)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WORK + VERDICTS, "no required attribute 'name'"),
        (
            WORK + VERDICTS + attribute("name", "type: text").removeprefix(WORK),
            "no required attribute 'name'",
        ),
        (WORK + NAME, "no verdict without `when`"),
    ],
)
def test_a_base_that_cannot_answer_says_so_before_it_is_asked(tmp_path, content, said):
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as refusal:
        inference(load([tmp_path / "pack.yaml"], shipped=False))
    assert said in str(refusal.value)


def test_the_calendar_ends_rather_than_break():
    assert (
        add_months(date(9999, 12, 1), 1)
        == add_months(date(2026, 1, 1), 10**9)
        == add_weeks(date(2026, 1, 1), 10**9)
        == date.max
    )
    assert add_months(date(1, 1, 1), -1) == add_weeks(date(2026, 1, 1), -(10**9)) == date.min


@pytest.mark.parametrize("chainer", ["durable_rules", "semi-naive"])
def test_days_and_numbers_at_their_ends_are_assessed(tmp_path, chainer):
    pack = (
        WORK + NAME + VERDICTS
        + attribute("starts_on", "type: date").removeprefix(WORK)
        + attribute("n").removeprefix(WORK)
        + parameter(f"{{value: {LONGEST_SPAN}, {DATED}}}").removeprefix(WORK)
        + "- {note: late, title: t, when: starts_on < starts_on + months(parameter.p), "
          "figure: {says: '{low} to {high}', "
        + f"low: starts_on + weeks(parameter.p), high: n * parameter.p * parameter.p}}, "
          f"{SOURCE}}}\n"
        + f"- {{define: more, title: t, when: n * parameter.p + 1 > n, {SOURCE}}}\n"
    )  # fmt: skip
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    base = load([tmp_path / "pack.yaml"], shipped=False)
    case = model_of(base)(name="x", starts_on=date(2199, 12, 31), n=1e300)
    result = assess(case, date.max, base=base, chainer=chainer)
    assert result.conclusions["note.late"] is result.conclusions["more"] is True
    assert result.figures["note.late"].low == date(2199, 12, 31) + timedelta(weeks=LONGEST_SPAN)


# Cases, intakes and tables


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name: !!python/object/apply:os.getcwd []", "the tag"),
        ("name: x\nbusiness_units: 0x" + "f" * 5_000, "a number of"),
        ("name: x\nbusiness_units: " + "9" * 90, f"at most {LARGEST_INTEGER:,}"),
        ("name: x\nvolume_multiple: 1" + ":1" * 4_000 + ".5", "a number of"),
        ("name: x\nvolume_multiple: 1e999", "does not take this value"),
        ("name: x\nvolume_multiple: .nan", "does not take this value"),
        ('name: "x\\e]0;mine\\a"', "U+001B"),
        ("name: x\nstarts_on: 9999-12-31", "1900 and 2199"),
        ("name: x\n" + "".join(f"k{i}: 1\n" for i in range(9_000)), "there is no attribute"),
        ("- {}\n" * 20_000, "name is not stated"),
        ("- 1\n" * 200_000, "too much in this file"),
        ("name: x\n__class__: y", "there is no attribute"),
        ("name: x\nmodel_fields: y", "there is no attribute"),
    ],
    ids=lambda text: text[:30],
)
def test_a_case_from_anywhere_is_refused_after_little_work(tmp_path, content, said):
    (tmp_path / "case.yaml").write_text(content, encoding="utf-8")
    with at_most(READ), pytest.raises(InvalidCase) as refusal:
        read_cases(tmp_path / "case.yaml")
    assert said in str(refusal.value)
    assert len(refusal.value.faults) <= MOST_FAULTS + 1
    assert all(fault.place for fault in refusal.value.faults)


INTAKE = (
    "intake: i\ntitle: t\nsource: s\ntext: {name: n}\ncolumns:\n"
    "  - {attribute: starts_on, column: c, dates: ['%s'], basis: stated}\n"
)


@pytest.mark.parametrize(
    "form", ["%Y%Y%Y", "%d.%m", "%", "%%%", "(((((%Y-%m-%d", "%999999999d", "(a+)+$"]
)
def test_a_form_of_dates_that_is_none_is_refused(tmp_path, form):
    (tmp_path / "own.yaml").write_text(INTAKE % form, encoding="utf-8")
    # brackets are brackets: no regular expression comes out of an intake
    if form.endswith("%Y-%m-%d"):
        assert load_intake(str(tmp_path / "own.yaml"), load()).columns[0].dates == [form]
        return
    base = load()
    with at_most(READ), pytest.raises(InvalidCase, match="tells no day"):
        load_intake(str(tmp_path / "own.yaml"), base)


@pytest.mark.parametrize(
    "encoding", ["zip", "hex", "rot13", "unicode_escape", "idna", "punycode", "aliases", "no_such"]
)
def test_an_encoding_that_is_no_writing_is_refused(tmp_path, encoding):
    (tmp_path / "own.yaml").write_text(
        f"encoding: {encoding}\n{INTAKE % '%Y-%m-%d'}", encoding="utf-8"
    )
    with pytest.raises(InvalidCase, match="encoding") as refusal:
        load_intake(str(tmp_path / "own.yaml"), load())
    assert refusal.value.faults[0].place


def test_twins_among_very_many_keys_are_found_at_once(tmp_path):
    keys = ", ".join(f'"k{i}": 1' for i in range(50_000))
    (tmp_path / "table.json").write_text(f'[{{{keys}, "k49999": 2}}]', encoding="utf-8")
    with at_most(READ), pytest.raises(BadCase, match="stands twice"):
        read_json(tmp_path / "table.json")


def test_a_fault_shows_what_a_terminal_would_obey():
    fault = BadCase("the \x1b[2J is wrong", Place("a\x07.yaml", 1, 1), text="\u202eabc")
    assert str(fault) == "a\\x07.yaml:1:1: the \\x1b[2J is wrong; in: \\u202eabc"


# What is shown

MARKUP = (
    '</script><script>alert(1)</script><img src=x onerror=y>"; '
    'URL="javascript:x" ]](javascript:x) | `x` %%{init}%%'
)


def test_markup_in_any_text_of_a_pack_or_a_case_stays_text(tmp_path):
    said = MARKUP.replace("\\", "\\\\").replace('"', '\\"')
    pack = (
        f'- {{work: w, title: "{said}", cited_as: "{said}", note: "{said}"}}\n' + NAME
        + attribute("b", "type: bool, values: {'true': y, 'false': n}").removeprefix(WORK)
        + f'- {{verdict: undetermined, title: "{said}", rank: 9, {SOURCE}}}\n'
        + f'- {{verdict: production_required, title: "{said}", rank: 1, when: p, '
          f'source: {{work: w, at: "{said}"}}, basis: stated}}\n'
        + f'- {{define: p, title: "{said}", when: b, source: {{work: w, at: "{said}"}}, '
          f'basis: stated}}\n'
    )  # fmt: skip
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    base = load([tmp_path / "pack.yaml"], shipped=False)
    found = why(
        assess(
            model_of(base)(name=MARKUP, b=True), date(2026, 11, 22), base=base, chainer="semi-naive"
        )
    )
    shown = found.to_markdown()
    assert "script" in shown
    assert re.search(r"(?<!\\)<(script|/script|img)", shown) is None
    found.draw(tmp_path / "picture.svg")
    for text in (
        to_page(found),
        (tmp_path / "picture.svg").read_text(encoding="utf-8"),
        found.to_mermaid(),
    ):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
