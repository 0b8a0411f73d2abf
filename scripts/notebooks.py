"""Runs the notebooks, each in a kernel of its own, and keeps their outputs: `make notebooks`.

What is written is free of whatever differs from run to run: times, widgets of a kernel that is
gone, metadata of an editor. The tests run the notebooks in the same way, and compare what they find
with what is kept.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from xml.etree import ElementTree

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
TIMEOUT = 300  # seconds for one cell
LIVE = "application/vnd.jupyter.widget-view+json"  # a widget, which ends with its kernel
PICTURE, PAGE, MARKDOWN = "image/svg+xml", "text/html", "text/markdown"
# the packs as read, and which chainer is installed
_PER_MACHINE = re.compile(r"fingerprint [0-9a-f]{16}|durable_rules|semi-naive")


def notebooks() -> list[Path]:
    """All notebooks."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path, first: str = "") -> nbformat.NotebookNode:
    """A notebook run from its first cell to its last in a new kernel. Raises where a cell fails.

    It runs in a copy of its folder, so that what it writes is gone afterwards, and without the
    settings, start-up files and history of whoever runs it. `first` is code that the kernel runs
    before the notebook.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in _code(notebook):
        cell.outputs, cell.execution_count = [], None
    with TemporaryDirectory() as own:
        startup = Path(own) / "profile_default" / "startup" / "first.py"
        startup.parent.mkdir(parents=True)
        startup.write_text(first, encoding="utf-8")
        folder = shutil.copytree(path.parent, Path(own) / path.parent.name)
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute(
            env={
                **os.environ,
                "PYTHONPATH": _before(str(ROOT), "PYTHONPATH"),
                "PATH": _before(str(Path(sys.executable).parent), "PATH"),
                "IPYTHONDIR": own,
            }
        )
    return normalised(notebook)


def _before(path: str, name: str) -> str:
    return os.pathsep.join(filter(None, (path, os.environ.get(name))))


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the outputs that a reader needs, and as little beside them as its format
    allows.
    """
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": kernel, "language_info": {"name": "python"}}
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
    for cell in _code(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            for kind in (LIVE, MARKDOWN) if {PICTURE, PAGE} & data.keys() else ():
                data.pop(kind, None)
    return notebook


def facts(notebook: nbformat.NotebookNode) -> dict[str, list[Any]]:
    """The content of the outputs, by cell: texts and pages as they are, of pictures the texts in
    them.
    """
    return {cell.id: [_fact(output) for output in cell.outputs] for cell in _code(notebook)}


def _fact(output: Mapping[str, Any]) -> Any:
    if "data" not in output:
        return _PER_MACHINE.sub("…", output.get("text", ""))
    return {
        kind: written(text) if kind == PICTURE else _PER_MACHINE.sub("…", text)
        for kind, text in output["data"].items()
    }


def written(svg: str) -> list[str]:
    """The texts in a picture, in order of their words: each version of Graphviz puts the boxes
    elsewhere.
    """
    texts = (
        element.text or ""
        for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    )
    return sorted(" ".join(text.split()) for text in texts)


def _code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [
        cell
        for cell in cast("list[nbformat.NotebookNode]", notebook.cells)
        if cell.cell_type == "code"
    ]


def main() -> None:
    """Run every notebook, or those named, and write each with its outputs."""
    for path in map(Path.resolve, map(Path, sys.argv[1:])) if sys.argv[1:] else notebooks():
        nbformat.write(executed(path), path)
        print(f"written: {path.name}")


if __name__ == "__main__":
    main()
