"""The foot of every answer: that it is no legal advice, and which knowledge it rests on."""

from __future__ import annotations

import re

from engine.knowledge_used import Knowledge
from knowledge.languages.words import Words


def noticed(knowledge: str, words: Words) -> str:
    """That it is no legal advice, and on which knowledge it rests."""
    return f"{words.say('no_legal_advice')} ({rests_on(knowledge, words)})"


def rests_on(knowledge: str, words: Words) -> str:
    """Which knowledge an answer rests on, as its data say it in English, in a language."""
    places = [rf"(?P<{name}>.*)" for name in ("version", "fingerprint")]
    english = Words.of(None).say("knowledge", version=places[0], fingerprint=places[1])
    found = re.fullmatch(english, knowledge, re.DOTALL)
    return words.say("knowledge", **found.groupdict()) if found else knowledge


def known(knowledge: Knowledge, words: Words) -> str:
    """Which knowledge an answer rests on."""
    version = " + ".join((knowledge.version, *knowledge.own))
    return words.say("knowledge", version=version, fingerprint=knowledge.fingerprints)
