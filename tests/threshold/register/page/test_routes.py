"""The page without a browser: who may come in, what is taken, what is refused, three languages."""

from __future__ import annotations

import re
import sqlite3
from io import BytesIO

import docx
import pytest

from explain import questions
from tests.register_page import ADDRESS, DAY, client, kept
from threshold.register.page.access import RegisterAccess, register_access

OPEN = RegisterAccess("0.0.0.0", "editor's token", "reader's token", cookie="c", what="register")
ANSWER = {"key": "8", "attribute": "exposure", "value": "customers", "who": "Marta Sol"}


@pytest.fixture
def register(tmp_path):
    with kept(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser before a register of which nothing is changed."""
    with kept(tmp_path_factory.mktemp("shared")) as made, client(made) as asked:
        asked.register = made
        yield asked


@pytest.fixture(autouse=True)
def no_cookies(request):
    """Each test begins with a browser that knows nothing."""
    if "browser" in request.fixturenames:
        request.getfixturevalue("browser").cookies.clear()


def test_loopback_is_open_and_any_other_address_asks_for_one_of_two_tokens():
    assert register_access("127.0.0.1").trainer is None
    made = register_access("0.0.0.0")
    assert made.trainer != made.participant
    assert made.may_write(made.trainer or "")
    assert not made.may_write(made.participant or "")
    assert not made.may_write("")


def test_a_reader_looks_and_an_editor_answers(register):
    with client(register, OPEN) as browser:
        assert browser.get("/").status_code == 401
        assert browser.get("/", params={"token": "wrong"}).status_code == 403
        page = browser.get("/case", params={"key": "8", "token": "reader's token"})
        assert page.status_code == 200
        assert "token" not in str(page.url)
        assert 'action="/answer"' not in page.text
        assert "but not answer" in page.text
        refused = browser.post("/answer", data=ANSWER)
        assert refused.status_code == 403
        assert "This token does not open it" in refused.text
        chosen = browser.post("/language", data={"language": "fr"}, follow_redirects=False)
        assert chosen.status_code == 303
        assert register.history("8")[-1].who == "Ida Roth"
        page = browser.get("/case", params={"key": "8", "token": "editor's token"})
        assert 'action="/answer"' in page.text
        assert browser.post("/answer", data=ANSWER, follow_redirects=False).status_code == 303
        assert register.history("8")[-1].who == "Marta Sol"


def test_another_site_can_neither_read_nor_answer(browser):
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 403
    foreign = {"Origin": "http://evil.example"}
    assert browser.post("/answer", data=ANSWER, headers=foreign).status_code == 403
    assert browser.post("/answer", data=ANSWER, headers={"Origin": ""}).status_code == 403


def test_the_language_leads_back_to_a_page_of_our_own(browser):
    for back, location in (
        ("/case?key=8", "/case?key=8"),
        ("//evil.example/", "/evil.example/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example/", "/evil.example/"),
    ):
        data = {"language": "de", "back": back}
        answered = browser.post("/language", data=data, follow_redirects=False)
        assert answered.headers["location"] == location


PAGES = (
    "/", "/due?within=400", "/case?key=1", "/case?key=8&ask=annex_iii", "/dates?key=1", "/plan",
    "/plan?key=1", "/case?key=80",
)  # fmt: skip
TITLES = {"en": "What is due", "de": "Was fällig ist", "fr": "À échéance"}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_speaks_each_language_and_leaves_nothing_in_english(browser, path):
    for code, title in TITLES.items():
        browser.cookies.set("threshold_language", code, domain="localhost.local")
        page = browser.get(path).text
        assert f'<html lang="{code}"' in page
        assert title in page
        assert 'class="fallback"' not in page
        assert "(EN)" not in page


def shown(browser, **filters):
    return re.findall(r'href="/case\?key=(\d+)"', browser.get("/", params=filters).text)


def test_the_list_is_filtered_and_ordered(browser):
    assert len(shown(browser)) == 10
    assert shown(browser, tier="high_risk", order="key") == [str(n) for n in range(1, 8)]
    assert shown(browser, owner="Marta Sol", order="key") == ["3", "7", "10"]
    assert shown(browser, text="absatz", order="key") == ["8", "9", "10"]
    strict = shown(browser, order="verdict")
    assert set(strict[:7]) == {str(n) for n in range(1, 8)}
    assert shown(browser, order="name")[0] == "8"  # Absatz vorhersagen 1


def test_a_question_says_with_which_profile_it_is_asked(register):
    register.answer("8", "use_profile", "recruiting", who="Marta Sol", on=DAY)
    with client(register) as browser:
        page = browser.get("/case", params={"key": "8", "ask": "annex_iii"}).text
    assert "Asked with the profile “Recruiting”, which decides nothing." in page


def test_a_case_counts_questions_that_wait_for_others_and_names_each_question_once(register):
    register.add("81", {"name": "Little is known", "exposure": "analysts"}, who="Ida Roth", on=DAY)
    left = questions(register.assessment("81", DAY))
    opening = sum(one.only_opens for one in left.questions)
    changing = len(left.questions) - opening + len(left.waiting)
    assert left.waiting
    with client(register) as browser:
        page = browser.get("/case?key=81").text
    assert f"<h3>{changing} can still change the verdict</h3>" in page
    assert f"{len(left.waiting)} more questions can change the verdict, and make sense only" in page
    named = re.findall(r'href="/case\?key=81&amp;ask=([^"]+)"', page)
    assert sorted(named) == sorted(register.base.attributes)


def test_the_list_orders_by_the_day_that_comes_next(register):
    data = {**ANSWER, "key": "10", "valid_until": "2026-12-31"}
    with client(register) as browser:
        browser.post("/answer", data=data)
        assert shown(browser, order="due")[0] == "10"


def test_the_list_begins_with_what_presses_most_and_says_why(browser):
    states = {state.key: state for state in browser.register.cases(DAY)}
    first = shown(browser)
    assert [states[key].rank for key in first] == sorted(s.rank for s in states.values())
    page = browser.get("/").text
    assert states[first[0]].rank_reason in page


REFUSED = {
    "nobody": ({"who": " "}, "nobody is named"),
    "no such value": ({"value": "everybody"}, "does not take this value"),
    "a day that is over": ({"valid_until": "2026-01-01"}, "before it is given"),
    "no day": ({"valid_until": "soon"}, "there is no such day"),
    "somebody was faster": ({"seen": "0"}, "somebody else meanwhile"),
    "no link": ({"link": "javascript:alert(1)"}, "no such evidence"),
    "a long note": ({"note": "n" * 2_001}, "at most 2,000 characters"),
    "a long link": ({"link": "https://a/" + "n" * 2_000}, "at most 2,000 characters"),
    "a long name": ({"who": "n" * 2_001}, "at most 2,000 characters"),
    "a long text": ({"attribute": "owner", "value": "n" * 2_001}, "at most 2,000 characters"),
    "a file of this computer": ({"link": "/etc/passwd"}, "no such evidence"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_refused_is_told_above_the_case_and_nothing_is_written(browser, wrong):
    changes, said = REFUSED[wrong]
    before = browser.register.head()
    page = browser.post("/answer", data={**ANSWER, **changes})
    assert page.status_code == 422
    assert said in page.text
    assert "<h1>Absatz vorhersagen 1</h1>" in page.text
    assert browser.register.head() == before


@pytest.mark.parametrize(
    ("link", "content", "said"),
    [("", b"", "proof.pdf is empty"), ("https://a/b", b"x", "a link and a file were given")],
)
def test_evidence_that_would_be_lost_is_refused(browser, link, content, said):
    before = browser.register.head()
    file = {"file": ("proof.pdf", content)}
    page = browser.post("/answer", data={**ANSWER, "link": link}, files=file)
    assert (page.status_code, said in page.text) == (422, True)
    assert browser.register.head() == before


def test_a_form_without_a_file_is_taken(register):
    with client(register) as browser:
        browser.post("/answer", data={**ANSWER, "link": "https://a/b"}, files={"file": ("", b"")})
    assert register.history("8")[-1].evidence.link == "https://a/b"


def test_a_case_or_a_question_that_there_is_not_is_told_on_a_page(browser):
    for path in ("/case?key=80", "/case", "/case?key=8&ask=exposur", "/evidence/00"):
        page = browser.get(path)
        assert page.status_code == 422
        assert 'role="alert"' in page.text


def test_evidence_goes_in_and_comes_out_as_a_file_that_no_browser_shows(register):
    script = b"<script>alert(1)</script>"
    name = "../über <b>uns</b>.html"
    with client(register) as browser:
        done = browser.post("/answer", data=ANSWER, files={"file": (name, script, "text/html")})
        assert done.status_code == 200
        (one,) = [one for one in register.answers("8", "2026-12-10") if one.evidence]
        kept_file = browser.get(f"/evidence/{one.evidence.sha256}", params={"name": "a\r\nb: c"})
    assert one.evidence.file_name == "b>.html"
    assert kept_file.content == script
    assert kept_file.headers["content-type"] == "application/octet-stream"
    assert kept_file.headers["content-disposition"].startswith("attachment")
    assert "b" not in kept_file.headers


def test_too_large_a_file_is_refused(browser):
    sent = {"file": ("large.bin", b"x" * 20_200_000)}
    page = browser.post("/answer", data=ANSWER, files=sent)
    assert page.status_code == 413


def test_the_graph_is_a_picture_and_the_record_a_file(browser):
    graph = browser.get("/graph.svg?key=1")
    record = browser.get("/record?key=1")
    assert graph.headers["content-type"] == "image/svg+xml"
    assert graph.content.lstrip().startswith(b"<")
    assert "Bonität von Privatkunden 1" in record.text
    assert record.headers["content-disposition"].startswith("attachment")
    assert ADDRESS not in record.text
    document = browser.get("/record.docx?key=1")
    assert document.headers["content-disposition"].endswith("record.docx")
    titles = [one.text for one in docx.Document(BytesIO(document.content)).paragraphs]
    assert titles[0].startswith("1: Bonität von Privatkunden 1")


def test_the_plan_is_of_all_cases_or_of_one_with_its_questions(browser):
    every, one = browser.get("/plan").text, browser.get("/plan?key=1").text
    assert "Bonität von Privatkunden 2 (2)" in every
    assert "Bonität von Privatkunden 2" not in one
    assert "Answer: " in one
    assert "Meet Art. 26(1): " in every
    refused = browser.get("/plan?key=80")
    assert (refused.status_code, "there is no case &#39;80&#39;" in refused.text) == (422, True)


DOOR = {
    "en-GB,en;q=0.9": ("en", "This register asks for a token.", "This token does not open it."),
    "de-AT": ("de", "Dieses Register verlangt einen Zugangscode.", "Dieser Zugangscode öffnet"),
    "fr, de;q=0.5": ("fr", "Ce registre demande un code d’accès.", "Ce code d’accès n’ouvre rien."),
    "xx,*": ("en", "This register asks for a token.", "This token does not open it."),
}


@pytest.mark.parametrize("accepted", DOOR)
def test_the_door_speaks_the_language_of_the_browser(register, accepted):
    code, asks, wrong = DOOR[accepted]
    with client(register, OPEN) as browser:
        headers = {"Accept-Language": accepted}
        for path, status, said in (("/", 401, asks), ("/?token=wrong", 403, wrong)):
            page = browser.get(path, headers=headers)
            assert (page.status_code, f'<html lang="{code}">' in page.text) == (status, True)
            assert said in page.text
            assert "workshop" not in page.text.lower()


def test_a_disk_that_is_locked_is_told_in_the_language_of_the_page(tmp_path):
    with kept(tmp_path) as made:
        made.database.patience = 0.1
        made.database.engine = made.database._engine()
        held = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        with client(made) as browser:
            browser.cookies.set("threshold_language", "de", domain="localhost.local")
            page = browser.post("/answer", data=ANSWER)
        held.close()
    assert page.status_code == 422
    assert "ein anderes Programm schreibt gerade hinein" in page.text
    assert 'class="fallback"' not in page.text
