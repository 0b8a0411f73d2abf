"""The slides of the course: a title, a slide for each part with the trainer's notes, the graph of
the case that a part shows.
"""

from __future__ import annotations

from datetime import date

from engine.knowledge_used import Knowledge
from explain.forms.footing import known
from explain.forms.spoken import entry_title
from explain.graph.slides import Deck
from explain.posters.knowledge_map import map_columns
from explain.posters.legal_chain import chain_columns
from explain.posters.slides import add_poster
from knowledge.entries import Classification
from threshold.course.pages import Course, Timed
from threshold.course.script import Situation


def slides(course: Course) -> bytes:
    """The presentation (PPTX). Needs the extra `slides`. Raises `CannotDraw`, `MissingExtra`."""
    text, say = course.text, course.text.pages
    deck = Deck(text.title, course.at.words.code)
    deck.add_text(text.title, (text.lead, say["no_legal_advice"]))
    for timed in course.parts():
        minutes = say["minutes"].format(count=timed.part.minutes)
        cases = dict.fromkeys(told.case for told in timed.tasks)
        lines = (*timed.text.slide, *cases)
        deck.add_text(timed.text.title, lines, _notes(timed), aside=minutes)
        if timed.part.shows:
            told = course.at.explained(Situation(case=timed.part.shows))
            deck.add_graph(told.drawing(language=course.at.words))
    return deck.content()


def knowledge_slides(course: Course) -> bytes:
    """The map of the knowledge and the chain of the law, a column a slide. As `slides`."""
    base, words, day = course.at.base, course.at.words, date.today()
    deck = Deck(words.say("map_title"), words.code)
    deck.add_text(words.say("map_title"), (words.say("as_of", day=day), *_rest(course)))
    add_poster(deck, words.say("map_title"), map_columns(base, day, words))
    for classification in base.of_kind(Classification):
        title = words.say("chain_title", title=entry_title(classification, words), day=day)
        add_poster(deck, title, chain_columns(base, classification, day, words))
    return deck.content()


def _rest(course: Course) -> tuple[str, str]:
    knowledge = known(course.at.base.derived(Knowledge.of), course.at.words)
    say = course.text.pages
    return say["computed"].format(knowledge=knowledge), say["no_legal_advice"]


def _notes(timed: Timed) -> str:
    """The trainer's notes: the words to say, and the solutions."""
    solved = (
        "\n".join((told.case, told.asks, *told.supposed, *told.solution.answer))
        for told in timed.tasks
    )
    return "\n\n".join(("\n".join(timed.text.say), *solved))
