"""The workshop's pages and steps, as a browser asks for them."""

from __future__ import annotations

import re
import sys

import pytest
from click.testing import CliRunner

from engine import assess
from engine.asking import conditions_of_asking, duties_of_records, makes_sense
from explain.argue.first_answer import first_answer
from knowledge.cases.files import example_names, read_case, received_case
from tests.conftest import DAY
from tests.sizes import few
from tests.workshop_room import client, room
from threshold.cli import main

HOSTILE = "</h1><script>alert(1)</script>{{ 7 * 7 }}"


@pytest.fixture
def shown():
    return room()


@pytest.fixture
def here(shown):
    with client(shown) as made:
        yield made


def heading(page):
    return " ".join(re.sub("<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1]).split())


def test_an_answer_redraws_the_graph_and_says_what_changed(here):
    before = here.get("/").text
    assert heading(before).startswith("Not settled yet")
    assert 'class="node lit' not in before
    after = here.post("/answer", data={"attribute": "exposure", "value": "customers"}).text
    assert heading(after) == "Production-grade engineering is required, as far as answered"
    assert "Not settled yet → Production-grade engineering is required." in after
    assert after.count('class="flag"') == after.count('class="node lit ') > 2
    assert re.search(r"New \(\d+\):</i> ", after)
    assert re.search(r"Changed \(\d+\):</i> People outside", after)
    assert re.search(r'class="node lit changed"[^>]*aria-label="STANDS: Customers meet', after)


PROFILE = {
    "en": ("Asked with the profile “Recruiting”, which decides nothing.", "(look at this first)"),
    "de": ("Gefragt mit dem Profil „", "(zuerst ansehen)"),
    "fr": ("Demandé avec le profil «", "(à regarder d’abord)"),
}


def test_the_question_says_with_which_profile_it_is_asked_and_where_that_looks_first(here):
    assert "profile" not in re.sub("<[^>]+>", "", here.get("/questions").text)
    here.post("/answer", data={"attribute": "use_profile", "value": "recruiting"})
    here.post("/ask", data={"attribute": "annex_iii"})
    for code, (said, first) in PROFILE.items():
        here.cookies.set("threshold_language", code, domain="localhost.local")
        page = here.get("/questions").text
        assert said in page
        assert first in page
        assert 'class="fallback"' not in page


@pytest.mark.parametrize(
    ("code", "unit"), [("en", "units served"), ("de", "Bereiche"), ("fr", "unités")]
)
def test_the_unit_of_a_number_is_said_in_the_language(here, code, unit):
    here.post("/ask", data={"attribute": "business_units"})
    here.cookies.set("threshold_language", code, domain="localhost.local")
    assert f'<span class="unit">{unit}</span>' in here.get("/questions").text


def test_what_was_bought_is_asked_of_its_vendor(here):
    here.post("/answer", data={"attribute": "sourcing", "value": "bought"})
    here.post("/ask", data={"attribute": "controls.model_versioning"})
    asked = re.search(r"<h2>(.*?)</h2>", here.get("/questions").text)[1]
    assert asked == "Does the vendor name the version in use, and tell you before it changes?"


def test_the_next_question_comes_after_the_graph_and_says_why(here, shown):
    assert 'hx-get="/questions"' in here.get("/").text
    questions = here.get("/questions").text
    asked = re.search(r"<h2>(.*?)</h2>", questions)[1]
    told = int(re.search(r"(\d+) can still change the verdict", questions)[1])
    open_questions = first_answer(assess(shown.session.now.case, DAY)).outlook.open_questions
    assert told == open_questions  # those that wait for another among them, as everywhere
    assert "Asked because the answer decides whether " in questions
    skipped = here.post(
        "/skip", data={"attribute": re.search(r'name="attribute" value="([^"]+)"', questions)[1]}
    )
    assert skipped.status_code == 200
    assert f"<h2>{asked}</h2>" not in here.get("/questions").text


def test_all_questions_can_be_asked_and_text_is_not_among_them(here, shown):
    page = here.get("/questions").text
    base = shown.session.base
    sense = makes_sense(assess(shown.session.now.case, DAY))
    waiting = {
        name
        for name in conditions_of_asking(base).keys() | duties_of_records(base).keys()
        if sense.get(name) is not True
    }
    asked = {
        name
        for name, attribute in base.attributes.items()
        if attribute.type != "text" and name not in waiting
    }
    assert set(re.findall(r'name="attribute" value="([^"]+)" [^>]*class', page)) == asked
    for name in asked:
        here.post("/ask", data={"attribute": name})
        assert (
            f'<input type="hidden" name="attribute" value="{name}">' in here.get("/questions").text
        )


@pytest.mark.parametrize("name", few(example_names(), of=5))
def test_each_public_case_is_a_preset_and_is_assessed_as_everywhere(here, name):
    page = here.post("/preset", data={"preset": f"example:{name}"}).text
    result = assess(read_case(f"example:{name}"), DAY)
    assert heading(page).startswith(result.base.entries[f"verdict.{result.verdict.value}"].title)
    assert "<svg" in page
    for part in ("/questions", "/changes", "/dates"):
        assert here.get(part).status_code == 200


def test_the_smallest_changes_are_listed_and_one_can_be_tried_and_taken_back(here, shown):
    here.post("/preset", data={"preset": "example:tay"})
    assert "To reach “Experimentation is acceptable”" in here.get("/changes").text
    tried = here.post("/change", data={"to": "experimentation_acceptable", "set": "0"}).text
    assert heading(tried).startswith("Experimentation is acceptable, as far as answered")
    back = heading(here.post("/back").text)
    assert back == "Production-grade engineering is required, as far as answered"
    revision = shown.session.now.revision
    here.post("/change", data={"to": "experimentation_acceptable", "set": "999"})
    assert shown.session.now.revision == revision


def test_the_dates_tell_the_days_on_which_something_changes(here):
    here.post("/preset", data={"preset": "example:schufa_score"})
    page = here.get("/dates").text
    assert "2027-12-02" in page
    assert "if nothing but time passes" in page


def test_the_dates_tell_why_a_day_turns_the_verdict_and_first_what_decides_it(here):
    here.post("/preset", data={"preset": "example:hiring_trial"})
    told = here.get("/dates").text.partition("2028-07-01")[2]
    why = "Reason: On which day does the trial end, as planned? 2028-06-30"
    assert f'<p class="why">{why}</p>' in told
    assert "ends_on" not in told
    lines = re.findall(r"<li>([^<]*)", told.partition("<ul>")[2])
    deciding = [number for number, line in enumerate(lines) if "own frame for tests" in line]
    expected = [number for number, line in enumerate(lines) if "The source expects" in line]
    assert deciding[0] == 0
    assert max(deciding) < min(expected)


def test_a_session_is_saved_as_a_case_file_and_as_a_page(here, shown):
    here.post("/answer", data={"attribute": "exposure", "value": "customers"})
    file, page = here.get("/save/case"), here.get("/save/page")
    assert file.headers["content-disposition"] == 'attachment; filename="new-case.yaml"'
    assert received_case(file.content, "case.yaml") == shown.session.now.case
    assert page.headers["content-disposition"] == 'attachment; filename="new-case.html"'
    assert "Production-grade engineering is required" in page.text
    assert "<svg" in page.text


def test_a_case_file_can_be_opened_and_goes_on_where_it_was(here):
    here.post("/upload", files={"file": ("case.yaml", b"name: Sent\nexposure: customers\n")})
    assert "Sent" in here.get("/").text
    assert "customers of the business" in here.get("/questions").text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"name: x\nexposur: customers", "case.yaml:2:1: there is no attribute"),
        (b"name: x\nexposure: custmers", "nearest: customers"),
        (b"!!python/object/apply:os.system [id]", "the tag"),
        (b"name: x\nowner: &a x\nsector: *a", "anchors and aliases are not supported"),
        (b"[" * 300, "nested deeper than 40 levels"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "a case is a mapping of attributes"),
        (b"- {name: a}\n- {name: b}", "holds 2 cases"),
        (b"name: <img src=x onerror=alert(1)>\nstage: <b>pilot</b>", "nearest: pilot"),
    ],
)
def test_a_hostile_or_faulty_file_is_told_and_changes_nothing(here, shown, raw, said):
    answer = here.post("/upload", files={"file": ("..\\../<b>/case.yaml", raw)})
    assert answer.status_code == 422
    assert said in answer.text.replace("&#39;", "'")
    assert "<b>" not in answer.text
    assert "<img" not in answer.text
    assert shown.session.now.revision == 1


