"""YAML read and written as PyYAML comes, whatever this process has taught it.

PyYAML keeps what plain words mean, and how types are made and written, in tables of its classes:
whoever changes them for files of their own would change what a case here says.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, ClassVar

import yaml
from yaml.constructor import SafeConstructor
from yaml.representer import SafeRepresenter

_TAG = "tag:yaml.org,2002:"
_MEANT = {  # a type → what a plain word of it looks like, and the characters it begins with
    "bool": (
        "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
        "yYnNtTfFoO",
    ),
    "float": (
        r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
        r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+0123456789.",
    ),
    "int": (
        "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
        "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+",
        "-+0123456789",
    ),
    "merge": ("<<", "<"),
    "null": ("~|null|Null|NULL|", ("~", "n", "N", "")),
    "timestamp": (
        "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}"
        r":[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?",
        "0123456789",
    ),
    "value": ("=", "="),
    "yaml": (r"!|&|\*", "!&*"),
}
_MADE = ("null", "bool", "int", "float", "timestamp", "str")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain data; of its own tables alone."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {}
    yaml_path_resolvers: ClassVar[dict[Any, Any]] = {}
    yaml_multi_constructors: ClassVar[dict[Any, Any]] = {}
    yaml_constructors: ClassVar[dict[Any, Any]] = {
        f"{_TAG}{kind}": getattr(SafeConstructor, f"construct_yaml_{kind}") for kind in _MADE
    }


class Dumper(yaml.SafeDumper):
    """Writes plain data; of its own tables alone."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  as in its base
    yaml_path_resolvers: dict[Any, Any] = {}  # noqa: RUF012
    yaml_multi_representers: ClassVar[dict[Any, Any]] = {}
    yaml_representers: ClassVar[dict[Any, Any]] = {
        type(None): SafeRepresenter.represent_none,
        str: SafeRepresenter.represent_str,
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


for _kind, (_like, _first) in _MEANT.items():
    for _class in (Loader, Dumper):
        _class.add_implicit_resolver(_TAG + _kind, re.compile(f"^(?:{_like})$"), [*_first])


def dumped(data: Any, **style: Any) -> str:
    """Data as YAML, its letters as they are; `style` as for `yaml.dump`."""
    text: str = yaml.dump(data, Dumper=Dumper, allow_unicode=True, **style)
    return text
