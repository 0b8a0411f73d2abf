"""The inputs of the fuzzer: shipped files with mistakes, and packs made of the words of packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from benchmarks.thrown_conditions import NAMES, conditions, texts
from knowledge.entries import ENTRY_KINDS
from knowledge.entries.pack import pack_files
from knowledge.pack_paths import PACKS


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A file as it is shipped, changed in a few places.

    There are cuts, twins, swaps, words of its own elsewhere, and nasty things in it.
    """
    content = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 5))):
        if not content:
            break
        start = draw(st.integers(0, len(content) - 1))
        end = min(len(content), start + draw(st.integers(0, 40)))
        other = draw(st.integers(0, len(content) - 1))
        kind = draw(
            st.sampled_from(["cut", "twin", "swap", "nasty", "byte", "word", "word", "line", "end"])
        )
        piece = content[start:end]
        if kind == "cut":
            content = content[:start] + content[end:]
        elif kind in ("twin", "swap"):
            content = (
                content[:other] + piece + content[other if kind == "twin" else other + len(piece) :]
            )
        elif kind == "nasty":
            content = (
                content[:start]
                + draw(texts()).encode(errors="replace")
                + content[draw(st.sampled_from([start, end])) :]
            )
        elif kind == "byte":
            content = content[:start] + draw(st.binary(max_size=3)) + content[start + 1 :]
        elif kind == "word":
            words = content.split(b" ")
            words[start % len(words)] = words[other % len(words)]
            content = b" ".join(words)
        elif kind == "line":
            lines = content.split(b"\n")
            lines[start % len(lines)] = lines[other % len(lines)]
            content = b"\n".join(lines)
        elif draw(st.booleans()):
            content = content[:start]
    return content


_SOURCE = "source: {work: w, at: '1'}, basis: stated"
_ATTRIBUTE = (
    "- {{attribute: {name}, type: {type}, question: q, {more}source: {{work: w, at: '1'}}}}"
)
SMALL = "\n".join(
    [
        "- {work: w, title: t, cited_as: W}",
        "- {attribute: name, type: text, question: q, required: true, source: {work: w, at: '1'}}",
        *(
            _ATTRIBUTE.format(name=f"n{i}", type=kind, more="")
            for i, kind in enumerate(("number", "integer"))
        ),
        *(_ATTRIBUTE.format(name=f"d{i}", type="date", more="") for i in range(2)),
        *(
            _ATTRIBUTE.format(name=f"b{i}", type="bool", more="values: {'true': y, 'false': n}, ")
            for i in range(2)
        ),
        _ATTRIBUTE.format(name="today", type="date", more=""),
        _ATTRIBUTE.format(name="e", type="enum", more="values: {v0: a, v1: b}, "),
        _ATTRIBUTE.format(name="s", type="set", more="values: {v0: a, v1: b}, "),
        "- {control: c0, title: t, question: q, source: {work: w, at: '1'}}",
        "- {parameter: x, title: t, values: [{value: 3, source: {work: w, at: '1'}}], "
        "basis: stated}",
        "- {parameter: y, title: t, values: [{value: 1e30, source: {work: w, at: '1'}}], "
        "basis: stated}",
        "- {parameter: z, title: t, values: [{value: 2026-08-02, source: {work: w, at: '1'}}], "
        "basis: stated}",
        "- {schedule: soon, title: t, starts: [{when: b0, from: z}, {from: z}], source: {work: w, "
        "at: '1'}}",
        f"- {{condition: a, title: t, when: b0, {_SOURCE}}}",
        f"- {{trigger: b, title: t, when: b1, requires: [c0], {_SOURCE}}}",
        f"- {{verdict: undetermined, title: t, rank: 9, {_SOURCE}}}",
        f"- {{verdict: production_required, title: t, rank: 1, when: any(standing.*), "
        f"requires: [c0], enforces_grounds: true, {_SOURCE}}}",
        "",
    ]
)


