"""The command `threshold`: assess a case, see why, draw it, look up rules, assess a portfolio.

Each of its commands stands in `threshold.commands`, most in a file of its name; `COMMANDS` names
them all, and a new one is entered there.

Exit codes: 0 when the question was answered, 2 when what was put in cannot be used.
"""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from knowledge.extras import BUILD_DURABLE, DISTRIBUTION, EXTRAS, missing, needs
from knowledge.faults import Fault, InvalidCase, InvalidKnowledge
from knowledge.outputs import faults_beside, refuse_inputs, shown_plainly
from knowledge.renamed import RenamedWarning
from knowledge.sentence import Sentence
from knowledge.unread_files import UnreadFileWarning
from threshold.commands.empty_values import refuse_empty
from threshold.commands.options import LANGUAGE_OF_ALL
from threshold.commands.spoken import TYPED, spoken
from threshold.commands.spoken_help import SpokenGroup
from threshold.ending import in_order

BAD_INPUT = 2
OURS = ("knowledge", "engine", "explain", "threshold")
INSTALL = f"pip install {DISTRIBUTION}"
ABORTED = 1
OUTPUTS = ("-o", "--output")
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO)  # what a write is refused with
LIBRARIES = {  # whose errors are told in one line: the package → how it is called
    "_duckdb": "DuckDB",
    "duckdb": "DuckDB",
    "icalendar": Sentence("the writer of calendars"),
    "numpy": "NumPy",
    "pandas": "pandas",
    "polars": "Polars",
    "py4j": "Spark",
    "pyarrow": "Arrow",
    "pyo3_runtime": "Polars",
    "pyspark": "Spark",
    "python_calamine": Sentence("the reader of workbooks"),
    "sqlglot": Sentence("the writer of SQL"),
    "xlsxwriter": Sentence("the writer of workbooks"),
}
# a command makes most of its objects once and keeps them to its end: collecting often finds nothing
gc.set_threshold(100_000, 20, 20)
# and the system takes back what they hold faster than the last collection would
atexit.register(gc.freeze)
# a command is no place for plugins of pydantic, and looking for one reads every installed package
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# each command → the module of threshold.commands that holds it, and its name there
COMMANDS = {
    "ask": "ask:ask",
    "assess": "assess:assess",
    "change": "change:change",
    "check": "check:check",
    "compare": "compare:compare",
    "course": "course:course",
    "draw": "draw:draw",
    "examples": "examples:examples",
    "gallery": "gallery:gallery",
    "impact": "impact:impact",
    "intake": "intake:intake",
    "language-server": "language_server:language_server",
    "migrate": "migrate:migrate",
    "new": "new:new",
    "packs": "packs:packs",
    "page": "page:page",
    "plan": "plan:plan",
    "portfolio": "portfolio:portfolio",
    "register": "register.group:register",
    "rules": "rules:rules",
    "schema": "schema:schema",
    "sql": "sql:sql",
    "test": "test:test",
    "timeline": "timeline:timeline",
    "what-if": "what_if:what_if",
    "where": "where:where",
    "why": "why:why",
    "why-not": "why_not:why_not",
    "workshop": "workshop:workshop",
}


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib import metadata

    from knowledge.pack_paths import VERSION

    try:
        version = metadata.version("threshold-rules")
    except metadata.PackageNotFoundError:
        version = "not installed"
    click.echo(f"threshold, version {version}; knowledge {VERSION}; {_chainer()}")
    ctx.exit()


def _chainer() -> str:
    """The default chainer; where it is not durable_rules, how that is built."""
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError:
        return f"chainer semi-naive\ndurable_rules cannot be imported; to build it: {BUILD_DURABLE}"
    return "chainer durable_rules"


