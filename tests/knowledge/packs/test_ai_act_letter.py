"""Elements of the AI Act's letter: figures of the day asked, and texts that say them in each
language.
"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import load
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from tests.ai_act_facts import CREDIT


@pytest.mark.parametrize(
    ("day", "says", "told_by", "amended"),
    [
        # Article 57(1) of 2024
        (date(2026, 3, 1), "by 2026-08-02", "note.sandbox_by_the_first_text", False),
        (date(2026, 7, 26), "by 2026-08-02", "note.sandbox_by_the_first_text", False),
        (date(2026, 7, 27), "by 2027-08-02", "note.sandbox_by", True),  # as amended
    ],
)
def test_the_day_of_the_national_sandboxes_is_that_of_the_law_of_the_day(
    answer, day, says, told_by, amended
):
    result = answer(**CREDIT, on=day)
    notes = {"note.sandbox_by", "note.sandbox_by_the_first_text"}
    assert {note for note in notes if note in result.figures} == {told_by}
    assert result.figures[told_by].says == says
    (source,) = load().entries[told_by].source
    assert (source.amended_by is not None) == amended


@pytest.mark.parametrize(
    ("attribute", "value", "elements"),
    [
        # Article 5(3): it is the request that comes within 24 hours; 5(2): assessment and entry
        (
            "prohibited_practices",
            "realtime_remote_identification",
            {
                "en": ("requested within 24 hours", "fundamental rights", "EU database"),
                "de": ("binnen 24 Stunden beantragt", "Grundrechte", "EU-Datenbank"),
                "fr": ("demandée sous 24 heures", "droits fondamentaux", "base de données"),
            },
        ),
        # Article 5(1a)(a)(ii): foreseeable and reproducible, and without safeguards
        (
            "prohibited_practices",
            "child_abuse_material",
            {
                "en": ("foreseeable and reproducible", "without adequate safeguards"),
                "de": ("vorhersehbares und wiederholbares", "ohne angemessene Schutzmaßnahmen"),
                "fr": ("prévisible et reproductible", "faute de garanties"),
            },
        ),
        # Annex III, point 3(b): in education and vocational training
        (
            "annex_iii",
            "education_outcomes",
            {
                "en": ("education or vocational training",),
                "de": ("Bildung oder Berufsbildung",),
                "fr": ("l’enseignement ou la formation professionnelle",),
            },
        ),
        # Article 3(49)(a), (d): serious harm
        (
            "incident_kind",
            "general",
            {"en": ("serious harm",), "de": ("schwerer Schaden",), "fr": ("atteinte grave",)},
        ),
        # Article 25(4): not third parties whose tools are public under a free licence
        (
            "third_party_components",
            False,
            {"en": ("free licence",), "de": ("freier Lizenz",), "fr": ("licence libre",)},
        ),
        (
            "third_party_components",
            True,
            {
                "en": ("general-purpose model",),
                "de": ("Modell mit allgemeinem Verwendungszweck",),
                "fr": ("modèle à usage général",),
            },
        ),
        # Article 25(1)(a), (c): a brand, another purpose; mere use is a deployer's
        ("role", "integrator", {"en": ("brand",), "de": ("Marke", "neuen Zweck"), "fr": ()}),
    ],
)
def test_each_language_names_the_elements_of_the_text(attribute, value, elements):
    for language, words in elements.items():
        text = texts(language).answer(attribute, value).text
        assert [word for word in words if word not in text] == [], language


def test_a_german_integrator_is_no_mere_user():
    assert "verwenden" not in texts("de").answer("role", "integrator").text


@pytest.mark.parametrize(
    ("key", "elements"),
    [
        # Article 75(1)(a): the same provider, or providers of the same undertaking
        (
            "note.supervised_by_the_ai_office",
            {
                "en": ("provider or group", "very large online platform"),
                "de": ("einem Anbieter oder einer Gruppe", "sehr großen Online-Plattform"),
                "fr": ("d’un fournisseur ou d’un groupe", "très grande plateforme en ligne"),
            },
        ),
        # Articles 73(1), 75(1a): to whom a serious incident is reported
        (
            "duty.73",
            {
                "en": ("market surveillance authority", "to the AI Office"),
                "de": ("Marktüberwachungsbehörde", "an das Büro für KI"),
                "fr": ("surveillance du marché", "au Bureau de l’IA"),
            },
        ),
        # Article 49(4): the secure part of the database, for paragraphs 1 and 2 as well
        (
            "duty.49",
            {"en": ("not public",), "de": ("nicht öffentlichen",), "fr": ("non publique",)},
        ),
        (
            "duty.49_2",
            {"en": ("not public",), "de": ("nicht öffentlichen",), "fr": ("non publique",)},
        ),
        # Article 25(2), (5): close cooperation, and trade secrets
        (
            "duty.25_2",
            {
                "en": ("closely", "trade secrets"),
                "de": ("eng", "Geschäftsgeheimnisse"),
                "fr": ("étroitement", "secrets d’affaires"),
            },
        ),
        # Article 111(1): components of the systems of Annex X
        (
            "note.legacy_of_authorities",
            {
                "en": ("31 December 2030",),
                "de": ("31. Dezember 2030",),
                "fr": ("31 décembre 2030",),
            },
        ),
    ],
)
def test_texts_say_what_the_articles_say(key, elements):
    for language, wanted in elements.items():
        text = Words.of(language, load()).explaining(key, "because", load().entries[key].because)
        assert [one for one in wanted if one not in text] == [], (language, text)
