"""The command `threshold packs`: which packs there are, and what one of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from threshold.commands.options import AS_JSON

if TYPE_CHECKING:
    from explain.review.packs import ListedPack, PackReport


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def packs(ctx: click.Context, as_json: bool) -> None:
    """List the packs that `--pack` takes by name.

    Those are the shipped ones, the examples, those in the folders that the variable
    THRESHOLD_PACKS names, and those that pip installed.
    """
    if ctx.invoked_subcommand is not None:
        return
    from explain.review.packs import listed_packs

    found = list(listed_packs())
    if as_json:
        import json

        click.echo(json.dumps([pack.model_dump() for pack in found], indent=2, ensure_ascii=False))
        return
    width = max(len(pack.name) for pack in found)
    for pack in found:
        click.echo(_line(pack, width))
        for unread in pack.unread:
            click.secho(unread, err=True, fg="yellow")


def _line(pack: ListedPack, width: int) -> str:
    told = pack.fault or pack.title
    return f"{pack.name:<{width}}  {pack.version or '-':<9}  {pack.origin}" + (
        f"  {told}" if told else ""
    )


@packs.command()
@click.argument("name")
@click.option(
    "--pack", "others", multiple=True, metavar="PACK", help="Another pack that it stands on."
)
@AS_JSON
def show(name: str, others: tuple[str, ...], as_json: bool) -> None:
    """Show what the pack NAME is (or the one at this path): its manifest, what it adds, what it
    changes, what it leaves untranslated.
    """
    from explain.review.packs import pack_report

    found = pack_report(name, others)
    if as_json:
        click.echo(found.model_dump_json(indent=2))
        return
    for key, value in _told(found):
        click.echo(f"{key}: {value}")
    for change in found.changes:
        key = "retires" if change.retired else "overrides"
        click.echo(f"{key}: {change.entry} of {change.of}: {change.reason}")
    for code, names in found.untranslated.items():
        for text in names:
            click.echo(f"untranslated: {code}: {text}")


def _told(found: PackReport) -> list[tuple[str, str]]:
    """The keys of the manifest, as they are called there, and what was counted."""
    manifest = found.manifest
    told = {
        "name": found.name,
        "version": found.version,
        "title": manifest and manifest.title,
        "licence": manifest and manifest.licence,
        "authors": manifest and ", ".join(manifest.authors),
        "office": manifest and manifest.office,
        "languages": manifest and ", ".join(manifest.languages),
        "requires": manifest and ", ".join(f"{pack} {v}" for pack, v in manifest.requires.items()),
        "namespace": manifest and manifest.namespace,
        "after": manifest and ", ".join(manifest.after),
        "fingerprint": found.fingerprint,
        "path": found.path,
        "entries": ", ".join(f"{count} {kind}" for kind, count in found.entries.items()),
    }
    return [(key, str(value)) for key, value in told.items() if value]
