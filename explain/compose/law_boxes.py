"""The law in a decision graph: its tier is always a box, with the reliefs that somebody claimed and
what the tier would be once the thing is used.
"""

from __future__ import annotations

from explain.argue.explanation import Explanation, LegalReport, ReliefReport
from explain.argue.legal_layout import tier_statement
from explain.argue.outlook import Outlook
from explain.argue.outlook_layout import tier_outlook
from explain.compose.supports import asked
from explain.forms.spoken import in_boxes
from explain.graph.graph import Support, node_id
from explain.graph.graph_builder import Sketch
from knowledge.languages.words import Words

OPEN = "legal tier"  # the name of the tier's box while it is open
LATER = "legal tier once used"
MOST_STEPS = 2  # of the way to the tier; the rest is counted
MOST_BEHIND = 3  # boxes that leave room behind the verdict
WIDTH = 28  # characters to a line
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
        width=drawn.width if drawn else WIDTH,
        details=(*steps, *ahead),
        proposition=legal.answer,
        support=_behind(legal, sketch.words),
    )
    if drawn is None:
        sketch.edge(verdict, name, "beside, on the left" if _crowded(sketch, verdict) else "beside")
    for relief in legal.reliefs:
        _relief(sketch, relief, name)
    if outlook is not None and before_use:
        _once_used(sketch, legal, outlook, name)


def tier_look(legal: LegalReport, outlook: Outlook | None) -> str:
    """The look of the tier: of one that stays, of one that holds so far, or of none yet."""
    if not legal.answer:
        return "tier open"
    return "tier so far" if outlook is None or outlook.tiers else "tier"


def _crowded(sketch: Sketch, verdict: str) -> bool:
    """Whether there is more room for the law before the verdict than behind it."""
    goal = node_id(verdict)
    behind = sum(edge.tail == goal for edge in sketch.edges.values())
    return behind >= MOST_BEHIND or any(edge.line == "holds" for edge in sketch.edges.values())


def _way(sketch: Sketch, legal: LegalReport) -> tuple[str, ...]:
    """The steps that lead to the tier, those first that rule out another one."""
    tiers = f"{legal.answer.rpartition('.')[0]}."
    steps = [
        sketch.words.statement(step.proposition, step.statement)
        for step in sorted(legal.steps, key=lambda step: not step.proposition.startswith(tiers))
        if step.proposition != legal.answer
    ]
    return sketch.listed(steps, MOST_STEPS)


def _behind(legal: LegalReport, words: Words) -> list[Support]:
    """The steps that lead to the tier; while it is open, what would settle it."""
    if not legal.answer:
        return [_open(legal, words)]
    return [
        Support(
            entry=step.entry,
            title=words.statement(step.proposition, step.statement),
            authority=step.authority,
            statements=step.statements,
        )
        for step in legal.steps
    ]


def _open(legal: LegalReport, words: Words) -> Support:
    """The classification, with the questions that would settle it."""
    return Support(
        entry=legal.entry,
        title=words.statement(legal.classification, legal.question),
        statements=asked(legal.questions),
    )


def _relief(sketch: Sketch, relief: ReliefReport, tier: str) -> None:
    """A relief that was claimed, with what it rests on; it leads to the tier where it holds."""
    holds = relief.outcome == "holds"
    look = "holds" if holds else "no relief"
    told = [line for one in relief.statements for line in in_boxes(one, sketch.words)]
    name = relief.proposition
    title = sketch.words.statement(relief.proposition, relief.title)
    sketch.node(
        name,
        look,
        title if holds else sketch.words.titled(title, sketch.say("sign_not_granted")),
        width=WIDTH,
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


def _once_used(sketch: Sketch, legal: LegalReport, outlook: Outlook, tier: str) -> None:
    """Draw the tier that holds once the thing is used."""
    later = outlook.launch_changes
    title = sketch.words.tier(later, outlook.tier_titles[later])
    sketch.node(
        LATER,
        "tier later",
        title,
        word=sketch.word("tier later"),
        support=[_open(legal, sketch.words)],
    )
    sketch.edge(LATER, tier, "lifted")
