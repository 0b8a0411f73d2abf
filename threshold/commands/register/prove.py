"""`threshold register verify`, `replay`: whether a register is as it was written, and whether the
same follows still.
"""

from __future__ import annotations

import sys

import click

from threshold.commands.options import LANGUAGE
from threshold.commands.printing import print_json
from threshold.commands.register.options import AS_JSON, PACKS, REGISTER, echo, opened, teller
from threshold.commands.spoken_help import command
from threshold.commands.value_types import Whole

NOT_WHOLE = 1


@command()
@click.option("--head", default="", metavar="HASH", help="A head that was kept elsewhere.")
@REGISTER
@AS_JSON
@LANGUAGE
def verify(head: str, url: str, as_json: bool, language: str) -> None:
    """Check the chain of assessments and what they rest on; exit with 1 where anything is otherwise
    than it was written.

    It prints the head, and says what such a check can and cannot show.
    """
    with opened(url, (), check=False) as register:  # it tells each value that cannot be read
        found = register.verify(head.strip().lower())
        if as_json:
            from threshold.register.told import as_json as written

            print_json(written(found))
        else:
            for line in teller(register, language).verified(found):
                echo(line)
    if not found.whole:
        sys.exit(NOT_WHOLE)


@command()
@click.argument("number", type=Whole(1))
@REGISTER
@PACKS
@AS_JSON
@LANGUAGE
def replay(number: int, url: str, packs: tuple[str, ...], as_json: bool, language: str) -> None:
    """Repeat the assessment of this NUMBER under the knowledge that it names, and tell what differs
    under that of today.
    """
    with opened(url, packs) as register:
        done = register.replay(number)
        if as_json:
            from threshold.register.told import as_json as written

            print_json(written(done))
            return
        for line in teller(register, language).replayed(done):
            echo(line)
