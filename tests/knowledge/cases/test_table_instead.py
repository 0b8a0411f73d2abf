"""A table that is given where a case is expected is told as one, with the command that reads it."""

from __future__ import annotations

import pytest

from knowledge import InvalidCase
from knowledge.cases.files import read_case
from knowledge.cases.table_instead import ENDINGS, table_instead
from knowledge.languages.words import Words
from knowledge.tables import files


def test_the_endings_are_those_of_tables_that_no_case_has():
    assert {*files.ENDINGS} - {*files.TREES, ".txt"} == ENDINGS


@pytest.mark.parametrize("name", ["t.csv", "t.XLSX", "t.parquet", "t.jsonl"])
@pytest.mark.parametrize("content", [b"id,name\n1,A\n", b"PK\3\4\xff\xfe", b""])
def test_a_table_is_told_with_what_reads_it(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidCase) as refused:
        read_case(tmp_path / name)
    (fault,) = refused.value.faults
    assert fault.place.file == str(tmp_path / name)
    assert str(fault).endswith(
        "this is a table, and no file of a case; expected: one; `threshold portfolio` takes many"
    )
    assert Words.of("de").mark(fault.message).startswith("dies ist eine Tabelle")


def test_what_reads_as_a_case_is_one_whatever_its_ending_and_what_is_not_there_is_no_table(
    tmp_path,
):
    (tmp_path / "case.csv").write_text("name: A\nexposure: public\n", encoding="utf-8")
    assert read_case(tmp_path / "case.csv").name == "A"
    assert table_instead(str(tmp_path / "none.csv")) is None
    with pytest.raises(InvalidCase, match="No such file"):
        read_case(tmp_path / "none.csv")
    (tmp_path / "case.yaml").write_text("- no case\n", encoding="utf-8")
    assert table_instead(str(tmp_path / "case.yaml")) is None