def test_what_people_wrote_is_text_wherever_it_shows(here):
    here.post("/begin", data={"name": HOSTILE})
    for path in ("/", "/questions", "/vote", "/changes", "/dates", "/save/page"):
        page = here.get(path).text
        assert "<script>alert" not in page
        assert path not in ("/", "/save/page") or "{{ 7 * 7 }}" in page
    assert (
        here.get("/save/case").headers["content-disposition"]
        == 'attachment; filename="h1-script-alert-1-script-7-7.yaml"'
    )


def test_other_browsers_hear_of_a_step_and_of_nothing_else(here, shown):
    assert here.get("/pulse", params={"revision": 1}).status_code == 204
    here.post("/answer", data={"attribute": "exposure", "value": "customers"})
    assert "Production-grade" in here.get("/pulse", params={"revision": 1}).text
    assert here.get("/pulse", params={"revision": shown.session.now.revision}).status_code == 204


def test_nobody_learns_the_counts_before_the_reveal(here, shown):
    here.post("/trainer/vote", data={"about": "exposure"})
    number = shown.session.now.vote.number
    assert "customers of the business" in here.get("/vote").text
    cast = here.post(
        "/vote/cast", data={"number": number, "value": "customers", "attribute": "exposure"}
    ).text
    assert "Counted: customers of the business" in cast
    assert '<b id="voted">1</b>' in here.get("/questions").text
    for path in ("/", "/questions"):
        assert "<meter" not in here.get(path).text
    here.cookies.clear()  # another participant sees no choice of the first
    assert "<meter" not in (other := here.get("/vote").text)
    assert "Counted" not in other
    here.post("/trainer/reveal")
    for path in ("/vote", "/questions"):
        assert len(re.findall(r"<meter[^>]*></meter> <b>1</b>", here.get(path).text)) == 1


