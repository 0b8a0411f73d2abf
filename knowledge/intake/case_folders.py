"""A folder of case files as a table: a row a case, in the order of the files' names."""

from __future__ import annotations

from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.cases.files import read_cases
from knowledge.cases.tests import test_files
from knowledge.cases.use_case import CaseModel
from knowledge.faults import BadCase, Fault, InvalidCase, Place, only_so_many
from knowledge.languages.told import Told
from knowledge.tables.records import flattened
from knowledge.tables.table import Table, of_records


def is_folder_of_cases(path: str | Path) -> bool:
    """Whether a folder is named, whose files hold a case or a list of cases each."""
    return Path(path).is_dir()


def case_files(folder: str | Path) -> list[Path]:
    """The files of YAML and JSON in a folder and below it, in the order of their names."""
    return [Path(file) for file in test_files(folder)]


def table_of_folder(folder: str | Path, base: KnowledgeBase) -> Table:
    """All cases in the files of a folder as a table; what a case expects as a test is left out.

    Raises `InvalidCase` with every fault in the files, and where no file is there.
    """
    faults: list[Fault] = []
    cases: list[CaseModel] = []
    files = case_files(folder)
    for file in files:
        try:
            cases += read_cases(file, base)
        except InvalidCase as error:
            faults += error.faults
    if not files:
        told = Told("folder_without_cases")
        faults.append(BadCase(told, Place(str(folder), 1, 1), expected=Told("folder_of_cases")))
    only_so_many(faults)
    if faults:
        raise InvalidCase(faults)
    table = of_records(str(folder), [flattened(_cells(case)) for case in cases])
    note = Told("folder_was_read", files=str(len(files)))
    return Table(table.file, table.columns, table.cells, table.numbers, notes=(note, *table.notes))


def _cells(case: CaseModel) -> dict[str, object]:
    """What a case states, as a table of records holds it."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in case.stated().items()
    }
