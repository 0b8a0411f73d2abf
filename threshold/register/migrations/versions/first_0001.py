"""The tables as a register began with them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "knowledge",
        sa.Column("fingerprint", sa.String(16), primary_key=True),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("packs", sa.Text, nullable=False),
        sa.Column("files", sa.LargeBinary, nullable=False),
        sa.Column("files_sha256", sa.String(64), nullable=False),
    )
    op.create_table(
        "adoption",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "fingerprint", sa.String(16), sa.ForeignKey("knowledge.fingerprint"), nullable=False
        ),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("name", sa.Text),
    )
    op.create_table(
        "use_case",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("key", sa.String(400), nullable=False, unique=True),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("begun_on", sa.Date, nullable=False),
        sa.Column("vanished_on", sa.Date),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("use_case.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("attribute", sa.String(200), nullable=False),
        sa.Column("stated", sa.Text),
        sa.Column("salt", sa.String(32)),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("evidence.sha256")),
        sa.Column("valid_until", sa.Date),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("case_id", "revision", "attribute", name="one_answer_a_revision"),
    )
    op.create_index("answer_by_attribute", "answer", ["attribute", "case_id"])
    op.create_index("answer_by_end", "answer", ["valid_until"])
    op.create_table(
        "snapshot",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("use_case.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("stands_until", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column(
            "fingerprint", sa.String(16), sa.ForeignKey("knowledge.fingerprint"), nullable=False
        ),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("answers", sa.String(64), nullable=False),
        sa.Column("derivation", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("snapshot_by_case", "snapshot", ["case_id", "number"])
