"""The key of a person is a commitment to the name; its salt stands beside the name."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the salt; persons who are there already have random keys, and none."""
    op.add_column("person", sa.Column("salt", sa.String(32)))
