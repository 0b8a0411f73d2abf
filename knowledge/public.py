"""The public names of a package, each imported when it is first asked for.

So importing a package costs nothing: no pack is read, and no library is loaded that the caller does
not use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def public_names(
    package: str, homes: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package.

    `homes` says which public names stand in which module.
    """
    home_of = {name: module for module, names in homes.items() for name in names}

    def find(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}{_meant(name)}")
        found = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    def _meant(name: str) -> str:
        if name.startswith("_"):  # asked for by tools
            return ""
        from difflib import get_close_matches  # where something is wrong, and not before

        near = get_close_matches(name, sorted(home_of), n=1, cutoff=0.5)
        return f"; did you mean {near[0]!r}?" if near else ""

    return find, lambda: sorted(home_of)
