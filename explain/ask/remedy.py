"""A remedy as data, and the sentence it makes: what a team does, and what the answer then is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from engine.proof.ways import Reach
from explain.forms.data import Data
from knowledge.cases.stated import Stated, plain
from knowledge.entries import Attribute
from knowledge.entries import derived_names as names
from knowledge.entries.actions import DAY, MOVES, NONE, named
from knowledge.entries.controls import Bought
from knowledge.languages.words import Words

MOST_VALUES = 4  # of one attribute that a sentence names


class Action(Data):
    """Something that a team does to an attribute."""

    does: Literal["doings", "undoings"] = Field(
        description="it brings a value about, or takes it away"
    )
    value: str = Field(description="which value; of a number `more` or `less`, of a day `day`")
    says: str = Field(description="what is done, as the pack says it; empty where it does not")
    meaning: str = Field(description="what the value means, or what is asked")
    from_vendor: bool = Field(
        default=False,
        description="the control of something bought: its vendor has to show what it means",
    )


class Bounds(Data):
    """Numbers or days that all will do; null where there is no end."""

    low: Stated
    high: Stated
    low_included: bool = True
    high_included: bool = True


class AttributeChange(Data):
    """One attribute of a set, what is done to it, and what it then states."""

    attribute: str
    question: str
    now: Stated = Field(description="what is stated; null where nobody answered")
    to: Stated = Field(description="what would have to be stated; one value that will do")
    others: tuple[Stated, ...] = Field(
        default=(), description="other values that will do as well and are as near"
    )
    within: Bounds | None = Field(
        default=None, description="of a number or a day: every value within them will do"
    )
    example: bool = Field(
        default=False, description="other values than those told here will do, too"
    )
    actions: tuple[tuple[Action, ...], ...] = Field(
        default=(), description="what is done: ways to do it, each of all these actions"
    )
    says: str = Field(description="the action and the answer, in a sentence")

    @property
    def ordered(self) -> bool:
        """Whether it is a number or a day, which the action does not name."""
        return any(one.value in (*MOVES, *DAY) for way in self.actions for one in way)

    def said(self, words: Words) -> str:
        """The action and the answer, in a sentence of a language."""
        return words.say(
            "remedy" if self.now is not None else "remedy_unless_so",
            action=self.action(words),
            attribute=self.attribute,
            now=words.value(self.now),
            to=self.answer(words),
        )

    def action(self, words: Words) -> str:
        """The action, as an order."""
        ways = [words.listed(self._said(one, words) for one in way) for way in self.actions]
        return _listed(ways, words.say("or_do"), words)

    def answer(self, words: Words) -> str:
        """The values that will do."""
        if self.within is None:
            values = [words.value(value) for value in (self.to, *self.others)]
            told = _listed(values, words.say("or", one="", other=""), words)
        else:
            told = _range(self.within, words)
        return words.say("for_example", value=told) if self.example else told

    def _said(self, one: Action, words: Words) -> str:
        if one.from_vendor:
            shown = words.control(names.last_of(self.attribute), one.meaning)
            return words.say("plan_control_of_vendor", control=shown)
        if one.says:
            return words.text((one.does, self.attribute, one.value), one.says)
        if one.value in (*MOVES, *DAY, NONE):
            question = words.question(self.attribute, one.meaning)
            return words.say(f"do_{one.value}", question=question)
        answer = words.answer(self.attribute, one.value, one.meaning)
        return words.say("do" if one.does == "doings" else "undo", answer=answer)


def change_of(
    attribute: Attribute, now: Any, reach: Reach, *, bought: Bought | None = None
) -> AttributeChange:
    """The change of an attribute that states `now`, to values that will do.

    `bought`: how it reads where it states a control that a vendor has to show.
    """
    first, values = reach.values[0], list(reach.values)
    example = not reach.complete
    if attribute.type == "set":
        nearest = [value for value in values if _apart(value, now) == _apart(first, now)]
        example = example or len(nearest) < len(values)
        values = nearest
    elif reach.range is not None or attribute.measured:
        values = [first]
    within = reach.range and Bounds(
        low=reach.range.low,
        high=reach.range.high,
        low_included=reach.range.low_included,
        high_included=reach.range.high_included,
    )
    change = AttributeChange(
        attribute=attribute.id,
        question=bought.question if bought else attribute.question,
        now=plain(now),
        to=plain(first),
        others=tuple(plain(value) for value in values[1:]),
        within=within,
        example=example,
        actions=tuple(
            (_of_vendor(bought),)
            if bought and value is True
            else tuple(_actions(attribute, now, value, reach))
            for value in values
        ),
        says="",
    )
    return change.model_copy(update={"says": change.said(Words.of(None))})


def _actions(attribute: Attribute, now: Any, value: Any, reach: Reach) -> Iterable[Action]:
    if attribute.type == "set":
        before = now or frozenset()
        for member in attribute.choices:
            if (member in value) is not (member in before):
                yield _action(attribute, member, undone=member in before)
        if not value and not before:  # nobody said which of them there are
            yield _action(attribute, NONE, undone=True)
    elif attribute.type == "date":
        yield _action(attribute, DAY[0])
    elif attribute.numeric:
        rises = value > now if now is not None else reach.range is None or reach.range.high is None
        yield _action(attribute, MOVES[0] if rises else MOVES[1])
    else:
        yield _action(attribute, named(value))


def _of_vendor(bought: Bought) -> Action:
    return Action(does="doings", value=named(True), says="", meaning=bought.title, from_vendor=True)


def _action(attribute: Attribute, value: str, *, undone: bool = False) -> Action:
    said = (attribute.undoing if undone else attribute.doing).get(value, "")
    return Action(
        does="undoings" if undone else "doings",
        value=value,
        says=said,
        meaning=attribute.values.get(value, attribute.question),
    )


def _apart(value: frozenset[str], now: frozenset[str] | None) -> int:
    return len(value ^ (now or frozenset()))


def _range(within: Bounds, words: Words) -> str:
    """Values next to each other, such as from … to …."""
    low, high = within.low, within.high
    dated = isinstance(low if low is not None else high, date)
    lowest, highest = words.value(low), words.value(high)
    if low is None and high is None:
        return words.say("range_any")
    if low is not None and high is not None and within.low_included and within.high_included:
        key = "days_from_to" if dated else "values_from_to"
        return words.say(key, low=lowest, high=highest)
    ends = []
    if low is not None:
        key = "values_or_later" if dated else "values_or_more"
        ends.append(
            words.say(key, value=lowest)
            if within.low_included
            else words.say("range_above", low=lowest)
        )
    if high is not None:
        key = "values_or_earlier" if dated else "values_or_less"
        ends.append(
            words.say(key, value=highest)
            if within.high_included
            else words.say("range_below", high=highest)
        )
    return words.say("and", one=ends[0], other=ends[1]) if len(ends) > 1 else ends[0]


def _listed(texts: Sequence[str], between: str, words: Words) -> str:
    """Some texts of which one will do, the first few of them."""
    named, more = between.join(texts[:MOST_VALUES]), len(texts) - MOST_VALUES
    return words.say("or_more_values", named=named, count=more) if more > 0 else named
