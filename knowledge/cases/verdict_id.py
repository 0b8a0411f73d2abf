"""VerdictId: which verdict, as a text: the id that the packs of some knowledge base give it."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class VerdictId(str):
    """The id of a verdict: equal to its text, and one object for each text that is in use.

    Any text can be one. Whether a base has such a verdict says `base.verdicts`; an answer that was
    read back from JSON needs no base for it.
    """

    def __new__(cls, id: str) -> VerdictId:
        """The verdict of this id, the same object as before while it is used anywhere."""
        with _lock:
            known = _in_use.get(id)
            if known is None:
                known = _in_use[str(id)] = str.__new__(VerdictId, id)
            return known

    @property
    def value(self) -> str:
        """The id as plain text."""
        return str(self)

    @property
    def name(self) -> str:
        """The id in capitals, as `Verdict` names it."""
        return self.upper()

    def __reduce__(self) -> tuple[type[VerdictId], tuple[str]]:
        return VerdictId, (str(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema  # heavy, and at hand where a model is built

        return core_schema.no_info_after_validator_function(cls, handler(str))


# So that `is` holds between verdicts of one id; an id that nothing uses any more is forgotten.
_in_use: WeakValueDictionary[str, VerdictId] = WeakValueDictionary()
_lock = RLock()  # reentrant, since a collection of garbage may happen anywhere
