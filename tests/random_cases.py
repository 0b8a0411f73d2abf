"""Random partial cases of the shipped knowledge, seeded,
for tests of what is proven about verdicts.

`tests/sizes.py` says how many are tried.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from engine import Assessment, assess
from knowledge import UseCase, load
from knowledge.cases.use_case import EARLIEST, LATEST, nested
from knowledge.entries import Attribute
from tests.conftest import ANALYTICS, DAY, DEMONSTRATION, EXPERIMENT, PRODUCTION
from tests.sizes import random_count

COUNT = random_count(12, 300)
BASE = load()
TIME_BOX = {
    "starts_on": DAY,
    "ends_on": DAY + timedelta(days=60),
    "retirement_accepted": True,
    "written_agreement": True,
    "relied_on_for": frozenset[str](),
}
QUIET = {  # what speaks for production engineering, ruled out
    **EXPERIMENT,
    "relied_on_for": frozenset[str](),
    "customer_channels": frozenset[str](),
    "prohibited_practices": frozenset[str](),
    "annex_iii": frozenset[str](),
    "volume_multiple": 1.0,
    "business_units": 1,
    "insurance_pricing": False,
}
PROFILES: tuple[dict[str, Any], ...] = (
    {},
    EXPERIMENT,
    PRODUCTION,
    QUIET,
    QUIET,
    {**QUIET, **ANALYTICS},
    {**QUIET, "output_use": "operational", **ANALYTICS},
    {**QUIET, "failure_impact": "disruption", **DEMONSTRATION},
    {**QUIET, "accuracy_requirement": "threshold", **TIME_BOX},
    {**QUIET, "prohibited_practices": frozenset({"social_scoring"})},
)


def any_value(attribute: Attribute, random: Random) -> Any:
    """A value that an attribute may state: near to where rules look, or far from it."""
    match attribute.type:
        case "bool":
            return random.random() < 0.5
        case "enum":
            return random.choice(attribute.choices)
        case "set":
            share = random.choice((0.0, 0.1, 0.5))
            return frozenset(member for member in attribute.choices if random.random() < share)
        case "integer":
            value = random.choice((random.randint(-3, 5), random.randint(-1_000, 1_000)))
            return value if attribute.minimum is None else max(int(attribute.minimum), value)
        case "number":
            return random.choice(
                (float(random.randint(0, 12)), random.uniform(0, 25), 10 ** random.uniform(-6, 27))
            )
        case "date":
            near, far = random.randint(-120, 120), random.randint(-900, 900)
            anywhere = date.fromordinal(random.randint(EARLIEST.toordinal(), LATEST.toordinal()))
            return random.choice((DAY + timedelta(days=near), DAY + timedelta(days=far), anywhere))
    return random.choice(("a text", "another text"))


@lru_cache(maxsize=1)
def random_cases() -> tuple[Assessment, ...]:
    """The cases, assessed."""
    return tuple(random_case(Random(f"case {number}")) for number in range(COUNT))


def random_case(random: Random) -> Assessment:
    """A profile with some answers taken back, and others given at random."""
    stated = dict(random.choice(PROFILES))
    dropped, added = random.choice((0.0, 0.1, 0.4)), random.choice((0.0, 0.02, 0.1, 0.5, 0.95))
    stated = {name: value for name, value in stated.items() if random.random() >= dropped}
    for name, attribute in BASE.attributes.items():
        if name not in ("name", "today") and random.random() < added:
            calm = random.random() < 0.6 and name in QUIET
            stated[name] = QUIET[name] if calm else any_value(attribute, random)
    day = DAY if random.random() < 0.7 else DAY + timedelta(days=random.randint(-900, 900))
    return verdict_of(stated, day)


def verdict_of(stated: dict[str, Any], day: date, chainer: Any = "semi-naive") -> Assessment:
    """What follows from a case of the shipped knowledge that states this, under dotted names."""
    known = {name: value for name, value in stated.items() if value is not None and name != "name"}
    return assess(UseCase.model_validate(nested({"name": "case", **known})), day, chainer=chainer)


def extension(case: Assessment, random: Random, *, answered: float | None = None) -> dict[str, Any]:
    """Answers to some of the attributes that a case leaves open,
    often such that no single one of them settles the verdict.
    """
    profile, calm = random.choice(PROFILES), random.choice((0.0, 0.5, 0.9, 1.0))
    share = random.choice((0.1, 0.5, 0.9, 1.0)) if answered is None else answered
    found = {}
    for name, attribute in BASE.attributes.items():
        if case.facts.get(name) is None and random.random() < share:
            found[name] = (
                profile[name]
                if name in profile and random.random() < calm
                else any_value(attribute, random)
            )
    return found
