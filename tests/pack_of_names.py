"""A pack in which each key of each kind of entry that names something names it: `⟨name⟩`.

Each name stands for one thing of the pack only, so that a test knows all places of each.
"""

from __future__ import annotations

import re
from typing import NamedTuple

AT = '{work: ⟨rules⟩, at: "1"}'
MARKED = """\
- work: ⟨rules⟩
  title: Rules of a harbour
  cited_as: Rules
- attribute: ⟨berth⟩
  type: enum
  ordered: true
  question: Where does the ship lie?
  values: {⟨roads⟩: outside, ⟨quay⟩: at the quay, ⟨basin⟩: in the basin, ⟨dock⟩: in the dock}
  alike: {Both are inside: [⟨basin⟩, ⟨dock⟩]}
  from_vendor: [⟨dock⟩]
  actionable: {to: [⟨quay⟩, ⟨basin⟩], when: ⟨crew⟩ > 0}
  doing: {⟨quay⟩: Tie it to the quay, ⟨basin⟩: Tow it into the basin}
  checked_by: {⟨roads⟩: [⟨harbour.loaded⟩]}
  asked_when: known(⟨crew⟩)
  source: *at
- attribute: ⟨mooring⟩
  type: enum
  question: How is it held?
  values: {⟨anchored⟩: by an anchor, ⟨roped⟩: by ropes}
  superseded_by: [⟨berth⟩, ⟨guarded⟩]
  entails: {⟨anchored⟩: {⟨berth⟩: ⟨roads⟩, ⟨guarded⟩: false}, ⟨roped⟩: {⟨berth⟩: ⟨quay⟩}}
  source: *at
- attribute: ⟨cargo⟩
  type: set
  question: What does it carry?
  values: {⟨ore⟩: ore, ⟨grain⟩: grain}
  actionable: true
  doing: {⟨ore⟩: Load ore}
  undoing: {⟨ore⟩: Unload the ore, none: Say that it is empty}
  source: *at
- attribute: ⟨crew⟩
  type: integer
  minimum: 0
  question: How many are on board?
  actionable: true
  doing: {more: Hire people}
  source: *at
- attribute: ⟨guarded⟩
  type: bool
  question: Does somebody guard it?
  values: {"true": somebody does, "false": nobody does}
  source: *at
- attribute: ⟨turnover⟩
  type: number
  minimum: 0
  question: How much does the owner earn?
  source: *at
- attribute: ⟨trade⟩
  type: enum
  profiles: true
  question: What sort of ship is it?
  values: {⟨tramp⟩: it goes anywhere, ⟨liner⟩: it has a timetable}
  source: *at
- attribute: ⟨flag⟩
  type: enum
  question: Which flag does it fly?
  values_in: ⟨harbour.flag⟩
  source: *at
- control: ⟨lamps⟩
  title: lamps are lit
  question: Are the lamps lit?
  asked_when: ⟨berth⟩ != "⟨dock⟩"
  bought: {title: the dock has lit lamps, question: Has the dock lit lamps?}
  source: *at
- control: ⟨pilot_aboard⟩
  title: a pilot is aboard
  question: Is a pilot aboard?
  source: *at
- control: ⟨manifest⟩
  kind: record
  title: a list of the cargo
  question: Is there a list of the cargo?
  source: *at
- parameter: ⟨hands⟩
  title: People that are few
  values: [{value: 3, source: *at}]
  basis: stated
- parameter: ⟨crew_for⟩
  title: People that a place asks for
  values_for: {⟨berth⟩: {⟨roads⟩: 2, ⟨quay⟩: 4, ⟨basin⟩: 5, ⟨dock⟩: 6}}
  source: *at
  basis: stated
- parameter: ⟨opening⟩
  title: Day of the opening
  values: [{value: 2026-01-01, source: *at}]
  basis: stated
- parameter: ⟨closing⟩
  title: Day of the closing
  values: [{value: 2099-01-01, source: *at}]
  basis: stated
- parameter: ⟨fine⟩
  title: A fine
  values: [{value: 1000, source: *at}]
  basis: stated
- parameter: ⟨portion⟩
  title: A share
  values: [{value: 0.1, source: *at}]
  basis: stated
- define: ⟨harbour.loaded⟩
  title: It carries ore
  ground_of: ⟨rules⟩
  when: '"⟨ore⟩" in ⟨cargo⟩ and ⟨crew⟩ < parameter.⟨crew_for⟩[⟨berth⟩]'
  basis: stated
  source: *at
- define: ⟨harbour.light⟩
  title: It carries grain alone
  from: ⟨opening⟩
  until: ⟨closing⟩
  exception_to: [⟨harbour.loaded⟩, trigger.⟨undermanned⟩]
  when: '"⟨grain⟩" in ⟨cargo⟩ and not ("⟨ore⟩" in ⟨cargo⟩) and not ⟨guarded⟩'
  basis: stated
  source: *at
- define: ⟨harbour.other⟩
  title: It carries something else
  when: not ⟨harbour.loaded⟩ and not ⟨harbour.light⟩
  basis: stated
  source: *at
- classification: ⟨burden⟩
  title: What it carries
  answers: [⟨harbour.loaded⟩, ⟨harbour.light⟩, ⟨harbour.other⟩]
  once_used: {⟨berth⟩: {⟨roads⟩: ⟨quay⟩}}
  source: *at
- table: ⟨harbour.flag⟩
  title: A flag
  hit: collect
  columns: [row, title, meaning, ⟨berth⟩, ⟨harbour.loaded⟩, when, from]
  rows:
    - [red, A red flag, red, "⟨quay⟩, ⟨basin⟩", yes, ⟨crew⟩ > 1, ⟨opening⟩]
    - {row: blue, title: A blue flag, meaning: blue, ⟨berth⟩: ⟨dock⟩, when: ⟨guarded⟩}
  reported: true
  source: *at
- condition: ⟨crowded⟩
  title: Many are on board
  when: ⟨crew⟩ >= parameter.⟨hands⟩ or any(⟨harbour.flag⟩.*)
  because: They are many.
  basis: stated
  source: *at
- trigger: ⟨undermanned⟩
  title: Few are on board
  when: ⟨crew⟩ < parameter.⟨hands⟩ and ⟨berth⟩ >= "⟨quay⟩"
  requires: [⟨lamps⟩]
  because: They are few.
  basis: stated
  source: *at
- exception: ⟨storm⟩
  title: A storm
  own_attributes: [⟨guarded⟩]
  claimed_when: ⟨guarded⟩
  requires: [⟨guarded⟩, controls.⟨lamps⟩]
  requires_controls: [⟨pilot_aboard⟩]
  ends_when: ⟨crew⟩ > 900
  not_failed_while: ⟨crew⟩ == 0
  lifts: [⟨undermanned⟩, ⟨crowded⟩]
  because: Nobody can leave.
  basis: stated
  source: *at
- relief: ⟨calm⟩
  title: The sea is calm
  own_attributes: [⟨guarded⟩]
  requires: [⟨guarded⟩]
  requires_controls: [⟨lamps⟩]
  because: Nothing moves.
  basis: stated
  source: *at
- contradiction: ⟨guarded_by_none⟩
  title: It is guarded and nobody is on board
  when: ⟨guarded⟩ and ⟨crew⟩ == 0
  blocks: [⟨calm⟩, exception.⟨storm⟩]
  basis: stated
  source: *at
- schedule: ⟨tides⟩
  title: What binds by the tides
  starts: [{when: ⟨guarded⟩, from: ⟨closing⟩}, {from: ⟨opening⟩}]
  source: *at
- ceiling: ⟨harbour_fines⟩
  title: A fine of the harbour
  when: ⟨turnover⟩ > 10
  basis: stated
  source: *at
- duty: ⟨report⟩
  title: Report what it carries
  article: Rule 1
  when: known(⟨cargo⟩)
  owed_when: ⟨crew⟩ > 0
  binding: ⟨tides⟩
  requires: [⟨lamps⟩]
  fulfilled_by: [⟨manifest⟩]
  ceiling: ⟨harbour_fines⟩
  ceiling_unless: exception.⟨storm⟩
  due: [{when: ⟨guarded⟩, day: parameter.⟨opening⟩ + days(3)}, {day: today + days(3)}]
  basis: stated
  source: *at
- duty: ⟨light⟩
  title: Keep lamps lit
  article: Rule 2
  when: known(⟨cargo⟩)
  binding: ⟨tides⟩
  fulfilled_by: controls.⟨lamps⟩ and ⟨guarded⟩
  basis: stated
  source: *at
- penalty: ⟨toll⟩
  title: For a breach
  article: Rule 3
  when: duty.⟨report⟩ and at_stake.⟨harbour_fines⟩
  amount: ⟨fine⟩
  share: ⟨portion⟩
  turnover: ⟨turnover⟩
  lower_when: ⟨turnover⟩ < 100
  basis: stated
  source: *at
- consequence: ⟨sinks⟩
  title: It sinks
  when: missing(controls.⟨lamps⟩) and standing.⟨undermanned⟩
  figure: {says: "{low} to {high}", low: ⟨crew⟩ * 2, high: ⟨crew⟩ * parameter.⟨hands⟩}
  asks: [⟨cargo⟩, ⟨flag⟩]
  basis: stated
  source: *at
- note: ⟨read_this⟩
  title: Read this
  when: any(harbour.* except ⟨other⟩)
  basis: stated
  source: *at
- misconception: ⟨unsinkable⟩
  title: It cannot sink
  voiced_when: ⟨crew⟩ == parameter.⟨crew_for⟩["⟨dock⟩"]
  acted_out_when: 'points({⟨guarded⟩: 1, condition.⟨crowded⟩: 2}) >= 2'
  reality: It can.
  consequence: It sinks.
  takes: [⟨lamps⟩]
  basis: stated
  source: *at
- profile: ⟨tramp⟩
  title: A tramp
  asks_first: [⟨berth⟩, ⟨crew⟩]
  candidates: {⟨berth⟩: [⟨roads⟩, ⟨quay⟩], ⟨guarded⟩: [true]}
  laws: [⟨rules⟩]
  controls_to_ask: [⟨lamps⟩, ⟨manifest⟩]
  often_mistaken_for: A liner.
  basis: stated
  source: *at
- profile: ⟨liner⟩
  title: A liner
  asks_first: [⟨crew⟩]
  often_mistaken_for: A tramp.
  basis: stated
  source: *at
- invariant: ⟨never_both⟩
  title: It does not carry both
  exclusive: [⟨harbour.loaded⟩, ⟨harbour.light⟩]
  basis: stated
  source: *at
- invariant: ⟨more_is_stricter⟩
  title: More places are no laxer
  never_relaxed_by: {⟨berth⟩: [⟨roads⟩, ⟨quay⟩], ⟨turnover⟩: more}
  strictness: [[verdict.⟨sail_not⟩], [verdict.⟨sail⟩, verdict.undetermined]]
  but_where: [⟨calm⟩, exception.⟨storm⟩]
  basis: stated
  source: *at
- invariant: ⟨owner_is_no_matter⟩
  title: It is loaded whoever owns it
  unchanged: [⟨harbour.loaded⟩]
  whatever: [⟨turnover⟩, ⟨trade⟩]
  basis: stated
  source: *at
- invariant: ⟨stays⟩
  title: What is loaded stays so
  stable: [⟨harbour.loaded⟩]
  but_for: [⟨turnover⟩, exception.⟨storm⟩, standing.⟨crowded⟩]
  basis: stated
  source: *at
- invariant: ⟨given_guard⟩
  title: A guarded one has something to answer
  given: ⟨guarded⟩
  always: known(⟨guarded⟩)
  basis: stated
  source: *at
- verdict: ⟨sail_not⟩
  rank: 20
  title: It may not sail
  when: standing.⟨crowded⟩ or standing.⟨undermanned⟩
  requires: [⟨pilot_aboard⟩]
  enforces_grounds: true
  because: A ground stands.
  basis: stated
  source: *at
- verdict: ⟨sail⟩
  rank: 30
  title: It may sail
  when: any(ground.*) and not any(standing.*)
  excepted_by: [exception.⟨storm⟩]
  because: All grounds are lifted.
  basis: stated
  source: *at
- verdict: undetermined
  rank: 90
  title: Not settled yet
  because: Something is open.
  basis: stated
  source: *at
- attribute: name
  type: text
  question: What is it called?
  required: true
  source: *at
- attribute: today
  type: date
  question: Which day is it?
  source: *at
""".replace("*at", AT)
_MARK = re.compile("⟨([a-z_.]+)⟩")
_TOKEN = re.compile(r"[\w.]+$")
# values, by the attribute that has them
VALUES = {
    "berth": ("roads", "quay", "basin", "dock"),
    "mooring": ("anchored", "roped"),
    "cargo": ("ore", "grain"),
    "trade": ("tramp", "liner"),
}
MEMBERS = {"other": "harbour.other"}  # of a family that are named without it


