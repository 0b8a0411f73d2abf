"""The command `threshold examples`: the cases that are shipped."""

from __future__ import annotations

import click

from threshold.commands.options import LANGUAGE
from threshold.commands.spoken_help import command


@command()
@LANGUAGE
def examples(language: str) -> None:
    """List the cases that are shipped, with who answers for each, for use as example:NAME."""
    from knowledge.cases.files import example_names
    from knowledge.cases.stories import read_case_in

    told = {name: read_case_in(f"example:{name}", language).stated() for name in example_names()}
    width = max(map(len, told))
    for name, case in told.items():
        click.echo(f"example:{name:<{width}}  {case['name']} · {case['owner']}")
