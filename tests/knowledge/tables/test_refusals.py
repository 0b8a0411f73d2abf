"""Why a file is no table, in each language."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from threshold.cli import main

pytest.importorskip("python_calamine")

NO_TABLES = {
    "none.csv": None,
    "empty.csv": b"",
    "blank.csv": b" ; ;\n",
    "empty.jsonl": b"",
    "packed.csv": b"\x1f\x8b",
    "zipped.csv": b"PK\x03\x04",
    "columns.csv": b"PAR1",
    "page.csv": b"<html><table>",
    "text.xlsx": b"name,stage\n",
    "broken.xlsx": b"PK\x03\x04\0",
    "newer.xls": b"PK\x03\x04\0",
    "locked.xlsx": b"\xd0\xcf\x11\xe0\0",
    "page.xls": b"<table><tr>",
    "broken.json": b"[{",
    "several.json": b'{"a": [{"x": 1}], "b": [{"x": 1}]}',
    "columns.json": b'{"name": ["A", "B"]}',
    "names.json": b'["A", "B"]',
    "twice.json": b'{"a": [{"x": 1}], "a": [{"x": 1}]}',
    "letter.docx": b"PK\x03\x04",
    "list.csv.gz": b"\x1f\x8b",
    "list.zip": b"PK\x03\x04",
    "list.parq": b"PAR1",
    "ending": b"x",
    "side.csv": b"name;A\nstage;idea\nowner;B\nexposure;public\n",
}


@pytest.mark.parametrize("name", NO_TABLES)
@pytest.mark.parametrize("language", ["de", "fr"])
def test_why_a_file_is_no_table_is_told_in_each_language(tmp_path, monkeypatch, name, language):
    monkeypatch.chdir(tmp_path)
    content = NO_TABLES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = {}
    for code in ("en", language):
        result = CliRunner().invoke(main, ["portfolio", name, "--language", code])
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        said[code] = result.stderr
    # what a library says that nobody foresaw is English
    marked = name == "broken.xlsx"
    assert said[language].count("(EN)") == marked
    assert said[language] != said["en"]
