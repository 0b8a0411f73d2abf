"""A test of a rule as one case decided it: data, which whoever prints it words in any language.

The stated value is kept as it is; the pattern of the sentence, and what stands in its places, are
made when somebody first asks for them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from datetime import date
from threading import Lock
from typing import Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from knowledge.conditions.evaluation import PARAMETER, Facts
from knowledge.conditions.tree import COMPLEMENT, Attr, Const, Param, Test, terms_of
from knowledge.conditions.wording import ANSWERED, Phrase, phrase
from knowledge.rules.plain import Literal
from knowledge.rules.writing import premise_text
from knowledge.truth import Mode

Stated: TypeAlias = tuple[tuple[str, Any], ...]  # attribute → what was stated for it, or None


class Comparison:
    """A premise of a rule about the stated facts, and how it came out.

    Two are equal where they are worded alike: `at least 10` that fails, and `less than 10` that
    holds. Immutable.
    """

    __slots__ = ("_facts", "_phrase", "_stated", "mode", "test", "truth", "twin", "value")

    test: Test | str  # the test; its text as a condition where it was read back from JSON
    mode: Mode  # how the rule looks at the test
    value: bool | None  # the truth of the test
    truth: bool | None  # the truth of what the rule asks for
    twin: int | Phrase  # the same for all of one case that are worded alike

    def __init__(
        self,
        test: Test,
        mode: Mode,
        value: bool | None,
        truth: bool | None,
        facts: Facts,
        others: Worded,
    ):
        """`others`: the comparisons of the same case so far, which it is added to."""
        self.test, self.mode, self.value, self.truth = test, mode, value, truth
        self._facts: Facts = facts
        self._phrase: Phrase | None = None
        self._stated: Stated | None = None
        others.add(self)

    @property
    def presumed(self) -> bool:
        """Whether nobody answered it, and the rule asks for no more."""
        return self.value is None and self.mode is Mode.NOT_ESTABLISHED

    @property
    def condition(self) -> str:
        """The premise in the condition language."""
        return (
            self.test if isinstance(self.test, str) else premise_text(Literal(self.test, self.mode))
        )

    @property
    def phrase(self) -> Phrase:
        """The pattern of its sentence, and what stands in the places."""
        if self._phrase is None:
            assert isinstance(self.test, Test)
            open_ = self.mode is not Mode.IS
            self._phrase = phrase(self.test, self._facts, self.value, presumed=open_)
        return self._phrase

    @property
    def stated(self) -> Stated:
        """The attributes that it reads, each with what was stated for it."""
        if self._stated is None:
            assert isinstance(self.test, Test)
            self._stated = tuple(
                (term.name, _tuples(plain(self._facts.get(term.name))))
                for term in terms_of(self.test)
                if isinstance(term, Attr)
            )
        return self._stated

    def claims(self, attributes: Collection[str]) -> bool:
        """Whether it tells no more than that one of these attributes was answered."""
        return self.phrase[0] == ANSWERED and self.stated[0][0] in attributes

    def bucket(self) -> Hashable:
        """The same for any two of one case that are worded alike, and for few others.

        That is the name that the sentence begins with, and what it is compared with.
        """
        test = self.test
        assert isinstance(test, Test)
        left, other = test.left, self._other(test)
        if self.value is None:
            missing = tuple(name for name, value in self.stated if value is None)
            # in another mode than `is`, it is not told what was asked
            return (*missing, other) if self.mode is Mode.IS else missing
        if not isinstance(left, Attr):
            return self.phrase
        name, found = left.name, self._facts.get(left.name)
        match test.op:
            case "known" | "unanswered":
                return (name, None) if found is not None else (name,)
            case "includes" | "excludes":
                return name, other if found else None
            case "empty" | "nonempty":  # one member is worded as a member that is asked for
                return (name, *found) if found and len(found) == 1 else (name, None)
        return name, other

    def _other(self, test: Test) -> Hashable:
        right = test.right
        if isinstance(right, tuple) and len(right) == 1:
            return right[0]
        if isinstance(right, Const):
            return right.value
        return self._facts.get(PARAMETER + right.name) if isinstance(right, Param) else right

    def complements(self, other: Comparison) -> bool:
        """Whether both put one question, the one way round or the other, and it is decided."""
        test, its = self.test, other.test
        if self.value is None or isinstance(test, str) or isinstance(its, str):
            return False
        same = test.left == its.left and test.right == its.right
        return same and its.op in (test.op, COMPLEMENT[test.op])

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Comparison) and self.phrase == other.phrase

    def __hash__(self) -> int:
        return hash(self.phrase)

    def __repr__(self) -> str:
        return f"<{self.condition}: {self.truth}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as data, without the facts of the whole case."""
        return Comparison.read, (self.data(),)

    def data(self) -> dict[str, Any]:
        """It as JSON holds it."""
        return {
            "condition": self.condition,
            "mode": self.mode.value,
            "value": self.value,
            "truth": self.truth,
            "presumed": self.presumed,
            "phrase": self.phrase,
            "stated": self.stated,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Comparison:
        """The comparison that `data` gave."""
        found = cls.__new__(cls)
        found.test, found.mode = data["condition"], Mode(data["mode"])
        found.value, found.truth = data["value"], data["truth"]
        found._facts, found._stated = {}, _tuples(data["stated"])
        found._phrase = found.twin = _tuples(data["phrase"])
        return found

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.union_schema(
            [
                core_schema.is_instance_schema(cls),
                core_schema.no_info_plain_validator_function(cls.read),
            ],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(cls.data),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        truth = {"enum": [True, False, None]}
        return {
            "type": "object",
            "title": "Comparison",
            "description": "a test of a rule, as it was decided",
            "properties": {
                "condition": {"type": "string", "description": "what the rule asked for"},
                "mode": {"enum": [mode.value for mode in Mode]},
                "value": {**truth, "description": "the truth of the test"},
                "truth": {**truth, "description": "the truth of what the rule asked for"},
                "presumed": {
                    "type": "boolean",
                    "description": "nobody answered it, and the rule asks for no more",
                },
                "phrase": {
                    "type": "array",
                    "description": "the pattern of its sentence, and what stands in the places",
                },
                "stated": {
                    "type": "array",
                    "description": "the attributes that it reads, each with what was stated",
                },
            },
        }


class Worded:
    """The comparisons of one case, by how they are worded; several threads may add one."""

    def __init__(self) -> None:
        self._firsts: dict[Hashable, Comparison] = {}  # bucket → the first in it
        self._phrases: dict[Phrase, int] = {}  # of those that are in one bucket
        self._count = 0
        self._adding = Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_adding"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state, _adding=Lock())

    def add(self, new: Comparison) -> None:
        """Give a comparison its number, which is that of one before it that is worded alike."""
        with self._adding:
            new.twin = self._number(new)

    def _number(self, new: Comparison) -> int:
        self._count += 1
        first = self._firsts.setdefault(new.bucket(), new)
        if first is new:
            return self._count
        assert isinstance(first.twin, int)
        if first.complements(new):
            return first.twin
        self._phrases.setdefault(first.phrase, first.twin)
        return self._phrases.setdefault(new.phrase, self._count)


def plain(value: Any) -> Any:
    """A value as JSON holds it; a set as a list in order."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _tuples(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
