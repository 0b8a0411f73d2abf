"""Words that people type in an interview instead of an answer, or to agree to something, in
English, German and French.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import click

from knowledge.cases.answers import NOTHING, truth

if TYPE_CHECKING:
    from knowledge.languages.words import Words


class Wish(Enum):
    """The wish of somebody who does not answer."""

    WHY = "why"
    DO_NOT_KNOW = "do not know"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"


_WORDS = {
    Wish.WHY: ("?", "why", "why?", "w", "warum", "warum?", "wieso", "pourquoi", "pourquoi ?"),
    Wish.SKIP: (
        *("skip", "s", "later", "next"),
        *("überspringen", "später", "weiter"),
        *("passer", "plus tard", "suivant"),
    ),
    Wish.BACK: ("back", "b", "undo", "zurück", "retour", "revenir"),
    Wish.STOP: (
        *("stop", "quit", "exit", "q"),
        *("stopp", "ende", "aufhören", "beenden"),
        *("arrêter", "arrêt", "fin", "quitter"),
    ),
    Wish.DO_NOT_KNOW: (
        *("", "don't know", "dont know", "i don't know", "do not know", "unknown", "u", "d"),
        *("weiß nicht", "weiss nicht", "ich weiß nicht", "ich weiss nicht", "keine ahnung"),
        *("je ne sais pas", "ne sais pas", "sais pas", "aucune idée"),
        *(NOTHING - {"?", "??"}),
    ),
}
_WISHES = {word.casefold(): wish for wish, words in _WORDS.items() for word in words}


def wish_of(text: str) -> Wish | None:
    """The wish in a typed line; None where it is an answer.

    >>> wish_of(" Weiß nicht "), wish_of("retour"), wish_of("yes")
    (<Wish.DO_NOT_KNOW: 'do not know'>, <Wish.BACK: 'back'>, None)
    """
    return _WISHES.get(" ".join(text.casefold().replace("’", "'").split()))


def agreed(question: str, words: Words) -> bool:
    """Whether somebody agrees to what is asked, in whatever of the languages; no by default.

    Asks again after what is neither yes nor no. Raises `click.Abort` at the end of the input.
    """
    shown = words.say("yes_or_no", question=question)
    while True:
        text = str(click.prompt(shown, prompt_suffix=" ", default="", show_default=False)).strip()
        said = True if text.casefold() == "o" else truth(text) if text else False  # o: oui
        if said is not None:
            return said
        click.echo(words.say("yes_or_no_expected"))
