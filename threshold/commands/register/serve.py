"""`threshold register serve`: the register's page in a browser."""

from __future__ import annotations

from datetime import datetime

import click

from knowledge.extras import need
from threshold.commands.options import LANGUAGE
from threshold.commands.register.options import ON, PACKS, REGISTER, opened
from threshold.commands.serving_options import NEEDED, address, listening_at
from threshold.commands.spoken_help import command


@command()
@address("lets others on the network come in, with a token", 8766)
@ON
@REGISTER
@PACKS
@LANGUAGE
def serve(
    host: str,
    port: int,
    on: datetime | None,
    url: str,
    packs: tuple[str, ...],
    language: str,
) -> None:
    """Open a page on this computer: the list with filters, each case with its first answer,
    questions to answer in place, history, dates and graph.

    On any address but this computer's own it asks for a token: one to read, one to answer.
    """
    need("register serve", *NEEDED)
    from knowledge.languages.words import Words
    from threshold.register.page.access import register_access
    from threshold.register.page.desk import furnish
    from threshold.register.page.routes import application
    from threshold.workshop.serving import serve, told_addresses

    access = register_access(host)
    socket = listening_at(host, port)
    with socket, opened(url, packs, create=True) as register:
        words = Words.of(language, register.base)
        say = words.say
        editor, reader = told_addresses(access, socket.getsockname()[1])
        if access.trainer is None:
            click.echo(say("serve_address", address=editor))
        else:
            click.echo(say("serve_editor", address=editor))
            click.echo(say("serve_reader", address=reader))
            click.echo(say("serve_open"))
        click.echo(say("serve_end"))
        desk = furnish(register, on.date() if on else None, words.code)
        serve(application(desk, access), socket)