class Spot(NamedTuple):
    """A place at which a name stands."""

    line: int
    column: int
    token: int  # the column at which the name begins as it is written there: controls.lamps


def declared(name: str, marked: str = MARKED) -> int:
    """The line that declares a name, from 1."""
    of = value_holder(name)
    lines = marked.splitlines()
    pattern = re.compile(rf"- [a-z]+: ⟨{re.escape(of or name)}⟩$")
    start = next(at for at, line in enumerate(lines) if pattern.match(line))
    if of is None:
        return start + 1
    return next(at for at in range(start, len(lines)) if "  values:" in lines[at]) + 1


def pack_of(marked: str = MARKED) -> str:
    """The text without marks."""
    return _MARK.sub(r"\1", marked)


def spots(marked: str = MARKED) -> dict[str, list[Spot]]:
    """Name → each place at which it stands."""
    found: dict[str, list[Spot]] = {}
    for number, line in enumerate(marked.splitlines(), start=1):
        for mark in _MARK.finditer(line):
            before = pack_of(line[: mark.start()])
            head = _TOKEN.search(before)
            column, token = len(before) + 1, (head.start() if head else len(before)) + 1
            name = MEMBERS.get(mark[1], mark[1])
            found.setdefault(name, []).append(Spot(number, column, token))
    return found


def renamed(name: str, new: str, marked: str = MARKED) -> str:
    """The text with another name in each of its places."""
    last = new.rpartition(".")[2]
    members = {member for member, whole in MEMBERS.items() if whole == name}
    text = marked.replace(f"⟨{name}⟩", f"⟨{new}⟩")
    for member in members:
        text = text.replace(f"⟨{member}⟩", f"⟨{last}⟩")
    return text


def value_holder(name: str) -> str | None:
    """The attribute whose value it is."""
    return next((of for of, values in VALUES.items() if name in values), None)
