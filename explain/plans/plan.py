"""plan(cases): the actions that follow from answers.

Nothing is invented: a day stands where the law or an answer names one, a name where a case does;
there is no effort and no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from engine.knowledge_used import Knowledge
from engine.portfolio import AssessedRow, assessed_cases
from engine.ranking import pressing, ranks
from explain.argue.argument import Walker
from explain.argue.first_answer import MOST_ASKED
from explain.forms.of_base import of_base
from explain.plans.action import Action, Entered, Plan, RankedCase
from explain.plans.parts import CaseParts, Key, Part
from knowledge.base import KnowledgeBase
from knowledge.cases.files import read_cases
from knowledge.cases.given import Case, Day, given_cases, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import CaseModel

NOTHING = Entered()


def plan_of(
    rows: Iterable[AssessedRow],
    name: str,
    base: KnowledgeBase,
    *,
    ask: bool = True,
    entered: Mapping[int, Entered] = MappingProxyType({}),
) -> Plan:
    """The plan of many cases, which a table, a file or a register holds under `name`.

    `ask`: the next open questions of each case are actions as well, which are proven to matter.
    `entered`: row → what a register knows of its case. What several cases need, a control or a
    duty, is one action.
    """
    found: dict[Key, list[Part]] = {}
    made: dict[int, list[Part]] = {}  # an assessment is shared by the rows that state the same
    size, unread, asking = 0, 0, 0
    days: set[date] = set()
    cases: list[CaseParts] = []
    for row in rows:
        assessment = row.named
        if assessment is None:
            unread += 1
            continue
        size += 1
        days.add(assessment.on)
        known = entered.get(row.row, NOTHING)
        case = CaseParts(row.row, assessment, pressing(assessment), Walker(assessment), known)
        cases.append(case)
        shared = row.same_as or row.row
        if known.backings:  # what stands behind its answers is its own
            parts = list(case.parts(ask=ask))
        elif shared in made:
            parts = [case.again(part) for part in made[shared]]
        else:
            parts = made[shared] = list(case.parts(ask=ask))
        asking += sum(part.key.kind == "question" for part in parts) >= MOST_ASKED
        for part in parts:
            found.setdefault(part.key, []).append(part)
    ordered = sorted(found.items(), key=lambda item: min(part.turn for part in item[1]))
    return of_base(
        base,
        Plan(
            name=name,
            size=size,
            on=days.pop() if len(days) == 1 else None,
            actions=tuple(_action(key, parts) for key, parts in ordered),
            cases=_ranked(cases),
            more_questions=asking if ask else None,
            unread=unread,
            knowledge=Knowledge.of(base),
        ),
    )


def plan(
    cases: Case | Iterable[Case],
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    ask: bool = True,
) -> Plan:
    """The plan of one case, of several, or of all cases in a file of YAML or JSON.

    `on` is the day asked, by default the day a case states, else the current day; `ask`: the next
    questions of each case are actions as well. Raises `InvalidCase` with every fault in a file, or
    in the first of several cases that has one, and `TypeError` for what is no case or day.
    """
    base = given_base(base)
    if isinstance(cases, (str, Path)):
        name, given = str(cases), list[Case](read_cases(cases, base))
    elif isinstance(cases, (CaseModel, Mapping)):
        name, given = "", [cases]
    else:
        name, given = "", given_cases(cases)
    rows = list(assessed_cases(given, given_day(on), base=base))
    first = next((row.assessment for row in rows if row.assessment), None)
    if first is not None and len(rows) == 1:
        name = first.name
    return plan_of(rows, name, base, ask=ask)


def _ranked(cases: list[CaseParts]) -> tuple[RankedCase, ...]:
    """The cases in their order, each with its rank."""
    places = ranks(case.presses.place for case in cases)
    return tuple(
        RankedCase(
            name=case.assessment.name,
            row=case.row,
            key=case.entered.key,
            rank=rank,
            rank_reason=case.presses.reason(),
            pressing=case.presses,
        )
        for rank, case in sorted(
            zip(places, cases, strict=True), key=lambda one: (one[0], one[1].row)
        )
    )


def _action(key: Key, parts: list[Part]) -> Action:
    """One action of what it is in several cases."""
    parts = sorted(parts, key=lambda part: (part.turn, part.case.row))
    first = parts[0]
    dated = min((part for part in parts if part.case.until), key=_until, default=first)
    why = dict.fromkeys(reason for part in parts for reason in part.why)
    return Action(
        kind=key.kind,
        id=key.id,
        title=first.title,
        from_vendor=key.from_vendor,
        article=first.article,
        why=tuple(why),
        until=dated.case.until,
        certainty=dated.certainty,
        perhaps_from=tuple(sorted({day for part in parts for day in part.perhaps_from})),
        state=first.case.state,
        cases=tuple(part.case for part in parts),
    )


def _until(part: Part) -> date:
    return part.case.until or date.max