def test_the_verdict_is_in_no_answer_while_the_room_guesses_it(here):
    here.post("/preset", data={"preset": "example:tay"})
    hidden = here.post("/trainer/vote", data={"about": "verdict"}).text
    pages = [hidden, *(here.get(path).text for path in ("/", "/changes", "/dates", "/save/page"))]
    assert not [page for page in pages if "Production-grade" in page or "<path" in page]
    assert all("Hidden until the reveal" in page for page in pages)
    assert "Production-grade" in here.post("/trainer/reveal").text


def test_a_ballot_without_a_cookie_or_in_no_vote_is_not_counted(here, shown):
    assert (
        here.post(
            "/vote/cast", data={"number": 1, "value": "customers"}, follow_redirects=False
        ).status_code
        == 303
    )
    here.get("/vote")
    answer = here.post("/vote/cast", data={"number": "9" * 30, "value": "customers"})
    assert (answer.status_code, "this vote is over" in answer.text) == (422, True)
    assert shown.session.votes == 0


def test_several_members_of_a_set_are_one_answer(here, shown):
    for values, expected in (
        (["chatbot", "other"], {"chatbot", "other"}),
        ([], set()),
        (["chatbot", "none"], set()),
        (["chatbot", "unknown"], None),
    ):
        here.post(
            "/answer", data={"attribute": "customer_channels", "members": "1", "value": values}
        )
        assert shown.session.now.case.stated().get("customer_channels") == expected


def test_each_browser_has_its_own_language(here):
    assert here.post("/language", data={"language": "de"}).headers["HX-Refresh"] == "true"
    assert '<html lang="de">' in here.get("/").text
    assert "Wer sieht oder nutzt die Ergebnisse?" in here.get("/questions").text
    here.cookies.clear()
    assert '<html lang="en">' in here.get("/").text
    here.post("/language", data={"language": "<script>"})
    assert '<html lang="en">' in here.get("/").text


