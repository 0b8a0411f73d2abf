"""The path of questions through the law as a picture: numbered questions with their answers, what
followed from each, and the tier at the end.
"""

from __future__ import annotations

from explain.argue.first_layout import answer_told
from explain.argue.legal_layout import tier_statement
from explain.argue.legal_path import Asked, LegalPath
from explain.argue.outlook_layout import tier_outlook
from explain.forms.forms import DRAWING
from explain.graph.graph import Drawing
from explain.graph.graph_builder import Sketch
from knowledge.languages.words import Words

_WIDTH = 56  # characters to a line
_END = "end of the path"


@DRAWING.register(LegalPath)
def draw_path(path: LegalPath, words: Words | None = None, *, full: bool = False) -> Drawing:
    """The path as a picture that is read from top to bottom."""
    del full  # it is whole anyway
    spoken = Words.of(words)
    sketch = Sketch(spoken)
    before = ""
    for step in path.steps:
        name = step.followed.proposition
        for asked in step.asked:
            _question(sketch, asked)
            before = _joined(sketch, before, f"asked {asked.answer.attribute}")
        if name == path.legal.answer:
            continue
        text = spoken.statement(name, step.followed.statement)
        open_ = step.followed.status == "unknown"
        look, word = ("unknown", sketch.word("unknown")) if open_ else ("true", "")
        sketch.node(name, look, text, word=word, width=_WIDTH, proposition=name)
        before = _joined(sketch, before, name)
    decided = bool(path.legal.answer)
    ahead = tier_outlook(path.outlook, spoken) if path.outlook else ()
    so_far = path.outlook is not None and bool(path.outlook.tiers)
    look = "tier open" if not decided else "tier so far" if so_far else "tier"
    sketch.node(
        _END,
        look,
        tier_statement(path.legal, spoken),
        word=sketch.word(look),
        width=_WIDTH,
        size=22,
        details=ahead,
        proposition=path.legal.answer,
    )
    _joined(sketch, before, _END)
    title = spoken.say("path_title", name=path.name, day=path.on)
    return sketch.finished(title, _END).model_copy(update={"downwards": True})


def _question(sketch: Sketch, asked: Asked) -> None:
    question, answer = answer_told(asked.answer, sketch.words)
    sketch.node(
        f"asked {asked.answer.attribute}",
        "fact",
        question,
        word=str(asked.number),
        details=(answer,),
        width=_WIDTH,
    )


def _joined(sketch: Sketch, before: str, name: str) -> str:
    if before:
        sketch.edge(before, name)
    return name
