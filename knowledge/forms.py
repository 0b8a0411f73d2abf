"""Forms of typed data: functions to which renderers register, one for each type of data.

Data knows no form. A method that users call (`to_markdown()`, `draw()`) asks its form; the form
loads the modules that hold renderers when it is first used, and takes the one for the type.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from importlib import import_module
from typing import Any, TypeVar

R = TypeVar("R", bound=Callable[..., Any])


class NoForm(TypeError):
    """Data of a type that has no such form."""


class Form:
    """One form, such as HTML: called with data and options, it gives what the data's renderer
    makes.
    """

    def __init__(self, name: str, renderers: tuple[str, ...]):
        """`renderers`: the modules that register renderers, loaded when the form is first used."""
        self.name = name
        self._modules, self._loaded = renderers, False
        self._render = singledispatch(self._missing)

    def register(self, kind: type) -> Callable[[R], R]:
        """A decorator: the function renders data of this type, and of those derived from it."""

        def registered(function: R) -> R:
            self._render.register(kind, function)
            return function

        return registered

    def __call__(self, data: Any, *arguments: Any, **options: Any) -> Any:
        """The data in this form. Raises `NoForm` where its type has none."""
        if not self._loaded:
            for module in self._modules:
                import_module(module)
            self._loaded = True
        return self._render(data, *arguments, **options)

    def _missing(self, data: Any, *arguments: Any, **options: Any) -> Any:
        raise NoForm(f"{type(data).__name__} has no form {self.name!r}")
