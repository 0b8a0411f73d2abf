"""Elements of other laws' letter: citations, deadlines, persons, and terms in each language."""

from __future__ import annotations

from datetime import date

import pytest

from engine import Truth, assess
from knowledge import load
from knowledge.entries import Attribute
from knowledge.languages.texts import texts
from knowledge.languages.words import Words
from tests.conftest import DAY, EXPERIMENT, NO_OTHER_LAW, use_case


def cited(key):
    """The places that an entry cites, by their works."""
    return {source.work: source.at for source in load().entries[key].source}


def told(language, key):
    """What an entry of the rules says in a language, with its reasons and its figure."""
    words, entry = Words.of(language, load()), load().entries[key]
    explained = [
        words.explaining(key, field, text)
        for field in ("because", "reading")
        if (text := getattr(entry, field, None))
    ]
    if getattr(entry, "figure", None):
        explained.append(words.figure(key, entry.figure.says, 24, 72))
    return " ".join([words.statement(key, entry.title), *explained])


@pytest.mark.parametrize("financial_role", ["entity", "micro_entity"])
def test_dora_takes_the_place_of_nis2_for_financial_entities_of_every_size(financial_role):
    """DORA 1(2) and NIS2 4: for financial entities that are essential or important, DORA is the
    law of the sector; 2(2) calls all of 2(1)(a) to (t) financial entities, the smallest too.
    """
    stated = {**NO_OTHER_LAW, "nis2_entity": "essential", "critical_function": True}
    case = use_case(**EXPERIMENT, **{**stated, "financial_role": financial_role})
    result = assess(case, DAY)
    assert result.status("other_law.ground.dora") is Truth.TRUE
    assert result.status("other_law.ground.nis2") is Truth.FALSE
    assert result.status("duty.nis2_23") is Truth.FALSE


@pytest.mark.parametrize("financial_role", ["none", "supplier", None])
def test_who_is_no_financial_entity_stays_under_nis2(financial_role):
    """NIS2 21 and 23 fall away by the law of the sector alone; silence is no such law, and ICT
    service providers are none of the financial entities of DORA 2(2).
    """
    stated = {**NO_OTHER_LAW, "nis2_entity": "essential", "critical_function": True}
    case = use_case(**EXPERIMENT, **{**stated, "financial_role": financial_role})
    result = assess(case, DAY)
    assert result.status("other_law.ground.nis2") is Truth.TRUE


def test_that_people_decide_on_accounts_is_cited_from_the_article_on_oversight():
    """Platform Work Directive 10(5): whoever restricts, suspends or ends an account is a human
    being; 11(1), (2) give explanation, written statement and review.
    """
    assert cited("duty.platform_work_11") == {"platform_work_directive": "Art. 10(5), 11(1), (2)"}
    assert load().entries["duty.platform_work_11"].article.endswith("Art. 10(5), 11")


def test_that_the_works_council_is_consulted_is_cited_from_its_paragraph():
    """BetrVG § 90(1) is on telling the council, § 90(2) on deliberating with it."""
    (consulted,) = cited("duty.works_council_de_ai").values()
    (recorded,) = cited("control:works_council_consulted").values()
    assert (consulted, recorded) == ("§§ 80(3), 90(1), (2), 95(2a)", "§ 90(1) no. 3, (2)")
    entry = load().entries["control:works_council_consulted"]
    german = Words.of("de", load()).control(entry.id, entry.title)
    assert "beraten" in german
    assert "angehört" not in german


@pytest.mark.parametrize(
    ("key", "at"),
    [
        # CRA 71(2): application from 11 December 2027, Article 14 from 11 September 2026
        ("parameter:cra_applies", {"cyber_resilience_act": "Art. 71(2)"}),
        ("parameter:cra_reporting", {"cyber_resilience_act": "Art. 71(2)"}),
        # NIS2 41(1): measures apply from 18 October 2024
        ("parameter:nis2_transposed", {"nis2": "Art. 41(1)"}),
        # Consumer Credit Directive 48(1): measures apply from 20 November 2026
        ("parameter:consumer_credit_applies", {"consumer_credit_directive": "Art. 48(1)"}),
        # MDR 123(2): application from 26 May 2021
        ("parameter:mdr_applies", {"mdr": "Art. 123(2)"}),
        # Platform Work Directive 29(1): in force by 2 December 2026
        ("parameter:platform_work_transposed", {"platform_work_directive": "Art. 29(1)"}),
    ],
)
def test_days_of_application_are_cited_by_their_paragraph(key, at):
    (value,) = load().entries[key].values
    assert {source.work: source.at for source in value.source} == at


