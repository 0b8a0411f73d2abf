"""The look of each kind of node and edge, in every form of the picture, and its meaning in the
legend.

A look differs by word and by outline as well as by colour; colour-blind people tell its colours
apart.
"""

from __future__ import annotations

# Okabe and Ito's palette; each look differs in outline as well
LOOKS: dict[str, dict[str, str]] = {
    "fact": {
        "shape": "note",
        "fillcolor": "#FFFFFF",
        "color": "#555555",
        "penwidth": "1.2",
        "margin": "0.2,0.07",
    },
    "unanswered": {
        "shape": "note",
        "fillcolor": "#FFFFFF",
        "color": "#B37700",
        "penwidth": "1.5",
        "style": "filled,dotted",
        "margin": "0.2,0.07",
    },
    "stands": {"shape": "box", "fillcolor": "#CFE6F5", "color": "#0072B2", "penwidth": "3"},
    "beside": {
        "shape": "tab",
        "fillcolor": "#EAF3F9",
        "color": "#0072B2",
        "penwidth": "1.5",
        "style": "filled,dashed",
    },
    "true": {"shape": "box", "fillcolor": "#EEF6FB", "color": "#0072B2", "penwidth": "1.5"},
    "lifted": {
        "shape": "box",
        "fillcolor": "#F2F2F2",
        "color": "#777777",
        "penwidth": "2",
        "style": "filled,dashed",
    },
    "open": {
        "shape": "box",
        "fillcolor": "#FFF1CC",
        "color": "#B37700",
        "penwidth": "2",
        "style": "filled,dotted",
    },
    "unknown": {
        "shape": "box",
        "fillcolor": "#FFF9E8",
        "color": "#B37700",
        "penwidth": "2",
        "style": "filled,dotted",
    },
    "absent": {"shape": "box", "fillcolor": "#E6E6E6", "color": "#777777", "penwidth": "1.2"},
    "false": {"shape": "box", "fillcolor": "#F4F4F4", "color": "#777777", "penwidth": "1.2"},
    "holds": {
        "shape": "box",
        "fillcolor": "#D3EFE5",
        "color": "#009E73",
        "penwidth": "3",
        "style": "filled,rounded",
    },
    "no relief": {
        "shape": "box",
        "fillcolor": "#FAFAFA",
        "color": "#777777",
        "penwidth": "2",
        "style": "filled,rounded,dashed",
    },
    "verdict": {
        "shape": "box",
        "fillcolor": "#0072B2",
        "color": "#003B5C",
        "fontcolor": "#FFFFFF",
        "penwidth": "4",
        "style": "filled,rounded",
    },
    "verdict so far": {
        "shape": "box",
        "fillcolor": "#DDECF8",
        "color": "#0072B2",
        "penwidth": "3",
        "style": "filled,dashed",
    },
    "presumed": {
        "shape": "component",
        "fillcolor": "#F7E9F1",
        "color": "#A3497A",
        "penwidth": "2",
        "style": "filled,dashed",
        "margin": "0.16,0.06",
    },
    "verdict open": {
        "shape": "box",
        "fillcolor": "#FFE8A8",
        "color": "#B37700",
        "penwidth": "4",
        "style": "filled,rounded,dotted",
    },
    # the law's own answer, and what it would be
    "tier": {"shape": "box", "fillcolor": "#ECE9F5", "color": "#4A3C8C", "penwidth": "3"},
    "tier so far": {
        "shape": "box",
        "fillcolor": "#F5F3FA",
        "color": "#4A3C8C",
        "penwidth": "2.5",
        "style": "filled,dashed",
    },
    "tier open": {
        "shape": "box",
        "fillcolor": "#FFF9E8",
        "color": "#4A3C8C",
        "penwidth": "2.5",
        "style": "filled,dotted",
    },
    "tier later": {
        "shape": "box",
        "fillcolor": "#F5F3FA",
        "color": "#4A3C8C",
        "penwidth": "1.5",
        "style": "filled,rounded,dashed",
    },
    "refuted": {
        "shape": "box",
        "fillcolor": "#E6E6E6",
        "color": "#555555",
        "penwidth": "4",
        "style": "filled,rounded",
    },
    "barrier": {"shape": "octagon", "fillcolor": "#FBE3D6", "color": "#D55E00", "penwidth": "2.5"},
    "missing": {"shape": "folder", "fillcolor": "#FBE3D6", "color": "#D55E00", "penwidth": "2.5"},
    "unconfirmed": {
        "shape": "folder",
        "fillcolor": "#FFF1CC",
        "color": "#B37700",
        "penwidth": "2",
        "style": "filled,dotted",
    },
    "warning": {
        "shape": "box",
        "fillcolor": "#FBE3D6",
        "color": "#D55E00",
        "penwidth": "1.5",
        "peripheries": "2",
    },
}
# What a verdict tells a team to do → the shape and colours of its box, settled and so far; one that
# tells nothing of it looks as `verdict` and `verdict so far` do.
_STOP = {"shape": "octagon", "color": "#A63200", "margin": "0.01,0.01"}  # an octagon is roomy
_SIGNALS: dict[str, dict[str, dict[str, str]]] = {
    "stop": {
        "verdict": {**_STOP, "fillcolor": "#F58A66", "penwidth": "5"},
        "verdict so far": {**_STOP, "fillcolor": "#FBE3D6"},
    },
    "build": {
        "verdict": {"fillcolor": "#8FC7EE", "color": "#004B78", "style": "filled"},
        "verdict so far": {"fillcolor": "#DDECF8", "color": "#0068A3"},
    },
    "lighter": {
        "verdict": {"shape": "tab", "fillcolor": "#C9E6F7", "color": "#00507D", "style": "filled"},
        "verdict so far": {"shape": "tab", "fillcolor": "#EEF8FE", "color": "#2A7FB0"},
    },
    "exception": {
        "verdict": {"shape": "folder", "fillcolor": "#86D5B9", "color": "#00513B"},
        "verdict so far": {"shape": "folder", "fillcolor": "#D3EFE5", "color": "#00664A"},
    },
    "free": {
        "verdict": {"fillcolor": "#CDEBB0", "color": "#3F6B12", "style": "filled,rounded"},
        "verdict so far": {
            "fillcolor": "#F1F9EA",
            "color": "#3F6B12",
            "style": "filled,rounded,dashed",
        },
    },
}
_SETTLED = {"fontcolor": "#000000", "style": "filled"}  # of a verdict with a signal
for _signal, _looks in _SIGNALS.items():
    for _look, _own in _looks.items():
        _settled = _SETTLED if _look == "verdict" else {}
        LOOKS[f"{_look} {_signal}"] = {**LOOKS[_look], **_settled, **_own}
