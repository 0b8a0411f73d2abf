"""Findings of `check`, one and all: as text for a terminal, as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from knowledge.cases.tests import case_test_text
from knowledge.cases.use_case import CaseModel
from knowledge.languages.message import Message, Sayable
from knowledge.languages.words import Words
from knowledge.notebook import listed, paragraph, section, table

Level = Literal["schema", "names", "wording", "logic", "invariants"]
Severity = Literal["error", "warning"]
LEVELS: tuple[Level, ...] = get_args(Level)  # in their order
# what is checked also of packs that cannot be read
READING: tuple[Level, ...] = ("schema", "names")


class Finding(BaseModel):
    """Something that is wrong with a pack, or may be."""

    model_config = ConfigDict(frozen=True)

    level: Level = Field(description="what it is about; each level takes the ones before it")
    severity: Severity
    kind: str = Field(
        description="dead rule, implied rule, two verdicts at once, unused, broken invariant, …, "
        "or a fault of reading"
    )
    says: str
    fault: bool = Field(
        default=False, description="a fault of reading: deeper levels were not looked at"
    )
    entry: str = Field(default="", description="the entry it concerns")
    file: str = ""
    line: int = 0
    column: int = 0
    witness: dict[str, Any] | None = Field(
        default=None,
        description="a case that shows it, as a case file states it; null where none can",
    )
    expect: dict[str, str | bool | None] = Field(
        default_factory=dict, description="what the rules answer for the witness now"
    )
    against: dict[str, Any] | None = Field(
        default=None, description="a second case, where it takes two to show it"
    )
    expect_against: dict[str, str | bool | None] = Field(
        default_factory=dict, description="the same for the second case"
    )

    _cases: tuple[CaseModel, ...] = PrivateAttr(default=())
    _message: Sayable | None = PrivateAttr(default=None)

    @property
    def cases(self) -> tuple[CaseModel, ...]:
        """The cases that show it, ready to be assessed: none, one, or two to compare."""
        return self._cases

    @property
    def place(self) -> str:
        """Its place, as file:line:column; empty for a finding in no file."""
        return f"{self.file}:{self.line}:{self.column}" if self.file else ""

    def texts(self, comment: str = "") -> list[str]:
        """Each case that shows it, as the text of a file.

        The file is a case that runs, and a test of what the rules answer for it now.
        """
        expected = (self.expect, self.expect_against)
        return [
            case_test_text(case, expect, comment)
            for case, expect in zip(self._cases, expected, strict=False)
        ]

    def said(self, words: Words) -> str:
        """The message, in a language; in English, and marked, where it has no words for it."""
        return self._message.said(words) if self._message else words.mark(self.says)

    def told(self, words: Words) -> str:
        """The place, the severity and the message."""
        told = words.titled(words.say(f"severity_{self.severity}"), self.said(words))
        return f"{self.place}: {told}" if self.place else told

    def __str__(self) -> str:
        return self.told(Words.of(None))


class Findings(list[Finding]):
    """The findings in packs, in the order of the levels."""

    def __init__(
        self,
        found: Iterable[Finding] = (),
        upto: Level = "invariants",
        blocks: Iterable[Message] = (),
    ):
        super().__init__(found)
        self.upto = upto  # the last level that was asked for
        # which reliefs each contradiction could block, and whether it does
        self.blocks = tuple(blocks)

    @property
    def _asked(self) -> list[Level]:
        return [*LEVELS[: LEVELS.index(self.upto) + 1]]

    @property
    def checked(self) -> list[Level]:
        """The levels that were checked: up to the one asked for.

        Packs that cannot be read are checked for syntax and names only.
        """
        unread = any(finding.fault for finding in self)
        return [
            level
            for level in self._asked
            if not unread or level in READING or any(finding.level == level for finding in self)
        ]

    @property
    def counted(self) -> str:
        """The counts of errors and warnings, in English."""
        return self.counted_in(Words.of(None))

    def counted_in(self, words: Words) -> str:
        """The counts of errors and warnings, in a language."""
        counts = {
            severity: sum(finding.severity == severity for finding in self)
            for severity in ("error", "warning")
        }
        return ", ".join(words.count(f"counted_{name}", count) for name, count in counts.items())

    def to_text(self, *, language: Words | str | None = None) -> str:
        """The findings as lines in a language (English), and how many there are."""
        words = Words.of(language)
        lines = (finding.told(words) for finding in self)
        blocks = (message.said(words) for message in self.blocks)
        return "\n".join((*lines, *blocks, self.counted_in(words)))

    def __str__(self) -> str:
        return self.to_text()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def to_html(self, *, language: Words | str | None = None) -> str:
        """The findings as a section of HTML: what was checked, and a table."""
        words = Words.of(language)
        say = words.say
        left_out = [level for level in self._asked if level not in self.checked]
        rows = [
            (
                say(f"severity_{finding.severity}"),
                finding.place,
                finding.said(words),
                words.count("impact_cases", len(finding.cases)) if finding.cases else "",
            )
            for finding in self
        ]
        heads = ("", *(say(f"head_{name}") for name in ("where", "wrong", "shown_by")))
        return section(
            paragraph(say("levels_checked", levels=_named(self.checked, words))),
            paragraph(say("levels_not_checked", levels=_named(left_out, words)))
            if left_out
            else "",
            table(heads, rows),
            listed(message.said(words) for message in self.blocks),
            paragraph(f"{self.counted_in(words)}."),
        )

    def _repr_html_(self) -> str:
        return self.to_html()


def _named(levels: Iterable[Level], words: Words) -> str:
    return ", ".join(words.say(f"level_{level}") for level in levels)
