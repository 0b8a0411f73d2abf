"""YAML read and written as PyYAML comes, whatever this process has taught it.

PyYAML keeps what plain words mean, and how types are made and written, in tables of its classes:
whoever changes them for files of their own would change what a case here says.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from importlib.util import find_spec, module_from_spec
from typing import Any, ClassVar

import yaml
from yaml.constructor import SafeConstructor
from yaml.representer import SafeRepresenter

_TAG = "tag:yaml.org,2002:"
_MADE = ("null", "bool", "int", "float", "timestamp", "str")


def _as_it_comes() -> dict[Any, Any]:
    """What plain words mean to PyYAML: by its own module, read once more for us alone."""
    found = find_spec("yaml.resolver")
    assert found
    assert found.loader
    module = module_from_spec(found)
    found.loader.exec_module(module)
    meanings: dict[Any, Any] = module.Resolver.yaml_implicit_resolvers
    return meanings


_MEANT = _as_it_comes()
# numbers to `yaml_source`, though YAML 1.1 takes 1e25 for text
EXPONENT = re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+")


def _text(dumper: SafeRepresenter, text: str) -> yaml.ScalarNode:
    """A text, in quotation marks where it would be read as a number."""
    style = "'" if EXPONENT.fullmatch(text) else None
    return dumper.represent_scalar(f"{_TAG}str", text, style=style)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain data; of its own tables alone."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = _MEANT
    yaml_path_resolvers: ClassVar[dict[Any, Any]] = {}
    yaml_multi_constructors: ClassVar[dict[Any, Any]] = {}
    yaml_constructors: ClassVar[dict[Any, Any]] = {
        f"{_TAG}{kind}": getattr(SafeConstructor, f"construct_yaml_{kind}") for kind in _MADE
    }


class Dumper(yaml.SafeDumper):
    """Writes plain data; of its own tables alone."""

    yaml_implicit_resolvers: dict[Any, Any] = _MEANT
    yaml_path_resolvers: dict[Any, Any] = {}  # noqa: RUF012  as in its base
    yaml_multi_representers: ClassVar[dict[Any, Any]] = {}
    yaml_representers: ClassVar[dict[Any, Any]] = {
        type(None): SafeRepresenter.represent_none,
        str: _text,
        bool: SafeRepresenter.represent_bool,
        int: SafeRepresenter.represent_int,
        float: SafeRepresenter.represent_float,
        list: SafeRepresenter.represent_list,
        tuple: SafeRepresenter.represent_list,
        dict: SafeRepresenter.represent_dict,
        date: SafeRepresenter.represent_date,
        datetime: SafeRepresenter.represent_datetime,
        None: SafeRepresenter.represent_undefined,
    }


def dumped(data: Any, **style: Any) -> str:
    """Data as YAML, its letters as they are; `style` as for `yaml.dump`."""
    text: str = yaml.dump(data, Dumper=Dumper, allow_unicode=True, **style)
    return text
