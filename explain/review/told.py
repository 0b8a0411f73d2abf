"""The impact of a change laid out for reading: what was changed, which verdicts turn, what else,
each with its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.forms.forms import OUTLINE
from explain.forms.outline import Line, Outline, Section
from explain.review.impact import CaseChange, CauseChange, ConclusionMove, EntryChange, Impact
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names
from knowledge.languages.words import Words

MOST_NAMED = 12  # cases named on one line
MOST_RULES = 3  # the same of rules
EFFECTS = {
    "conclusions": "",
    "same conclusions": "concludes the same in every case (proven)",
    "not proven": "not proven: whether it concludes the same in every case",
    "answers": "takes other answers; those that both take are compared",
    "figures": "figures or days that reports show",
    "wording": "no rule of it changed",
}
OTHERWISE = {  # what else is not the same, where every conclusion is
    "answers": "answers that only one of the two takes are not compared",
    "figures": "figures or days that reports show do",
}
# family → its title; others are told by name
SECTIONS = {"duty": "Duties", "required": "Required controls", "gap": "Missing controls"}
VERDICT = derived_names.verdict("")  # before the id of a verdict
REQUIRED = derived_names.required(
    ""
)  # a control that is missing because it is required now is told once
OTHER = "Other conclusions"


@OUTLINE.register(Impact)
def outline(impact: Impact, words: Words) -> Outline:
    """The outline of an impact."""
    return Outline(
        title=f"From {impact.before} to {impact.after}",
        lead=(_summary(impact),),
        sections=(
            Section(title="What was changed", lines=tuple(map(_entry, impact.entries))),
            Section(title="Verdicts", lines=tuple(_verdicts(impact))),
            *_conclusions(impact),
            Section(
                title="The cases that show it",
                lines=tuple(_stated(case) for case in impact.cases if case.stated),
            ),
            Section(
                title="Rows that could not be read",
                lines=tuple(Line(text=says) for says in impact.unread),
            ),
        ),
        notice=impact.notice,
    )


def _summary(impact: Impact) -> str:
    if not impact.entries:
        return "Nothing was changed."
    if impact.assessed is not None:
        turned = sum(case.verdict[0] != case.verdict[1] for case in impact.cases)
        return (
            f"{len(impact.cases)} of {impact.assessed} cases change, {turned} of them to another"
            " verdict."
        )
    if not impact.cases and impact.unproven:
        return (
            "No case was found to which the change makes a difference;"
            f" it is not proven that there is none: {_unproven(impact)}."
        )
    if not impact.cases and not impact.rewording:
        besides = dict.fromkeys(
            OTHERWISE[entry.effect] for entry in impact.entries if entry.effect in OTHERWISE
        )
        return (
            "It is proven that no conclusion changes, in any case on any day;"
            f" {'; '.join(besides)}."
        )
    if impact.rewording:
        return (
            "A rewording: it is proven that both conclude the same in every case, full or partial,"
            " on every day."
        )
    count = sum(len(case.shows) for case in impact.cases)
    some = (
        f"the {len(impact.cases)} cases below show"
        if len(impact.cases) > 1
        else "the case below shows"
    )
    doubt = f" it is not proven that {_unproven(impact)} stay;" if impact.unproven else ""
    return (
        f"{count} conclusion{'s' if count > 1 else ''} can come out otherwise, as {some};{doubt}"
        " all others are proven to stay."
    )


def _unproven(impact: Impact) -> str:
    """The conclusions that may change for all that is known, and why it is not."""
    names = ", ".join(list(impact.unproven)[:MOST_NAMED])
    more = len(impact.unproven) - MOST_NAMED
    reasons = dict.fromkeys(impact.unproven.values())
    return f"{names}{f' and {more} more' if more > 0 else ''} ({'; '.join(reasons)})"


def _entry(change: EntryChange) -> Line:
    effect = EFFECTS[change.effect]
    why = f" (pack {change.pack}: {change.reason})" if change.reason else ""
    text = f"{change.entry} {change.change}{why}{': ' + effect if effect else ''}"
    return Line(
        text=text,
        below=tuple(
            Line(text=f"{field.key}: {field.before} → {field.after}") for field in change.fields
        ),
    )


def _verdicts(impact: Impact) -> Iterable[Line]:
    """Each turn of a verdict or a tier: whom it concerns, and why."""
    groups: dict[tuple[str, ...], list[CaseChange]] = {}
    for case in impact.cases:
        if case.verdict[0] == case.verdict[1] and case.tier[0] == case.tier[1]:
            continue
        turns = [f"{one} → {other}" for one, other in (case.verdict, case.tier) if one != other]
        causes = dict.fromkeys(
            cause for move in case.moves if _tells(move, case) for cause in move.causes
        )
        groups.setdefault((", tier ".join(turns), *map(_because, causes)), []).append(case)
    for (turn, *reasons), cases in groups.items():
        yield Line(
            text=f"{turn}: {_named(cases)}", below=tuple(Line(text=reason) for reason in reasons)
        )


def _conclusions(impact: Impact) -> Iterable[Section]:
    """The other conclusions, family by family.

    Those that turn alike, in the same cases and for the same reasons, are one line.
    """
    cases: dict[tuple[ConclusionMove, tuple[str, ...]], list[CaseChange]] = {}
    implied = {
        derived_names.gap(move.proposition.removeprefix(REQUIRED))
        for case in impact.cases
        for move in case.moves
        if move.proposition.startswith(REQUIRED)
    }
    for case in impact.cases:
        for move in case.moves:
            if (
                not move.proposition.startswith(VERDICT)
                and move.proposition not in implied
                and (not case.stated or move.proposition in case.shows)
            ):
                cases.setdefault(
                    (move.model_copy(update={"causes": ()}), tuple(map(_because, move.causes))), []
                ).append(case)
    alike: dict[tuple[str, ...], list[tuple[ConclusionMove, list[CaseChange]]]] = {}
    for (move, reasons), concerned in cases.items():
        family = move.proposition.partition(".")[0]
        who = f"{move.before} → {move.after}: {_named(concerned)}"
        key = (SECTIONS.get(family, OTHER), who, *reasons)
        alike.setdefault(key, []).append((move, concerned))
    for title in (*SECTIONS.values(), OTHER):
        groups = [(key[1:], moves) for key, moves in alike.items() if key[0] == title]
        yield Section(
            title=title,
            lines=tuple(
                Line(
                    text=f"{_titles([move for move, _ in moves])}: {who}",
                    sign=moves[0][0].after,
                    below=tuple(Line(text=says) for says in below),
                )
                for (who, *below), moves in groups
            ),
        )


def _titles(moves: Sequence[ConclusionMove]) -> str:
    """The conclusions by title and name; what all titles begin with is said once."""
    head, colon, _ = moves[0].title.partition(": ")
    begins = (
        head + colon if colon and all(move.title.startswith(head + colon) for move in moves) else ""
    )
    return begins + "; ".join(
        f"{move.title.removeprefix(begins)} ({move.proposition})" for move in moves
    )


def _tells(move: ConclusionMove, case: CaseChange) -> bool:
    """Whether a conclusion is the verdict, or the tier, that a case has now."""
    return move.proposition == derived_names.verdict(case.verdict[1]) or (
        case.tier[0] != case.tier[1] and move.proposition.endswith(f".{case.tier[1]}")
    )


def _because(cause: CauseChange) -> str:
    told = []
    for rules, when in ((cause.fires, "now"), (cause.ceased, "no longer")):
        more = f" and {len(rules) - MOST_RULES} more" if len(rules) > MOST_RULES else ""
        told += (
            [f"{', '.join(rules[:MOST_RULES])}{more} {when} fire{'s' if len(rules) == 1 else ''}"]
            if rules
            else []
        )
    return f"because of {cause.entry}: {'; '.join(told)}"


def _named(cases: Sequence[CaseChange]) -> str:
    """The cases by name, or the number of those that were found by proof."""
    names = [
        f"case {case.row}" if case.stated else f"{case.name} (row {case.row})"
        for case in cases[:MOST_NAMED]
    ]
    more = f" and {len(cases) - MOST_NAMED} more" if len(cases) > MOST_NAMED else ""
    count = "" if cases[0].stated else f"{len(cases)} case{'s' if len(cases) > 1 else ''}: "
    return f"{count}{'; '.join(names)}{more}"


def _stated(case: CaseChange) -> Line:
    """What a case that was found by proof states."""
    facts = ", ".join(
        f"{name}: {in_words(value)}"
        for name, value in case.stated.items()
        if name not in ("name", "today")
    )
    return Line(text=f"case {case.row}, on {case.on}: {facts or 'nothing is stated'}")
