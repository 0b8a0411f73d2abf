"""The script of the course: its parts with their minutes, the tasks, the quiz, the handouts.

It holds cases and questions, and no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pydantic import Field

from knowledge.entries.source import Strict
from knowledge.entries.yaml_source import read_yaml

SCRIPT = Path(__file__).parent / "course.yaml"

# what is asked of a case; `threshold.course.solutions` answers each
Asks: TypeAlias = Literal["verdict", "gaps", "duties", "way", "days", "difference"]
QuizAsks: TypeAlias = Literal["verdict", "tier", "stays"]


class Situation(Strict):
    """A public case, with answers that are supposed, on a day."""

    case: str = Field(description="the name of a shipped example")
    suppose: Mapping[str, Any] = Field(
        default_factory=dict, description="attribute → another answer than the case states"
    )
    on: date | None = Field(default=None, description="another day than the case states")


class Task(Situation):
    """Something that groups work out."""

    task: str = Field(description="under which its words stand in the texts")
    asks: Asks
    to: str = Field(default="", description="the verdict to which a way is asked for")
    against: Mapping[str, Any] = Field(
        default_factory=dict, description="of a difference: what is supposed before"
    )


class Part(Strict):
    """A part of the course."""

    part: str = Field(description="under which its words stand in the texts")
    minutes: int = Field(gt=0)
    exercise: bool = Field(default=False, description="groups work, and solutions are discussed")
    shows: str = Field(default="", description="the example whose graph is built up on slides")
    tasks: list[Task] = Field(default_factory=list)


class QuizItem(Situation):
    """A question with choices of which one is right."""

    item: str = Field(description="under which its words stand in the texts")
    asks: QuizAsks


class Script(Strict):
    """The whole course."""

    parts: list[Part]
    quiz: list[QuizItem]
    handouts: list[str] = Field(description="the examples of which each group gets a sheet")

    @property
    def minutes(self) -> int:
        """The minutes that the course takes."""
        return sum(part.minutes for part in self.parts)

    @property
    def exercises(self) -> list[Part]:
        """The parts in which groups work, in their order."""
        return [part for part in self.parts if part.exercise]

    def timed(self) -> Iterator[tuple[int, int, Part]]:
        """Each part with the minutes after which it begins and ends."""
        begin = 0
        for part in self.parts:
            yield begin, begin + part.minutes, part
            begin += part.minutes


@lru_cache(maxsize=1)
def shipped_script() -> Script:
    """The script that is shipped."""
    return Script.model_validate(read_yaml(SCRIPT).data)
