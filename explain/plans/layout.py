"""A plan laid out for reading in one language, and its rows for tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from explain.forms.footing import noticed
from explain.forms.forms import OUTLINE
from explain.forms.outline import Line, Outline, Section
from explain.forms.spoken import remark
from explain.plans.action import Action, CaseOfPlan, Grounds, Plan, RankedCase
from knowledge.entries import derived_names as names
from knowledge.languages.clauses import clauses
from knowledge.languages.english import short_name
from knowledge.languages.words import Words

_STATES = {
    "missing": "state_missing",
    "open": "first_open",
    "unanswered": "first_unanswered",
    "role open": "first_role_open",
    "holds": "sign_holds",
    "lapses": "plan_lapses",
    "lapsed": "plan_lapsed",
}
COLUMNS = ("until", "what", "why", "articles", "for", "state", "evidence", "cases")
MOST_NAMED = 5  # cases that a reader's line names; the rest is counted
MOST_RANKED = 10  # cases whose place in the order is told; the rest is counted


class ActionRow(NamedTuple):
    """An action in the words of a language; the fields are the columns of a table."""

    until: str  # YYYY-MM-DD; empty where the law names no day
    what: str
    why: str
    articles: str
    for_: str
    state: str
    evidence: str
    cases: str


def action_rows(plan: Plan, words: Words) -> list[ActionRow]:
    """One row an action, in the order of the plan; every case is named."""
    return [action_row(action, words, None) for action in plan.actions]


def heads(words: Words) -> tuple[str, ...]:
    """The heads of the columns."""
    return tuple(words.say(f"plan_column_{name}") for name in COLUMNS)


def action_row(action: Action, words: Words, most: int | None) -> ActionRow:
    """The row of one action; `most`: how many cases are named, and the rest counted."""
    return ActionRow(
        until=action.until.isoformat() if action.until else "",
        what=what(action, words),
        why=clauses(
            dict.fromkeys(_why(one, words) for one in action.why), words, behind_colon=False
        ),
        articles=" ".join(
            dict.fromkeys(cite for one in action.why for cite in words.cited(one.citations))
        ),
        for_=words.listed(action.owners),
        state=state(action, words),
        evidence=words.listed(_evidence(action.cases, words)),
        cases=words.listed(_named(action.cases, most, words)),
    )


def what(action: Action, words: Words) -> str:
    """The action, as an order."""
    if action.kind in ("question", "renewal"):
        question = words.question(action.id, action.title)
        return words.say(f"plan_{action.kind}", question=question)
    if action.kind == "control":
        title = words.control(action.id, action.title)
        name = words.control_name(action.id, short_name(action.id))
        key = "plan_control_of_vendor" if action.from_vendor else "plan_control"
        return words.say(key, control=words.titled(name, title))
    proposition = names.duty(action.id) if action.kind == "duty" else names.exception(action.id)
    title = words.statement(proposition, action.title)
    return words.say(f"plan_{action.kind}", title=title, article=words.article(action.article))


def state(action: Action, words: Words) -> str:
    """The state of the action, the days that hang on open answers, and the certainty of its day."""
    said = words.say(_STATES[action.state])
    for day in action.perhaps_from:
        said = words.say("date_open", when=said, day=day)
    if action.certainty == "certain" or action.until is None:
        return said
    certainty = words.say(f"certainty_{action.certainty}")
    return words.say("date_certainty", when=said, certainty=certainty)


def _why(one: Grounds, words: Words) -> str:
    if one.proposition:
        return words.statement(one.proposition, one.title)
    return words.say(f"plan_about_{one.title}")


def _evidence(cases: Sequence[CaseOfPlan], words: Words) -> Iterator[str]:
    """The answers that the state rests on; of several cases, each with its case."""
    for case in cases:
        for one in case.evidence:
            told = words.fact(one.attribute, one.value)
            said = told or words.titled(one.attribute, words.value(one.value))
            behind = ", ".join(filter(None, (one.who, one.backed_by)))
            said = f"{said} ({behind})" if behind else said
            yield said if len(cases) == 1 else words.titled(case.name, said)


def _named(cases: Sequence[CaseOfPlan], most: int | None, words: Words) -> Iterable[str]:
    shown = cases if most is None else cases[:most]
    several = len(cases) > 1
    yield from (called(case) if several or case.key else case.name for case in shown)
    if rest := len(cases) - len(shown):
        yield words.say("and_more", count=rest)


def called(case: CaseOfPlan | RankedCase) -> str:
    """A case with the key that a register has of it, if it has another than its name, else with its
    row.
    """
    return case.name if case.key == case.name else f"{case.name} ({case.key or case.row})"


@OUTLINE.register(Plan)
def outline(plan: Plan, words: Words) -> Outline:
    """The plan, one action a line."""
    dated = sum(action.until is not None for action in plan.actions)
    lead = [words.count("plan_about", plan.size, actions=words.number(len(plan.actions)))]
    if plan.on is not None:
        lead.append(words.say("as_of", day=plan.on))
    days = [words.say("plan_dated", dated=words.number(dated))]
    if dated < len(plan.actions):
        days.append(words.say("plan_undated"))
    lead.append(" ".join(days))
    if len(plan.cases) == 1:
        lead.append(words.say("presses_most", reason=plan.cases[0].pressing.reason(words)))
    if plan.more_questions:
        lead.append(words.count("plan_more_questions", plan.more_questions))
    if plan.unread:
        lead.append(words.count("report_lost", plan.unread))
    return Outline(
        subject=plan.name,
        title=words.say("plan_title"),
        lead=tuple(lead),
        sections=(
            Section(
                title=words.say("plan_actions"),
                lines=tuple(_line(action, words, named=plan.size > 1) for action in plan.actions),
                columns=heads(words),
            ),
            *([_order(plan.cases, words)] if len(plan.cases) > 1 else []),
        ),
        notice=noticed(plan.knowledge, words),
    )


def _order(cases: Sequence[RankedCase], words: Words) -> Section:
    """The cases in their order, with the reason for the place of each."""
    shown = cases[:MOST_RANKED]
    lines = tuple(_place(case, words) for case in shown)
    rest = len(cases) - len(shown)
    more = [remark(words.say("and_more", count=words.number(rest)))] if rest else []
    return Section(
        title=words.say("plan_order"),
        lines=(*lines, *more),
        columns=tuple(
            words.say(name) for name in ("column_rank", "plan_column_cases", "column_rank_reason")
        ),
    )


def _place(case: RankedCase, words: Words) -> Line:
    name, reason = called(case), case.pressing.reason(words)
    return Line(
        text=f"{case.rank}. {words.titled(name, reason)}", cells=(str(case.rank), name, reason)
    )


def _line(action: Action, words: Words, *, named: bool) -> Line:
    row = action_row(action, words, MOST_NAMED)
    when = words.day(action.until) if action.until else words.say("plan_no_day")
    below = (
        (words.say("plan_column_why"), " ".join(filter(None, (row.why, row.articles)))),
        (words.say("plan_column_for"), row.for_),
        (words.say("plan_column_cases"), row.cases if named else ""),
        (words.say("plan_column_evidence"), row.evidence),
    )
    return Line(
        text=words.say("plan_line", when=when, what=row.what, state=row.state),
        below=tuple(remark(words.titled(head, text)) for head, text in below if text),
        cells=(when if action.until else "", *tuple(row)[1:]),
    )