def test_files_on_the_command_line_are_presets_and_faulty_ones_are_told(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("name: Mine\nexposure: customers\n")
    bad.write_text("name: Mine\nexposur: customers\n")
    with client(room(str(good))) as here:
        assert "Mine" in here.get("/").text
        assert 'value="file:0"' in here.get("/").text
    told = CliRunner().invoke(main, ["workshop", str(bad), "--port", "0"])
    assert (told.exit_code, "bad.yaml:2:1: there is no attribute" in told.output) == (2, True)


def test_a_missing_extra_and_an_address_that_cannot_be_are_told_in_a_line(monkeypatch):
    told = CliRunner().invoke(main, ["workshop", "--host", "203.0.113.7"])
    assert (told.exit_code, "cannot listen on 203.0.113.7, port 8765" in told.output) == (2, True)
    monkeypatch.setitem(sys.modules, "segno", None)
    told = CliRunner().invoke(main, ["workshop"])
    assert (told.exit_code, told.output) == (
        2,
        "workshop needs segno: pip install 'threshold-rules[workshop]'\n",
    )


def test_ballots_are_dropped_only_after_a_warning(here, shown):
    here.post("/trainer/vote", data={"about": "exposure"})
    shown.session.cast("a", shown.session.now.vote.number, "public")
    refused = here.post("/ask", data={"attribute": "stage"})
    assert refused.status_code == 409
    assert "1 ballot would be lost" in refused.text
    assert '<input type="hidden" name="attribute" value="stage">' in refused.text
    assert shown.session.now.vote.count == 1
    assert here.post("/ask", data={"attribute": "stage", "drop": "yes"}).status_code == 200
    assert (shown.session.now.vote, shown.session.now.asked) == (None, "stage")


def test_a_file_that_would_drop_ballots_is_not_opened(here, shown):
    here.post("/trainer/vote", data={"about": "exposure"})
    shown.session.cast("a", shown.session.now.vote.number, "public")
    refused = here.post("/upload", files={"file": ("case.yaml", b"name: Sent\n")})
    assert (refused.status_code, 'hx-post="/trainer/close"' in refused.text) == (409, True)
    assert shown.session.now.case.stated()["name"] != "Sent"


def test_a_step_of_an_older_page_is_refused_and_the_page_shown_anew(here, shown):
    old = shown.session.now.revision
    here.post("/answer", data={"attribute": "stage", "value": "pilot", "revision": old})
    late = here.post("/answer", data={"attribute": "exposure", "value": "public", "revision": old})
    assert late.status_code == 409
    assert "was not taken" in late.text
    assert f'data-revision="{shown.session.now.revision}"' in late.text
    assert "exposure" not in shown.session.now.case.stated()


def test_each_form_of_the_card_says_which_state_it_was_chosen_on(here, shown):
    page = here.get("/questions").text
    assert f"""hx-vals='{{"revision": "{shown.session.now.revision}"}}'""" in page


def test_the_story_stands_on_projector_and_phone(here):
    here.post("/preset", data={"preset": "example:schufa_score"})
    told = ("how likely a person is to repay", "credit information", "questions answered")
    here.post("/trainer/vote", data={"about": "verdict"})
    for path in ("/projector", "/vote"):
        page = here.get(path).text
        assert [part for part in told if part not in page] == []


def test_the_projector_shows_choices_and_no_controls(here):
    here.post("/trainer/vote", data={"about": "exposure"})
    page = here.get("/questions", headers={"X-View": "projector"}).text
    assert "customers of the business" in page
    assert "hx-post" not in page


def test_the_presenter_sees_the_verdict_that_the_room_still_guesses(here):
    here.post("/preset", data={"preset": "example:tay"})
    here.post("/trainer/vote", data={"about": "verdict"})
    assert "Production-grade" in here.get("/presenter").text
    assert "Production-grade" not in here.get("/projector").text


def test_after_the_reveal_the_right_bar_is_marked_for_all(here, shown):
    here.post("/preset", data={"preset": "example:tay"})
    here.post("/trainer/vote", data={"about": "verdict"})
    for voter, choice in (("a", "prohibited"), ("b", "production_required")):
        shown.session.cast(voter, shown.session.now.vote.number, choice)
    here.post("/trainer/reveal")
    for path in ("/questions", "/vote"):
        page = here.get(path).text
        (right,) = re.findall(r'<li class="right [^"]*">.*?</li>', page, re.DOTALL)
        assert "Production-grade" in right
        assert "1 of 2 was right" in page
        assert page.count("<meter") > 2


def test_a_participant_sends_a_case_that_the_trainer_opens(here, shown):
    here.get("/vote")
    sent = {"name": "A <b>lift</b>", "description": "It learns where to wait."}
    assert "Sent." in here.post("/vote/case", data=sent).text
    listed = here.get("/sent").text
    assert "A &lt;b&gt;lift&lt;/b&gt;" in listed
    here.post("/begin", data=sent)
    assert shown.session.now.case.stated() == sent
