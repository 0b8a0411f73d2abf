"""The command `threshold examples`: the public cases that are shipped."""

from __future__ import annotations

import click

from threshold.commands.options import LANGUAGE


@click.command()
@LANGUAGE
def examples(language: str) -> None:
    """List the public cases that are shipped, for use as example:NAME."""
    from knowledge.cases.files import example_names
    from knowledge.cases.stories import read_case_in

    for name in example_names():
        case = read_case_in(f"example:{name}", language)
        click.echo(f"example:{name:<26} {case.stated()['name']}")
