"""A test in words: what was found, and what it was compared with. Both sides, always.

A sentence is true as it stands: where a test fails, it says how what was stated differs from what
was asked for. It is made last: of a phrase, which names a pattern and what stands in its places, so
that it can be said in any language (`PATTERNS` is the English). Names, values, days and numbers in
it are parts (`PARTS`), which each language writes in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal
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
INCLUDES, EXCLUDES = "includes", "excludes"  # the patterns of whether a set has a member
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
    INCLUDES: "{name} includes {value}",
    EXCLUDES: "{name} does not include {value}",
    "true": "true",
    "false": "false",
    "empty": "empty",
    "not_empty": "not empty",
    "with": "with {value}",
    "without": "without {value}",
    "one_of": "one of {options}",
    "none_of": "none of {options}",
    "other_than": "other than {value}",
    "less_than": "less than {value}",
    "at_most": "at most {value}",
    "more_than": "more than {value}",
    "at_least": "at least {value}",
    "not_more_than": "not more than {value}",
    "not_less_than": "not less than {value}",
    "equal_to": "equal to {value}",
    "not_equal_to": "not {value}",
    "before": "before {value}",
    "not_after": "not after {value}",
    "after": "after {value}",
    "not_before": "not before {value}",
    "same_day": "the same day as {value}",
    "another_day": "another day than {value}",
    "the_day": "{value}",
    "today": "today, {value}",
    "comes_to": "{formula}, {value}",
    "and": "{one} and {other}",
}
# what stands in the places of patterns, beside plain text: key → how English writes it
PARTS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "attribute": lambda said: said["name"],
    "operand": lambda said: said["name"],  # an attribute within a sentence or a formula
    "answer": lambda said: said["value"],  # to the attribute `of`
    "day": lambda said: said["day"],
    "number": lambda said: said["number"],
    "span": lambda said: f"{said['count']} {said['unit']}",
    "listed": lambda said: ", ".join(said.values()),
    "formula": lambda said: "".join(said.values()),
}
_COMPARED: dict[Op, str] = {
    "<": "less_than",
    "<=": "at_most",
    ">": "more_than",
    ">=": "at_least",
    "==": "equal_to",
    "!=": "not_equal_to",
}
# a bound that is just reached by what had to pass it
_REACHED: dict[Op, str] = {"<": "not_less_than", ">": "not_more_than"}
_MOST_DIGITS = 14  # of a number that somebody wrote; one of more is the outcome of a division
_EXACT = Context(prec=50, traps=[])  # the one of the thread may round to fewer digits
_LEAST_WRITTEN_OUT, _MOST_WRITTEN_OUT = 1e-12, 1e16  # 1e+25 FLOP is read, 26 digits are not
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
    """The stated value and its comparison, in words: `volume_multiple is 12, at least 10`."""
    return spoken(phrase(test, facts, decider(test)(facts), presumed=presumed))


def asked(test: Test, facts: Mapping[str, Any]) -> str:
    """The demand of the test, without the stated value."""
    return spoken(_asked(test, facts))


def demand(test: Test, facts: Mapping[str, Any]) -> Phrase:
    """What a test asks for, whatever is stated: its subject, and what it is compared with."""
    return _of(ANSWERED, name=_named(test.left, facts), value=_asked(test, facts))


def spoken(
    phrase: Phrase,
    pattern: Callable[[str], str] = PATTERNS.__getitem__,
    part: Callable[[str, Mapping[str, str]], str] = lambda key, said: PARTS[key](said),
) -> str:
    """A phrase as text; for another language than English `pattern` gives the patterns, and `part`
    says a part, of which it gets the key and what is in it.
    """
    key, values = phrase
    said = {
        name: value if isinstance(value, str) else spoken(value, pattern, part)
        for name, value in values
    }
    return part(key, said) if key in PARTS else pattern(key).format(**said)


def phrase(
    test: Test, facts: Mapping[str, Any], truth: bool | None, *, presumed: bool = False
) -> Phrase:
    """The stated value and its comparison, ready to be said in any language.

    `truth`: how the test was decided on these facts. `presumed`: where it is unknown, nothing more
    is asked for.
    """
    about_answers = test.op in ("known", "unanswered")
    if truth is False and (reached := _reached(test, facts)) is not None:
        return reached
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
            return _of("not_answered", names=_named(test.left, facts))
        return _of(ANSWERED, name=_named(test.left, facts), value=_value(facts.get(name), name))
    key = "not_answered" if len(missing) == 1 else "are_not_answered"
    found = _of(key, names=_both(missing))
    if presumed:
        return found
    if missing == [_name(test.left, facts)]:
        return _of("asked", open=found, asked=_asked(test, facts))
    subject = _named(test.left, facts)
    return _of("asked_of", open=found, subject=subject, asked=_asked(test, facts))


def _of(key: str, **values: str | Phrase) -> Phrase:
    return key, tuple(values.items())


def _both(names: list[str]) -> Phrase:
    """One name; or several with a word between them, each as it stands within a sentence."""
    if len(names) == 1:
        return _of("attribute", name=names[0])
    found = _of("operand", name=names[0])
    for name in names[1:]:
        found = _of("and", one=found, other=_of("operand", name=name))
    return found


def _asked(test: Test, facts: Mapping[str, Any]) -> Phrase:
    name = _name(test.left, facts)
    match test.op:
        case "yes" | "no":
            return _value(test.op == "yes", name)
        case "empty" | "nonempty":
            return _of("empty" if test.op == "empty" else "not_empty")
        case "includes" | "excludes":
            key = "with" if test.op == "includes" else "without"
            return _of(key, value=_side(test.right, facts, name))
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            options = _listed(test.right, name)
            return _of("one_of" if test.op == "in" else "none_of", options=options)
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        other = _value(test.right.value, name)
        return other if test.op == "==" else _of("other_than", value=other)
    dated = test.dated or _is_day(test.left, facts) or _is_day(test.right, facts)
    other = _side(test.right, facts)
    if dated and other[0] == "day":
        other = _of("the_day", value=other)
    return _of((_DATED if dated else _COMPARED)[test.op], value=other)


def _stated(test: Test, facts: Mapping[str, Any]) -> Phrase:
    of = _name(test.left, facts)
    name, value = _named(test.left, facts), facts.get(of)
    match test.op:
        case "yes" | "no":
            return _of("is", name=name, value=_value(value, of))
        case "empty":
            return _of("is_empty", name=name)
        case "nonempty":
            return _of(INCLUDES, name=name, value=_value(value, of))
        case "includes":
            return _of(INCLUDES, name=name, value=_side(test.right, facts, of))
        case "excludes" if not value:
            return _of("is_empty", name=name)
        case "excludes":
            return _of(EXCLUDES, name=name, value=_side(test.right, facts, of))
        case "in" | "not in":
            assert isinstance(test.right, tuple)
            found = _value(value, of)
            if len(test.right) == 1:
                if test.op == "in":
                    return _of("is", name=name, value=found)
                return _of("is_not", name=name, value=found, other=_value(test.right[0], of))
            return _of("is_compared", name=name, value=found, asked=_asked(test, facts))
    if isinstance(test.right, Const) and isinstance(test.right.value, str):
        if test.op == "==":
            return _of("is", name=name, value=_value(value, of))
        other = _value(test.right.value, of)
        return _of("is_not", name=name, value=_value(value, of), other=other)
    found = _value(value_of(test.left, facts), of)
    if test.op == "==" and _side(test.right, facts) == found:
        return _of("is", name=name, value=found)
    return _of("is_compared", name=name, value=found, asked=_asked(test, facts))


def _reached(test: Test, facts: Mapping[str, Any]) -> Phrase | None:
    """The sentence of a number that is just the bound that it had to pass; None of any other."""
    if test.op not in _REACHED:
        return None
    assert isinstance(test.right, (Attr, Param, Const, Span, Calculation))
    found = value_of(test.left, facts)
    if not isinstance(found, (int, float)) or found != value_of(test.right, facts):
        return None
    bound = _of(_REACHED[test.op], value=_side(test.right, facts))
    of = _name(test.left, facts)
    return _of("is_compared", name=_named(test.left, facts), value=_value(found, of), asked=bound)


def _value(value: Any, of: str = "") -> Phrase:
    """A value as a reader would write it; `of`: the attribute that it answers, if it is one's."""
    if isinstance(value, bool):
        written = "true" if value else "false"
        return _of("answer", of=of, value=written) if of else _of(written)
    if isinstance(value, (set, frozenset, list, tuple)) and value:
        return _listed(sorted(value), of)
    if isinstance(value, date):
        return _of("day", day=value.isoformat())
    if isinstance(value, (int, float)):
        return _of("number", number=in_words(value))
    return _of("answer", of=of, value=in_words(value))


