"""Packs as an editor reads them leave no trace in what the process reads otherwise."""

from __future__ import annotations

import warnings

from knowledge import load, loading
from knowledge.loading import read_knowledge
from threshold.language_server.loader import Loader

MANIFEST = "name: own\ntitle: Our own\nversion: '1'\n"
ENTRY = """\
- define: own
  title: Own
  when: approved
  source: {work: article, at: "1"}
  basis: stated
"""


def folder(path):
    (path / "own").mkdir(parents=True)
    (path / "own" / "pack.yaml").write_text(MANIFEST, "utf-8")
    (path / "own" / "own.yaml").write_text(ENTRY, "utf-8")
    return path / "own"


def files(base):
    return {base.written[key].document.file for key in ("own", "trigger.scale")}


def test_a_pack_is_told_by_the_file_that_was_read_though_another_has_its_content(tmp_path):
    for name in ("first", "second"):
        pack = folder(tmp_path / name)
        assert str(pack / "own.yaml") in files(Loader({}).loaded((pack,)))


def test_what_an_editor_read_is_called_as_ever_by_others(tmp_path):
    pack = folder(tmp_path)
    Loader({}).loaded((pack,))
    assert files(load([pack])) == {"own/own.yaml", "article/triggers.yaml"}


def test_the_filters_of_warnings_stay_while_an_editor_reads(tmp_path, monkeypatch):
    seen = []

    def spied(packs):
        seen.append(list(warnings.filters))
        return read_knowledge(packs)

    monkeypatch.setattr(loading, "read_knowledge", spied)
    Loader({}).loaded((folder(tmp_path),))
    assert seen == [list(warnings.filters)]
