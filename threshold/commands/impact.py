"""The command `threshold impact`: whom a change of the knowledge changes, from paths or git
revisions.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.languages.told import Told
from knowledge.outputs import write_text
from threshold.commands.options import AS_JSON, DAY, LANGUAGE, MARKDOWN, day_of, show
from threshold.commands.progress import proofs_told
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from explain.review.impact import Impact
    from knowledge.base import KnowledgeBase

STATUSES = {"true": True, "false": False, "unknown": None}


@command("impact")
@click.argument("old")
@click.argument("new", default="shipped")
@click.option(
    "--cases",
    metavar="TABLE",
    help=(
        "Tell whom of these cases it changes (a table as of `portfolio`), and not what it can"
        " change."
    ),
)
@click.option("--intake", metavar="NAME", help="How the table's columns become attributes.")
@click.option(
    "--witnesses",
    type=FileOrFolder(file_okay=False),
    help="A folder to save the cases to that were found by proof.",
)
@click.option(
    "--on",
    type=DAY,
    help="The day asked, as YYYY-MM-DD. Default: the day that a case states, else today; without"
    " --cases it is the first of all days that can differ.",
)
@AS_JSON
@MARKDOWN
@LANGUAGE
def impact(
    old: str,
    new: str,
    cases: str | None,
    intake: str | None,
    witnesses: str | None,
    on: datetime | None,
    as_json: bool,
    markdown: bool,
    language: str,
) -> None:
    """Tell what the step from OLD to NEW knowledge changes: for whom, and why, rule by rule.

    OLD and NEW are folders that hold packs, packs of your own (on top of the shipped ones),
    `shipped`, versions that were released, or revisions of the git repository you are in: threshold
    impact HEAD~1 HEAD, threshold impact 2026.11, threshold impact shipped company.yaml. NEW is
    `shipped` by default. Without --cases, a case is
    found for each conclusion that can come out otherwise, or it is proven that there is none.
    """
    from explain.review.impact import impact as impact_of

    for option, given, fits in (("--intake", intake, cases), ("--witnesses", witnesses, not cases)):
        if given and not fits:
            key = "usage_goes_without" if cases else "usage_goes_with"
            raise click.UsageError(Told(key, option=option, other="--cases"))
    after = _knowledge(new)
    with proofs_told():
        found = impact_of(_knowledge(old), after, cases, day_of(on), intake=intake)
    if witnesses:
        _save(found, after, Path(witnesses))
    show(found, as_json, markdown, language, after)


def _save(found: Impact, base: KnowledgeBase, folder: Path) -> None:
    """Each case that was found by proof, as a test of what the newer knowledge concludes."""
    from knowledge.cases.tests import case_test_text
    from knowledge.cases.use_case import model_of, nested

    folder.mkdir(parents=True, exist_ok=True)
    for case in (case for case in found.cases if case.stated):
        stated = {name: value for name, value in case.stated.items() if name in base.attributes}
        model = model_of(base).model_validate(nested(stated))
        truths = {
            move.proposition: STATUSES[move.after]
            for move in case.moves
            if move.proposition in case.shows
        }
        expect = {"verdict": case.verdict[1], **truths}
        text = case_test_text(
            model,
            expect,
            f"Before the change the verdict was {case.verdict[0]}; see `threshold impact`.",
        )
        write_text(folder / f"{case.row:02}_{case.verdict[1]}.yaml", text)


def _knowledge(name: str) -> KnowledgeBase:
    """The knowledge that a name stands for: packs of one's own, or a whole knowledge base.

    Raises `InvalidKnowledge`, or `InvalidCase` where there is none.
    """
    from knowledge.base import load
    from knowledge.earlier import holds_whole
    from knowledge.pack_paths import EXAMPLE

    path = Path(name)
    if name.startswith(EXAMPLE) or (path.exists() and not holds_whole(path)):
        return load([name])
    return load(knowledge=name)
