"""The help of commands in the language that was asked for: usage, what a command does, its options.

English stands where commands and options are declared. `help.yaml` has each paragraph of it with
what says the same in other languages, so that a text that was changed is not told in a translation
of what it was: it is told in English then, and marked.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from threshold.commands.spoken import in_english, spoken

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from knowledge.languages.words import Words

HELP = Path(__file__).with_name("help.yaml")
AS_IT_STANDS = "\b\n"  # click keeps the lines of a paragraph that begins so
LONGEST_OFFERED = 45  # characters of the help of a command that a shell offers
SPACES = 6  # around the names of commands in a list


class SpokenCommand(click.Command):
    """A command whose help is told in the language that was asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments: nothing, unless the command takes more.

        Raises `click.UsageError` for more than it takes.
        """
        takes_more, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        ctx.allow_extra_args = takes_more
        if rest and not takes_more and not ctx.resilient_parsing:
            from knowledge.languages.told import Told  # where something is wrong

            ctx.fail(Told.counted("usage_extra", len(rest), arguments=" ".join(rest)))
        return rest

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a shell offers to complete, each with its help in the language."""
        found = super().shell_complete(ctx, incomplete)
        with ctx.scope(cleanup=False):
            if in_english():
                return found
            words = spoken()
            options = {name: one for one in self.get_params(ctx) for name in one.opts}
            for item in found:
                one = self.get_command(ctx, item.value) if isinstance(self, click.Group) else None
                if one is not None:
                    item.help = _first_sentence(one, words, LONGEST_OFFERED)
                elif isinstance(option := options.get(item.value), click.Option):
                    item.help = told_help(option.help or "", words)
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        if in_english():
            super().format_usage(ctx, formatter)
            return
        from knowledge.languages.placeholders import placed  # English needs none

        words = spoken()
        pieces = placed(" ".join(self.collect_usage_pieces(ctx)), words)
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{words.say('usage')} ")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called, what it does, and its options."""
        if in_english():
            super().format_help(ctx, formatter)
            return
        words = spoken()
        self.format_usage(ctx, formatter)
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(told_help(self.help, words))
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        with formatter.section(words.say("usage_options")):
            formatter.write_dl([_told_option(one, ctx, words) for one in options])
        if isinstance(self, click.Group):
            with formatter.section(words.say("usage_commands")):
                formatter.write_dl(_told_commands(self, ctx, words, formatter.width))


class SpokenGroup(SpokenCommand, click.Group):
    """A group of commands whose help is told in the language that was asked for."""

    command_class = SpokenCommand


def command(name: str | None = None) -> Callable[[Callable[..., Any]], SpokenCommand]:
    """A decorator that makes a function a command, by default of the function's name."""
    return click.command(name, cls=SpokenCommand)


def group(*, invoke_without_command: bool = False) -> Callable[[Callable[..., Any]], SpokenGroup]:
    """A decorator that makes a function a group of commands, of the function's name."""
    return click.group(cls=SpokenGroup, invoke_without_command=invoke_without_command)


def paragraphs(text: str) -> list[str]:
    r"""The paragraphs of a help, as `help.yaml` has them: each in one line, but those whose lines
    stay.

    >>> paragraphs("Take it\n    in.\n\n    \b\n    a: 1\n    b: 2")
    ['Take it in.', '\x08\na: 1\nb: 2']
    """
    return [
        part if part.startswith(AS_IT_STANDS) else " ".join(part.split())
        for part in inspect.cleandoc(text).split("\n\n")
    ]


def told_help(text: str, words: Words) -> str:
    """A help in a language; a paragraph that the language lacks is in English, and marked."""
    from knowledge.languages.beside import beside_english  # English needs none
    from knowledge.languages.placeholders import placed

    said = beside_english(HELP, words.code)
    told = []
    for part in paragraphs(text):
        sign = AS_IT_STANDS if part.startswith(AS_IT_STANDS) else ""
        english = part.removeprefix(sign).rstrip()
        found = said.get(english)
        told.append(sign + (words.mark(english) if found is None else placed(found, words)))
    return "\n\n".join(told)


def _told_commands(
    group: click.Group, ctx: click.Context, words: Words, width: int
) -> list[tuple[str, str]]:
    """The commands of a group, each with the first sentence of its help."""
    names = group.list_commands(ctx)
    most = width - SPACES - max(map(len, names))
    rows = []
    for name in names:
        one = group.get_command(ctx, name)
        assert one is not None
        rows.append((name, _first_sentence(one, words, most)))
    return rows


def _first_sentence(command: click.Command, words: Words, most: int) -> str:
    """The first sentence of the help of a command, or as much of it as fits."""
    told = copy.copy(command)
    told.help = told_help(told.help or "", words)
    return told.get_short_help_str(most)


def _told_option(option: click.Option, ctx: click.Context, words: Words) -> tuple[str, str]:
    """How an option is written, and what it does."""
    from knowledge.languages.placeholders import placed  # English needs none

    spelled = option.get_help_record(ctx)
    assert spelled is not None, "no option is hidden"
    extra = option.get_help_extra(ctx)
    beside = [
        *([words.say("usage_default", default=extra["default"])] if "default" in extra else []),
        *([extra["range"]] if "range" in extra else []),
        *([words.say("usage_required")] if "required" in extra else []),
    ]
    told = told_help(option.help or "", words)
    behind = f"[{'; '.join(beside)}]" if beside else ""
    return placed(spelled[0], words), "  ".join(filter(None, (told, behind)))
