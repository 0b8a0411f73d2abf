"""Throws garbage and near misses at everything that reads data from anywhere, and watches what happens.

    python -m benchmarks.fuzz --minutes 20 [--seed 1]

Packs, cases, intakes and tables are mutated, put together from their own words, or made up. Whatever comes in, reading
must end within a second of computing with a value or with faults that name their place, must not run, import, write or
connect to anything, and what loads must be answered alike by both chainers and explained. `tests/test_fuzz.py` runs a little of it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic, thread_time
from typing import Any, TypeAlias

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from engine.assessment import Assessment, assess
from engine.chainers import ChainerName
from engine.durable import ChainerLimit, library
from explain import why
from knowledge.base import PACKS, KnowledgeBase, load
from knowledge.case_files import example_names, read_cases
from knowledge.entries import ENTRY_KINDS
from knowledge.faults import HIDDEN, Fault, InvalidCase, InvalidKnowledge
from knowledge.intake import INTAKES, load_intake
from knowledge.packs_reader import pack_files
from knowledge.rows import rows_as_cases
from knowledge.tables import Table, read_table
from knowledge.use_case import model_of

SECONDS = 1.0  # of computing, for one reading
DAY = date(2026, 11, 22)
ROUND = 30  # inputs between two looks at the clock

Target: TypeAlias = Callable[[bytes], str]  # reads an input; tells in a word what came of it

_FORBIDDEN = (
    "exec", "import", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "os.remove", "os.rename",
    "os.mkdir",
    "os.rmdir", "os.chmod", "os.putenv", "os.kill", "pickle.", "marshal.", "shutil.", "socket.", "subprocess.", "ctypes.",
    "urllib.", "webbrowser.",
)  # fmt: skip
_WRITING = frozenset("wax+")


class Misbehaviour(AssertionError):
    """Something that reading data must never do."""


class TooSlow(Misbehaviour):
    """Reading that took longer than it may."""


@dataclass(slots=True)
class Watch:
    """Listens to Python's audit events while something is read."""

    armed: bool = False
    seen: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what reading must not do. To parse a condition is to `compile` it into a tree, under the name <unknown>."""
        if not self.armed:
            return
        written = event == "open" and bool(_WRITING & set(str(arguments[1] or "")))
        compiled = event == "compile" and arguments[1] not in ("<unknown>", b"<unknown>")
        if event.startswith(_FORBIDDEN) or written or compiled:
            self.seen.append(f"{event}{arguments!r}"[:200])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While this lasts, nothing may be run, imported, written or connected to, and it may not last long."""
        self.seen, begun, self.armed = [], thread_time(), True
        try:
            yield
        finally:
            self.armed, lasted = False, thread_time() - begun
        if self.seen:
            raise Misbehaviour(f"reading did this: {self.seen}")
        if lasted > SECONDS:
            raise TooSlow(f"reading took {lasted:.1f} s")


_watch = Watch()
sys.addaudithook(_watch.hear)  # cannot be taken away again


