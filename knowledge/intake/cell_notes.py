"""Notes on cells: what was taken upon oneself in reading them, such as the first day of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from knowledge.intake.columns import Outcome
from knowledge.languages.told import Told

_LONGEST = 80  # characters of the cells that are told


class CellNotes:
    """The notes on the cells of a table, told by column; parts of it may come one after another."""

    def __init__(self, attributes: Iterable[str] = ()) -> None:
        """`attributes`: in the order in which what is read for them is told."""
        self._found: dict[str, Counter[tuple[str, str, str]]] = {
            name: Counter() for name in attributes
        }

    def take(self, attribute: str, outcomes: Sequence[Outcome], counts: Sequence[int]) -> None:
        """The notes on distinct cells that are read for an attribute, each so many times."""
        found = self._found.setdefault(attribute, Counter())
        for outcome, count in zip(outcomes, counts, strict=True):
            for source, said in outcome.said:
                if said.note and count:
                    found[source.head, said.note, said.text] += count

    def told(self) -> Iterator[str]:
        """A sentence for each column and kind of note."""
        for found in self._found.values():
            counts: Counter[tuple[str, str]] = Counter()
            texts: dict[tuple[str, str], list[str]] = {}
            for (head, note, text), count in found.items():
                counts[head, note] += count
                texts.setdefault((head, note), []).append(text)
            for (head, note), count in counts.items():
                cells = ", ".join(map(repr, texts[head, note]))
                shortened = cells if len(cells) <= _LONGEST else f"{cells[:_LONGEST]}…"
                yield Told.counted("cells_taken", count, column=head, note=note, cells=shortened)