LAW = ("tier", "tier so far", "tier open")  # the looks of the box that no graph goes without


def drawn_as(look: str, signal: str = "") -> dict[str, str]:
    """The shape, colours and outline of a look; of a verdict, by what it tells a team to do."""
    return LOOKS.get(f"{look} {signal}", LOOKS[look])


# the looks that a legend explains; what it calls them stands under `look_…` in the language files
EXPLAINED = (
    "verdict",
    "verdict so far",
    "verdict open",
    "presumed",
    "tier",
    "tier so far",
    "tier open",
    "tier later",
    "fact",
    "unanswered",
    "stands",
    "beside",
    "lifted",
    "open",
    "absent",
    "holds",
    "no relief",
    "missing",
    "unconfirmed",
    "warning",
    "barrier",
    "true",
    "false",
    "unknown",
)
# look → the word above the text of its boxes, by its key (`word_…`) in the language files
WORDS = {
    "barrier": "must_not",
    "stands": "stands",
    "lifted": "lifted",
    "beside": "as_well",
    "open": "open",
    "true": "yes",
    "unknown": "open",
    "presumed": "presumed",
    "tier": "law",
    "tier so far": "law_so_far",
    "tier open": "law_open",
    "tier later": "law_later",
}
# look → the word that the legend shows in its box, where boxes have words of their own
SIGNS = {
    "verdict": "verdict",
    "verdict so far": "so_far",
    "verdict open": "verdict",
    "holds": "exception",
    "no relief": "exception",
    "missing": "missing",
    "unconfirmed": "unconfirmed",
}
WARNING = "!"

_RELIEF = {"color": "#009E73", "fontcolor": "#00664A", "style": "dashed", "penwidth": "2"}
_BESIDE = {"color": "#4A3C8C", "style": "dotted", "dir": "none", "penwidth": "1.5"}
LINES: dict[str, dict[str, str]] = {
    "rests": {},
    "stands": {"style": "solid", "penwidth": "3"},
    "open": {"style": "dotted", "penwidth": "1.5"},
    "absent": {"style": "solid", "penwidth": "1.5"},
    "true": {"style": "solid"},
    "false": {"style": "dashed"},
    "unknown": {"style": "dotted"},
    "lifted": _RELIEF,
    "holds": _RELIEF,
    "no relief": {"color": "#777777", "style": "dashed", "dir": "none"},
    "presumed": {"color": "#A3497A", "style": "dashed", "penwidth": "2"},
    "warning": {"color": "#D55E00"},
    "beside": _BESIDE,
    "beside, on the left": {**_BESIDE, "constraint": "false"},
}


def outline(look: str, signal: str = "") -> str:
    """Whether a look is drawn with a solid, a dashed or a dotted line."""
    style = drawn_as(look, signal).get("style", "")
    return "dashed" if "dashed" in style else "dotted" if "dotted" in style else "solid"
