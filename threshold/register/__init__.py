"""A register of use cases: what was answered by whom, when, on what evidence, and what followed.

    from threshold.register import Register

    with Register("register.db") as register:
        register.import_table("inventory.csv", intake="own.yaml")
        register.answer("17", "exposure", "customers", who="A. Moreau", valid_until="2027-06-30")
        print(register.diff("2026-12-01", "2027-12-02"))

It is kept in a database: a SQLite file, or PostgreSQL by URL. From the ground up: `records` (what
is kept, as typed data), `digests`, `schema` and `migrations`, `database` (transactions and
faults), `events` (lists and adopted knowledge), `answers`, `archive` (the knowledge as it was),
`chain` (snapshots), `standing` (what follows on a day), then what is done with them, one file each,
and `api`, the `Register` itself.
"""

from knowledge.extras import needed_by

with needed_by("a register"):
    from threshold.register.api import Register

__all__ = ["Register"]
