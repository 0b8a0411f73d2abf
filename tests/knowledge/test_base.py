"""A knowledge base is a value: what is made from it is made once, kept on it, and ends with it."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator
from copy import copy, deepcopy
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from weakref import ref

import polars as pl
import pytest

from engine import assess, assess_table
from engine.chain import chainers
from engine.chain.chainers import inference
from engine.chain.durable import library
from explain import portfolio, questions, smallest_change, why, why_not
from knowledge import KnowledgeBase, UseCase, load
from knowledge.cases.use_case import model_of
from tests.conftest import DAY, needs_durable

BASES = 20
SOURCE = "source: {work: own, at: p. 1}"
OWN = f"""
- {{work: own, title: Our own policy, cited_as: Own}}
- attribute: moves_money
  type: bool
  question: Does it move money?
  values: {{"true": it does, "false": it does not}}
  actionable: true
  {SOURCE}
- {{trigger: payments, title: It moves money, when: moves_money, basis: stated, {SOURCE}}}
- {{verdict: pause, rank: 15, title: The work pauses, when: moves_money, basis: stated, {SOURCE}}}
"""
# what stands below it where the shipped packs do not
BELOW = f"""
- {{attribute: name, type: text, question: What is it called?, required: true, {SOURCE}}}
- attribute: output_use
  type: enum
  question: What are its outputs used for?
  values: {{research: for research, operational: in operations}}
  {SOURCE}
- attribute: relied_on_for
  type: set
  question: What is it relied on for?
  values: {{decisions: for decisions, forecasts: for forecasts}}
  {SOURCE}
- {{trigger: operations, title: It is in use, when: output_use == "operational", basis: stated,
   {SOURCE}}}
- {{verdict: production_required, rank: 20, title: It is engineered, when: any(standing.*),
   enforces_grounds: true, basis: stated, {SOURCE}}}
- {{verdict: experimentation_acceptable, rank: 40, title: It may stay an experiment,
   when: not any(ground.*), basis: stated, {SOURCE}}}
