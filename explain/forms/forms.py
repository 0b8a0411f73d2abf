"""The forms of explanations; renderers register for the types that they render.

Beside each form stand the modules that hold its renderers, which are loaded when it is first used.
"""

from __future__ import annotations

from knowledge.forms import Form

OUTLINE = Form(
    "outline",
    (
        "explain.argue.layout",
        "explain.argue.why_not_layout",
        "explain.plans.layout",
        "explain.review.told",
    ),
)
# its own, since an outline of the first answer waits for no other layout
FIRST = Form("outline of the first answer", ("explain.argue.first_layout",))
SCREEN = Form("screen", ("explain.forms.screen",))
TEXT = Form("text", ("explain.forms.outlined",))
MARKDOWN = Form("Markdown", ("explain.forms.outlined",))
HTML = Form("HTML", ("explain.forms.outlined", "explain.portfolios.notebook"))
DRAWING = Form(
    "drawing",
    ("explain.compose.verdict_graph", "explain.compose.refutation", "explain.compose.path_drawing"),
)
MERMAID = Form("Mermaid flowchart", ("explain.graph.mermaid",))
SVG = Form("SVG", ("explain.graph.graphviz", "explain.portfolios.chart"))
PICTURE = Form("picture", ("explain.graph.file",))
PAGE = Form("page", ("explain.compose.page",))
PROVENANCE = Form("W3C provenance", ("explain.argue.prov",))
CHART = Form("chart", ("explain.portfolios.tallies",))
ROWS = Form("rows", ("explain.portfolios.rows",))
