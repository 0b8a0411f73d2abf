"""What Python says of a condition that it cannot read, as sentences that other languages can say.

Python words it otherwise in each version: what is not here is told in its English, and marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.sentence import Sentence

# what Python says, and the part of it that it names → a sentence of it
_NAMING: tuple[tuple[re.Pattern[str], Callable[[str], Sentence]], ...] = (
    (re.compile(r"(.+) was never closed"),
     lambda sign: Sentence("{sign} was never closed", sign=sign)),
    (re.compile(r"unmatched (.+)"),
     lambda sign: Sentence("unmatched {sign}", sign=sign)),
    (re.compile(r"invalid character (.+)"),
     lambda sign: Sentence("invalid character {sign}", sign=sign)),
    (re.compile(r"invalid non-printable character (.+)"),
     lambda sign: Sentence("invalid non-printable character {sign}", sign=sign)),
    (re.compile(r"unterminated string literal \(detected at line (\d+)\)"),
     lambda line: Sentence("unterminated string literal (detected at line {line})", line=line)),
)  # fmt: skip
_OTHER_KIND = re.compile(r"closing parenthesis (\S+) does not match opening parenthesis (\S+)")
_EXPECTED = (  # a part of what Python says → what was expected
    ("was never closed", Sentence("as many closing as opening parentheses")),
    ("unmatched", Sentence("as many opening as closing parentheses")),
    ("does not match", Sentence("each parenthesis closed by its own kind")),
    ("non-printable", Sentence("signs that can be seen, and blanks")),
    ("unterminated", Sentence("a second quotation mark")),
)


def said_by_python(says: str) -> Sentence:
    """What Python says of a condition, as a sentence."""
    if isinstance(says, Sentence):
        return says
    for pattern, told in _NAMING:
        if found := pattern.fullmatch(says):
            return told(found[1])
    if found := _OTHER_KIND.fullmatch(says):
        return Sentence(
            "closing parenthesis {one} does not match opening parenthesis {other}",
            one=found[1],
            other=found[2],
        )
    return Sentence.borrowed(says)


def expected_by_python(says: str) -> Sentence | None:
    """What was expected where Python says this; None where that is any condition."""
    return next((expected for part, expected in _EXPECTED if part in says), None)
