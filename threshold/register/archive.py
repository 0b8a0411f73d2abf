"""The knowledge that answered, kept in the register as its files: each snapshot can be repeated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, insert, select

from knowledge.base import KnowledgeBase, load
from knowledge.entries.pack import all_files
from knowledge.faults import InvalidKnowledge
from knowledge.languages.message import Message
from knowledge.outputs import naming
from knowledge.pack_paths import ORDER, listed_packs, pack_paths
from knowledge.sentence import Sentence
from threshold.register.database import RegisterFault
from threshold.register.events import ADOPTED, Happened, adoptions, append
from threshold.register.schema import knowledge

VERSION = "VERSION"


class Shelf:
    """The knowledge of today, and how to load that of another day. Loaded once each."""

    def __init__(
        self,
        packs: Sequence[Path | str] | Path | str | None = None,
        base: KnowledgeBase | None = None,
    ):
        """`packs`: as `knowledge.load` takes them. `base`: knowledge that is loaded already, for a
        register that is looked at only. Raises `InvalidKnowledge`.
        """
        self._packs = listed_packs(packs)
        self.base: KnowledgeBase = load(self._packs) if base is None else base
        self._bases = {self.base.fingerprint: self.base}

    def adopt(
        self, connection: Connection, day: date, recorded_at: str, since: date | None = None
    ) -> None:
        """Note that the knowledge of today answers, where another one did.

        What is done as of an earlier `day` does not change what answered then: the knowledge is
        adopted today, or on that day where it is a later one. `since`: from this day on, whichever
        it is.
        """
        base = self.base
        begins = since or max(day, date.today())
        answering = {self.adopted(connection, begins)}
        if since is None:
            answering.add(self.adopted(connection))
        if answering == {base.fingerprint}:
            return
        known = select(knowledge.c.fingerprint).where(knowledge.c.fingerprint == base.fingerprint)
        if connection.execute(known).one_or_none() is None:
            files = self._zipped()
            connection.execute(
                insert(knowledge).values(
                    fingerprint=base.fingerprint,
                    version=base.version,
                    packs=json.dumps(base.packs),
                    files=files,
                    files_sha256=sha256(files).hexdigest(),
                )
            )
        adopted = Happened(ADOPTED, begins, fingerprint=base.fingerprint)
        append(connection, [adopted], recorded_at)

    @staticmethod
    def adopted(connection: Connection, day: date | None = None) -> str | None:
        """The fingerprint of the knowledge that answered on a day, by default the last one.

        Of a day before the first one, it is the first.
        """
        rows = adoptions(connection)
        found = [print_ for print_, since in rows if day is None or since <= day]
        return found[-1] if found else rows[0][0] if rows else None

    def of(self, connection: Connection, fingerprint: str) -> KnowledgeBase | None:
        """The knowledge of a fingerprint; None where this program reads it otherwise by now.

        Raises `RegisterFault` where its files are not as they were kept.
        """
        if fingerprint not in self._bases:
            columns = knowledge.c.files, knowledge.c.files_sha256
            query = select(*columns).where(knowledge.c.fingerprint == fingerprint)
            files, written = connection.execute(query).one()
            if sha256(files).hexdigest() != written:
                raise RegisterFault(
                    Message("register_flaw_knowledge", {"what": fingerprint}),
                    expected=Sentence(
                        "the files as they were kept; take the last copy of the register"
                    ),
                )
            base = _unzipped(files)
            if base is None or base.fingerprint != fingerprint:
                return None
            self._bases[fingerprint] = base
        return self._bases[fingerprint]

    def _zipped(self) -> bytes:
        """All files of the packs, as the folder of a whole knowledge base."""
        raw = BytesIO()
        with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
            names = []
            for pack in pack_paths(self._packs):
                name = "_".join(pack.stem.split())  # ORDER lists names with blanks between them
                names.append(name)
                for file in all_files(pack):
                    inside = file.relative_to(pack) if pack.is_dir() else Path(file.name)
                    archive.writestr(f"{name}/{inside.as_posix()}", file.read_bytes())
            archive.writestr(ORDER, "\n".join(names))
            archive.writestr(VERSION, self.base.version)
        return raw.getvalue()


def _unzipped(files: bytes) -> KnowledgeBase | None:
    with TemporaryDirectory() as folder:
        with ZipFile(BytesIO(files)) as archive:
            for name in archive.namelist():
                target = Path(folder, name)
                if Path(folder) not in target.resolve().parents:
                    return None
                target.parent.mkdir(parents=True, exist_ok=True)
                with naming(target):
                    target.write_bytes(archive.read(name))
        try:
            return load(folder)
        except InvalidKnowledge:
            return None
