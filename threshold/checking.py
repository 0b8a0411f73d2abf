"""The command `threshold check`: what is wrong with packs, from how they are written to what their rules can never do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import click
from pydantic import BaseModel, ConfigDict, Field

from engine.soundness import Flaw, flaws
from knowledge.base import KnowledgeBase, load
from knowledge.entries import Control, Entry
from knowledge.faults import Fault, InvalidKnowledge, Place
from knowledge.usage import unused
from knowledge.use_case import model_of, nested

ERRORS = ("two verdicts at once", "no verdict", "unreachable verdict", "unreachable answer")
LONGEST_TITLE = 90  # characters that a box of a decision graph can hold
FOUND_ERRORS = 1


class Finding(BaseModel):
    """Something that is wrong with a pack, or may be."""

    model_config = ConfigDict(frozen=True)

    level: Literal["error", "warning"]
    kind: str = Field(description="dead rule, implied rule, two verdicts at once, no verdict, unused, long title, or a fault of reading")
    says: str
    entry: str = Field(default="", description="the entry it concerns")
    file: str = ""
    line: int = 0
    column: int = 0
    witness: dict[str, Any] | None = Field(default=None, description="a case that shows it, as a case file states it; null where none can")


def check(packs: Sequence[str]) -> list[Finding]:
    """Everything that is found in packs; the shipped ones where none are named."""
    try:
        base = load(packs) if packs else load()
    except InvalidKnowledge as error:
        return [_fault(fault) for fault in error.faults]
    return findings(base)


def findings(base: KnowledgeBase) -> list[Finding]:
    """Everything that is found in a knowledge base that loads."""
    return sorted([*_unused(base), *_wording(base), *_flaws(base)], key=lambda finding: (finding.level, finding.file, finding.line))


def run(packs: Sequence[str], form: str, witnesses: Path | None) -> int:
    """Print what is found; save a witness case for each finding that has one. Returns the exit code."""
    found = check(packs)
    if form == "json":
        click.echo(json.dumps([finding.model_dump(mode="json") for finding in found], indent=2))
    for number, finding in enumerate(found, start=1):
        saved = _save(witnesses, number, finding) if witnesses and finding.witness else None
        if form == "text":
            click.secho(f"{_place(finding)}{finding.level}: {finding.says}", fg="red" if finding.level == "error" else "yellow")
            if saved:
                click.echo(f"    witness: threshold why {saved}")
        elif form == "github":
            click.echo(
                f"::{finding.level} file={finding.file},line={finding.line},col={finding.column},title={finding.kind}::{finding.says}"
            )
    errors = sum(finding.level == "error" for finding in found)
    if form == "text":
        click.echo(f"{errors} error{'s' if errors != 1 else ''}, {len(found) - errors} warnings")
    return FOUND_ERRORS if errors else 0


def _fault(fault: Fault) -> Finding:
    place = fault.place or Place("", 0, 0)
    told = str(Fault(fault.message, None, text=fault.text, expected=fault.expected, nearest=fault.nearest))
    return Finding(level="error", kind=type(fault).__name__, says=told, file=place.file, line=place.line, column=place.column)


def _unused(base: KnowledgeBase) -> Iterator[Finding]:
    for entry in unused(base):
        yield _finding(base, entry, "warning", "unused", f"nothing reads the {entry.kind} {entry.id}")


def _wording(base: KnowledgeBase) -> Iterator[Finding]:
    for entry in base.entries.values():
        if len(entry.title) > LONGEST_TITLE and entry.kind not in ("work", "parameter", "duty", "relief"):
            yield _finding(
                base, entry, "warning", "long title", f"the title of {entry.id} is too long to draw: {len(entry.title)} characters"
            )


def _flaws(base: KnowledgeBase) -> Iterator[Finding]:
    for flaw in flaws(base):
        head = flaw.rule.rpartition("/")[0] if flaw.rule else flaw.proposition
        known = base.propositions.get(head)
        if known is None or known.step or known.hidden:
            continue  # plumbing between entries, which no maintainer writes
        entry = base.entries[known.entry or flaw.proposition]
        level: Literal["error", "warning"] = "error" if flaw.kind in ERRORS else "warning"
        says = f"no trigger, duty or verdict requires the control {entry.id}" if isinstance(entry, Control) else flaw.says
        yield _finding(base, entry, level, flaw.kind, says, _case(base, flaw))


def _finding(
    base: KnowledgeBase, entry: Entry, level: Literal["error", "warning"], kind: str, says: str, witness: dict[str, Any] | None = None
) -> Finding:
    written = base.written.get(entry.key)
    place = written.place() if written else Place("", 0, 0)
    return Finding(
        level=level, kind=kind, says=says, entry=entry.key, file=place.file, line=place.line, column=place.column, witness=witness
    )


def _case(base: KnowledgeBase, flaw: Flaw) -> dict[str, Any] | None:
    if flaw.witness is None:
        return None
    stated = {"name": f"Witness: {flaw.says}"[:200], **flaw.witness}
    texts = {name: "…" for name, attribute in base.attributes.items() if attribute.required and name not in stated}
    case = model_of(base).model_validate(nested({name: value for name, value in {**texts, **stated}.items() if name in base.attributes}))
    return case.model_dump(mode="json", exclude_none=True)


def _save(folder: Path, number: int, finding: Finding) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{number:02}_{finding.kind.replace(' ', '_')}.yaml"
    import yaml

    assert finding.witness is not None
    stated = {name: value for name, value in finding.witness.items() if value != {}}
    target.write_text(yaml.safe_dump(stated, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return target


def _place(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}:{finding.column}: " if finding.file else ""
