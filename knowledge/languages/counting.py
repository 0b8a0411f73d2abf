"""Which of two phrases counts so many, as a language counts: French has nought in the singular."""

from __future__ import annotations

from collections.abc import Mapping

AS_ONE = "counted_as_one"  # the numbers that a language counts like one, such as 0 1


def counted(phrases: Mapping[str, str], key: str, count: int) -> str:
    """`<key>_one` or `<key>_many`, by the phrases of a language.

    A phrase that has no place for the number speaks of one, and of nothing else.

    >>> french = {AS_ONE: "0 1", "error_one": "{count} erreur", "case_one": "un cas change"}
    >>> [counted(french, key, 0) for key in ("error", "case")]
    ['error_one', 'case_many']
    """
    alone = count == 1 or (
        str(count) in phrases.get(AS_ONE, "1").split()
        and "{count}" in phrases.get(f"{key}_one", "")
    )
    return f"{key}_{'one' if alone else 'many'}"
