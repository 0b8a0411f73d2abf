"""A test in words: what was found, and what it was compared with. Both sides, always.

A sentence is true as it stands: where a test fails, it says how what was stated differs from what
was asked for. It is made last: of a phrase, which names a pattern and what stands in its places, so
that it can be said in any language (`PATTERNS` is the English).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias, Union

from knowledge.conditions.evaluation import PARAMETER, decider, value_of
from knowledge.conditions.tree import (
    Attr,
    Calculation,
    Const,
    Op,
    Param,
    Span,
    Term,
    Test,
    terms_of,
)

# the key of a pattern, and what stands in its places: texts, or phrases again
Phrase: TypeAlias = tuple[str, tuple[tuple[str, Union[str, "Phrase"]], ...]]

ANSWERED = "is_stated"  # the pattern of what asks for no more than an answer
PATTERNS: dict[str, str] = {
    "not_answered": "{names} is not answered",
    "are_not_answered": "{names} are not answered",
    "asked": "{open} (asked: {asked})",
    "asked_of": "{open} (asked: {subject} {asked})",
    ANSWERED: "{name} is stated: {value}",
    "is": "{name} is {value}",
    "is_compared": "{name} is {value}, {asked}",
    "is_not": "{name} is {value}, not {other}",
    "is_empty": "{name} is empty",
    "includes": "{name} includes {value}",
    "excludes": "{name} does not include {value}",
    "true": "true",
    "false": "false",
    "empty": "empty",
    "not_empty": "not empty",
    "with": "with {value}",
    "without": "without {value}",
    "one_of": "one of {options}",
    "none_of": "none of {options}",
    "value": "{value}",
    "other_than": "other than {value}",
    "less_than": "less than {value}",
    "at_most": "at most {value}",
    "more_than": "more than {value}",
    "at_least": "at least {value}",
    "equal_to": "equal to {value}",
    "not_equal_to": "not {value}",
    "before": "before {value}",
    "not_after": "not after {value}",
    "after": "after {value}",
    "not_before": "not before {value}",
    "same_day": "the same day as {value}",
    "another_day": "another day than {value}",
    "today": "today, {value}",
    "comes_to": "{formula}, {value}",
    "and": "{one} and {other}",
}
_COMPARED: dict[Op, str] = {
    "<": "less_than",
    "<=": "at_most",
    ">": "more_than",
    ">=": "at_least",
    "==": "equal_to",
    "!=": "not_equal_to",
}
_SIGNS = {"*": "×", "/": "÷"}
_DATED: dict[Op, str] = {
    "<": "before",
    "<=": "not_after",
    ">": "after",
    ">=": "not_before",
    "==": "same_day",
    "!=": "another_day",
}


def sentence(test: Test, facts: Mapping[str, Any], *, presumed: bool = False) -> str:
    """What is stated, and what it was compared with: `volume_multiple is 12, at least 10`."""
    return spoken(phrase(test, facts, decider(test)(facts), presumed=presumed))


def asked(test: Test, facts: Mapping[str, Any]) -> str:
    """What the test asks for, without what was found."""
    return spoken(_asked(test, facts))


def spoken(phrase: Phrase, pattern: Callable[[str], str] = PATTERNS.__getitem__) -> str:
    """A phrase as text; `pattern` gives the patterns of another language than English."""
    key, values = phrase
    return pattern(key).format(
        **{
            name: value if isinstance(value, str) else spoken(value, pattern)
            for name, value in values
        }
    )


def phrase(
    test: Test, facts: Mapping[str, Any], truth: bool | None, *, presumed: bool = False
) -> Phrase:
    """What is stated, and what it was compared with, ready to be said in any language.

    `truth`: how the test was decided on these facts. `presumed`: where it is unknown, nothing more
    is asked for.
    """
    about_answers = test.op in ("known", "unanswered")
    if truth is not None and not about_answers:
        return _stated(test if truth else test.complement, facts)
    missing = [
        term.name
        for term in terms_of(test)
        if isinstance(term, Attr) and facts.get(term.name) is None
    ]
    if about_answers:
        name = _name(test.left, facts)
        if missing:
            return _of("not_answered", names=name)
        return _of(ANSWERED, name=name, value=_value(facts.get(name)))
    key = "not_answered" if len(missing) == 1 else "are_not_answered"
    found = _of(key, names=_both(missing))
    if presumed:
        return found
    subject = _name(test.left, facts)
    if missing == [subject]:
        return _of("asked", open=found, asked=_asked(test, facts))
    return _of("asked_of", open=found, subject=subject, asked=_asked(test, facts))


def _of(key: str, **values: str | Phrase) -> Phrase:
    return key, tuple(values.items())


def _both(names: list[str]) -> str | Phrase:
    """One name, or several with a word between them."""
    found: str | Phrase = names[0]
    for name in names[1:]:
        found = _of("and", one=found, other=name)
    return found


def _asked(test: Test, facts: Mapping[str, Any]) -> Phrase:
    match test.op:
        case "yes" | "no":
            return _of("true" if test.op == "yes" else "false")
        case "empty" | "nonempty":
            return _of("empty" if test.op == "empty" else "not_empty")
        case "includes" | "excludes":
            key = "with" if test.op == "includes" else "without"
            return _of(key, value=_side(test.right, facts))
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            options = ", ".join(str(value) for value in test.right)
            return _of("one_of" if test.op == "in" else "none_of", options=options)
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        return _of("value" if test.op == "==" else "other_than", value=test.right.value)
    dated = test.dated or _is_day(test.left, facts) or _is_day(test.right, facts)
    return _of((_DATED if dated else _COMPARED)[test.op], value=_side(test.right, facts))


def _stated(test: Test, facts: Mapping[str, Any]) -> Phrase:
    name, value = _name(test.left, facts), facts.get(_name(test.left, facts))
    match test.op:
        case "yes" | "no":
            return _of("is", name=name, value=_value(value))
        case "empty":
            return _of("is_empty", name=name)
        case "nonempty":
            return _of("includes", name=name, value=_value(value))
        case "includes":
            return _of("includes", name=name, value=_side(test.right, facts))
        case "excludes" if not value:
            return _of("is_empty", name=name)
        case "excludes":
            return _of("excludes", name=name, value=_side(test.right, facts))
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            if len(test.right) == 1:
                if test.op == "in":
                    return _of("is", name=name, value=str(value))
                return _of("is_not", name=name, value=str(value), other=str(test.right[0]))
            return _of("is_compared", name=name, value=str(value), asked=_asked(test, facts))
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        if test.op == "==":
            return _of("is", name=name, value=str(value))
        return _of("is_not", name=name, value=str(value), other=test.right.value)
    found = _value(value_of(test.left, facts))
    return _of("is_compared", name=name, value=found, asked=_asked(test, facts))


def _value(value: Any) -> str | Phrase:
    """A value as a reader would write it; true and false are words of a language."""
    return _of("true" if value else "false") if isinstance(value, bool) else in_words(value)


def in_words(value: Any) -> str:
    """A value as a reader would write it."""
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (set, frozenset, list, tuple)):
        return ", ".join(sorted(str(item) for item in value)) or "none"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, int):
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _side(term: object, facts: Mapping[str, Any]) -> str | Phrase:
    """The other side of a comparison: its value, and where it comes from."""
    if isinstance(term, Const):
        return _value(term.value)
    assert isinstance(term, (Attr, Param, Calculation, Span))
    known = value_of(term, facts)
    value = in_words(known)
    if isinstance(term, Param):
        return value
    if isinstance(term, Span):
        return _formula(term, facts)
    if isinstance(term, Attr) and term.name == "today":
        return _of("today", value=value)
    formula = _formula(term, facts)
    return formula if known is None else _of("comes_to", formula=formula, value=value)


def _formula(term: Term, facts: Mapping[str, Any]) -> str:
    if isinstance(term, Attr):
        return term.name
    if isinstance(term, Param):
        return in_words(facts.get(PARAMETER + term.name))
    if isinstance(term, Const):
        return in_words(term.value)
    if isinstance(term, Span):
        return f"{_formula(term.count, facts)} {term.unit}"
    right = _formula(term.right, facts)
    if isinstance(term.right, Calculation) and (
        term.op == "/" or (term.op != "+" and term.right.op in "+-")
    ):
        right = f"({right})"
    if term.op == "-" and term.left == Const(0):
        return f"-{right}"
    left = _formula(term.left, facts)
    if term.op in "*/" and isinstance(term.left, Calculation) and term.left.op in "+-":
        left = f"({left})"
    return f"{left} {_SIGNS.get(term.op, term.op)} {right}"


def _is_day(term: object, facts: Mapping[str, Any]) -> bool:
    return isinstance(term, (Attr, Param, Const, Calculation)) and isinstance(
        value_of(term, facts), date
    )


def _name(term: Term, facts: Mapping[str, Any]) -> str:
    return term.name if isinstance(term, Param) else _formula(term, facts)
