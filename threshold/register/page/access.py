"""Access to the page: from this computer alone; or with a token to read, or one to answer."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe

from threshold.register.writing import LARGEST_FILE
from threshold.workshop.access import Access, access_for

COOKIE = "threshold_register_token"
READS = ("GET", "HEAD")
LANGUAGE = "/language"  # the only thing that a reader may send


@dataclass(frozen=True, slots=True)
class RegisterAccess(Access):
    """The editor's token opens everything, the reader's what only looks."""

    def shared(self, path: str, method: str) -> bool:
        """Whether the reader's token opens a path."""
        return method in READS or path == LANGUAGE

    def may_write(self, token: str) -> bool:
        """Whether who has this token may answer."""
        return bool(self.admits(token, "/answer", "POST"))


def register_access(host: str) -> RegisterAccess:
    """Open on loopback; with fresh tokens on any other address."""
    tokens = access_for(host).trainer is not None
    return RegisterAccess(
        host,
        token_urlsafe(18) if tokens else None,
        token_urlsafe(18) if tokens else None,
        largest_body=LARGEST_FILE + 100_000,  # a piece of evidence, and the answer around it
        cookie=COOKIE,
        what="register",
    )
