"""The titles of intakes, in the languages in which somebody wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.intake.mapping import Intake
    from knowledge.languages.words import Words


class Titled(str):
    """A title, with what it is in other languages."""

    __slots__ = ("titles",)
    titles: Mapping[str, str]

    def __new__(cls, title: str, titles: Mapping[str, str]) -> Titled:
        """`titles`: the code of a language → the title in it."""
        made = super().__new__(cls, title)
        made.titles = titles
        return made

    def __reduce__(self) -> tuple[type[Titled], tuple[str, Mapping[str, str]]]:
        """It is pickled and copied as the call that makes it."""
        return Titled, (str(self), self.titles)

    def said(self, words: Words) -> str:
        """It in a language; as somebody wrote it, where it is not written in that."""
        return self.titles.get(words.code) or str(self)


def title_of(intake: Intake) -> Titled:
    """What an intake reads, which every language may say in its words."""
    return Titled(intake.title, intake.titles)
