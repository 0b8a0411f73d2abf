"""What a trainer presses and what a room must see stands on the screen, on walls of any shape."""

from __future__ import annotations

import pytest

from tests.browser import PHONE
from tests.conftest import needs_chromium
from tests.sizes import taking
from tests.threshold.workshop.trainer import ask, choose, follows, press, says

WALLS = ["1024x768", "1280x720", "1920x1080"]
LANGUAGE = "fr"  # its texts are the longest
VOTES = {
    "verdict": ["production_required", "prohibited", "experiment_excepted"],
    "failure_impact": ["learning", "unknown"],
    "exposure": ["data_science", "public"],
}
# of a long list whether any member applies, of a short one its first member
FIRST_STEP = "#card :is(.answers > .option, summary.option, .answers > .options > :first-child)"
CUT = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
UNSEEN = """([selector]) => [...document.querySelectorAll(selector)].filter((one) => {
  const box = one.getBoundingClientRect(), middle = box.left + box.width / 2;
  const covered = (y) => {
    const hit = document.elementFromPoint(middle, y);
    return !hit || !(one.contains(hit) || hit.contains(one));
  };
  const outside = box.top < 0 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
  return !box.width || outside || covered(box.top + 4) || covered(box.bottom - 4);
}).map((one) => one.textContent.trim().slice(0, 40))"""


def unseen(page, selector):
    """The texts that are not in sight, once what was swapped in has come to rest."""
    page.locator(selector).first.wait_for()
    for _ in range(30):
        found = page.evaluate(UNSEEN, [selector])
        if not found:
            break
        page.wait_for_timeout(100)
    return found


def on_walls(usually):
    """On each of the walls; any run takes one of them, not the same for every test."""
    return pytest.mark.parametrize("pages", taking([usually], of=WALLS), indirect=True)


@pytest.fixture
def pages(hall, request):
    """The trainer's page and the projector's, on one wall, in the language of the longest texts."""
    found = []
    for path in ("/", "/projector"):
        width, height = map(int, request.param.split("x"))
        page = hall(path, {"width": width, "height": height}, language=LANGUAGE)
        page.locator("#card").wait_for()
        found.append(page)
    hall.session = hall.room.session
    return (hall, *found)


def voted(hall, choices):
    for voter in range(30):
        number = hall.session.now.vote.number
        hall.session.cast(f"voter{voter:04}", number, choices[voter % len(choices)])


@needs_chromium
@on_walls(usually="1024x768")
def test_answers_and_controls_of_a_question_are_in_sight(pages):
    _, trainer, projector = pages
    choose(trainer, "hiring_trial", LANGUAGE)
    assert unseen(trainer, ".controls button") == []
    for long_list in ("annex_iii", "prohibited_practices"):
        ask(trainer, long_list)
        assert unseen(trainer, "#card .controls button, #card .some[open] .these button") == []
        assert unseen(trainer, FIRST_STEP) == []
        projector.locator(".card h2", has_text=trainer.locator("#card h2").inner_text()).wait_for()
        assert unseen(projector, ".card .on-ballot li") == []
    ask(trainer, "medical_purpose")
    if trainer.viewport_size["height"] / trainer.viewport_size["width"] > 0.7:
        assert unseen(trainer, "#card .option") == []


@needs_chromium
@on_walls(usually="1280x720")
def test_a_room_sees_how_to_vote_and_every_bar_and_the_trainer_how_to_end_it(pages):
    hall, trainer, projector = pages
    choose(trainer, "schufa_score", LANGUAGE)
    for about, choices in VOTES.items():
        hall.session.open_vote(about)
        voted(hall, choices)
        projector.locator("#voted", has_text="30").wait_for()
        follows(trainer, hall.session)
        assert unseen(projector, ".card .join svg, .card .join b, .card .on-ballot li") == []
        assert unseen(trainer, ".controls button, .card .join svg, .card .on-ballot li") == []
        press(trainer, "r")
        trainer.locator(".card .bars").wait_for()
        projector.locator(".card .bars").wait_for()  # the count stood there before the reveal
        assert unseen(projector, ".card .count, .card .how-many, .card .bars li") == []
        assert unseen(trainer, ".controls button") == []
        broken = "all => all.filter(one => one.getClientRects().length > 1).length"
        assert trainer.locator(".tally > b, .tally .share").evaluate_all(broken) == 0
        hall.session.close_vote()
        follows(projector, hall.session)


