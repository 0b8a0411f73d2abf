"""The law in a decision graph: its tier is always a box, with the reliefs that somebody claimed and
what the tier would be once the thing is used.
"""

from __future__ import annotations

from explain.argue.explanation import Explanation, LegalReport, ReliefReport
from explain.argue.legal_layout import tier_statement
from explain.argue.outlook import Outlook
from explain.argue.outlook_layout import tier_outlook
from explain.forms.spoken import in_boxes
from explain.graph.graph import Support, node_id
from explain.graph.graph_builder import Sketch

OPEN = "legal tier"  # the name of the tier's box while it is open
LATER = "legal tier once used"
MOST_STEPS = 3  # of the way to the tier; the rest is counted
MOST_COMPARED = 2  # comparisons of a relief


def draw_law(sketch: Sketch, explanation: Explanation, verdict: str = "verdict") -> None:
    """Add the boxes of the law; the tier's takes the place of the one that a ground rests on."""
    legal, outlook = explanation.legal, explanation.outlook
    if legal is None:
        return
    name = legal.answer or OPEN
    drawn = sketch.nodes.get(node_id(name))
    look = tier_look(legal, outlook)
    before_use = bool(outlook and outlook.launch_changes)
    ahead = () if outlook is None else tier_outlook(outlook, sketch.words)
    if before_use:
        ahead = ahead[:-1]  # what it will be once used has a box of its own
    steps = drawn.details if drawn else _way(sketch, legal)
    sketch.node(
        name,
        look,
        tier_statement(legal, sketch.words),
        word=sketch.word(look),
        details=(*steps, *ahead),
        proposition=legal.answer,
        support=_behind(legal),
    )
    if drawn is None:
        sketch.edge(name, verdict, "beside")
    for relief in legal.reliefs:
        _relief(sketch, relief, name)
    if outlook is not None and before_use:
        _once_used(sketch, outlook, name)


def tier_look(legal: LegalReport, outlook: Outlook | None) -> str:
    """How the tier looks: as one that stays, one that holds so far, or as none yet."""
    if not legal.answer:
        return "tier open"
    return "tier so far" if outlook is None or outlook.tiers else "tier"


def _way(sketch: Sketch, legal: LegalReport) -> tuple[str, ...]:
    """The steps that lead to the tier."""
    steps = [
        sketch.words.statement(step.proposition, step.statement)
        for step in legal.steps
        if step.proposition != legal.answer
    ]
    return sketch.listed(steps, MOST_STEPS)


def _behind(legal: LegalReport) -> list[Support]:
    return [
        Support(
            entry=step.proposition,
            title=step.statement,
            authority=step.authority,
            statements=step.statements,
        )
        for step in legal.steps
    ]


def _relief(sketch: Sketch, relief: ReliefReport, tier: str) -> None:
    """A relief that was claimed, with what it rests on; it leads to the tier where it holds."""
    holds = relief.outcome == "holds"
    look = "holds" if holds else "no relief"
    told = [line for one in relief.statements for line in in_boxes(one, sketch.words)]
    name = relief.proposition
    sketch.node(
        name,
        look,
        sketch.words.statement(relief.proposition, relief.title),
        word=sketch.say(f"word_relief_{relief.outcome.replace(' ', '_')}"),
        details=sketch.listed(list(dict.fromkeys(told)), MOST_COMPARED),
        proposition=relief.proposition,
        support=[
            Support(
                entry=relief.proposition,
                authority=relief.authority,
                statements=relief.statements,
            )
        ],
    )
    sketch.edge(name, tier, look)


def _once_used(sketch: Sketch, outlook: Outlook, tier: str) -> None:
    """What the tier will be once the thing is used."""
    later = outlook.launch_changes
    title = sketch.words.tier(later, outlook.tier_titles[later])
    sketch.node(
        LATER,
        "tier later",
        title,
        word=sketch.word("tier later"),
    )
    sketch.edge(LATER, tier, "lifted")
