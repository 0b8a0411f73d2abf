"""One word a thing, and the word that the German and French text of the AI Act has for it."""

from __future__ import annotations

import re

import pytest

from knowledge.base import load
from knowledge.languages.texts import texts
from knowledge.pack_paths import EXAMPLE, example_packs

TRANSLATED = ("de", "fr")
PLACEHOLDER = re.compile(r"\{(?!day\})\w+\}")


def told(code):
    """English → text, by key, of all that the shipped and the example packs and the pages say."""
    spoken = texts(code, load([f"{EXAMPLE}{name}" for name in example_packs()]))
    return {keys: (spoken.english[keys], text) for keys, text in spoken.own.items()}


def of_those(code, english, but_not="(?!)"):
    """The texts in a language whose English has a word, and not another; names of placeholders
    are none.
    """
    found = {
        keys: text
        for keys, (said, text) in told(code).items()
        if re.search(english, words := PLACEHOLDER.sub("{}", said))
        and not re.search(but_not, words)
    }
    assert found
    return found


# `Anbieter` and `fournisseur` are the provider of Article 3(3), whom duties fall on. A vendor is
# whoever sold the thing, and often no provider; Article 5 speaks of those who place on the market.
PROVIDER = {"de": r"\bAnbieter", "fr": r"fournisseur"}
OF_THE_LAW = ("prohibited_practices", "duty.26_8", "penalty.union_body_prohibited")


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_vendor_is_not_called_what_the_act_calls_a_provider(code):
    said = of_those(code, r"\bvendor", r"\bprovider")
    assert {
        keys: text
        for keys, text in said.items()
        if re.search(PROVIDER[code], text) and not set(OF_THE_LAW) & set(keys)
    } == {}


# Article 113: the Act is in force since 1 August 2024 ("entre en vigueur") and applies later, by
# chapters ("est applicable à partir du"). A duty that binds applies; it is not in force.
def test_a_duty_that_binds_is_applicable_in_french_and_not_in_force():
    said = of_those("fr", r"\b[Bb]inds?\b|\b[Bb]inding\b|does not bind|begins? to bind")
    assert {keys: text for keys, text in said.items() if "en vigueur" in text} == {}
    in_force = of_those("fr", r"\bin force\b")
    assert {keys for keys, text in in_force.items() if "vigueur" not in text} == set()


def test_words_of_the_german_act_are_its_own():
    """Article 3(57): Test unter Realbedingungen; Article 56: Praxisleitfaden, which is a code of
    practice, where Article 95 has a Verhaltenskodex.
    """
    everything = {keys: text for keys, (_, text) in told("de").items()}
    assert {keys for keys, text in everything.items() if "realen Bedingungen" in text} == set()
    assert {keys for keys, text in everything.items() if "Allzweck" in text} == set()
    practice = of_those("de", r"code of practice")
    assert {keys for keys, text in practice.items() if "Praxisleitfaden" not in text} == set()


def test_what_is_due_by_a_day_may_be_done_on_that_day_in_french():
    """`avant le` leaves the day out, which the law lets in."""
    said = of_those("fr", r"\bby \{day\}|\bby$|\bby \d{1,2} [A-Z][a-z]+ \d{4}\b")
    assert {
        keys: text
        for keys, text in said.items()
        if re.search(r"avant le( \{day\}| \d|$)", re.sub(r"d’avant le", "", text))
    } == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_who_is_fined_pays_a_fine_and_is_not_merely_dealt_with(code):
    """`wird nicht belegt` reads as: is not proven."""
    fine = {"de": r"[Gg]eldbuße|bebuß", "fr": r"amende|punir"}[code]
    said = of_those(code, r"\bfined?\b")
    assert {keys: text for keys, text in said.items() if not re.search(fine, text)} == {}


CONTROLS = {"de": (r"\bcontrols?\b", "Vorkehrung"), "fr": (r"\bcontrols?\b", "mesure|contrôle")}
OTHER_CONTROL = r"control\b.*(body|choose|your|border|staff|quality|touches|machine|`)|own control"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_control_has_one_word_in_every_form(code):
    english, word = CONTROLS[code]
    said = of_those(code, english, OTHER_CONTROL)
    forms = {keys: text for keys, text in said.items() if keys[0] in ("forms", "phrases")}
    lacking = {k for k, text in forms.items() if not re.search(word, text, re.IGNORECASE)}
    assert {keys[1] for keys in lacking} <= {"nested_expected"}  # the key of a case file


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_relief_has_one_word_in_every_form(code):
    word = {"de": "Befreiung", "fr": "dispense"}[code]
    said = of_those(code, r"\b[Rr]eliefs?\b")
    forms = {keys: text for keys, text in said.items() if keys[0] in ("forms", "phrases", "open")}
    lacking = {k for k, text in forms.items() if not re.search(word, text, re.IGNORECASE)}
    assert {keys[1] for keys in lacking} <= {"look_no_relief"}  # "exception qui ne dispense pas"
