"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from shlex import join
from typing import TYPE_CHECKING, Any, TypeVar

import click

from knowledge.languages.codes import LANGUAGES, codes
from threshold.commands.printing import pack_options, print_json
from threshold.commands.spoken import keep_language
from threshold.commands.value_types import Day, FileOrFolder, OneOf

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from explain.argue.explanation import Explanation
    from explain.argue.first_answer import AskedBy
    from explain.argue.legal_path import LegalPath
    from explain.forms.outline import Outlined
    from knowledge.base import KnowledgeBase
    from knowledge.cases.use_case import CaseModel
    from knowledge.languages.words import Words


KNOWLEDGE = "threshold.knowledge"  # under which a context keeps the knowledge that was named
PACKS = "threshold.packs"  # the same of packs
Command = TypeVar("Command", bound=Callable[..., Any])


def _named(ctx: click.Context, _: click.Parameter, knowledge: str | None) -> None:
    ctx.meta[KNOWLEDGE] = knowledge


def _loaded(ctx: click.Context, _: click.Parameter, packs: tuple[str, ...]) -> KnowledgeBase:
    from knowledge.base import load

    ctx.meta[PACKS] = packs
    return load(packs, knowledge=ctx.meta.get(KNOWLEDGE))


def named_packs() -> tuple[str, ...]:
    """The packs that this command was given, as they were typed."""
    packs: tuple[str, ...] = click.get_current_context().meta.get(PACKS, ())
    return packs


def asked_by(file: str, on: datetime | None, number: int | None = None) -> AskedBy:
    """How this command asked about the case in a file, or about the one of this number in it."""
    from explain.argue.first_answer import AskedBy
    from knowledge.cases.numbered import numbered

    knowledge: str | None = click.get_current_context().meta.get(KNOWLEDGE)
    options = [*(["--on", f"{on:%Y-%m-%d}"] if on else ())]
    options += ["--knowledge", knowledge] if knowledge else []
    options += pack_options(named_packs())
    named = numbered(file)[1] if number is None else number
    return AskedBy(named, join(options))


DAY = Day()
FILE = click.argument("file")
ON = click.option(
    "--on",
    type=DAY,
    help="The day asked, as YYYY-MM-DD. Default: the day that the case states, else today.",
)
_KNOWLEDGE = click.option(
    "--knowledge",
    metavar="VERSION",
    is_eager=True,  # it is known before the packs on top of it are loaded
    expose_value=False,
    callback=_named,
    help=(
        "Answer by the knowledge of an earlier day: a version (2026.11), a fingerprint that an"
        " answer named, a git revision, or a folder. --on is the day of the law, this the day of"
        " our reading of it."
    ),
)
_PACK = click.option(
    "--pack",
    "base",
    multiple=True,
    metavar="PACK",
    callback=_loaded,
    help="A pack on top of the shipped ones: a file, a folder, or a name that `packs` lists.",
)


def PACK(command: Command) -> Command:  # noqa: N802  used as the options beside it are
    """The knowledge that a command answers by: packs of one's own, and what they stand on."""
    return _KNOWLEDGE(_PACK(command))


AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON; its schema: threshold schema."
)
PLAIN_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
MARKDOWN = click.option("--markdown", is_flag=True, help="Print Markdown.")
_LANGUAGE = partial(
    click.option,
    "--language",
    metavar="CODE",
    type=OneOf(codes(LANGUAGES), case_sensitive=False),
    default="en",
    show_default=True,
    is_eager=True,  # what packs are told of as they are loaded is said in it
    callback=keep_language,
    help="The language: en, de or fr. What it lacks is said in English, and marked.",
)
LANGUAGE = _LANGUAGE()
# of a group: what its commands are not told otherwise
LANGUAGE_OF_ALL = _LANGUAGE(expose_value=False)
OUTPUT = click.option(
    "-o",
    "--output",
    required=True,
    type=FileOrFolder(dir_okay=False),
    help="Where to draw: a file ending in .svg, .png, .pdf, .dot, .mmd, .graphml, .drawio or"
    " .pptx.",
)


def day_of(moment: datetime | None) -> date | None:
    """The day that was typed."""
    return moment.date() if moment else None


def words_of(language: str, base: KnowledgeBase) -> Words:
    """The words of a language, for what this knowledge base says.

    Raises `UnknownName` with the nearest code where there is no such language.
    """
    from knowledge.languages.words import Words

    return Words.of(language, base)


def explained(
    file: str,
    proposition: str,
    on: datetime | None,
    base: KnowledgeBase,
    words: Words | None = None,
) -> Explanation:
    """The explanation of a proposition's truth value in the case in FILE; a shipped case is called
    as `words` call it (English).
    """
    from engine.assessment import assess
    from explain.argue.why import why
    from knowledge.cases.stories import read_case_in

    found = why(assess(read_case_in(file, words, base), day_of(on), base=base), proposition)
    if found.first is not None:
        found.first.was_asked_by(asked_by(file, on))
    return found


def walked(
    file: str, on: datetime | None, base: KnowledgeBase, words: Words | None = None
) -> LegalPath:
    """The path to the legal tier of the case in FILE.

    Raises `UsageError` where the packs have no legal tier.
    """
    from engine.assessment import assess
    from explain.argue.legal_path import legal_path
    from explain.argue.why import why
    from knowledge.cases.stories import read_case_in

    assessment = assess(read_case_in(file, words, base), day_of(on), base=base)
    found = legal_path(why(assessment, ask=False), assessment)
    if found is None:
        from knowledge.languages.told import Told  # where something is wrong

        raise click.UsageError(Told("usage_no_tier"))
    return found


def told_case(file: str, base: KnowledgeBase, language: str, as_json: bool) -> CaseModel:
    """The case in FILE; a shipped one is called as the language calls it, but in JSON."""
    from knowledge.cases.stories import read_case_in

    return read_case_in(file, None if as_json else words_of(language, base), base)


def show(
    explanation: Outlined, as_json: bool, markdown: bool, language: str, base: KnowledgeBase
) -> None:
    """Print an explanation in the form and the language that were asked for."""
    words = words_of(language, base)
    if as_json:
        print_json(explanation.model_dump_json(indent=2))
        return
    click.echo(
        explanation.to_markdown(language=words) if markdown else explanation.to_text(language=words)
    )


def assessed(
    file: str, on: datetime | None, base: KnowledgeBase, language: str, as_json: bool
) -> Assessment:
    """The case in FILE, assessed; called as `told_case` calls it."""
    from engine.assessment import assess

    return assess(told_case(file, base, language, as_json), day_of(on), base=base)
