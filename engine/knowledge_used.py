"""The knowledge that an answer rests on: versions and fingerprints, of all packs and of each."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from knowledge.base import KnowledgeBase, consulted_on
from knowledge.entries.fingerprint import PackVersion
from knowledge.pack_paths import SHIPPED


class Knowledge(BaseModel):
    """The knowledge that an answer rests on."""

    # the schema is built when one is read or written
    model_config = ConfigDict(frozen=True, defer_build=True)

    version: str = Field(description="version of the shipped knowledge")
    fingerprint: str = Field(
        description="hash of what the packs say; packs that say the same have the same one"
    )
    packs: tuple[str, ...] = Field(description="the packs that were loaded")
    pack_versions: tuple[PackVersion, ...] = Field(
        default=(), description="each of these packs, with its version and its fingerprint"
    )
    consulted: date | None = Field(
        default=None, description="the day on which the text of a cited work was last consulted"
    )

    @classmethod
    def of(cls, base: KnowledgeBase) -> Knowledge:
        """The versions and fingerprints of a base."""
        return cls.model_construct(
            version=base.version,
            fingerprint=base.fingerprint,
            packs=base.packs,
            pack_versions=base.pack_versions,
            consulted=base.derived(consulted_on),
        )

    @property
    def own(self) -> tuple[str, ...]:
        """The packs that are not shipped."""
        return tuple(pack for pack in self.packs if pack not in SHIPPED)

    @property
    def fingerprints(self) -> str:
        """The fingerprint of all, and where there are packs of one's own, that of each pack."""
        each = f" ({', '.join(map(str, self.pack_versions))})" if self.own else ""
        return self.fingerprint + each

    def __str__(self) -> str:
        version = " + ".join((self.version, *self.own))
        return f"knowledge {version}, fingerprint {self.fingerprints}"