@needs_chromium
@on_walls(usually="1280x720")
def test_the_list_of_keys_is_seen_from_its_title_to_its_end(pages):
    _, trainer, _ = pages
    press(trainer, "?")
    assert unseen(trainer, "#help h2, #help dd, #help .button") == []


@needs_chromium
@on_walls(usually="1920x1080")
def test_what_a_case_states_of_a_long_list_stands_first_and_in_sight(pages):
    hall, trainer, _ = pages
    choose(trainer, "schufa_score", LANGUAGE)
    ask(trainer, "annex_iii")
    assert [*hall.session.now.case.stated()["annex_iii"]] == ["creditworthiness"]
    first = trainer.locator("#card .some[open] .option input").first
    assert first.get_attribute("value") == "creditworthiness"
    assert first.is_checked()
    assert trainer.locator("#card .some .option input:checked").count() == 1
    assert unseen(trainer, "#card .some .option:has(:checked)") == []


@needs_chromium
@on_walls(usually="1024x768")
def test_while_the_room_votes_each_choice_of_a_long_list_is_in_sight(pages):
    hall, trainer, projector = pages
    choose(trainer, "hiring_trial", LANGUAGE)
    hall.session.answer("exposure", "customers")  # a verdict of two lines
    for long_list in ("annex_iii", "prohibited_practices"):
        hall.session.open_vote(long_list)
        for page in (trainer, projector):
            follows(page, hall.session)
            assert unseen(page, "#graph .on-ballot li") == []
    # of Annex III, a wall has no room for more than three lines of each use
    assert projector.locator("#graph .on-ballot li").evaluate_all(CUT) == 0


@needs_chromium
@on_walls(usually="1920x1080")
def test_while_the_room_votes_each_choice_is_in_sight_with_its_whole_text(pages):
    """Lists that are not long, but too long for the card, stand where the graph stood."""
    hall, trainer, projector = pages
    choose(trainer, "schufa_score", LANGUAGE)
    for about in ("exposure", "beliefs", "role", "trial_safeguards"):
        hall.session.open_vote(about)
        for page in (trainer, projector):
            follows(page, hall.session)
            assert page.locator(".on-ballot").count() == 1
            assert unseen(page, ".on-ballot li, .card .join svg, .card .join b") == []
            assert page.locator(".on-ballot li").evaluate_all(CUT) == 0
        assert unseen(trainer, ".controls button") == []


@needs_chromium
@on_walls(usually="1280x720")
def test_of_many_short_choices_each_is_large_and_each_bar_in_sight(pages):
    """Fourteen choices took a third of the wall, and a card had room for half of their bars."""
    hall, trainer, projector = pages
    large = "all => all.every(one => parseFloat(getComputedStyle(one).fontSize) >= 17)"
    hall.session.open_vote("use_profile")
    for page in (trainer, projector):
        follows(page, hall.session)
        assert unseen(page, "#graph .on-ballot li, .card .join b") == []
        assert page.locator("#graph .on-ballot li").evaluate_all(large)
    voted(hall, ["insurance", "recruiting", "unknown"])
    press(trainer, "r")
    for page in (trainer, projector):
        page.locator("#graph .bars").wait_for()
        assert page.locator(".bars").count() == 1
        assert unseen(page, ".bars li, .bars .tally, .bars button, .card .count") == []
    trainer.locator("#graph .bars button").first.click()
    trainer.locator("#graph .pane > svg").wait_for()
    assert "use_profile" in hall.session.now.case.stated()


@needs_chromium
def test_a_count_never_falls_behind_the_ballot_that_a_phone_just_sent(hall):
    """What was told before the ballot was sent is older than the answer to it."""
    trainer, voter = hall(), hall("/vote", PHONE)
    ask(trainer, "exposure")
    press(trainer, "v")
    voter.locator(".option").first.wait_for()
    voter.evaluate(
        """() => {
          window.counts = [];
          new MutationObserver(() => {
            const voted = document.getElementById("voted");
            if (voted) window.counts.push(Number(voted.textContent));
          }).observe(document.body, { childList: true, subtree: true, characterData: true });
        }"""
    )
    voter.get_by_role("button", name="anyone").click()
    says(voter, "Counted: anyone", ".cast")
    says(trainer, "1", "#voted")
    voter.wait_for_timeout(300)
    counts = voter.evaluate("window.counts")
    assert counts[-1] == 1
    assert counts == sorted(counts)
