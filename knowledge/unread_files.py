"""Files of a pack that nobody reads, although they lie where its files lie: told, with why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from knowledge import telling

Why: TypeAlias = Literal["ending", "folder", "english", "no_code", "unlisted", "no_manifest"]
_SAID: dict[Why, str] = {
    "ending": "files of packs end in .yaml",
    "folder": "files of packs lie in the folder itself, not in one below it",
    "english": "English stands in the entries themselves",
    "no_code": "files of languages are called by their code, such as {nearest}.yaml",
    "unlisted": "pack.yaml does not name {code} under languages",
    "no_manifest": "a pack says under languages in its pack.yaml which it speaks",
}


class Words(Protocol):
    """A language, as `knowledge.languages.words.Words` speaks it."""

    def say(self, key: str, /, **values: object) -> str:
        """A phrase, with values in place of its placeholders."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that is not read, and why."""

    file: str  # as faults show it: pack/languages/fr.yaml
    why: Why
    code: str = ""  # of the language that it is called by
    nearest: str = ""  # the code that it may mean

    @property
    def phrase(self) -> str:
        """The phrase of languages that says why."""
        return f"unread_file_{self.why}"

    @property
    def values(self) -> dict[str, str]:
        """What stands in the places of the phrase."""
        return {"code": self.code, "nearest": self.nearest}

    def __str__(self) -> str:
        return f"{self.file}: this file is not read: {_SAID[self.why].format(**self.values)}"

    def said(self, words: Words) -> str:
        """The same in a language."""
        return f"{self.file}: {words.say(self.phrase, **self.values)}"


class UnreadFileWarning(UserWarning):
    """A file of a pack is not read; `unread` says which, and why."""

    def __init__(self, unread: UnreadFile):
        self.unread = unread
        super().__init__(str(unread))


def tell(found: Iterable[UnreadFile]) -> None:
    """Warn of each file that is not read."""
    for unread in found:
        telling.tell(UnreadFileWarning(unread), stacklevel=3)