@contextmanager
def _file(content: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


# What is read, and what must then hold


def _told(faults: tuple[Fault, ...], placed: bool = True) -> str:
    if not faults:
        raise Misbehaviour("refused without a fault")
    for fault in faults:
        if not fault.message or (placed and fault.place is None):
            raise Misbehaviour(f"a fault without a place: {fault}")
        if len(str(fault)) > 3_000 or HIDDEN.search(str(fault)):
            raise Misbehaviour(f"a fault that cannot be shown: {fault!s:.300}")
    return "refused"


def pack(content: bytes, beside: tuple[Path, ...] = ()) -> str:
    """Load a pack beside others; what loads must answer."""
    with _file(content, "pack.yaml") as path:
        try:
            with _watch.reading():
                base = load([*beside, path])
        except InvalidKnowledge as refusal:
            return _told(refusal.faults)
    return answered(base)


def answered(base: KnowledgeBase) -> str:
    """Assess two cases with both chainers, and explain one: a case with its name alone, and one that answers everything."""
    told = "loaded"
    for stated in ({}, _everything(base)):
        try:
            case = model_of(base).model_validate({"name": "a case", **stated})
            first = assess(case, DAY, base=base, chainer="semi-naive")
        except InvalidKnowledge as refusal:
            return _told(refusal.faults, placed=False)
        str(why(first))
        told = "answered"
        if library() is not None:
            told = _compared(first, assess_or_none(case, base, "durable_rules"))
    return told


def assess_or_none(case: Any, base: KnowledgeBase, chainer: ChainerName) -> Assessment | None:
    """The assessment, or None for a base that the chainer refuses because of its size."""
    try:
        return assess(case, DAY, base=base, chainer=chainer)
    except ChainerLimit:
        return None


def _compared(first: Assessment, second: Assessment | None) -> str:
    if second is None:
        return "beyond durable_rules"
    for name in ("verdict", "candidates", "conclusions", "duties", "penalty", "figures", "derivations"):
        if repr(getattr(first, name)) != repr(getattr(second, name)):
            raise Misbehaviour(f"the chainers differ in {name}")
    return "answered alike"


def _everything(base: KnowledgeBase) -> dict[str, Any]:
    """An answer for each attribute, at the ends of what it takes."""
    answers: dict[str, Any] = {}
    for name, attribute in base.attributes.items():
        values: dict[str, Any] = {
            "text": '=HYPERLINK("x")',
            "bool": True,
            "date": date(2199, 12, 31),
            "number": 1e300,
            "integer": max(10**17, int(attribute.minimum or 0)),
        }
        value = values.get(attribute.type) or (attribute.choices[-1] if attribute.type == "enum" else list(attribute.choices))
        group, _, short = name.rpartition(".")
        (answers.setdefault(group, {}) if group else answers)[short] = value
    return answers


def case(content: bytes) -> str:
    """Read a file of cases; what can be read is assessed."""
    with _file(content, "case.yaml") as path:
        try:
            with _watch.reading():
                cases = read_cases(path)
        except InvalidCase as refusal:
            return _told(refusal.faults)
    for found in cases[:3]:
        str(why(assess(found, DAY)))
    return "assessed"


def intake(content: bytes) -> str:
    """Read an intake, and a small table by it."""
    with _file(content, "intake.yaml") as path:
        try:
            with _watch.reading():
                found = load_intake(str(path), load())
            columns = tuple(sorted(found.known_columns))
            rows = [{column: _NASTY[(row * 7 + place) % len(_NASTY)] for place, column in enumerate(columns)} for row in range(20)]
            with _watch.reading():
                list(rows_as_cases(Table("table", columns, [dict(row) for row in rows]), load(), found))
        except InvalidCase as refusal:
            return _told(refusal.faults, placed=False)
    return "read"


def table(ending: str) -> Target:
    """Reads a table with this ending, and its rows as cases."""

    def read(content: bytes) -> str:
        with _file(content, f"table{ending}") as path:
            try:
                with _watch.reading():
                    list(rows_as_cases(read_table(path), load()))
            except InvalidCase as refusal:
                return _told(refusal.faults)
        return "read"

    return read


# What is thrown

_NASTY = [
    "!!python/object/apply:os.system [id]", "&a", "*a", "<<: *a", "? ", "- ", ": ", "{", "}", "[", "]", "|", ">-",
    "'", '"', "#", "%YAML 1.1", "---", "...",
    "\0", "\x1b[2J", "\u202e", "\ufeff", "\ud7ff", "\U0001f600", "\t", "\r", "\x85", "\u2028", "\\ud800", "\\0", "\\x1b",
    "null", "~", "yes", "no", "0x" + "f" * 50,
    "1:1:1", "1:1.5", "1e999", "-.inf", ".nan", "9" * 30, "-1", "0", "1_000", "0o7", "2026-02-30", "0001-01-01", "9999-12-31",
    "2026-01-01 10:00:00",
    "__class__", "__import__('os')", "eval", "lambda: 0", "{low.__class__}", "{low!r:>99}", "{0}", "{", "</script><script>",
    "=cmd|' /C x'!A1", "../../etc/passwd",
    "a" * 500, "(" * 150, "not " * 40, "and", "or", "not", "in", "established(", "known(", "any(ground.*)",
    "missing(monitoring)", "months(10**9)", "weeks(1200)",
    "today", "parameter.x", "true", "false", "unknown", "none", "class", "model_fields", "controls", "verdict.undetermined",
    "f'{x}'", "x[0]", "x.y.z", "1j", "b''", ":=",
]  # fmt: skip


def _texts() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_NASTY), st.text(max_size=12))


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A file as it is shipped, with a few cuts, twins, swaps, words of its own elsewhere, and nasty things in it."""
    content = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 5))):
        if not content:
            break
        start = draw(st.integers(0, len(content) - 1))
        end = min(len(content), start + draw(st.integers(0, 40)))
        other = draw(st.integers(0, len(content) - 1))
        kind = draw(st.sampled_from(["cut", "twin", "swap", "nasty", "byte", "word", "word", "line", "end"]))
        piece = content[start:end]
        if kind == "cut":
            content = content[:start] + content[end:]
        elif kind in ("twin", "swap"):
            content = content[:other] + piece + content[other if kind == "twin" else other + len(piece) :]
        elif kind == "nasty":
            content = content[:start] + draw(_texts()).encode(errors="replace") + content[draw(st.sampled_from([start, end])) :]
        elif kind == "byte":
            content = content[:start] + draw(st.binary(max_size=3)) + content[start + 1 :]
        elif kind == "word":
            words = content.split(b" ")
            words[start % len(words)] = words[other % len(words)]
            content = b" ".join(words)
        elif kind == "line":
            lines = content.split(b"\n")
            lines[start % len(lines)] = lines[other % len(lines)]
            content = b"\n".join(lines)
        elif draw(st.booleans()):
            content = content[:start]
    return content


_SOURCE = "source: {work: w, at: '1'}, basis: stated"
_ATTRIBUTE = "- {{attribute: {name}, type: {type}, question: q, {more}source: {{work: w, at: '1'}}}}"
SMALL = "\n".join(
    [
        "- {work: w, title: t, cited_as: W}",
        "- {attribute: name, type: text, question: q, required: true, source: {work: w, at: '1'}}",
        *(_ATTRIBUTE.format(name=f"n{i}", type=kind, more="") for i, kind in enumerate(("number", "integer"))),
        *(_ATTRIBUTE.format(name=f"d{i}", type="date", more="") for i in range(2)),
        *(_ATTRIBUTE.format(name=f"b{i}", type="bool", more="values: {'true': y, 'false': n}, ") for i in range(2)),
        _ATTRIBUTE.format(name="today", type="date", more=""),
        _ATTRIBUTE.format(name="e", type="enum", more="values: {v0: a, v1: b}, "),
        _ATTRIBUTE.format(name="s", type="set", more="values: {v0: a, v1: b}, "),
        "- {control: c0, title: t, question: q, source: {work: w, at: '1'}}",
        "- {parameter: x, title: t, values: [{value: 3, source: {work: w, at: '1'}}], basis: stated}",
        "- {parameter: y, title: t, values: [{value: 1e30, source: {work: w, at: '1'}}], basis: stated}",
        "- {parameter: z, title: t, values: [{value: 2026-08-02, source: {work: w, at: '1'}}], basis: stated}",
        "- {schedule: soon, title: t, starts: [{when: b0, from: z}, {from: z}], source: {work: w, at: '1'}}",
        f"- {{condition: a, title: t, when: b0, {_SOURCE}}}",
        f"- {{trigger: b, title: t, when: b1, requires: [c0], {_SOURCE}}}",
        f"- {{verdict: undetermined, title: t, rank: 9, {_SOURCE}}}",
        f"- {{verdict: production_required, title: t, rank: 1, when: any(standing.*), requires: [c0], enforces_grounds: true, {_SOURCE}}}",
        "",
    ]
)
_NAMES = [
    "n0",
    "n1",
    "d0",
    "d1",
    "b0",
    "b1",
    "e",
    "s",
    "today",
    "name",
    "controls.c0",
    "p",
    "q",
    "trigger.b",
    "ground.a",
    "required.c0",
    "verdict.undetermined",
]
_PARAMETERS = ["parameter.x", "parameter.y", "parameter.z"]


def conditions() -> st.SearchStrategy[str]:
    """Conditions of the grammar, often of wrong types, and some garbage."""
    name = st.sampled_from(_NAMES)
    value = st.one_of(
        name,
        st.sampled_from(_PARAMETERS),
        st.sampled_from(
            ['"v0"', '"v1"', "3", "0", "1.5", "1e30", "1e-300", "0xff", "date('2026-01-01')", "date('9999-12-31')", "date('0001-01-01')"]
        ),
    )
    count = st.sampled_from(["parameter.x", "parameter.y", "3", "1200", "0", "2.5", "n0"])
    calculated = st.one_of(
        value,
        st.tuples(value, st.sampled_from("+*-/"), value).map(" ".join),
        st.builds("{} + {}({})".format, value, st.sampled_from(["months", "weeks"]), count),
    )
    compared = st.tuples(calculated, st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is"]), calculated).map(" ".join)
    member = st.builds(
        "{} {} {}".format,
        st.sampled_from(['"v0"', "e", "n0", "s"]),
        st.sampled_from(["in", "not in"]),
        st.sampled_from(["s", "e", '("v0", "v1")', "(1, 2)", "()"]),
    )
    called = st.builds(
        "{}({})".format,
        st.sampled_from(["established", "known", "empty", "missing", "any", "not "]),
        st.one_of(name, st.sampled_from(["standing.*", "ground.*", "p.*"])),
    )
    leaf = st.one_of(name, compared, member, called)
    grown = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
            st.builds("{}({})".format, st.sampled_from(["not ", "established", "not established"]), inner),
        ),
        max_leaves=8,
    )
    number = st.sampled_from(["n0", "n1", "parameter.x", "parameter.y", "3", "1.5", "n0 * parameter.y", "n0 + n1", "n1 * 1e30 * 0"])
    day = st.sampled_from(
        [
            "d0",
            "d1",
            "today",
            "parameter.z",
            "d0 + months(parameter.y)",
            "d1 + weeks(1200)",
            "today + months(parameter.x)",
            "date('2026-01-01')",
        ]
    )
    order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    left = st.sampled_from(["n0", "n1", "n0 * n1", "n0 + 1"]), st.sampled_from(["d0", "today", "d1 + months(3)"])
    fitting = st.one_of(
        st.builds("{} {} {}".format, left[0], order, number),
        st.builds("{} {} {}".format, left[1], order, day),
        st.sampled_from(
            [
                "b0",
                "b1",
                "controls.c0",
                "p",
                "trigger.b",
                "ground.a",
                "established(p)",
                "known(n0)",
                "empty(s)",
                "any(ground.*)",
                "missing(trigger.b)",
                'e == "v0"',
                'e in ("v0", "v1")',
                '"v1" not in s',
                "e in ()",
            ]
        ),
    )
    good = st.recursive(
        fitting,
        lambda inner: st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
            st.builds("{}({})".format, st.sampled_from(["not ", "established", "not established", "established(not "]), inner).map(
                lambda made: made + ")" if made.startswith("established(not ") else made
            ),
        ),
        max_leaves=12,
    )
    garbage = st.lists(
        st.one_of(name, _texts(), st.sampled_from(["and", "or", "not", "(", ")", "==", "<", ",", ".", "*", "+", "1"])), max_size=8
    ).map(" ".join)
    return st.integers(0, 19).flatmap(lambda drawn: good if drawn < 17 else grown if drawn < 19 else garbage)


def small_packs() -> st.SearchStrategy[bytes]:
    """The small pack with two propositions and a finding under made-up conditions."""

    def text(first: str, second: str, low: str, high: str, says: str) -> bytes:
        entries: list[dict[str, Any]] = [
            {"define": "p", "when": first},
            {"define": "q", "when": second},
            {"note": "n", "when": second, "figure": {"says": says, "low": low, "high": high}},
        ]
        more = {"title": "t", "source": {"work": "w", "at": "1"}, "basis": "stated"}
        return (SMALL + "\n".join("- " + json.dumps(entry | more) for entry in entries)).encode(errors="replace")

    right = ["n0 * parameter.y * parameter.y", "n1", "d0 + months(parameter.y)", "today + weeks(3)", "3", "parameter.z"]
    bound = _mostly(st.sampled_from(right), st.sampled_from(_NAMES))
    says = _mostly(
        st.sampled_from(["{low} to {high}", "{low}", "none"]), st.one_of(st.sampled_from(["{low:>9}", "{high.__class__}"]), _texts())
    )
    return st.builds(text, conditions(), conditions(), bound, bound, says)


def _mostly(usual: st.SearchStrategy[str], odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.integers(0, 19).flatmap(lambda drawn: odd if drawn == 19 else usual)


_LIKELY: dict[str, Any] = {  # values that fit where a key stands; any other key takes a text
    "source": {"work": "w", "at": "1"}, "basis": "stated", "rank": 3, "type": "number",
    "starts": [{"from": "z"}], "values": {"v0": "a"},
    "own_attributes": ["n0", "b1"], "lifts": "every negotiable ground", "answers": ["trigger.b", "p"], "binding": "soon",
    "amount": "x", "share": "y",
    "turnover": "n0",
    "minimum": 0.0, "non_negotiable": True, "end_must_be_ruled_out": True, "asks": ["n0"], "step": True, "enforces_grounds": True,
    "required": False, "actionable": True, "figure": {"says": "{low} to {high}", "low": "n0",
    "high": "n0 * parameter.y"}, "amended_by": "w",
}  # fmt: skip


def _keys() -> list[str]:
    return sorted(
        {info.alias or key for kind in ENTRY_KINDS.values() for key, info in kind.model_fields.items()}
        | {*ENTRY_KINDS, "at", "from", "value"}
    )


@st.composite
def made_up(draw: st.DrawFn) -> bytes:
    """The small pack, and entries put together from the keys of all kinds and values that may or may not fit."""
    source = {"work": "w", "at": "1"}
    leaf = st.one_of(
        st.sampled_from([*_NAMES, "w", "x", "z", "soon", "a", "b", "c0", "v0", "stated", "number", "every negotiable ground"]),
        conditions(),
        _texts(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.dates().map(str),
    )
    value = st.one_of(leaf, st.lists(leaf, max_size=3), st.dictionaries(st.sampled_from(_keys()), leaf, max_size=3))
    entries = []
    for index in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(sorted(ENTRY_KINDS)))
        entry: dict[str, Any] = {kind: draw(st.sampled_from(["m", "p", "a", f"k{index}", "x.y", "class"]))}
        for key, info in ENTRY_KINDS[kind].model_fields.items():
            if key != "id" and (info.is_required() or draw(st.booleans())):
                likely = _LIKELY.get(key, "t")
                if key == "requires":
                    likely = [draw(conditions())] if kind in ("exception", "relief") else ["c0"]
                elif key == "values" and kind == "parameter":
                    likely = [{"value": draw(st.one_of(st.integers(0, 9), st.floats(), st.dates().map(str))), "source": source}]
                elif key.endswith("when"):
                    likely = draw(conditions())
                entry[key] = draw(value) if draw(st.integers(0, 29)) == 29 else likely
        if draw(st.integers(0, 19)) == 0:
            entry[draw(st.sampled_from(_keys()))] = draw(value)
        entries.append(entry)
    return (SMALL + "\n".join("- " + json.dumps(entry) for entry in entries) + "\n").encode(errors="replace")


def _shipped_packs() -> dict[Path, bytes]:
    folders = [PACKS / name for name in (PACKS / "ORDER").read_text(encoding="utf-8").split()]
    return {path: path.read_bytes() for folder in folders for path in pack_files(folder)}


@st.composite
def _one_mutated(draw: st.DrawFn, shipped: dict[Path, bytes]) -> tuple[bytes, tuple[Path, ...]]:
    changed = draw(st.sampled_from(sorted(shipped)))
    return draw(mutated([shipped[changed]])), tuple(path for path in shipped if path != changed)


def inputs() -> dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], str]]]:
    """What is thrown at what: name → (strategy, reader)."""
    shipped = _shipped_packs()
    cases = [(Path(INTAKES).parent / "examples" / f"{name}.yaml").read_bytes() for name in example_names()]
    intakes = [path.read_bytes() for path in sorted(INTAKES.glob("*.yaml"))]
    csv = [b'name,exposure,volume_multiple,relied_on_for\nA,public,3,"operational_planning;x"\n"B ""b""",analysts,=1+1,\n']
    rows = [b'[{"name": "A", "exposure": "public", "controls": {"monitoring": true}}, {"name": "B", "volume_multiple": 1e5}]']
    lines = [b'{"name": "A", "exposure": "public"}\n{"name": "B", "volume_multiple": 2.5}\n']
    return {
        "shipped packs, mutated": (_one_mutated(shipped), lambda two: pack(*two)),
        "small pack, mutated": (mutated([SMALL.encode()]), pack),
        "conditions": (small_packs(), pack),
        "entries": (made_up(), pack),
        "cases": (mutated(cases), case),
        "intakes": (mutated(intakes), intake),
        "bytes": (st.binary(max_size=200), pack),
        "CSV": (mutated(csv), table(".csv")),
        "JSON": (mutated(rows), table(".json")),
        "JSON lines": (mutated(lines), table(".jsonl")),
        "YAML tables": (mutated(rows), table(".yaml")),
    }


