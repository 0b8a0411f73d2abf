"""The offers in a manifest: its keys, codes of languages, packs and their versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entries.language_codes import spoken_codes
from knowledge.entries.manifest import KNOWLEDGE, Manifest
from knowledge.pack_paths import SHIPPED, VERSION
from threshold.language_server.offer import Offer
from threshold.language_server.spot import Spot


def in_manifest(at: Spot, base: KnowledgeBase) -> Iterator[Offer]:
    """The offers for a key or a value of `pack.yaml`."""
    begun = re.split(r"[\s\[,{]", at.before)[-1].strip("'\"")
    where = at.keys[:1]
    if not at.keys and at.on_key:
        for name, field in Manifest.model_fields.items():
            yield Offer(name, field.description or "", "key", at.before)
    elif where == ("languages",):
        for code in spoken_codes():
            yield Offer(code, "", "value", begun)
    elif where == ("after",):
        for name, about in _packs(base):
            yield Offer(name, about, "name", begun)
    elif where == ("requires",) and at.on_key:
        yield Offer(KNOWLEDGE, "The shipped knowledge.", "key", begun)
        for name, about in _packs(base):
            yield Offer(name, about, "key", begun)
    elif where == ("requires",) and len(at.keys) > 1:
        manifest = base.manifests.get(at.keys[1])
        version = VERSION if at.keys[1] == KNOWLEDGE else manifest and manifest.version
        if version:
            yield Offer(f">={version}", "This version, or a later one.", "value", begun)


def _packs(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """The packs on top of the shipped ones, each with its title."""
    for name in base.packs:
        if name not in SHIPPED:
            manifest = base.manifests.get(name)
            yield name, manifest.title if manifest else ""
