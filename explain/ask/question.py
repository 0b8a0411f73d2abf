"""A question that is worth asking, as data; `explain.ask.why_asked` tells why it is asked."""

from __future__ import annotations

from pydantic import Field

from engine.proven import About
from explain.forms.data import Data
from explain.forms.unproven import Unproven
from knowledge.cases.stated import Stated


class Question(Data):
    """An unanswered attribute whose answer can still change what is asked about."""

    attribute: str
    about: About = Field(default="verdict", description="what the answer can change")
    question: str
    meaning: str
    answers: tuple[str, ...] = Field(description="what may be answered, with its meaning")
    meanings: dict[str, str] = Field(
        default_factory=dict, description="the same: value → its meaning"
    )
    source: tuple[str, ...]
    settles: float = Field(
        description=(
            "share of the other questions that its answers make needless on average, from 0 to 1"
        )
    )
    given: dict[str, Stated] = Field(
        description="a minimal set of answers to other open questions that makes this one decisive"
    )
    answer: Stated = Field(
        description="an answer that then changes the verdict; null where it only opens other "
        "questions"
    )
    before: str = Field(
        description="the verdict, or the tier, with what is given; empty of duties and controls"
    )
    after: str = Field(description="the same with the answer as well")
    leads_to: str = Field(
        default="",
        description="the strictest verdict, or tier, but the present one that an answer to it can "
        "lead to, with others that do not contradict each other; empty where there is none",
    )
    leads_to_proposition: str = Field(default="", description="the same, by its proposition")
    leads_to_title: str = Field(default="", description="the same, in words")
    opens: dict[str, str] = Field(
        default_factory=dict,
        description="attribute → its question, for those that make sense only after this one",
    )
    only_opens: bool = Field(
        default=False, description="it changes nothing itself: others that do wait for it"
    )
    bears_on: tuple[str, ...] = Field(description="what hangs on it, as it reads after `whether`")
    entries: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    dated: dict[str, str] = Field(
        default_factory=dict,
        description="schedule, by the key of its entry → which duties bind by it, where the answer "
        "changes from which day they do",
    )
    because: str = Field(default="", description="why it is asked, in English")
    look_first: tuple[str, ...] = Field(
        default=(), description="the answers that the profile of the case looks at first"
    )
    unproven: Unproven | None = Field(
        default=None,
        description="why it is not proven that an answer changes the verdict, nor that none does;"
        " there is no answer to show then",
    )
