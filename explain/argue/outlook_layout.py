"""The outlook of an answer in words: its headline, which says how far it holds, and what it
presumes.
"""

from __future__ import annotations

from collections.abc import Iterator

from explain.argue.outlook import Outlook, Presumption, Reachable
from explain.forms.outline import Line, Section
from explain.forms.spoken import remark
from knowledge.languages.words import Words

MOST_UNANSWERED = 4  # questions named for one presumption; the rest is counted


def headline(title: str, outlook: Outlook | None, words: Words) -> str:
    """The verdict in one line, `title`, with the reserve under which it holds."""
    if outlook is None or not outlook.decided:
        return title
    said = title if outlook.settled else words.say("headline_so_far", title=title)
    for own in outlook.own_statements:
        meaning = words.answer(own.name, own.value, own.title)
        said = words.say("headline_own_statement", said=said, meaning=meaning)
    for judged in outlook.judgements:
        meaning = words.answer(judged.attribute, judged.value, judged.meaning)
        said = words.say("headline_own_judgement", said=said, meaning=meaning)
    return said


def can_change(outlook: Outlook, words: Words) -> str:
    """The verdicts that further answers can lead to, in a sentence; or that nothing can."""
    if outlook.settled:
        return words.say("settled", subject=words.say("subject_verdict"))
    key = "can_change" if outlook.decided else "can_become"
    answers = ", ".join(reachable(one, words) for one in outlook.verdicts)
    if not outlook.open_questions:
        return words.say(key, answers=answers)
    return words.count(key, outlook.open_questions, answers=answers)


def reachable(one: Reachable, words: Words) -> str:
    """Another answer, with what has to be known of it."""
    said = words.short(one.proposition, one.short)
    if not one.proven:
        return words.say("not_proven", answer=said)
    return words.say("only_contradictory", answer=said) if one.contradictory else said


def tier_outlook(outlook: Outlook, words: Words) -> tuple[str, ...]:
    """The tiers that are still possible, and the tier once the thing is used."""
    found = []
    if outlook.tiers:
        tiers = ", ".join(_tier(one, words) for one in outlook.tiers)
        found.append(words.say("tier_can_become", tiers=tiers))
    if after := outlook.launch_changes:
        tier = words.tier(after, outlook.tier_titles[after])
        found.append(words.say("tier_once_used", tier=tier))
    return tuple(found)


def _tier(one: Reachable, words: Words) -> str:
    said = words.tier(one.id, one.short)
    if not one.proven:
        return words.say("not_proven", answer=said)
    return words.say("only_contradictory", answer=said) if one.contradictory else said


def presumed_section(outlook: Outlook | None, words: Words) -> Section:
    """All that the answer presumes."""
    found = outlook.presumed if outlook else ()
    heads = ("presumed", "changes", "hangs_on")
    return Section(
        title=words.say("presumed"),
        lines=tuple(_line(one, words) for one in found),
        columns=tuple(words.say(f"head_{name}") for name in heads),
        counted=True,
    )


def presumed(one: Presumption, words: Words) -> str:
    """A presumption, in a sentence."""
    if one.unchecked:
        meaning = words.answer(one.name, one.value, one.title)
        open_ = (words.whether(name, asked) for name, asked in one.unchecked)
        return words.say("presumed_own", meaning=meaning, asked=words.listed(open_))
    if one.counted:
        return words.say("presumed_so", title=words.statement(one.name, one.title))
    return words.say("presumed_not_so", asked=words.whether(one.name, one.asked))


def _line(one: Presumption, words: Words) -> Line:
    said, changes = presumed(one, words), words.say(f"changes_{'_'.join(one.changes)}")
    asked = tuple(_asked(one, words))
    return Line(
        text=said,
        below=(
            remark(words.say("presumed_changes", answers=changes)),
            *(remark(words.say("presumed_hangs_on", question=question)) for question in asked),
        ),
        cells=(said, changes, words.listed(asked)),
        name=one.name,
        proposition="" if one.unchecked else one.name,
    )


def _asked(one: Presumption, words: Words) -> Iterator[str]:
    for item in one.unanswered[:MOST_UNANSWERED]:
        yield f"{words.question(item.attribute, item.question)} ({item.attribute})"
    if (rest := len(one.unanswered) - MOST_UNANSWERED) > 0:
        yield words.say("and_more", count=rest)
