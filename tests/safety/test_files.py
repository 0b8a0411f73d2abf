"""What is no ordinary file, or too many of them, is refused."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from knowledge.base import load
from knowledge.cases.files import read_cases
from knowledge.entries import reader
from knowledge.entries.pack import Room
from knowledge.faults import Fault, InvalidCase, InvalidKnowledge
from knowledge.intake.loading import load_intake
from knowledge.limits import (
    LONGEST_PACKS,
    MOST_FILES,
)
from tests.safety.packs import (
    FEW,
    READ,
    at_most,
    many,
)


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pack.yaml")
    return tmp_path / "pack.yaml"


def fault_in(*packs: Path) -> Fault:
    with at_most(FEW), pytest.raises(InvalidKnowledge) as refusal:
        load(packs, shipped=False)
    assert refusal.value.faults[0].place
    return refusal.value.faults[0]


def test_a_pipe_does_not_keep_anybody_waiting(pipe):
    assert "not an ordinary file" in str(fault_in(pipe))
    assert "not an ordinary file" in str(fault_in(pipe.parent))
    with pytest.raises(InvalidCase, match="not an ordinary file"):
        read_cases(pipe)
    with pytest.raises(InvalidCase):
        load_intake(str(pipe), load())


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_without_end_is_not_read(tmp_path, device):
    (tmp_path / "pack.yaml").symlink_to(device)
    assert "not an ordinary file" in str(fault_in(tmp_path / "pack.yaml"))


def test_a_link_to_itself_and_a_folder_in_a_circle_are_faults(tmp_path):
    (tmp_path / "pack.yaml").symlink_to(tmp_path / "pack.yaml")
    (tmp_path / "folder").symlink_to(tmp_path)
    assert "cannot be read" in str(fault_in(tmp_path / "pack.yaml"))
    assert "cannot be read" in str(fault_in(tmp_path / "folder" / "folder" / "folder"))


def test_a_path_with_a_nul_is_a_fault():
    assert "cannot be read" in str(fault_in(Path("pack\0.yaml")))


def test_very_many_files_are_refused(tmp_path):
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.yaml").write_text("[]", encoding="utf-8")
    assert f"the pack has {MOST_FILES + 1} files" in str(fault_in(tmp_path))


def test_files_that_are_small_alone_are_refused_where_they_are_many(tmp_path, monkeypatch):
    few = 30_000  # values of all files together, so that the test takes little time, too
    monkeypatch.setattr(reader, "Room", partial(Room, values=few))
    for number in range(20):
        (tmp_path / f"{number:02}.yaml").write_text(
            "[]\n#" + "x" * (LONGEST_PACKS // 10), encoding="utf-8"
        )
    assert "bytes" in str(fault_in(tmp_path))
    for number in range(20):
        (tmp_path / f"{number:02}.yaml").write_text(
            many(10, "define: a#, title: t, when: approved") + "- [" + "1," * (few // 8) + "]",
            encoding="utf-8",
        )
    with at_most(2 * READ), pytest.raises(InvalidKnowledge, match="too much in this file"):
        load([tmp_path], shipped=False)
