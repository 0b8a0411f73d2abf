"""The front door: the command line, and from Python what it takes to maintain packs: check() and run_tests()."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explain.review.check import check
    from threshold.commands.test import run_tests

__all__ = ["check", "run_tests"]

_LATER = {"check": "explain.review.check", "run_tests": "threshold.commands.test"}


def __getattr__(name: str) -> Any:
    """Imported when first asked for: most commands need neither."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'threshold' has no attribute {name!r}")
