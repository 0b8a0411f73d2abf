"""Commands in an empty folder."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from knowledge.cases.files import case_text
from tests.conftest import use_case
from threshold.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(main, [*arguments])

    return invoke


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Hold an interview in an empty folder: the arguments, then the lines that are typed.

    It is about the verdict, unless the arguments say otherwise.
    """
    monkeypatch.chdir(tmp_path)

    def hold(*arguments, typed=(), code=0, about="verdict"):
        result = CliRunner().invoke(
            main,
            ["ask", "--for", about, *map(str, arguments)],
            input="".join(f"{line}\n" for line in typed),
        )
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output

    return hold


@pytest.fixture
def case(tmp_path):
    """Write a file that states these attributes."""

    def write(**stated):
        path = tmp_path / "case.yaml"
        path.write_text(case_text(use_case(**stated)), encoding="utf-8")
        return path

    return write
