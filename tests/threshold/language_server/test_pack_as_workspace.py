"""A pack whose folder is the workspace itself is checked as any other."""

from __future__ import annotations

import pytest

from tests.pack_of_gdpr import GERMAN, written
from threshold.language_server.project import Project


@pytest.mark.parametrize("within", [True, False])
def test_the_faults_of_a_pack_are_told_wherever_the_workspace_begins(tmp_path, within):
    pack = written(tmp_path / "gdpr", german=GERMAN)
    project = Project(tmp_path if within else pack)
    file = next(file for file in sorted(pack.glob("*.yaml")) if file.name != "pack.yaml")
    text = file.read_text(encoding="utf-8")
    assert project.told(file) == []
    project.typed[file] = text.replace("- trigger:", "- triger:", 1)
    assert project.typed[file] != text
    (told,) = project.told(file)
    assert (told.severity, "names its kind" in told.says) == ("error", True)
    project.typed[file] = text
    assert project.told(file) == []


def test_a_case_beside_a_broken_pack_is_read_without_it(tmp_path):
    pack = written(tmp_path / "gdpr", german=None)
    file = next(file for file in sorted(pack.glob("*.yaml")) if file.name != "pack.yaml")
    case = pack / "case.yaml"
    case.write_text("name: A\nstage: production\n", encoding="utf-8")
    project = Project(pack)
    project.typed[file] = file.read_text(encoding="utf-8").replace("- trigger:", "- triger:", 1)
    assert project.told(file)
    assert project.told(case) == []
