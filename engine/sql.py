"""The rules as one SQL query: a row a case, NULL for unknown, a column for each conclusion.

SQL's three-valued logic is Kleene's, so the query says what the plain rules say and no more: a proposition is the OR of
its rules, a rule the AND of its premises. Each layer of the query adds what rests on the layers before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres

from engine.sql_layers import Item, layers
from engine.sql_tests import all_of, any_of, column, constant, name_of, no, term, test_value, text, unanswered
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Classification, Control, ExceptionEntry, Ground, Verdict
from knowledge.expression import Attr, Test, terms_of
from knowledge.rules import Literal as Premise
from knowledge.rules import Mode, Rule

Dialect = Literal["polars", "duckdb", "spark", "postgres", "bigquery", "snowflake"]
DIALECTS: tuple[Dialect, ...] = ("polars", "duckdb", "spark", "postgres", "bigquery", "snowflake")
TYPES = {"text": "text", "enum": "text", "set": "text", "bool": "boolean", "number": "double", "integer": "bigint", "date": "date"}
Lists = Literal["text", "mask"]
LISTS = ("candidates", "grounds", "exceptions", "missing", "unconfirmed", "open")
SEPARATOR = ";"  # between the members of a set, and between ids in a listing
TODAY = "today"


@dataclass(frozen=True)
class Columns:
    """What the table of cases has. An attribute that has no column is unknown in every row."""

    attributes: frozenset[str]  # that have a column of their own
    members: bool = False  # sets come as one yes-or-no column for each member (annex_iii__recruitment), not as text
    kept: tuple[str, ...] = ("name",)  # columns of the table that the answer has as well, such as a key


def to_sql(base: KnowledgeBase, on: date, dialect: Dialect = "duckdb", *, table: str = "cases", columns: Columns | None = None) -> str:
    """The query over a table of cases, in a dialect, laid out for reading.

    Columns of the table are named like attributes, with two underscores for a dot (controls__monitoring); sets are texts
    with semicolons between members. `on` is the day asked where a row states no `today`.
    """
    query = build(base, on, table=table, columns=columns or Columns(frozenset(base.attributes)))
    return render(query, dialect, pretty=True)


def render(query: exp.Expression, dialect: Dialect, *, pretty: bool = False) -> str:
    """A query in a dialect."""
    return query.sql(_Polars if dialect == "polars" else dialect, pretty=pretty, identify=True)


def build(base: KnowledgeBase, on: date, *, table: str, columns: Columns, lists: Lists | None = "text") -> exp.Select:
    """The query as a tree, with columns that list ids (`LISTS`), as text or as bit masks for who decodes them, or without."""
    return _Query(base, on, columns).select(table, lists)


def listed_ids(base: KnowledgeBase) -> dict[str, list[str]]:
    """Column that lists ids → the ids it may list, in their order: bit i of a mask stands for the id at i."""
    query = _Query(base, date.min, Columns(frozenset(base.attributes)))
    query.relevance()
    return {name: [id for id, _ in items] for name, items in query.listings().items()}


class _Query:
    def __init__(self, base: KnowledgeBase, on: date, columns: Columns):
        self.base, self.on, self.columns = base, on, columns
        self.rules: dict[str, list[Rule]] = {}
        self.layers = layers(base.rules)
        self.tests: dict[Test, str] = {}  # what is compared, and the column that holds the outcome
        for rule in base.rules:
            self.rules.setdefault(rule.head, []).append(rule)
            for premise in rule.body:
                if isinstance(premise.target, Test) and premise.target not in self.tests:
                    self.tests[premise.target] = f"test_{len(self.tests)}"

    def select(self, table: str, lists: Lists | None) -> exp.Select:
        """One common table expression a layer, each with everything of the one before."""
        stages: list[dict[str, exp.Expression]] = [{self.tests[test]: self._test(test) for test in self.tests}]
        for layer in self.layers:
            stages.append({name_of(item.proposition, item.writes): self._proposition(item) for item in layer})
        stages.append(self._answers())
        if lists:
            stages += self.relevance()
            joined = _text if lists == "text" else _mask
            stages.append({name: joined(items) for name, items in self.listings().items()})
        query = exp.select(*self._kept(), *self._inputs()).from_(exp.to_table(table, quoted=True))
        whole = exp.select(*self._shown(lists is not None)).from_(f"stage_{len(stages)}")
        for number, stage in enumerate([None, *stages]):
            if stage is not None:
                added = [exp.alias_(value, alias, quoted=True) for alias, value in stage.items()]
                query = exp.select("*", *added).from_(f"stage_{number - 1}")
            whole = whole.with_(f"stage_{number}", as_=query)
        return whole

    def _kept(self) -> Iterable[exp.Expression]:
        for number, name in enumerate(self.columns.kept):
            yield exp.alias_(exp.column(name, quoted=True), f"kept_{number}", quoted=True)

    def _inputs(self) -> Iterable[exp.Expression]:
        """The attributes that rules read, NULL where the table has none of that name, and the members of sets."""
        for name, attribute in self.base.attributes.items():
            present = name in self.columns.attributes
            if attribute.type == "text":
                continue
            if attribute.type == "set":
                yield from self._members(attribute, present)
            elif name == TODAY:
                day = constant(self.on)
                yield exp.alias_(exp.Coalesce(this=column(name), expressions=[day]) if present else day, name_of(name), quoted=True)
            elif present:
                yield column(name)
            else:
                yield exp.alias_(exp.cast(exp.null(), TYPES[attribute.type]), name_of(name), quoted=True)

    def _members(self, attribute: Attribute, present: bool) -> Iterable[exp.Expression]:
        for member in attribute.choices:
            value: exp.Expression = exp.cast(exp.null(), "boolean")
            if present and self.columns.members:
                value = exp.column(f"{name_of(attribute.id)}__{member}", quoted=True)
            elif present:
                bordered = exp.DPipe(this=exp.DPipe(this=text(SEPARATOR), expression=column(attribute.id)), expression=text(SEPARATOR))
                value = exp.Like(this=bordered, expression=text(f"%{SEPARATOR}{member}{SEPARATOR}%"))
            yield exp.alias_(value, f"{name_of(attribute.id)}__{member}", quoted=True)

    def _test(self, test: Test) -> exp.Expression:
        today = column(TODAY)
        return test_value(test, self.base, lambda item: term(item, self.base, today), today)

    def _proposition(self, item: Item) -> exp.Expression:
        return any_of([self._body(rule, item) for rule in self.rules[item.proposition]])

    def _body(self, rule: Rule, item: Item) -> exp.Expression:
        return all_of([self._premise(premise, item) for premise in rule.body])

    def _premise(self, premise: Premise, item: Item) -> exp.Expression:
        """A premise over its target's column; NULL stays NULL unless the mode makes two values of three."""
        target, mode = premise.target, premise.mode
        value: exp.Expression
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

    def _answers(self) -> dict[str, exp.Expression]:
        """The verdict, the candidates where it is open, and the tier."""
        verdicts = sorted(self.base.of_kind(Verdict), key=lambda entry: entry.rank)
        verdict = exp.Case()
        for entry in verdicts:
            verdict = verdict.when(column(entry.proposition), text(entry.id))
        found: dict[str, exp.Expression] = {"verdict": verdict}
        for classification in self.base.of_kind(Classification):
            tier = exp.Case()
            for answer in classification.answers:
                tier = tier.when(column(answer), text(answer.rpartition(".")[2]))
            found["tier"] = tier.else_(text("unknown"))
        return found

    def relevance(self) -> list[dict[str, exp.Expression]]:
        """Layer by layer down from the verdicts that are open: the propositions on which they hang."""
        self.hanging: dict[str, exp.Expression] = {}
        heads = [entry for entry in self.base.of_kind(Verdict) if entry.when is not None]
        last = next(entry for entry in self.base.of_kind(Verdict) if entry.when is None)
        above: dict[str, list[exp.Expression]] = {
            entry.proposition: [exp.and_(column(last.proposition), unanswered(column(entry.proposition)))] for entry in heads
        }
        asked: dict[str, list[exp.Expression]] = {}
        stages: list[dict[str, exp.Expression]] = []
        for layer in reversed(self.layers):
            names = [item.proposition for item in layer if item.writes is None and item.proposition in above]
            if not names:
                continue
            stages.append({f"open_{name_of(name)}": exp.and_(unanswered(column(name)), any_of(above[name])) for name in names})
            bodies: dict[str, exp.Expression] = {}
            for name in names:
                for number, rule in enumerate(self.rules[name]):
                    hangs = f"hangs_{name_of(name)}_{number}"
                    bodies[hangs] = exp.and_(exp.column(f"open_{name_of(name)}", quoted=True), unanswered(self._body(rule, Item(name))))
                    for premise in rule.body:
                        self._hangs_on(premise, exp.column(hangs, quoted=True), above, asked)
            stages.append(bodies)
        order = list(self.base.attributes)
        for name in sorted(asked, key=order.index):
            self.hanging[name] = any_of(asked[name])
        return stages

    def _hangs_on(
        self, premise: Premise, hangs: exp.Expression, above: dict[str, list[exp.Expression]], asked: dict[str, list[exp.Expression]]
    ) -> None:
        if isinstance(premise.target, str):
            if premise.mode in (Mode.IS, Mode.IS_NOT) and premise.target in self.rules:
                above.setdefault(premise.target, []).append(hangs.copy())
        elif premise.target.op not in ("known", "unanswered"):
            open_ = unanswered(exp.column(self.tests[premise.target], quoted=True))
            for item in terms_of(premise.target):
                if isinstance(item, Attr) and item.name != TODAY:
                    asked.setdefault(item.name, []).append(exp.and_(hangs.copy(), open_.copy(), self._unanswered(item.name)))

    def _unanswered(self, name: str) -> exp.Expression:
        attribute = self.base.attributes[name]
        if attribute.type == "set":
            return unanswered(exp.column(f"{name_of(name)}__{attribute.choices[0]}", quoted=True))
        return unanswered(column(name))

    def listings(self) -> dict[str, list[tuple[str, exp.Expression]]]:
        """Ids in one text: the grounds that stand, the exceptions that hold, missing and unconfirmed controls, open attributes."""
        controls = [entry.id for entry in self.base.of_kind(Control)]
        exceptions = [entry for entry in self.base.of_kind(ExceptionEntry)]
        verdicts = [entry for entry in self.base.of_kind(Verdict) if entry.when is not None]
        return {
            "candidates": [(entry.id, unanswered(self._concluded(entry.proposition))) for entry in verdicts],
            "grounds": [(entry.id, self._concluded(f"standing.{entry.id}")) for entry in self.base.of_kind(Ground)],
            "exceptions": [(entry.id, self._concluded(entry.proposition)) for entry in exceptions],
            "missing": [(control, self._concluded(f"gap.{control}")) for control in controls],
            "unconfirmed": [(control, self._unconfirmed(control)) for control in controls],
            "open": list(self.hanging.items()),
        }

    def _unconfirmed(self, control: str) -> exp.Expression:
        return exp.and_(self._concluded(f"required.{control}"), unanswered(self._concluded(f"gap.{control}")))

    def _concluded(self, name: str) -> exp.Expression:
        return column(name) if name in self.rules else exp.false()  # what nothing concludes is false

    def _shown(self, listed: bool) -> Iterable[exp.Expression]:
        named = ["verdict", *(["tier"] if self.base.of_kind(Classification) else [])]
        named += LISTS if listed else []
        for number, name in enumerate(self.columns.kept):
            yield exp.alias_(exp.column(f"kept_{number}", quoted=True), name, quoted=True)
        yield from (exp.column(name, quoted=True) for name in named)
        for name in self.base.visible:
            concluded = name in self.rules
            yield column(name) if concluded else exp.alias_(exp.false(), name_of(name), quoted=True)


