"""What a manifest says of a pack, what it stands on, and how two packs get along."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import load
from knowledge.entries.manifest import Manifest, in_their_order
from knowledge.faults import DuplicateId, ForbiddenChange, InvalidKnowledge
from tests.pack_of_gdpr import MANIFEST, RULES, written
from tests.sizes import few

DAY = date(2026, 11, 28)
OVERRIDE = """\
- parameter: several_units
  override: We have few.
  values: [{value: %d, source: {work: article, at: Trigger 4}}]
  basis: interpretation
  reading: Ours.
"""


def faults(*packs, **options):
    with pytest.raises(InvalidKnowledge) as told:
        load(list(packs), **options)
    return told.value.faults


def other(folder, name, *, rules="", more=""):
    manifest = f'name: {name}\nversion: "1"\ntitle: Another one\n{more}'
    return written(folder, manifest=manifest, rules=rules, german=None)


def test_a_pack_is_called_as_its_manifest_says_whatever_its_folder_is_called(tmp_path):
    base = load(written(tmp_path / "gdpr-1.2"))
    told = base.pack_versions[-1]
    assert (told.name, told.version) == ("gdpr", "1.2")
    assert base.written["trigger.gdpr_automated_decision"].origin == "pack gdpr"
    assert base.manifests["gdpr"].licence == "CC-BY-4.0"


def test_a_manifest_is_no_content(tmp_path):
    """Another version of the same text has the same fingerprint."""
    one = load(written(tmp_path / "one"))
    two = load(written(tmp_path / "two", manifest=MANIFEST.replace("1.2", "1.3")))
    assert one.pack_versions[-1].fingerprint == two.pack_versions[-1].fingerprint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    few(
        [
            ("version:", "verson:", "pack/pack.yaml:2:1: a manifest has no key 'verson'"),
            ('version: "1.2"\n', "", "the manifest has no version"),
            (
                '"1.2"',
                "1.10",
                "version: this is not a text; in: 1.10; expected: its version in quot",
            ),
            ('"1.2"', '"new"', "version: "),
            ("name: gdpr", "name: The GDPR", "name: this is not a valid name; in: The GDPR"),
            ('">=2026.12"', "newest", "'newest' names no versions"),
            ("title: Aut", "title: [Aut", "this is not YAML"),
        ],
        of=3,
    ),
)
def test_what_is_wrong_with_a_manifest_is_told_with_its_place(tmp_path, old, new, said):
    (fault, *_) = faults(written(tmp_path / "pack", manifest=MANIFEST.replace(old, new, 1)))
    assert "pack/pack.yaml:" in str(fault)
    assert said in str(fault)


@pytest.mark.parametrize(
    ("languages", "nearest"),
    few(
        [
            ("[english]", "en"),
            ("[en, Deutsch]", "de"),
            ("[EN]", "en"),
            ("[en, fr-CH]", "fr"),
            ("[ger]", "de"),
            ("[klingon]", None),
            ('[""]', None),
            ("[../secrets]", None),
        ],
        of=3,
    ),
)
def test_languages_are_named_by_their_codes(tmp_path, languages, nearest):
    (fault,) = faults(written(tmp_path / "pack", manifest=spoken(languages)))
    assert "is no code of a language; expected: codes, such as en, de, fr" in str(fault)
    assert (fault.place.file, fault.place.line) == ("pack/pack.yaml", 6)
    assert fault.nearest == nearest


def test_a_language_without_its_file_is_told_where_it_is_promised(tmp_path):
    (fault,) = faults(written(tmp_path / "pack", german=None))
    assert str(fault).startswith("pack/pack.yaml:6:17: the pack says that it speaks de, and has no")
    assert "languages/de.yaml" in fault.message


def test_all_languages_without_a_file_are_told_at_once(tmp_path):
    manifest = spoken("[en, fr, it]")
    (fault,) = faults(written(tmp_path / "pack", manifest=manifest, german=None))
    assert "it speaks fr, it, and has no file languages/fr.yaml, languages/it.yaml" in str(fault)


@pytest.mark.parametrize(("code", "like"), [("german", "de"), ("DE", "de"), ("klingon", "fr")])
def test_titles_stand_under_codes_of_languages(tmp_path, code, like):
    titles = f"titles: {{{code}: Ein Titel}}\n"
    (fault,) = faults(written(tmp_path / "pack", manifest=f"{MANIFEST}{titles}"))
    assert f"titles: '{code}' is no code of a language, such as {like}" in str(fault)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("languages: en", "languages: this is not a list; in: en; expected: a list: [en]"),
        ("languages: [no]", 'languages: this is not a text; in: no; expected: a text: "no"'),
        ("authors: A. Example", "expected: a list: [A. Example]"),
        ("after: bank", "expected: a list: [bank]"),
    ],
)
def test_what_stands_alone_is_told_as_the_list_it_should_be(tmp_path, line, said):
    key = line.partition(":")[0]
    rest = "".join(
        kept for kept in MANIFEST.splitlines(keepends=True) if not kept.startswith(f"{key}:")
    )
    (fault,) = faults(written(tmp_path / "pack", manifest=f"{rest}{line}\n"))
    assert said in str(fault)


@pytest.mark.parametrize(
    ("manifest", "what"),
    few(
        [
            ("", "empty"),
            ("# to be written\n", "empty"),
            ("gdpr\n", "a text alone; in: gdpr"),
            ("3\n", "a text alone; in: 3"),
            ("- name: gdpr\n- version: '1'\n", "a list; in: - name: gdpr"),
            ("- gdpr\n- '1'\n", "a list; in: gdpr"),
            ("[]\n", "a list; in: []"),
        ],
        of=3,
    ),
)
def test_a_manifest_that_has_no_keys_is_told_in_one_line(tmp_path, manifest, what):
    (fault,) = faults(written(tmp_path / "pack", manifest=manifest))
    assert str(fault).startswith(f"pack/pack.yaml:1:1: the manifest is {what}; expected: name: …")


def test_a_file_of_entries_that_is_called_like_a_manifest_is_one(tmp_path):
    pack = written(tmp_path / "pack", manifest="# entries\n" + RULES, rules="[]", german=None)
    assert "trigger.gdpr_automated_decision" in load(pack).entries


def test_the_knowledge_that_is_required_has_to_be_there(tmp_path):
    pack = written(tmp_path / "pack")
    (fault,) = faults(pack, knowledge="2026.11")
    assert "requires the knowledge >=2026.12, and there is 2026.11" in str(fault)
    assert (fault.place.line, fault.place.file) == (7, "pack/pack.yaml")
    fault = faults(pack, shipped=False)[0]
    assert "requires the knowledge, which is not loaded" in str(fault)


def test_a_pack_that_is_required_has_to_be_there_in_its_version(tmp_path):
    gdpr = written(tmp_path / "gdpr")
    fits = other(tmp_path / "fits", "fits", more='requires: {gdpr: "~=1.1"}', rules="[]")
    assert load([gdpr, fits]).packs[-2:] == ("gdpr", "fits")
    assert load([fits, gdpr]).packs[-2:] == ("gdpr", "fits")
    old = other(tmp_path / "old", "old", more='requires: {gdpr: "<1"}', rules="[]")
    assert "requires the pack gdpr <1, and there is 1.2" in str(faults(gdpr, old)[0])
    assert "requires the pack gdpr, which is not loaded" in str(faults(fits)[0])


def test_packs_are_read_as_named_but_after_those_that_they_know():
    def named(name, *after):
        return Manifest(name=name, version="1", title="x", after=list(after))

    assert in_their_order([None, named("a"), named("b")]) == [0, 1, 2]
    assert in_their_order([named("a", "c"), named("b", "a"), None, named("c")]) == [2, 3, 0, 1]
    assert sorted(in_their_order([named("a", "b"), named("b", "a")])) == [0, 1]


def test_new_entries_lie_in_the_namespace_of_their_pack(tmp_path):
    rules = RULES.replace("trigger: gdpr_automated", "trigger: automated")
    (fault,) = faults(written(tmp_path / "pack", rules=rules, german=None, manifest=spoken()))
    assert "the pack gdpr has the namespace gdpr" in str(fault)
    assert "gdpr_automated_decision" in fault.expected
    assert fault.place.line == 9


def test_a_namespace_that_no_entry_lies_in_is_told_once(tmp_path):
    manifest = spoken().replace("namespace: gdpr", "namespace: gdrp")
    (fault,) = faults(written(tmp_path / "pack", rules=RULES, german=None, manifest=manifest))
    assert fault.message == "no entry of the pack gdpr is named as its namespace says"
    assert fault.place.file.endswith("pack.yaml")
    assert manifest.splitlines()[fault.place.line - 1] == "namespace: gdrp"


def test_what_only_begins_like_the_namespace_lies_outside():
    manifest = Manifest(name="a", version="1", title="x", namespace="gdpr")
    assert [manifest.owns(id) for id in ("gdpr", "gdpr.x", "gdpr_x", "gdprx", "x.gdpr")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def spoken(languages="[en]"):
    return MANIFEST.replace("[en, de]", languages)


def test_an_override_in_a_pack_with_a_namespace_keeps_the_name_it_changes(tmp_path):
    pack = written(tmp_path / "p", manifest=spoken(), rules=OVERRIDE % 3, german=None)
    assert load(pack).parameters_on(DAY)["parameter.several_units"] == 3


def test_two_packs_that_change_one_entry_are_both_named(tmp_path):
    a = other(tmp_path / "a", "a", rules=OVERRIDE % 3)
    b = other(tmp_path / "b", "b", rules=OVERRIDE % 4)
    (fault,) = faults(a, b)
    assert isinstance(fault, ForbiddenChange)
    assert "the packs a and b both change parameter: several_units" in str(fault)
    assert "a/rules.yaml:1:3" in str(fault)
    assert "after: a" in fault.expected


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
def test_one_of_them_may_say_that_it_comes_after_the_other(tmp_path, turned):
    a = other(tmp_path / "a", "a", rules=OVERRIDE % 3)
    b = other(tmp_path / "b", "b", rules=OVERRIDE % 4, more="after: [a]\n")
    base = load([b, a] if turned else [a, b])
    assert base.parameters_on(DAY)["parameter.several_units"] == 4
    assert base.packs[-2:] == ("a", "b")


def test_a_pack_of_one_file_says_so_beside_its_override(tmp_path):
    a, b = tmp_path / "a.yaml", tmp_path / "b.yaml"
    a.write_text(OVERRIDE % 3, encoding="utf-8")
    b.write_text((OVERRIDE % 4).replace("  basis", "  after: a\n  basis"), encoding="utf-8")
    assert load([a, b]).parameters_on(DAY)["parameter.several_units"] == 4
    assert "the packs b and a both change" in str(faults(b, a)[0])


def test_one_name_in_two_packs_is_told_with_both(tmp_path):
    a = other(tmp_path / "a", "a", rules=RULES)
    b = other(tmp_path / "b", "b", rules=RULES)
    found = faults(a, b)
    assert {type(fault) for fault in found} == {DuplicateId}
    assert all("stands twice: in a and in b" in str(fault) for fault in found)
