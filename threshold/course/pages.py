"""The pages of the course: guide, exercises, quiz, handouts, closing sheet. Each is one file that
works offline and prints.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from engine.knowledge_used import Knowledge
from explain.forms.footing import known
from knowledge.base import KnowledgeBase
from threshold.course.handout import facts
from threshold.course.quiz import question
from threshold.course.script import Part, Script, Task, shipped_script
from threshold.course.situations import Situations
from threshold.course.solutions import Solution, Solver
from threshold.course.texts import CourseText, PartText, course_text


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment in which the templates are filled."""
    return Environment(
        loader=PackageLoader("threshold.course"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Told(NamedTuple):
    """A task in words, with its solution."""

    task: Task
    case: str
    asks: str
    supposed: list[str]
    before: list[str]  # of a difference, what is supposed before
    solution: Solution


class Timed(NamedTuple):
    """A part in words, with its minutes."""

    begin: int
    end: int
    part: Part
    text: PartText
    tasks: list[Told]


class Course:
    """The course in one language, ready to be written."""

    def __init__(
        self, language: str, base: KnowledgeBase | None = None, script: Script | None = None
    ):
        """`base`: the knowledge that answers, the shipped one by default.

        Raises `UnknownName` with the nearest code where there is no such language.
        """
        self.script = script or shipped_script()
        self.at = Situations(language, base)
        self.text: CourseText = course_text(self.at.words.code)
        self.solver = Solver(self.at, self.text.pages)

    def parts(self) -> Iterator[Timed]:
        """Each part with its tasks and their solutions."""
        for begin, end, part in self.script.timed():
            yield Timed(
                begin, end, part, self.text.parts[part.part], [*map(self._told, part.tasks)]
            )

    def _told(self, task: Task) -> Told:
        before = self.at.supposed(task.model_copy(update={"suppose": task.against, "on": None}))
        return Told(
            task,
            self.at.name(task.case),
            self.text.tasks[task.task],
            self.at.supposed(task),
            before,
            self.solver.solve(task),
        )

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each page by the name of its file."""
        parts = list(self.parts())
        yield "guide.html", self._fill("guide.html", parts=parts)
        yield "exercises.html", self._fill("exercises.html", parts=parts)
        yield "quiz.html", self._quiz()
        yield "closing.html", self._fill("closing.html")
        for example in self.script.handouts:
            filled = self._fill("handout.html", facts=facts(self.at, example))
            yield f"handout_{example}.html", filled

    def _quiz(self) -> str:
        asked = [
            question(item, self.text.quiz[item.item], self.solver) for item in self.script.quiz
        ]
        script = self._source("quiz.js")
        words = {key: self.text.pages[key] for key in ("right", "wrong", "score")}
        return self._fill(
            "quiz.html",
            questions=asked,
            words=json.dumps(words, ensure_ascii=False),
            script=Markup(script),
            script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        )

    def _fill(self, template: str, **values: Any) -> str:
        words = self.at.words
        return (
            templates()
            .get_template(template)
            .render(
                text=self.text,
                say=self.text.pages,
                lang=words.code,
                script_of_course=self.script,
                value=words.value,
                titled=words.titled,
                knowledge=known(self.at.base.derived(Knowledge.of), words),
                css=Markup(self._source("course.css")),
                **values,
            )
        )

    def _source(self, name: str) -> str:
        environment = templates()
        assert environment.loader is not None
        return environment.loader.get_source(environment, name)[0]
