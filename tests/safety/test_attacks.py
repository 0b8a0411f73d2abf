"""A pack, a case or an intake is data from anywhere: whatever it holds,
a clear fault comes after little work, and nothing of it runs.

"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.base import load
from knowledge.faults import Fault, InvalidKnowledge
from knowledge.limits import (
    LONGEST_FILE,
    LONGEST_PACKS,
    MOST_FAULTS,
)
from tests.safety.packs import (
    BASE,
    DATED,
    EXCEPTION,
    FEW,
    MOST,
    READ,
    SOURCE,
    STARTS,
    WORK,
    at_most,
    attribute,
    defined,
    figure,
    many,
    parameter,
)

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

# refused at the limit at which another one is, too, and after as much work
AS_ANOTHER = ("each exception with each ground", "a hundred thousand keys")

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
    "a hundred thousand lines": ("- 1\n" * 300_000, "too much in this file"),
    "a hundred thousand entries": (
        many(18_000, "define: a#, title: t, when: approved"),
        "too much in this file",
    ),
    "a hundred thousand keys": (
        "- define: a\n" + "".join(f"  k{i}: 1\n" for i in range(140_000)),
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
    "only NULs": (b"\0" * 1_000, "U+0000 is not allowed"),
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
    "volume_multiple > " + "+".join("1" * 230): "too long",
    "volume_multiple > " + "*".join("1" * 1_500): "nested too deeply",
    "1" + " < 1" * 900: "write the attribute on the left",
    "9**9**9 > 1": "there is no power",
    "volume_multiple > " + "9" * 3_900: "too large",
    "volume_multiple > 0x" + "f" * 3_900: "too large",
    "len(0x" + "f" * 3_900 + ") > 1": "too large",
    "hours(" + "9" * 3_900 + ") > 1": "too large",
    "ground > 0x" + "f" * 3_900: "too large",
    "volume_multiple > 1e999": "too large",
    "volume_multiple > 1j": "not a plain value",
    "volume_multiple << 99999999 > 1": "this is not a value",
    "volume_multiple / 0 > 1": "this divides by 0",
    "exposure == 'a' * 999999999": "cannot be added or multiplied",
    "volume_multiple > 1and approved": "cannot be read",
    "exposure == '\\d'": "cannot be read",
    "approved # and not approved": "no comments",
    "approved # first\nand exposure == 'public'": "no comments",
    "months(3) > weeks(2)": "lengths of time",
    "starts_on < starts_on + weeks(10**9)": "there is no power",
    "starts_on < starts_on + weeks(1000000000)": "does not take this number",
    "starts_on < starts_on + months(2.5)": "does not take this number",
    "starts_on < starts_on + months(volume_multiple)": "an attribute or a sum",
    "__import__('os').system('exit 1')": "the condition language has no such function",
    "eval('1')": "the condition language has no such function",
    "exposure.__class__": "unknown name",
    "exposure['__class__']": "a case has no lists of things",
    "exposure == f'{exposure.__class__}'": "this is not a value",
    "[x for x in exposure]": "a case has no lists of things",
    "lambda: approved": "this is not a condition",
    "(approved := True)": "this is not a condition",
    "await approved": "this is not a condition",
    "(yield)": "this is not a condition",
    "any(*approved)": "takes a family",
    "missing(*approved)": "this is not a name",
    "known(approved, **approved)": "the condition language has no such function",
    "approved if approved else approved": "there is no if and no else",
    "exposure == b'public'": "not a plain value",
    "approved\0": "U+0000",
}


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


_FOUND: dict[str, tuple[Fault, ...]] = {}


def refused_once(tmp_path: Path, name: str) -> tuple[Fault, ...]:
    """The faults of an attack, which is made once for all tests that ask for it."""
    if name not in _FOUND:
        _FOUND[name] = refused(tmp_path, REFUSED[name][0], TIMES.get(name, FEW))
    return _FOUND[name]


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long if name in AS_ANOTHER else []) for name in REFUSED],
)
def test_an_attack_is_refused_after_little_work(tmp_path, name):
    said = REFUSED[name][1]
    found = refused_once(tmp_path, name)
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
    found = refused_once(tmp_path, "thousands of faults")
    assert len(found) == MOST_FAULTS + 1
    assert "the rest was not looked at" in str(found[-1])


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
