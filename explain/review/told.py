"""The impact of a change laid out for reading: what was changed, which verdicts turn, what else,
each with its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explain.ask.conclusions import STEPS
from explain.ask.moved_days import DayMove, move_lines
from explain.forms.footing import known
from explain.forms.forms import OUTLINE
from explain.forms.outline import Line, Outline, Section
from explain.forms.spoken import quoted_tier, quoted_verdict
from explain.review.changes import CaseChange, CauseChange, ConclusionMove, EntryChange
from explain.review.impact import Impact
from knowledge.entries import derived_names as names
from knowledge.languages.words import Words

MOST_NAMED = 12  # cases named on one line
MOST_RULES = 3  # the same of rules
# what a changed entry does beside conclusions
SAME = "same conclusions"
EFFECTS = (SAME, "not proven", "answers", "figures", "wording")
OTHERWISE = ("answers", "figures")  # what else is not the same, where every conclusion is
# families with a section of their own
SECTIONS = (names.DUTY, names.REQUIRED, names.GAP)
OTHER = "other"


@OUTLINE.register(Impact)
def outline(impact: Impact, words: Words) -> Outline:
    """The outline of an impact."""
    return Outline(
        title=words.say(
            "impact_title", before=known(impact.before, words), after=known(impact.after, words)
        ),
        lead=(_summary(impact, words),),
        sections=(
            Section(
                title=words.say("impact_entries"),
                lines=tuple(_entry(change, impact, words) for change in impact.entries),
            ),
            Section(title=words.say("chart_verdict"), lines=tuple(_verdicts(impact, words))),
            *_conclusions(impact, words),
            Section(title=words.say("days_moved"), lines=tuple(_days(impact.cases, words))),
            Section(
                title=words.say("impact_witnesses"),
                lines=tuple(_stated(case, words) for case in impact.cases if case.stated),
            ),
            Section(
                title=words.say("impact_unread"),
                lines=tuple(Line(text=words.mark(says)) for says in impact.unread),
            ),
        ),
        notice=words.say("no_legal_advice"),
    )


def _summary(impact: Impact, words: Words) -> str:
    """What changes at all; then the new answers, which have nothing to be compared with."""
    said = _changes(impact, words)
    if not impact.answers_left:
        return said
    return f"{said} {words.count('impact_answers_left', impact.answers_left)}"


def _changes(impact: Impact, words: Words) -> str:
    """What changes; answers that only one of the two takes first, and then all others."""
    if impact.assessed is not None:
        return " ".join((_counted(impact, words), *_gone(impact, words)))
    both = tuple(case for case in impact.cases if not (case.new_answer or case.gone_answer))
    said = []
    for phrase, answers in (
        ("impact_new_answers", [(case.row, case.new_answer) for case in impact.cases]),
        ("impact_gone_answers", [(case.row, case.gone_answer) for case in impact.cases]),
    ):
        if told := [(row, answer) for row, answer in answers if answer]:
            named = words.listed(
                f"{answer} ({words.say('impact_case', number=row)})"
                for row, answer in told[:MOST_NAMED]
            )
            said.append(words.count(phrase, len(told), answers=named))
    proven = _by_proof(impact.model_copy(update={"cases": both}), words, compared=bool(said))
    return " ".join([*said, words.say("impact_shared", said=proven) if said else proven])


def _gone(impact: Impact, words: Words) -> Iterable[str]:
    """The answers of the cases that were given which are gone, with the rows of each."""
    if impact.gone:
        named = words.listed(
            f"{answer} ({words.count('impact_rows', len(rows), rows=_some(rows, words))})"
            for answer, rows in [*impact.gone.items()][:MOST_NAMED]
        )
        if (more := len(impact.gone) - MOST_NAMED) > 0:
            named = words.say("named_and_more", named=named, count=more)
        yield words.count("impact_stated_gone", len(impact.gone), answers=named)


def _some(rows: Sequence[int], words: Words) -> str:
    named, more = ", ".join(map(str, rows[:MOST_NAMED])), len(rows) - MOST_NAMED
    return named if more <= 0 else words.say("named_and_more", named=named, count=more)


def _counted(impact: Impact, words: Words) -> str:
    if not impact.entries:
        return words.say("impact_nothing")
    turned = sum(case.verdict[0] != case.verdict[1] for case in impact.cases)
    return words.count(
        "impact_counted",
        len(impact.cases),
        of=words.number(impact.assessed or 0),
        turned=words.number(turned),
    )


def _by_proof(impact: Impact, words: Words, compared: bool) -> str:
    """What is proven; `compared`: whether answers that only one of the two takes are told of."""
    if not impact.entries:
        return words.say("impact_nothing")
    if impact.rewording:
        return words.say("impact_rewording")
    if not impact.cases and impact.unproven:
        return words.say("impact_not_proven", unproven=_unproven(impact, words))
    if not impact.cases:
        effects = dict.fromkeys(entry.effect for entry in impact.entries)
        otherwise = [
            words.say(f"impact_otherwise_{effect}")
            for effect in effects
            if effect in OTHERWISE and not (compared and effect == "answers")
        ]
        if not otherwise:
            return words.say("impact_no_conclusion")
        return words.say("impact_same_conclusions", besides=words.listed(otherwise))
    count = sum(len(case.shows) for case in impact.cases)
    some = words.count("impact_shown", len(impact.cases))
    if impact.unproven:
        unproven = _unproven(impact, words)
        return words.count("impact_some_unproven", count, some=some, unproven=unproven)
    return words.count("impact_conclusions", count, some=some)


def _unproven(impact: Impact, words: Words) -> str:
    """The conclusions that may change for all that is known, and why it is not known."""
    named, more = words.listed(list(impact.unproven)[:MOST_NAMED]), len(impact.unproven)
    if more > MOST_NAMED:
        named = words.say("named_and_more", named=named, count=more - MOST_NAMED)
    reasons = dict.fromkeys(gap.told(words) for gap in impact.unproven.values())
    return f"{named} ({words.listed(reasons)})"


def _entry(change: EntryChange, impact: Impact, words: Words) -> Line:
    text = words.say(f"impact_entry_{change.change}", entry=change.entry)
    if change.reason:
        text += words.say("impact_reason", pack=change.pack, reason=words.mark(change.reason))
    if change.effect in EFFECTS:
        told = f"impact_effect_{change.effect.replace(' ', '_')}"
        if change.effect == SAME and any(one.effect == "answers" for one in impact.entries):
            told = "impact_effect_same_where_both"
        text = words.titled(text, words.say(told))
    return Line(
        text=text,
        below=tuple(
            Line(
                text=words.titled(
                    field.key,
                    f"{_said(field.before, words)} → {_said(field.after, words)}",
                )
            )
            for field in change.fields
        ),
    )


def _said(value: str | None, words: Words) -> str:
    return words.say("impact_field_absent") if value is None else value


def _verdicts(impact: Impact, words: Words) -> Iterable[Line]:
    """Each turn of a verdict or a tier: whom it concerns, and why."""
    groups: dict[tuple[str, ...], list[CaseChange]] = {}
    for case in impact.cases:
        turns = []
        if case.verdict[0] != case.verdict[1]:
            said = zip(case.verdict, case.verdict_titles, strict=True)
            turns.append(" → ".join(quoted_verdict(*one, words) for one in said))
        if case.tier[0] != case.tier[1]:
            said = zip(case.tier, case.tier_titles, strict=True)
            before, after = (quoted_tier(*one, words) for one in said)
            turns.append(words.say("impact_tier", before=before, after=after))
        if not turns:
            continue
        causes = dict.fromkeys(
            cause for move in case.moves if _tells(move, case) for cause in move.causes
        )
        key = (", ".join(turns), *(_because(cause, words) for cause in causes))
        groups.setdefault(key, []).append(case)
    for (turn, *reasons), cases in groups.items():
        yield Line(
            text=words.titled(turn, _named(cases, words)),
            below=tuple(Line(text=reason) for reason in reasons),
        )


def _conclusions(impact: Impact, words: Words) -> Iterable[Section]:
    """The other conclusions, family by family.

    Those that turn alike, in the same cases and for the same reasons, are one line.
    """
    cases: dict[tuple[ConclusionMove, tuple[str, ...]], list[CaseChange]] = {}
    # a control that is missing because it is required now is told once
    implied = {
        names.gap(control)
        for case in impact.cases
        for move in case.moves
        if (control := names.id_in(names.REQUIRED, move.proposition))
    }
    for case in impact.cases:
        for move in case.moves:
            if (
                names.family_of(move.proposition) != names.VERDICT
                and move.proposition not in implied
                and (not case.stated or move.proposition in case.shows)
            ):
                reasons = tuple(_because(cause, words) for cause in move.causes)
                alone = move.model_copy(update={"causes": ()})
                cases.setdefault((alone, reasons), []).append(case)
    alike: dict[tuple[str, ...], list[tuple[ConclusionMove, list[CaseChange]]]] = {}
    for (move, reasons), concerned in cases.items():
        family = names.family_of(move.proposition)
        turned = f"{words.say(f'sign_{move.before}')} → {words.say(f'sign_{move.after}')}"
        who = words.titled(turned, _named(concerned, words))
        step = move.step if move.step in STEPS else ""
        key = (family if family in SECTIONS else OTHER, step, who, *reasons)
        alike.setdefault(key, []).append((move, concerned))
    for section in (*SECTIONS, OTHER):
        groups = [(key[1:], moves) for key, moves in alike.items() if key[0] == section]
        yield Section(
            title=words.say(f"impact_{section}"),
            lines=tuple(
                _alike([move for move, _ in moves], step, who, below, words)
                for (step, who, *below), moves in groups
            ),
        )


def _days(cases: Iterable[CaseChange], words: Words) -> Iterable[Line]:
    """The days that move, each once, with the cases and what has them."""
    concerned: dict[DayMove, list[CaseChange]] = {}
    for case in cases:
        for move in case.days:
            concerned.setdefault(move, []).append(case)
    return move_lines(concerned, words, lambda move: _named(concerned[move], words))


def _alike(
    moves: Sequence[ConclusionMove], step: str, who: str, reasons: Sequence[str], words: Words
) -> Line:
    """Conclusions that turn alike: one on a line with how it turns, several on lines below it, and
    what all of them have in common, such as the step that they are, once.
    """
    titles = [_title(move, step, words) for move in moves]
    head = words.titled(titles.pop(), who) if len(titles) == 1 else who
    return Line(
        text=words.titled(words.say(f"step_{step}"), head) if step else head,
        sign=moves[0].after,
        word=words.say(f"sign_{moves[0].after}"),
        below=tuple(Line(text=says) for says in (*titles, *reasons)),
    )


def _title(move: ConclusionMove, step: str, words: Words) -> str:
    """A conclusion by title and name; of a step, the title of what it is a step of."""
    named = (move.about, move.subject) if step else (move.proposition, move.title)
    return f"{words.statement(*named)} ({move.proposition})"


def _tells(move: ConclusionMove, case: CaseChange) -> bool:
    """Whether a conclusion is the verdict, or the tier, that a case has now."""
    return move.proposition == names.verdict(case.verdict[1]) or (
        case.tier[0] != case.tier[1] and move.proposition == case.tier_answer
    )


def _because(cause: CauseChange, words: Words) -> str:
    told = []
    for rules, key in ((cause.fires, "impact_fire"), (cause.ceased, "impact_ceased")):
        if rules:
            shown = ", ".join(rules[:MOST_RULES])
            if len(rules) > MOST_RULES:
                shown = words.say("named_and_more", named=shown, count=len(rules) - MOST_RULES)
            told.append(words.count(key, len(rules), rules=shown))
    return words.say("impact_because", entry=cause.entry, rules=words.listed(told))


def _named(cases: Sequence[CaseChange], words: Words) -> str:
    """The cases by name, or the number of those that were found by proof."""
    named = words.listed(
        words.say("impact_case", number=case.row)
        if case.stated
        else words.say("impact_case_named", name=case.name, row=case.row)
        for case in cases[:MOST_NAMED]
    )
    if len(cases) > MOST_NAMED:
        named = words.say("named_and_more", named=named, count=len(cases) - MOST_NAMED)
    if cases[0].stated:
        return named
    return words.titled(words.count("impact_cases", len(cases)), named)


def _stated(case: CaseChange, words: Words) -> Line:
    """The facts stated in a case that was found by proof."""
    facts = ", ".join(
        words.titled(name, words.value(value))
        for name, value in case.stated.items()
        if name not in ("name", "today")
    )
    where = words.say("impact_case_on", number=case.row, day=case.on)
    return Line(text=words.titled(where, facts or words.say("impact_nothing_stated")))