def throw(name: str, count: int, seed: int | None, outcomes: Counter[str]) -> None:
    """Throw so many inputs of one kind; without a seed always the same ones.

    Raises the first misbehaviour, with the smallest input that shows it.
    """
    strategy, read = inputs()[name]

    def once(thrown: Any) -> None:
        try:
            told = read(thrown)
        except TooSlow:  # once is what a busy machine does
            told = read(thrown)
        outcomes[told] += 1

    phases = [Phase.explicit, Phase.generate, Phase.shrink]
    run = settings(
        max_examples=count, database=None, deadline=None, derandomize=seed is None, phases=phases, suppress_health_check=list(HealthCheck)
    )(given(strategy)(once))
    (run if seed is None else seeded(seed)(run))()


def warm_up() -> None:
    """Have imported what reading imports when it is first needed, so that a later import is one that data asked for."""
    _watch.armed = False
    for content, ending in (
        (b"name\nA\n", ".csv"),
        (b'[{"name": "A"}]', ".json"),
        (b'{"name": "A"}\n', ".jsonl"),
        (b"{", ".jsonl"),
        (b"- name: A", ".yaml"),
    ):
        with _file(content, f"table{ending}") as path, suppress(InvalidCase):
            read_table(path)
    with _file(b"\xff", "table.csv") as path, suppress(InvalidCase):
        read_table(path, "cp1252")
    for path in sorted(INTAKES.glob("*.yaml")):
        load_intake(str(path), load())
        rows = [dict.fromkeys(load_intake(str(path), load()).known_columns, "1")]
        list(rows_as_cases(Table("table", tuple(rows[0]), rows), load(), load_intake(str(path), load())))
    with _file(SMALL.replace("b1", "b1 # x", 1).encode(), "pack.yaml") as path, suppress(InvalidKnowledge):
        load([path])


def main() -> None:
    """Throw everything in turn until the time is up; exit code 1 where something misbehaved."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    until, seed, failures = monotonic() + 60 * asked.minutes, asked.seed, 0
    tallies: dict[str, Counter[str]] = {name: Counter() for name in inputs()}
    warm_up()
    while monotonic() < until:
        for name, outcomes in tallies.items():
            try:
                throw(name, ROUND, seed, outcomes)
            except Exception as error:  # whatever it is, it is what is looked for
                failures += 1
                notes = "\n".join(getattr(error, "__notes__", ()))
                for one in getattr(error, "exceptions", (error,)):  # a group where it happened once only, or several did
                    print(f"{name}, seed {seed}: {type(one).__name__}: {one!s:.500}", flush=True)
                print(f"{notes[:1500]} … {notes[-3000:]}\n", flush=True)
        seed += 1
    for name, outcomes in tallies.items():
        print(f"{name}: {outcomes.total():,} inputs; " + ", ".join(f"{told} {count:,}" for told, count in outcomes.most_common()))
    total = sum(outcomes.total() for outcomes in tallies.values())
    print(f"{total:,} inputs in {asked.minutes:g} minutes, {failures} misbehaviours")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
