"""The pages, filled: the list, a case, what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from engine.verdicts import ranked_verdicts
from explain.ask.questions import profile_told
from explain.ask.timeline import default_end
from explain.ask.why_asked import why_asked
from explain.forms.forms import HTML
from knowledge.entries import Attribute
from knowledge.faults import UnknownName, nearest
from knowledge.sentence import Sentence
from threshold.register.first import below_verdict
from threshold.register.page.desk import Desk
from threshold.register.records import CaseState, DueItem
from threshold.register.standing import by_rank
from threshold.register.told import Teller
from threshold.workshop.session import NOT_ASKED, as_text
from threshold.workshop.translation import Speech

WITHIN = 90  # days of which the page of what is due tells
AHEAD = 730  # days that the list and a case look ahead
MOST_QUESTIONS = 8  # that are named; all others are behind a line
ORDERS = ("rank", "due", "verdict", "name", "key")


class Filters(NamedTuple):
    """The filters of the list of cases, and its order."""

    text: str = ""
    verdict: str = ""
    tier: str = ""
    owner: str = ""
    order: str = ORDERS[0]
    vanished: bool = False


class Listed(NamedTuple):
    """A case in the list."""

    state: CaseState
    behind: int  # duties that bind, and of which nobody says that they are met
    next: DueItem | None  # what has its day first


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment in which the templates are filled; what people wrote is escaped."""
    return Environment(
        loader=ChoiceLoader(
            [PackageLoader("threshold.register.page"), PackageLoader("threshold.workshop")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, desk: Desk, speech: Speech, editor: bool, **values: Any) -> str:
    """A template, filled for one language."""
    common = {
        "desk": desk,
        "s": speech,
        "say": speech.spoken.say,
        "count": speech.spoken.count,
        "t": Teller(desk.register.base, speech.spoken),
        "editor": editor,
        "day": desk.day,
    }
    return templates().get_template(template).render({**common, **values})


async def list_page(desk: Desk, speech: Speech, editor: bool, filters: Filters) -> str:
    """The list of cases."""
    day = desk.day
    states = await run_in_threadpool(desk.register.cases, day)
    items = await run_in_threadpool(desk.register.due, AHEAD, day)
    rows = listed(states, items, filters, verdict_ranks(desk))
    return fill(
        "list.html",
        desk,
        speech,
        editor,
        rows=rows,
        filters=filters,
        orders=ORDERS,
        all=len(states),
        verdicts=_found(state.outcome.verdict for state in states),
        tiers=_found(state.outcome.tier for state in states),
        owners=_found(state.owner for state in states),
    )


def listed(
    states: Iterable[CaseState],
    items: Iterable[DueItem],
    filters: Filters,
    ranks: dict[str, int],
) -> list[Listed]:
    """The cases that the filters let through, in their order."""
    due: dict[str, list[DueItem]] = {}
    for item in items:
        due.setdefault(item.key, []).append(item)
    found = []
    for state in states:
        behind = [
            one
            for one in due.get(state.key, [])
            if one.kind == "binding" and one.state != "open"  # then it may not be owed at all
        ]
        ahead = [one for one in due.get(state.key, []) if one.days_left >= 0]
        if _passes(state, filters):
            found.append(Listed(state, len(behind), ahead[0] if ahead else None))
    keys: dict[str, Callable[[Listed], Any]] = {
        "rank": lambda one: by_rank(one.state),
        "due": lambda one: (one.next.day if one.next else date.max, -one.behind),
        "verdict": lambda one: (ranks.get(one.state.outcome.verdict, len(ranks)), -one.behind),
        "name": lambda one: one.state.name.casefold(),
        "key": lambda one: 0,  # as they came
    }
    return sorted(found, key=keys.get(filters.order, keys[ORDERS[0]]))


def verdict_ranks(desk: Desk) -> dict[str, int]:
    """Verdict → its place, the strictest first."""
    ranked = desk.register.base.derived(ranked_verdicts)
    return {verdict.id: place for place, verdict in enumerate(ranked)}


def _passes(state: CaseState, filters: Filters) -> bool:
    words = " ".join((state.key, state.name, state.owner, *filter(None, state.kept.values())))
    return (
        filters.text.casefold() in words.casefold()
        and filters.verdict in ("", state.outcome.verdict)
        and filters.tier in ("", state.outcome.tier)
        and filters.owner in ("", state.owner)
        and (filters.vanished or state.vanished_on is None)
    )


def _found(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


async def case_page(
    desk: Desk,
    speech: Speech,
    editor: bool,
    key: str,
    *,
    ask: str = "",
    who: str = "",
    told: Iterable[Markup] = (),
) -> str:
    """A case: its first answer, a question to answer, the answers, dates and history.

    `ask`: the attribute that is asked; `told`: what was wrong with what was sent.
    """
    register, day = desk.register, desk.day
    state = await run_in_threadpool(register.case, key, day)
    case = await run_in_threadpool(register.stated, key, day)
    view = desk.view(case)
    picture, first, left = await view.picture(), await view.first(), await view.questions()
    matter = {question.attribute: question for question in left.questions}
    waiting, base = [one.attribute for one in left.waiting], register.base
    asked = _attribute(desk, ask or next(iter(matter), ""))
    stated = case.stated()
    return fill(
        "case.html",
        desk,
        speech,
        editor,
        state=state,
        shown=picture,
        asked=asked,
        because=why_asked(matter[asked.id], speech.spoken) if asked and asked.id in matter else "",
        asked_with=profile_told(left.profile, left.profile_title, speech.spoken)
        if left.profile
        else None,
        look_first=matter[asked.id].look_first if asked and asked.id in matter else (),
        left=left,
        matter=[base.attributes[name] for name in matter],
        waiting=[base.attributes[name] for name in waiting],
        others=[one for one in base.attributes.values() if one.id not in (*matter, *waiting)],
        stated=stated,
        answers=await run_in_threadpool(register.answers, key, day),
        lapsed=await run_in_threadpool(register.lapsed, key, day),
        history=await run_in_threadpool(register.history, key),
        listings=await run_in_threadpool(register.listings, key),
        snapshots=await run_in_threadpool(register.snapshots, key),
        first=Markup(HTML(below_verdict(first, speech.spoken), head=False, notice=False)),
        due=await run_in_threadpool(partial(register.due, AHEAD, day, key=key)),
        who=who,
        told=list(told),
        as_text=as_text,
        not_asked=NOT_ASKED,
        most=MOST_QUESTIONS,
    )


def _attribute(desk: Desk, name: str) -> Attribute | None:
    if not name:
        return None
    known = desk.register.base.attributes
    if name not in known:
        raise UnknownName(
            Sentence("there is no question {name}", name=repr(name[:80])),
            nearest=nearest(name[:60], known),
        )
    return known[name]


async def dates_page(desk: Desk, speech: Speech, editor: bool, key: str) -> str:
    """The changes of a case day by day, if nothing but time passes."""
    register, day = desk.register, desk.day
    state = await run_in_threadpool(register.case, key, day)
    case = await run_in_threadpool(register.stated, key, day)
    found = await run_in_threadpool(register.timeline, key, default_end(case, day), day)
    dates = Markup(found.to_html(language=speech.spoken))
    return fill("dates_of_case.html", desk, speech, editor, state=state, dates=dates)


async def plan_page(desk: Desk, speech: Speech, editor: bool, key: str) -> str:
    """The actions for all cases; for one, its next questions as well."""
    register, day = desk.register, desk.day
    state = await run_in_threadpool(register.case, key, day) if key else None
    made = await run_in_threadpool(
        partial(register.plan, day, key=key or None, ask=state is not None)
    )
    outline = made.outline(speech.spoken)
    actions = Markup(HTML(outline, head=False, notice=False))
    return fill(
        "plan_of_cases.html", desk, speech, editor, state=state, lead=outline.lead, actions=actions
    )


async def due_page(desk: Desk, speech: Speech, editor: bool, within: int) -> str:
    """All that is due within so many days."""
    items = await run_in_threadpool(desk.register.due, within, desk.day)
    return fill("due.html", desk, speech, editor, items=items, within=within)
