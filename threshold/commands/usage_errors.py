"""What was typed and is no command: an option that there is not, a value that cannot be used; told
in the language that was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from knowledge.faults import nearest
from knowledge.languages.codes import ENGLISH
from knowledge.languages.message import InARow, Saying
from knowledge.languages.placeholders import placed
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from threshold.commands.spoken import OPTION


class Spoken(click.UsageError):
    """A usage error that is told in a language."""

    def __init__(self, error: click.UsageError, words: Words):
        super().__init__(words.mark(_said(error, words)), error.ctx)
        self.words = words
        # while the command runs whose language it is
        self.usage = error.ctx.get_usage() if error.ctx else None

    def show(self, file: object = None) -> None:
        """Print how the command is called, where to read more, and what was wrong."""
        if self.ctx is not None and self.usage is not None:
            click.echo(self.usage, err=True)
            names = self.ctx.command.get_help_option_names(self.ctx)
            asked = f"{self.ctx.command_path} {max(names, key=len)}{self._in_language()}"
            click.echo(self.words.say("usage_help", command=asked) + "\n", err=True)
        click.echo(self.words.say("usage_error", text=self.format_message()), err=True)

    def _in_language(self) -> str:
        """What is typed behind a command that tells its help in the same language."""
        return "" if self.words.code == ENGLISH else f" {OPTION} {self.words.code}"


def _said(error: click.UsageError, words: Words) -> str:
    """What was wrong, as a text that other languages can say, or in click's English."""
    if isinstance(error, click.NoSuchOption):
        said = Told("usage_no_option", name=error.option_name)
        return _with_nearest(said, error.possibilities or ())
    if isinstance(error, click.NoSuchCommand):
        said = Told("usage_no_command", name=error.command_name)
        return _with_nearest(said, _nearest_commands(error))
    if isinstance(error, click.MissingParameter):
        return _missing(error, words)
    if isinstance(error, click.BadParameter):
        return Told("usage_value", name=_name(error, words), text=error.message)
    if isinstance(error, click.BadOptionUsage):
        return _misused(error)
    if error.ctx and isinstance(error.ctx.command, click.Group) and type(error.message) is str:
        return Told("usage_command_missing")  # of a group, click tells nothing else
    return error.message


def _with_nearest(said: Told, names: Sequence[str]) -> str:
    return Saying(InARow((said, " ", Told("usage_nearest", names=tuple(names))))) if names else said


def _nearest_commands(error: click.NoSuchCommand) -> list[str]:
    group = error.ctx.command if error.ctx else None
    if error.ctx is None or not isinstance(group, click.Group):
        return []
    found = nearest(error.command_name, group.list_commands(error.ctx))
    return [found] if found else []


def _missing(error: click.MissingParameter, words: Words) -> str:
    said = Told("usage_missing", name=_name(error, words))
    kind = error.param.type if error.param else None
    if not isinstance(kind, click.Choice):
        return said
    return Saying(InARow((said, " ", Told("usage_choices", names=tuple(kind.choices)))))


def _misused(error: click.BadOptionUsage) -> str:
    """An option without its value, or one with a value that takes none."""
    taken = error.ctx.command.params if error.ctx else ()
    option = next((one for one in taken if error.option_name in one.opts), None)
    if not isinstance(option, click.Option):
        return error.message
    key = "usage_no_value_taken" if option.is_flag else "usage_value_needed"
    return Told(key, name=error.option_name)


def _name(error: click.BadParameter, words: Words) -> str:
    """The option or argument, as it is typed or as the usage calls it."""
    if isinstance(error.param, click.Option):
        return " / ".join(error.param.opts)
    return placed(error.param.human_readable_name, words) if error.param else "?"
