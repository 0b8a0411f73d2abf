"""Case tests: a case file with one more key, `expect`, that says what must hold on the day that the
case asks about.

    - name: A forecast that plans the shifts
      today: 2026-12-01
      relied_on_for: [operational_planning]
      expect:
        verdict: production_required
        trigger.business_dependency: true

Beside the verdict, its candidates, the legal tier and the answer to a further classification, any
proposition that results list may be named: true, false or unknown. The same file is an ordinary
case to every other command. `from` says from which place of a work the test was written:
`from: AI Act Art. 27(1)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM, case_results, raw_cases, read_document, yaml_value
from knowledge.cases.former_names import expected_of_today
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import UNKNOWN, CaseModel, nested
from knowledge.entries import Classification, Verdict, Work
from knowledge.entries.derived_names import last_of
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import (
    BadCase,
    Fault,
    InvalidCase,
    MissingKey,
    Place,
    UnknownName,
    WrongType,
    nearest,
    only_so_many,
)
from knowledge.languages.told import Told
from knowledge.limits import MOST_FAULTS
from knowledge.renamed import tell
from knowledge.sentence import Sentence

# what may be expected beside propositions
VERDICT, TIER, CANDIDATES = "verdict", "tier", "candidates"
MAY_EXPECT = Sentence("verdict, tier, candidates, a further classification or a proposition")
SUFFIXES = (".yaml", ".yml", ".json")

# a verdict or tier; candidates; a truth value, None for unknown
Expected: TypeAlias = str | tuple[str, ...] | bool | None


@dataclass(frozen=True, slots=True)
class CaseTest:
    """A case, and what must hold for it."""

    case: CaseModel
    expect: Mapping[str, Expected]  # verdict, tier, candidates or a proposition → what must come
    place: Place  # where the case begins
    places: Mapping[str, Place]  # name in `expect` → where it stands
    written_from: tuple[str, ...] = ()  # the places in works that it was written from

    @property
    def name(self) -> str:
        """The name of the test: that of its case."""
        return str(self.case.stated()["name"])


def read_tests(path: str | Path, base: KnowledgeBase | None = None) -> list[CaseTest]:
    """The tests in a file, or in all YAML and JSON files below a folder.

    Raises `InvalidCase` with every fault in them.
    """
    base = given_base(base)
    faults: list[Fault] = []
    found: list[CaseTest] = []
    for file in test_files(path):
        if len(faults) > MOST_FAULTS:
            break
        try:
            found += _tests(read_document(file), base, faults)
        except InvalidCase as error:
            faults += error.faults
    if not faults and not found:
        faults.append(
            BadCase(
                Sentence("{path} holds no case test", path=str(path)),
                expected=Sentence("a YAML file of cases with `expect`"),
            )
        )
    only_so_many(faults)
    if faults:
        raise InvalidCase(faults)
    return found


def test_files(path: str | Path) -> list[str | Path]:
    """The files that a file or folder name stands for."""
    folder = Path(path)
    if not folder.is_dir():
        return [path]
    return sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES and file.is_file())


def case_test_text(case: CaseModel, expect: Mapping[str, Expected], comment: str = "") -> str:
    """A case and what must hold for it, as the text of a file that `read_tests` reads.

    Each line of `comment` goes before it.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    for name, value in nested(case.stated()).items():
        lines.append(f"{name}: {yaml_value(value)}")
    lines.append(f"{EXPECT}:")
    lines += [f"  {name}: {_written(value)}" for name, value in expect.items()]
    return "\n".join(lines) + "\n"


def _written(value: Expected) -> str:
    return (
        UNKNOWN if value is None else yaml_value(list(value) if isinstance(value, tuple) else value)
    )


def _tests(document: Document, base: KnowledgeBase, faults: list[Fault]) -> Iterable[CaseTest]:
    reader = _Reader(document, base, faults)
    results = case_results(document, base, faults)  # fewer than cases where faults are very many
    for (keys, raw), case in zip(raw_cases(document), results, strict=False):
        if isinstance(raw, Mapping):
            expect = reader.read(keys, raw)
            cited = reader.written_from(keys, raw)
            if case is not None:
                places = {name: document.key_place(*keys, EXPECT, name) for name in expect}
                yield CaseTest(case, expect, document.place(*keys), places, cited)


