"""The command `threshold examples`: the public cases that are shipped."""

from __future__ import annotations

import click


@click.command()
def examples() -> None:
    """List the public cases that are shipped, for use as example:NAME."""
    from knowledge.cases.files import example_names, read_case

    for name in example_names():
        click.echo(f"example:{name:<26} {read_case(f'example:{name}').stated()['name']}")
