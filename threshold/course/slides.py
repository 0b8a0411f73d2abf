"""The slides of the course: a title, a slide for each part with the trainer's notes, the graph of
the case that a part shows.
"""

from __future__ import annotations

from explain.graph.slides import Deck
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
        deck.add_text(f"{timed.text.title} · {minutes}", lines, _notes(timed))
        if timed.part.shows:
            told = course.at.explained(Situation(case=timed.part.shows))
            deck.add_graph(told.drawing(language=course.at.words))
    return deck.content()


def _notes(timed: Timed) -> str:
    """What the trainer reads: what to say, and the solutions."""
    solved = (
        "\n".join((told.case, told.asks, *told.supposed, *told.solution.answer))
        for told in timed.tasks
    )
    return "\n\n".join(("\n".join(timed.text.say), *solved))
