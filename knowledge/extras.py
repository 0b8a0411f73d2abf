"""Libraries that only some people need: the extra that installs each, and the line that says so.

The core reads cases, assesses, explains and draws. What needs more names it here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec

from knowledge.faults import Fault
from knowledge.sentence import Sentence

DISTRIBUTION = "threshold-rules"

# the module that is imported → the extra that installs it; a test compares it with pyproject.toml
EXTRAS: Mapping[str, str] = {
    "alembic": "register",
    "docx": "document",
    "duckdb": "duckdb",
    "durable_rules_engine": "durable",
    "icalendar": "calendar",
    "ipywidgets": "notebook",
    "itables": "report",
    "lsprotocol": "editor",
    "numpy": "table",
    "pandas": "pandas",
    "polars": "table",
    "pptx": "slides",
    "prov": "prov",
    "psycopg": "register",
    "pyarrow": "table",
    "pygls": "editor",
    "pyspark": "spark",
    "python_calamine": "table",
    "python_multipart": "workshop",
    "segno": "workshop",
    "sqlalchemy": "register",
    "sqlglot": "sql",
    "starlette": "workshop",
    "uvicorn": "workshop",
    "xlsxwriter": "report",
}
# modules that their libraries do not call so
_LIBRARIES = {
    "docx": "python-docx",
    "durable_rules_engine": "durable_rules",
    "pptx": "python-pptx",
    "python_calamine": "python-calamine",
    "python_multipart": "python-multipart",
    "sqlalchemy": "SQLAlchemy",
    "xlsxwriter": "XlsxWriter",
}
# The library's own build names a C function that Python 3.13 no longer has, and is without
# optimisation. No extra can carry flags, and a build that was made without them may be cached.
BUILD_DURABLE = (
    "CPPFLAGS='-DPyEval_CallObject=PyObject_CallObject -O2' "
    "pip install --force-reinstall --no-cache-dir --no-binary durable_rules durable_rules==2.0.28"
)


class MissingExtra(Fault, ImportError):
    """A library is not installed: names what needs it, and how to install it."""

    def __init__(self, needed_by: str, *modules: str):
        self.modules = modules  # at least one, all of the same extra
        libraries = ", ".join(_LIBRARIES.get(module, module) for module in modules)
        super().__init__(needs(needed_by, libraries, _installed_by(modules[0])))


def needs(what: str, libraries: str, command: str) -> Sentence:
    """The sentence that tells which libraries something needs, and the command that installs
    them.
    """
    return Sentence(
        "{what} needs {libraries}: {command}", what=what, libraries=libraries, command=command
    )


def need(needed_by: str, *modules: str) -> None:
    """Raises `MissingExtra` where one of these modules is not installed; imports none of them."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise MissingExtra(needed_by, *missing)


@contextmanager
def needed_by(what: str) -> Iterator[None]:
    """Imports within it raise `MissingExtra` where a library of an extra is not installed."""
    try:
        yield
    except ImportError as error:
        told = missing(what, error)
        if told is None:
            raise
        raise told from error


def missing(what: str, error: ImportError) -> MissingExtra | None:
    """The line for `what`, which could not be imported; None where no extra would help."""
    if isinstance(error, MissingExtra):
        return MissingExtra(what, *error.modules)
    module = (error.name or "").partition(".")[0]
    not_there = isinstance(error, ModuleNotFoundError) and module in EXTRAS
    return MissingExtra(what, module) if not_there else None


def _installed_by(module: str) -> str:
    extra = EXTRAS[module]
    return BUILD_DURABLE if extra == "durable" else f"pip install '{DISTRIBUTION}[{extra}]'"
