"""A portfolio's summary as the rows of tables, for a page, a wiki, a workbook or a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from engine.answer import CONTROL_STATES
from explain.argue.outlook_layout import headline, presumed, reachable
from explain.forms.forms import ROWS
from explain.portfolios.classified import classes_told, headed_classes
from explain.portfolios.summary import OWNER, CaseSummary, PortfolioSummary
from knowledge.languages.codes import ENGLISH
from knowledge.languages.english import short_name
from knowledge.languages.words import Words
from knowledge.outputs import shown_plainly

_TAKEN = frozenset(
    ("legal tier", "missing controls", "unconfirmed controls", "open questions", "rank reason")
) | frozenset(CaseSummary.model_fields)
Rows = list[dict[str, Any]]
COLUMNS = (  # that languages name
    *("row", "name", OWNER, "verdict", "legal tier", "reason", "missing controls"),
    *("unconfirmed controls", "contradictions", "open questions", "question", "attribute"),
    *("open cases it bears on", "given a verdict by this answer alone"),
    *(
        "answers that give a verdict",
        "rank",
        "rank reason",
        "column",
        "value",
        "expected",
        "grounds that stand",
        "can still become",
        "presumed",
    ),
)
# what a case has where it was proven what further answers can change
PROVEN = ("settled", "reachable", "reachable_tiers", "presumed")
# a cell that begins like this is run by a spreadsheet, also as a wide character
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def headed(rows: Rows, words: Words) -> Rows:
    """Rows whose columns are called as a language calls them."""
    heads = {name: words.say(f"column_{name.replace(' ', '_')}") for name in COLUMNS}
    return [{heads.get(name, name): value for name, value in row.items()} for row in rows]


@ROWS.register(PortfolioSummary)
def case_rows(summary: PortfolioSummary, words: Words | None = None) -> Rows:
    """One row a case, as a table shows it; without the columns that are empty in all rows.

    Columns have their English names, by which programs find them.
    """
    spoken, asked = Words.of(words), questions_of(summary)
    classes = headed_classes(summary, spoken)
    taken = frozenset(classes.values())
    rows: Rows = [
        {
            "row": case.row,
            "name": case.name,
            **own_columns(case, taken),
            "verdict": _verdict(case, summary.titles, spoken),
            "can still become": _reachable(case, spoken),
            "legal tier": _tier(case, summary.tiers, spoken),
            **{classes[id]: told for id, told in classes_told(case, summary, spoken).items()},
            "presumed": _presumed(case, spoken),
            "rank": case.rank,
            "rank reason": case.rank_reason,
            "reason": case.reason,
            "missing controls": ", ".join(_missing(case, spoken)),
            "unconfirmed controls": len(case.unconfirmed),
            "contradictions": spoken.listed(case.contradictions),
            "open questions": questions_told(case.questions, asked, spoken),
        }
        for case in summary.cases
    ]
    return _without_empty_columns(rows)


def questions_of(summary: PortfolioSummary) -> dict[str, str]:
    """The questions that are open in some case: attribute → its question, as the summary has it."""
    return {item.attribute: item.question for item in summary.questions}


def questions_told(names: Iterable[str], asked: Mapping[str, str], words: Words) -> str:
    """Open questions in a cell, by their attributes; `asked` has them in the language.

    In English the attributes themselves, by which programs find them.
    """
    if words.code == ENGLISH:
        return ", ".join(names)
    return words.listed(asked[name] for name in names)


def _without_empty_columns(rows: Rows) -> Rows:
    filled = {name for row in rows for name, value in row.items() if value not in ("", None)}
    return [{name: value for name, value in row.items() if name in filled} for row in rows]


def _missing(case: CaseSummary, words: Words) -> Iterator[str]:
    for control in case.missing:
        # in English by its id, by which programs find it
        told = (
            control if words.code == ENGLISH else words.control_name(control, short_name(control))
        )
        yield words.say("from_vendor", title=told) if control in case.from_vendor else told


def _reachable(case: CaseSummary, words: Words) -> str:
    found = case.outlook.verdicts if case.outlook else ()
    return words.listed(reachable(one, words) for one in found)


def _presumed(case: CaseSummary, words: Words) -> str:
    found = case.outlook.presumed if case.outlook else ()
    return words.listed(presumed(one, words) for one in found)


def _tier(case: CaseSummary, tiers: Mapping[str, str], words: Words) -> str:
    """The tier; before launch, with the one that it would be once the thing is used."""
    after = case.would_be_tier
    if after is None or after == case.tier:
        return tiers[case.tier]
    later = words.say("tier_once_used", tier=tiers[after])
    return words.listed((tiers[case.tier], later))


def own_columns(case: CaseSummary, taken: Collection[str] = ()) -> dict[str, Any]:
    """The columns that tell a case apart, and its owner: those that the table's owner keeps.

    `taken`: heads that the report has beside those of every report.
    """
    owner = {OWNER: case.owner} if OWNER not in case.kept else {}
    return {**{_apart(head, taken): cell or "" for head, cell in case.kept.items()}, **owner}


def case_records(summary: PortfolioSummary) -> Rows:
    """One row a case with all that is known of it, for a table that a program reads."""
    records = []
    left_out = {"kept", *(() if summary.proven else PROVEN)}
    taken = frozenset(one.id for one in summary.classifications)
    for case in summary.cases:
        whole = case.model_dump(mode="json", exclude=left_out)
        kept = {_apart(head, taken): cell for head, cell in case.kept.items()}
        first = {name: whole.pop(name) for name in ("row", "name")}
        record = {**first, **kept}
        for name, value in whole.items():
            record[name] = value
            if name == "tier":
                record |= case.classified
        records.append(record)
    return records


def _apart(head: str, taken: Collection[str]) -> str:
    """A head of the table that no column of a report has."""
    return f"{head} (table)" if head in _TAKEN or head in taken else head


def _verdict(case: CaseSummary, titles: Mapping[str, str], words: Words) -> str:
    if case.outlook is not None:
        return headline(case.headline, case.outlook, words)
    if len(case.candidates) <= 1:
        return case.headline
    possible = words.listed(titles[candidate] for candidate in case.candidates)
    return words.say("verdict_and_possible", verdict=case.headline, verdicts=possible)


def gap_rows(summary: PortfolioSummary, words: Words | None = None) -> Rows:
    """One row a case and one column a control that some case requires: missing, unconfirmed, in
    place, or empty: not required.
    """
    told: dict[str, str] = {
        state: Words.of(words).say(f"state_{state.replace(' ', '_')}") for state in CONTROL_STATES
    }
    states = [(case, _states(case, told)) for case in summary.cases]
    required = {control for _, found in states for control in found}
    columns = [control for control in summary.controls if control in required]
    rows: Rows = [
        {
            "row": case.row,
            "name": case.name,
            **own_columns(case),
            **{name: found.get(name, "") for name in columns},
        }
        for case, found in states
    ]
    return _without_empty_columns(rows)


def _states(case: CaseSummary, told: Mapping[str, str]) -> dict[str, str]:
    controls = (case.missing, case.unconfirmed, case.in_place)
    return {
        control: told[state]
        for state, several in zip(CONTROL_STATES, controls, strict=True)
        for control in several
    }


def question_rows(summary: PortfolioSummary, words: Words | None = None) -> Rows:
    """One row an open question, those that give most cases a verdict first.

    In English, answers have the names by which programs find them.
    """
    spoken = Words.of(words)
    return [
        {
            "question": item.question,
            "attribute": item.attribute,
            "open cases it bears on": item.cases,
            "given a verdict by this answer alone": item.settles,
            "answers that give a verdict": (
                ", ".join(item.answers)
                if spoken.code == ENGLISH
                else spoken.listed(item.told(spoken))
            ),
        }
        for item in summary.questions
    ]


def fault_rows(summary: PortfolioSummary, words: Words | None = None) -> Rows:
    """One row for each cell or row that could not be used."""
    spoken = Words.of(words)
    return [
        {
            "row": fault.row,
            "column": fault.column,
            "value": fault.value,
            "reason": spoken.mark(fault.reason),
            "expected": spoken.mark(fault.expected),
        }
        for fault in summary.faults
    ]


def looks_like_formula(value: object) -> bool:
    """Whether a spreadsheet would run this cell."""
    return isinstance(value, str) and value.startswith(FORMULA)


def harmless(row: Mapping[str, object]) -> dict[str, object]:
    """A row of which a spreadsheet runs nothing: an apostrophe stands before what it would take for
    a formula.
    """
    return {harmless_cell(key): harmless_cell(value) for key, value in row.items()}


def harmless_cell(value: Any) -> Any:
    """A cell that no spreadsheet runs, with what is hidden in it shown."""
    if not isinstance(value, str):
        return value
    return shown_plainly(f"'{value}" if looks_like_formula(value) else value)
