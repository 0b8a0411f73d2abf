"""Each notebook runs in a clean kernel and says what it said when it was kept.

It is short, plain, and without code of its own.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from scripts.notebooks import FOLDER, LIVE, PICTURE, executed, facts, normalised, notebooks, written

LONGEST_CELL = 8  # lines
LONGEST_SENTENCE = 35  # words, to be read aloud in one breath
HELPERS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.Try,
    ast.With,
    ast.If,
)
WITHOUT_A_CALENDAR = """
import datetime
import engine.assessment, engine.proof.days, engine.check.difference, engine.table.assess
import explain.ask.timeline

class AnyDate(type):
    def __instancecheck__(self, value):
        return isinstance(value, datetime.date)

class Day(datetime.date, metaclass=AnyDate):
    @classmethod
    def today(cls):
        raise RuntimeError("no day was stated")

for module in (
    engine.assessment,
    engine.proof.days,
    engine.check.difference,
    engine.table.assess,
    explain.ask.timeline,
):
    module.date = Day
"""

each_notebook = pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
LONG = ("maintainer",)  # it checks packs and runs all case tests, a minute long


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.long] if path.stem in LONG else [])
        for path in notebooks()
    ],
)
def test_a_notebook_says_what_it_said_when_its_outputs_were_kept_whatever_the_day(path):
    """Every day is stated in it: it runs where there is no calendar."""
    kept = facts(nbformat.read(path, as_version=4))
    found = facts(executed(path, WITHOUT_A_CALENDAR))
    assert found.keys() == kept.keys()
    for cell, says in found.items():
        assert says == kept[cell], (
            f"{path.name}, cell {cell!r} says something else now; `make notebooks` keeps it"
        )


@each_notebook
def test_what_is_kept_has_nothing_of_the_machine_it_ran_on(path):
    notebook, text = nbformat.read(path, as_version=4), path.read_text(encoding="utf-8")
    nbformat.validate(notebook)
    assert notebook == normalised(nbformat.read(path, as_version=4))
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert not [cell.id for cell in notebook.cells if cell.metadata]
    for noise in (LIVE, "/home/", "/tmp/", "/Users/", str(FOLDER), "Traceback", " at 0x"):
        assert noise not in text, noise


@each_notebook
def test_every_cell_was_run_once_from_top_to_bottom(path):
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == [*range(1, len(counts) + 1)]


@each_notebook
def test_every_output_can_be_read_where_no_widget_and_no_script_runs(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            assert output.get("name") == "stdout" or {PICTURE, "text/html"} & output.data.keys(), (
                cell.id
            )
            assert "<script" not in str(output), cell.id


@each_notebook
def test_cells_are_short_and_hold_no_helper_code(path):
    for cell in cells(path, "code"):
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
        # a command of the shell
        code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("!"))
        # a file that the cell writes
        nodes = [] if code.startswith("%%") else [*ast.walk(ast.parse(code))]
        assert not [node for node in nodes if isinstance(node, HELPERS)], cell.id
        imported = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
        assert not [module for module in imported if module and "." in module], (
            "what a notebook needs, the package offers"
        )


@each_notebook
def test_sentences_can_be_read_aloud(path):
    for cell in cells(path, "markdown"):
        for sentence in re.split(r"[.?!:]\s|\n\n|\n\d\. ", cell.source):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (cell.id, sentence)


def test_a_day_that_is_not_stated_is_noticed(tmp_path):
    cell = nbformat.v4.new_code_cell(
        "from engine import assess\nfrom knowledge import UseCase\nassess(UseCase(name='case'))"
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "notebook.ipynb")
    with pytest.raises(CellExecutionError, match="no day was stated"):
        executed(tmp_path / "notebook.ipynb", WITHOUT_A_CALENDAR)


def test_the_notebooks_are_those_for_analysts_trainers_and_maintainers_and_whatever_is_added():
    assert {"analyst", "maintainer", "trainer"} <= {path.stem for path in notebooks()}


def test_the_trainer_s_room_votes_before_each_graph_and_throws_one_switch_after_it():
    order = [cell.id for cell in nbformat.read(FOLDER / "trainer.ipynb", as_version=4).cells]
    for case in ("netflix", "trial", "score"):
        steps = [
            order.index(f"{case}-{step}")
            for step in ("facts", "vote", "graph", "reveal", "switch", "lesson")
        ]
        assert steps == sorted(steps)
        assert steps[-1] - steps[0] == len(steps) - 1


def test_the_maintainer_s_rule_is_refused_then_broken_by_a_witness_then_mended_and_tested():
    says = {cell.id: str(cell.outputs) for cell in cells(FOLDER / "maintainer.ipynb", "code")}
    assert "nearest: role" in says["first-check"]
    assert "0 errors" in says["second-check"]
    assert "1 error" in says["promise-check"]
    assert "experiment_excepted" in says["witness-assess"]
    assert "0 errors" in says["mend-check"]
    assert "production_required" in says["mend-witness"]
    assert "Churn study" in says["impact"]
    assert "A rewording" in says["reword-impact"]
    assert "2 passed, 0 failed" in says["tests"]


def test_a_fact_that_changed_is_noticed_and_a_box_that_moved_is_not():
    kept = nbformat.read(FOLDER / "trainer.ipynb", as_version=4)
    moved, changed = nbformat.from_dict(kept), nbformat.from_dict(kept)
    for notebook, old, new in ((moved, ' x="', ' x="1'), (changed, "VERDICT", "ANSWER")):
        cell = next(cell for cell in notebook.cells if cell.id == "netflix-graph")
        cell.outputs[0].data[PICTURE] = cell.outputs[0].data[PICTURE].replace(old, new)
    assert facts(moved) == facts(kept)
    assert facts(changed) != facts(kept)


def test_what_is_written_in_a_picture_is_found_wherever_it_stands():
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g><text x="{}">b</text></g><text>a \n'
        " c</text></svg>"
    )
    assert written(picture.format(1)) == written(picture.format(2)) == ["a c", "b"]