def _or(value: exp.Expression, otherwise: bool) -> exp.Expression:
    return exp.Coalesce(this=value, expressions=[exp.Boolean(this=otherwise)])


def _text(items: list[tuple[str, exp.Expression]]) -> exp.Expression:
    """The ids whose condition holds, with semicolons between them."""
    parts = [exp.Case().when(condition.copy(), text(SEPARATOR + id)).else_(text("")) for id, condition in items]
    joined: exp.Expression = parts[0]
    for part in parts[1:]:
        joined = exp.DPipe(this=joined, expression=part)
    return exp.Substring(this=joined, start=exp.Literal.number(2))


def _mask(items: list[tuple[str, exp.Expression]]) -> exp.Expression:
    """A number whose bits tell which conditions hold."""
    bits = [
        exp.Case().when(condition.copy(), exp.Literal.number(1 << index)).else_(exp.Literal.number(0))
        for index, (_, condition) in enumerate(items)
    ]
    joined: exp.Expression = bits[0]
    for bit in bits[1:]:
        joined = exp.Add(this=joined, expression=bit)
    return joined


class _Polars(Postgres):
    """What Polars' SQL reads: PostgreSQL's, with a few names of its own."""

    class Generator(Postgres.Generator):
        """Polars has one type of text, and doubles by another name."""

        TYPE_MAPPING = {**Postgres.Generator.TYPE_MAPPING, exp.DataType.Type.TEXT: "VARCHAR"}  # noqa: RUF012
