"""The options of commands that open a page on this computer: the address at which it listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from threshold.commands.value_types import Whole

if TYPE_CHECKING:
    from socket import socket

NEEDED = ("starlette", "uvicorn", "python_multipart", "segno")

Command = TypeVar("Command", bound=Callable[..., Any])


def address(others: str, port: int) -> Callable[[Command], Command]:
    """The options --host and --port; `others`: what the address 0.0.0.0 is good for, `port`: the
    one that is taken where none is named.
    """

    def options(command: Command) -> Command:
        of_port = click.option(
            "--port",
            default=port,
            show_default=True,
            type=Whole(0, 65535),
            help="The port; 0 takes any that is free.",
        )
        of_host = click.option(
            "--host",
            default="127.0.0.1",
            show_default=True,
            help=f"The address to listen on; 0.0.0.0 {others}.",
        )
        return of_host(of_port(command))

    return options


def listening_at(host: str, port: int) -> socket:
    """The socket that a page is served at. Raises `click.UsageError` where it cannot be had."""
    from threshold.workshop.serving import listening

    try:
        return listening(host, port)
    except (OSError, OverflowError, UnicodeError) as error:
        raise click.UsageError(
            Told(
                "usage_cannot_listen",
                host=host,
                port=str(port),
                reason=Sentence.borrowed(str(getattr(error, "strerror", None) or error)),
            )
        ) from error
