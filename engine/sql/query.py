"""The rules as one SQL query: a row a case, NULL for unknown, a column for each conclusion.

SQL's three-valued logic is Kleene's, so the query says what the plain rules say and no more: a
proposition is the OR of its rules, a rule the AND of its premises. Each layer of the query adds
what rests on the layers before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlglot import exp

from engine.sql import cells
from engine.sql.cells import SEPARATOR
from engine.sql.expressions import (
    all_of,
    any_of,
    column,
    compared,
    constant,
    member_name,
    name_of,
    no,
    term,
    test_value,
    text,
    unanswered,
)
from engine.sql.layers import Item, layers
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import Attr, Test, terms_of
from knowledge.entries import Classification, Control, ExceptionEntry, Ground, Verdict
from knowledge.entries import derived_names as names
from knowledge.entries.superseded import Entailment
from knowledge.rules.plain import Literal as Premise
from knowledge.rules.plain import Rule
from knowledge.truth import Mode

Lists = Literal["text", "mask"]
LISTS = ("candidates", "grounds", "exceptions", "missing", "unconfirmed", "open", "unusable")
BITS = 11  # of a mask: few enough that who decodes it can have all values at hand
TODAY, DAY_ASKED = "today", "day_asked"


@dataclass(frozen=True)
class Columns:
    """What the table of cases has. An attribute that has no column is unknown in every row."""

    attributes: frozenset[str]  # that have a column of their own
    # of these, those whose column is text though they are no text, as in a CSV file
    texts: frozenset[str] = frozenset()
    # sets were read already: a column for each member (annex_iii__recruitment), and one for what
    # cannot be used
    members: bool = False
    # enumerations were read already: the number of the value, and a column for what cannot be used
    numbers: bool = False
    # columns of the table that the answer has as well, such as a key
    kept: tuple[str, ...] = ("name",)


def build(
    base: KnowledgeBase, on: date, *, table: str, columns: Columns, lists: Lists | None = "text"
) -> exp.Select:
    """The query as a tree, with columns that list ids (`LISTS`), as text or as bit masks for who
    decodes them, or without.
    """
    first, *further, last = steps(base, on, columns=columns, lists=lists)
    query = exp.select(*first).from_(exp.to_table(table, quoted=True), copy=False)
    whole = exp.select(*last).from_(f"stage_{len(further)}")
    for number, step in enumerate([None, *further]):
        if step is not None:
            query = exp.select("*", *step).from_(f"stage_{number - 1}", copy=False)
        whole = whole.with_(f"stage_{number}", as_=query, copy=False)
    return whole


def steps(
    base: KnowledgeBase, on: date, *, columns: Columns, lists: Lists | None = "text"
) -> list[list[exp.Expr]]:
    """The query step by step: what is selected from the table.

    What each step adds to all before it; what is shown at last.
    """
    return _Query(base, on, columns).steps(lists)


def listed_ids(base: KnowledgeBase, columns: Columns) -> dict[str, list[list[str]]]:
    """Column that lists ids → for each of its masks (open_0, open_1, …) the ids it may list: bit i
    stands for the id at i.
    """
    query = _Query(base, date.min, columns)
    query.inputs()
    query.relevance()
    return {
        name: [[id for id, _ in part] for part in _parts(items)]
        for name, items in query.listings().items()
    }


class _Query:
    def __init__(self, base: KnowledgeBase, on: date, columns: Columns):
        self.base, self.on, self.columns = base, on, columns
        self.rules: dict[str, list[Rule]] = {}
        self.layers = layers(base.rules)
        self.lists: dict[str, exp.Expr] = {}  # columns that list ids
        self.unusable: dict[str, exp.Expr] = {}  # attribute → where its cell cannot be used
        self.tests: dict[Test, str] = {}  # what is compared, and the column that holds the outcome
        for rule in base.rules:
            self.rules.setdefault(rule.head, []).append(rule)
            for premise in rule.body:
                if isinstance(premise.target, Test) and premise.target not in self.tests:
                    self.tests[premise.target] = f"test_{len(self.tests)}"

    def steps(self, lists: Lists | None) -> list[list[exp.Expr]]:
        """First what cells state, then each layer of propositions over those below it, then the
        answers.
        """
        stated, further = self.inputs()
        stages: list[dict[str, exp.Expr]] = [
            {**further, **self._asked()},
            {self.tests[test]: self._test(test) for test in self.tests},
        ]
        for layer in self.layers:
            stages.append(
                {name_of(item.proposition, item.writes): self._proposition(item) for item in layer}
            )
        stages.append(self._answers())
        if lists:
            stages += self.relevance()
            stages.append(self._lists(lists))
        return [[*self._kept(), *_aliased(stated)], *map(_aliased, stages), list(self._shown())]

    def _kept(self) -> Iterable[exp.Expr]:
        for number, name in enumerate(self.columns.kept):
            yield exp.alias_(exp.column(name, quoted=True), f"kept_{number}", quoted=True)

    def inputs(self) -> tuple[dict[str, exp.Expr], dict[str, exp.Expr]]:
        """What the cells state, for each attribute that rules read.

        Then the members of sets, and where a cell cannot be used.
        """
        stated: dict[str, exp.Expr] = {}
        further: dict[str, exp.Expr] = {}
        for name, attribute in self.base.attributes.items():
            if attribute.type == "text":
                continue
            if name not in self.columns.attributes:
                stated.update(cells.absent(attribute))
            elif attribute.type == "set" and self.columns.members:
                unusable = f"unusable_{name_of(name)}"
                read = [*(member_name(attribute, member) for member in attribute.choices), unusable]
                stated |= {alias: exp.column(alias, quoted=True) for alias in read}
                self.unusable[name] = exp.column(unusable, quoted=True)
            elif attribute.type == "enum" and self.columns.numbers:
                unusable = f"unusable_{name_of(name)}"
                stated |= {
                    alias: exp.column(alias, quoted=True) for alias in (name_of(name), unusable)
                }
                self.unusable[name] = exp.column(unusable, quoted=True)
            else:
                as_text = name in self.columns.texts
                stated[name_of(name)] = cells.read(attribute, as_text)
                if attribute.type == "set":
                    further.update(cells.members(attribute))
                if as_text or attribute.type != "bool":
                    stated[f"said_{name_of(name)}"] = cells.said(attribute, as_text)
                    nothing_read = unanswered(column(name))
                    further[f"unusable_{name_of(name)}"] = exp.and_(
                        exp.column(f"said_{name_of(name)}", quoted=True), nothing_read
                    )
                    self.unusable[name] = exp.column(f"unusable_{name_of(name)}", quoted=True)
        return self._completed(stated, further), further

    def _completed(
        self, stated: dict[str, exp.Expr], further: dict[str, exp.Expr]
    ) -> dict[str, exp.Expr]:
        """With what cells entail about attributes that have no answer of their own."""
        for one in self.base.entailments:
            target, source = (self.base.attributes[name] for name in (one.target, one.source))
            if "text" in (target.type, source.type):
                continue
            unusable = f"unusable_{name_of(one.target)}"
            if unusable in further:  # that a cell cannot be used is said of the cell itself
                read = stated[name_of(one.target)].copy()
                said = stated[f"said_{name_of(one.target)}"].copy()
                stated.setdefault(unusable, exp.and_(exp.paren(said), unanswered(exp.paren(read))))
                del further[unusable]
            for alias, taken in self._taken(one, stated):
                stated[alias] = exp.Coalesce(this=stated[alias], expressions=[taken])
        return stated

    def _taken(
        self, one: Entailment, stated: dict[str, exp.Expr]
    ) -> Iterable[tuple[str, exp.Expr]]:
        """Column of the target → what the source says about it."""
        target, source = (self.base.attributes[name] for name in (one.target, one.source))
        if one.renames:
            names = (
                [member_name(target, member) for member in target.choices]
                if target.type == "set" and name_of(target.id) not in stated
                else [name_of(target.id)]
            )
            for alias in names:
                old = alias.replace(name_of(target.id), name_of(source.id), 1)
                yield alias, stated[old].copy()
            return
        said = stated[name_of(source.id)].copy()
        compared_with = (
            exp.Boolean(this=one.value) if source.type == "bool" else compared(source, one.value)
        )
        result = (
            exp.Boolean(this=one.result) if target.type == "bool" else compared(target, one.result)
        )
        case = exp.Case().when(exp.EQ(this=exp.paren(said), expression=compared_with), result)
        yield name_of(target.id), case

    def _asked(self) -> dict[str, exp.Expr]:
        """The day asked, where a row does not state one."""
        stated = TODAY in self.base.attributes
        return {
            DAY_ASKED: exp.Coalesce(this=column(TODAY), expressions=[constant(self.on)])
            if stated
            else constant(self.on)
        }

    def _test(self, test: Test) -> exp.Expr:
        today = exp.column(DAY_ASKED, quoted=True)
        return test_value(test, self.base, lambda item: term(item, self.base, today))

    def _proposition(self, item: Item) -> exp.Expr:
        return any_of([self._body(rule, item) for rule in self.rules[item.proposition]])

    def _body(self, rule: Rule, item: Item) -> exp.Expr:
        return all_of([self._premise(premise, item) for premise in rule.body])

    def _premise(self, premise: Premise, item: Item) -> exp.Expr:
        """A premise over its target's column.

        NULL stays NULL unless the mode makes two values of three.
        """
        target, mode = premise.target, premise.mode
        value: exp.Expr
        if isinstance(target, Test):
            value = exp.column(self.tests[target], quoted=True)
        elif target in item.circle:
            value = exp.false() if item.reads is None else column(target, item.reads)
        else:
            value = self._concluded(target)
        match mode:
            case Mode.IS:
                return value
            case Mode.IS_NOT:
                return no(value)
            case Mode.ESTABLISHED:
                return _or(value, False)
            case Mode.NOT_ESTABLISHED:
                return no(_or(value, False))
            case Mode.REFUTED:
                return _or(no(value), False)
            case Mode.NOT_REFUTED:
                return _or(value, True)

    def _answers(self) -> dict[str, exp.Expr]:
        """The verdict, the candidates where it is open, and the tier."""
        verdicts = self.base.verdicts
        verdict = exp.Case()
        for entry in verdicts:
            verdict = verdict.when(column(entry.proposition), text(entry.id))
        found: dict[str, exp.Expr] = {"verdict": verdict}
        for classification in self.base.of_kind(Classification):
            tier = exp.Case()
            for answer in classification.answers:
                tier = tier.when(column(answer), text(answer.rpartition(".")[2]))
            found["tier"] = tier.else_(text("unknown"))
        return found

    def relevance(self) -> list[dict[str, exp.Expr]]:
        """Layer by layer down from the verdicts that are open: the propositions on which
        they hang.
        """
        self.hanging: dict[str, exp.Expr] = {}
        heads = [entry for entry in self.base.of_kind(Verdict) if entry.when is not None]
        last = next(entry for entry in self.base.of_kind(Verdict) if entry.when is None)
        above: dict[str, list[exp.Expr]] = {
            entry.proposition: [
                exp.and_(column(last.proposition), unanswered(column(entry.proposition)))
            ]
            for entry in heads
        }
        asked: dict[str, list[exp.Expr]] = {}
        stages: list[dict[str, exp.Expr]] = []
        for layer in reversed(self.layers):
            told = [item for item in layer if item.writes is None]
            stages += self._relevant(
                [item.proposition for item in told if not item.circle], 1, above, asked
            )
            for circle in dict.fromkeys(item.circle for item in told if item.circle):
                stages += self._relevant(sorted(circle), len(circle), above, asked)
        order = list(self.base.attributes)
        for name in sorted(asked, key=order.index):
            self.hanging[name] = any_of(asked[name])
        return stages

    def _relevant(
        self,
        names: list[str],
        rounds: int,
        above: dict[str, list[exp.Expr]],
        asked: dict[str, list[exp.Expr]],
    ) -> Iterable[dict[str, exp.Expr]]:
        """Which of these are open and matter, and which bodies they hang on.

        In a circle of support, one member further a round.
        """
        for number in range(rounds):
            round_ = number if number < rounds - 1 else None
            reached = [name for name in names if name in above]
            if not reached:
                return
            yield {
                f"open_{name_of(name, round_)}": exp.and_(
                    unanswered(column(name)), any_of(above[name])
                )
                for name in reached
            }
            bodies: dict[str, exp.Expr] = {}
            for name in reached:
                for place, rule in enumerate(self.rules[name]):
                    hangs = f"hangs_{name_of(name, round_)}_{place}"
                    open_ = exp.column(f"open_{name_of(name, round_)}", quoted=True)
                    bodies[hangs] = exp.and_(open_, unanswered(self._body(rule, Item(name))))
                    for premise in rule.body:
                        if round_ is None or premise.target in names:
                            self._hangs_on(premise, exp.column(hangs, quoted=True), above, asked)
            yield bodies

    def _hangs_on(
        self,
        premise: Premise,
        hangs: exp.Expr,
        above: dict[str, list[exp.Expr]],
        asked: dict[str, list[exp.Expr]],
    ) -> None:
        if isinstance(premise.target, str):
            if premise.mode in (Mode.IS, Mode.IS_NOT) and premise.target in self.rules:
                above.setdefault(premise.target, []).append(hangs.copy())
        elif premise.target.op not in ("known", "unanswered"):
            open_ = unanswered(exp.column(self.tests[premise.target], quoted=True))
            for item in terms_of(premise.target):
                if isinstance(item, Attr) and item.name != TODAY:
                    if self.base.attributes[item.name].superseded:
                        continue  # others are asked in its place
                    asked.setdefault(item.name, []).append(
                        exp.and_(hangs.copy(), open_.copy(), self._unanswered(item.name))
                    )

    def _unanswered(self, name: str) -> exp.Expr:
        attribute = self.base.attributes[name]
        if attribute.type == "set":
            return unanswered(exp.column(f"{name_of(name)}__{attribute.choices[0]}", quoted=True))
        return unanswered(column(name))

    def listings(self) -> dict[str, list[tuple[str, exp.Expr]]]:
        """Ids in one text: the grounds that stand, the exceptions that hold, missing and
        unconfirmed controls, open attributes.
        """
        controls = [entry.id for entry in self.base.of_kind(Control) if not entry.is_record]
        exceptions = self.base.of_kind(ExceptionEntry)
        verdicts = [entry for entry in self.base.of_kind(Verdict) if entry.when is not None]
        return {
            "candidates": [
                (entry.id, unanswered(self._concluded(entry.proposition))) for entry in verdicts
            ],
            "grounds": [
                (entry.id, self._concluded(names.standing(entry.id)))
                for entry in self.base.of_kind(Ground)
            ],
            "exceptions": [(entry.id, self._concluded(entry.proposition)) for entry in exceptions],
            "missing": [(control, self._concluded(names.gap(control))) for control in controls],
            "unconfirmed": [(control, self._unconfirmed(control)) for control in controls],
            "open": list(self.hanging.items()),
            "unusable": list(self.unusable.items()),
        }

    def _lists(self, lists: Lists) -> dict[str, exp.Expr]:
        found = self.listings()
        if lists == "text":
            self.lists = {name: _text(items) for name, items in found.items()}
        else:
            self.lists = {
                f"{name}_{number}": _mask(part)
                for name, items in found.items()
                for number, part in enumerate(_parts(items))
            }
        return self.lists

    def _unconfirmed(self, control: str) -> exp.Expr:
        return exp.and_(
            self._concluded(names.required(control)),
            unanswered(self._concluded(names.gap(control))),
        )

    def _concluded(self, name: str) -> exp.Expr:
        # what nothing concludes is false
        return column(name) if name in self.rules else exp.false()

    def _shown(self) -> Iterable[exp.Expr]:
        named = ["verdict", *(["tier"] if self.base.of_kind(Classification) else [])]
        named += self.lists
        for number, name in enumerate(self.columns.kept):
            yield exp.alias_(exp.column(f"kept_{number}", quoted=True), name, quoted=True)
        yield from (exp.column(name, quoted=True) for name in named)
        for name in self.base.visible:
            concluded = name in self.rules
            yield column(name) if concluded else exp.alias_(exp.false(), name_of(name), quoted=True)


def _aliased(columns: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    return [exp.alias_(value, alias, quoted=True) for alias, value in columns.items()]


def _or(value: exp.Expr, otherwise: bool) -> exp.Expr:
    return exp.Coalesce(this=value, expressions=[exp.Boolean(this=otherwise)])


def _text(items: list[tuple[str, exp.Expr]]) -> exp.Expr:
    """The ids whose condition holds, with semicolons between them."""
    if not items:
        return text("")
    parts = [
        exp.Case().when(condition.copy(), text(SEPARATOR + id)).else_(text(""))
        for id, condition in items
    ]
    joined: exp.Expr = parts[0]
    for part in parts[1:]:
        joined = exp.DPipe(this=joined, expression=part)
    return exp.Substring(this=joined, start=exp.Literal.number(2))


def _parts(items: list[tuple[str, exp.Expr]]) -> list[list[tuple[str, exp.Expr]]]:
    """As many items as a number has bits."""
    return [items[start : start + BITS] for start in range(0, len(items), BITS)] or [[]]


def _mask(items: list[tuple[str, exp.Expr]]) -> exp.Expr:
    """A number whose bits tell which conditions hold."""
    zero = exp.Literal.number(0)
    bits = [
        exp.Case().when(holds.copy(), exp.Literal.number(1 << bit)).else_(zero.copy())
        for bit, (_, holds) in enumerate(items)
    ]
    joined: exp.Expr = bits[0] if bits else zero
    for bit in bits[1:]:
        joined = exp.Add(this=joined, expression=bit)
    return joined
