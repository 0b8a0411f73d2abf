"""The answers that settle a case by themselves are those of its own day."""

from __future__ import annotations

import pytest

from explain import portfolio
from tests.random_knowledge import base_of

SOURCE = 'source: {work: w, at: "1"}'
YES_NO = 'type: bool, values: {"true": y, "false": n}'
# no condition reads the day: it chooses the figure alone
PACK = f"""
- {{work: w, title: a work, cited_as: W}}
- {{attribute: name, type: text, question: "What?", required: true, {SOURCE}}}
- {{attribute: today, type: date, question: "Which day?", {SOURCE}}}
- {{attribute: sold, {YES_NO}, question: "Is it sold?", {SOURCE}}}
- {{attribute: rented, {YES_NO}, question: "Is it rented?", {SOURCE}}}
- {{attribute: users, type: number, question: "How many use it?", {SOURCE}}}
- {{parameter: many, title: Many, basis: stated,
   values: [{{value: 1, {SOURCE}}}, {{from: 2026-12-15, value: 2, {SOURCE}}}]}}
- {{condition: relied_on, title: It is relied on, because: That is the rule., {SOURCE},
   when: sold and (users >= parameter.many or rented), basis: stated}}
- {{verdict: build, title: Build it, rank: 1, when: any(standing.*), {SOURCE}, basis: stated}}
- {{verdict: free, title: It is free, rank: 2, when: not any(ground.*), {SOURCE}, basis: stated}}
- {{verdict: undetermined, title: Not settled yet, rank: 3, {SOURCE}, basis: stated}}
"""


@pytest.mark.parametrize("days", [("2026-12-01", "2026-12-20"), ("2026-12-20", "2026-12-01")])
def test_what_settles_a_case_is_judged_on_its_own_day_in_whatever_order_cases_come(days):
    """That it is sold settles the earlier day alone, that it is not rented the later one."""
    cases = [{"name": day, "today": day, "users": 1.5} for day in days]
    asked = {one.attribute: one for one in portfolio(cases, base=base_of(PACK)).questions}
    assert (asked["sold"].settles, asked["sold"].answers) == (2, ("false", "true"))
    assert (asked["rented"].settles, asked["rented"].answers) == (1, ("false",))
