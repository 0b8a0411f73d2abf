"""Options and arguments that were typed with nothing in them, such as --pack "".

Read as a path, an empty text is the current folder; read as a name, it is no name. No command gets
as far as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from knowledge.faults import BadCase, InvalidCase
from knowledge.sentence import Sentence


def refuse_empty(command: click.Command, typed: Sequence[str], ctx: click.Context) -> None:
    """Raises `InvalidCase` where something that was typed after a command, or after a command
    below it, is empty; `UsageError` where it is nothing that the command takes.
    """
    try:
        values, rest, order = command.make_parser(ctx).parse_args(list(typed))
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise
    for asked in order:
        if any(not text.strip() for text in _texts(values.get(asked.name or ""))):
            raise InvalidCase([_nothing_given(asked)])
    if isinstance(command, click.Group) and rest:
        below = command.get_command(ctx, rest[0])
        if below is not None:
            refuse_empty(below, rest[1:], click.Context(below, ctx, rest[0]))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def _nothing_given(asked: click.Parameter) -> BadCase:
    """The fault of an option or an argument without a value."""
    if isinstance(asked, click.Argument):
        name, expected = asked.human_readable_name, Sentence("a value")
    else:
        name = max(asked.opts, key=len)
        expected = (
            Sentence("a value")
            if asked.required
            else Sentence("a value, or no {name} at all", name=name)
        )
    return BadCase(Sentence("{name}: what was given is empty", name=name), expected=expected)
