"""The English of everything that a language may say: read off a knowledge base, so that it is
written nowhere else.

Keys are the section of a language file and the names in it. Some texts are put together from a
phrase and a title, such as `Required: …`; a language then says the phrase once, and each title
once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.conditions.wording import PATTERNS
from knowledge.entries import (
    Attribute,
    Classification,
    Condition,
    Control,
    DecisionTable,
    Define,
    Duty,
    Entry,
    Finding,
    Invariant,
    Parameter,
    Profile,
    RuleEntry,
    Schedule,
    Trigger,
    Verdict,
    Work,
)
from knowledge.entries.derived_names import of_vendor, stated, step_of
from knowledge.entries.yaml_source import Keys

TITLE = "{title}"
# a language may have words for these while they are open, though the English needs none
GROUNDS = (Condition, Trigger)
# fields of an entry that explain it to its readers
EXPLAINING = ("because", "reading", "reality", "consequence")
CITED_AS = "cited_as"  # the short form of a work, a name that a language may leave as it is
FIGURE = "figure"  # what a finding says of the bounds that it calculates

# and of some kinds what else is told of them, where no proposition states their title
_ALSO = {
    Attribute.kind: ("unit",),
    DecisionTable.kind: ("title",),
    Invariant.kind: ("title",),
    Parameter.kind: ("title", "unit"),
    Schedule.kind: ("title",),
    Work.kind: ("title", "note", CITED_AS),
}


@dataclass(frozen=True, slots=True)
class Compound:
    """A text that consists of a phrase and the title put into it."""

    phrase: Keys  # where the phrase is said
    title: Keys  # where the title is said
    english: str  # the phrase in English, with {title} in it unless it needs none

    @property
    def parts(self) -> tuple[Keys, ...]:
        """The keys that this text is built from."""
        return (self.phrase, self.title) if TITLE in self.english else (self.phrase,)


def english(base: KnowledgeBase) -> dict[Keys, str]:
    """Everything that can be said about a knowledge base, in the words of its packs."""
    found: dict[Keys, str] = {("comparisons", key): said for key, said in PATTERNS.items()}
    for name, attribute in base.attributes.items():
        found["questions", name] = attribute.question
        if attribute.meaning:
            found["meanings", name] = attribute.meaning
        found.update(
            {("answers", name, value): meaning for value, meaning in attribute.values.items()}
        )
        for section, said in (("doings", attribute.doing), ("undoings", attribute.undoing)):
            found.update({(section, name, value): text for value, text in said.items()})
    found.update(
        {("controls", control.id): short_name(control.id) for control in base.of_kind(Control)}
    )
    found.update(
        {("statements", name_of_title(control)): control.title for control in base.of_kind(Control)}
    )
    found.update(
        {
            ("statements", name_of_title(entry)): entry.title
            for entry in base.of_kind(Classification)
        }
    )
    for control in base.of_kind(Control):
        if control.bought is not None:
            found["statements", of_vendor(f"control.{control.id}")] = control.bought.title
            found["questions", of_vendor(stated(control.id))] = control.bought.question
    for profile in base.of_kind(Profile):
        found["statements", name_of_title(profile)] = profile.title
        found["meanings", f"profile.{profile.id}"] = profile.often_mistaken_for
    found.update(
        {("statements", name): proposition.title for name, proposition in base.propositions.items()}
    )
    # without the steps between entries
    own = {name: base.entries[name] for name in base.propositions if name in base.entries}
    found.update(
        {
            ("negations", name): entry.otherwise
            for name, entry in own.items()
            if isinstance(entry, RuleEntry) and entry.otherwise
        }
    )
    found.update(
        {
            ("open", name): entry.open
            for name, entry in own.items()
            if isinstance(entry, RuleEntry) and entry.open
        }
    )
    for name, entry in own.items():
        if isinstance(entry, GROUNDS):
            found.setdefault(("open", name), base.propositions[name].asked)
    found.update(
        {
            ("short", name): entry.short
            for name, entry in own.items()
            if isinstance(entry, (Define, Verdict)) and entry.short
        }
    )
    found.update(
        {
            ("entries", name, field): text
            for name, entry in base.entries.items()
            for field in (*EXPLAINING, *_ALSO.get(entry.kind, ()))
            if (text := getattr(entry, field, ""))
        }
    )
    found.update(
        {
            ("entries", entry.proposition, FIGURE): entry.figure.says
            for entry in base.of_kind(Finding)
            if entry.figure is not None
        }
    )
    found.update({("roles", duty.role): duty.role for duty in base.of_kind(Duty) if duty.role})
    found.update({compound.phrase: compound.english for compound in compounds(base).values()})
    return found


def compounds(base: KnowledgeBase) -> dict[Keys, Compound]:
    """The texts that are put together: those of the steps between entries, and the answers about
    controls.
    """
    return dict(_compounds(base))


def _compounds(base: KnowledgeBase) -> Iterator[tuple[Keys, Compound]]:
    for control in base.of_kind(Control):
        attribute = control.attribute
        for value, step in (("true", "in_place"), ("false", "not_in_place")):
            yield (
                ("answers", attribute.id, value),
                _compound(step, control, attribute.values[value]),
            )
        yield (
            ("doings", attribute.id, "true"),
            _compound("put_in_place", control, attribute.doing["true"]),
        )
    for name, proposition in base.propositions.items():
        entry = base.entries.get(proposition.entry or "")
        if entry is not None and entry.proposition != name and not proposition.hidden:
            step = step_of(name, entry.proposition, entry.id)
            yield ("statements", name), _compound(step, entry, proposition.title)


def _compound(step: str, entry: Entry, text: str) -> Compound:
    phrase = (
        f"{text.removesuffix(entry.title)}{TITLE}"
        if entry.title and text.endswith(entry.title)
        else text
    )
    return Compound(("phrases", step), ("statements", name_of_title(entry)), phrase)


def says_its_title(entry: Entry) -> bool:
    """Whether the title of an entry is among what explains it, since no proposition states it."""
    return "title" in _ALSO.get(entry.kind, ())


def name_of_title(entry: Entry) -> str:
    """The name under which statements have the title of an entry: its proposition.

    A control, a classification and a profile have none of their own.
    """
    own = not isinstance(entry, (Control, Classification, Profile))
    return entry.proposition if own else f"{entry.kind}.{entry.id}"


def short_name(control: str) -> str:
    """The name of a control in lists: its id in words."""
    return control.replace("_", " ")
