"""The command `threshold language-server`: packs and cases in an editor."""

from __future__ import annotations

from knowledge.extras import need
from threshold.commands.spoken_help import command


@command("language-server")
def language_server() -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    Packs, cases, intakes and translations of the folder that is open are checked while somebody
    types; keys, kinds, names and values are completed, inside conditions too; names are explained,
    found, and renamed in all files at once. How to set up VS Code, PyCharm and Neovim:
    docs/editors.md.
    """
    need("threshold language-server", "pygls", "lsprotocol")
    from knowledge.pack_paths import VERSION
    from threshold.language_server.server import made

    made(VERSION).start_io()
