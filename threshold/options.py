"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date, datetime

import click

FILE = click.argument("file")
ON = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked, as YYYY-MM-DD. Default: the day that the case states, else today."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON; its schema: threshold schema.")
MARKDOWN = click.option("--markdown", is_flag=True, help="Print Markdown.")


def day_of(moment: datetime | None) -> date | None:
    """The day that was typed."""
    return moment.date() if moment else None
