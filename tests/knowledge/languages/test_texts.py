"""What is asked, answered and concluded can be said in other languages.

What cannot is given in English, visibly.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase, load
from knowledge.entries import (
    Classification,
    Condition,
    ExceptionEntry,
    Misconception,
    Trigger,
    Verdict,
)
from knowledge.faults import (
    BadYaml,
    Fault,
    InvalidKnowledge,
    MissingKey,
    UnknownKey,
    UnknownName,
    WrongType,
)
from knowledge.languages.codes import LANGUAGES
from knowledge.languages.lacking import missing
from knowledge.languages.texts import Text, Texts, languages, texts
from knowledge.languages.words import Words
from knowledge.pack_paths import SHIPPED_PACKS

TRANSLATED = ("de", "fr")
SHIPPED = list(SHIPPED_PACKS)
ADDED = """\
- attribute: shoe_size
  type: bool
  question: Does it know the size of your shoes?
  meaning: Of both.
  values: {"true": "it knows both", "false": "it knows one at most"}
  source: {work: shoes, at: p. 1}
- work: shoes
  title: A book on shoes
  cited_as: Shoes
- note: barefoot
  title: It sees you barefoot
  when: shoe_size
  source: {work: shoes, at: p. 2}
  basis: stated
"""
OTHER_WORDS = """\
- attribute: stage
  type: enum
  question: On which stage is the play put on?
  values: {idea: "on none", production: "in use"}
  source: {work: plays, at: p. 1}
- work: plays
  title: A book on plays
  cited_as: Plays
