"""An assessment as one HTML page that works offline: the decision graph to explore, the argument,
all that bears on it.

The page runs one script, known by its hash, and may fetch nothing; what people wrote is escaped
text.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree

from markupsafe import Markup

from explain.argue.explanation import Explanation
from explain.argue.first_answer import FirstAnswer
from explain.argue.first_layout import first_sections
from explain.argue.outlook_layout import can_change, headline, tier_outlook
from explain.compose.verdict_graph import compose
from explain.forms.footing import known
from explain.forms.forms import HTML, PAGE
from explain.forms.outline import Outline
from explain.forms.templating import fill, source
from explain.graph.dot import to_dot
from explain.graph.graph import Drawing, Meaning
from explain.graph.graphviz import NAMESPACE, named_parts, render
from explain.graph.style import drawn_as
from explain.graph.style import outline as outline_of
from explain.graph.xml_text import xml_text
from knowledge.languages.words import Words

# a graph so much wider than high gets the page's whole width, and its panel a place below
WIDE = 2.5


@PAGE.register(Explanation)
def to_page(explanation: Explanation, words: Words | None = None) -> str:
    """The explanation as a page of HTML, with its styles, its script and its picture inside.

    Raises `CannotDraw`.
    """
    spoken = Words.of(words)
    outlook = explanation.outlook
    stated = spoken.statement(explanation.proposition, explanation.headline)
    drawn = compose(explanation, spoken)
    picture = _picture(drawn, spoken)
    script = source("assessment.js")
    return fill(
        "assessment.html",
        e=explanation,
        words=spoken,
        say=spoken.say,
        known=known,
        lang=spoken.code,
        headline=headline(stated, outlook, spoken),
        reserve=can_change(outlook, spoken) if outlook else "",
        held=_held(explanation),
        held_word=spoken.say(f"held_{_held(explanation)}"),
        tier="" if explanation.first else _begun(_tier(explanation, spoken)),
        ahead=tier_outlook(outlook, spoken) if outlook else (),
        banners=[
            *(spoken.statement(one.entry, one.title) for one in explanation.banners),
            *([explanation.as_if.told(spoken)] if explanation.as_if else ()),
        ],
        first=_first(explanation.first, spoken) if explanation.first else "",
        because=spoken.explaining(explanation.proposition, "because", explanation.because),
        drawn=drawn,
        wide=_width(picture) > WIDE * _height(picture),
        svg=Markup(xml_text(picture, {NAMESPACE: ""})),
        legend=[_swatch(line) for line in drawn.legend],
        smaller=drawn.smaller if any(node.details for node in drawn.nodes) else "",
        details=Markup(
            HTML(explanation.outline(spoken), head=False, notice=False, titled=False, folds=True)
        ),
        css=Markup(source("page.css") + source("assessment.css")),
        script=Markup(script),
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
    )


def _first(answer: FirstAnswer, words: Words) -> Markup:
    """The first answer below the verdict, as a section of HTML."""
    outline = Outline(
        title=words.say("first_title"),
        lead=(),
        sections=tuple(
            part.model_copy(update={"head": False}) for part in first_sections(answer, words)
        ),
        notice="",
    )
    return Markup(HTML(outline, head=False, notice=False))


def _held(explanation: Explanation) -> str:
    """How far the answer holds: settled, so_far, open; of any other conclusion, its status."""
    outlook = explanation.outlook
    if not explanation.grounds:
        return explanation.status
    if outlook is None:
        return "open" if explanation.candidates else "so_far"
    return "settled" if outlook.settled else "so_far" if outlook.decided else "open"


def _begun(told: str) -> str:
    """A text as the beginning of a paragraph."""
    return told[:1].upper() + told[1:]


def _tier(explanation: Explanation, words: Words) -> str:
    """The legal tier in a line; empty where nothing is classified."""
    legal = explanation.legal
    if legal is None:
        return ""
    return words.say("legal_tier", tier=words.tier(legal.tier, legal.title))


def _picture(drawn: Drawing, words: Words) -> ElementTree.Element:
    """The graph as an SVG element, in which a reader can choose each node, by keyboard as well."""
    root = ElementTree.fromstring(render(to_dot(drawn, captions=False).source, "svg"))
    root.attrib |= {
        "role": "group",
        "aria-labelledby": "graph-title",
        "style": f"--width: {_width(root) * 4 / 3:.0f}px",
    }
    del root.attrib["width"], root.attrib["height"]  # the page decides
    nodes = {node.id: node for node in drawn.nodes}
    for parent, told in named_parts(root):
        if parent.get("class") == "node":
            node = nodes[told]
            parent.attrib |= {
                "data-node": told,
                "data-way": " ".join(drawn.way(told)),
                **({"data-proposition": node.proposition} if node.proposition else {}),
                "role": "button",
                "tabindex": "0",
                "aria-pressed": "false",
                "aria-controls": "panel",
                "aria-label": words.titled(
                    node.word or drawn.meaning(node.look), ", ".join(node.items) or node.text
                ),
            }
            if told == drawn.goal:
                parent.set("data-goal", "")
        elif parent.get("class") == "edge":
            tail, _, head = told.partition("->")
            parent.attrib |= {"data-tail": tail, "data-head": head, "aria-hidden": "true"}
    return root


def _swatch(line: Meaning) -> dict[str, str]:
    """A box of the legend."""
    look = drawn_as(line.look, line.signal)
    border = f"2px {outline_of(line.look, line.signal)} {look['color']}"
    return {
        "style": f"background: {look['fillcolor']}; border: {border}",
        "sign": line.sign,
        "meaning": line.says,
    }


def _width(svg: ElementTree.Element) -> float:
    return float(svg.attrib["viewBox"].split()[2])


def _height(svg: ElementTree.Element) -> float:
    return float(svg.attrib["viewBox"].split()[3])
