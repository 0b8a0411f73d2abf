"""The findings in a knowledge base that can be read, each at its entry and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from engine.check.ends import EARLY, early_ends
from engine.check.invariants import broken
from engine.check.needlessly_open import NEEDLESSLY_OPEN, UNCOMPLETED, needlessly_open
from engine.check.never_matters import never_matter
from engine.check.soundness import UNPROVEN, Flaw, flaws, formula_of
from engine.check.unasked import matter_unasked
from engine.legal import answer_of
from engine.proof.days import Day, days_of
from explain.review.cause import cause
from explain.review.finding import LEVELS, Finding, Level, Severity
from explain.review.translations import unspoken
from knowledge.authoring.doubtful import doubtful
from knowledge.authoring.slip import Slip
from knowledge.authoring.undecided import blockings, told, undecided
from knowledge.authoring.unfinished import unfinished
from knowledge.authoring.units import misfits
from knowledge.authoring.unused import alike, unread, unused
from knowledge.authoring.wording_defects import defects
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import CaseModel, model_of, nested
from knowledge.conditions.tree import TODAY
from knowledge.entries import Control, Entry, Invariant, Misconception, Parameter
from knowledge.entries.derived_names import stated
from knowledge.entries.naming import Keys
from knowledge.faults import (
    Place,
)
from knowledge.languages.message import Message
from knowledge.pack_paths import SHIPPED
from knowledge.renamed import Renamed
from knowledge.unread_files import UnreadFile

WARNINGS = (
    UNPROVEN,
    EARLY,
    "dead rule",
    "implied rule",
    "same as another",
    "always holds",
    "never matters",
    "matters unasked",
    NEEDLESSLY_OPEN,
    UNCOMPLETED,
)


class Checked:
    """A knowledge base that can be read, and what is found in it."""

    def __init__(self, base: KnowledgeBase, files: Mapping[str, str], theirs: Collection[str] = ()):
        """`theirs`: the files of which nothing but errors is told."""
        self.base, self._files, self._theirs = base, files, theirs

    @cached_property
    def days(self) -> list[Day]:
        """All its cases, day by day."""
        return days_of(formula_of(self.base))

    def findings(
        self, upto: Level = "invariants", unread: Sequence[UnreadFile] = ()
    ) -> Iterator[Finding]:
        """The findings up to a level, each level as far as it is asked for; `unread`: files of the
        packs that are not read.
        """
        reached = LEVELS.index(upto)
        for one in unread:
            message = Message(one.phrase, one.values)
            yield self._told("schema", "unread file", Place(one.file, 1, 1), message)
        if reached >= LEVELS.index("names"):
            yield from map(self._former_name, self.base.renamed)
        if reached >= LEVELS.index("wording"):
            for left in unfinished(self.base):
                yield self._finding(
                    "wording", "error", "unfinished", left.message, left.entry, place=left.place
                )
            for place, message in unspoken(self.base):
                yield self._untranslated(place, message)
            for defect in defects(self.base):
                yield self._finding(
                    "wording", "warning", defect.kind, defect.message, defect.entry, defect.key
                )
        if reached >= LEVELS.index("logic"):
            for entry, id in _once(self.base, unused(self.base)):
                yield self._finding("logic", "warning", "unused", _unread(entry, id), entry)
            for open_ in undecided(self.base):
                yield self._finding(
                    "logic", "warning", "undecided", open_.message, open_.entry, open_.key
                )
            for slip in self._slips():
                yield self._finding(
                    "logic", "warning", slip.kind, slip.message, slip.entry, keys=slip.keys
                )
            yield from self._logic()
        if reached >= LEVELS.index("invariants"):
            for flaw in broken(self.base, self.days):
                entry = self.base.entries[flaw.proposition]
                yield self._caused(self._flaw("invariants", flaw, entry), flaw, entry, "breaks")

    def blocks(self, upto: Level, *, own: bool) -> tuple[Message, ...]:
        """The reliefs each contradiction could block, a line each; `own`: of own packs only."""
        if LEVELS.index(upto) < LEVELS.index("logic"):
            return ()
        written = self.base.written
        return tuple(
            told(blocking)
            for blocking in blockings(self.base)
            if blocking.could
            and not (
                own
                and all(
                    written[key].pack in SHIPPED
                    for key in (blocking.contradiction.key, *blocking.could)
                )
            )
        )

    def _slips(self) -> Iterator[Slip]:
        for look in (unread, alike, misfits, doubtful):
            yield from look(self.base)

    def _logic(self) -> Iterator[Finding]:
        idle, told = set[str](), set[str]()  # controls, and entries of which something is told
        for flaw in flaws(self.base, self.days, self._concerns):
            told.add(flaw.proposition)
            entry = self._entry(flaw.proposition)
            if isinstance(entry, Control):
                idle.add(entry.attribute.id)
                if any(entry.id in belief.takes for belief in self.base.of_kind(Misconception)):
                    continue
                says = Message("unrequired_control", {"id": entry.id})
                yield self._finding("logic", "warning", "unused", says, entry)
            else:
                yield self._caused(self._flaw("logic", flaw, entry), flaw, entry, "caused")
        for flaw in early_ends(self.base, self.days, self._concerns):
            yield self._flaw("logic", flaw, self._entry(flaw.proposition), "ends_when")
        unasked = matter_unasked(self.base, self._concerns)
        vague = needlessly_open(self.base, self.days, self._own)
        rest = (flaw for flaw in vague if flaw.proposition not in told)  # else that is why
        for flaw in chain(unasked, rest):
            yield self._flaw("logic", flaw, self._entry(flaw.proposition))
        for flaw in never_matter(self.base, self.days, self._concerns):
            if flaw.proposition not in idle:
                yield self._flaw("logic", flaw, self._entry(flaw.proposition))

    def _concerns(self, name: str) -> bool:
        """Whether warnings of an entry are told."""
        written = self.base.written.get(self._entry(name).key)
        file = written.place().file if written else ""
        return self._files.get(file, file) not in self._theirs

    def _own(self, name: str) -> bool:
        """Whether an entry stands in an own pack; how exact the shipped ones are, tests measure."""
        written = self.base.written.get(self._entry(name).key)
        return written is not None and written.pack not in SHIPPED

    def _entry(self, name: str) -> Entry:
        """The entry that a flaw concerns, which it names by key, by proposition or by attribute."""
        if name in self.base.entries:
            return self.base.entries[name]
        if name in self.base.attributes:
            own = (entry for entry in self.base.of_kind(Control) if stated(entry.id) == name)
            return next(own, self.base.attributes[name])
        known = self.base.propositions[name].entry
        return self.base.entries[known or name]

    def _flaw(self, level: Level, flaw: Flaw, entry: Entry, key: str = "") -> Finding:
        return self._finding(
            level,
            "warning" if flaw.kind in WARNINGS else "error",
            flaw.kind,
            flaw.message,
            entry,
            key,
            flaw=flaw,
        )

    def _caused(self, found: Finding, flaw: Flaw, entry: Entry, phrase: str) -> Finding:
        """An error at the own entry that caused it, not at the shipped one that it concerns."""
        if found.severity != "error" or self.base.written[entry.key].pack not in SHIPPED:
            return found
        if (to_blame := cause(self.base, self.days, flaw)) is None:
            return found
        place = self.base.written[to_blame.key].place()
        told = {"cause": to_blame.key, "says": found._message or found.says}
        if phrase == "breaks":
            told["invariant"] = found.entry
        message = Message(phrase, told)
        moved = found.model_copy(
            update={
                "says": str(message),
                "file": self._files.get(place.file, place.file),
                "line": place.line,
                "column": place.column,
            }
        )
        moved._cases, moved._message = found.cases, message
        return moved

    def _former_name(self, renamed: Renamed) -> Finding:
        said = {"attribute": renamed.of or renamed.old, "new": renamed.new}
        message = (
            Message("renamed_value", {**said, "value": renamed.old})
            if renamed.of
            else Message("superseded_renamed", said)
        )
        return self._told("names", "former name", renamed.place or Place("", 0, 0), message)

    def _untranslated(self, place: Place, message: Message) -> Finding:
        return self._told("wording", "untranslated", place, message)

    def _told(self, level: Level, kind: str, place: Place, message: Message) -> Finding:
        """A warning that concerns a place of a file, and no entry."""
        found = Finding(
            level=level,
            severity="warning",
            kind=kind,
            says=str(message),
            file=self._files.get(place.file, place.file),
            line=place.line,
            column=place.column,
        )
        found._message = message
        return found

    def _finding(
        self,
        level: Level,
        severity: Severity,
        kind: str,
        message: Message,
        entry: Entry,
        key: str = "",
        flaw: Flaw | None = None,
        place: Place | None = None,
        keys: Keys = (),
    ) -> Finding:
        written = self.base.written.get(entry.key)
        if place is None:
            place = (
                written.place(*(keys or ((key,) if key and key != entry.kind else ())))
                if written
                else Place("", 0, 0)
            )
        rows = [row for row in (flaw.witness, flaw.against) if row is not None] if flaw else []
        says = str(message)
        # what a broken invariant says ends with what the case states
        about = entry.title if isinstance(entry, Invariant) else says
        cases = tuple(self._case(row, about) for row in rows)
        stated = [_plain(case) for case in cases]
        expected = [self._expected(row, flaw) for row in rows if flaw]
        found = Finding(
            level=level,
            severity=severity,
            kind=kind,
            says=says,
            entry=entry.key,
            file=self._files.get(place.file, place.file),
            line=place.line,
            column=place.column,
            witness=stated[0] if stated else None,
            expect=expected[0] if stated else {},
            against=stated[1] if len(stated) > 1 else None,
            expect_against=expected[1] if len(stated) > 1 else {},
        )
        found._cases, found._message = cases, message
        return found

    def _case(self, row: Mapping[str, Any], about: str) -> CaseModel:
        texts = {
            name: "…" for name, attribute in self.base.attributes.items() if attribute.required
        }
        stated = {**texts, "name": f"Witness: {about}"[:200], **row}
        return model_of(self.base).model_validate(
            nested({name: value for name, value in stated.items() if name in self.base.attributes})
        )

    def _expected(self, row: Mapping[str, Any], flaw: Flaw) -> dict[str, str | bool | None]:
        """The answers of the rules for a case now: the verdict, the tier and conclusions of a flaw.

        The tier is left out where the flaw does not concern it.
        """
        day = next(day for day in self.days if day.day == row[TODAY])
        truths = day.rows([row])

        def status(name: str) -> bool | None:
            return True if truths.true(name) else None if truths.possible(name) else False

        found: dict[str, str | bool | None] = {}
        verdicts = self.base.verdicts
        answers = {entry.proposition for entry in verdicts}  # told as the verdict
        held = next((entry.id for entry in verdicts if status(entry.proposition)), None)
        if held is not None:
            found["verdict"] = held
        tier = self.base.legal_tier
        if tier is not None and set(tier.answers) & set(flaw.shows):
            found["tier"] = answer_of(tier.answers, {name: status(name) for name in tier.answers})
        return found | {
            name: status(name)
            for name in flaw.shows
            if name in self.base.visible and name not in answers
        }


def _once(base: KnowledgeBase, entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each of these with its id; a parameter of which all figures are among them once."""
    named = [entry.declared for entry in base.of_kind(Parameter)]
    among = [entry.declared for entry in entries if isinstance(entry, Parameter)]
    told: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Parameter) or among.count(entry.declared) < named.count(
            entry.declared
        ):
            yield entry, entry.id
        elif entry.declared not in told:
            told.add(entry.declared)
            yield entry, entry.declared


def _unread(entry: Entry, id: str) -> Message:
    return Message("unread_entry", {"kind": Message(f"kind_{entry.kind}"), "id": id})


def _plain(case: CaseModel) -> dict[str, Any]:
    return {
        name: value
        for name, value in case.model_dump(mode="json", exclude_none=True).items()
        if value != {}
    }
