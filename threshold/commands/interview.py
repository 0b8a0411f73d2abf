"""The interview: asks only what can still change the verdict, in the order that settles most, and
says why.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from engine import Assessment, assess
from explain.ask.comparison import with_changes
from explain.ask.questions import Question, Questions, profile_told, questions, why_asked
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NO, YES, read_answer
from knowledge.cases.files import EXAMPLE, described, read_case, save_case
from knowledge.cases.use_case import CaseModel, model_of
from knowledge.entries import Attribute, derived_names
from knowledge.faults import InvalidCase
from knowledge.languages.words import Words

WHY = ("?", "why", "why?", "w")
DO_NOT_KNOW = ("", "don't know", "dont know", "unknown", "u", "d")
STOP = ("stop", "quit", "exit", "q")


def interview(
    file: str | None,
    output: str | None,
    on: date | None,
    base: KnowledgeBase,
    words: Words | None = None,
) -> Assessment:
    """Ask until the verdict is settled whatever else is answered, or nobody knows more.

    Save the case; return the last assessment.
    """
    case = _begin(file, base)
    target = Path(output) if output else _target(file, case)
    if target.exists():
        if not output and target != Path(file or ""):
            raise click.UsageError(
                f"{target} is there already: name it as the FILE to go on with it, or another"
                " with -o"
            )
        read_case(target, base)  # a file that is no case is told now, not after the last answer
    spoken = Words.of(words)
    click.echo(spoken.say("interview_help"))
    case, left = _ask_all(case, base, on, spoken)
    save_case(case, target, base)
    result = assess(case, on, base=base)
    _conclude(result, left, target, spoken)
    return result


def _begin(file: str | None, base: KnowledgeBase) -> CaseModel:
    if file and (file.startswith(EXAMPLE) or Path(file).exists()):
        return read_case(file, base)
    while True:
        name = click.prompt("What is the use case called?", type=str).strip()
        try:
            return model_of(base).model_validate({"name": name})
        except ValidationError:
            click.echo("Please give it a name.")


def _target(file: str | None, case: CaseModel) -> Path:
    if file and not file.startswith(EXAMPLE):
        return Path(file)
    name = str(case.stated()["name"])
    return Path((re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "case")[:60] + ".yaml")


def _ask_all(
    case: CaseModel, base: KnowledgeBase, on: date | None, words: Words
) -> tuple[CaseModel, Questions]:
    """The case with every answer that was given, and what is left, asking the first question that
    is left each time.
    """
    skipped: set[str] = set()
    verdict = ""
    left = questions(assess(case, on, base=base))
    if left.profile:
        click.echo(profile_told(left, words))
    while True:
        if left.verdict != verdict:
            verdict = left.verdict
            told = words.say("so_far", verdict=left.verdict, title=_headline(left, words))
            click.secho(f"\n{told}", bold=True)
        asked = [question for question in left.questions if question.attribute not in skipped]
        if not asked:
            return case, left
        changed = _ask(asked[0], len(asked), case, base, words)
        if changed is None:
            return case, left
        if changed is case:
            skipped.add(asked[0].attribute)
        else:
            case, left = changed, questions(assess(changed, on, base=base))


def _headline(left: Questions, words: Words) -> str:
    return words.statement(derived_names.verdict(left.verdict), left.headline)


def _ask(
    question: Question, left: int, case: CaseModel, base: KnowledgeBase, words: Words
) -> CaseModel | None:
    """The case with an answer; the same case where nobody knows; None to end."""
    attribute = base.attributes[question.attribute]
    asked = words.question(attribute.id, question.question)
    click.secho(f"\n{asked}  ({words.count('could_matter', left)})", fg="blue")
    if question.meaning:
        click.echo(f"  {words.text(('meanings', attribute.id), question.meaning)}")
    for number, (value, meaning) in enumerate(attribute.values.items(), start=1):
        told = f"{_shown(attribute, value, words)}: {words.answer(attribute.id, value, meaning)}"
        if value in question.look_first:
            told = words.say("look_first", answer=told)
        click.echo(f"  {number}  {told}")
    if attribute.type == "set":
        click.echo(f"  {words.say('several_answers')}")
    elif not attribute.values:
        click.echo(f"  {described(attribute)}")
    while True:
        text = _typed()
        if text is None or text.lower() in STOP:
            return None
        if text.lower() in WHY:
            click.echo(f"  {why_asked(question, words)} {' '.join(question.source)}")
        elif text.lower() in DO_NOT_KNOW:
            return case
        else:
            try:
                return with_changes(
                    case, {attribute.id: read_answer(attribute, _by_number(attribute, text))}, base
                )
            except InvalidCase as error:
                for fault in error.faults:
                    click.secho(f"  {fault}", fg="red")


def _typed() -> str | None:
    """What was typed; None at the end of the input."""
    try:
        return str(click.prompt("", prompt_suffix="> ", default="", show_default=False)).strip()
    except click.Abort:
        click.echo()
        return None


def _by_number(attribute: Attribute, text: str) -> str:
    """The answers in place of their numbers."""
    values = list(attribute.values)
    if not values or (attribute.type == "bool" and text.lower() in (YES | NO) - {"0", "1"}):
        return text
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(
        values[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(values) else part
        for part in parts
    )


def _shown(attribute: Attribute, value: str, words: Words) -> str:
    return words.say(f"answer_{value}") if attribute.type == "bool" else value


def _conclude(result: Assessment, left: Questions, target: Path, words: Words) -> None:
    click.secho(f"\n{left.name}: {_headline(left, words)} ({left.verdict})", bold=True)
    if left.settled:
        click.echo(words.say("settled"))
    else:
        names = ", ".join(question.attribute for question in left.questions)
        click.echo(words.say("still_open", attributes=names))
    click.echo(words.say("saved", file=target))
    click.echo(words.say("no_legal_advice"))