def _listed(values: Iterable[Any], of: str) -> Phrase:
    return _of("listed", **{str(number): _value(one, of) for number, one in enumerate(values)})


def in_words(value: Any) -> str:
    """A value as a reader would write it."""
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (set, frozenset, list, tuple)):
        return ", ".join(sorted(str(item) for item in value)) or "none"
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, int):
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _decimal(value: float) -> str:
    """A number with decimals as somebody wrote it; one without an end, as a third, is rounded."""
    if value and not _LEAST_WRITTEN_OUT <= abs(value) < _MOST_WRITTEN_OUT:
        return f"{value:,.10g}"
    written = Decimal(f"{value:.15g}").normalize(_EXACT)
    if len(written.as_tuple().digits) > _MOST_DIGITS:
        whole = written.adjusted() + 1
        written = Decimal(f"{value:.{max(10, whole + 2)}g}").normalize(_EXACT)
    return f"{written:,f}"


def _side(term: object, facts: Mapping[str, Any], of: str = "") -> Phrase:
    """The other side of a comparison: its value, and where it comes from."""
    if isinstance(term, Const):
        return _value(term.value, of)
    assert isinstance(term, (Attr, Param, Calculation, Span))
    known = value_of(term, facts)
    if isinstance(term, Param):
        return _value(known)
    if isinstance(term, Span):
        return _formula(term, facts)
    if isinstance(term, Attr) and term.name == "today" and known is not None:
        return _of("today", value=_value(known))
    formula = _formula(term, facts)
    return formula if known is None else _of("comes_to", formula=formula, value=_value(known))


