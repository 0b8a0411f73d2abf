"""The database of a register: SQLite in a file, or PostgreSQL; one writer at a time.

What is read is read in one transaction, what is written is written whole or not at all. Whatever
the database cannot do is told in one line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool, StaticPool

from knowledge.extras import need
from knowledge.faults import Fault, shorten
from knowledge.languages.message import Message, Sayable, Saying, Untranslated
from knowledge.sentence import Sentence
from threshold.register.readable import Unreadable, dangling, misread, unreadable
from threshold.register.schema import HEAD, metadata

PATIENCE = 30  # seconds that a writer waits for another one
WRITERS = 7_468_421_013  # the number of the lock that writers take in PostgreSQL
_SQLITE, _POSTGRES = "sqlite", "postgresql"
_WRITES = "register_writes"
# what a value that cannot be read ends in, wherever it is used
_ENDS_IN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, SQLAlchemyError)
_NOWHERE = ("", ":memory:")  # what SQLite takes for no file, and forgets at once
_TOLD = (  # what a driver says → the phrase by which a reader is told
    ("database is locked", "fault_locked"),
    ("lock timeout", "fault_locked"),
    ("database or disk is full", "fault_disk_full"),
    ("no space left on device", "fault_disk_full"),
    ("could not extend file", "fault_disk_full"),
    ("disk i/o error", "fault_disk"),
    ("readonly database", "fault_read_only"),
    ("read-only transaction", "fault_read_only"),
    ("unable to open database file", "fault_cannot_be_opened"),
    ("file is not a database", "fault_no_database"),
    ("malformed", "fault_damaged"),
    ("could not decode to utf-8", "fault_damaged"),
    ("nul (0x00)", "fault_unwritable"),
)


class RegisterFault(Fault):
    """A register that cannot be opened, read or written, or that does not have what is asked."""

    def __init__(
        self, message: Message | Sentence, *, expected: str = "", nearest: str | None = None
    ):
        """`message`: what was wrong; as data where it can be told in several languages."""
        self.said: Sayable = message
        said = Saying(message) if isinstance(message, Message) else message
        super().__init__(said, expected=expected, nearest=nearest)


class Database:
    """The database of a register."""

    def __init__(
        self,
        url: str | Path,
        *,
        create: bool = True,
        patience: float = PATIENCE,
        check: bool = True,
    ):
        """`url`: a file, `sqlite:///FILE`, or `postgresql://USER@HOST/NAME`.

        `create`: where there is none, the first that is written begins one; until then nothing is
        made, and it reads as empty. `check`: refuse one in which a value stands that its column is
        not for. Raises `RegisterFault`.
        """
        self.url = _url(url)
        self.patience = patience
        self.shown = (
            self.url.database or "memory"
            if self.is_file
            else self.url.render_as_string(hide_password=True)
        )
        self._begun = False  # whether it has been seen to be there
        self.engine = self._engine()
        with self.told():
            found = self._look()
        if not found and not create:
            raise self._absent()
        folder = Path(self.url.database or "").absolute().parent
        if not found and self.is_file and not folder.is_dir():
            raise self._fault(Message("fault_cannot_be_opened"))
        if found and check:
            self._check()

    @property
    def is_file(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.url.get_backend_name() == _SQLITE

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state, whoever writes meanwhile. Raises `RegisterFault`."""
        with self.told():
            engine = self.engine if self._look() else _empty()
            with engine.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of the one writer: all that is done with it is kept, or nothing of it.

        Raises `RegisterFault`.
        """
        with self.told():
            there = self._look()
            with self._transaction() as connection:
                if not there:  # it begins with what is written, or not at all
                    self._bring_along(connection)
                yield connection
            self._begun = True

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self.engine.connect() as plain:
            # after it waited for its turn, a writer sees what the one before it wrote
            level = {} if self.is_file else {"isolation_level": "READ COMMITTED"}
            connection = plain.execution_options(**{_WRITES: True, **level})
            with connection.begin():
                if not self.is_file:
                    wait = int(self.patience * 1000)
                    connection.execute(text(f"SET LOCAL lock_timeout = {wait}"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS})"))
                yield connection

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raise a refusal of the database within it as a fault, in one line."""
        with self.diagnosed():
            try:
                yield
            except DBAPIError as error:
                said = " ".join(str(error.orig).split())
                known = _told_as(error)
                raise self._fault(Message(known) if known else Untranslated(said[:300])) from error
            except UnicodeEncodeError as error:  # half a character, as of a name that was mangled
                raise self._fault(Message("fault_unwritable")) from error
            except (UnicodeDecodeError, JSONDecodeError, ValidationError) as error:  # what was kept
                raise self._strange() or self._fault(Message("fault_damaged")) from error

    @contextmanager
    def diagnosed(self) -> Iterator[None]:
        """Where an error within it comes of a value that nobody wrote by this program, raise that
        as a fault, with its row and column.
        """
        try:
            yield
        except _ENDS_IN as error:
            if fault := self._strange():
                raise fault from error
            raise

    def _check(self) -> None:
        """Raise the first value whose column is for others: queries pass over it, so that what it
        belongs to would be missing, and nobody would be told.
        """
        with self.reading() as connection:
            found = next(unreadable(connection), None)
        if found:
            raise self._unreadable(found)

    def _strange(self) -> RegisterFault | None:
        """The first value of which an error can come."""
        if self.is_file and self._nothing_there():
            return None
        found = None
        with suppress(*_ENDS_IN), self.engine.connect() as connection:
            looks = (look(connection) for look in (unreadable, misread, dangling))
            found = next(chain.from_iterable(looks), None)
        return self._unreadable(found) if found else None

    def _unreadable(self, found: Unreadable) -> RegisterFault:
        told = {"column": found.place, "row": found.row, "value": shorten(found.value, 60)}
        reason = Message("fault_unreadable", told)
        message = Message("fault_of_register", {"file": self.shown, "reason": reason})
        return RegisterFault(message, expected=found.expected)

    def _fault(self, reason: Message | Untranslated) -> RegisterFault:
        return RegisterFault(Message("fault_of_register", {"file": self.shown, "reason": reason}))

    def _absent(self) -> RegisterFault:
        return RegisterFault(
            Sentence("there is no register {name}", name=self.shown),
            expected=Sentence(
                "one that `{one}` or `{other}` began",
                one="threshold register import",
                other="threshold register add",
            ),
        )

    def _others(self) -> RegisterFault:
        return RegisterFault(
            Sentence("the database {name} holds other tables, and no register", name=self.shown),
            expected=Sentence("an empty database"),
        )

    def _engine(self) -> Engine:
        if self.is_file:
            made = create_engine(
                self.url,
                poolclass=NullPool,  # a connection is opened at once, and a thread has its own
                connect_args={"timeout": self.patience, "check_same_thread": False},
            )
            event.listen(made, "do_connect", self._there)
            event.listen(made, "connect", _open_file)
            event.listen(made, "begin", _begin)
            return made
        need("a register in PostgreSQL", "psycopg")
        return create_engine(self.url, isolation_level="REPEATABLE READ", pool_pre_ping=True)

    def _there(self, *_: Any) -> None:
        """A file that was there is there still: SQLite would begin an empty one in its place."""
        file = self.url.database or ""
        if self._begun and not file.startswith("file:") and not Path(file).is_file():
            raise self._absent()

    def _look(self) -> bool:
        """Whether there is a register; one of an earlier program is brought to its newest form."""
        if self._begun:
            return True
        if self.is_file and self._nothing_there():
            return False
        with self.engine.connect() as connection, connection.begin():
            found = _version(connection)
            others = found is None and bool(inspect(connection).get_table_names())
        if others:
            raise self._others()
        if found is None:
            return False
        if found != HEAD:
            try:
                with self._transaction() as connection:
                    self._bring_along(connection)
            except DBAPIError as error:
                if _told_as(error) != "fault_read_only":
                    raise
                raise self._fault(Message("fault_earlier_form")) from error
        self._begun = True
        return True

    def _nothing_there(self) -> bool:
        """Whether there is no file, or an empty one."""
        file = Path(self.url.database or "")
        if str(file).startswith("file:"):
            return False
        try:
            return not file.exists() or (file.is_file() and file.stat().st_size == 0)
        except OSError:  # which the database tells
            return False

    def _bring_along(self, connection: Connection) -> None:
        """Create the tables, or bring them to their newest form, where nobody has done so yet."""
        found = _version(connection)
        if found != HEAD:
            self._migrate(connection, found)

    def _migrate(self, connection: Connection, found: str | None) -> None:
        # imported late: a register is in its newest form nearly always
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise RegisterFault(
                Sentence(
                    "the register {name} was made by a newer version of this program (its form is"
                    " {form})",
                    name=self.shown,
                    form=found,
                ),
                expected=Sentence("a form up to {form}; install the newer version", form=HEAD),
            )
        if found is None and inspect(connection).get_table_names():
            raise self._others()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _told_as(error: DBAPIError) -> str | None:
    """The phrase by which a refusal of the database is told."""
    said = " ".join(str(error.orig).split()).lower()
    return next((key for sign, key in _TOLD if sign in said), None)


def _empty() -> Engine:
    """A register in which nothing stands, and which lies nowhere."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(made)
    return made


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _url(given: str | Path) -> URL:
    written = str(given)
    if "://" not in written and "\0" not in written and written not in _NOWHERE:
        return URL.create(_SQLITE, database=written)
    try:
        url = make_url(written)
        backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
        if backend == _POSTGRES:
            return url.set(drivername="postgresql+psycopg")
        if backend == _SQLITE and url.database and url.database not in _NOWHERE:
            return url
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise RegisterFault(
        Sentence(
            "{name} is no address of a register",
            name=f"{written.partition('://')[0]}://…" if "://" in written else repr(written),
        ),
        expected=Sentence(
            "a file, {one}, or {other}", one="sqlite:///FILE", other="postgresql://USER@HOST/NAME"
        ),
    )


def _open_file(connection: Any, _: Any) -> None:
    """A connection to a file: transactions begin where they are begun, and references hold."""
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: waiting for it after reading would end in a refusal."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
