"""The command `threshold test`: cases as data, with what must hold for each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explain.review.case_failure import CaseOutcome, CaseOutcomes, case_outcome
from knowledge.cases.tests import CaseTest
from knowledge.faults import BadCase, Fault, InvalidCase
from knowledge.sentence import Sentence
from threshold.commands.options import LANGUAGE, PACK, words_of
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from engine.check.case_tests import Tested
    from knowledge.base import KnowledgeBase
    from knowledge.languages.words import Words

FOLDER = "cases"  # where tests are looked for when no file is named
FAILED = 1


@command("test")
@click.argument("paths", nargs=-1, metavar="[FILE or FOLDER]...")
@click.option("--json", "as_json", is_flag=True, help="Print what came of each test as JSON.")
@click.option(
    "--coverage",
    "covered",
    is_flag=True,
    help="Print which rules fired in some case, and which were missed in another.",
)
@PACK
@LANGUAGE
def test(
    paths: tuple[str, ...], as_json: bool, covered: bool, base: KnowledgeBase, language: str
) -> None:
    """Run case tests: cases with one more key, `expect`, that says what must hold.

    Default: the folder `cases`.

    A failed test tells what was expected, what came, and the rule that decided. Exit code 1 where a
    test fails. A case that names no day (`today`) is asked about the current one, and warned of: it
    may come out otherwise tomorrow.
    """
    from engine.check.coverage import coverage

    words = words_of(language, base)
    ran = _ran(paths, base)
    outcomes = _outcomes(ran)
    table = coverage(base, ran) if covered else None
    for tested in ran:
        if tested.undated:
            _warn(tested, words)
    if as_json:
        found = {"tests": [outcome.model_dump(mode="json") for outcome in outcomes]}
        print_json(
            json.dumps({**found, **({"coverage": table.to_data()} if table else {})}, indent=2)
        )
    else:
        for outcome in outcomes:
            _print(outcome, words)
        if table:
            click.echo(table.to_text(words))
        click.echo(outcomes.counted_in(words))
    sys.exit(0 if all(outcome.passed for outcome in outcomes) else FAILED)


def run_tests(*paths: str | Path, base: KnowledgeBase | None = None) -> CaseOutcomes:
    """The outcomes of the tests in these files and folders, by default of all in the folder
    `cases`, under `base` or the shipped knowledge.

    Raises `InvalidCase` with every fault in them.
    """
    from knowledge.cases.given_base import given_base

    return _outcomes(_ran([*map(str, paths)], given_base(base)))


def _ran(paths: Sequence[str], base: KnowledgeBase) -> list[Tested]:
    from engine.check.case_tests import run_tests as run

    return list(run(_tests(paths, base), base))


def _outcomes(ran: Iterable[Tested]) -> CaseOutcomes:
    return CaseOutcomes(case_outcome(tested) for tested in ran)


def _tests(paths: Sequence[str], base: KnowledgeBase) -> list[CaseTest]:
    """All tests in these files and folders. Raises `InvalidCase` with every fault in them."""
    from knowledge.cases.tests import read_tests

    if not paths and not Path(FOLDER).is_dir():
        expected = Sentence(
            "a file or folder of case tests after `{command}`", command="threshold test"
        )
        said = Sentence("there is no folder {name} here", name=repr(FOLDER))
        raise InvalidCase([BadCase(said, expected=expected)])
    faults: list[Fault] = []
    found: list[CaseTest] = []
    for path in paths or (FOLDER,):
        try:
            found += read_tests(path, base)
        except InvalidCase as error:
            faults += error.faults
    if faults:
        raise InvalidCase(faults)
    return found


def _print(outcome: CaseOutcome, words: Words) -> None:
    for number, line in enumerate(outcome.lines(words)):
        click.secho(line, fg="red" if number == 0 else None)


def _warn(tested: Tested, words: Words) -> None:
    """Tell of a case that may come out otherwise tomorrow."""
    place = tested.test.place
    told = words.say("test_undated", name=tested.test.name, day=date.today())
    warning = words.titled(words.say("severity_warning"), told)
    click.secho(f"{place.file}:{place.line}: {warning}", fg="yellow", err=True)
