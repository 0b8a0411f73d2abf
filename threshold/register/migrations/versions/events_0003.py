"""Adoptions of knowledge, and what happened to cases in their lists, are chained as events."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from threshold.register.digests import BEGINNING, now
from threshold.register.events import ADOPTED, LISTED, VANISHED, hash_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the adoptions, and begin the events of each case with what is known of its list."""
    event = op.create_table(
        "event",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("use_case.id")),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("fingerprint", sa.String(16), sa.ForeignKey("knowledge.fingerprint")),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("event_by_case", "event", ["case_id", "number"])
    op.add_column("snapshot", sa.Column("events", sa.String(64)))
    connection, previous, rows = op.get_bind(), BEGINNING, []
    for number, (uid, found) in enumerate(_happened(connection), start=1):
        row = {"number": number, **found, "previous": previous}
        previous = hash_of(row, uid)
        rows.append({**row, "hash": previous})
    if rows:
        connection.execute(sa.insert(event), rows)
    op.drop_table("adoption")


def _happened(connection: sa.Connection) -> list[tuple[str, dict[str, Any]]]:
    """(uid of its case, event) for all that is known: since when a list has a case is the day on
    which it first answered.
    """
    known = sa.MetaData()
    known.reflect(connection, only=("adoption", "use_case", "answer"))
    adoption, case, answer = (known.tables[name] for name in ("adoption", "use_case", "answer"))
    found: list[tuple[str, dict[str, Any]]] = []
    for row in connection.execute(sa.select(adoption).order_by(adoption.c.id)):
        none = {"kind": ADOPTED, "case_id": None, "source": "", "fingerprint": row.fingerprint}
        found.append(("", {**none, "day": row.day, "recorded_at": row.recorded_at}))
    first = (
        sa.select(
            answer.c.case_id,
            answer.c.source,
            sa.func.min(answer.c.given_on).label("day"),
            sa.func.min(answer.c.recorded_at).label("recorded_at"),
        )
        .group_by(answer.c.case_id, answer.c.source)
        .subquery()
    )
    query = (
        sa.select(case, first.c.day, first.c.recorded_at)
        .outerjoin(first, sa.and_(first.c.case_id == case.c.id, first.c.source == case.c.source))
        .where(case.c.source != "")
        .order_by(case.c.id)
    )
    moment, gone = now(), list[tuple[str, dict[str, Any]]]()
    for row in connection.execute(query):
        of = {"case_id": row.id, "source": row.source, "fingerprint": None}
        since, told = row.day or row.begun_on, row.recorded_at or moment
        if row.vanished_on:
            since = min(since, row.vanished_on)  # by a list of an earlier day
        found.append((row.uid, {"kind": LISTED, **of, "day": since, "recorded_at": told}))
        if row.vanished_on:
            left = {"kind": VANISHED, **of, "day": row.vanished_on, "recorded_at": moment}
            gone.append((row.uid, left))
    return [*found, *gone]
