"""A register as earlier programs left it: without events, and snapshots that know of none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from threshold.register import chain


def write_as_before(monkeypatch):
    """Let snapshots be written as before there were events."""
    monkeypatch.setattr(chain, "last_hash", lambda connection: None)


def bring_back(file: str | Path) -> None:
    """Give a register the tables that it had then."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(
            """
            CREATE TABLE adoption (
                id INTEGER NOT NULL PRIMARY KEY, fingerprint VARCHAR(16) NOT NULL,
                day DATE NOT NULL, recorded_at VARCHAR(32) NOT NULL,
                FOREIGN KEY(fingerprint) REFERENCES knowledge (fingerprint)
            );
            INSERT INTO adoption (fingerprint, day, recorded_at)
                SELECT fingerprint, day, recorded_at FROM event WHERE kind = 'adopted'
                ORDER BY number;
            DROP TABLE event;
            ALTER TABLE snapshot DROP COLUMN events;
            ALTER TABLE use_case DROP COLUMN kept_salt;
            UPDATE alembic_version SET version_num = '0002';
            """
        )
