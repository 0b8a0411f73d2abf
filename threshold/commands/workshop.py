"""The command `threshold workshop`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.extras import need
from knowledge.outputs import refuse_inputs
from threshold.commands.options import LANGUAGE, ON, PACK, day_of, words_of
from threshold.commands.serving_options import NEEDED, address, listening_at
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@address("lets phones on the network vote", 8765)
@click.option(
    "--session",
    "kept_in",
    metavar="FILE",
    type=FileOrFolder(dir_okay=False, path_type=Path),
    help="Write the session into FILE after each step, and go on with it where FILE is one.",
)
@ON
@PACK
@LANGUAGE
def workshop(
    files: tuple[str, ...],
    host: str,
    port: int,
    kept_in: Path | None,
    on: datetime | None,
    base: KnowledgeBase,
    language: str,
) -> None:
    """Open a live page for a workshop: questions, verdict and decision graph, redrawn on every
    answer, and a vote.

    It begins with the case in the first FILE, or with an empty one; every FILE and every shipped
    case can be chosen on the page. Nothing is saved unless the page is told to, or --session names
    a file. On any address but this computer's own it asks for a token. Each browser may choose
    another language than --language.
    """
    need("workshop", *NEEDED)
    if kept_in is not None:
        refuse_inputs(kept_in, files)
    from threshold.workshop.access import access_for
    from threshold.workshop.room import furnish
    from threshold.workshop.routes import application
    from threshold.workshop.serving import addresses, serve

    words = words_of(language, base)
    access = access_for(host)
    socket = listening_at(host, port)
    with socket:
        trainer, participants = addresses(access, socket.getsockname()[1])
        room = furnish(files, day_of(on), participants, base, kept_in, words.code)
        app = application(room, access)
        click.echo(words.say("workshop_trainer", address=trainer))
        click.echo(words.say("workshop_vote", address=participants))
        if access.trainer:
            click.echo(words.say("workshop_open"))
        if access.participant:
            click.echo(words.say("workshop_code", code=access.participant))
        kept = "workshop_saved" if kept_in else "workshop_not_saved"
        click.echo(f"{words.say(kept, file=kept_in)} {words.say('serve_end')}")
        serve(app, socket)