@pytest.mark.parametrize(
    ("key", "elements"),
    [
        # CRA 14(2)(c), (4)(c): 14 days after a measure is there; a month after the notification
        (
            "duty.cra_14",
            {
                "en": ("within a month of the incident's notification", "users are told"),
                "de": ("eines Monats nach der Meldung", "schwerwiegende Sicherheitsvorfälle"),
                "fr": ("dans le mois de la notification", "incidents graves"),
            },
        ),
        # NIS2 23(4)(d): a month after the notification; trust services notify within 24 hours
        (
            "duty.nis2_23",
            {
                "en": ("within a month of the notification", "trust"),
                "de": ("eines Monats nach der Meldung", "Vertrauensdiensteanbieter"),
                "fr": ("dans le mois de la notification", "services de confiance"),
            },
        ),
        # CRA 14(2)(a), (4)(a) and NIS2 23(4)(a): the law's word is early warning
        (
            "note.cra_deadlines",
            {"en": ("an early warning",), "de": ("Frühwarnung",), "fr": ("alerte précoce",)},
        ),
        (
            "note.nis2_deadlines",
            {"en": ("an early warning",), "de": ("Frühwarnung",), "fr": ("alerte précoce",)},
        ),
        # CRA 64(10)(a): micro and small makers, as to the deadline of the early warning alone
        (
            "note.cra_small_firms",
            {
                "en": ("early warning alone",),
                "de": ("Nur die Frühwarnung",),
                "fr": ("Seule l’alerte précoce",),
            },
        ),
        # CRA 4(4): unfinished software is no exception for safety components of other laws
        (
            "other_law.test_release",
            {
                "en": ("safety component",),
                "de": ("Sicherheitsbauteil",),
                "fr": ("composant de sécurité",),
            },
        ),
        # CRA 32(2) to (4): standards serve class I alone
        (
            "duty.cra_32",
            {"en": ("of class II by a third",), "de": ("der Klasse II",), "fr": ("de classe II",)},
        ),
        # Consumer Credit Directive 18(9): debt advice, a person's assessment, how to contest
        (
            "duty.credit_18_9",
            {
                "en": ("assessment by a person", "contest", "debt advice"),
                "de": ("Bewertung durch einen Menschen", "anzufechten", "Schuldnerberatung"),
                "fr": ("évaluation par une personne", "contester", "personnes endettées"),
            },
        ),
        # Platform Work Directive 7(1)(d): data to predict the exercise of fundamental rights
        (
            "duty.platform_work_10",
            {
                "en": ("fundamental rights",),
                "de": ("Grundrechte",),
                "fr": ("droits fondamentaux",),
            },
        ),
        # Machinery Regulation, Annex I, part A, no. 6: in respect of the embedded systems only
        (
            "duty.machinery_25",
            {
                "en": ("for that system alone",),
                "de": ("nur für dieses System",),
                "fr": ("pour ce seul système",),
            },
        ),
        # BetrVG § 95(2a): where artificial intelligence is used in drawing up the guidelines
        (
            "duty.works_council_de_ai",
            {"en": ("helps to draw up",), "de": ("Aufstellung",), "fr": ("aide à établir",)},
        ),
        # DORA 31: who is designated as a critical provider is under oversight, contract or not
        (
            "note.dora_by_contract",
            {"en": ("designated as critical",), "de": ("als kritisch",), "fr": ("critique",)},
        ),
    ],
)
def test_texts_say_what_the_law_says(key, elements):
    assert sorted(elements) == ["de", "en", "fr"]
    for language, wanted in elements.items():
        text = told(language, key)
        assert [one for one in wanted if one not in text] == [], (language, text)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        # GDPR 22(3) names 22(2)(a) and (c); under (b) the law itself lays down the safeguards
        ("duty.gdpr_22_3", "law"),
        # BetrVG § 87(1) no. 6: devices meant to watch; that suited ones count is case law
        ("duty.works_council_de", "case law"),
        # L. 132/2025 Art. 11(2) refers to Art. 1-bis: wholly automated systems
        ("duty.worker_notice_it", "wholly by machine"),
        # MDR 2(45): a systematic investigation on humans; no article says that a pilot is one
        ("caution.patients_without_investigation", "Article 2(45)"),
    ],
)
def test_what_goes_beyond_the_text_is_told_as_our_reading(key, names):
    entry = load().entries[key]
    assert entry.basis == "interpretation"
    assert names in entry.reading


