"""The questions about one answer, as users ask them: of an assessment, or of a case in any form.

A case is a UseCase, a dict of answers, or the path of a case file (also `example:tay`); it is
assessed first, on the day `on` and with the knowledge `base`, as `engine.assess` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from engine.assessment import Assessment, assess
from engine.proven import About
from explain.argue import first_answer as _first_answer
from explain.argue import why as _why
from explain.argue import why_not as _why_not
from explain.argue.explanation import Explanation
from explain.argue.first_answer import FirstAnswer
from explain.argue.why_not import WhyNot
from explain.ask import comparison as _comparison
from explain.ask import questions as _questions
from explain.ask import smallest_change as _smallest_change
from explain.ask.comparison import Comparison
from explain.ask.questions import Questions
from explain.ask.smallest_change import MOST_SETS, SmallestChange
from knowledge.base import KnowledgeBase
from knowledge.cases.given import CASES, Case, Day, given_day
from knowledge.cases.use_case import CaseModel
from knowledge.faults import kind_of

Asked: TypeAlias = Assessment | Case


def first_answer(
    case: Asked, on: Day | None = None, *, base: KnowledgeBase | None = None
) -> FirstAnswer:
    """The first answer, on one screen: verdict and tier with the reachable ones, duties by day, the
    most urgent gaps, contradictions, presumptions, the next questions. Proven.

    Raises what `assess` raises, and `TypeError` for another day or base than an assessment's own.
    """
    return _first_answer.first_answer(assessed(case, on, base))


def why(
    case: Asked,
    proposition: str = _why.VERDICT,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    prove: bool = True,
) -> Explanation:
    """The explanation of the truth value of `proposition`, by default of the verdict.

    `prove`: of the verdict, the changes that further answers can make are proven, and told.

    For the verdict: each ground and its premises, the exceptions claimed and their outcomes,
    required controls, misconceptions, consequences, contradictions, open questions, sources.

    Raises `UnknownName` with the nearest name where there is no such proposition, and what
    `first_answer` raises.
    """
    return _why.why(assessed(case, on, base), _name(proposition), prove=prove)


def why_not(
    case: Asked, proposition: str, on: Day | None = None, *, base: KnowledgeBase | None = None
) -> WhyNot:
    """The argument why `proposition` does not hold, or is not known to. A verdict may go by its id
    alone.

    Raises `UnknownName` with the nearest name where there is no such proposition, and what
    `first_answer` raises.
    """
    return _why_not.why_not(assessed(case, on, base), _name(proposition))


def open_attributes(
    case: Asked,
    proposition: str | None = None,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
) -> list[str]:
    """The unanswered attributes that leave a proposition unknown, by default the verdict.

    None where it is true or false, or one verdict alone is left as a candidate: an answer may turn
    it all the same, and which ones can, `questions` proves. Raises `UnknownName` with the nearest
    name where there is no such proposition, and what `first_answer` raises.
    """
    name = None if proposition is None else _name(proposition)
    return _why.open_attributes(assessed(case, on, base), name)


def questions(
    case: Asked,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    about: About | Literal["all"] = "verdict",
) -> Questions:
    """The unanswered attributes that can still change the verdict, in the order of use.

    `about`: what they can change instead: the "tier", the "duties", the "controls", or "all". It is
    proven of each that it can, and of all others that they cannot. Raises `UnknownName` where
    nothing of that name can be asked about, and what `first_answer` raises.
    """
    return _questions.questions(assessed(case, on, base), about)


def smallest_change(
    case: Asked,
    to: str,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    most: int = MOST_SETS,
) -> SmallestChange:
    """Every smallest set of changes after which the verdict is `to`, at most `most` of them.

    Only attributes change that the vocabulary marks as actionable. Each set is proven minimal, and
    confirmed by assessing the changed case. `to` is the id of a verdict, such as
    "experiment_excepted". Raises `UnknownName` where there is no such verdict,
    `ValueError` where `most` is less than 1, and what `first_answer` raises.
    """
    if most < 1:
        raise ValueError(f"at least one set of changes is asked for, not {most}")
    return _smallest_change.smallest_change(assessed(case, on, base), _name(to), most=most)


def comparison(a: Asked, b: Asked, *, supposed: Iterable[str] = ()) -> Comparison:
    """The differences between two cases, in facts, conclusions and reasons.

    `supposed` names the attributes that are only supposed in `b`. Raises what `assess` raises.
    """
    return _comparison.comparison(assessed(a), assessed(b), supposed=supposed)


def assessed(case: Asked, on: Day | None = None, base: KnowledgeBase | None = None) -> Assessment:
    """The assessment that is asked about: the one given, or that of the case given.

    Raises `InvalidCase` with every fault in the case, and `TypeError` where it is neither.
    """
    if isinstance(case, Assessment):
        another_base = base is not None and base is not case.base
        if another_base or (given_day(on) or case.on) != case.on:
            raise TypeError(
                f"this assessment is as of {case.on}, by its own knowledge; "
                "to ask about another day or knowledge, give the case"
            )
        return case
    if not isinstance(case, (CaseModel, Mapping, str)) and not isinstance(case, Path):
        raise TypeError(f"give an assessment, {CASES}, not {kind_of(case)}")
    return assess(case, on, base=base)


def _name(proposition: str) -> str:
    if not isinstance(proposition, str):
        raise TypeError(f"a proposition or verdict is named by a text, not {kind_of(proposition)}")
    return proposition
