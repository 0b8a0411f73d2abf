"""The command `threshold check`: what is wrong with packs, for people, for editors, and for
continuous integration.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

import click

from knowledge.faults import BadYaml, InvalidKnowledge
from knowledge.outputs import write_text
from knowledge.sentence import Sentence
from threshold.commands.options import LANGUAGE
from threshold.commands.printing import command_line, pack_options, print_json
from threshold.commands.progress import proofs_told
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder, OneOf

if TYPE_CHECKING:
    from explain.review.finding import Finding, Findings, Level
    from knowledge.languages.words import Words

FOUND_ERRORS = 1
LEVEL_NAMES = ("schema", "names", "wording", "logic", "invariants")
COLOURS = {"error": "red", "warning": "yellow"}


@command()
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option("--json", "form", flag_value="json", help="Print the findings as JSON.")
@click.option(
    "--github", "form", flag_value="github", help="Print them as annotations of GitHub's."
)
@click.option(
    "--level",
    type=OneOf(LEVEL_NAMES),
    default=LEVEL_NAMES[-1],
    show_default=True,
    help="Check up to this level.",
)
@click.option(
    "--witnesses",
    type=FileOrFolder(file_okay=False),
    help=(
        "A folder to save a case to for each finding that a case shows; `threshold why` runs it,"
        " `threshold test` keeps it, but not one of packs alone."
    ),
)
@click.option(
    "--alone", is_flag=True, help="Check these packs without the shipped ones beneath them."
)
@LANGUAGE
def check(
    packs: tuple[str, ...],
    form: str | None,
    level: Level,
    witnesses: str | None,
    alone: bool,
    language: str,
) -> None:
    """Check the shipped packs, or packs (folders or files) on top of them.

    It proves what their rules can never do.

    \b
    Level by level:
      schema      files and entries can be read
      names       every name is there, every type fits
      wording     sources, reasons and questions are there, in sentences that can be drawn
      logic       proven over all cases: a fully answered one has exactly one verdict and
                  one tier; each verdict and each rule is reached, and no rule is implied by
                  others; no conclusion always holds; each attribute and parameter is read,
                  and each answer matters
      invariants  what the packs declare must always be so is so

    Exit code 1 where there are errors, 2 where there is no such pack. A finding that a case
    can show comes with it (--witnesses, --json).
    """  # noqa: D301
    from explain.review.check import check as find
    from knowledge.pack_paths import EXAMPLE, are_whole

    absent = [pack for pack in packs if not pack.startswith(EXAMPLE) and not Path(pack).exists()]
    if absent:  # nothing to check is bad input, and no finding
        raise InvalidKnowledge(
            BadYaml(
                Sentence("there is no such file or folder"), text=pack, expected=Sentence("a pack")
            )
            for pack in absent
        )
    with proofs_told():
        found = find(packs, level, shipped=not alone)
    folder = Path(witnesses) if witnesses else None
    # no other command answers by packs alone, unless they are a whole that takes their place
    named = None if alone and not are_whole(packs) else packs
    sys.exit(report(found, form or "text", folder, named, language=language))


def report(
    found: Findings,
    form: str,
    witnesses: Path | None,
    packs: Sequence[str] | None = (),
    *,
    language: str | None = None,
) -> int:
    """Print what is found in packs, save its witnesses. Returns the exit code.

    `packs`: those by which a command runs a saved case; None where none does.
    """
    from knowledge.languages.words import Words

    words = Words.of(language)
    saved = (
        {
            number: _save(witnesses, number, finding, words)
            for number, finding in enumerate(found, start=1)
        }
        if witnesses
        else {}
    )
    if form == "json":
        import json

        print_json(
            json.dumps(
                [finding.model_dump(mode="json") for finding in found], indent=2, ensure_ascii=False
            )
        )
    elif form == "github":
        for finding in found:
            click.echo(_annotation(finding, words))
    else:
        _print(found, saved, packs, words)
    return FOUND_ERRORS if any(finding.severity == "error" for finding in found) else 0


def _print(
    found: Findings, saved: dict[int, list[Path]], packs: Sequence[str] | None, words: Words
) -> None:
    for level in LEVEL_NAMES:
        here = [
            (number, finding)
            for number, finding in enumerate(found, start=1)
            if finding.level == level
        ]
        heading = words.say(f"level_{level}")
        if not here:
            done = "nothing_found" if level in found.checked else "not_checked"
            heading = words.titled(heading, words.say(done))
        click.secho(heading, bold=True)
        for number, finding in here:
            click.secho(finding.told(words), fg=COLOURS[finding.severity])
            files = saved.get(number, [])
            if files:
                click.echo(f"    {words.titled(words.say('witness'), _run(files, packs, words))}")
        if level == found.upto:
            break
    if found.blocks:
        click.secho(words.say("check_blocks"), bold=True)
    for message in found.blocks:
        click.echo(message.said(words))
    click.echo(found.counted_in(words))


def _run(files: Sequence[Path], packs: Sequence[str] | None, words: Words) -> str:
    """The command that runs saved cases, or the files where there is none."""
    if packs is None:
        return join(map(str, files))
    command = "why" if len(files) == 1 else "compare"
    return command_line([command, *map(str, files), *pack_options(packs)], words)


def _annotation(finding: Finding, words: Words) -> str:
    """A finding as a command that GitHub reads from the output of a job."""
    text = finding.said(words).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = finding.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return (
        f"::{finding.severity}"
        f" file={file},line={finding.line},col={finding.column},title={finding.kind}::{text}"
    )


def _save(folder: Path, number: int, finding: Finding, words: Words) -> list[Path]:
    """The files of the cases that show a finding, new ones."""
    place = f"{finding.place}: " if finding.place else ""
    found = words.titled("threshold check", finding.said(words))
    texts = finding.texts(f"{found}\n{place}{words.say('witness_decide')}")
    files = []
    for letter, text in zip("ab", texts, strict=False):
        folder.mkdir(parents=True, exist_ok=True)
        file = (
            folder
            / f"{number:02}_{finding.kind.replace(' ', '_')}{letter if len(texts) > 1 else ''}.yaml"
        )
        write_text(file, text)
        files.append(file)
    return files
