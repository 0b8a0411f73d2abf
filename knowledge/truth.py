"""The three truth values of Kleene's strong logic: true, false, unknown.

Inside the library a truth value travels as ``True``, ``False`` or ``None``; `Truth` is its public
name.
"""

from __future__ import annotations

from enum import Enum


class Truth(Enum):
    """A truth value that an assessment gives a proposition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """The truth value of ``True``, ``False`` or ``None`` (unknown).

        >>> Truth.of(None)
        <Truth.UNKNOWN: 'unknown'>
        """
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    @property
    def value_or_none(self) -> bool | None:
        """``True``, ``False`` or ``None``: the form JSON uses."""
        return None if self is Truth.UNKNOWN else self is Truth.TRUE

    def __bool__(self) -> bool:
        """Refused: `if result.status(p):` would silently read unknown as one of the two."""
        raise TypeError(
            "a truth value has three cases; compare it with Truth.TRUE, Truth.FALSE or Truth.UNKNOWN"
        )
