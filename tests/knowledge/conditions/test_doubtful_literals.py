"""Numbers and texts that Python would read with a warning are typing errors in a condition."""

from __future__ import annotations

import ast
import warnings

import pytest

from knowledge.conditions.doubtful_literals import doubtful
from knowledge.conditions.parsing import Code
from knowledge.faults import BadExpression

REFUSED = {  # condition → where, what Python says
    "a > 3and b": (4, "invalid decimal literal"),
    "a > 1.5or b": (6, "invalid decimal literal"),
    "a > 1_0if b": (6, "invalid decimal literal"),
    "a in 0x1for": (8, "invalid hexadecimal literal"),
    "0b1and a": (2, "invalid binary literal"),
    "0o7and a": (2, "invalid octal literal"),
    "1jis a": (1, "invalid imaginary literal"),
    r"a == '\d'": (5, r"invalid escape sequence '\d'"),
    r'a == "\400"': (5, r"invalid octal escape sequence '\400'"),
    r"a or'\d'": (4, r"invalid escape sequence '\d'"),
}
READ = (
    "a > 3 and b",
    "(3)and a",
    "a1and == 2",
    "a == '3and'",
    "a == '3in' or b",
    r"a == r'\d'",
    r"a == '\'3and'",
    r"a == '\n\x41'",
)


@pytest.mark.parametrize("condition", REFUSED)
def test_what_python_warns_of_is_found(condition):
    assert doubtful(condition) == REFUSED[condition]
    with pytest.raises(BadExpression):
        Code(condition).parsed()


@pytest.mark.parametrize("condition", READ)
def test_what_python_reads_without_a_word_is_read(condition):
    assert doubtful(condition) is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ast.parse(condition, mode="eval")


def test_the_filters_of_the_process_stay_while_a_condition_is_read(monkeypatch):
    """Other threads warn by them; two readers that put them back may leave those of the other."""
    seen, parse = [], ast.parse

    def spied(*given, **options):
        seen.append(list(warnings.filters))
        return parse(*given, **options)

    monkeypatch.setattr(ast, "parse", spied)
    Code("a == 'no condition was like this before'").parsed()
    assert seen == [list(warnings.filters)]
