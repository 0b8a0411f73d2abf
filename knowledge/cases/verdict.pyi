"""Generated from the packs by `python -m knowledge.schemas.stub`; do not edit."""

from collections.abc import Iterator
from typing import ClassVar

from knowledge.cases.verdict_id import VerdictId

class Shipped(type):
    def __call__(cls, id: str) -> VerdictId: ...
    def __getitem__(cls, name: str) -> VerdictId: ...
    def __iter__(cls) -> Iterator[VerdictId]: ...
    def __len__(cls) -> int: ...
    def __contains__(cls, id: object) -> bool: ...

class Verdict(VerdictId, metaclass=Shipped):
    PROHIBITED: ClassVar[VerdictId]
    PRODUCTION_REQUIRED: ClassVar[VerdictId]
    LIGHTER_REQUIREMENTS: ClassVar[VerdictId]
    EXPERIMENT_EXCEPTED: ClassVar[VerdictId]
    EXPERIMENTATION_ACCEPTABLE: ClassVar[VerdictId]
    UNDETERMINED: ClassVar[VerdictId]
