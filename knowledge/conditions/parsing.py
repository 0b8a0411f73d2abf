"""From the text of a condition to Python's syntax tree, which is read and never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from io import StringIO
from keyword import iskeyword
from tokenize import COMMENT, generate_tokens

from knowledge.conditions.doubtful_literals import doubtful
from knowledge.conditions.python_faults import expected_by_python, said_by_python
from knowledge.conditions.spelling import ambiguous_number, either, no_day, other_spelling
from knowledge.faults import BadExpression, Fault, Place, UnknownName, WrongType
from knowledge.limits import DEEPEST_CONDITION, LARGEST_NUMBER, LONGEST_CONDITION, MOST_OPERANDS
from knowledge.sentence import Sentence
from knowledge.written_days import day_meant

FORMS = Sentence(
    "comparisons, {forms}",
    forms="in, and, or, not, established(…), known(…), empty(…), missing(…), "
    "any(family.*), any(family.* except member), all(family.*), at_least(2, …), at_most(2, …), "
    "exactly(2, …), count(…) >= 2, points({condition: 1, …}) >= 2",
)

_BLANK = re.compile("[\n\u00a0\u2009\u202f]")
_FAMILY = re.compile(r"\.\*(?=\s*[),:]|\s+except\b)")
_EXCEPT = re.compile(r"(?<=\._)(\s+)except\b")  # once the family is read
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_DOTTED = re.compile(r"[a-z]\w*(?:\.\w+)+")
_DAY = re.compile(r"(?<![\w.-])\d{4}-\d{1,2}-\d{1,2}(?![\w.-])")
_OTHER_DAY = re.compile(r"(?<![\w./])\d{1,2}/\d{1,2}/\d{4}(?![\w./])")
# duty.27 is no name in Python: a letter stands for a digit after a dot, outside quoted texts
_DIGITS = "ႠႡႢႣႤႥႦႧႨႩ"
_DIGIT_OR_QUOTED = re.compile(rf"{_QUOTED.pattern}|(?<=[A-Za-z_]\.)\d")
_ONE_EQUALS_SIGN = re.compile(r"(?<![=!<>])=(?!=)")

MOST_SOUND = 4096  # conditions whose trees are kept
# the trees of conditions without a fault: own packs read the shipped ones again
_sound: dict[str, ast.expr] = {}


class Code:
    """The text of a condition, parsed by Python's own parser, and where its parts stand."""

    def __init__(self, text: str, locate: Callable[[int], Place] | None = None):
        """`locate`: from an offset in the text to its place in a file."""
        self.text, self.locate = text, locate
        # ground.*, except and duty.27 are not Python; the same length keeps the columns
        named = _DIGIT_OR_QUOTED.sub(_as_letter, _BLANK.sub(" ", text))
        source = _FAMILY.sub("._", named).strip()
        self._excepts = frozenset(found.end(1) for found in _EXCEPT.finditer(source))
        self.source = _EXCEPT.sub(r"\1@     ", source)

    def parsed(self) -> ast.expr:
        """Its syntax tree, which nobody changes. Raises `BadExpression`."""
        tree = _sound.get(self.text)
        if tree is None:
            tree = self._parsed()
            if len(_sound) >= MOST_SOUND:
                _sound.clear()
            _sound[self.text] = tree
        return tree

    def _parsed(self) -> ast.expr:
        if len(self.text) > LONGEST_CONDITION:
            raise BadExpression(
                Sentence("the condition has {count} characters", count=len(self.text)),
                self._place(0),
                text=self.text,
                expected=Sentence("at most {count}", count=LONGEST_CONDITION),
            )
        if not self.source:
            says = Sentence("there is no condition here")
            raise BadExpression(says, self._place(0), text=self.text, expected=FORMS)
        self._refuse_bare_days()
        self._refuse_ambiguous_numbers()
        try:
            if (doubt := doubtful(self.source)) is not None:
                raise SyntaxError(doubt.says, ("", 1, doubt.at + 1, self.source))
            tree = ast.parse(self.source, mode="eval").body
        except SyntaxError as error:
            self.refuse_other_spellings()
            self._refuse_one_equals_sign()
            self._refuse_keywords_in_names()
            raise BadExpression(
                Sentence("this cannot be read: {reason}", reason=said_by_python(error.msg)),
                self._place((error.offset or 1) - 1),
                text=self.text,
                expected=expected_by_python(error.msg) or FORMS,
            ) from error
        except (RecursionError, MemoryError, ValueError) as error:
            says = Sentence("this cannot be read: it is nested too deeply")
            raise BadExpression(says, self._place(0), text=self.text) from error
        if isinstance(tree, ast.Tuple):
            self.refuse_other_spellings()  # 10,000 is two numbers to Python
            raise self._several(tree)
        if _depth(tree) > DEEPEST_CONDITION:
            raise BadExpression(
                Sentence("this is nested too deeply"),
                self._place(0),
                text=self.text,
                expected=Sentence("at most {count} levels", count=DEEPEST_CONDITION),
            )
        if "#" in self.source:
            self._refuse_comments()
        self._refuse_large_numbers(tree)
        return tree

    def _several(self, tree: ast.Tuple) -> Fault:
        """The fault of parts with commas between them, and no parentheses around them."""
        first, *others = tree.elts
        match first:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Constant()]) if all(
                isinstance(other, ast.Constant) for other in others
            ):
                values = ", ".join(map(self.written, [first.comparators[0], *others]))
                how = "in" if isinstance(first.ops[0], ast.In) else "not in"
                says = Sentence("several values stand in parentheses")
                expected = f"{self.written(first.left)} {how} ({values})"
                return self.fault(BadExpression, says, first.comparators[0], expected=expected)
        says = Sentence("conditions are joined by and, or by or")
        match tree.elts[-1]:
            case ast.Compare(left=last, ops=[ast.In() | ast.NotIn() as op], comparators=[whole]):
                before = tree.elts[:-1]
                if all(isinstance(item, ast.Constant) for item in (*before, last)):
                    how = "in" if isinstance(op, ast.In) else "not in"
                    each = [f"{self.written(item)} {how} {self.written(whole)}" for item in before]
                    each.append(self.written(tree.elts[-1]))
                    expected = either(" and ".join(each), " or ".join(each))
                    return self.fault(BadExpression, says, tree, expected=expected)
        a, b = map(self.written, tree.elts[:2]) if len(tree.elts) > 1 else ("a", "b")
        return self.fault(BadExpression, says, tree, expected=either(f"{a} and {b}", f"{a} or {b}"))

    def _refuse_large_numbers(self, tree: ast.expr) -> None:
        """Before anybody writes one: Python writes no whole number of thousands of digits."""
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, (int, float)):
                continue
            if node.value > LARGEST_NUMBER:
                raise self.fault(
                    WrongType,
                    Sentence("this number is too large"),
                    node,
                    expected=Sentence("at most {count}", count=f"{LARGEST_NUMBER:.0e}"),
                )

    def _refuse_comments(self) -> None:
        """A condition is one line to Python, so that a comment would hide everything after it."""
        for token in generate_tokens(StringIO(self.source).readline):
            if token.type == COMMENT:
                raise BadExpression(
                    Sentence("a condition has no comments"),
                    self._place(token.start[1]),
                    text=self.text,
                    expected=Sentence("a comment of the YAML file, outside the condition"),
                )

    def _refuse_keywords_in_names(self) -> None:
        """Python has names of its own for some words: `a.class` is none to it."""
        for found in _DOTTED.finditer(self._without_texts()):
            if keyword := next(filter(iskeyword, found.group().split(".")), None):
                raise UnknownName(
                    Sentence(
                        "no name has the part {keyword}, a keyword of the condition language",
                        keyword=repr(keyword),
                    ),
                    self._place(found.start()),
                    text=self.text,
                    names=(found.group(),),
                )

    def _refuse_bare_days(self) -> None:
        """Python would read the date as a subtraction, or as numbers with leading zeros."""
        found = _DAY.search(self._without_texts())
        if other := _OTHER_DAY.search(self._without_texts()):
            raise BadExpression(
                no_day(other.group()),
                self._place(other.start()),
                text=self.text,
                expected=day_expected(other.group()),
            )
        if found:
            raise BadExpression(
                Sentence('write the date as date("{day}")', day=found.group()),
                self._place(found.start()),
                text=self.text,
                expected=Sentence("date(…), or a parameter that holds the date"),
            )

    def _refuse_ambiguous_numbers(self) -> None:
        """Python would read 10.000 as ten, and (10,000) as ten and zero."""
        if found := ambiguous_number(self._without_texts()):
            raise BadExpression(
                found.says, self._place(found.at), text=self.text, expected=found.expected
            )

    def refuse_other_spellings(self) -> None:
        """Refuse spellings of other languages."""
        if found := other_spelling(self._without_texts()):
            raise BadExpression(
                found.says, self._place(found.at), text=self.text, expected=found.expected
            )

    def _refuse_one_equals_sign(self) -> None:
        """The commonest mistake in a comparison."""
        found = _ONE_EQUALS_SIGN.search(self._without_texts())
        if found:
            says = Sentence("use == to compare")
            raise BadExpression(says, self._place(found.start()), text=self.text)

    def _without_texts(self) -> str:
        """The condition with quoted texts blanked out; the same length keeps the columns."""
        return _QUOTED.sub(lambda found: " " * len(found.group()), self.source)

    def excepts(self, node: ast.BinOp) -> bool:
        """Whether a part of the condition is a family, followed by `except` and a member of it."""
        if not isinstance(node.op, ast.MatMult):
            return False
        between = range(self._offset(node.left.end_col_offset), self._offset(node.right.col_offset))
        return not self._excepts.isdisjoint(between)

    def _offset(self, column: int | None) -> int:
        """The offset of a column of Python's, which counts bytes."""
        return len(self.source.encode()[:column].decode(errors="ignore"))

    def span(self, node: ast.expr) -> tuple[int, int]:
        """The offsets at which a part of the condition begins and ends in its text."""
        lead = len(self.text) - len(self.text.lstrip())
        return (
            self._offset(node.col_offset) + lead,
            self._offset(node.end_col_offset) + lead,
        )

    def written(self, node: ast.expr) -> str:
        """A part of the condition as it is written."""
        start, end = self.span(node)
        return self.text[start:end].replace("\n", " ")

    def fault(
        self,
        kind: type[Fault],
        message: str,
        node: ast.expr,
        expected: str = "",
        near: str | None = None,
        names: tuple[str, ...] = (),
    ) -> Fault:
        """A fault of a part of the condition."""
        return kind(
            message,
            self._place(self._offset(node.col_offset)),
            text=self.text,
            expected=expected,
            nearest=near,
            names=names,
        )

    def _place(self, offset: int) -> Place | None:
        lead = len(self.text) - len(self.text.lstrip())
        return self.locate(offset + lead) if self.locate else None


def day_expected(written: object) -> str:
    """How a day is written that a text or numbers may mean."""
    return day_meant(written, 'date("{}")') or Sentence(
        'date("YYYY-MM-DD"), or a parameter that holds the date'
    )


def spelt(name: str) -> str:
    """A name as it was written: digits that letters stood for are digits again."""
    return name.translate(_AS_DIGITS)


_AS_DIGITS = str.maketrans(_DIGITS, "0123456789")


def _as_letter(found: re.Match[str]) -> str:
    text = found.group()
    return _DIGITS[int(text)] if text.isdecimal() else text


def _depth(tree: ast.expr) -> int:
    """The depth of a tree; counted without recursion, which is what it guards against.

    A sum of as many numbers as a calculation may have is one level.
    """
    deepest, waiting = 0, [(tree, 1, 1)]
    while waiting:
        node, depth, operands = waiting.pop()
        deepest = max(deepest, depth)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.expr):
                continue
            in_chain = isinstance(node, ast.BinOp) and child is node.left
            if in_chain and isinstance(child, ast.BinOp):
                waiting.append((child, depth + (operands >= MOST_OPERANDS), operands + 1))
            else:
                waiting.append((child, depth + 1, 1))
    return deepest
