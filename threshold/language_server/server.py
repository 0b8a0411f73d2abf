"""The server: what an editor asks by the Language Server Protocol, answered by `Project`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from knowledge.authoring.occurrences import Occurrence, Symbol
from knowledge.entries import Entry
from knowledge.faults import InvalidKnowledge
from knowledge.languages.codes import ENGLISH, LANGUAGES, codes
from knowledge.languages.words import Words
from threshold.language_server.completion import offers
from threshold.language_server.hover import of_key, of_symbol
from threshold.language_server.lenses import counts
from threshold.language_server.offer import Offer
from threshold.language_server.project import Project, Told
from threshold.language_server.spot import spot

NAME = "threshold"
PAUSE = 0.3  # seconds without typing after which a file is checked
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_VALUE = re.compile(r"[\w.\-]+")
_WORD = re.compile(r"[\w.]+")
_SORTS = {
    "key": lsp.CompletionItemKind.Property,
    "name": lsp.CompletionItemKind.Variable,
    "value": lsp.CompletionItemKind.EnumMember,
    "function": lsp.CompletionItemKind.Function,
    "word": lsp.CompletionItemKind.Keyword,
}
T = TypeVar("T")


class ThresholdServer(LanguageServer):
    """A server for one workspace."""

    def __init__(self, version: str, language: str | None = None):
        """`language`: the code of the language it speaks; by default that of the editor."""
        super().__init__(NAME, version)
        self.language = language
        self.project = Project(Path.cwd())
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, question: Callable[..., T], *given: object) -> T:
        """The answer to a question, worked out in a thread: one after another."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(question, *given)

    def check_soon(self, uri: str) -> None:
        """Check a file when nobody has typed for a moment."""
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._check(uri))

    async def _check(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        path = path_of(uri)
        found = await self.ask(self.project.told, path)
        lines = self.lines(path)
        shown = [self._diagnostic(one, lines) for one in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))

    def _diagnostic(self, told: Told, lines: Sequence[str]) -> lsp.Diagnostic:
        line = max(0, min(told.line - 1, len(lines) - 1))
        text = lines[line] if lines else ""
        start = max(0, min(told.column - 1, len(text)))
        start += text[start : start + 1] in ("'", '"')
        word = _WORD.match(text, start)
        end = word.end() if word else len(text.rstrip())
        error = told.severity == "error"
        return lsp.Diagnostic(
            self.range_in(lines, line, start, max(start, end)),
            told.says,
            severity=lsp.DiagnosticSeverity.Error if error else lsp.DiagnosticSeverity.Warning,
            source=NAME,
        )

    def lines(self, path: Path) -> list[str]:
        """The lines of a file, as they were typed."""
        return self.project.text(path).split("\n")

    def range_in(self, lines: Sequence[str], line: int, start: int, end: int) -> lsp.Range:
        """A part of a line, in the units of the editor."""
        whole = lsp.Range(lsp.Position(line, start), lsp.Position(line, end))
        return self.workspace.position_codec.range_to_client_units(lines, whole)

    def cursor(self, uri: str, position: lsp.Position) -> tuple[Path, list[str], int, int]:
        """(file, its lines, line and column of the cursor from zero)."""
        path = path_of(uri)
        lines = self.lines(path)
        here = self.workspace.position_codec.position_from_client_units(lines, position)
        return path, lines, here.line, here.character

    def at(self, path: Path, line: int, column: int) -> tuple[Occurrence, list[Occurrence]] | None:
        """(the name at a place, all places of what it stands for); None where there is no name."""
        known = self.project.occurrences(path)
        here = (
            one
            for one in known
            if one.file == str(path)
            and one.line == line + 1
            and one.column - 1 <= column <= one.column - 1 + len(one.name)
        )
        found = next(here, None)
        if found is None:
            return None
        same = [one for one in known if one.symbol == found.symbol]
        # the name of a row is declared where its own condition asks for it
        by_place = {(one.file, one.line, one.column): one for one in same}
        by_place |= {(one.file, one.line, one.column): one for one in same if one.declares}
        return found, list(by_place.values())

    def location(self, one: Occurrence) -> lsp.Location:
        """The location of a name, for the editor."""
        path = Path(one.file)
        start = one.column - 1
        within = self.range_in(self.lines(path), one.line - 1, start, start + len(one.name))
        return lsp.Location(from_fs_path(str(path)) or "", within)


