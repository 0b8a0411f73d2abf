"""Options that the commands of a register share, and how they open it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from knowledge.extras import need
from knowledge.faults import shown_as_text
from threshold.commands.printing import pack_options
from threshold.commands.value_types import Day

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from threshold.register import Register
    from threshold.register.looking import Looking
    from threshold.register.told import Teller

NEEDED = ("sqlalchemy", "alembic")
SCHEMES = ("postgresql", "postgres", "sqlite")  # before :// or + in the address of a register
ENDINGS = (".db", ".sqlite", ".sqlite3")  # of a file in which one may lie
_PASSWORD = re.compile(r"(?<=\w):[^/@]*@")  # behind the user in the address of a register
BEGINNING = b"SQLite format 3\0"  # of every file of SQLite

DAY = Day()

REGISTER = click.option(
    "--register",
    "url",
    default="register.db",
    show_default=True,
    envvar="THRESHOLD_REGISTER",
    metavar="URL",
    help="The register: a file, or postgresql://USER@HOST/NAME.",
)
PACKS = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="PACK",
    help="A pack on top of the shipped ones: a file, a folder, or a name that `packs` lists.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
ON = click.option("--on", type=DAY, help="The day, as YYYY-MM-DD. Default: today.")
KEY = click.argument("key")


def asked_with(url: str, packs: tuple[str, ...]) -> str:
    """The options by which another command finds this register and these packs; no password."""
    context = click.get_current_context()
    typed = context.get_parameter_source("url") is ParameterSource.COMMANDLINE
    named = ["--register", _PASSWORD.sub("@", url)] if typed else []
    return join([*named, *pack_options(packs)])


def echo(text: str) -> None:
    """Print lines for a reader. A register keeps names as they are; what a terminal would obey of
    them is written out.
    """
    click.echo(shown_as_text(text))


@contextmanager
def opened(
    url: str, packs: tuple[str, ...], *, create: bool = False, check: bool = True
) -> Iterator[Register]:
    """The register; begun where there is none, if so wanted. `check`: whether one is refused in
    which a value stands that nobody wrote by this program.
    """
    need("register", *NEEDED)
    from threshold.register import Register

    with (
        Register(url, packs or None, create=create, check=check) as register,
        register.database.diagnosed(),
    ):
        yield register


def names_register(file: str) -> bool:
    """Whether a register is named: by its address, by the ending of a file, or by a file that holds
    a database.
    """
    scheme, sign, _ = file.partition("://")
    if sign:
        return scheme.partition("+")[0].lower() in SCHEMES
    path = Path(file)
    if path.suffix.lower() in ENDINGS or not path.is_file():
        return path.suffix.lower() in ENDINGS
    with path.open("rb") as raw:
        return raw.read(len(BEGINNING)) == BEGINNING


@contextmanager
def looked_at(url: str, base: KnowledgeBase) -> Iterator[Looking]:
    """The register, which is there already, under knowledge that is loaded already."""
    need("a register", *NEEDED)
    from threshold.register.archive import Shelf
    from threshold.register.database import Database
    from threshold.register.looking import Looking

    database = Database(url, create=False)
    try:
        yield Looking(database, Shelf(base=base))
    finally:
        database.close()


def teller(register: Register, language: str) -> Teller:
    """The teller of a register's contents, in a language."""
    from knowledge.languages.words import Words
    from threshold.register.told import Teller

    return Teller(register.base, Words.of(language, register.base))


def day(moment: datetime | None) -> str | None:
    """The day that was typed."""
    return moment.date().isoformat() if moment else None
