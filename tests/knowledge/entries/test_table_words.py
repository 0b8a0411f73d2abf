"""Titles of the rows of decision tables that say none: plain words, put together from cells."""

from __future__ import annotations

from knowledge import load
from knowledge.authoring.wording_defects import defects
from knowledge.entries.table_words import row_title
from knowledge.languages.lacking import untranslated
from tests.random_knowledge import opening

START = opening("fee.high_fee", ("n0", "b0"))


def test_rows_without_a_title_have_one_in_plain_words(tmp_path):
    """`threshold check` asks for words instead of names: a row that says none gets some."""
    table = (
        "hit: collect\n  rows: fees.csv\n  answers: {high_fee: A high fee is due}\n"
        "  source: {work: w, at: '2'}\n"
    )
    text = START.replace("b0", "has_paid_late")
    (tmp_path / "fees.yaml").write_text(f"{text}\n- table: fee\n  title: Fees\n  {table}")
    rows = (
        "row,has_paid_late,n0,concludes,when\n"
        "of_late_ones,yes,>= 3,high_fee,\n,,!= 2,high_fee,n0 > 1\n"
    )
    (tmp_path / "fees.csv").write_text(rows)
    base = load([tmp_path / "fees.yaml"], shipped=False)
    assert base.entries["fee.high_fee.of_late_ones"].title == (
        "Fees, row 1: has paid late yes, n0 at least 3"
    )
    assert base.entries["fee.high_fee.row_2"].title == "Fees, row 2: n0 not 2"
    assert not [found for found in defects(base) if found.kind == "no plain words"]


def test_a_title_made_of_many_cells_is_short_enough_to_draw():
    cells = {f"attribute_{number}": ">= parameter.a_long_name" for number in range(9)}
    assert row_title("Which fee is due", 7, cells) == "Which fee is due, row 7"


def test_titles_that_are_made_of_cells_are_not_asked_for_in_other_languages(tmp_path):
    """They stand nowhere in the pack; those that a row says are asked for."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "de.yaml").write_text("statements: {}\n")
    (tmp_path / "pack.yaml").write_text(
        'name: fees\nversion: "1"\ntitle: Fees\nlanguages: [en, de]\n'
    )
    (tmp_path / "fees.yaml").write_text(
        "- {work: fees_w, title: a, cited_as: Fees}\n"
        "- {attribute: n0, type: number, question: q?, source: {work: fees_w, at: a}}\n"
        "- table: fee\n  title: A fee\n  hit: collect\n"
        '  rows: [{n0: "> 1", concludes: due}, {n0: "> 2", title: Much, concludes: due}]\n'
        "  answers: {due: A fee is due}\n  source: {work: fees_w, at: '2'}\n"
    )
    lacking = untranslated("de", load([tmp_path]))["fees"]
    assert "statements.fee.due" in lacking
    assert "statements.fee.due.row_2" in lacking
    assert "statements.fee.due.row_1" not in lacking
