"""Spellings of other languages in a condition that cannot be read, each with the right one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from knowledge.sentence import Sentence


class Spelling(NamedTuple):
    """The place of a spelling, why it cannot be read, and how it is written here."""

    at: int  # where it stands
    says: str
    expected: str


LISTS = (
    Sentence("a case has no lists of things with answers of their own"),
    Sentence("attributes of the case, or a case for each of the things"),
)
NO_RANGES = Sentence("there are no ranges")
_Told = Callable[[re.Match[str]], tuple[str, str]]


def either(one: str, other: str) -> Sentence:
    """What is expected where one of two is."""
    return Sentence("{one}, or {other}", one=one, other=other)


def no_sign(sign: str) -> Sentence:
    """What is wrong with a sign that other languages have."""
    return Sentence("{sign} is no sign of the condition language", sign=sign)


def no_day(written: str) -> Sentence:
    """What is wrong with a day that is written otherwise than here."""
    return Sentence("{written} is no day of the condition language", written=written)


def two_comparisons(example: str) -> Sentence:
    """What is expected in place of one comparison that there is not."""
    return Sentence("two comparisons, such as {example}", example=example)


def _word(found: re.Match[str]) -> tuple[str, str]:
    return Sentence("{word} is written small", word=found.group()), found.group().lower()


def _sign(right: str) -> _Told:
    return lambda found: (no_sign(found.group()), right)


def _percentage(found: re.Match[str]) -> tuple[str, str]:
    number = found.group().rstrip("% ")
    return (
        Sentence("a percentage is a number without its sign"),
        Sentence("{number}, or the share as {share}", number=number, share=_share(number)),
    )


def _share(number: str) -> str:
    return f"{float(number) / 100:.10g}"


def _currency(found: re.Match[str]) -> tuple[str, str]:
    return _no_unit(found[1]), found[2]


def _no_unit(unit: str) -> Sentence:
    return Sentence("a number has no unit here, such as {unit}", unit=unit)


def _unit(found: re.Match[str]) -> tuple[str, str]:
    number, unit = found[1], found[2]
    period = _PERIODS.get(unit.lower())
    if period is not None:
        says = Sentence("a period is written otherwise than {written}", written=found.group())
        return says, f"{period}({number})"
    times = 1_000_000 if unit == "M" else _MULTIPLES.get(unit.lower())  # a small m is a metre
    if times is not None:
        told = f"{float(number) * times:.15g}"
        return Sentence("a number is written without {unit}", unit=unit), told
    return _no_unit(unit), number


def _between(found: re.Match[str]) -> tuple[str, str]:
    return _there_is_no("between"), two_comparisons("x >= 1 and x <= 5")


def _thousands(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("a number has no signs between its thousands")
    return says, re.sub(r"\D", "", found.group())


def _decimal(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("a number has a point before its decimals")
    return says, found.group().replace(",", ".")


def _one_or_several(found: re.Match[str]) -> tuple[str, str]:
    written = found.group()
    return (
        Sentence("{written} may be one number, or several", written=written),
        Sentence(
            "{one}, or {several}, with a space",
            one=written.replace(",", ""),
            several=written.replace(",", ", "),
        ),
    )


def _of_day(found: re.Match[str]) -> tuple[str, str]:
    day, month, year = found[1], found[2], found[3]
    return no_day(found.group()), f'date("{year}-{int(month):02}-{int(day):02}")'


def _range(found: re.Match[str]) -> tuple[str, str]:
    name = found[1] or "x"
    return NO_RANGES, f"{name} >= {found[2]} and {name} <= {found[3]}"


def _nameless(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("{sign} stands without what is compared", sign=found[4])
    return says, f"{found[1]} {found[2]} … {found[3]} {found[1]} {found[4]} …"


def _figure(found: re.Match[str]) -> tuple[str, str]:
    return Sentence("{written} is no name", written=found.group()), f"parameter.{found[1]}"


def _bare_call(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("{function} takes what it asks for in parentheses", function=found[1])
    return says, f"{found[1]}({found[2]})"


def _how_many(found: re.Match[str]) -> tuple[str, str]:
    function = (found[1] or "at least").lower().replace(" ", "_")
    says = Sentence("how many conditions hold is asked in parentheses")
    return says, f"{function}({found[2]}, a, b, …)"


def _translated(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("conditions are written in English, not with {word}", word=found[1])
    return says, _FOREIGN[found[1].lower()]


def _lacking(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("something is missing behind {word}", word=found[1])
    return says, Sentence("a condition behind it")


def _quotes(found: re.Match[str]) -> tuple[str, str]:
    sign = found.group()
    says = Sentence("{sign} is no quotation mark of the condition language", sign=sign)
    return says, '"value"'


def _day_asked(found: re.Match[str]) -> tuple[str, str]:
    return _no_function(found.group()), "today"


def _day_beside(found: re.Match[str]) -> tuple[str, str]:
    return _no_function(found.group()), difference_of_days("today - x == days(1)")


def difference_of_days(example: str) -> Sentence:
    """What is expected where a day is named that is no name here."""
    return Sentence("a difference of days, such as {example}", example=example)


def _no_function(written: str) -> Sentence:
    return Sentence("{written} is no function: the day asked is a name", written=written)


def _is(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("{written} is no comparison", written=found.group())
    return says, "!=" if found[1] else "=="


def _asks_for_an_answer(found: re.Match[str]) -> tuple[str, str]:
    name, inverted, said = found[1], bool(found[2]), found[3].lower()
    unanswered = said not in ("known", "answered", "empty")
    function = "empty" if said == "empty" else "known"
    negation = "not " if inverted != unanswered else ""
    return Sentence("is {said} is no condition", said=said), f"{negation}{function}({name})"


def _member(found: re.Match[str]) -> tuple[str, str]:
    says = Sentence("there is no {word}: no condition looks inside a text", word=found.group())
    return says, Sentence('== "…", or in ("…", "…"); of a set, "value" in it')


def _no(word: str, expected: str) -> _Told:
    return lambda found: (_there_is_no(word or found.group()), expected)


def _there_is_no(word: str) -> Sentence:
    return Sentence("there is no {word}", word=word)


def _no_question(_: re.Match[str]) -> tuple[str, str]:
    return Sentence("there is no ? and no :"), "a and b or not a and c"


_PERIODS = {
    written: f"{unit}s"
    for unit in ("day", "week", "month", "year")
    for written in (unit, f"{unit}s")
}
_MULTIPLES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 1_000),
    **dict.fromkeys(("million", "millions", "mio", "mn"), 1_000_000),
    **dict.fromkeys(("billion", "billions", "bn", "mrd"), 1_000_000_000),
}
_FOREIGN = {
    **dict.fromkeys(("und", "et"), "and"),
    **dict.fromkeys(("oder", "ou"), "or"),
    **dict.fromkeys(("nicht", "kein", "keine", "non", "pas"), "not"),
    **dict.fromkeys(("ist", "est"), "=="),
    **dict.fromkeys(("wenn", "falls", "si"), "a and b"),
    **dict.fromkeys(("mindestens", "moins"), "at_least(2, a, b, …)"),
}
_MANY = r"(at[ _]least|at[ _]most|exactly)"
_NAME = r"[A-Za-z]\w*(?:\.\w+)*"
_DECIMAL = r"\d+(?:\.\d+)?"
_COMPARISON = r"[<>=!]=|[<>]"
_UNANSWERED = "unknown|null|none|nil|missing|unanswered|undefined|known|answered|empty"
_INSIDE = r"contains|includes|has|like|matches|(?:starts|ends)\s?with|begins\s+with"
# what may follow a number
_WORDS = r"(?:(?i:and|or|in|not|if|is|else|between|unless|then|implies|xor)\b|[eE][+-]?\d)"
_AFTER_SIGN = r"(?:(?<=[<>=*+-])|(?<=[<>=*+-]\s))"  # (1,100) is a list of numbers
# in texts without what stands in quotes
_SPELLINGS: tuple[tuple[re.Pattern[str], _Told], ...] = (
    (re.compile("[„“”‚‘’«»]"), _quotes),
    (re.compile(r"\b(AND|OR|NOT|IN|And|Or|Not|In)\b"), _word),
    (re.compile(r"&&?"), _sign("and")),
    (re.compile(r"\|\|?"), _sign("or")),
    (re.compile(r"==="), _sign("==")),
    (re.compile(r"!=="), _sign("!=")),
    (re.compile(r"!(?!=)"), _sign("not")),
    (re.compile(r"\bnotin\b"), _sign("not in")),
    (re.compile("≥"), _sign(">=")),
    (re.compile("≤"), _sign("<=")),
    (re.compile("≠"), _sign("!=")),
    (re.compile("[×·]"), _sign("*")),
    (re.compile("[÷∶]"), _sign("/")),
    (re.compile("[−–—]"), _sign("-")),
    (re.compile(";"), _sign("and")),
    (re.compile(r"\$\{?([A-Za-z_]\w*)\}?"), _figure),
    (re.compile(r"\bparameter\s+([a-z]\w*)"), _figure),
    (re.compile(rf"([A-Za-z][\w.]*)\s*({_COMPARISON})[^<>=!()]*?\b(and|or)\s+({_COMPARISON})"),
     _nameless),
    (re.compile(rf"(?:\b({_NAME})\s+(?:in\s+)?)?\b({_DECIMAL})\s*(?:\.\.\.?|…)\s*({_DECIMAL})"),
     _range),
    (re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b"), _of_day),
    (re.compile(r"\b(?:before|until)\b", re.IGNORECASE), _no("", either("<", "<="))),
    (re.compile(r"\b(?:after|since)\b", re.IGNORECASE), _no("", either(">", ">="))),
    (re.compile(r"\bdate\s+(?=\s*$|\S)", re.IGNORECASE), _sign('date("2026-11-29")')),
    (re.compile(rf"\b(any|all|none)\s+of\s+({_NAME}(?:\.\*)?)"), _bare_call),
    (re.compile(rf"\b(known|empty|missing|established)\s+({_NAME})"), _bare_call),
    (re.compile(rf"\b(?:{_MANY}\s+)?(\d+)\s+of\b", re.IGNORECASE), _how_many),
    (re.compile(rf"\b{_MANY}\s+(\d+)\b", re.IGNORECASE), _how_many),
    (re.compile(rf"\b({'|'.join(_FOREIGN)})\b", re.IGNORECASE), _translated),
    (re.compile(r"\b(and|or|not)\s*(?:$|\)|(?=(?:and|or)\b))"), _lacking),
    (re.compile(r"\bif\b"), _no("", "a and b")),
    (re.compile(r"<>"), _sign("!=")),
    (re.compile(r"\b(?:now|(?:date\.)?today|current_date)\(\)", re.IGNORECASE), _day_asked),
    (re.compile(r"\b(?:yesterday|tomorrow)\(\)", re.IGNORECASE), _day_beside),
    (re.compile(r"=>"), _sign(">=")),
    (re.compile(r"=<"), _sign("<=")),
    (re.compile(r"\bbetween\b", re.IGNORECASE), _between),
    (re.compile(r"(?<![\w.])\d+(\.\d+)?\s?%"), _percentage),
    (re.compile(rf"{_AFTER_SIGN}\d{{1,3}}([,\s]\d{{3}})+(?![\w,])"), _thousands),
    (re.compile(rf"{_AFTER_SIGN}\d{{1,3}}(?:['’]\d{{3}})+(?![\w,])"), _thousands),
    (re.compile(rf"{_AFTER_SIGN}\d+,\d+(?![\w,])"), _decimal),
    (re.compile(r"(?<!\w)([€$£]|[A-Z]{3}(?=\s))\s*(\d+(?:\.\d+)?)"), _currency),
    (re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)\s*(?!{_WORDS})([A-Za-z€$£]+)"), _unit),
    (
        re.compile(rf"([\w.]+)\s+is\s+(not\s+)?({_UNANSWERED})\b", re.IGNORECASE),
        _asks_for_an_answer,
    ),
    (re.compile(r"\bis(\s+not)?\b"), _is),
    (re.compile(r"\bimplies\b|--?>|→|⇒"), _no("implies", "not a or b")),
    (re.compile(r"\bxor\b", re.IGNORECASE), _no("", "exactly(1, a, b)")),
    (re.compile(r"\bunless\b", re.IGNORECASE), _no("", "a and not b")),
    (re.compile(r"\bthen\b", re.IGNORECASE), _no("if … then", "a and b")),
    (re.compile(r"\?"), _no_question),
    (re.compile(rf"\b({_INSIDE})\b(?!\s*\()", re.IGNORECASE), _member),
    (re.compile(r"\b(exists|forall|for\s+(?:all|any|each|every)|some|every)\b"), lambda _: LISTS),
)  # fmt: skip


_POINTS = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?:\.\d{3})+(?![\w.])")
_UNSPACED = re.compile(r"(?<![<>=*+-])(?<![<>=*+-]\s)(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?![\w.])")
_COMMAS = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?:,\d{3})*,0\d\d(?:,\d{3})*(?![\w.])")


def ambiguous_number(text: str) -> Spelling | None:
    """A number that reads as another one than may be meant: 10.000 for ten thousand; or None.

    `text`: the condition with what stands in quotes blanked out.
    """
    found = _POINTS.search(text)
    if found is None:
        found = _COMMAS.search(text)  # (10,000) is 10 and 0 to Python
        if found is not None:
            return Spelling(found.start(), *_thousands(found))
        found = _UNSPACED.search(text)  # (1,100) is 1 and 100 to Python
        return Spelling(found.start(), *_one_or_several(found)) if found else None
    written = found.group()
    if decimals_after := re.match(r",(\d+)(?![\w,.])", text[found.end() :]):
        says = Sentence(
            "a number has a point before its decimals, and no signs between its thousands"
        )
        return Spelling(found.start(), says, f"{written.replace('.', '')}.{decimals_after[1]}")
    whole, *groups = written.split(".")
    expected = written.replace(".", "")
    if len(groups) == 1:
        decimals = groups[0].rstrip("0") or "0"
        shown = decimals if len(decimals) < len(groups[0]) else groups[0] + "0"
        expected = either(expected, f"{whole}.{shown}")
    says = Sentence("{written} may be thousands, or a number with decimals", written=written)
    return Spelling(found.start(), says, expected)


def other_spelling(text: str) -> Spelling | None:
    """The first spelling of another language in a condition; None where there is none.

    `text`: the condition with what stands in quotes blanked out.
    """
    found = [
        (match.start(), order, told(match))
        for order, (pattern, told) in enumerate(_SPELLINGS)
        if (match := pattern.search(text))
    ]
    if not found:
        return None
    at, _, (says, expected) = min(found)
    return Spelling(at, says, expected)
