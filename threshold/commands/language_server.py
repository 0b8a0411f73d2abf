"""The command `threshold language-server`: packs and cases in an editor."""

from __future__ import annotations

import click

from knowledge.extras import need
from knowledge.languages.codes import LANGUAGES, codes
from threshold.commands.spoken_help import command
from threshold.commands.value_types import OneOf


@command("language-server")
@click.option(
    "--language",
    metavar="CODE",
    type=OneOf(codes(LANGUAGES), case_sensitive=False),
    help="The language that it speaks: en, de or fr. Default: that of the editor, else English.",
)
def language_server(language: str | None) -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    Packs, cases, intakes and translations of the folder that is open are checked while somebody
    types; keys, kinds, names and values are completed, inside conditions too; names are explained,
    found, and renamed in all files at once. How to set up VS Code, PyCharm and Neovim:
    docs/editors.md.
    """
    need("threshold language-server", "pygls", "lsprotocol")
    from knowledge.pack_paths import VERSION
    from threshold.language_server.server import made

    made(VERSION, language).start_io()
