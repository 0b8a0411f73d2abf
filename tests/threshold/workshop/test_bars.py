"""The bars of a vote: all choices, shares of all votes, and the right one."""

from __future__ import annotations

from knowledge.cases.files import read_case
from knowledge.entries import Verdict
from knowledge.languages.texts import texts
from threshold.workshop.bars import bars, choices, right_choice
from threshold.workshop.translation import Speech
from threshold.workshop.votes import VERDICT

SPEECH = Speech(texts("en"))


def test_every_choice_has_a_bar_in_the_order_of_the_ballot():
    found = bars(VERDICT, {"prohibited": 1}, "production_required", SPEECH)
    ranked = sorted(SPEECH.base.of_kind(Verdict), key=lambda entry: entry.rank)
    assert [bar.choice for bar in found] == [entry.id for entry in ranked]  # forbidden first
    assert found[0].choice == "prohibited"
    assert [bar.votes for bar in found if bar.choice != "prohibited"] == [0] * (len(found) - 1)


def test_a_bar_is_a_share_of_all_votes_and_not_of_the_largest():
    counts = dict.fromkeys(("data_science", "analysts", "business_users", "public"), 5)
    found = {bar.choice: bar for bar in bars("exposure", counts, None, SPEECH)}
    assert [found[choice].percent for choice in counts] == [25] * 4
    assert found["customers"].percent == found["unknown"].percent == 0
    assert [bar.choice for bar in found.values() if bar.leads] == list(counts)


def test_without_votes_nothing_leads():
    found = bars("exposure", {}, "public", SPEECH)
    assert not any(bar.leads or bar.percent for bar in found)
    assert [bar.choice for bar in found if bar.right] == ["public"]


def test_the_right_choice_is_the_engines_verdict_or_what_the_case_states():
    case = read_case("example:schufa_score")
    assert right_choice(VERDICT, case, "prohibited") == "prohibited"
    assert right_choice("annex_iii", case, "prohibited") == "creditworthiness"
    assert right_choice("affects_people", case, "prohibited") == "true"
    assert right_choice("volume_multiple", case, "prohibited") is None


def test_of_a_set_what_was_chosen_together_is_one_bar_beside_none_and_unknown():
    found = bars("customer_channels", {"chatbot, other": 2}, "chatbot", SPEECH)
    assert [bar.choice for bar in found] == ["chatbot", "none", "unknown", "chatbot, other"]
    assert "none" in choices("customer_channels", SPEECH.base)
