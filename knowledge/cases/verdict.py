"""Verdict: the verdicts of the shipped packs by name, such as `Verdict.PRODUCTION_REQUIRED`.

Importing it reads no pack: that happens when it is first asked for something. The verdicts of
another knowledge base are its `verdicts`. Static types stand in `verdict.pyi`, which is generated.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.base import load
from knowledge.cases.verdict_id import VerdictId


class Shipped(type):
    """The metaclass of `Verdict`: its verdicts are looked up in the shipped knowledge base."""

    def __getattr__(cls, name: str) -> VerdictId:
        found = cls._named().get(name) if name.isupper() else None
        if found is None:
            raise AttributeError(f"the shipped packs have no verdict {name}")
        return found

    def __call__(cls, id: str) -> VerdictId:
        """The shipped verdict of this id. Raises `ValueError` where there is none."""
        if id not in cls:
            known = _listed(cls)
            raise ValueError(f"{id!r} is not a verdict of the shipped packs; they have {known}")
        return VerdictId(id)

    def __getitem__(cls, name: str) -> VerdictId:
        return cls._named()[name]

    def __iter__(cls) -> Iterator[VerdictId]:
        """The verdicts, the first that can hold first."""
        return iter(cls._named().values())

    def __len__(cls) -> int:
        return len(cls._named())

    def __contains__(cls, id: object) -> bool:
        return id in cls._named().values()

    def __instancecheck__(cls, value: object) -> bool:
        """Whether something is a verdict, of whichever knowledge base."""
        return isinstance(value, VerdictId)

    def __dir__(cls) -> list[str]:
        return [*super().__dir__(), *cls._named()]

    def _named(cls) -> dict[str, VerdictId]:
        ids = (VerdictId(entry.id) for entry in load().verdicts)
        return {id.name: id for id in ids}


class Verdict(VerdictId, metaclass=Shipped):
    """The verdicts of the shipped packs: by name, by id, and one after the other."""


def _listed(verdicts: Shipped) -> str:
    return ", ".join(verdicts)
