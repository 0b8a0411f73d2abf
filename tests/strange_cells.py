"""Cells as people write them: every spelling that is read, and much that is not.

Seeded, for tests of agreement.
"""

from __future__ import annotations

from random import Random

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute

SPACES = ("", "", "", " ", "  ", "\t", "\n", "\u00a0")
ANYTHING = (
    *(
        "",
        " ",
        "unknown",
        "Unknown",
        "UNKNOWN",
        "none",
        "None",
        "NONE",
        "null",
        "n/a",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "-",
        "?",
        "0",
    ),
    *(
        "1",
        "-1",
        "007",
        "+5",
        "1.",
        ".5",
        "-0",
        "1e5",
        "1E+2",
        "2.5e-3",
        "1e400",
        "-1e400",
        "1e",
        "e5",
        ".",
        "1,5",
        "1 000",
        "1_000",
        "0x10",
    ),
    *(
        "12.0",
        "99999999999999999999",
        "9223372036854775808",
        "1899-12-31",
        "1900-01-01",
        "2026-02-28",
        "2026-02-29",
        "2026-02-30",
        "2028-02-29",
    ),
    *(
        "2026-13-01",
        "2026-1-2",
        "20260102",
        "02/03/2026",
        "2026-01-02T00:00:00",
        "2026-01-02 00:00:00",
        "2199-12-31",
        "2200-01-01",
        "0000-01-01",
    ),
    *(
        "٢٠٢٦-٠١-٠٢",
        "٣",
        "１２",
        "true",
        "TRUE",
        "True",
        "yes",
        "Yes",
        "Y",
        "no",
        "N",
        "NO",
        "false",
        "f",
        "t",
        "on",
        "ja",
        "[]",
        "['",
        "''",
        ";",
    ),
    *(
        ",",
        "|",
        "; ;",
        "[unknown]",
        "none; none",
        "a'b",
        'a"b',
        "%",
        "_",
        "\\",
        "=cmd|' /C calc'!A0",
        "<b>x</b>",
        "😀",
    ),
)


def strange_cell(attribute: Attribute, random: Random) -> str:
    """A cell for an attribute: often one that can be read, now and then one that cannot,
    with blanks around it.
    """
    text = random.choice(ANYTHING) if random.random() < 0.5 else _meant(attribute, random)
    return random.choice(SPACES) + text + random.choice(SPACES)


def _meant(attribute: Attribute, random: Random) -> str:
    """A cell that means a value, or nearly does."""
    match attribute.type:
        case "enum":
            choice = random.choice(attribute.choices)
            return random.choice(
                (
                    choice,
                    choice,
                    choice,
                    choice.upper(),
                    choice.replace("_", " "),
                    choice[:-1],
                    f"'{choice}'",
                )
            )
        case "set":
            members = [random.choice(attribute.choices) for _ in range(random.randint(1, 3))]
            members += random.choice(
                (
                    [],
                    [],
                    [],
                    ["bogus"],
                    ["unknown"],
                    ["none"],
                    [""],
                    [members[0][:-1]],
                    [members[0].replace("_", " ")],
                )
            )
            mark, opening, closing = (
                random.choice((";", "; ", ",", ", ", "|", " | ", ";;", " ; ")),
                *random.choice((("", ""), ("[", "]"))),
            )
            quote = random.choice(("", "", "'", '"'))
            return opening + mark.join(f"{quote}{member}{quote}" for member in members) + closing
        case "bool":
            return random.choice(
                ("true", "True", "TRUE", "yes", "Y", "1", "false", "FALSE", "no", "n", "0")
            )
        case "date":
            year = random.choice((1899, 1900, 2026, 2028, 2199))
            return f"{year}-{random.randint(1, 12):02}-{random.randint(1, 31):02}"
        case "integer":
            return str(random.choice((random.randint(-5, 50), 10**18 - 1, 10**18, -(10**17))))
    return random.choice(
        (
            str(random.randint(-3, 30)),
            repr(random.uniform(-1, 30)),
            f"{random.uniform(0, 9):.2e}",
            "1e307",
            "1.8e308",
        )
    )


def strange_rows(
    base: KnowledgeBase, count: int, seed: str = "strange"
) -> list[dict[str, str | None]]:
    """Rows whose cells are texts of that kind, and None."""
    random, found = Random(seed), []
    attributes = [attribute for attribute in base.attributes.values() if attribute.type != "text"]
    for _ in range(count):
        share = random.choice((0.05, 0.3, 0.9))
        found.append(
            {a.id: strange_cell(a, random) if random.random() < share else None for a in attributes}
        )
    return found
