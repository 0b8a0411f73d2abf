"""An explanation laid out for reading: a title, what it comes to, and sections of lines that may have lines below them.

The typed explanations say what they hold in this form, once; text, Markdown and HTML are made from
it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from explain.forms.data import Data
from knowledge.notebook import section


class Line(Data):
    """One statement, with what speaks for it below."""

    text: str
    sign: str = ""  # a word for its status: true, false, unknown, appeared, gone
    source: tuple[str, ...] = ()  # citations
    below: tuple[Line, ...] = ()


class Section(Data):
    """Lines under a title; a section without lines is not shown."""

    title: str
    lines: tuple[Line, ...]


class Outline(Data):
    """Everything an explanation says, in the order in which it is read."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    notice: str

    @property
    def shown(self) -> tuple[Section, ...]:
        """The sections that have something to say."""
        return tuple(section for section in self.sections if section.lines)


class Outlined(Data):
    """An explanation that can be read as text, Markdown and HTML."""

    @abstractmethod
    def outline(self) -> Outline:
        """What it says, laid out for reading."""

    def __str__(self) -> str:
        from explain.forms.outlined import to_text

        return to_text(self.outline())

    def to_markdown(self) -> str:
        """The explanation as Markdown."""
        from explain.forms.outlined import to_markdown

        return to_markdown(self.outline())

    def to_html(self) -> str:
        """The explanation as a section of HTML."""
        from explain.forms.outlined import to_html

        return to_html(self.outline())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        return section(self.to_html())

    def _repr_markdown_(self) -> str:
        return self.to_markdown()
