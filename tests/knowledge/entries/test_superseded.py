"""What one answer says about another: both have one value."""

from __future__ import annotations

import pytest

from knowledge.faults import InvalidKnowledge
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
YES_NO = 'type: bool, values: {"true": y, "false": n}'
SET = "type: set, values: {eu: in the EU, us: in the USA}"


def load(sold: str, regions: str) -> None:
    entries = (
        f'attribute: sold, question: "Is it sold?", {sold}',
        f'attribute: regions, question: "Where?", {regions}',
        "define: ground, title: g, basis: stated, when: 'sold and count(regions) >= 2'",
    )
    base_of(HEAD.format(verdict="ground") + "\n".join(f"- {{{one}, {SOURCE}}}" for one in entries))


@pytest.mark.parametrize(
    ("sold", "regions"),
    [
        (f'{YES_NO}, entails: {{"true": {{regions: eu}}}}', SET),
        (YES_NO, f"{SET}, entails: {{eu: {{sold: true}}}}"),
    ],
)
def test_no_answer_says_something_about_a_set_nor_does_a_set(sold, regions):
    load(YES_NO, SET)
    with pytest.raises(InvalidKnowledge, match=r"regions is a set; expected: .* bool or enum"):
        load(sold, regions)
