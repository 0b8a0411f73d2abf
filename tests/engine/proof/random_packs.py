"""Random packs about numbers, days, texts and enumerations, and what their conditions mean
(see `asked`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from tests.engine.proof.asked import (
    ACTIONABLE,
    DAY,
    HUGE,
    KINDS,
    OPS,
    SOURCE,
    THOUSAND,
    WORDS,
    Asked,
    Basic,
    Counted,
    Joined,
    Pair,
    Stated,
    Weighed,
    moved,
    period_table,
)
from tests.random_knowledge import HEAD, base_of


@dataclass(frozen=True)
class Pack:
    """A pack: its definitions, of which the last is the verdict's."""

    defines: tuple[tuple[str, Asked], ...]  # those named `t0.…` are the rows of a table
    tests: tuple[Asked, ...]
    levels: tuple[str, ...] = ()  # definitions that are the levels of one question, upwards
    exceptions: tuple[tuple[str, str], ...] = ()  # a definition, and a later one it is one to

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base that it makes."""
        lines = [HEAD.format(verdict=self.defines[-1][0])]
        lines.append(f'- {{attribute: today, type: date, question: "?", {SOURCE}}}')
        lines.append(
            f"- {{parameter: turn, title: p, values: [{{value: {DAY}, {SOURCE}}}], basis: stated}}"
        )
        lines += [
            f'- {{attribute: {name}, {kind}, question: "?",'
            f" actionable: {str(name in ACTIONABLE).lower()}, {SOURCE}}}"
            for name, kind in KINDS.items()
        ]
        rows = [(name.partition(".")[2], asked) for name, asked in self.defines if "." in name]
        if rows:
            lines.append(
                f"- {{table: t0, title: t, hit: collect, columns: [row, title, when], {SOURCE}"
            )
            lines += ["  , rows: ["]
            lines += [f"    [{row}, {row}, '{asked.text}']," for row, asked in rows]
            lines += ["  ]}"]
        lines += [
            f"- {{define: {name}, title: {name}, when: '{asked.text}', "
            f"{self._excepts(name)}{SOURCE}, basis: stated}}"
            for name, asked in self.defines
            if "." not in name
        ]
        if self.levels:
            graded = ", ".join(self.levels)
            lines.append(f"- {{classification: l, levels: [{graded}], title: l, {SOURCE}}}")
        return base_of("\n".join(lines))

    def _excepts(self, name: str) -> str:
        others = ", ".join(other for one, other in self.exceptions if one == name)
        return f"exception_to: [{others}], " if others else ""

    def meaning(self, name: str, asked: Asked) -> Asked:
        """What a definition means: its condition, and that no exception to it holds."""
        excepting = [one for one, other in self.exceptions if other == name]
        parts = [Joined("not", (Joined("is", (), one),)) for one in excepting]
        return Joined("and", (asked, *parts)) if parts else asked


def with_verdicts(known: Mapping[str, Pair], pack: Pack) -> dict[str, Pair]:
    """What definitions come to, and the verdicts that follow from the last of them."""
    verdict = known[pack.defines[-1][0]]
    undetermined = ~verdict[0]
    return {
        **known,
        "verdict.production_required": verdict,
        "verdict.undetermined": (undetermined, undetermined),
    }


def linear(dice: Random, names: Sequence[str]) -> Basic:
    """A sum of multiples, compared with a number or with what stands on the other side."""
    own = dice.sample(names, dice.randint(1, len(names)))
    parts = [(dice.choice((1, 1, 1, -1, 2, 0.5, -3, 0.1)), name) for name in own]
    op, constant = dice.choice(list(OPS)), dice.choice((0, 1, 3, 0.3, -2.5, 7, 2.25, -0.1))
    texts = [name if c == 1 else f"-{name}" if c == -1 else f"{c} * {name}" for c, name in parts]
    texts[0] = f"{parts[0][1]} * {parts[0][0]}" if texts[0][0].isdigit() else texts[0]
    split = dice.randint(1, len(texts))
    left, right = " + ".join(texts[:split]), " - ".join(f"({text})" for text in texts[split:])
    # a constant never stands alone on the left
    text = f"{left} {op} {constant}{f' - {right}' if right else ''}"
    if split == len(texts) and dice.random() < 0.3:  # the same, halved
        text = f"({left}) / 2 {op} {constant / 2:.4f}"
    tens = [(round(c * 10), name) for c, name in parts]

    def holds(values: Mapping[str, NDArray[np.int64]]) -> Any:
        scales = {name: 1 if name[0] == "n" else THOUSAND for _, name in tens}
        total = sum(c * scales[name] * values[name] for c, name in tens)
        return OPS[op](total, round(constant * 10 * THOUSAND))

    return Basic(text, tuple(own), holds)


def product(dice: Random, names: Sequence[str]) -> Basic:
    """A product of two numbers, or of one with itself, compared with a number."""
    one, other = dice.choice(names), dice.choice(names)
    op, constant = dice.choice(list(OPS)), dice.choice((2.25, 6, 0, 100, -4, 2.5))
    scale = [1 if name[0] == "n" else THOUSAND for name in (one, other)]

    def holds(values: Mapping[str, NDArray[np.int64]]) -> Any:
        found = values[one] * scale[0] * (values[other] * scale[1])
        return OPS[op](found, round(constant * THOUSAND * THOUSAND))

    return Basic(f"{one} * {other} {op} {constant}", tuple(dict.fromkeys((one, other))), holds)


def huge(dice: Random, names: Sequence[str]) -> Basic:
    """A comparison with a number that no whole number of a case reaches."""
    name, op = dice.choice(names), dice.choice(list(OPS))
    constant = dice.choice((HUGE, -HUGE, 2**63))
    return Basic(
        f"{name} {op} {constant}",
        (name,),
        lambda values: OPS[op](values[name] * 0, 1 if constant > 0 else -1),
    )


def dated(dice: Random, names: Sequence[str]) -> Basic:
    """A day some months or weeks from another, or from the day asked."""
    one, *others = dice.sample(names, dice.randint(1, min(2, len(names))))
    op, sign = dice.choice(list(OPS)), dice.choice("+-")
    count, unit = dice.choice(
        (
            (0, ""),
            (1, "months"),
            (3, "months"),
            (2, "weeks"),
            (13, "weeks"),
            (2, "days"),
            (1, "years"),
        )
    )
    if others and dice.random() < 0.3:  # days are counted, whatever weekday they begin on
        days = dice.choice((0, 1, 14, 90))
        return Basic(
            f"{one} - {others[0]} {op} days({days})",
            (one, *others),
            lambda values: OPS[op](values[one] - values[others[0]], days),
        )
    beside = f" {sign} {unit}({count})" if unit else ""
    other = others[0] if others else 'date("2026-11-30")'
    signed = count if sign == "+" else -count

    def holds(values: Mapping[str, NDArray[np.int64]]) -> Any:
        start = values[one]
        match unit:
            case "months" | "years":
                begins = moved(start, signed * (12 if unit == "years" else 1))
            case "days" if signed > 0:
                begins = period_table(signed)[start - date(1890, 1, 1).toordinal()]
            case _:
                begins = start + (1 if unit == "days" else 7) * signed
        return OPS[op](begins, values[others[0]] if others else DAY.toordinal())

    return Basic(f"{one}{beside} {op} {other}", (one, *others), holds)


def worded(dice: Random, names: Sequence[str]) -> Basic:
    """Texts and enumerations, compared with each other or with words."""
    one, *others = dice.sample(names, dice.randint(1, min(2, len(names))))
    op = dice.choice(("==", "!="))
    if others:
        (other,) = others
        return Basic(
            f"{one} {op} {other}",
            (one, other),
            lambda values: OPS[op](values[one], values[other]),
        )
    words = WORDS[:3] if one[0] == "e" else WORDS[:-1]
    chosen = dice.sample(words, dice.randint(1, 2))
    numbers = [WORDS.index(word) for word in chosen]
    listed = ", ".join(f'"{word}"' for word in chosen)
    how = "in" if op == "==" else "not in"
    return Basic(
        f"{one} {how} ({listed},)",
        (one,),
        lambda values: np.isin(values[one], numbers, invert=op == "!="),
    )


def yes(dice: Random, names: Sequence[str]) -> Basic:
    name = dice.choice(names)
    return Basic(name, (name,), lambda values: values[name] == 1)


def random_pack(dice: Random) -> Pack:
    """A pack of a few attributes, about which it asks in many ways."""
    numbers = dice.sample([name for name in KINDS if name[0] in "ni"], dice.randint(1, 5))
    days = dice.sample(["d0", "d1", "d2"], dice.randint(0, 3))
    words = dice.sample(["t0", "t1", "e0", "e1"], dice.randint(0, 3))
    bools = dice.sample(["b0", "b1"], dice.randint(0, 2))
    wholes = [name for name in numbers if name[0] == "i"]
    kinds: list[Callable[[], Asked]] = [lambda: linear(dice, numbers)] * 4
    kinds += [lambda: product(dice, numbers)] * (dice.random() < 0.25)
    kinds += [lambda: huge(dice, wholes)] * bool(wholes and dice.random() < 0.3)
    kinds += [lambda: dated(dice, days)] * (2 * bool(days))
    kinds += [lambda: worded(dice, words)] * bool(words)
    kinds += [lambda: yes(dice, bools)] * bool(bools)
    tests = [dice.choice(kinds)() for _ in range(dice.randint(5, 9))]
    tests += [Stated(dice.choice(numbers))] * (dice.random() < 0.2)
    defines: list[tuple[str, Asked]] = []
    count, shape = dice.randint(6, 9), Random(dice.random())
    first = shape.randrange(count - 1)
    rows = (first, first + 1) if shape.random() < 0.4 else ()
    for number in range(count):
        name = f"t0.r{number}" if number in rows else f"p{number}"
        leaves: list[Asked] = [*tests, *tests]
        leaves += [Joined("is", (), name) for name, _ in defines]
        parts = [dice.choice(leaves) for _ in range(dice.randint(1, 4))]
        parts = [
            Joined(dice.choice(("not", "not", "established")), (part,))
            if dice.random() < 0.3
            else part
            for part in parts
        ]
        apart = tuple({part.text: part for part in parts}.values())
        if len(apart) > 2 and dice.random() < 0.2:
            points = tuple(dice.choice((5, 10, 10, 20, 1)) for _ in apart)
            least = sum(dice.sample(points, dice.randint(1, len(points))))
            defines.append((name, Weighed(least, points, apart)))
            continue
        if len(apart) > 2 and dice.random() < 0.25:
            how = dice.choice(("at_least", "at_least", "at_most", "exactly"))
            counted = Counted(how, dice.randint(1, len(apart) - 1), apart)
            defines.append((name, counted))
            continue
        joined = Joined(dice.choice(("and", "and", "or")), tuple(parts))
        defines.append((name, joined if len(parts) > 1 else parts[0]))
    graded = shape.sample([name for name, _ in defines], 3) if shape.random() < 0.4 else ()
    # a dice of its own, so that packs are otherwise what they were
    named = [name for name, _ in defines]
    plain = [(place, name) for place, name in enumerate(named[:-1]) if "." not in name]
    exceptions = [
        (name, shape.choice(named[place + 1 :])) for place, name in plain if shape.random() < 0.2
    ]
    return Pack(tuple(defines), tuple(tests), tuple(graded), tuple(exceptions))


def reworded(dice: Random, pack: Pack) -> Pack:
    """The same pack with one definition written otherwise, which may change what it means."""
    place = dice.randrange(len(pack.defines))
    name, asked = pack.defines[place]
    spare = dice.choice(pack.tests)
    changed = dice.choice(
        (
            Joined("not", (Joined("not", (asked,)),)),
            Joined("or", (asked, Joined("and", (asked, spare)))),
            Joined("and", (asked, Joined("or", (asked, spare)))),
            Joined("or", (asked, Joined("and", (spare, Joined("not", (spare,)))))),
            Joined("or", (asked, spare)),
            Joined("and", (asked, dice.choice(pack.tests))),
        )
    )
    defines = [*pack.defines]
    defines[place] = (name, changed)
    return Pack(tuple(defines), pack.tests, pack.levels, pack.exceptions)
