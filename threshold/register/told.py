"""The texts of a register, in a language: data into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any

from pydantic_core import to_json

from engine.legal import tier_titles
from engine.sourcing import question_asked
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, Duty, Verdict
from knowledge.entries import derived_names as names
from knowledge.languages.english import short_name
from knowledge.languages.words import Words
from threshold.register.differing import CALLED, ONCE_USED
from threshold.register.records import (
    Answer,
    Aspect,
    CaseState,
    Cause,
    Change,
    Diff,
    DueItem,
    Erased,
    Flaw,
    Imported,
    Listing,
    Outcome,
    Replay,
    Snapshot,
    Verification,
)

MOST_KEYS = 12  # named at once; the rest is counted
INDENT = "  "
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Teller:
    """Says what a register of one knowledge base holds, in one language."""

    def __init__(self, base: KnowledgeBase, words: Words):
        self.base, self.words = base, words
        self._verdicts = {entry.id: entry for entry in base.of_kind(Verdict)}
        self._duties = {entry.id: entry for entry in base.of_kind(Duty)}
        self._tiers = tier_titles(base)

    # --- Names of things ------------------------------------------------------------------------

    def verdict(self, id: str) -> str:
        """A verdict; its id where the knowledge has none of that name."""
        known = self._verdicts.get(id)
        return self.words.statement(known.proposition, known.title) if known else id

    def tier(self, id: str) -> str:
        """A legal tier."""
        return self.words.tier(id, self._tiers[id]) if id in self._tiers else id

    def tiers(self, outcome: Outcome) -> str:
        """The legal tier; before it is used, with the one that it would then have."""
        if not outcome.once_used:
            return self.tier(outcome.tier)
        later = self.words.say("tier_once_used", tier=self.tier(outcome.once_used))
        return self.words.listed((self.tier(outcome.tier), later))

    def duty(self, id: str) -> str:
        """A duty with its article."""
        known = self._duties.get(id)
        if known is None:
            return id
        title = self.words.statement(names.duty(id), known.title)
        return f"{title} [{self.words.article(known.article)}]"

    def control(self, id: str) -> str:
        """A control, in two or three words."""
        return self.words.control_name(id, short_name(id))

    def question(self, attribute: str, stated: Mapping[str, Any] = NOTHING) -> str:
        """The question about an attribute, of a case that states this."""
        if attribute not in self.base.attributes:
            return attribute
        return self.words.question(attribute, question_asked(self.base, attribute, stated))

    def value(self, attribute: str, value: Any) -> str:
        """An answer, in words where the attribute has words for its values."""
        known = self.base.attributes.get(attribute)
        if known is not None and known.type == "date" and isinstance(value, str):  # as it is kept
            value = date.fromisoformat(value)
        if isinstance(value, bool):
            return self.words.say("answer_true" if value else "answer_false")
        if value is None or known is None or not known.values:
            return self.words.value(value)
        if isinstance(value, list):
            told = [self._meaning(known, one) for one in value]
            return self.words.listed(told) if told else self.words.value(value)
        return self._meaning(known, str(value))

    def _meaning(self, attribute: Attribute, value: str) -> str:
        return self.words.answer(attribute.id, value, attribute.values.get(value) or value)

    def state(self, aspect: str, state: str) -> str:
        """The state of a duty or a control; of all else, which one it is."""
        if aspect == "verdict":
            return self.verdict(state)
        if not state:
            return self.words.say("register_state_none")
        if aspect in CALLED:
            return state
        if aspect == "tier":
            return self.tier(state)
        if aspect == "control":
            return self.words.say(f"state_{state.replace(' ', '_')}")
        return ", ".join(map(self._of_duty, state.split(", ")))

    def _of_duty(self, part: str) -> str:
        """A part of the state of a duty: a word, or the day from which it binds."""
        if part[:1].isdigit():
            return self.words.say("register_duty_from", day=date.fromisoformat(part))
        return self.words.say(f"register_duty_{part.replace(' ', '_')}")

    def _keys(self, keys: tuple[str, ...]) -> str:
        more = len(keys) - MOST_KEYS
        told = ", ".join(keys[:MOST_KEYS])
        return self.words.say("named_and_more", named=told, count=more) if more > 0 else told

    # --- Cases ----------------------------------------------------------------------------------

    def line(self, state: CaseState) -> str:
        """A case on one line."""
        parts = [
            self.words.titled(state.key, state.name),
            self.verdict(state.outcome.verdict),
            self.words.say("legal_tier", tier=self.tiers(state.outcome)),
        ]
        if state.owner:
            parts.append(state.owner)
        if state.vanished_on:
            parts.append(self.words.say("register_vanished_on", day=state.vanished_on))
        elif state.rank is not None:
            parts.append(self.rank_reason(state))
        told = " · ".join(parts)
        return told if state.rank is None else f"{state.rank}. {told}"

    def rank_reason(self, state: CaseState) -> str:
        """The reason for the rank of a case."""
        return state.pressing.reason(self.words)

    def answer(self, one: Answer, stated: Mapping[str, Any] = NOTHING) -> str:
        """An answer with who gave it, when, on what evidence, until when."""
        value = (
            self.words.say("register_erased")
            if one.erased
            else self.value(one.attribute, one.value)
        )
        title = self.question(one.attribute, stated)
        told = [f"{title} {value}" if title.endswith("?") else self.words.titled(title, value)]
        if one.who:
            told.append(self.words.say("register_by", who=one.who, day=one.given_on))
        else:
            told.append(self.words.say("register_on", day=one.given_on))
        if one.source:
            told.append(self.words.say("register_from_list", source=one.source))
        if one.evidence:
            told.append(self.words.say("register_evidence", evidence=one.evidence))
        if one.valid_until:
            told.append(self.words.say("register_valid_until", day=one.valid_until))
        if one.note:
            told.append(one.note)
        return " · ".join(told)

    def answered(self, done: Snapshot) -> str:
        """The outcome of an answer."""
        verdict, tier = self.verdict(done.outcome.verdict), self.tiers(done.outcome)
        return self.words.say("register_answered", number=done.number, verdict=verdict, tier=tier)

    def listings(self, found: Iterable[Listing]) -> Iterator[str]:
        """That lists had a case, had it still (how often, and when last), or no longer had it."""
        for still, ones in groupby(found, lambda one: one.still):
            told = list(ones)
            if still:
                last = {"day": told[-1].day, "source": told[-1].source}
                yield self.words.count("register_in_list_still", len(told), **last)
                continue
            for one in told:
                key = "register_in_list" if one.there else "register_in_list_no_more"
                yield self.words.say(key, day=one.day, source=one.source)

    def snapshot(self, one: Snapshot) -> str:
        """A snapshot on one line."""
        return self.words.say(
            "register_snapshot_line",
            number=one.number,
            day=one.day,
            verdict=self.verdict(one.outcome.verdict),
            tier=self.tiers(one.outcome),
            fingerprint=one.fingerprint,
        )

    def answers(self, answers: tuple[Answer, ...], lapsed: tuple[Answer, ...]) -> Iterator[str]:
        """The answers that a case rests on, and those that lapsed."""
        stated = {one.attribute: one.value for one in answers}
        for title, given in (("answers", answers), ("lapsed", lapsed)):
            if given:
                yield self.heading(title)
                yield from (INDENT + self.answer(one, stated) for one in given)

    def heading(self, title: str) -> str:
        """What stands above lines, with the language's sign behind it."""
        return self.words.titled(self.words.say(f"register_{title}"), "").rstrip(" ")

    # --- What was done --------------------------------------------------------------------------

    def imported(self, done: Imported) -> Iterator[str]:
        """The result of an import."""
        say, count = self.words.say, self.words.number
        yield say(
            "register_imported",
            file=done.file,
            added=count(len(done.added)),
            updated=count(len(done.updated)),
            unchanged=count(done.unchanged),
        )
        for key, attributes in list(done.updated.items())[:MOST_KEYS]:
            yield INDENT + say("register_updated", key=key, attributes=", ".join(attributes))
        for told in ("vanished", "missed", "returned"):
            if keys := getattr(done, told):
                yield say(f"register_{told}", keys=self._keys(keys))
        if done.overruled:
            named = tuple(f"{key} ({attribute})" for key, attribute in done.overruled)
            yield say("register_overruled", keys=self._keys(named))
        for note in done.notes:
            yield self.words.mark(note)

    def erased(self, done: Erased) -> Iterator[str]:
        """The result of erasing a name."""
        yield self.words.say(
            "register_name_erased",
            persons=self.words.count("erased_persons", done.persons),
            answers=self.words.count("erased_answers", done.answers),
            cells=self.words.count("erased_cells", done.columns),
        )
        if done.left:
            named = tuple(f"{key} ({where})" for key, where in done.left)
            yield self.words.say("register_name_left", places=self._keys(named))

    # --- What is otherwise ----------------------------------------------------------------------

    def diff(self, found: Diff) -> Iterator[str]:
        """The differences between two days."""
        say = self.words.say
        yield say(
            "register_diff",
            before=found.before,
            after=found.after,
            changed=self.words.number(len(found.changed)),
            unchanged=self.words.number(found.unchanged),
        )
        for told, cases in (
            ("added", found.added),
            ("vanished", found.vanished),
            ("returned", found.returned),
        ):
            if cases:
                named = tuple(self.words.titled(key, name) for key, name in cases)
                yield say(f"register_{told}", keys=self._keys(named))
        for case in found.changed:
            yield ""
            yield self.words.titled(case.key, case.name)
            yield from self.changes(case.changes)

    def changes(self, changes: tuple[Change, ...]) -> Iterator[str]:
        """The changes of one case; alike changes of one cause in one line."""
        grouped: dict[object, list[Change]] = {}
        for change in changes:
            which = change.id if change.aspect == "tier" else ""
            # what was answered may be a list, which is no key
            causes = tuple(map(repr, change.causes))
            alike = change.aspect, which, change.before, change.after, causes
            grouped.setdefault(alike, []).append(change)
        for alike_ones in grouped.values():
            first = alike_ones[0]
            told = self.words.say(
                "register_change",
                what=self._changed(first.aspect, [one.id for one in alike_ones]),
                before=self.state(first.aspect, first.before),
                after=self.state(first.aspect, first.after),
            )
            yield INDENT + told
            for cause in first.causes:
                yield 3 * INDENT + self.cause(cause)

    def _changed(self, aspect: Aspect, ids: list[str]) -> str:
        """The changed name, owner, verdict, tier, duties or controls, in words."""
        if aspect == "tier" and ids == [ONCE_USED]:
            return self.words.say("register_tier_once_used")
        if aspect in ("verdict", "tier", *CALLED):
            return self.words.say(f"register_{aspect}")
        named = self.duty if aspect == "duty" else self.control
        return self.words.listed(map(named, ids))

    def cause(self, cause: Cause) -> str:
        """The cause of a change."""
        say = self.words.say
        if cause.kind == "clock":
            return say("register_because_clock", day=cause.on)
        if cause.kind == "knowledge":
            return say("register_because_knowledge", before=cause.before, after=cause.after)
        question = self.question(cause.attribute)
        before = self.value(cause.attribute, cause.before)
        if cause.kind == "lapse":
            return say("register_because_lapse", question=question, before=before, day=cause.on)
        after = self.value(cause.attribute, cause.after)
        values = {"question": question, "before": before, "after": after}
        if cause.on is None:
            return say("register_because_answer_gone", **values)
        by = say("register_by", who=cause.who or "–", day=cause.on)
        return say("register_because_answer", **values, by=by)

    # --- What is due ----------------------------------------------------------------------------

    def due(self, item: DueItem, *, case: bool = True) -> str:
        """Something that has a day, on one line; with its case and owner, if so wanted."""
        if item.kind == "lapse":
            what = self.words.say("register_due_lapse", question=self.question(item.id))
        else:
            state = self.words.say(f"register_duty_{item.state.replace(' ', '_')}")
            what = self.words.say(f"register_due_{item.kind}", duty=self.duty(item.id), state=state)
        when = self._when(item.day, item.days_left)
        if not case:
            return f"{when} · {what}"
        owner = (item.owner,) if item.owner else ()
        return " · ".join((when, self.words.titled(item.key, item.name), what, *owner))

    def _when(self, day: date, left: int) -> str:
        if left < 0:
            return self.words.say("since_day", day=day)
        return self.words.count("day_ahead", left, day=day)

    # --- The chain ------------------------------------------------------------------------------

    def verified(self, found: Verification) -> Iterator[str]:
        """The result of a check of the chain, and the reach of such a check."""
        say, count = self.words.say, self.words.count
        snapshots = count("register_snapshots_counted", found.snapshots)
        yield (
            count("register_whole", found.snapshots)
            if found.whole
            else count("register_not_whole", len(found.flaws), snapshots=snapshots)
        )
        for flaw in found.flaws:
            yield INDENT + self.flaw(flaw)
        counted = {"erased_answers": found.erased, "uncovered": found.uncovered}
        for key, number in {**counted, "loose": found.loose}.items():
            if number:
                yield count(f"register_{key}", number)
        yield say("register_head", head=found.head)
        if found.compared_at:
            yield say("register_compared", number=found.compared_at)
        elif not found.compared:
            yield say("register_not_compared")

    def flaw(self, flaw: Flaw) -> str:
        """Something that is not as it was written."""
        return self.words.say(
            f"register_flaw_{flaw.kind}", number=flaw.number, key=flaw.key, what=flaw.what
        )

    def replayed(self, done: Replay) -> Iterator[str]:
        """A snapshot, repeated."""
        then = done.snapshot
        yield self.words.say(
            "register_replay",
            number=then.number,
            key=then.key,
            day=then.day,
            fingerprint=then.fingerprint,
            verdict=self.verdict(then.outcome.verdict),
            tier=self.tiers(then.outcome),
        )
        yield self.words.say("register_repeated" if done.repeated else "register_not_repeated")
        yield from self.changes(done.differences)
        if done.fingerprint == then.fingerprint:
            yield self.words.say("register_same_knowledge")
            return
        key = "register_differs_today" if done.today else "register_same_today"
        yield self.words.say(key, fingerprint=done.fingerprint)
        yield from self.changes(done.today)
        if done.set_aside:
            yield self.words.say("register_set_aside", attributes=", ".join(done.set_aside))


def as_json(found: Any) -> str:
    """The data to tell, as JSON."""
    return str(to_json(found, indent=2).decode("utf-8"))
