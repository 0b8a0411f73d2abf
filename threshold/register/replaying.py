"""A snapshot, repeated: under the knowledge that it names, and under that of today."""

from __future__ import annotations

from sqlalchemy import Connection

from knowledge.sentence import Sentence
from threshold.register.answers import answers_of, case_row, in_force, values_of
from threshold.register.archive import Shelf
from threshold.register.chain import snapshots
from threshold.register.database import RegisterFault
from threshold.register.differing import changes
from threshold.register.records import Replay
from threshold.register.schema import snapshot
from threshold.register.standing import Assessor

MOST = 2**31 - 1  # the largest number that the column takes


def replay(connection: Connection, number: int, shelf: Shelf) -> Replay:
    """Repeat the snapshot of a number.

    Raises `RegisterFault` where there is none, or its knowledge cannot be read by this program.
    """
    known = 0 < number <= MOST
    found = snapshots(connection, snapshot.c.number == number) if known else []
    if not found:
        raise RegisterFault(
            Sentence("there is no snapshot {name}", name=str(number)),
            expected=Sentence("a number that `{command}` shows", command="history"),
        )
    (then,) = found
    base = shelf.of(connection, then.fingerprint)
    if base is None:
        raise RegisterFault(
            Sentence(
                "the knowledge of snapshot {number}, fingerprint {name}, is kept, but this version"
                " of the program reads it otherwise",
                number=str(number),
                name=then.fingerprint,
            ),
            expected=Sentence("the version that wrote it"),
        )
    row = case_row(connection, then.key)
    assert row is not None  # a snapshot refers to it
    answers = next((given for _, given in answers_of(connection, [row.id])), [])
    values = values_of(in_force(answers, then.day, then.revision))
    again = Assessor(base).of(values, then.key, then.day)
    today = Assessor(shelf.base).of(values, then.key, then.day)
    outcome = again.outcome.as_kept_by(then.outcome)
    same = (outcome, again.derivation) == (then.outcome, then.derivation)
    return Replay(
        snapshot=then,
        repeated=same,
        differences=changes(then.outcome, again.outcome),
        today=changes(then.outcome, today.outcome),
        fingerprint=shelf.base.fingerprint,
        set_aside=Assessor(shelf.base).case(values, then.key)[1],
    )