def small_packs() -> st.SearchStrategy[bytes]:
    """The small pack with two propositions and a finding under made-up conditions."""

    def text(first: str, second: str, low: str, high: str, says: str) -> bytes:
        entries: list[dict[str, Any]] = [
            {"define": "p", "when": first},
            {"define": "q", "when": second},
            {"note": "n", "when": second, "figure": {"says": says, "low": low, "high": high}},
        ]
        more = {"title": "t", "source": {"work": "w", "at": "1"}, "basis": "stated"}
        return (SMALL + "\n".join("- " + json.dumps(entry | more) for entry in entries)).encode(
            errors="replace"
        )

    right = [
        "n0 * parameter.y * parameter.y",
        "n1",
        "d0 + months(parameter.y)",
        "today + weeks(3)",
        "3",
        "parameter.z",
    ]
    bound = _mostly(st.sampled_from(right), st.sampled_from(NAMES))
    says = _mostly(
        st.sampled_from(["{low} to {high}", "{low}", "none"]),
        st.one_of(st.sampled_from(["{low:>9}", "{high.__class__}"]), texts()),
    )
    return st.builds(text, conditions(), conditions(), bound, bound, says)


def _mostly(usual: st.SearchStrategy[str], odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.integers(0, 19).flatmap(lambda drawn: odd if drawn == 19 else usual)


_LIKELY: dict[str, Any] = {  # values that fit where a key stands; any other key takes a text
    "source": {"work": "w", "at": "1"}, "basis": "stated", "rank": 3, "type": "number",
    "starts": [{"from": "z"}], "values": {"v0": "a"},
    "own_attributes": ["n0", "b1"], "lifts": "every negotiable ground",
    "answers": ["trigger.b", "p"], "binding": "soon",
    "amount": "x", "share": "y",
    "turnover": "n0",
    "minimum": 0.0, "non_negotiable": True, "end_must_be_ruled_out": True, "asks": ["n0"],
    "step": True, "enforces_grounds": True,
    "required": False, "actionable": True, "figure": {"says": "{low} to {high}", "low": "n0",
    "high": "n0 * parameter.y"}, "amended_by": "w",
}  # fmt: skip


def _keys() -> list[str]:
    return sorted(
        {
            info.alias or key
            for kind in ENTRY_KINDS.values()
            for key, info in kind.model_fields.items()
        }
        | {*ENTRY_KINDS, "at", "from", "value"}
    )


@st.composite
def made_up(draw: st.DrawFn) -> bytes:
    """The small pack, and entries put together from the keys of all kinds.

    Their values may or may not fit.
    """
    source = {"work": "w", "at": "1"}
    leaf = st.one_of(
        st.sampled_from(
            [
                *NAMES,
                "w",
                "x",
                "z",
                "soon",
                "a",
                "b",
                "c0",
                "v0",
                "stated",
                "number",
                "every negotiable ground",
            ]
        ),
        conditions(),
        texts(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.dates().map(str),
    )
    value = st.one_of(
        leaf,
        st.lists(leaf, max_size=3),
        st.dictionaries(st.sampled_from(_keys()), leaf, max_size=3),
    )
    entries = []
    for index in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(sorted(ENTRY_KINDS)))
        entry: dict[str, Any] = {
            kind: draw(st.sampled_from(["m", "p", "a", f"k{index}", "x.y", "class"]))
        }
        for key, info in ENTRY_KINDS[kind].model_fields.items():
            if key != "id" and (info.is_required() or draw(st.booleans())):
                likely = _LIKELY.get(key, "t")
                if key == "requires":
                    likely = [draw(conditions())] if kind in ("exception", "relief") else ["c0"]
                elif key == "values" and kind == "parameter":
                    likely = [
                        {
                            "value": draw(
                                st.one_of(st.integers(0, 9), st.floats(), st.dates().map(str))
                            ),
                            "source": source,
                        }
                    ]
                elif key.endswith("when"):
                    likely = draw(conditions())
                entry[key] = draw(value) if draw(st.integers(0, 29)) == 29 else likely
        if draw(st.integers(0, 19)) == 0:
            entry[draw(st.sampled_from(_keys()))] = draw(value)
        entries.append(entry)
    return (SMALL + "\n".join("- " + json.dumps(entry) for entry in entries) + "\n").encode(
        errors="replace"
    )


def shipped_packs() -> dict[Path, bytes]:
    """The files of the shipped packs, in their order."""
    folders = [PACKS / name for name in (PACKS / "ORDER").read_text(encoding="utf-8").split()]
    return {path: path.read_bytes() for folder in folders for path in pack_files(folder)}


@st.composite
def one_mutated(draw: st.DrawFn, shipped: dict[Path, bytes]) -> tuple[bytes, tuple[Path, ...]]:
    """One file of the shipped packs with mistakes in it, and the others it stands beside."""
    changed = draw(st.sampled_from(sorted(shipped)))
    return draw(mutated([shipped[changed]])), tuple(path for path in shipped if path != changed)