def _formula(term: Term, facts: Mapping[str, Any]) -> Phrase:
    if isinstance(term, Attr):
        return _of("operand", name=term.name)
    if isinstance(term, Param):
        return _value(facts.get(PARAMETER + term.name))
    if isinstance(term, Const):
        return _value(term.value)
    if isinstance(term, Span):
        return _of("span", count=_formula(term.count, facts), unit=term.unit)
    right = _formula(term.right, facts)
    if isinstance(term.right, Calculation) and (
        term.op == "/" or (term.op != "+" and term.right.op in "+-")
    ):
        right = _joined("(", right, ")")
    if term.op == "-" and term.left == Const(0):
        return _joined("-", right)
    left = _formula(term.left, facts)
    if term.op in "*/" and isinstance(term.left, Calculation) and term.left.op in "+-":
        left = _joined("(", left, ")")
    return _joined(left, f" {_SIGNS.get(term.op, term.op)} ", right)


def _joined(*parts: str | Phrase) -> Phrase:
    return _of("formula", **{str(number): part for number, part in enumerate(parts)})


def _is_day(term: object, facts: Mapping[str, Any]) -> bool:
    return isinstance(term, (Attr, Param, Const, Calculation)) and isinstance(
        value_of(term, facts), date
    )


def _named(term: Term, facts: Mapping[str, Any]) -> Phrase:
    """The subject of a test."""
    if isinstance(term, (Attr, Param)):
        return _of("attribute", name=term.name)
    return _formula(term, facts)


def _name(term: Term, facts: Mapping[str, Any]) -> str:
    return term.name if isinstance(term, (Attr, Param)) else spoken(_named(term, facts))


def keys_of(phrase: Phrase) -> Iterator[str]:
    """The patterns that a phrase takes."""
    key, values = phrase
    if key not in PARTS:
        yield key
    for _, value in values:
        if not isinstance(value, str):
            yield from keys_of(value)
