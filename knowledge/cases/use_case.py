"""UseCase: the thing assessed, a pydantic model built from the attributes that the packs declare.

The model of the shipped packs is built when `UseCase` is first used, not when it is imported.

Its static types stand in `use_case.pyi`, which is generated from the same attributes by
`knowledge.schemas.stub`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import bool_schema, nullable_schema

from knowledge.base import KnowledgeBase, load
from knowledge.cases.former_names import told_of_today
from knowledge.cases.read_values import as_day, as_members, no_text
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names
from knowledge.faults import nearest
from knowledge.limits import (
    EARLIEST,
    LARGEST_INTEGER,
    LARGEST_STATED,
    LATEST,
    MOST_FAULTS,
)
from knowledge.notebook import heading, section, table
from knowledge.renamed import Renames

if TYPE_CHECKING:
    from knowledge.entries import Attribute

UNKNOWN = "unknown"  # may stand in a case for any attribute, and means the same as leaving it out
NESTED = derived_names.CONTROLS

_MOST_RETOLD = MOST_FAULTS + 1  # a reader of a file tells by it that there are more
_YES_NO = Annotated[bool, Field(strict=True)]


class _YesNoOrNone:
    """Gives pydantic the schema of `_YES_NO | None` at once: most fields of a case are of it."""

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        return nullable_schema(bool_schema(strict=True))


_YES_NO_OR_NONE = Annotated[bool | None, _YesNoOrNone()]


class _Stated(BaseModel):
    """A group of attributes: frozen, with errors that name the nearest right attribute."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=False,
        protected_namespaces=(),
        defer_build=True,  # until the first case is read
    )

    _renames: ClassVar[Renames] = Renames()

    @model_validator(mode="wrap")
    @classmethod
    def _told_with_the_nearest_attribute(cls, data: Any, handler: Any) -> Any:
        if isinstance(data, Mapping):
            data = {
                name: None if value == UNKNOWN and name != "name" else value
                for name, value in told_of_today(data, cls._renames).items()
            }
            if NESTED in data and data[NESTED] is None:
                del data[NESTED]
        try:
            return handler(data)
        except ValidationError as error:
            raise ValidationError.from_exception_data(
                cls.__name__,
                [
                    cls._retold(details)
                    for details in error.errors(include_url=False)[:_MOST_RETOLD]
                ],
            ) from None

    @classmethod
    def _retold(cls, details: ErrorDetails) -> InitErrorDetails:
        kind, message, context = (
            details["type"],
            details["msg"].replace("{", "(").replace("}", ")"),
            dict(details.get("ctx", {})),
        )
        # for `UseCase(…)` itself; of a case that is read, `knowledge.cases.files` tells it anew
        if kind == "extra_forbidden" and len(details["loc"]) == 1:
            name = str(details["loc"][0])
            near = nearest(name, cls._names() - {name})
            kind, message = "unknown_attribute", "there is no attribute {name}; nearest: {nearest}"
            context = {
                "name": repr(name),
                "nearest": near or "none; see `threshold rules --attributes`",
            }
            if name in cls._names():  # a control, written with a dot
                group, _, short = name.partition(".")
                message, context["nearest"] = (
                    "{name} is nested in a case; nearest: {nearest}",
                    f"{group}: {short}: …",
                )
        return InitErrorDetails(
            type=PydanticCustomError(cast("Any", kind), cast("Any", message), context),
            loc=details["loc"],
            input=details["input"],
        )

    @classmethod
    def _names(cls) -> set[str]:
        nested = cls.model_fields.get(NESTED)
        controls = (
            nested.annotation.model_fields
            if nested
            and isinstance(nested.annotation, type)
            and issubclass(nested.annotation, BaseModel)
            else ()
        )
        return {*cls.model_fields, *(derived_names.stated(name) for name in controls)}


class CaseModel(_Stated):
    """The methods of every use case model, whichever packs it was built from."""

    def stated(self) -> dict[str, Any]:
        """Attribute → value for everything that was answered; controls under their dotted names."""
        found: dict[str, Any] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name == NESTED:
                found |= {
                    derived_names.stated(control): state
                    for control, state in value
                    if state is not None
                }
            elif value is not None:
                found[name] = value
        return found

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(
            "\n".join(f"{name}: {in_words(value)}" for name, value in self.stated().items())
        )

    def _repr_html_(self) -> str:
        """The stated answers, each with its question; in a notebook."""
        told = self.stated()
        rows = [
            (name, in_words(value), self._asked(name))
            for name, value in told.items()
            if name != "name"
        ]
        return section(
            heading(str(told.get("name", ""))), table(("attribute", "answer", "question"), rows)
        )

    def _asked(self, name: str) -> str:
        group, _, short = name.rpartition(".")
        model = type(getattr(self, group)) if group else type(self)
        return model.model_fields[short].description or ""


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes under dotted names, as a case nests them.

    {"controls.monitoring": True} becomes {"controls": {"monitoring": True}}.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        group, _, short = name.rpartition(".")
        (found.setdefault(group, {}) if group else found)[short] = value
    return found


class AskedFor(NamedTuple):
    """The data that a field of a model is made from, named as an `Attribute` names it."""

    type: str
    question: str
    meaning: str
    choices: tuple[str, ...]
    minimum: float | None
    required: bool


