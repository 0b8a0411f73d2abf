"""A client of the language server, which asks it as an editor does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.places import ROOT

OURS = """\
- work: policy
  title: Our policy
  cited_as: Policy

- attribute: runs_in
  type: enum
  question: Where does it run?
  values: {cloud: in somebody else's cloud, own: on own machines}
  source: {work: policy, at: "1"}

- trigger: in_the_cloud
  title: It runs in the cloud
  when: runs_in == "cloud" and stage != "idea"
  requires: [monitoring]
  because: Others run it.
  source: {work: policy, at: "2"}
  basis: stated
"""


class Client:
    """An editor, as far as the protocol goes."""

    def __init__(self, root: Path, *options: str, locale: str = "en-GB"):
        self.root = root
        command = [sys.executable, "-m", "threshold", "language-server", *options]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        self.number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int] = {}
        begun = {"processId": None, "rootUri": root.as_uri(), "locale": locale}
        self.ask("initialize", **begun, capabilities={})
        self.tell("initialized")

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        answer = self.answer(method, **params)
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, method: str, **params: Any) -> dict[str, Any]:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.number and "method" not in message:
                return message

    def at(self, method: str, name: str, line: int, column: int, **more: Any) -> Any:
        position = {"line": line, "character": column}
        return self.ask(
            f"textDocument/{method}",
            textDocument={"uri": self.uri(name)},
            position=position,
            **more,
        )

    def write(self, name: str, text: str) -> None:
        """What is typed, and not saved."""
        uri = self.uri(name)
        self.versions[uri] = version = self.versions.get(uri, 0) + 1
        if version == 1:
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self.tell("textDocument/didOpen", textDocument=document)
        else:
            self.tell(
                "textDocument/didChange",
                textDocument={"uri": uri, "version": version},
                contentChanges=[{"text": text}],
            )

    def checked(self, name: str) -> list[dict[str, Any]]:
        """What is told of a file the next time."""
        self.diagnostics.pop(self.uri(name), None)
        while self.uri(name) not in self.diagnostics:
            self._receive()
        return self.diagnostics[self.uri(name)]

    def close(self) -> int:
        self.ask("shutdown")
        self.tell("exit")
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(timeout=30)

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message


def column_of(text: str, line: int, part: str) -> int:
    """Where a part of a line begins, as editors count: in units of UTF-16."""
    before = text.splitlines()[line].partition(part)[0]
    return len(before.encode("utf-16-le")) // 2


def offered(answer: dict[str, Any]) -> list[str]:
    return [item["label"] for item in answer["items"]]


def shown(text: str, within: dict[str, Any]) -> str:
    """The text in a range, which counts in UTF-16."""
    line = text.splitlines()[within["start"]["line"]].encode("utf-16-le")
    assert within["start"]["line"] == within["end"]["line"]
    return line[2 * within["start"]["character"] : 2 * within["end"]["character"]].decode(
        "utf-16-le"
    )


def opened(folder: Path, texts: Mapping[str, str], *options: str, locale: str = "en-GB") -> Client:
    """A client of a workspace that holds these files; skips where the server's extra is lacking."""
    pytest.importorskip("pygls")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Client(folder, *options, locale=locale)
