"""Posters as slides: all that the poster says, legible, and within the slide."""

from __future__ import annotations

from io import BytesIO

import pytest
from pptx import Presentation
from pptx.util import Emu

from explain.graph.lettering import wrapped
from explain.graph.slides import HEIGHT, WIDTH, Deck
from explain.posters.cards import Card, Column, Ink
from explain.posters.knowledge_map import map_columns
from explain.posters.legal_chain import chain_columns
from explain.posters.slides import add_poster
from knowledge.base import load
from knowledge.entries import Classification
from knowledge.languages.words import Words
from tests.conftest import DAY

LEAST = 12.0  # points; 9 of a slide 13.33 inches wide are 12 pixels of a projector 1280 wide
INK = Ink("#FFFFFF", "#333333")


def slides_of(title, columns):
    deck = Deck(title, "en")
    add_poster(deck, title, columns)
    return Presentation(BytesIO(deck.content())).slides


def texts(slides):
    return [shape.text_frame.text for slide in slides for shape in slide.shapes]


@pytest.fixture(scope="module", params=["en", "de"])
def columns(request):
    base, words = load(), Words.of(request.param)
    chains = [
        column
        for entry in base.of_kind(Classification)
        for column in chain_columns(base, entry, DAY, words)
    ]
    return [*map_columns(base, DAY, words), *chains]


def test_every_card_is_on_a_slide_in_letters_that_a_room_can_read(columns):
    slides = slides_of("Poster", columns)
    told = "\n".join(texts(slides))
    for column in columns:
        for card in column.cards:
            for item in card.title.split("; "):  # a long list goes on from slide to slide
                assert item in told
    sizes = [
        run.font.size.pt
        for slide in slides
        for shape in slide.shapes
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(sizes) >= LEAST


def test_boxes_stay_on_their_slide_and_off_each_other(columns):
    for slide in slides_of("Poster", columns):
        boxes = [shape for shape in slide.shapes if not shape.is_placeholder]
        for box in boxes:
            assert Emu(box.left + box.width).inches <= WIDTH
            assert Emu(box.top + box.height).inches <= HEIGHT
        for one in boxes:
            for other in boxes:
                beside = one.left + one.width <= other.left or other.left + other.width <= one.left
                below = one.top + one.height <= other.top or other.top + other.height <= one.top
                assert one is other or beside or below


def test_columns_about_the_same_share_slides_and_the_head_is_the_title():
    made = [
        Column("", (Card("one", ink=INK),), INK, about="reasons"),
        Column("", (Card("two", ink=INK),), INK, about="reasons"),
        Column("Head", (Card("three", ink=INK),), INK),
        Column("", (Card("four", ink=INK),), INK, ("a note",)),
    ]
    slides = slides_of("Poster", made)
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["reasons", "Head", "Poster"]
    assert texts(slides)[:3] == ["reasons", "one", "two"]
    assert texts(slides)[-1] == "a note"


def test_a_box_is_as_high_as_its_wrapped_text_in_wide_letters():
    made = Column("Head", (Card("W" * 30 + " " + "MW" * 15, "WORD", ("w " * 200,), INK),), INK)
    (slide,) = slides_of("Poster", [made])
    (box,) = [shape for shape in slide.shapes if not shape.is_placeholder]
    lines = [
        (line, run.font.size.pt)
        for paragraph in box.text_frame.paragraphs
        for run in paragraph.runs
        for line in wrapped(run.text, run.font.size.pt, box.width.pt - 14.4, bold=run.font.bold)
    ]
    assert len(lines) > 5
    assert sum(size for _, size in lines) * 1.15 <= box.height.pt


def test_many_cards_take_several_slides():
    cards = tuple(Card(f"{number} " + "words " * 40, ink=INK) for number in range(12))
    assert len(slides_of("Poster", [Column("Head", cards, INK)])) > 1


def test_no_card_of_duties_names_an_article_twice(columns):
    """Of two duties of one paragraph the chain told 49(3), 49(3)."""
    for column in columns:
        for card in column.cards:
            if card.title.startswith("Art. ") and ":" not in card.title:
                articles = card.title.removeprefix("Art. ").split(", ")
                assert len(articles) == len(set(articles)), card.title


def test_a_text_without_an_end_of_a_sentence_is_parted_and_stays_on_its_slides():
    slides = slides_of("P", [Column("P", (Card("word " * 2000, ink=INK),), INK)])
    assert len(slides) > 1
    for slide in slides:
        for shape in [*slide.shapes][1:]:
            width = Emu(shape.width).inches - 0.2
            lines = [
                line
                for paragraph in shape.text_frame.paragraphs
                for line in wrapped(paragraph.text, paragraph.runs[0].font.size.pt, width * 72)
            ]
            size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
            assert len(lines) * size * 1.15 / 72 <= Emu(shape.height).inches
    assert sum(text.count("word") for text in texts(slides)) == 2000
