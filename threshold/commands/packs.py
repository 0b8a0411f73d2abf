"""The command `threshold packs`: which packs there are, and what one of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from threshold.commands.options import LANGUAGE, PLAIN_JSON
from threshold.commands.printing import print_json
from threshold.commands.spoken_help import group

if TYPE_CHECKING:
    from explain.review.packs import ListedPack, PackReport
    from knowledge.entries.manifest import Manifest
    from knowledge.languages.words import Words


@group(invoke_without_command=True)
@PLAIN_JSON
@LANGUAGE
@click.pass_context
def packs(ctx: click.Context, as_json: bool, language: str) -> None:
    """List the packs that `--pack` takes by name.

    Those are the shipped ones, the examples, those in the folders that the variable
    THRESHOLD_PACKS names, and those that pip installed.
    """
    if ctx.invoked_subcommand is not None:
        return
    from explain.review.packs import listed_packs
    from knowledge.languages.words import Words

    found = list(listed_packs())
    if as_json:
        import json

        print_json(json.dumps([pack.model_dump() for pack in found], indent=2, ensure_ascii=False))
        return
    words = Words.of(language)
    origins = [_origin(pack, words) for pack in found]
    width, wide = max(len(pack.name) for pack in found), max(map(len, origins))
    for pack, origin in zip(found, origins, strict=True):
        told = words.mark(pack.fault) or _title(pack, words)
        version = pack.version or "-"
        click.echo(f"{pack.name:<{width}}  {version:<9}  {origin:<{wide}}  {told}".rstrip())
        for unread in pack.unread_files:
            click.secho(unread.said(words), err=True, fg="yellow")


def _title(pack: ListedPack | Manifest, words: Words) -> str:
    """The title of a pack in a language; in English, and marked, where it has none in that."""
    return pack.titles.get(words.code) or words.mark(pack.title)


def _origin(pack: ListedPack, words: Words) -> str:
    from explain.review.packs import IS_EXAMPLE, IS_SHIPPED

    return (
        words.say(f"pack_{pack.origin}") if pack.origin in (IS_SHIPPED, IS_EXAMPLE) else pack.origin
    )


@packs.command()
@click.argument("name")
@click.option(
    "--pack", "others", multiple=True, metavar="PACK", help="Another pack that it stands on."
)
@PLAIN_JSON
@LANGUAGE
def show(name: str, others: tuple[str, ...], as_json: bool, language: str) -> None:
    """Show what the pack NAME is (or the one at this path): its manifest, what it adds, what it
    changes, what it leaves untranslated.
    """
    from explain.review.packs import pack_report
    from knowledge.languages.words import Words

    found = pack_report(name, others)
    if as_json:
        print_json(found.model_dump_json(indent=2))
        return
    words = Words.of(language)
    for key, value in _told(found, words):
        click.echo(f"{key}: {value}")
    for change in found.changes:
        phrase = "pack_retires" if change.retired else "pack_overrides"
        told = {"entry": change.entry, "pack": change.of, "reason": words.mark(change.reason)}
        click.echo(words.say(phrase, **told))
    for code, names in found.untranslated.items():
        for text in names:
            click.echo(words.say("pack_untranslated", language=code, text=text))


def _told(found: PackReport, words: Words) -> list[tuple[str, str]]:
    """The keys of the manifest, as they are called there, and what was counted."""
    manifest = found.manifest
    told = {
        "name": found.name,
        "version": found.version,
        "title": manifest and _title(manifest, words),
        "licence": manifest and manifest.licence,
        "authors": manifest and ", ".join(manifest.authors),
        "office": manifest and manifest.office,
        "languages": manifest and ", ".join(manifest.languages),
        "requires": manifest and ", ".join(f"{pack} {v}" for pack, v in manifest.requires.items()),
        "namespace": manifest and manifest.namespace,
        "after": manifest and ", ".join(manifest.after),
        "fingerprint": found.fingerprint,
        "path": found.path,
        "entries": ", ".join(
            f"{count} {words.say(f'kind_{kind}')}" for kind, count in found.entries.items()
        ),
    }
    return [(key, str(value)) for key, value in told.items() if value]