def test_the_relief_of_small_makers_is_told_as_stated():
    """CRA 64(10)(a): no fine on micro and small manufacturers for a late early warning."""
    entry = load().entries["note.cra_small_firms"]
    assert (entry.basis, cited(entry.key)) == ("stated", {"cyber_resilience_act": "Art. 64(10)(a)"})


@pytest.mark.parametrize(
    ("attribute", "value", "elements"),
    [
        # DORA 3(60): fewer than ten, at most EUR 2 million, and none of four kinds of entity
        (
            "financial_role",
            "micro_entity",
            {
                "en": ("fewer than ten", "EUR 2 million", "trading venue", "central counterparty"),
                "de": ("weniger als zehn", "2 Mio. EUR", "Handelsplatz", "zentrale Gegenpartei"),
                "fr": ("moins de dix", "millions d’euros", "négociation", "contrepartie centrale"),
            },
        ),
        # DORA 2(1)(a), (b), (e), (n) by their names in each language
        (
            "financial_role",
            "entity",
            {
                "de": ("Kreditinstitut", "Zahlungsinstitut", "Wertpapierfirma"),
                "fr": ("établissement de crédit", "établissement de paiement"),
            },
        ),
        # NIS2 3(1)(a), (2): a medium-sized entity of Annex I is an important one
        (
            "nis2_entity",
            "important",
            {
                "en": ("medium-sized where large ones are essential",),
                "de": ("von mittlerer Größe, wo große wesentlich sind",),
                "fr": ("de taille moyenne là où les grandes sont essentielles",),
            },
        ),
        # Consumer Credit Directive 2(2)(h) leaves out payment deferred by the seller for free
        ("consumer_credit", "true", {"de": ("später bezahlen",), "fr": ("payez plus tard",)}),
    ],
)
def test_answers_say_what_the_law_says(attribute, value, elements):
    for language, wanted in elements.items():
        text = texts(language).answer(attribute, value).text
        assert [one for one in wanted if one not in text] == [], (language, text)
        assert "Kauf auf Rechnung" not in text


def test_questions_name_what_the_law_names():
    """MDR 2(1), second indent: injury or disability. GDPR 9(1): sexual orientation. Product
    Liability Directive 6(1)(b)(iii): only things used for work alone are left out.
    """
    asked = {entry.id: entry for entry in load().of_kind(Attribute)}
    assert "disability" in asked["medical_purpose"].question
    assert "orientation" in asked["special_categories"].question
    assert "in private and for work" in asked["can_harm"].meaning


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 3, 19), False),  # Regulation (EU) 2023/607 is in force from 20 March 2023
        (date(2023, 3, 20), True),
        (date(2028, 12, 31), True),  # MDR 120(3a)(b): until 31 December 2028
        (date(2029, 1, 1), False),
    ],
)
def test_an_earlier_device_is_told_of_its_transition_while_it_lasts(day, told):
    """MDR 120(3a): until the end of 2027 in class III and for implants of class IIb but for sutures
    and the like, until the end of 2028 in the others; 3b: declared before 26 May 2021.
    """
    result = assess(use_case(medical_purpose="class_iia_or_higher", stage="production"), day)
    assert result.status("duty.mdr_10") is Truth.TRUE
    assert (result.status("note.mdr_earlier_devices") is Truth.TRUE) == told
    if told:
        says = result.figures["note.mdr_earlier_devices"].says
        assert "2027-12-31 in class III" in says
        assert "2028-12-31 in the others" in says


def test_the_transition_spares_no_surveillance():
    """MDR 120(3d): surveillance, vigilance and registration are those of the Regulation."""
    entry = load().entries["note.mdr_earlier_devices"]
    assert "Surveillance, vigilance and registration" in entry.because
