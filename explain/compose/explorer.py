"""explore(case): the decision graph beside switches for what is stated.

Each switch draws it anew, for a room to watch.

Needs ipywidgets. Where no widgets are shown (on a code host, in a printed notebook), the output is
the picture as the switches stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from engine import Assessment, assess
from engine.legal import tier_titles
from explain.argue.outlook import outlook
from explain.argue.outlook_layout import headline
from explain.argue.why import why
from explain.ask.comparison import with_changes
from explain.graph.graphviz import fitted_svg
from knowledge.base import KnowledgeBase
from knowledge.cases.answers import read_answer
from knowledge.cases.given import Case, Day, given_case, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.use_case import UNKNOWN, CaseModel
from knowledge.conditions.wording import in_words
from knowledge.entries import Attribute, derived_names
from knowledge.extras import needed_by
from knowledge.faults import InvalidCase, UnknownName, nearest
from knowledge.languages.words import Words
from knowledge.sentence import Sentence

with needed_by("explore"):
    import ipywidgets

MOST_SWITCHES = 6  # where nobody says which
MOST_BUTTONS = 5  # of one switch; more values make a list to choose from
NOT_ANSWERED = in_words(None)


class Explorer:
    """A case on show: `controls` (attribute → widget), and the picture that they redraw."""

    def __init__(
        self,
        case: CaseModel,
        attributes: tuple[str, ...],
        switched: Mapping[str, Any],
        on: date | None,
        base: KnowledgeBase,
    ):
        self._case, self._on, self._base = case, on, base
        self._tiers = tier_titles(base)
        self.start, first = self._assessed({}), self._assessed(switched)
        names = [*dict.fromkeys((*attributes, *switched))] or _deciding(self.start)
        unknown = next((name for name in names if not _can_switch(base.attributes.get(name))), None)
        if unknown is not None:
            known = [name for name, attribute in base.attributes.items() if _can_switch(attribute)]
            expected = Sentence(
                "one that `{command}` lists, and that is no text",
                command="threshold rules --attributes",
            )
            raise UnknownName(
                Sentence("there is no attribute {name} to switch", name=repr(unknown)),
                expected=expected,
                nearest=nearest(unknown, known),
            )
        self.controls = {
            name: _control(base.attributes[name], first.stated.get(name)) for name in names
        }
        self.answer, self.picture = (
            ipywidgets.HTML(),
            ipywidgets.HTML(layout={"width": "100%", "overflow": "auto"}),
        )
        switches = [
            ipywidgets.VBox([_question(base.attributes[name]), control])
            for name, control in self.controls.items()
        ]
        self.view = ipywidgets.VBox([*switches, self.answer, self.picture])
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self._show(first)

    def stated(self) -> dict[str, Any]:
        """The values that the switches state now: attribute → value, None for an unanswered one."""
        return {
            name: _answer(self._base.attributes[name], control.value)
            for name, control in self.controls.items()
        }

    def _assessed(self, changes: Mapping[str, Any]) -> Assessment:
        return assess(with_changes(self._case, changes, self._base), self._on, base=self._base)

    def _changed(self, _: object) -> None:
        try:
            self._show(self._assessed(self.stated()))
        except InvalidCase as error:
            self.answer.value = "<br>".join(escape(str(fault)) for fault in error.faults)

    def _show(self, now: Assessment) -> None:
        told, before = self._answer(now), self._answer(self.start)
        self._told = [told, *([f"As it was stated: {before}"] if told != before else [])]
        self._drawn = fitted_svg(why(now).drawing())
        sizes = ("1.5em", "1.1em")
        self.answer.value = "".join(
            f'<p style="font-size:{size};line-height:1.4">{escape(text)}</p>'
            for size, text in zip(sizes, self._told, strict=False)
        )
        self.picture.value = self._drawn

    def _answer(self, assessment: Assessment) -> str:
        verdict = self._base.propositions[derived_names.verdict(assessment.verdict)].title
        said = headline(verdict, outlook(assessment, counted=False), Words.of(None))
        return f"{said}. Legal tier: {self._tiers[assessment.tier]}."

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        live: Mapping[str, Any] = self.view._repr_mimebundle_() or {}
        return {**live, "image/svg+xml": self._drawn, "text/plain": "\n".join(self._told)}


def explore(
    case: Case,
    *attributes: str,
    on: Day | None = None,
    base: KnowledgeBase | None = None,
    **switched: Any,
) -> Explorer:
    """A case with a switch for each of these attributes, or for the first of those that decide.

    Each switch redraws its graph.

    `switched` are switches that are thrown already: `explore(case, output_use="research")`. `on` is
    the day asked, by default the day the case states, else the current day. The case itself stays
    as it is. Raises `UnknownName` where an attribute cannot be switched, `InvalidCase` where it
    does not take the value, and `MissingExtra` without ipywidgets.
    """
    base = given_base(base)
    return Explorer(given_case(case, base), attributes, switched, given_day(on), base)


def _deciding(assessment: Assessment) -> list[str]:
    """The attributes that the grounds and the claimed exceptions rest on, as many as there is room
    for.
    """
    explanation, attributes = why(assessment), assessment.base.attributes
    facts = [statement for ground in explanation.grounds for statement in ground.argument.facts()]
    facts += [statement for item in explanation.exceptions for statement in item.statements]
    found = dict.fromkeys(
        name for statement in facts for name in statement.reads if _can_switch(attributes.get(name))
    )
    return list(found)[:MOST_SWITCHES]


def _can_switch(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.type != "text" and attribute.id != "today"


def _question(attribute: Attribute) -> Any:
    return ipywidgets.HTML(
        f"<b>{escape(attribute.question)}</b> <code>{escape(attribute.id)}</code>"
    )


def _control(attribute: Attribute, stated: Any) -> Any:
    """A widget that holds an answer.

    Buttons where there are few, so that a room can see them all.
    """
    match attribute.type:
        case "date":
            return ipywidgets.DatePicker(value=stated)
        case "number" | "integer":
            shown = "" if stated is None else repr(stated)  # which reads back as the same number
            return ipywidgets.Text(
                value=shown.removesuffix(".0"), placeholder=NOT_ANSWERED, continuous_update=False
            )
    options = _options(attribute, stated)
    chosen = UNKNOWN if stated is None else stated
    if len(options) > MOST_BUTTONS:
        return ipywidgets.Dropdown(options=options, value=chosen)
    return ipywidgets.ToggleButtons(options=options, value=chosen, style={"button_width": "auto"})


def _options(attribute: Attribute, stated: Any) -> list[tuple[str, Any]]:
    if attribute.type == "bool":
        return [("yes", True), ("no", False), (NOT_ANSWERED, UNKNOWN)]
    if attribute.type == "enum":
        return [
            *((choice.replace("_", " "), choice) for choice in attribute.choices),
            (NOT_ANSWERED, UNKNOWN),
        ]
    several = [tuple(stated)] if stated is not None and len(stated) > 1 else []
    members = [*several, (), *((choice,) for choice in attribute.choices)]
    return [
        *((in_words(value).replace("_", " "), value) for value in members),
        (NOT_ANSWERED, UNKNOWN),
    ]


def _answer(attribute: Attribute, value: Any) -> Any:
    if value == UNKNOWN:  # no widget shows that None is chosen
        return None
    if isinstance(value, str) and attribute.type != "enum":
        return read_answer(attribute, value) if value.strip() else None
    return list(value) if isinstance(value, tuple) else value
