"""The steps by which the tables of a register came about; alembic takes those that are missing."""
