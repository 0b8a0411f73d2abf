"""A public case on one page: the answer, its picture, why, what would change it, and the dates to
know.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from engine import Assessment, assess
from engine.legal import tier_titles
from explain import smallest_change, timeline, why
from explain.argue.explanation import Explanation
from explain.argue.layout import finding_statement, ground_statement
from explain.argue.legal_layout import tier_statement
from explain.argue.outlook import Outlook
from explain.argue.outlook_layout import can_change, headline, presumed, tier_outlook
from explain.ask.smallest_change import SmallestChange
from explain.forms.spoken import titled_work
from explain.forms.templating import fill
from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXAMPLE
from knowledge.cases.stories import read_case_in
from knowledge.cases.use_case import CaseModel
from knowledge.entries import Verdict
from knowledge.entries import derived_names as names
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words


class Day(NamedTuple):
    """A day on which something begins."""

    on: date
    says: str


class GalleryCase(NamedTuple):
    """A public case, assessed and explained."""

    name: str
    case: CaseModel
    assessment: Assessment
    explanation: Explanation
    # the day whose law tells from when duties bind: a date may have moved since the case
    law_of: date

    @classmethod
    def of(cls, name: str, day: date, words: Words | None = None) -> GalleryCase:
        """The example of this name, as of the day that it states, else of `day`.

        `words`: the language in which it tells its story (English).
        """
        case = read_case_in(f"{EXAMPLE}{name}", words)
        assessment = assess(case, case.stated().get("today") or day)
        return cls(name, case, assessment, why(assessment), day)

    def page(self, examples: str, words: Words) -> str:
        """The page as Markdown; `examples` is the way to the folder of the case's file."""
        told = self.explanation
        moot = [ground.argument for ground in told.grounds if ground.status == "open"]
        return fill(
            "gallery_case.md",
            e=told,
            headline=self.headline(words),
            banners=[
                *(words.statement(one.entry, one.title) for one in told.banners),
                *([told.as_if.told(words)] if told.as_if else ()),
            ],
            reserve=can_change(self.outlook, words),
            ahead=tier_outlook(self.outlook, words),
            presumed=[presumed(one, words) for one in self.outlook.presumed],
            name=self.name,
            description=self.case.stated().get("description", ""),
            moot=[words.statement(one.proposition, one.statement) for one in moot],
            ways=self.ways(),
            days=self.days(words),
            examples=examples,
            law_of=self.law_of,
            w=words,
            say=words.say,
            tier=tier_statement(told.legal, words) if told.legal else "",
            ground_line=partial(ground_statement, words=words),
            finding_line=partial(finding_statement, words=words),
            work_title=partial(titled_work, words=words),
            barring=partial(_barring, words=words),
        )

    @property
    def outlook(self) -> Outlook:
        """The changes that further answers can make."""
        assert self.explanation.outlook is not None
        return self.explanation.outlook

    def headline(self, words: Words) -> str:
        """The verdict, with the reserve under which it holds."""
        told = self.explanation
        return headline(words.statement(told.proposition, told.headline), self.outlook, words)

    def ways(self) -> list[SmallestChange]:
        """The smallest changes to each other verdict.

        Of those that no change reaches, only the lighter ones are told.
        """
        base, found = self.assessment.base, []
        rank = next(
            verdict.rank
            for verdict in base.of_kind(Verdict)
            if verdict.id == self.assessment.verdict.value
        )
        for verdict in base.verdicts:
            if verdict.when is None or verdict.rank == rank:
                continue
            change = smallest_change(self.assessment, verdict.id, most=1)
            if change.sets or verdict.rank > rank:
                found.append(change)
        return found

    def days(self, words: Words) -> list[Day]:
        """The days on which the verdict or the tier changes with time alone, and from which duties
        bind.
        """
        base = self.assessment.base
        found = [
            Day(
                day.on,
                words.say(
                    "gallery_becomes",
                    verdict=_title(base, day.verdict, words),
                    tier=_tier(base, day.tier, words),
                ),
            )
            for day in timeline(self.case, last_date(base), self.assessment.on).days
            if (day.verdict, day.tier) != (day.verdict_before, day.tier_before)
        ]
        binding: dict[tuple[date, str], list[str]] = {}
        for duty in assess(self.case, self.law_of).duties:
            if duty.status != "may arise":
                binding.setdefault((duty.from_, duty.role), []).append(duty.article)
        found += [
            Day(
                on,
                words.say(
                    "gallery_owed",
                    role=words.role(role),
                    articles=", ".join(map(words.article, articles)),
                ),
            )
            for (on, role), articles in binding.items()
        ]
        return sorted(found)


def last_date(base: KnowledgeBase) -> date:
    """The last day that the knowledge base knows of."""
    values = (value.value for parameter in base.parameters.values() for value in parameter.values)
    return max(value for value in values if isinstance(value, date))


def _barring(change: SmallestChange, words: Words) -> str:
    """What bars the way: each answer in words, or the question that is open."""
    return words.listed(
        words.fact(one.attribute, one.stated) or one.attribute for one in change.obstacles
    )


def _title(base: KnowledgeBase, verdict: str, words: Words) -> str:
    name = names.verdict(verdict)
    return words.statement(name, base.entries[name].title)


def _tier(base: KnowledgeBase, tier: str, words: Words) -> str:
    if words.code == ENGLISH:
        return tier.replace("_", " ")
    return words.tier(tier, tier_titles(base)[tier])
