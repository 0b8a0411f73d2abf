"""The foot of every answer: that it is no legal advice, and which knowledge it rests on."""

from __future__ import annotations

from engine.knowledge_used import Knowledge
from knowledge.languages.words import Words


def noticed(knowledge: Knowledge, words: Words) -> str:
    """That it is no legal advice, and on which knowledge it rests."""
    return f"{words.say('no_legal_advice')} ({known(knowledge, words)})"


def known(knowledge: Knowledge | None, words: Words) -> str:
    """The knowledge that an answer rests on; empty where nothing was answered."""
    if knowledge is None:
        return ""
    version = " + ".join((knowledge.version, *knowledge.own))
    return words.say("knowledge", version=version, fingerprint=knowledge.fingerprints)