class Guarded(SpokenGroup):
    """A group whose commands say what was wrong with their input in plain words, and exit with 2.

    A command is imported when it is asked for: one that answers in a moment waits for no other.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"threshold.commands.{module}"), name)
        return found

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program. A terminal that lacks a character shows its number instead."""
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        with warnings.catch_warnings():
            for spoken in (RenamedWarning, UnreadFileWarning):
                warnings.simplefilter("always", spoken)
            warnings.showwarning = _shown(warnings.showwarning)
            with in_order():
                return super().main(*args, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, so that an output can be compared with what is read."""
        ctx.meta[TYPED] = list(args)
        try:
            with _usage_errors_told():
                return super().parse_args(ctx, args)
        except OSError as error:  # help and the version are printed here
            _tell_of_system(error)
        sys.exit(BAD_INPUT)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; faults of the input are told without a traceback."""
        try:
            typed = ctx.meta.get(TYPED, [])
            with _usage_errors_told():
                refuse_empty(self, typed, ctx)
                _refuse_to_overwrite(typed)
                return super().invoke(ctx)
        except (InvalidCase, InvalidKnowledge) as error:
            for fault in error.faults:
                _tell(fault)
        except ImportError as error:
            told = missing(ctx.invoked_subcommand or "threshold", error) or _unloaded(error)
            if told is None:
                raise
            _tell(told)
        except MemoryError:
            _tell(Fault(Sentence("there is not enough memory for this")))
        except Fault as error:
            _tell(error)
        except OSError as error:
            _tell_of_system(error)
        except (click.Abort, EOFError, KeyboardInterrupt):
            click.echo(err=True)
            click.echo(spoken().say("aborted"), err=True)
            sys.exit(ABORTED)
        except BaseException as error:  # a library in Rust ends with what is no Exception
            library = type(error).__module__.partition(".")[0]
            if library not in LIBRARIES:
                raise
            said = next(iter(str(error).splitlines()), "") or type(error).__name__
            reason = Sentence.borrowed(shown_plainly(said)[:400])
            _tell(Fault(Sentence("{file}: {reason}", file=LIBRARIES[library], reason=reason)))
        sys.exit(BAD_INPUT)


@contextmanager
def _usage_errors_told() -> Iterator[None]:
    """What was typed and is no command is told in the language that was asked for."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # its message is the help
    except click.UsageError as error:
        from threshold.commands.usage_errors import Spoken  # where something is wrong

        raise Spoken(error, spoken()) from error


def _shown(otherwise: Callable[..., None]) -> Callable[..., None]:
    """The function that shows warnings: each former name that was read, and each file of a pack
    that was not, in one line, once.
    """
    told: set[str] = set()

    def show(message: Warning | str, *args: Any, **options: Any) -> None:
        if not isinstance(message, (RenamedWarning, UnreadFileWarning)):
            otherwise(message, *args, **options)
        elif str(message) not in told:
            told.add(str(message))
            said = message.renamed if isinstance(message, RenamedWarning) else message.unread
            click.secho(said.said(spoken()), err=True, fg="yellow")

    return show


def _tell(fault: Fault) -> None:
    """Tell of a fault, in the language that the command was asked to speak."""
    from knowledge.languages.told import told_fault  # no command waits for it that has no fault

    with suppress(OSError):  # who cannot be told is told by the exit code
        click.secho(told_fault(fault, spoken()), err=True, fg="red")


def _tell_of_system(error: OSError) -> None:
    """Tell what the system refused, and of which file.

    Raises the error where the reader of a pipe has seen enough: click ends quietly.
    """
    if error.errno == errno.EPIPE:
        raise error
    reason = Sentence.borrowed(str(error.strerror or error))
    file = os.fsdecode(error.filename) if error.filename else _unnamed(error.errno)
    _tell(Fault(Sentence("{file}: {reason}", file=file, reason=reason)))


def _unnamed(number: int | None) -> Sentence:
    """What an error is about that names no file: files that are written are named."""
    try:
        os.getcwd()
    except OSError:
        return Sentence("the working folder")
    return Sentence("standard output") if number in NO_ROOM else Sentence("a file")


def _unloaded(error: ImportError) -> Fault | None:
    """The fault of a library that is there and cannot be loaded, such as for want of memory, or of
    one that belongs to every installation and is not there.
    """
    library = (error.name or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError):
        if not library or library in (*OURS, *sys.stdlib_module_names):
            return None
        return Fault(needs(DISTRIBUTION, library, INSTALL))
    if library not in EXTRAS:
        return None
    reason = Sentence.borrowed(shown_plainly(str(error))[:400])
    return Fault(Sentence("{file}: {reason}", file=library, reason=reason))


def _open_closed_streams() -> None:
    """Give what was closed before the program began an end: nothing is read from it, nobody reads
    it, and no file that is opened takes its number.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                opened = os.open(os.devnull, os.O_RDWR)
                if opened != number:  # a file was opened meanwhile
                    os.close(opened)
            mode = "w" if number else "r"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _refuse_to_overwrite(typed: list[str]) -> None:
    """Raises `InvalidCase` where the output is one of the files that are read.

    `ask` grows the case that it reads.
    """
    command = next((one for one in typed if one in COMMANDS), "")
    if command == "ask":
        return
    outputs, others = [], []
    tokens = iter(typed)
    for token in tokens:
        name, equals, value = token.partition("=")
        if name in OUTPUTS:
            outputs.append(value if equals else next(tokens, ""))
        elif token.startswith("-o") and not token.startswith("--"):
            outputs.append(token[2:])
        else:
            others.append(value if equals and name.startswith("--") else token)
    for output in outputs:
        refuse_inputs(output, others)
        if command == "portfolio":
            refuse_inputs(faults_beside(output), others)


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
@LANGUAGE_OF_ALL
def main() -> None:
    """Knows when an AI project stops being an experiment, and shows why.

    A case is a YAML file of attributes; everything but its name may stay unanswered:

    \b
        name: Demand forecast
        output_use: operational      # research | operational
        exposure: business_users
        controls: {monitoring: true}

    \b
    Start with a shipped example:
        threshold examples
        threshold assess example:tay
        threshold why example:tay
        threshold draw example:tay -o tay.svg
    What may be stated: threshold rules --attributes
    """  # noqa: D301


if __name__ == "__main__":
    main()
