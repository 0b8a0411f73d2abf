"""The front door: the command line, and from Python what it takes to maintain packs: check() and run_tests()."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.assessment import assess
    from explain.argue.why import why
    from explain.review.check import check
    from knowledge.cases.use_case import UseCase
    from threshold.commands.test import run_tests

__all__ = ["UseCase", "assess", "check", "run_tests", "why"]

_LATER = {
    "UseCase": "knowledge.cases.use_case",
    "assess": "engine.assessment",
    "check": "explain.review.check",
    "run_tests": "threshold.commands.test",
    "why": "explain.argue.why",
}


def __getattr__(name: str) -> Any:
    """Imported when first asked for: most commands need neither."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'threshold' has no attribute {name!r}")
