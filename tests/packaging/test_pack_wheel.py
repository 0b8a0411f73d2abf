"""A pack that is built as a wheel and installed by pip speaks in `assess`, by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import yaml

from tests.pack_of_gdpr import CASE, written
from tests.places import ROOT

PROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "gdpr-rules"
version = "1.2"
[project.entry-points."threshold.packs"]
gdpr = "gdpr_pack"
[tool.setuptools]
packages = ["gdpr_pack"]
[tool.setuptools.package-data]
gdpr_pack = ["**/*.yaml"]
"""


def run(*arguments, **options):
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Where pip installed the wheel of a pack, away from everything else."""
    folder = tmp_path_factory.mktemp("gdpr")
    written(folder / "project" / "gdpr_pack")
    (folder / "project" / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "-w", folder, folder / "project")
    (wheel,) = folder.glob("*.whl")
    run(*pip, "install", "--no-index", "--no-deps", "--target", folder / "site", wheel)
    return folder / "site"


def test_an_installed_pack_speaks_in_assess(site, tmp_path):
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(CASE), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(site)))}
    threshold = ("-P", "-m", "threshold") if sys.version_info >= (3, 11) else ("-m", "threshold")
    arguments = ("assess", "case.yaml", "--pack", "gdpr", "--verdict", "--json")
    told = json.loads(run(*threshold, *arguments, cwd=tmp_path, env=environment))
    assert told["verdict"] == "production_required"
    assert told["conclusions"]["trigger.gdpr_automated_decision"] is True
    (pack,) = (one for one in told["knowledge"]["pack_versions"] if one["name"] == "gdpr")
    assert pack["version"] == "1.2"
    listed = run(*threshold, "packs", cwd=tmp_path, env=environment)
    assert "gdpr-rules" in listed
