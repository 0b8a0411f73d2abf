"""That a list was read, and the columns that are kept from one, are events, which are chained."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

from threshold.register.digests import BEGINNING, commitment, now
from threshold.register.events import KEPT, hash_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
NOTHING = "{}"


def upgrade() -> None:
    """Add what an event says of a content, and begin with what is kept now, as of the day on which
    the case came to be in its list.
    """
    op.add_column("event", sa.Column("content", sa.String(64)))
    op.add_column("use_case", sa.Column("kept_salt", sa.String(32)))
    connection, moment = op.get_bind(), now()
    known = sa.MetaData()
    known.reflect(connection, only=("event", "use_case"))
    event, case = known.tables["event"], known.tables["use_case"]
    last = sa.select(event.c.number, event.c.hash).order_by(event.c.number.desc()).limit(1)
    number, previous = connection.execute(last).one_or_none() or (0, BEGINNING)
    for row in connection.execute(sa.select(case).order_by(case.c.id)).all():
        if row.kept == NOTHING:
            continue
        salt = token_hex(16)
        number += 1
        told = {
            "number": number,
            "kind": KEPT,
            "case_id": row.id,
            "source": row.source,
            "fingerprint": None,
            "day": row.begun_on,
            "recorded_at": moment,
            "content": commitment(salt, row.kept),
            "previous": previous,
        }
        previous = hash_of(told, row.uid)
        connection.execute(sa.insert(event).values(**told, hash=previous))
        connection.execute(sa.update(case).where(case.c.id == row.id).values(kept_salt=salt))
