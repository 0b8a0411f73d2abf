"""Who may come into a workshop: on loopback anyone here, elsewhere whoever holds a token.

Never another site's page.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from http.client import HTTPConnection
from threading import Timer
from urllib.parse import urlsplit

import pytest

from tests.workshop_room import client, room
from threshold.workshop.access import CODE_LETTERS, LARGEST_BODY, Access, access_for
from threshold.workshop.serving import addresses, listening
from threshold.workshop.steps import STEPS

OPEN = Access("0.0.0.0", "trainer-token", "voter-token")
LAN = "http://192.168.7.2:8765"
SHOWN = [
    "/",
    "/questions",
    "/changes",
    "/dates",
    "/pulse",
    "/presenter",
    "/projector",
    "/events",
    "/results",
    "/about",
    "/sent",
    "/save/votes.csv",
    "/save/votes.json",
    "/save/votes.html",
    "/vote/events",
    "/save/case",
    "/save/page",
    "/vote",
    "/vote/pulse",
    "/static/workshop.css",
    "/nothing",
]
POSTED = [*STEPS, "/language", "/vote/language", "/vote/cast", "/vote/case"]


@pytest.fixture(scope="module")
def outside():
    """A client of a workshop that others on the network can reach.

    Each test brings its own token.
    """
    with client(room(), OPEN, LAN) as made:
        yield made


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_loopback_needs_no_token(host):
    assert access_for(host) == Access(host)


def test_any_other_address_gets_fresh_tokens_of_its_own():
    first, second = access_for("0.0.0.0"), access_for("192.168.7.2")
    assert len({first.trainer, first.participant, second.trainer, second.participant}) == 4
    assert min(map(len, (first.trainer, second.trainer))) >= 24
    trainer, participants = addresses(Access("192.168.7.2", "t", "p"), 80)
    assert (trainer, participants) == (
        "http://192.168.7.2:80/?token=t",
        "http://192.168.7.2:80/vote?token=p",
    )


def test_the_code_to_vote_is_short_and_read_in_either_case():
    code = access_for("0.0.0.0").participant
    assert (len(code), set(code) <= set(CODE_LETTERS)) == (6, True)
    access = Access("0.0.0.0", "trainer-token", code)
    for typed in (code, code.lower(), f" {code} "):
        assert (access.admits(typed, "/vote"), access.admits(typed, "/")) == (True, False)
    assert access.admits("TRAINER-TOKEN", "/") is None


@pytest.mark.parametrize(
    ("accepted", "code", "said"),
    [
        ("de-AT,de;q=0.9", "de", "Dieser Workshop verlangt einen Code."),
        ("fr", "fr", "Cet atelier demande un code."),
        ("nl, en;q=0.8", "en", "This workshop asks for a code."),
        ("", "en", "This workshop asks for a code."),
    ],
)
def test_the_code_is_asked_for_in_the_language_of_the_browser(outside, accepted, code, said):
    outside.cookies.clear()
    page = outside.get("/vote", headers={"Accept-Language": accepted}).text
    assert (f'<html lang="{code}">' in page, said in page) == (True, True)
    assert outside.get("/static/code.css").status_code == 200


@pytest.mark.parametrize("path", SHOWN)
def test_every_page_asks_for_the_token_and_refuses_a_wrong_one(outside, path):
    outside.cookies.clear()
    assert outside.get(path).status_code == 401
    for wrong in ("wrong", "trainer-toke", "trainer-tokenn", "ü", ""):
        answer = outside.get(path, params={"token": wrong})
        assert answer.status_code in (401, 403)
        assert "New case" not in answer.text


@pytest.mark.parametrize("path", POSTED)
def test_every_step_asks_for_the_token(outside, path):
    outside.cookies.clear()
    assert outside.post(path, data={}).status_code == 401
    outside.cookies.set("threshold_token", "wrong")
    assert outside.post(path, data={}).status_code == 403


def test_the_right_token_is_kept_in_a_cookie_and_leaves_the_address(outside):
    outside.cookies.clear()
    answer = outside.get("/?token=trainer-token", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "New case" in outside.get("/").text
    assert outside.post("/answer", data={"attribute": "stage", "value": "pilot"}).status_code == 200


def test_a_participant_may_vote_and_nothing_else(outside):
    outside.cookies.clear()
    assert outside.get("/vote?token=voter-token").status_code == 200
    assert outside.get("/static/workshop.css").status_code == 200
    for path in ("/", "/questions", "/save/case", "/pulse"):
        assert outside.get(path).status_code == 403
    for path in STEPS:
        assert outside.post(path, data={}).status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "", "192.168.7.2", "[::1", "127.0.0.1.evil.example"],
)
def test_on_loopback_a_name_that_is_not_this_computer_is_refused(host):
    with client(room()) as here:
        assert here.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:1"])
def test_on_loopback_this_computers_own_names_are_answered(host):
    with client(room()) as here:
        assert here.get("/", headers={"Host": host}).status_code == 200


def test_elsewhere_a_foreign_name_is_refused_even_with_the_token(outside):
    outside.cookies.set("threshold_token", "trainer-token")
    assert outside.get("/", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "http://localhost:9999",
        "http://localhost.evil.example",
        "localhost",
    ],
)
def test_a_step_from_another_sites_page_is_refused_and_does_nothing(origin):
    shown = room()
    with client(shown) as here:
        answer = here.post(
            "/answer", data={"attribute": "stage", "value": "pilot"}, headers={"Origin": origin}
        )
        assert answer.status_code == 403
    assert shown.session.now.revision == 1


def test_a_step_without_an_origin_is_refused():
    with client(room()) as here:
        del here.headers["Origin"]
        assert (
            here.post("/answer", data={"attribute": "stage", "value": "pilot"}).status_code == 403
        )


def test_nothing_changes_by_looking():
    shown = room()
    with client(shown) as here:
        for path in POSTED:
            assert here.get(path).status_code == 405
    assert shown.session.now.revision == 1


def test_too_large_a_body_is_refused_whether_or_not_it_says_so():
    def parts():
        for _ in range(20):
            yield b"x" * (LARGEST_BODY // 10)

    with client(room()) as here:
        for content in (b"x" * (LARGEST_BODY + 1), parts()):
            answer = here.post(
                "/upload",
                content=content,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert (answer.status_code, f"at most {LARGEST_BODY:,} bytes" in answer.text) == (
                413,
                True,
            )
        assert (
            here.post("/upload", content=b"", headers={"Content-Length": "many"}).status_code == 413
        )


def test_pages_may_load_frame_and_run_nothing_that_is_not_their_own():
    with client(room()) as here:
        for path in ("/", "/vote", "/static/workshop.js", "/nothing", "/save/page"):
            headers = here.get(path).headers
            policy = dict(
                part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
            )
            assert (
                policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
            )
            assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
            assert headers["x-content-type-options"] == "nosniff"
        page = here.get("/").text
    assert "style=" not in page
    assert "<script>" not in page
    assert not any(
        f"{scheme}//"
        in page.replace("http://www.w3.org/2000/svg", "").replace(
            "http://www.w3.org/1999/xlink", ""
        )
        for scheme in ("http:", "https:")
    )


def test_the_command_serves_until_it_is_interrupted():
    command = [sys.executable, "-m", "threshold", "workshop", "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    late = Timer(60, running.kill)  # whatever comes, the run of the tests goes on
    late.start()
    try:
        address = running.stdout.readline().split()[-1]
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        running.send_signal(signal.SIGINT)
        told = running.stdout.read()
        running.wait()
    finally:
        late.cancel()
        running.kill()
    assert (running.returncode, told.splitlines()[-1]) == (
        0,
        "Nothing is saved by itself. Ctrl-C ends it.",
    )


def test_a_free_port_is_found_and_a_taken_one_is_told():
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(OSError, match=r"\d+"):
            listening("127.0.0.1", port)
