"""Throws garbage and near misses at all that reads data from anywhere, and watches what happens.

    python -m benchmarks.fuzz --minutes 20 [--seed 1]

Packs, cases, intakes and tables are mutated, put together from their own words, or made up.
Whatever comes in, reading must end after work that is bounded with a value or with faults that
name their place, must not run, import, write or connect to anything, and what loads must be
answered alike by both chainers and explained. `tests/safety/test_fuzz.py` runs a little of it.
"""

from __future__ import annotations

import argparse
import codecs
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from encodings.aliases import aliases
from pathlib import Path
from time import monotonic
from typing import Any, TypeAlias

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from benchmarks.counted import Work
from benchmarks.thrown import SMALL, made_up, mutated, one_mutated, shipped_packs, small_packs
from benchmarks.thrown_conditions import NASTY
from engine.assessment import Assessment, assess
from engine.chain.chainers import ChainerName
from engine.chain.durable import ChainerLimit, library
from explain import why
from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import example_names, read_cases
from knowledge.cases.use_case import model_of
from knowledge.faults import HIDDEN, Fault, InvalidCase, InvalidKnowledge
from knowledge.intake.loading import INTAKES, load_intake
from knowledge.intake.rows import rows_as_cases
from knowledge.limits import LARGEST_INTEGER
from knowledge.pack_paths import PACKS
from knowledge.tables.files import read_table
from knowledge.tables.table import of_records

MOST_WORK = 10_000_000  # calls and returns for one reading; the shipped packs take 800,000
DAY = date(2026, 11, 22)
ROUND = 30  # inputs between two looks at the clock

Target: TypeAlias = Callable[[bytes], str]  # reads an input; tells in a word what came of it

_FORBIDDEN = (
    "exec", "import", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.putenv",
    "os.kill", "pickle.", "marshal.", "shutil.", "socket.", "subprocess.", "ctypes.",
    "urllib.", "webbrowser.",
)  # fmt: skip
_WRITING = frozenset("wax+")


class Misbehaviour(AssertionError):
    """Something that reading data must never do."""


@dataclass(slots=True)
class Watch:
    """Listens to Python's audit events while something is read."""

    limit: int = MOST_WORK
    armed: bool = False
    seen: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what reading must not do.

        To parse a condition is to `compile` it into a tree, under the name <unknown>.
        """
        if not self.armed:
            return
        written = event == "open" and bool(_WRITING & set(str(arguments[1] or "")))
        compiled = event == "compile" and arguments[1] not in ("<unknown>", b"<unknown>")
        if event.startswith(_FORBIDDEN) or written or compiled:
            self.seen.append(f"{event}{arguments!r}"[:200])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While this lasts, nothing may be run, imported, written or connected to.

        And what is done is counted, so that it may not go on for long.
        """
        self.seen, self.armed = [], True
        try:
            with Work(self.limit):
                yield
        finally:
            self.armed = False
        if self.seen:
            raise Misbehaviour(f"reading did this: {self.seen}")


_watch = Watch()
# which of Python's own codecs a text needs shows as it is read; each is imported once
for codec in sorted(set(aliases.values())):
    with suppress(LookupError):
        codecs.lookup(codec)
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
                base = load([*beside, path], shipped=False)
        except InvalidKnowledge as refusal:
            return _told(refusal.faults)
    return answered(base)


def answered(base: KnowledgeBase) -> str:
    """Assess two cases with both chainers, and explain one.

    One case has its name alone, the other answers everything.
    """
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
    for name in (
        "verdict",
        "candidates",
        "conclusions",
        "duties",
        "penalty",
        "figures",
        "derivations",
    ):
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
            "integer": LARGEST_INTEGER,
        }
        value = values.get(attribute.type) or (
            attribute.choices[-1] if attribute.type == "enum" else list(attribute.choices)
        )
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
            rows = [
                {
                    column: NASTY[(row * 7 + place) % len(NASTY)]
                    for place, column in enumerate(columns)
                }
                for row in range(20)
            ]
            with _watch.reading():
                list(rows_as_cases(of_records("table", rows), load(), found))
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


def inputs() -> dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], str]]]:
    """The inputs, and their readers: name → (strategy, reader)."""
    shipped = shipped_packs()
    cases = [(PACKS.parent / "examples" / f"{name}.yaml").read_bytes() for name in example_names()]
    intakes = [path.read_bytes() for path in sorted(INTAKES.glob("*.yaml"))]
    csv = [
        b'name,exposure,volume_multiple,relied_on_for\nA,public,3,"operational_planning;x"\n'
        b'"B ""b""",analysts,=1+1,\n'
    ]
    rows = [
        b'[{"name": "A", "exposure": "public", "controls": {"monitoring": true}}, {"name": "B", '
        b'"volume_multiple": 1e5}]'
    ]
    lines = [b'{"name": "A", "exposure": "public"}\n{"name": "B", "volume_multiple": 2.5}\n']
    return {
        "shipped packs, mutated": (one_mutated(shipped), lambda two: pack(*two)),
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
        outcomes[read(thrown)] += 1

    phases = [Phase.explicit, Phase.generate, Phase.shrink]
    run = settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=seed is None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )(given(strategy)(once))
    (run if seed is None else seeded(seed)(run))()


def warm_up() -> None:
    """Have imported what reading imports when it is first needed.

    A later import is then one that data asked for.
    """
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
        list(rows_as_cases(of_records("table", rows), load(), load_intake(str(path), load())))
    with (
        _file(SMALL.replace("b1", "b1 # x", 1).encode(), "pack.yaml") as path,
        suppress(InvalidKnowledge),
    ):
        load([path], shipped=False)


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
                # a group where it happened once only, or several did
                for one in getattr(error, "exceptions", (error,)):
                    print(f"{name}, seed {seed}: {type(one).__name__}: {one!s:.500}", flush=True)
                print(f"{notes[:1500]} … {notes[-3000:]}\n", flush=True)
        seed += 1
    for name, outcomes in tallies.items():
        print(
            f"{name}: {outcomes.total():,} inputs; "
            + ", ".join(f"{told} {count:,}" for told, count in outcomes.most_common())
        )
    total = sum(outcomes.total() for outcomes in tallies.values())
    print(f"{total:,} inputs in {asked.minutes:g} minutes, {failures} misbehaviours")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
