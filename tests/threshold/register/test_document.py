"""The record of a decision as a document of Word, read again by the library and as what it is: a
package of XML.
"""

from __future__ import annotations

import sys
from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner

from explain.forms.outline import Line, Outline, Section
from threshold.cli import main
from threshold.register import Register
from threshold.register.document import WIDTH, _shares, to_docx

HOSTILE = "=1+1 \x1b[31m\x00 \ufffe <w:p> & \u202e ]]>\ud800"
ON = "2026-12-10"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    """A register with a case of which one answer lapsed."""
    url = str(tmp_path_factory.mktemp("document") / "register.db")
    case = {"name": "CV screening", "ai_system": True, "exposure": "business_users"}
    with Register(url) as register:
        register.add("17", case, who="Ida Roth", on="2026-11-01")
        register.answer(
            "17", "output_use", "operational", who="Marta Sol", on="2026-11-02",
            evidence=b"minutes", file_name="minutes.pdf", valid_until="2026-11-30",
        )  # fmt: skip
    return url


def record(where, folder, *more):
    target = folder / "record.docx"
    typed = ["register", "record", "17", "-o", str(target), "--register", where, "--on", ON, *more]
    done = CliRunner().invoke(main, typed)
    return done, target


def tables(document):
    """All tables, each as its rows; the first one has the heads."""
    return [
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables
    ]


def test_a_document_says_what_was_decided_on_which_facts_by_whom_and_leaves_the_rest_open(
    where, tmp_path
):
    decided = ("--decision", "No use before the audit", "--decided-by", "Jon Lie")
    done, target = record(where, tmp_path, *decided, "--decided-on", "2026-12-09")
    assert done.exit_code == 0, done.output
    document = docx.Document(str(target))
    titles = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert titles[0] == "17: CV screening: record of a decision, 2026-12-10"
    assert titles[1:4] == [
        "What was decided",
        "On which facts",
        "Answers that lapsed, and count as unknown",
    ]
    decision, facts, lapsed, *_ = tables(document)
    assert decision == [
        ("what", "as stated"),
        ("decision", "No use before the audit"),
        ("for these reasons", "open"),
        ("by whom", "Jon Lie"),
        ("on which day", "2026-12-09"),
        ("to be reviewed on", "open"),
    ]
    assert facts[0] == lapsed[0]
    assert {row[2:] for row in facts[1:]} == {("Ida Roth", "2026-11-01", "open", "")}
    ((*_, who, since, evidence, until),) = lapsed[1:]
    assert (who, since, until) == ("Marta Sol", "2026-11-02", "2026-11-30")
    assert evidence.startswith("minutes.pdf (SHA-256 ")
    assert document.core_properties.author == ""
    assert "no legal advice" in document.paragraphs[-1].text


@pytest.mark.parametrize(
    ("language", "title", "is_it"),
    [("de", "Was entschieden wurde", "ja"), ("fr", "Ce qui a été décidé", "oui")],
)
def test_a_document_speaks_german_and_french(where, tmp_path, language, title, is_it):
    done, target = record(where, tmp_path, "--language", language)
    assert done.exit_code == 0, done.output
    document = docx.Document(str(target))
    whole = "\n".join([*(one.text for one in document.paragraphs), *map(str, tables(document))])
    assert title in whole
    assert f"'{is_it}', 'Ida Roth'" in whole
    assert "(EN)" not in whole
    assert "fingerprint" not in whole
    assert document.core_properties.language == language


def test_heads_are_repeated_on_each_page_and_hostile_texts_stay_texts():
    section = Section(
        title=HOSTILE, lines=(Line(text="", cells=(HOSTILE, "x" * 5_000)),), columns=("a", HOSTILE)
    )
    bullets = Section(
        title="b", lines=(Line(text=HOSTILE, below=(Line(text="below", remark=True),)),)
    )
    outline = Outline(title=HOSTILE, lead=(HOSTILE,), sections=(section, bullets), notice=HOSTILE)
    raw = to_docx(outline, "fr", date(2026, 12, 10))
    with ZipFile(BytesIO(raw)) as package:
        assert package.testzip() is None
        body = ElementTree.fromstring(package.read("word/document.xml"))
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
        names = package.namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert body.find(f".//{W}tblHeader") is not None
    normal = styles.find(f"{W}style[@{W}styleId='Normal']")
    assert normal.find(f".//{W}lang").get(f"{W}val") == "fr"
    document = docx.Document(BytesIO(raw))
    (table,) = document.tables
    assert "<w:p> & " in table.rows[1].cells[0].text
    assert "\\x1b" in table.rows[1].cells[0].text


def test_without_the_library_one_line_says_how_to_get_it(where, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    done, target = record(where, tmp_path)
    assert done.exit_code == 2
    assert done.output == ("register needs python-docx: pip install 'threshold-rules[document]'\n")
    assert not target.exists()


def test_no_word_of_a_head_is_broken():
    heads = ["Frage", "Antwort", "von wem", "ab", "Nachweis", "gültig bis"]
    long = "x" * 200
    shares = _shares([heads, [long, long, "maria", "20. November 2026", "offen", ""]])
    assert sum(shares) == pytest.approx(1)
    # a letter in bold of 8 points takes 2 mm in a wide font, and a cell has margins of 4
    for head, share in zip(heads, shares, strict=True):
        assert WIDTH * share - 4 >= 2 * max(map(len, head.split())), head