def asked_for(base: KnowledgeBase) -> dict[str, AskedFor]:
    """The attributes that a base asks of a case, by their names."""
    return {
        name: AskedFor(
            type=attribute.type,
            question=attribute.question,
            meaning=attribute.meaning,
            choices=attribute.choices,
            minimum=attribute.minimum,
            required=attribute.required,
        )
        for name, attribute in base.attributes.items()
    }


def use_case_model(attributes: Mapping[str, Attribute] | Mapping[str, AskedFor]) -> type[CaseModel]:
    """A model with one field for each attribute, all of them optional but for the required ones."""
    fields: dict[str, Any] = {}
    controls: dict[str, Any] = {}
    for name, attribute in attributes.items():
        group, _, short = name.rpartition(".")
        target = controls if group == NESTED else fields
        description = " ".join(filter(None, (attribute.question, attribute.meaning)))
        target[short] = (
            (_python_type(attribute), Field(description=description))
            if attribute.required
            else (_answer_or_none(attribute), Field(default=None, description=description))
        )
    inner = create_model(
        "Controls",
        __base__=_Stated,
        __module__=__name__,
        __doc__="Which engineering controls are in place.",
        **controls,
    )
    fields[NESTED] = (inner, Field(default_factory=inner, description=inner.__doc__))
    return create_model(
        "UseCase",
        __base__=CaseModel,
        __module__=__name__,
        __doc__="A use case of AI, as far as it is known.",
        **fields,
    )


def _answer_or_none(attribute: Attribute | AskedFor) -> Any:
    return _YES_NO_OR_NONE if attribute.type == "bool" else _python_type(attribute) | None


def _python_type(attribute: Attribute | AskedFor) -> Any:
    match attribute.type:
        case "text":
            return (
                Annotated[str, Field(min_length=1, strict=True)]
                if attribute.required
                else Annotated[str, Field(strict=True)]
            )
        case "bool":
            return _YES_NO
        case "enum":
            return Literal[attribute.choices]
        case "set":
            members = frozenset[Literal[attribute.choices]]  # type: ignore[misc]
            return Annotated[
                members,
                BeforeValidator(as_members),
                PlainSerializer(_in_order),
            ]
        case "date":
            return Annotated[date, BeforeValidator(as_day), Field(ge=EARLIEST, le=LATEST)]
        case "integer":
            return Annotated[
                int,
                BeforeValidator(no_text),
                Field(ge=_least(attribute, -LARGEST_INTEGER), le=LARGEST_INTEGER, strict=True),
            ]
        case "number":
            return Annotated[
                float,
                BeforeValidator(no_text),
                Field(
                    ge=_least(attribute, -LARGEST_STATED), le=LARGEST_STATED, allow_inf_nan=False
                ),
            ]


def _least(attribute: Attribute | AskedFor, anyway: float) -> float:
    return anyway if attribute.minimum is None else attribute.minimum


def _in_order(members: frozenset[str]) -> list[str]:
    return sorted(members)


def model_of(base: KnowledgeBase) -> type[CaseModel]:
    """The use case model that belongs to a knowledge base.

    It is the shipped one where the base asks what the shipped one asks.
    """
    return base.derived(_model)


def _model(base: KnowledgeBase) -> type[CaseModel]:
    shipped = load()
    if base is not shipped and base.attributes == shipped.attributes:
        return model_of(shipped)
    model = use_case_model(base.derived(asked_for))
    model._renames = base.renames
    if base is shipped:
        # pickle finds a class by these names: see __getattr__
        model.__qualname__ = "ShippedUseCase"
        _controls_of(model).__qualname__ = "ShippedControls"
    return model


def _controls_of(model: type[CaseModel]) -> type[BaseModel]:
    return cast("type[BaseModel]", model.model_fields[NESTED].annotation)


class _Shipped:
    """A model of the shipped packs, built when it is first used: called, compared, asked anything.

    So that importing it reads no pack. It serves as the class itself would, also as the second
    argument of `isinstance`, as a type in another pydantic model, and as the parent of a class.
    """

    def __init__(self, find: Callable[[], type[BaseModel]]):
        self._find = find

    def __call__(self, *args: Any, **answers: Any) -> BaseModel:
        return self._find()(*args, **answers)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._find(), name)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._find())

    def __subclasscheck__(self, kind: type) -> bool:
        return kind is self or issubclass(kind, self._find())

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self._find())

    def __mro_entries__(self, _: tuple[Any, ...]) -> tuple[type[BaseModel]]:
        return (self._find(),)

    def __eq__(self, other: object) -> bool:
        return other is self or other is self._find()

    def __hash__(self) -> int:
        return hash(self._find())

    def __or__(self, other: Any) -> Any:
        return self._find() | other

    def __ror__(self, other: Any) -> Any:
        return other | self._find()

    def __dir__(self) -> list[str]:
        return dir(self._find())

    def __repr__(self) -> str:
        return repr(self._find())


UseCase = _Shipped(lambda: model_of(load()))
Controls = _Shipped(lambda: _controls_of(model_of(load())))


def __getattr__(name: str) -> Any:
    """The classes behind `UseCase` and `Controls`, by the names that pickle looks for."""
    if name == "ShippedUseCase":
        return model_of(load())
    if name == "ShippedControls":
        return _controls_of(model_of(load()))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
