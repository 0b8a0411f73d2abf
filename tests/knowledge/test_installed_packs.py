"""Packs are found by their name in the folders of a variable, and where pip installed them."""

from __future__ import annotations

import os

import pytest

from knowledge import load
from knowledge.faults import InvalidKnowledge
from knowledge.installed_packs import VARIABLE, found_packs
from tests.pack_of_gdpr import RULES, written


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A place where pip would have installed a distribution that says so in its entry points."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))

    def install(entry_points: str) -> None:
        info = site / "gdpr_rules-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gdpr-rules\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[threshold.packs]\n{entry_points}\n")
        written(site / "gdpr_pack")
        (site / "gdpr_pack" / "__init__.py").write_text("raise RuntimeError('never imported')\n")

    return install


def test_a_folder_of_packs_is_named_by_a_variable(tmp_path, monkeypatch):
    written(tmp_path / "ours" / "gdpr")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "house.yaml").write_text(RULES, encoding="utf-8")
    folders = os.pathsep.join(str(tmp_path / name) for name in ("ours", "absent", "theirs"))
    monkeypatch.setenv(VARIABLE, folders)
    assert [*found_packs()][:2] == ["gdpr", "house"]
    assert load("gdpr").pack_versions[-1].version == "1.2"
    assert load(["house"]).packs[-1] == "house"


def test_a_file_of_that_name_here_goes_before(tmp_path, monkeypatch):
    written(tmp_path / "ours" / "gdpr")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "ours"))
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "gdpr", manifest=None, german=None)
    assert load("gdpr").pack_versions[-1].version is None


def test_an_installed_pack_is_found_and_no_code_of_it_runs(installed):
    installed("gdpr = gdpr_pack")
    assert found_packs()["gdpr"].origin == "gdpr-rules"
    assert "trigger.gdpr_automated_decision" in load("gdpr").entries


@pytest.mark.parametrize("said", ["gdpr = no_such_package", "gdpr = gdpr_pack:rules"])
def test_an_entry_point_that_names_no_folder_is_no_pack(installed, said):
    installed(said)
    assert "gdpr" not in found_packs()


def test_an_unknown_name_is_told_with_the_nearest(installed):
    installed("gdpr = gdpr_pack")
    with pytest.raises(InvalidKnowledge) as told:
        load("gdrp")
    (fault,) = told.value.faults
    assert "there is no pack 'gdrp'" in str(fault)
    assert fault.nearest == "gdpr"


@pytest.mark.parametrize("address", ["https://example.org/pack.yaml", "git@example.org:pack.git"])
def test_an_address_is_told_as_such(address):
    with pytest.raises(InvalidKnowledge, match="is an address, and packs are not fetched"):
        load([address])
