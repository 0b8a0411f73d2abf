"""An explanation laid out for reading: a title, a summary, and sections of lines.

Each explanation is laid out once, in one language; text, Markdown and HTML are made from that.
"""

from __future__ import annotations

from typing import Any

from explain.forms.data import Data, Status
from explain.forms.forms import HTML, MARKDOWN, OUTLINE, TEXT
from explain.forms.of_base import words_for
from knowledge.languages.words import Words
from knowledge.notebook import section


class Line(Data):
    """One statement, with what speaks for it below."""

    text: str
    sign: str = ""  # its status: a truth value, or what became of something; decides how it looks
    word: str = ""  # the sign as a reader's word; empty: the sign itself
    name: str = ""  # the attribute, proposition or control it is about
    rule: str = ""  # the rule that concludes it, after the text
    source: tuple[str, ...] = ()  # citations
    basis: str = ""  # whether the source says so, or we read it so; in a word
    below: tuple[Line, ...] = ()
    cells: tuple[str, ...] = ()  # all of the above as a row of a table, where its section is one
    remark: bool = False  # text puts no bullet before it
    status: Status | None = None  # the truth value of the statement
    proposition: str = ""  # the conclusion that it states


class Section(Data):
    """Lines under a title; a section without lines is not shown."""

    title: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...] = ()  # the heads of a table, in forms that have tables
    numbered: bool = False  # the lines are steps
    counted: bool = False  # forms with headings say how many lines there are
    part: bool = False  # it belongs to the section before it
    before: tuple[str, ...] = ()  # paragraphs above the lines
    head: bool = False  # it says what the title and the lead say, at length

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines that are rows of its table, in forms that have tables."""
        return tuple(line for line in self.lines if line.cells) if self.columns else ()

    @property
    def beside(self) -> tuple[Line, ...]:
        """The lines that are no row, such as how many more there are: they stand below the rows."""
        return tuple(line for line in self.lines if not line.cells) if self.columns else self.lines


class Outline(Data):
    """Everything an explanation says, in the order in which it is read."""

    subject: str = ""  # what it is about, before the title
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    notice: str
    between: str = ": "  # the language's sign between the subject and the title

    @property
    def heading(self) -> str:
        """The title with what it is about."""
        return f"{self.subject}{self.between}{self.title}" if self.subject else self.title

    @property
    def shown(self) -> tuple[Section, ...]:
        """The sections that have something to say."""
        return tuple(section for section in self.sections if section.lines or section.before)


class Outlined(Data):
    """An explanation that can be read as text, Markdown and HTML, in several languages."""

    def outline(self, words: Words | str | None = None) -> Outline:
        """Its content, laid out for reading; `words`: a language, or its code (English)."""
        spoken = words_for(self, words)
        between = spoken.titled("", "")
        return self.laid_out(spoken).model_copy(update={"between": between})

    def laid_out(self, words: Words) -> Outline:
        """Its outline in a language, made by the renderer for its type unless it says otherwise."""
        found: Outline = OUTLINE(self, words)
        return found

    def to_text(self, *, language: Words | str | None = None) -> str:
        """The explanation as lines of at most 100 characters."""
        return str(TEXT(self.outline(language)))

    def to_markdown(self, *, language: Words | str | None = None) -> str:
        """The explanation as Markdown, in the language of this code (`de`, `fr`; English)."""
        return str(MARKDOWN(self.outline(language)))

    def to_html(self, *, language: Words | str | None = None) -> str:
        """The explanation as a section of HTML."""
        return str(HTML(self.outline(language)))

    def __str__(self) -> str:
        return self.to_text()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        return section(self.to_html())

    def _repr_markdown_(self) -> str:
        return self.to_markdown()
