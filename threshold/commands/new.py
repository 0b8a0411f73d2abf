"""The command `threshold new`: a new entry to fill in, and two cases that test it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from knowledge.faults import DuplicateId, Place, UnknownName, WrongType, nearest
from knowledge.outputs import write_bytes, write_text
from knowledge.sentence import Sentence
from threshold.commands.options import DAY, LANGUAGE, day_of, words_of
from threshold.commands.printing import command_line
from threshold.commands.spoken_help import command
from threshold.commands.value_types import FileOrFolder

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.entries import Entry
    from knowledge.languages.words import Words
    from threshold.commands.case_pair import CasePair


class Written(NamedTuple):
    """A new entry in its pack, with its cases."""

    files: list[Path]  # the pack first
    base: KnowledgeBase
    proposition: str
    day: date
    pair: CasePair | None  # none of an entry that concludes nothing

    def told(self, words: Words) -> Iterator[str]:
        """What was written, and what to do next, line by line."""
        from threshold.commands.own_pack import checked_by

        pack, *_ = self.files
        for file in self.files:
            yield words.say("written", file=str(file))
        if self.pair and not self.pair.found:
            about = {"name": self.proposition, "day": words.day(self.day)}
            if self.pair.unproven:
                reason = self.pair.unproven.told(words)
                yield words.say("new_no_pair_found", reason=reason, **about)
            else:
                yield words.say("new_no_pair", **about)
        checked, options = checked_by(pack)
        yield words.say("new_is_left", command=command_line(["check", *checked], words))
        if self.pair:
            command = command_line(["test", str(self.files[1]), *options], words)
            yield words.say("new_cases_show", command=command)


@command()
@click.argument("kind")
@click.argument("name")
@click.option(
    "--pack",
    type=FileOrFolder(dir_okay=False),
    default="company.yaml",
    show_default=True,
    help="The file that the entry is added to.",
)
@click.option(
    "--cases",
    type=FileOrFolder(file_okay=False),
    help="The folder for the two cases. Default: the folder `cases` beside the file of the pack;"
    " for a shipped pack, here.",
)
@click.option(
    "--when",
    metavar="CONDITION",
    help='When it holds, such as "volume_multiple >= 5". Default: an example.',
)
@click.option(
    "--on",
    type=DAY,
    help="The day that the two cases ask about, as YYYY-MM-DD. Default: today.",
)
@LANGUAGE
def new(
    kind: str,
    name: str,
    pack: str,
    cases: str | None,
    when: str | None,
    on: datetime | None,
    language: str,
) -> None:
    """Write a new entry of KIND to fill in, and two cases that test it where it has a condition.

    In one case the entry holds; in the other, a near miss, it does not. A file of cases that exists
    is never written over.

    KIND is trigger, condition, exception, misconception, duty, or any other kind of entry; NAME is
    its id, such as vendor_lock_in. What is left to write is marked TODO: threshold check PACK lists
    it with its places.
    """
    from threshold.commands.own_pack import cases_beside

    folder = Path(cases) if cases else cases_beside(Path(pack))
    day = day_of(on) or date.today()
    written = write(kind, name, Path(pack), folder, when, day, language)
    click.echo("\n".join(written.told(words_of(language, written.base))))


def write(
    kind: str,
    name: str,
    pack: Path,
    cases: Path,
    when: str | None,
    day: date,
    language: str | None = None,
) -> Written:
    """Write the entry, its two cases, and schemas for editors, with comments in a language
    (English).

    Raises a fault before anything is written.
    """
    from knowledge.authoring.skeleton import skeleton
    from knowledge.entries import ENTRY_KINDS, RuleEntry
    from knowledge.entries.provenance import OVERRIDE, RETIRE
    from knowledge.entries.yaml_source import read_yaml
    from knowledge.languages.told import Told
    from knowledge.languages.words import Words
    from threshold.commands.case_pair import case_pair
    from threshold.commands.own_pack import addition, loaded, schema_comment, write_schemas

    if kind in (OVERRIDE, RETIRE):
        raise UnknownName(
            Sentence("{name} is a key of an entry, not a kind", name=repr(kind)),
            expected=Sentence(
                "by hand: - {entry}: {name}, and below it {key}: why",
                entry="trigger",
                name=name,
                key=kind,
            ),
        )
    if kind not in ENTRY_KINDS:
        raise UnknownName(
            Told("no_such_kind", name=repr(kind)),
            expected=", ".join(ENTRY_KINDS),
            nearest=nearest(kind, ENTRY_KINDS),
        )
    entry_kind = ENTRY_KINDS[kind]
    _refuse_bad_name(entry_kind, name)
    text = read_yaml(pack).text if pack.exists() else ""
    base = loaded(pack, text)
    _refuse_known_name(entry_kind, name, base)
    pair = cases / f"{kind}_{name}.yaml"
    if entry_kind.concludes and pair.exists():
        raise DuplicateId(
            Sentence("this file of cases exists already"),
            Place(str(pair), 1, 1),
            expected=Sentence("another folder, by --cases"),
        )
    words = Words.of(language, base)
    attributes = _attributes(entry_kind, when, base) if when is not None else ()
    head = "" if text else schema_comment("pack", pack, pack) + f"# {words.say('own_entries')}\n"
    made_entry = skeleton(entry_kind, name, base, when, attributes, words)
    added = head + addition(text or head, made_entry, pack)
    grown = loaded(pack, text + added)
    entry = next(
        item.entry
        for item in grown.written.values()
        if (item.entry.kind, item.entry.id) == (kind, name)
    )
    made = (
        case_pair(grown, entry, day, Words.of(language, grown))
        if isinstance(entry, RuleEntry) and entry.concludes
        else None
    )
    pack.parent.mkdir(parents=True, exist_ok=True)
    before = pack.read_bytes() if pack.exists() else b""
    write_bytes(pack, before + added.encode())
    if made:
        cases.mkdir(parents=True, exist_ok=True)
        write_text(pair, schema_comment("case", pair, pack) + made.text)
    files = [
        pack,
        *([pair] if made else []),
        *write_schemas(grown, pack, Words.of(language, grown)),
    ]
    return Written(files, grown, entry.proposition, day, made)


def _refuse_bad_name(kind: type[Entry], name: str) -> None:

    form = kind.model_json_schema(by_alias=True)["properties"][kind.kind]

    def fits(text: str) -> bool:
        return bool(re.fullmatch(form["pattern"], text)) and len(text) <= form["maxLength"]

    if not fits(name):
        near = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        raise WrongType(
            Sentence(
                "{name} is not a valid name for an entry of the kind {kind}",
                name=repr(name),
                kind=kind.kind,
            ),
            expected=kind.name_form,
            nearest=near if fits(near) else None,
        )


def _refuse_known_name(kind: type[Entry], name: str, base: KnowledgeBase) -> None:
    from knowledge.pack_paths import SHIPPED

    for written in base.written.values():
        if (written.entry.kind, written.entry.id) == (kind.kind, name):
            expected = (
                Sentence(
                    "a name of its own, or by hand: - {entry}: {name}, and below it {key}: why",
                    entry=kind.kind,
                    name=name,
                    key="override",
                )
                if written.pack in SHIPPED
                else Sentence("a name of its own")
            )
            raise DuplicateId(
                Sentence(
                    "an entry {name} of the kind {kind} exists already",
                    name=repr(name),
                    kind=kind.kind,
                ),
                written.place(),
                expected=expected,
            )


def _attributes(kind: type[Entry], when: str, base: KnowledgeBase) -> tuple[str, ...]:
    """The attributes that a condition reads. Raises what is wrong with it, with the column."""
    from knowledge.authoring.skeleton import takes_condition
    from knowledge.authoring.slip import vocabulary_of
    from knowledge.authoring.units import tests
    from knowledge.conditions.reading import read_condition
    from knowledge.conditions.tree import Attr, terms_of

    if not takes_condition(kind):
        raise UnknownName(
            Sentence("an entry of the kind {kind} has no condition", kind=kind.kind),
            text=f"--when {when}",
        )
    tree = read_condition(when, vocabulary_of(base), lambda offset: Place("--when", 1, offset + 1))
    return tuple(
        dict.fromkeys(
            term.name for test in tests(tree) for term in terms_of(test) if isinstance(term, Attr)
        )
    )
