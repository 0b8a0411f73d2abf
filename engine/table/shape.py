"""The columns of an answer, and their order: all of them, or those that somebody names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.sql import LISTS
from engine.sql.expressions import name_of
from engine.table.naming import RANK, REASON, answered, answered_in_database, classified
from engine.table.ranking import PRESSING
from engine.table.reading import TableReader
from knowledge.base import KnowledgeBase
from knowledge.faults import Fault, InvalidCase, UnknownName, WrongType, nearest
from knowledge.sentence import Sentence
from knowledge.tables.table import folded

# follow the head of a column that is kept and named like an answer
APART, APART_IN_DATABASE = " (table)", "__table"


@dataclass(frozen=True)
class Shape:
    """The columns of an answer: some of the table, and some that are worked out."""

    heads: tuple[str, ...]  # of the table
    own: tuple[tuple[int, str], ...]  # columns of the table by place, and their names in the answer
    made: tuple[str, ...]  # what is worked out
    names: tuple[str, ...]  # all of them, in their order

    @property
    def worked_out(self) -> tuple[str, ...]:
        """The columns for the evaluator: rank and reason come of the urgency."""
        ranked = [name for name in self.made if name in (RANK, REASON)]
        others = [name for name in self.made if name not in ranked]
        return (*others, *([PRESSING] if ranked else ()))

    def alone(self, without: Iterable[str] = ()) -> Shape:
        """The columns of the answer alone, and no column of the table."""
        out = frozenset(without)
        made = tuple(name for name in self.made if name not in out)
        return replace(self, own=(), made=made, names=made)

    @property
    def apart(self) -> Shape:
        """The same, in which no two columns of the table have one name: the second is called so."""
        own: list[tuple[int, str]] = []
        taken = set(self.heads) | set(self.made)
        seen: set[str] = set()
        for place, head in self.own:
            name, number = head, 2
            while name in seen or (number > 2 and name in taken):
                name, number = f"{head} ({number})", number + 1
            seen.add(name)
            own.append((place, name))
        twins = {name for _, name in own} - set(self.names)
        names = [*(name for _, name in own), *self.made] if twins else self.names
        return replace(self, own=tuple(own), names=tuple(dict.fromkeys(names)))

    def arranged(self, names: Sequence[str]) -> list[int]:
        """The places of its columns among `names`, each of which is one that it has: in the order
        that was asked for, and of two with one name both where no order was.
        """
        order = {name: at for at, name in enumerate(self.names)}
        return sorted(range(len(names)), key=lambda at: (order[names[at]], at))

    def only(self, names: Iterable[str]) -> Shape:
        """The part of it that has these columns."""
        some = frozenset(names)
        return replace(
            self,
            own=tuple(pair for pair in self.own if pair[1] in some),
            made=tuple(name for name in self.made if name in some),
            names=tuple(name for name in self.names if name in some),
        )


def full_answer(base: KnowledgeBase, lists: bool) -> tuple[str, ...]:
    """The columns that are worked out where nobody names any, in their order."""
    listed = (RANK, REASON, *LISTS) if lists else ()
    return ("verdict", *classified(base), *listed, *base.visible)


def shape_of(
    reader: TableReader,
    lists: bool,
    keep: Sequence[str] | None = None,
    *,
    in_database: bool = False,
    ranked: bool = True,
) -> Shape:
    """The columns of the answer to a table.

    `keep` names those that it has, of the answer or of the table; what the intake keeps is in every
    answer. A database does not tell capitals from small letters, nor takes a dot in a name.
    `ranked`: rows can have their rank. Raises `InvalidCase` for a name that is no column.
    """
    base, heads = reader.base, reader.plan.heads
    full = full_answer(base, lists or keep is not None)
    made = tuple(name for name in full if ranked or name != RANK)
    if keep is not None:
        return _named(reader, made, _names(keep), in_database)
    used = frozenset(reader.read_heads)
    always = _kept(reader, in_database)
    own = [
        (place, always.get(place, head if head.strip() else _headless(place, heads)))
        for place, head in enumerate(heads)
        if place in always or (head not in used and not _taken(head, base, in_database))
    ]
    names = dict.fromkeys((*(name for _, name in own), *made))
    return Shape(heads, tuple(own), made, tuple(names))


def _named(
    reader: TableReader, made: tuple[str, ...], keep: Sequence[str], in_database: bool
) -> Shape:
    """The shape of an answer of which the columns are named."""
    heads = reader.plan.heads
    spelt = {name_of(name): name for name in made} | {name: name for name in made}
    places = {folded(head): place for place, head in reversed([*enumerate(heads)])}
    own = _kept(reader, in_database)
    names = list(own.values())
    chosen: dict[str, None] = {}
    faults: list[Fault] = []
    for name in keep:
        if name in spelt:
            chosen[spelt[name]] = None
            names.append(spelt[name])
        elif (place := places.get(folded(name))) is not None:
            names.append(own.setdefault(place, heads[place]))
        else:
            near = nearest(name, (*made, *heads))
            faults.append(
                UnknownName(
                    Sentence("the answer has no such column"),
                    text=f"keep: {name!r}",
                    nearest=near,
                )
            )
    if faults:
        raise InvalidCase(faults)
    return Shape(heads, tuple(own.items()), tuple(chosen), tuple(dict.fromkeys(names)))


def _headless(place: int, heads: Sequence[str]) -> str:
    """The name of a column without a head."""
    name = f"column {place + 1}"
    while name in heads:
        name += APART
    return name


def _names(keep: Sequence[str]) -> list[str]:
    """The names that were given. Raises `InvalidCase` where they are no list of names."""
    try:
        listed = [] if isinstance(keep, (str, bytes)) else list(keep)
    except TypeError:
        listed = []
    if not listed or not all(isinstance(name, str) for name in listed):
        expected = Sentence(
            "a list of names of columns, such as {names}", names="['verdict', 'tier']"
        )
        message, text = Sentence("no column is named that can be kept"), f"keep: {keep!r}"
        raise InvalidCase([WrongType(message, text=text, expected=expected)])
    return listed


def _kept(reader: TableReader, in_database: bool) -> dict[int, str]:
    """The columns that the intake keeps, by place, and their names in the answer."""
    if reader.intake is None:
        return {}
    heads, found = reader.plan.heads, {}
    for place in reader.plan.kept:
        name = heads[place]
        while _taken(name, reader.base, in_database) or (name != heads[place] and name in heads):
            name += APART_IN_DATABASE if in_database else APART
        found[place] = name
    return found


def _taken(name: str, base: KnowledgeBase, in_database: bool) -> bool:
    """Whether an answer may have a column of that name."""
    if in_database:
        return name_of(name).lower() in answered_in_database(base)
    return name in answered(base)
