"""Bytes as text: by a mark, by the encoding named, or found; what it lacks is kept apart."""

from __future__ import annotations

import pytest

from knowledge.tables.decoding import UNREAD, byte_of, decode

TEXT = "Größe;Übersicht €\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_a_mark_says_the_encoding_whatever_an_intake_names(encoding, name):
    decoded = decode(TEXT.encode(encoding), "cp1252")
    assert (decoded.text, decoded.encoding) == (TEXT, name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "cp1252"])
def test_an_encoding_without_a_mark_is_found_and_said_where_it_is_not_utf_8(encoding):
    decoded = decode(("name\tstage\n" * 20 + TEXT).encode(encoding))
    assert decoded.text.endswith(TEXT)
    assert (decoded.encoding, decoded.found) == (encoding, encoding != "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "cell", ["課題管理票" * 9, "Прогноз", "ગુજરાતી", "上", "一覧表の名前、課題管理票です" * 3]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_characters_of_two_bytes_are_found_in_lists_of_any_letters(encoding, cell, end):
    text = f"name,exposure{end}" + f"{cell},public{end}" * 30
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text",
    ["name\nA\0\0\0\0\0\0\0\0\n", "name\n\0A\nB\0\n\0\n", "name,Größe\n" + "A\0,x\0\n" * 9],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_noughts_within_a_text_make_no_characters_of_two_bytes(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_the_encoding_that_is_named_is_not_said_to_be_found():
    decoded = decode(TEXT.encode("cp1252"), "windows-1252")
    assert (decoded.text, decoded.encoding, decoded.found) == (TEXT, "cp1252", False)


@pytest.mark.parametrize("named", ["cp1252", "latin-1", "mac-roman"])
def test_a_list_that_was_saved_anew_as_utf_8_is_that_whatever_an_intake_names(named):
    decoded = decode(TEXT.encode(), named)
    assert (decoded.text, decoded.encoding, decoded.found) == (TEXT, "utf-8", True)
    assert decode(b"name\n", named).encoding != "utf-8"  # which says nothing


@pytest.mark.parametrize("named", ["utf-16-le", "gb18030", "shift_jis"])
def test_of_other_encodings_the_one_that_is_named_counts(named):
    decoded = decode("名前\n".encode(named), named)
    assert (decoded.text, decoded.encoding, decoded.found) == ("名前\n", named, False)


def test_a_byte_that_the_encoding_lacks_is_kept_and_another_encoding_is_proposed():
    raw = "Größe ".encode() * 3 + b"\xff"
    decoded = decode(raw)
    (unread,) = UNREAD.findall(decoded.text)
    assert byte_of(unread) == 0xFF
    assert decoded.encoding == "utf-8"
    assert decoded.others != "utf-8"
    assert raw.decode(decoded.others)


def test_where_all_bytes_are_read_no_other_encoding_is_proposed():
    assert decode(TEXT.encode()).others == ""


def test_an_encoding_that_is_none_is_an_error():
    with pytest.raises(LookupError):
        decode(b"name", "cp99999")


def test_no_bytes_are_no_text():
    assert decode(b"").text == ""


LISTS = {
    "de": "Nr;Maßnahme;Zuständig\n1;Prüfung der Verträge;Müller\n2;Höhe der Löhne;Käßler\n",
    "fr": "Intitulé;Problème\nPrévision générale des dépôts;à l’étude\nDéçu;fenêtre, août\n",
    "da": "Måling;Løsning\nStyring af gæster på mødet;Sørensen\n",
    "es": "Año;Descripción técnica\nCampaña de señales;Muñoz\n",
    "pl": "Zgłoszenie;Świadczenie\nWykrywanie błędów w księgach;Łukasz Wiśniewski\n"
    "Rozkład urządzeń;Małgorzata\nZażalenia;Grażyna\n",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "cp1252") for language in ("de", "fr", "da", "es")),
        *((language, "mac-roman") for language in ("de", "fr", "da")),
        *((language, "cp850") for language in ("de", "da", "es")),
        *(("pl", encoding) for encoding in ("cp1250", "iso8859-2")),
    ],
)
def test_an_encoding_of_one_byte_is_found_by_the_letters_of_words(language, encoding):
    text = LISTS[language]
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.found) == (text, True)