def path_of(uri: str) -> Path:
    """The file of an address."""
    return Path(to_fs_path(uri) or uri)


def of_locale(locale: str | None) -> str:
    """The code of a language for a locale such as de-AT; English where there is none.

    >>> of_locale("de-AT"), of_locale("fr_FR.UTF-8"), of_locale("ja"), of_locale(None)
    ('de', 'fr', 'en', 'en')
    """
    code = re.split(r"[-_.]", (locale or "").lower())[0]
    return code if code in codes(LANGUAGES) else ENGLISH


def made(version: str, language: str | None = None) -> ThresholdServer:
    """The server, ready to be started; `language`: its code, by default that of the editor."""
    server = ThresholdServer(version, language)

    @server.feature(lsp.INITIALIZE)
    def asked(ls: ThresholdServer, params: lsp.InitializeParams) -> None:
        ls.project.words = Words.of(ls.language or of_locale(params.locale))

    @server.feature(lsp.INITIALIZED)
    def begun(ls: ThresholdServer, _: lsp.InitializedParams) -> None:
        root = ls.workspace.root_path
        if root:
            ls.project.root = Path(root)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: ThresholdServer, params: lsp.DidOpenTextDocumentParams) -> None:
        _typed(ls, params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: ThresholdServer, params: lsp.DidChangeTextDocumentParams) -> None:
        _typed(ls, params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: ThresholdServer, _: lsp.DidSaveTextDocumentParams) -> None:
        for path in list(ls.project.typed):
            ls.check_soon(from_fs_path(str(path)) or "")

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: ThresholdServer, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.project.typed.pop(path_of(params.text_document.uri), None)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=[".", '"', "'", "[", ":", " "]),
    )
    async def complete(ls: ThresholdServer, params: lsp.CompletionParams) -> lsp.CompletionList:
        path, lines, line, column = ls.cursor(params.text_document.uri, params.position)
        base = await ls.ask(ls.project.known_base, path)
        found = await ls.ask(offers, ls.project.kind(path), lines, line, column, base, path)
        items = [_item(ls, one, lines, line, column) for one in found]
        return lsp.CompletionList(is_incomplete=True, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(ls: ThresholdServer, params: lsp.HoverParams) -> lsp.Hover | None:
        path, lines, line, column = ls.cursor(params.text_document.uri, params.position)
        found = await ls.ask(ls.at, path, line, column)
        if found is None:
            word = next((w for w in _WORD.finditer(lines[line]) if w.end() >= column), None)
            at = spot(lines, line, word.end()) if word else None
            text = of_key(at, word.group(), ls.project.words) if at and word else ""
        else:
            base = await ls.ask(ls.project.last_base, path)
            text = of_symbol(found[0].symbol, base, found[1], ls.project.words)
        shown = lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
        return lsp.Hover(shown) if text else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def definition(ls: ThresholdServer, params: lsp.DefinitionParams) -> list[lsp.Location]:
        path, _, line, column = ls.cursor(params.text_document.uri, params.position)
        found = await ls.ask(ls.at, path, line, column)
        return [ls.location(one) for one in found[1] if one.declares] if found else []

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(ls: ThresholdServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
        path, _, line, column = ls.cursor(params.text_document.uri, params.position)
        found = await ls.ask(ls.at, path, line, column)
        whole = params.context.include_declaration
        shown = [one for one in found[1] if whole or not one.declares] if found else []
        return [ls.location(one) for one in shown]

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def rename(ls: ThresholdServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        path, _, line, column = ls.cursor(params.text_document.uri, params.position)
        found = await ls.ask(ls.at, path, line, column)
        if found is None:
            raise JsonRpcInvalidParams(ls.project.words.say("editor_no_name"))
        await ls.ask(_refuse_name, ls, path, found[0].symbol, found[1], params.new_name)
        changes: dict[str, list[lsp.TextEdit]] = {}
        for one in found[1]:
            changes.setdefault(from_fs_path(one.file) or "", []).append(
                lsp.TextEdit(_id_range(ls, one), one.renamed(params.new_name))
            )
        return lsp.WorkspaceEdit(changes=dict(changes))

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(
        ls: ThresholdServer, params: lsp.PrepareRenameParams
    ) -> lsp.PrepareRenamePlaceholder | None:
        path, _, line, column = ls.cursor(params.text_document.uri, params.position)
        found = await ls.ask(ls.at, path, line, column)
        if found is None:
            return None
        one = found[0]
        shown = one.name[one.id_at : one.id_at + one.id_length]
        return lsp.PrepareRenamePlaceholder(range=_id_range(ls, one), placeholder=shown)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def lenses(ls: ThresholdServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        path = path_of(params.text_document.uri)
        if ls.project.kind(path) != "pack":
            return []
        try:
            base = await ls.ask(ls.project.base, path)
        except InvalidKnowledge:
            return []  # its faults are told
        lines = ls.lines(path)
        return [
            lsp.CodeLens(ls.range_in(lines, line - 1, 0, 0), lsp.Command(said, ""))
            for line, said in await ls.ask(counts, ls.project, path, base)
        ]

    return server


def _typed(ls: ThresholdServer, uri: str) -> None:
    ls.project.typed[path_of(uri)] = ls.workspace.get_text_document(uri).source
    ls.check_soon(uri)


def _item(
    ls: ThresholdServer, offer: Offer, lines: Sequence[str], line: int, column: int
) -> lsp.CompletionItem:
    begun = ls.range_in(lines, line, column - len(offer.begun), column)
    return lsp.CompletionItem(
        offer.text,
        kind=_SORTS[offer.sort],
        documentation=offer.about or None,
        filter_text=offer.text,
        text_edit=lsp.TextEdit(begun, offer.text),
    )


def _id_range(ls: ThresholdServer, one: Occurrence) -> lsp.Range:
    start = one.column - 1 + one.id_at
    return ls.range_in(ls.lines(Path(one.file)), one.line - 1, start, start + one.id_length)


def _refuse_name(
    ls: ThresholdServer, path: Path, symbol: Symbol, found: Sequence[Occurrence], new: str
) -> None:
    """Raises where a name cannot be changed, or not into this one."""
    base = ls.project.last_base(path)
    say, mark = ls.project.words.say, ls.project.words.mark
    entry: Entry = base.entries[symbol.entry]
    declared = [one for one in found if one.declares]
    if not declared or not all(Path(one.file).is_relative_to(ls.project.root) for one in declared):
        pack = base.written[entry.key].pack
        raise JsonRpcInvalidParams(say("editor_of_another_pack", name=entry.id, pack=pack))
    if base.written[entry.key].is_row(symbol.value):
        raise JsonRpcInvalidParams(say("editor_of_a_row", name=symbol.value or entry.id))
    if not (_VALUE if symbol.value else _ID).fullmatch(new):
        raise JsonRpcInvalidParams(say("editor_bad_name", name=new, expected=mark(entry.name_form)))
    known = base.attributes[entry.id].choices if symbol.value else ()
    if new in known or any(
        other.kind == entry.kind and other.id == new for other in base.entries.values()
    ):
        raise JsonRpcInvalidParams(say("editor_known_name", name=new, kind=entry.kind))