class _Reader:
    """Reads what is expected; what is wrong with it is added to the faults."""

    def __init__(self, document: Document, base: KnowledgeBase, faults: list[Fault]):
        self.document, self.base, self.faults = document, base, faults
        self.verdicts = [entry.id for entry in base.of_kind(Verdict)]
        self.tiers = [
            last_of(answer) for answer in (base.legal_tier.answers if base.legal_tier else ())
        ] + [UNKNOWN]
        # classification beside the legal tier → what may be its answer
        self.classified = {
            entry.id: [*map(last_of, entry.tried), UNKNOWN]
            for entry in base.of_kind(Classification)
            if entry is not base.legal_tier
        }
        self.names = [VERDICT, TIER, CANDIDATES, *self.classified, *base.visible]

    def read(self, keys: Keys, raw: Mapping[str, Any]) -> dict[str, Expected]:
        """The expectations of one case."""
        if EXPECT not in raw:
            self.faults.append(
                MissingKey(
                    Told("nothing_expected"),
                    self.document.place(*keys),
                    expected="expect: {verdict: …}",
                )
            )
            return {}
        written = raw[EXPECT]
        if not isinstance(written, Mapping) or not written:
            said = (
                Sentence("what is expected is not a mapping")
                if written
                else Sentence("nothing is expected")
            )
            expected = Sentence("{keys}, each with what must come", keys=MAY_EXPECT)
            self.faults.append(
                WrongType(said, self.document.key_place(*keys, EXPECT), expected=expected)
            )
            return {}
        if self.base.renames:
            written, renamed = expected_of_today(written, self.base, self.document, (*keys, EXPECT))
            tell(renamed)
        found: dict[str, Expected] = {}
        for name, value in written.items():
            path = (*keys, EXPECT, name)
            if name not in self.names:
                self.faults.append(self._no_conclusion(str(name), self.document.key_place(*path)))
            elif name == CANDIDATES:
                self._candidates(path, value, found)
            elif name in (VERDICT, TIER, *self.classified):
                if self._known(name, value, self.document.place(*path)):
                    found[name] = value
            elif value == UNKNOWN or isinstance(value, bool):
                found[name] = None if value == UNKNOWN else value
            else:
                known = ("true", "false", UNKNOWN)
                shown = "" if value is None else repr(value) if value in known else str(value)
                near = None if value is None else nearest(shown.lower(), known)
                self.faults.append(
                    WrongType(
                        Sentence("this is not a truth value"),
                        self.document.place(*path),
                        text=f"{name}: {shown}",
                        expected=Sentence("true, false or unknown"),
                        nearest=near,
                    )
                )
        return found

    def written_from(self, keys: Keys, raw: Mapping[str, Any]) -> tuple[str, ...]:
        """The places that the case was written from; each begins with the short form of a work."""
        written = raw.get(FROM, [])
        listed = written if isinstance(written, list) else [written]
        works = [entry.cited_as for entry in self.base.of_kind(Work)]
        for one in listed:
            if not isinstance(one, str) or not any(one.startswith(f"{work} ") for work in works):
                self.faults.append(
                    UnknownName(
                        Sentence("this cites no place in a work of the packs"),
                        self.document.place(*keys, FROM),
                        text=f"{FROM}: {one}",
                        expected=Sentence("a place after one of {names}", names=", ".join(works)),
                        nearest=nearest(str(one), works),
                    )
                )
        return tuple(map(str, listed))

    def _candidates(self, path: Keys, value: Any, found: dict[str, Expected]) -> None:
        if not isinstance(value, list) or not value:
            expected = Sentence("a list of {names}", names=", ".join(self.verdicts))
            self.faults.append(
                WrongType(
                    Sentence("candidates are a list of verdicts"),
                    self.document.place(*path),
                    text=str(value),
                    expected=expected,
                )
            )
        else:
            known = [
                one
                for index, one in enumerate(value)
                if self._known(VERDICT, one, self.document.place(*path, index))
            ]
            if known == value:
                found[CANDIDATES] = tuple(known)

    def _known(self, what: str, value: Any, place: Place) -> bool:
        known = {VERDICT: self.verdicts, TIER: self.tiers, **self.classified}
        names = known[what]
        if value not in names:
            called = {VERDICT: Sentence("verdict"), TIER: Sentence("tier")}.get(what, what)
            self.faults.append(
                UnknownName(
                    Sentence("there is no {what} {name}", what=called, name=repr(value)),
                    place,
                    expected=Sentence("one of {names}", names=", ".join(names)),
                    nearest=nearest(str(value), names),
                )
            )
        return value in names

    def _no_conclusion(self, name: str, place: Place) -> UnknownName:
        """The fault of a name under `expect` that nothing concluded has."""
        stated = name in self.base.attributes
        if stated:
            message = Sentence("{name} is what a case states, and not what follows", name=name)
        else:
            message = Sentence("there is no proposition {name}", name=repr(name))
        own = [
            known.proposition
            for known in self.base.entries.values()
            if known.id == name and known.proposition in self.names
        ]
        return UnknownName(
            message,
            place,
            expected=Sentence("{keys} that results list", keys=MAY_EXPECT),
            nearest=None if stated else own[0] if own else nearest(name, self.names),
        )
