"""What to say where a library that only some people need is not installed."""

from __future__ import annotations

from knowledge.faults import Fault


class MissingExtra(Fault):
    """A library is not installed; names the extra that brings it."""

    def __init__(self, extra: str, what: str):
        super().__init__(
            f"{what} is not installed", expected=f"pip install 'threshold-rules[{extra}]'"
        )
