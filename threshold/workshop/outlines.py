"""The outlines of boxes: the shapes of Graphviz, as paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from explain.graph.places import Place

_CORNER, _ROUND, _TAB, _NOTCH = 12.0, 9.0, 6.0, 6.0
_LOW = 12  # times as high as its tab is a low box: it stays below the box above


def outline_of(look: Mapping[str, str], place: Place) -> list[str]:
    """The paths around a box, the outer one first."""
    rounded = "rounded" in look.get("style", "")
    shape = _rounded if rounded else _SHAPES.get(look["shape"], _plain)
    paths = [shape(place)]
    if look.get("peripheries") == "2":
        inner = Place(place.left + 4, place.top + 4, place.width - 8, place.height - 8)
        paths.append(shape(inner))
    return paths


def _plain(box: Place) -> str:
    return f"M{box.left:.1f},{box.top:.1f}h{box.width:.1f}v{box.height:.1f}h{-box.width:.1f}z"


def _rounded(box: Place) -> str:
    round_ = min(_ROUND, box.height / 2)
    across, down = box.width - 2 * round_, box.height - 2 * round_
    return (
        f"M{box.left + round_:.1f},{box.top:.1f}h{across:.1f}"
        f"a{round_:g},{round_:g} 0 0 1 {round_:g},{round_:g}v{down:.1f}"
        f"a{round_:g},{round_:g} 0 0 1 {-round_:g},{round_:g}h{-across:.1f}"
        f"a{round_:g},{round_:g} 0 0 1 {-round_:g},{-round_:g}v{-down:.1f}"
        f"a{round_:g},{round_:g} 0 0 1 {round_:g},{-round_:g}z"
    )


def _octagon(box: Place) -> str:
    cut = min(_CORNER, box.height / 3)
    across, down = box.width - 2 * cut, box.height - 2 * cut
    return (
        f"M{box.left + cut:.1f},{box.top:.1f}h{across:.1f}l{cut:g},{cut:g}v{down:.1f}"
        f"l{-cut:g},{cut:g}h{-across:.1f}l{-cut:g},{-cut:g}v{-down:.1f}z"
    )


def _folded(box: Place) -> str:
    cut = min(_CORNER, box.height / 3)
    return (
        f"M{box.left:.1f},{box.top:.1f}h{box.width - cut:.1f}l{cut:g},{cut:g}"
        f"v{box.height - cut:.1f}h{-box.width:.1f}z"
    )


def _tabbed(box: Place) -> str:
    wide, tab = box.width / 4, min(_TAB, box.height / _LOW)
    return (
        f"M{box.left:.1f},{box.top:.1f}v{-tab:g}h{wide:.1f}v{tab:g}h{box.width - wide:.1f}"
        f"v{box.height:.1f}h{-box.width:.1f}z"
    )


def _folder(box: Place) -> str:
    wide = box.width / 4
    return (
        f"M{box.left:.1f},{box.top:.1f}h{box.width - wide:.1f}"
        f"l4,{-_TAB:g}h{wide - 8:.1f}l4,{_TAB:g}"
        f"v{box.height:.1f}h{-box.width:.1f}z"
    )


def _component(box: Place) -> str:
    low, high = box.top + box.height * 0.55, box.top + box.height * 0.2
    notch = min(_NOTCH, box.height / 6)
    return (
        f"M{box.left:.1f},{box.top:.1f}h{box.width:.1f}v{box.height:.1f}h{-box.width:.1f}"
        f"V{low + notch:.1f}h{-notch:g}v{-notch:g}h{notch:g}V{high + notch:.1f}"
        f"h{-notch:g}v{-notch:g}h{notch:g}z"
    )


_SHAPES: Mapping[str, Callable[[Place], str]] = {
    "octagon": _octagon,
    "note": _folded,
    "tab": _tabbed,
    "folder": _folder,
    "component": _component,
}