"""


def lacking(spoken: Texts) -> dict[str, list[str]]:
    """What must be said and is not, by kind."""
    base = spoken.base
    named: dict[str, list[str]] = {
        "verdicts": [entry.proposition for entry in base.of_kind(Verdict)],
        "tiers": [answer for entry in base.of_kind(Classification) for answer in entry.answers],
        "grounds": [
            entry.proposition for kind in (Condition, Trigger) for entry in base.of_kind(kind)
        ],
        "exceptions": [entry.proposition for entry in base.of_kind(ExceptionEntry)],
        "misconceptions": [entry.proposition for entry in base.of_kind(Misconception)],
    }
    answers = [
        (attribute.id, value)
        for attribute in base.attributes.values()
        for value in attribute.values
    ]
    return {
        "questions": [name for name in base.attributes if spoken.question(name).missing],
        "meanings": [name for name in base.attributes if spoken.meaning(name).missing],
        "answers": [
            f"{name}: {value}" for name, value in answers if spoken.answer(name, value).missing
        ],
        **{
            kind: [name for name in names if spoken.statement(name).missing]
            for kind, names in named.items()
        },
    }


def own_folder(folder: Path, text: str, english: str = "language: English\n") -> Path:
    """A folder of languages with an English and one other, xx."""
    (folder / "en.yaml").write_text(english, encoding="utf-8")
    (folder / "xx.yaml").write_text(text, encoding="utf-8")
    return folder


def faults_in(folder: Path, code: str = "xx") -> tuple[Fault, ...]:
    with pytest.raises(InvalidKnowledge) as refused:
        texts(code, folder=folder)
    return refused.value.faults


def with_added(tmp_path: Path, text: str, packs: list[Path]) -> KnowledgeBase:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return load([*packs, tmp_path / "own.yaml"], shipped=False)


def test_the_languages_tell_their_own_names_and_english_is_the_first():
    assert list(languages().items()) == [("en", "English"), ("de", "Deutsch"), ("fr", "Français")]


@pytest.mark.parametrize("code", languages())
def test_every_language_can_be_read_and_says_something_for_all_there_is(code):
    spoken = texts(code)
    for attribute in load().attributes.values():
        assert spoken.question(attribute.id).text
        assert bool(spoken.meaning(attribute.id).text) == bool(attribute.meaning)
        assert all(spoken.answer(attribute.id, value).text for value in attribute.values)
    assert all(spoken.statement(name).text for name in load().propositions)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_language_leaves_out_nothing_that_a_talk_needs(code):
    assert {kind: names for kind, names in lacking(texts(code)).items() if names} == {}


def test_a_language_that_says_nothing_lacks_all_that_a_talk_needs(tmp_path):
    folder = own_folder(tmp_path, "language: Silence\n")
    counts = {kind: len(names) for kind, names in lacking(texts("xx", folder=folder)).items()}
    base = load()
    assert counts["questions"] == len(base.attributes)
    assert counts["verdicts"] == len(base.of_kind(Verdict))
    assert counts["grounds"] == len(base.of_kind(Condition)) + len(base.of_kind(Trigger))
    assert all(counts.values()), counts
    told = missing("xx", folder=folder)
    assert {
        "questions.stage",
        "answers.stage.pilot",
        "phrases.gap",
        "statements.control.rollback",
    } <= set(told)
    assert "statements.gap.rollback" not in told, (
        "it is put together from a phrase and a title, which are told"
    )


def test_english_is_what_the_packs_say_and_lacks_nothing():
    spoken = texts("en")
    assert missing("en") == []
    assert spoken.question("stage") == Text(load().attributes["stage"].question, False)
    assert spoken.statement("gap.rollback") == Text(
        load().propositions["gap.rollback"].title, False
    )


@pytest.mark.parametrize("code", TRANSLATED)
def test_an_attribute_without_translation_is_asked_in_english_and_marked(tmp_path, code):
    base = with_added(tmp_path, ADDED, SHIPPED)
    spoken = texts(code, base)
    assert spoken.question("shoe_size") == Text("Does it know the size of your shoes?", True)
    assert spoken.meaning("shoe_size") == Text("Of both.", True)
    assert spoken.answer("shoe_size", True) == Text("it knows both", True)
    assert spoken.statement("note.barefoot") == Text("It sees you barefoot", True)
    assert not spoken.question("stage").missing
    added = [
        "questions.shoe_size",
        "meanings.shoe_size",
        "answers.shoe_size.true",
        "answers.shoe_size.false",
        "statements.note.barefoot",
        "entries.work:shoes.title",
    ]
    assert sorted(set(missing(code, base)) - set(missing(code))) == sorted(added)


def test_other_words_under_a_shipped_name_are_not_given_the_shipped_translation(tmp_path):
    spoken = texts("de", with_added(tmp_path, OTHER_WORDS, []))
    assert spoken.question("stage") == Text("On which stage is the play put on?", True)
    assert spoken.answer("stage", "idea") == Text("on none", True)
    assert spoken.answer("stage", "production") == Text("im Einsatz", False)
    with pytest.raises(UnknownName):
        spoken.question("annex_iii")  # which is translated, but these packs do not ask it


@pytest.mark.parametrize("code", TRANSLATED)
def test_verdicts_and_tiers_go_by_their_id_or_their_proposition(code):
    spoken = texts(code)
    assert (
        spoken.verdict("undetermined")
        == spoken.verdict("verdict.undetermined")
        == spoken.statement("verdict.undetermined")
    )
    assert (
        spoken.tier("high_risk")
        == spoken.tier("ai_act.tier.high_risk")
        == spoken.statement("ai_act.tier.high_risk")
    )
    assert spoken.answer("author_leaving", False) == spoken.answer("author_leaving", "false")


def test_what_is_put_together_in_english_is_put_together_from_the_same_parts():
    german = texts("de")
    rollback = german.statement("control.rollback").text
    assert german.answer("controls.rollback", True).text == f"vorhanden: {rollback}"
    assert german.answer("controls.rollback", False).text == "nicht vorhanden"
    assert german.statement("gap.rollback").text == f"Fehlt: {rollback}"
    belief = german.statement("misconception.pilots_are_exempt").text
    assert (
        german.statement("misconception.pilots_are_exempt.voiced").text
        == f"Das Team sagt: {belief}"
    )


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda spoken: spoken.question("stagee"), "stage"),
        (lambda spoken: spoken.meaning("rollback"), "controls.rollback"),
        (lambda spoken: spoken.answer("stage", "pilote"), "pilot"),
        (lambda spoken: spoken.verdict("prohibit"), "verdict.prohibited"),
        (lambda spoken: spoken.interface("zzzzzzzzzz"), None),
    ],
)
def test_what_there_is_not_cannot_be_said(ask, near):
    with pytest.raises(UnknownName) as refused:
        ask(texts("de"))
    assert refused.value.nearest == near


def test_a_language_that_there_is_not_is_a_fault_with_the_nearest_that_there_is():
    with pytest.raises(UnknownName, match="there is no language 'fra'") as refused:
        texts("fra")
    assert refused.value.nearest == "fr"


WRONG = {
    "an attribute that is gone": (
        "language: X\nquestions:\n  staage: Wo?\n",
        UnknownName,
        3,
        3,
        "stage",
    ),
    "a meaning where the pack has none": (
        "language: X\nmeanings:\n  stage: So.\n",
        UnknownName,
        3,
        3,
        None,
    ),
    "an answer of nothing": (
        "language: X\nanswers:\n  staage: {idea: a}\n",
        UnknownName,
        3,
        3,
        "stage",
    ),
    "an answer that is gone": (
        "language: X\nanswers:\n  stage:\n    pilots: p\n",
        UnknownName,
        4,
        5,
        "pilot",
    ),
    "a statement that is gone": (
        "language: X\nstatements:\n  verdict.prohibitd: V\n",
        UnknownName,
        3,
        3,
        "verdict.prohibited",
    ),
    "a phrase that is gone": (
        "language: X\nphrases:\n  gaps: '{title}'\n",
        UnknownName,
        3,
        3,
        "gap",
    ),
    "interface words that English lacks": (
        "language: X\ninterface:\n  greetings: Hei\n",
        UnknownName,
        3,
        3,
        "greeting",
    ),
    "another placeholder": (
        "language: X\ninterface:\n  greeting: Hei {nom}\n",
        WrongType,
        3,
        13,
        None,
    ),
    "a phrase without its title": ("language: X\nphrases:\n  gap: Fehlt\n", WrongType, 3, 8, None),
    "half a brace": ("language: X\ninterface:\n  greeting: Hei {name\n", WrongType, 3, 13, None),
    "braces of its own": ("language: X\nquestions:\n  stage: Wo {da}?\n", WrongType, 3, 10, None),
    "an empty text": ("language: X\nquestions:\n  stage: ' '\n", WrongType, 3, 10, None),
    "no text but a yes": ("language: X\nquestions:\n  stage: yes\n", WrongType, 3, 10, None),
    "a section that there is not": (
        "language: X\nquestion:\n  stage: Wo?\n",
        UnknownKey,
        2,
        1,
        "questions",
    ),
    "no name of its own": ("questions: {}\n", MissingKey, 1, 1, None),
    "no mapping": ("- language: X\n", WrongType, 1, 1, None),
    "the same name twice": (
        "language: X\nquestions:\n  stage: Wo?\n  stage: Wann?\n",
        BadYaml,
        4,
        3,
        None,
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_fault_in_a_language_is_found_once_and_in_its_place(tmp_path, wrong):
    text, kind, line, column, near = WRONG[wrong]
    folder = own_folder(tmp_path, text, "language: English\ninterface:\n  greeting: Hello {name}\n")
    (fault,) = faults_in(folder)
    assert type(fault) is kind, str(fault)
    assert fault.place is not None
    assert (fault.place.file, fault.place.line, fault.place.column) == (
        f"{folder.name}/xx.yaml",
        line,
        column,
    ), str(fault)
    assert fault.nearest == near, str(fault)


def test_a_translator_sees_all_faults_at_once(tmp_path):
    folder = own_folder(
        tmp_path, "language: X\nquestions:\n  staage: Wo?\nanswers:\n  stage: {pilots: p}\n"
    )
    assert [fault.nearest for fault in faults_in(folder)] == ["stage", "pilot"]


def test_the_english_of_the_packs_is_not_written_twice(tmp_path):
    folder = own_folder(
        tmp_path, "language: X\n", "language: English\nquestions:\n  stage: How far along is it?\n"
    )
    (fault,) = faults_in(folder, "en")
    assert isinstance(fault, UnknownKey)
    assert str(fault.place) == f"{folder.name}/en.yaml:2:1"


def test_words_of_a_page_fall_back_as_well_and_keep_their_placeholders(tmp_path):
    english = "language: English\ninterface:\n  greeting: Hello {name}\n  parting: Bye\n"
    folder = own_folder(tmp_path, "language: X\ninterface:\n  greeting: Hei {name}\n", english)
    spoken = texts("xx", folder=folder)
    assert spoken.interface("greeting") == Text("Hei {name}", False)
    assert spoken.interface("parting") == Text("Bye", True)
    assert texts("en", folder=folder).interface("parting") == Text("Bye", False)
    assert "interface.parting" in missing("xx", folder=folder)


def test_the_marks_are_those_of_the_language():
    german, french = (
        (LANGUAGES / f"{code}.yaml").read_text(encoding="utf-8") for code in TRANSLATED
    )
    assert german.count("„") == german.count("“") > 0
    assert re.findall(r"\S* [?;:!»]|« \S*", french) == [], (
        "an ordinary space where French has one that does not break"
    )
    assert re.findall(r"\w'\w", french) == [], "a typewriter's apostrophe"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de", "ob dies zutrifft: „Es ist ein Medizinprodukt“"),
        ("fr", "si ceci est vrai\u00a0: «\u00a0C’est un dispositif médical\u00a0»"),
    ],
)
def test_what_has_no_words_of_its_own_for_being_open_is_asked_as_a_quotation(language, says):
    """A main clause after "ob" or "si" is no grammar; it is quoted."""
    base = load()
    name = "other_law.medical_device"
    assert Words.of(language).whether(name, base.propositions[name].asked) == says