- {{verdict: undetermined, rank: 90, title: It is not settled, basis: stated, {SOURCE}}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with an attribute, a trigger and a verdict of its own."""
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """What there is already is neither counted nor looked through again and again."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def used(base: KnowledgeBase, number: int) -> None:
    """Ask a base what keeps something of it: the verdict and why, and in turn all else."""
    case: Any = model_of(base)(name="case", output_use="operational", moves_money=True)
    answer = assess(case, DAY, base=base)
    assert answer.verdict == assess(case, DAY, base=base, chainer="semi-naive").verdict == "pause"
    assert str(why(answer, prove=number % 5 == 0))
    match number % 5:
        case 0:
            assert why(answer).drawing()
            assert why_not(answer, "experimentation_acceptable").title
        case 1:
            assert questions({"name": "open", "output_use": "research"}, DAY, base=base).questions
        case 2:
            assert smallest_change(answer, "production_required", most=1).sets
        case 3:
            cells = {"output_use": ["operational"], "relied_on_for": ["nothing; at all"]}
            assert assess_table(pl.DataFrame(cells), DAY, base=base).height == 1
        case 4:
            assert len(portfolio([case], DAY, base=base).cases) == 1


@needs_durable
@pytest.mark.usefixtures("unfrozen")
def test_twenty_bases_that_were_used_and_dropped_leave_nothing(pack, tmp_path):
    """Bases of a few entries but for one in four: among these, each use comes up once."""
    alone = tmp_path / "alone.yaml"
    alone.write_text(OWN + BELOW, encoding="utf-8")
    rulesets, deleted, objects, watched = [], [], [], []
    engine = library()
    create, delete = engine.create_ruleset, engine.delete_ruleset

    def creating(*definition: Any) -> Any:
        rulesets.append(create(*definition))
        return rulesets[-1]

    def deleting(handle: Any) -> None:
        deleted.append(handle)
        delete(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_ruleset", creating)
        patch.setattr(engine, "delete_ruleset", deleting)
        for number in range(BASES):
            base = load(alone, shipped=False) if number % 4 else load(pack)
            used(base, number)
            watched.append(ref(base))
            del base
            gc.collect()
            objects.append(len(gc.get_objects()))
    assert [base for base in watched if base() is not None] == []
    assert len(rulesets) >= BASES
    assert sorted(deleted) == sorted(rulesets)
    # each base is at least 1,000 objects; the first ones fill what is shared by all
    assert objects[-1] - objects[9] < 1_000


def test_what_is_derived_is_made_once_for_all_threads():
    base, made, start = load("example:bank"), [], Barrier(8)

    def make(of: KnowledgeBase) -> object:
        made.append(of)
        return object()

    found: list[object] = []

    def ask() -> None:
        start.wait()
        found.append(base.derived(make))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, len(found), len(set(map(id, found)))) == ([base], 8, 1)


def test_what_cannot_be_made_is_told_again_and_not_kept():
    base = load("example:bank")

    def make(of: KnowledgeBase) -> object:
        raise ValueError("not this time")

    for _ in range(2):
        with pytest.raises(ValueError, match="not this time"):
            base.derived(make)


def test_what_is_derived_may_need_other_things_that_are():
    base = load("example:bank")

    def inner(of: KnowledgeBase) -> int:
        return len(of.rules)

    def outer(of: KnowledgeBase) -> int:
        return of.derived(inner) + 1

    assert base.derived(outer) == len(base.rules) + 1


def test_the_program_of_a_base_is_compiled_once_for_chaining_and_for_proofs(pack, monkeypatch):
    base, compiled = load(pack), []
    compile_program = chainers.compile_program

    def counting(of: KnowledgeBase, *, all_answered: bool = False) -> Any:
        compiled.append(all_answered)
        return compile_program(of, all_answered=all_answered)

    for module in ("engine.chain.chainers", "engine.proof.algebra"):
        monkeypatch.setattr(f"{module}.compile_program", counting)
    assert questions({"name": "open", "output_use": "research"}, DAY, base=base).questions
    for chainer in ("semi-naive", None):
        assess({"name": "open"}, DAY, base=base, chainer=chainer)  # type: ignore[arg-type]
    assert compiled == [False]


def test_a_chainer_of_a_base_is_made_once():
    base = load("example:bank")
    assert inference(base, "semi-naive") is inference(base, "semi-naive")
    assert inference(base, "semi-naive") is not inference(load(), "semi-naive")


def test_a_base_is_pickled_without_what_was_made_from_it():
    base = load("example:bank")
    before = assess("example:tay", DAY, base=base)
    again = pickle.loads(pickle.dumps(base))
    assert (again.fingerprint, again.rules, again.verdicts) == (
        base.fingerprint,
        base.rules,
        base.verdicts,
    )
    assert assess("example:tay", DAY, base=again).model_dump() == before.model_dump()
    assert str(why(pickle.loads(pickle.dumps(before)))) == str(why(before))


def test_copies_of_an_answer_share_its_base():
    answer = assess("example:tay", DAY)
    assert deepcopy(answer).base is answer.base is copy(answer.base)


def test_the_verdicts_of_a_base_are_in_the_order_of_their_ranks(pack):
    base = load(pack)
    assert [entry.rank for entry in base.verdicts] == sorted(entry.rank for entry in base.verdicts)
    assert {entry.id for entry in base.verdicts} - {entry.id for entry in load().verdicts} == {
        "pause"
    }


def test_the_shipped_base_is_read_once():
    assert load() is load() is load([])


@pytest.mark.parametrize("packs", [5, [Path("own.yaml"), 5], [None], b"own.yaml"])
def test_what_is_no_pack_is_told_in_one_line(packs):
    with pytest.raises(TypeError, match=r"^a pack is the path of a folder or a file, not .*$"):
        load(packs)


def test_a_use_case_of_the_shipped_packs_serves_a_base_that_asks_the_same(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text("- {work: own, title: Our own policy, cited_as: Own}\n", encoding="utf-8")
    assert model_of(load(pack)) == UseCase
    assert model_of(load("example:bank")) != UseCase


def test_a_verdict_that_was_ended_is_tried_no_more(pack, tmp_path):
    later = tmp_path / "later.yaml"
    later.write_text("- {verdict: pause, retire: The work goes on.}\n", encoding="utf-8")
    before, after = load(pack), load([pack, later])
    shipped = [verdict.id for verdict in load().verdicts]
    assert [verdict.id for verdict in before.verdicts] == [shipped[0], "pause", *shipped[1:]]
    assert [verdict.id for verdict in after.verdicts] == shipped
    moving = {"name": "moves", "moves_money": True, "output_use": "operational"}
    assert assess(moving, DAY, base=before).verdict == "pause"
    assert assess(moving, DAY, base=after).verdict == "production_required"
