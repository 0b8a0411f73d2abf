"""The tables of a register.

Rows of `answer`, `event` and `snapshot` are added and never changed, but for one thing: a text with
the name of a person in it can be erased, of which the digests hold no more than a salted hash.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0004"  # the newest migration
HASH = 64  # characters of a SHA-256 in hexadecimal

metadata = MetaData()

knowledge = Table(
    "knowledge",
    metadata,
    Column("fingerprint", String(16), primary_key=True),
    Column("version", String(80), nullable=False),
    Column("packs", Text, nullable=False),  # their names, as JSON
    Column("files", LargeBinary, nullable=False),  # all files of the packs, zipped
    Column("files_sha256", String(HASH), nullable=False),
)

# names of persons stand here alone; all else knows a person by the key
person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(32), nullable=False, unique=True),  # of the name, behind its salt
    Column("name", Text),  # null once it is erased
    Column("salt", String(32)),  # erased with it; null where the key is random, as it was once
)

use_case = Table(
    "use_case",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),  # of the key; digests know it by this
    Column("key", String(400), nullable=False, unique=True),  # what people know it by
    Column("source", String(400), nullable=False),  # the list it came from; empty: added by hand
    Column("kept", Text, nullable=False),  # columns of that list beside the answers, as JSON
    Column("kept_salt", String(32)),  # of what its last event says of them; null where none does
    Column("begun_on", Date, nullable=False),  # the day of its first answer
    Column("vanished_on", Date),  # as its events say: the day on which its list had it no more
    Column("revision", Integer, nullable=False),  # grows with each time that answers are given
)

evidence = Table(
    "evidence",
    metadata,
    Column("sha256", String(HASH), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("use_case.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("attribute", String(200), nullable=False),
    Column("stated", Text),  # value, link, file name and note, as JSON; null once it is erased
    Column("salt", String(32)),  # erased with it
    Column("person_id", ForeignKey("person.id")),  # null: nobody answers for its list
    Column("source", String(400), nullable=False),  # the list that says so; empty: a person does
    Column("given_on", Date, nullable=False),  # the day from which it counts
    Column("recorded_at", String(32), nullable=False),
    Column("sha256", ForeignKey("evidence.sha256")),
    Column("valid_until", Date),  # the last day on which it counts
    Column("digest", String(HASH), nullable=False),
    UniqueConstraint("case_id", "revision", "attribute", name="one_answer_a_revision"),
    Index("answer_by_attribute", "attribute", "case_id"),
    Index("answer_by_end", "valid_until"),
)

# knowledge that was adopted; lists that were read; cases that came to be in one, and that it no
# longer had; columns kept from it
event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("kind", String(20), nullable=False),  # adopted, read, listed, vanished, kept
    Column("case_id", ForeignKey("use_case.id")),  # null: of no case
    Column("source", String(400), nullable=False),  # the list; empty: of none
    Column("fingerprint", ForeignKey("knowledge.fingerprint")),  # of what was adopted
    Column("day", Date, nullable=False),  # the day from which it counts
    Column("recorded_at", String(32), nullable=False),
    Column("content", String(HASH)),  # of the file that was read; behind a salt, of what is kept
    Column("previous", String(HASH), nullable=False),
    Column("hash", String(HASH), nullable=False, unique=True),
    Index("event_by_case", "case_id", "number"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("case_id", ForeignKey("use_case.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("stands_until", Date, nullable=False),  # the first day on which the clock may change it
    Column("recorded_at", String(32), nullable=False),
    Column("fingerprint", ForeignKey("knowledge.fingerprint"), nullable=False),
    Column("outcome", Text, nullable=False),  # as JSON
    Column("answers", String(HASH), nullable=False),  # over the digests of the answers in force
    Column("derivation", String(HASH), nullable=False),  # over rules that fired, and conclusions
    Column("previous", String(HASH), nullable=False),
    Column("hash", String(HASH), nullable=False, unique=True),
    Column("events", String(HASH)),  # the hash of the last event before it; null: made earlier
    Index("snapshot_by_case", "case_id", "number"),
)
