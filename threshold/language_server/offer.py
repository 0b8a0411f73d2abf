"""Something that may be written at the cursor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be written."""

    text: str
    about: str
    sort: str  # key, name, value, function or word
    begun: str = ""  # what of it stands there already
