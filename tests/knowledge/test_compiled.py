"""The compiled form of the shipped packs says what the packs say, and counts while it fits them."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.compiling import MADE, compiled_form
from knowledge import compiled
from knowledge.base import CompiledBase, KnowledgeBase
from knowledge.compiled import PACKAGES, PARTS, CompiledForm, StaleForm, form_of, name_of
from knowledge.entries import yaml_source
from knowledge.loading import read_knowledge
from knowledge.pack_paths import PACKS, VERSION, packs_in
from tests.places import ROOT

TRIGGERS = "knowledge/packs/article/triggers.yaml"


@pytest.fixture(scope="module")
def raw() -> bytes:
    return compiled_form()


@pytest.fixture(scope="module")
def read() -> KnowledgeBase:
    """The base as the packs say it."""
    return KnowledgeBase(version=VERSION, **read_knowledge(packs_in(PACKS))._asdict())


@pytest.fixture
def base(raw) -> CompiledBase:
    return CompiledBase(CompiledForm(raw, PACKAGES))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A copy of the packages, with a form of their own."""
    folder = tmp_path_factory.mktemp("built")
    for package in ("knowledge", "engine"):
        ignored = shutil.ignore_patterns("__pycache__", compiled.FILE.name)
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    done = run(folder, "-m", "engine.compiling")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def packages(built, tmp_path) -> Path:
    """A copy of these, to be spoilt."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(packages), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=packages, env=environment, capture_output=True, text=True)


def title_of_scale(packages: Path) -> tuple[str, str]:
    """Which class of base the copy gives, and what it calls a trigger."""
    code = (
        "from knowledge import load; b = load();"
        "print(type(b).__name__); print(b.entries['trigger.scale'].title)"
    )
    done = run(packages, "-c", code)
    assert done.returncode == 0, done.stderr
    kind, title = done.stdout.splitlines()
    return kind, title


def test_a_file_of_the_packs_is_read_once_for_all_places_in_it(base, monkeypatch):
    read, real = [], yaml_source.read_yaml
    monkeypatch.setattr(
        yaml_source, "read_yaml", lambda path, *more: read.append(path) or real(path, *more)
    )
    places = {item.place().file for item in base.written.values()}
    assert 1 < len(places) == len(read)


@pytest.fixture(scope="module")
def unspoilt(built) -> tuple[str, str]:
    return title_of_scale(built)


@pytest.mark.parametrize("part", [*(part for part in PARTS if part != "written"), "packs"])
def test_each_part_is_what_the_packs_say(base, read, part):
    assert getattr(base, part) == getattr(read, part)
    assert list(getattr(base, part)) == list(getattr(read, part))


def test_the_version_and_the_fingerprint_are_those_of_the_packs(base, read):
    assert (base.version, base.fingerprint) == (read.version, read.fingerprint)


def test_each_entry_knows_where_it_was_written(base, read):
    assert list(base.written) == list(read.written)
    for key, expected in read.written.items():
        found = base.written[key]
        assert found.entry is base.entries[key]
        assert (found.pack, found.retired, found.reason) == (
            expected.pack,
            expected.retired,
            expected.reason,
        )
        assert found.raw == expected.raw
    for key in ("trigger.scale", "parameter:scale_factor", "exception.time_boxed"):
        found, expected = base.written[key], read.written[key]
        assert found.place() == expected.place()
        assert found.place("title") == expected.place("title")
        assert found.locator("title")(3) == expected.locator("title")(3)


@pytest.mark.parametrize("make", MADE, ids=name_of)
def test_what_answers_need_is_there_as_it_would_be_made(base, read, make, monkeypatch):
    expected = make(read)
    name = name_of(make)
    assert name in base._form
    kept, made = base._form.read(name), base.derived(make)
    assert type(kept) is type(made) is type(expected)
    assert kept == made == expected


def test_what_is_not_there_is_made(base):
    def chosen(made: KnowledgeBase) -> int:
        return len(made.rules)

    assert base.derived(chosen) == len(base.rules)


def test_a_base_is_copied_and_pickled_whole(base, read):
    again = pickle.loads(pickle.dumps(base))
    assert isinstance(again, KnowledgeBase)
    assert again.entries == read.entries
    assert again.rules == read.rules
    assert again.written["trigger.scale"].place() == read.written["trigger.scale"].place()


def test_a_part_that_there_is_not_is_no_attribute(base):
    with pytest.raises(AttributeError, match="no 'entriess'"):
        _ = base.entriess


def test_the_form_is_read_where_it_fits(unspoilt):
    assert unspoilt[0] == "CompiledBase"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TRIGGERS, "trigger: scale\n  title: ", "trigger: scale\n  title: Indeed, "),
        ("knowledge/packs/VERSION", "20", "30"),
        ("knowledge/languages/en.yaml", "language: ", "language: The "),
        ("knowledge/conditions/reading.py", '"""', '"""Once more: '),
        ("engine/chain/program.py", '"""', '"""Once more: '),
    ],
)
def test_an_edited_file_wins_over_the_form(packages, unspoilt, file, old, new):
    _, before = unspoilt
    text = (packages / file).read_text("utf-8")
    assert old in text
    (packages / file).write_text(text.replace(old, new, 1), "utf-8")
    kind, after = title_of_scale(packages)
    assert kind == "KnowledgeBase"
    assert after == (f"Indeed, {before}" if file == TRIGGERS else before)


def test_a_pack_file_more_or_less_wins_over_the_form(packages):
    added = packages / "knowledge/packs/article/zz.yaml"
    added.write_text("- work: zz\n  title: Z\n  cited_as: Z\n", "utf-8")
    assert title_of_scale(packages)[0] == "KnowledgeBase"
    added.unlink()
    assert title_of_scale(packages)[0] == "CompiledBase"


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: raw[:40], lambda raw: b"{}"])
def test_a_broken_form_is_as_good_as_none(packages, spoil):
    file = packages / "knowledge" / compiled.FILE.name
    file.write_bytes(spoil(file.read_bytes()))
    assert title_of_scale(packages)[0] == "KnowledgeBase"


def test_a_form_is_made_alike_again_and_again(packages, raw):
    file = packages / "knowledge" / compiled.FILE.name
    first = file.read_bytes()
    assert run(packages, "-m", "engine.compiling").returncode == 0
    assert CompiledForm(file.read_bytes(), packages).read("fingerprint") == CompiledForm(
        first, packages
    ).read("fingerprint")


def test_nothing_is_written_while_it_is_used(packages):
    def files() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in packages.rglob("*") if file.is_file()}

    before = files()
    title_of_scale(packages)
    (packages / TRIGGERS).touch()
    title_of_scale(packages)
    assert files().keys() == before.keys()
    form = packages / "knowledge" / compiled.FILE.name
    assert files()[form] == before[form]


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo here",)


def test_a_form_makes_no_object_of_another_package():
    form = CompiledForm(form_of({"part": Hostile()}, {}, (), PACKAGES), PACKAGES)
    with pytest.raises(pickle.UnpicklingError, match="holds no"):
        form.read("part")


def test_a_form_of_code_that_is_gone_is_stale():
    raw = form_of({}, {}, ("engine/compiling.py",), PACKAGES)
    CompiledForm(raw, PACKAGES)
    with pytest.raises(StaleForm, match="cannot be read"):
        CompiledForm(raw.replace(b"engine/compiling.py", b"engine/no_such.py"), PACKAGES)
