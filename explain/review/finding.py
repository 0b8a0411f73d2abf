"""Findings of `check`, one and all: as text for a terminal, as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from knowledge.cases.tests import case_test_text
from knowledge.cases.use_case import CaseModel
from knowledge.notebook import listed, paragraph, section, table

Level = Literal["schema", "names", "wording", "logic", "invariants"]
Severity = Literal["error", "warning"]
LEVELS: dict[Level, str] = {
    "schema": "schema",
    "names": "names and types",
    "wording": "sources and wording",
    "logic": "logic",
    "invariants": "invariants",
}
# what is checked also of packs that cannot be read
READING: tuple[Level, ...] = ("schema", "names")
NOT_CHECKED = "not checked before the packs can be read"


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

    @property
    def cases(self) -> tuple[CaseModel, ...]:
        """The cases that show it, ready to be assessed: none, one, or two to compare."""
        return self._cases

    @property
    def place(self) -> str:
        """Where it stands, as file:line:column; empty for what stands in no file."""
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

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.severity}: {self.says}"
            if self.file
            else f"{self.severity}: {self.says}"
        )


class Findings(list[Finding]):
    """What was found in packs, in the order of the levels."""

    def __init__(
        self,
        found: Iterable[Finding] = (),
        upto: Level = "invariants",
        blocks: Iterable[str] = (),
    ):
        super().__init__(found)
        self.upto = upto  # the last level that was asked for
        # which reliefs each contradiction could block, and whether it does
        self.blocks = tuple(blocks)

    @property
    def _asked(self) -> list[Level]:
        return [*LEVELS][: [*LEVELS].index(self.upto) + 1]

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
        """How many errors and warnings there are, in words."""
        counts = {
            severity: sum(finding.severity == severity for finding in self)
            for severity in ("error", "warning")
        }
        return ", ".join(
            f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()
        )

    def __str__(self) -> str:
        return "\n".join((*map(str, self), *self.blocks, self.counted))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        left_out = [level for level in self._asked if level not in self.checked]
        rows = [
            (finding.severity, finding.place, finding.says, _witnesses(len(finding.cases)))
            for finding in self
        ]
        return section(
            paragraph(f"Checked: {_named(self.checked)}."),
            paragraph(f"{NOT_CHECKED[0].upper()}{NOT_CHECKED[1:]}: {_named(left_out)}.")
            if left_out
            else "",
            table(("", "where", "what is wrong", "shown by"), rows),
            listed(self.blocks),
            paragraph(f"{self.counted}."),
        )


def _named(levels: Iterable[Level]) -> str:
    return ", ".join(LEVELS[level] for level in levels)


def _witnesses(cases: int) -> str:
    return f"{cases} case{'' if cases == 1 else 's'}" if cases else ""
