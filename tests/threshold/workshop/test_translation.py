"""What the workshop says in each language, and how its graph shows what changed."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from knowledge import UseCase
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.languages.texts import Texts, languages, texts
from knowledge.languages.words import Words
from tests.conftest import DAY, EXPERIMENT
from tests.places import ROOT
from tests.sizes import few
from threshold.workshop.difference import difference
from threshold.workshop.graph import to_svg
from threshold.workshop.skeleton import with_all_grounds
from threshold.workshop.translation import Speech, plain
from threshold.workshop.views import picture

TEMPLATES = ROOT / "threshold" / "workshop"
FLAGS = {"new": "NEW", "changed": "CHANGED"}


def pictured(**facts):
    return picture(UseCase(name="case", **facts), load(), DAY)


def lacking(code, *left_out):
    """A language without some of its texts."""
    known = texts(code)
    own = {
        keys: text
        for keys, text in known.own.items()
        if not any(keys[: len(one)] == one for one in left_out)
    }
    return Speech(Texts(known.code, known.language, known.base, known.english, own))


def test_every_word_that_the_page_asks_for_is_there_and_every_word_there_is_asked_for():
    written = "".join(
        path.read_text() for path in (*TEMPLATES.glob("templates/*.html"), *TEMPLATES.glob("*.py"))
    )
    asked = set(re.findall(r"""(?:say|words|interface)\(\s*f?"([a-z_]+)"[,)]""", written))
    # the list of keys
    asked |= set(
        re.findall(
            r'\("[^"]+", "([a-z_]+)"\)', (TEMPLATES / "templates" / "dialogs.html").read_text()
        )
    )
    asked |= {
        "yes",
        "no",
        "boxes_new",
        "boxes_changed",
        "boxes_gone",
        "not_answered",
        "none_of_them",
    }
    english = texts("en").english
    words = {name[-1] for name in english if name[0] == "interface"}
    assert asked <= words | {name[-1] for name in english if name[0] == "forms"}
    assert words - asked == set()


@pytest.mark.parametrize(("name", "code"), few(product(example_names(), languages()), of=4))
def test_each_public_case_is_drawn_in_each_language_and_the_graph_keeps_its_shape(code, name):
    case = read_case(f"example:{name}")
    explanation = picture(case, load(), DAY).explanation
    drawn, spoken = explanation.drawing(), Speech(texts(code)).drawing(explanation)
    assert spoken.goal == drawn.goal
    ids = {node.id for node in spoken.nodes}
    assert (
        {end for edge in spoken.edges for end in (edge.tail, edge.head)}
        <= ids
        <= {node.id for node in drawn.nodes}
    )


@pytest.mark.parametrize("code", ["de", "fr"])
def test_every_status_word_of_the_graph_has_a_word_in_each_language(code):
    known = texts(code)
    words = {keys for keys in known.english if keys[0] == "forms" and keys[1].startswith("word_")}
    assert len(words) > 20
    assert words <= known.own.keys()


def test_a_text_that_a_language_lacks_is_english_with_a_badge_on_the_page_and_in_the_graph():
    case = UseCase(name="case", **{**EXPERIMENT, "output_use": "operational"})
    explanation = picture(case, load(), DAY).explanation
    whole, partly = (
        Speech(texts("de")),
        lacking("de", ("questions", "exposure"), ("statements", "condition.model_outputs")),
    )
    assert 'class="fallback"' not in whole.question("exposure")
    assert re.search(
        r"Who sees or uses the outputs\? <abbr class=\"fallback\"[^>]*>EN</abbr>",
        partly.question("exposure"),
    )
    assert not [node for node in whole.drawing(explanation).nodes if "(EN)" in node.text]
    marked = [node for node in partly.drawing(explanation).nodes if "(EN)" in node.text]
    assert [node.text for node in marked] == ["The business runs on the outputs (EN)"]


def test_values_are_escaped_in_sentences():
    speech = Speech(texts("en"))
    assert speech.say("as_of", day="<b>") == "as of &lt;b&gt;"
    assert speech.english("<i>") == "&lt;i&gt;"


def test_what_changed_is_marked_by_a_word_and_a_class_and_nothing_else_is():
    before, after = pictured(**EXPERIMENT), pictured(**{**EXPERIMENT, "exposure": "customers"})
    differs = difference(before.explanation.drawing(), after.explanation.drawing())
    assert "Customers meet its outputs" in {node.text for node in differs.new}
    assert "People outside the data science team depend on the outputs" in {
        node.text for node in differs.changed
    }
    assert after.explanation.drawing().goal in {node.id for node in differs.changed}
    shown = after.explanation.drawing()
    grounds = [ground.proposition for ground in after.assessment.grounds]
    root = ElementTree.fromstring(to_svg(shown, differs.marks, FLAGS, grounds))
    lit = {
        node.get("data-node"): node.get("class").split()[-1]
        for node in root.iter()
        if "lit" in node.get("class", "").split()
    }
    assert lit == differs.marks
    flags = [flag.find("{*}text").text for flag in root.iter() if flag.get("class") == "flag"]
    assert sorted(flags) == sorted(FLAGS[mark] for mark in differs.marks.values())
    assert all(
        node.get("aria-label").endswith((" (NEW)", " (CHANGED)"))
        for node in root.iter()
        if node.get("data-node") in lit
    )


def test_another_answer_lights_up_the_box_that_rests_on_it_and_not_a_verdict_that_stays():
    before, after = (
        pictured(exposure="analysts", output_use="operational"),
        pictured(exposure="business_users", output_use="operational"),
    )
    changed = {
        node.text: node.details
        for node in difference(before.explanation.drawing(), after.explanation.drawing()).changed
        if node.look != "presumed"  # business users need no exception for analysts
    }
    assert changed == {
        "People outside the data science team depend on the outputs": (
            "people who work with the outputs",
        )
    }
    one_open_less = pictured(
        exposure="business_users", output_use="operational", availability_requirement="best_effort"
    )
    goals = [
        next(node for node in drawn.nodes if node.id == drawn.goal)
        for drawn in (after.explanation.drawing(), one_open_less.explanation.drawing())
    ]
    assert goals[0].details != goals[1].details
    assert (
        goals[1]
        not in difference(after.explanation.drawing(), one_open_less.explanation.drawing()).changed
    )


def test_a_ground_that_stays_open_is_not_lit_up_when_another_one_decides():
    """The question that it waits for is told while it can decide the verdict, and not after."""
    stages = []
    for facts in ({}, {"exposure": "customers"}):
        case = pictured(**facts)
        drawn = case.explanation.drawing()
        stages.append(with_all_grounds(drawn, case.assessment, Speech(texts("en")).spoken))
    differs = difference(*stages)
    still = {node.id for node in stages[0].nodes if node.look == "open"} & {
        node.id for node in stages[1].nodes if node.look == "open"
    }
    assert len(still) > 3
    assert not still & differs.marks.keys()
    assert "Customers meet its outputs" in {node.text for node in (*differs.new, *differs.changed)}


@pytest.mark.parametrize(("name", "code"), few(product(example_names(), ["de", "fr"]), of=3))
def test_the_boxes_of_the_public_cases_hold_no_english(code, name):
    case = read_case(f"example:{name}")
    explanation = picture(case, load(), DAY).explanation
    drawn, spoken = explanation.drawing(), Speech(texts(code)).drawing(explanation)
    before, after = (
        {line for node in one.nodes for line in (*(node.items or (node.text,)), *node.details)}
        for one in (drawn, spoken)
    )
    assert before & after == set()
    assert not [line for line in after if "(EN)" in line]
    assert not [line for node in spoken.nodes for line in node.items if line.endswith("…")]


def test_small_letters_that_a_language_lacks_are_english_with_a_badge():
    explanation = pictured(**{**EXPERIMENT, "output_use": "operational"}).explanation
    speech = lacking("de", ("answers", "output_use"))
    marked = [
        node
        for node in speech.drawing(explanation).nodes
        if any("(EN)" in line for line in node.details)
    ]
    assert [node.text for node in marked] == ["Das Geschäft stützt sich auf die Ergebnisse"]


def test_the_same_graph_has_no_difference_and_no_style_that_a_strict_policy_refuses():
    one = pictured(**EXPERIMENT).explanation.drawing()
    assert not difference(one, one)
    assert "style=" not in to_svg(one, {}, FLAGS, ())


def test_plain_text_keeps_the_spaces_that_hold_words_together():
    said = Markup("à la fin\u00a0? &lt;b&gt; <abbr title='x'>EN</abbr>")
    assert plain(said) == "à la fin\u00a0? <b> EN"


def test_the_members_of_a_set_stand_apart_as_the_language_writes_it():
    both = frozenset(["de", "fr"])
    for code, told in (("fr", "l’Allemagne\u00a0; la France"), ("de", "Deutschland; Frankreich")):
        assert plain(Speech(texts(code)).answer("member_state", both)) == told


@pytest.mark.parametrize(
    ("code", "right", "said"),
    [
        ("en", 1, "1 of 3 was right."),
        ("en", 0, "0 of 3 were right."),
        ("de", 1, "1 von 3 lag richtig."),
        ("de", 2, "2 von 3 lagen richtig."),
        ("fr", 0, "0 sur 3 a vu juste."),
        ("fr", 2, "2 sur 3 ont vu juste."),
    ],
)
def test_how_many_were_right_is_told_as_the_language_counts(code, right, said):
    assert Words.of(code).count("right_of_all", right, all=3) == said
