"""The command `threshold migrate`: rewrite files to the names of today."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.renamed import RenamedWarning
from threshold.commands.options import LANGUAGE, words_of
from threshold.commands.spoken_help import command

if TYPE_CHECKING:
    from knowledge.authoring.migrated import Migration
    from knowledge.languages.words import Words

TO_DO = 1


@command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing: show what would be rewritten, and exit with 1 where there is something.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="PACK",
    help="A pack on top of the shipped ones, whose names count as well.",
)
@LANGUAGE
def migrate(files: tuple[str, ...], check: bool, packs: tuple[str, ...], language: str) -> None:
    """Rewrite cases, tables, intakes and packs that use former names to the names of today.

    FILE is a file of cases (YAML, JSON, or CSV with a row a case), an intake, a file or a folder of
    a pack, or a folder of such. Only names are exchanged: comments, layout, line ends and encoding
    stay. Each change is told with its place, in a table where it comes first; an answer that
    several questions ask for now is named, and left as it is. Nothing is written where one of the
    files has a fault.
    """
    from knowledge.authoring.migration import migrations
    from knowledge.base import load

    warnings.simplefilter("ignore", RenamedWarning)  # each is told below
    base = load(packs)
    words = words_of(language, base)
    found = migrations([Path(file) for file in files], base, packs)
    for migration in found:
        if not check and migration.renamed:
            migration.write()
        _tell(migration, check, words)
    sys.exit(TO_DO if check and any(one.renamed for one in found) else 0)


def _tell(migration: Migration, check: bool, words: Words) -> None:
    for renamed in migration.renamed:
        click.echo(renamed.said(words))
    for split in migration.split:
        told = words.say("superseded_plain", attribute=split.attribute)
        asks = words.say("superseded_state", told=told, names=", ".join(split.superseded_by))
        click.secho(f"{split.place}: {asks}", fg="yellow")
    if check and migration.renamed:
        click.echo(migration.diff(), nl=False)
    file, count = migration.file, migration.count
    key = "migrate_due" if check else "migrate_written"
    told = words.count(key, count, file=file) if count else words.say("migrate_nothing", file=file)
    click.secho(told, bold=True)