CENTRAL = {
    "pl": "Ocena wniosków;Źródło: dane klientów\nŁukasz Żak;żółte światło\n",
    "cs": "Hodnocení žádostí o úvěr;Jiří Dvořák\nPředpověď;Řízení zásob;Müller\n",
    "sk": "Predpoveď predaja;Ľubomír\nÚčtovníctvo;výroba tŕňov;Kôň\n",
    "hu": "Hitelbírálat;Szőke Ödön\nKészlet;Előrejelzés;tükörfúrógép\n",
    "hr": "Procjena rizika;Đuro Šarić\nŽeljko;Čović\n",
}
WESTERN = {
    "de": "Größenschätzung;Änne Weiß\nPrüfung;Café;20 °C;§ 5;10 m³\n",
    "fr": "Évaluation;cœur du métier\nà l’échelle;François;où;Noël\n",
    "it": "Qualità;perché;così;più;città\n",
    "es": "¿Qué?;Año;pingüino;según;1ª\n",
    "pt": "Previsão;Avaliação de opções;João\n",
    "nl": "geïnteresseerd;coöperatie;één\n",
    "sv": "Försäljning;åtgärder;Åsa Öberg\n",
    "da": "Vækst;Prøvekørsel;Søren Ærø;caffè\n",
    "is": "Þór;spá;fjárhæð;ýmis;löð\n",
    "et": "Müük;õpe;šokolaad;ärimees\n",
    "de and fr": "Größe;Prévision\nKäufer;être;Noël Gaëtan\n",
    "da and it": "Søren;caffè;più\nÆrø;qualità\n",
}


@pytest.mark.parametrize("language", CENTRAL)
def test_letters_of_a_central_european_language_are_read_as_they_were_written(language):
    """Excel saves a CSV file so in Prague, Warsaw, Budapest; every byte of most is western, too."""
    decoded = decode(CENTRAL[language].encode("cp1250"))
    assert (decoded.text, decoded.encoding) == (CENTRAL[language], "cp1250")
    assert any("cp1250" in str(note) for note in decoded.notes)


@pytest.mark.parametrize("language", WESTERN)
def test_letters_of_western_languages_are_not_taken_for_central_european_ones(language):
    assert decode(WESTERN[language].encode("cp1252")).text == WESTERN[language]


def test_where_two_other_encodings_fit_alike_the_common_one_is_taken():
    raw = b"name\nM\x84ller\nRh\x99n\n"  # ä and Ö in cp850, Ñ and ô on a Macintosh
    assert (decode(raw).encoding, decode(raw).found) == ("cp1252", True)


@pytest.mark.parametrize(
    "text",
    [
        "name\nO’Brien’s list\nd’avant, l’été\n",
        "name\nA–B Tests\nWatson™ • Search… “x” m² 5 €\n",
        "name\nPreis 10\u00a0EUR, ab\u00a0Mai\n",
        "name\nGRÖSSE DER ÄMTER\nMÜLLER\nSTRAßE\n",
        "name\n5 €\n",
    ],
)
def test_signs_between_words_tell_nothing_against_the_common_encoding(text):
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "word"),
    [
        ("имя;Прогноз спроса\n", "cp1251", "'Ïðîãíîç'"),
        ("όνομα;Πρόβλεψη\n", "cp1253", "'üíïìá'"),
        ("Größe;Übersicht;été;œuvre;“Ça”;— — —;²³¹½;€€€€\n", "cp1252", ""),
        ("Żółć;łódź;ąęść\n", "utf-8", ""),
        ("Прогноз спроса\n", "utf-8", ""),
    ],
)
def test_words_that_no_western_language_has_make_an_encoding_that_was_found_doubtful(
    text, encoding, word
):
    notes = [str(note) for note in decode(text.encode(encoding)).notes]
    assert any(f"words such as {word}" in note for note in notes) == bool(word)
    named = [*decode(text.encode(encoding), encoding).notes]
    assert not named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("MÃ¼ller;GrÃ¶ÃŸe\n", "'MÃ¼ller' seems to have been 'Müller'"),
        ("Â«BotÂ»\n", "'Â«Bot' seems to have been '«Bot'"),
        ("sociÃ©tÃ©\n", "'sociÃ©t' seems to have been 'sociét'"),
        ("Lâ€™Oréal; 5 Â€\n", ""),
        ("CHÂTEAU; SÃO PAULO; Ã; Â ; PÂTÉ\n", ""),
        ("Müller 50 ¼\n", ""),
    ],
)
def test_a_word_that_was_encoded_twice_is_told_and_left(text, told):
    decoded = decode(text.encode())
    notes = [str(note) for note in decoded.notes]
    assert decoded.text == text
    assert (len(notes), told in "".join(notes)) == (bool(told), True)


def test_a_word_that_was_encoded_twice_is_found_however_long_the_words_around_it_are():
    """Each letter of a long word was tried as the beginning of one: a minute for 140,000."""
    (told,) = [str(note) for note in decode(f"{'x' * 200_000} MÃ¼ller;Ã".encode()).notes]
    assert "MÃ¼ller" in told
    (told,) = [str(note) for note in decode(f"{'x' * 50}Ã¼{'y' * 50}".encode()).notes]
    assert f"{'x' * 40}Ã¼{'y' * 40}" in told
