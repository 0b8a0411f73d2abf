"""Keys of an entry that name something: another entry, an attribute, a proposition.

What a key names is said once, in its annotated type. The check of names, JSON Schema and the
skeletons of `threshold new` read it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, Field

from knowledge.sentence import Sentence

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

NAMES = "names"  # marks, in a JSON Schema, what a text has to name or to be
NAME_FORM = Sentence(
    "small letters, digits and _, beginning with a letter, parts joined by a dot; "
    "at most 60 characters"
)
DUTY_NAME_FORM = Sentence("small letters and digits, words joined by _; at most 30 characters")

# what a text is written in, not the name of: the names in it are looked up where it is read
IN_TEXTS = ("condition", "calculation")
# what a text has to name → how a fault calls that
CALLED = {
    "work": Sentence("cited work"),
    "table": Sentence("table"),
    "control": Sentence("control"),
    "control or record": Sentence("control"),
    "schedule": Sentence("schedule"),
    "ceiling": Sentence("ceiling"),
    "day": Sentence("parameter with a date"),
    "figure": Sentence("parameter with a number"),
    "attribute": Sentence("attribute"),
    "number": Sentence("attribute with a number"),
    "proposition": Sentence("proposition"),
    "family": Sentence("proposition"),
    "profile": Sentence("profile"),
    "ground": Sentence("ground"),
    "relief": Sentence("exception or relief"),
    "excepted": Sentence("entry with a condition"),
    "attribute or family": Sentence("attribute or proposition"),
}

Keys: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """In an annotated type: what the text is the name of, or the language it is written in."""

    what: str
    offers: str | None = None  # the sort of names that an editor offers, where it is another one

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        offered = self.what if self.offers is None else self.offers
        return {**handler(schema), **({NAMES: offered} if offered else {})}


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=60)]

TableName = Annotated[Id, Names("table", offers="")]
WorkName = Annotated[str, Names("work")]
ControlName = Annotated[Id, Names("control")]  # of engineering
FulfillingName = Annotated[Id, Names("control or record", offers="control")]
GroundName = Annotated[Id, Names("ground")]
ScheduleName = Annotated[Id, Names("schedule")]
CeilingName = Annotated[Id, Names("ceiling")]
FigureName = Annotated[Id, Names("figure")]  # a parameter that holds a number
ReliefName = Annotated[Id, Names("relief")]  # an exception or a relief
ExceptedName = Annotated[Id, Names("excepted")]  # an entry that another may be an exception to
DayName = Annotated[str, Names("day")]  # a parameter that holds a date
AttributeName = Annotated[str, Names("attribute")]
NumberName = Annotated[str, Names("number")]  # an attribute that is a number
PropositionName = Annotated[str, Names("proposition")]
FamilyName = Annotated[str, Names("family", offers="proposition")]  # ai_act.tier.*, or one of it
AttributeOrFamilyName = Annotated[str, Names("attribute or family", offers="attribute")]
# a value of the attribute that is the key of the mapping around it
ValueName = Annotated[str | bool, Names("value", offers="")]
ConditionText = Annotated[str, Names("condition")]  # text in the condition language
CalculationText = Annotated[str, Names("calculation")]


@dataclass(frozen=True, slots=True)
class Offers:
    """In an annotated type: the sort of names that an editor offers; the entry itself checks it."""

    what: str


OWN_VALUE = "own value"  # of the attribute that the entry declares
OwnValue = Annotated[str, Offers(OWN_VALUE)]
KeyingAttribute = Annotated[str, Offers("attribute")]
KeyingValue = Annotated[str, Offers("value")]  # of the attribute that is a key around it


@dataclass(frozen=True, slots=True)
class Reference:
    """A text of an entry that names something."""

    keys: Keys  # where it stands in the entry
    what: str  # what it has to be the name of, as `Names` says
    name: str
    of: str = ""  # of a value: the attribute
    is_key: bool = False  # it is the last of `keys` itself, and not what stands there


def references(model: BaseModel) -> Iterator[Reference]:
    """All names in an entry of what something else declares, key by key."""
    return (one for one in _names(model) if one.what != OWN_VALUE)


def own_values(model: BaseModel) -> Iterator[Reference]:
    """All that an entry says of the values that it declares itself, beside declaring them."""
    return (one for one in _names(model) if one.what == OWN_VALUE)


def _names(model: BaseModel, *keys: str | int) -> Iterator[Reference]:
    """All names in an entry or a part of it, key by key; `keys` is where the part stands."""
    for name, field in type(model).model_fields.items():
        annotation: Any = field.annotation
        if any(map(_is_name, field.metadata)) or _may_name(annotation):
            here = (*keys, field.alias or name)
            yield from _references(getattr(model, name), annotation, field.metadata, here, "")


def _is_name(mark: Any) -> bool:
    """Whether it marks a text as a name; what only offers names leaves that to the entry."""
    return isinstance(mark, Names) or mark == Offers(OWN_VALUE)


@cache
def _may_name(annotation: Any) -> bool:
    """Whether a value of this type may hold a name."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return any(map(_is_name, parts[1:])) or _may_name(parts[0])
    own = isinstance(annotation, type) and origin is None and issubclass(annotation, BaseModel)
    return own or any(map(_may_name, parts))


def _references(
    value: Any, annotation: Any, marks: Any, keys: Keys, mapped: str
) -> Iterator[Reference]:
    """`mapped`: the attribute that is the key of the outermost mapping of attributes around it."""
    for mark in marks:
        if _is_name(mark) and isinstance(value, (str, bool)):
            name = str(value).lower() if isinstance(value, bool) else value
            yield Reference(keys, mark.what, name, mapped if mark.what == "value" else "")
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _references(value, parts[0], parts[1:], keys, mapped)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _references(value, part, (), keys, mapped)
    elif origin is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, parts[0], (), (*keys, index), mapped)
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            for one in _references(key, parts[0], (), (*keys, key), mapped):
                yield replace(one, is_key=True)
            around = key if _names_attribute(parts[0]) else ""
            yield from _references(item, parts[1], (), (*keys, key), mapped or around)
    elif annotation is type(value) and isinstance(value, BaseModel):
        yield from _names(value, *keys)


def _names_attribute(annotation: Any) -> bool:
    """Whether the keys of a mapping are names of attributes."""
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return any(isinstance(mark, Names) and "attribute" in mark.what for mark in marks)
