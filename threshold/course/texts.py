"""The texts of the course in one language: a file of it in texts/, with the same parts in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from knowledge.entries.source import Strict
from knowledge.entries.yaml_source import read_yaml
from knowledge.languages.codes import codes

TEXTS = Path(__file__).parent / "texts"


class PartText(Strict):
    """The words of a part."""

    title: str
    aim: str = Field(description="what participants can do afterwards, in a sentence")
    say: list[str] = Field(description="what the trainer says, in the order in which it is said")
    expect: list[str] = Field(description="what the room will say or ask; without the answers")
    slide: list[str] = Field(default_factory=list, description="the lines of its slide")


class Sheet(Strict):
    """Headed lines to read, or to write on."""

    heading: str
    lines: list[str]


class CourseText(Strict):
    """All words of the course but those that the knowledge base has."""

    title: str
    lead: str
    before: list[str] = Field(description="what the trainer prepares")
    parts: Mapping[str, PartText]
    tasks: Mapping[str, str] = Field(description="task → what is asked")
    quiz: Mapping[str, str] = Field(description="item of the quiz → what is asked")
    handout: list[str] = Field(description="what a group writes down about its case")
    closing: list[Sheet]
    pages: Mapping[str, str] = Field(description="words of the pages, by key")


@lru_cache(maxsize=16)
def course_text(code: str) -> CourseText:
    """The words of the course in the language of this code."""
    return CourseText.model_validate(read_yaml(TEXTS / f"{code}.yaml").data)


def course_languages() -> list[str]:
    """The codes of the languages in which there is a course."""
    return codes(TEXTS)
