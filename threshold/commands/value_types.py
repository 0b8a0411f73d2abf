"""What options and arguments take: a value that cannot be used is told so that other languages can
say it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from knowledge.faults import nearest
from knowledge.limits import EARLIEST, LATEST


def _told(key: str, **values: str | tuple[str, ...]) -> str:
    """A sentence that other languages can say."""
    from knowledge.languages.told import Told  # where something is wrong

    return Told(key, **values)


class Day(click.DateTime):
    """A day of the command line; what is none is told with the day that it may mean."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How a usage calls it."""
        return "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The day at midnight.

        Raises `click.BadParameter` for what is none, or none that a case may state.
        """
        try:
            day = super().convert(value, param, ctx)
        except click.BadParameter:
            from knowledge.written_days import day_meant  # where something is wrong

            expected = day_meant(value) or _told("usage_day_form")
            self.fail(_told("usage_no_day", value=value, expected=expected), param, ctx)
        if not EARLIEST <= day.date() <= LATEST:
            self.fail(
                _told("usage_day_too_far", value=str(value), expected=_told("takes_date")),
                param,
                ctx,
            )
        return day


class OneOf(click.Choice[str]):
    """One of some names."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is told of anything else."""
        said = _told("usage_none_of", value=str(value), names=tuple(self.choices))
        likely = nearest(str(value), self.choices)
        return (
            _told("items", one=said, other=_told("fault_nearest", text=likely)) if likely else said
        )


class Whole(click.IntRange):
    """A whole number, within bounds where it has some."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises `click.BadParameter` for what is none, or out of its bounds."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(self._refused(str(value)), param, ctx)

    def _refused(self, value: str) -> str:
        # as they are typed: a year or a port has no sign between thousands
        least, most = (None if bound is None else str(bound) for bound in (self.min, self.max))
        if least is not None and most is not None:
            return _told("usage_whole_between", value=value, least=least, most=most)
        if least is not None:
            return _told("usage_whole_from", value=value, least=least)
        return _told("usage_whole", value=value)


class FileOrFolder(click.Path):
    """A file or a folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises `click.BadParameter` where it is a folder and not a file, and so on."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            place, shown = Path(value), click.format_filename(value)
            if place.is_dir() and not self.dir_okay:
                self.fail(_told("usage_is_folder", name=shown), param, ctx)
            if place.is_file() and not self.file_okay:
                self.fail(_told("usage_is_file", name=shown), param, ctx)
            if not place.exists():
                self.fail(_told("usage_not_there", name=shown), param, ctx)
            raise error
