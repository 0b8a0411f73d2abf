"""Reads intakes, data files whose form is that of `knowledge.intake.mapping`.

An attribute that no cell settles stays unknown. How cells are read by an intake stands in
`knowledge.intake.cells`, how rows become cases in `knowledge.intake.rows`, what an intake makes of
a table as a whole in `knowledge.intake.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from knowledge.base import KnowledgeBase
from knowledge.entries.yaml_source import Document, read_yaml
from knowledge.faults import BadCase, BadYaml, InvalidCase, UnknownName, nearest
from knowledge.intake.faults import misnamed, misread
from knowledge.intake.former_names import intake_of_today, under_both_names
from knowledge.intake.mapping import Intake
from knowledge.languages.told import Told
from knowledge.renamed import tell
from knowledge.sentence import Sentence

INTAKES = Path(__file__).parent / "inventories"
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class WrittenIntake:
    """An intake, and the file it was written in."""

    intake: Intake
    document: Document


def intake_names() -> list[str]:
    """The intakes that are shipped."""
    return sorted(path.stem for path in INTAKES.glob("*.yaml"))


def load_intake(name: str, base: KnowledgeBase) -> Intake:
    """A shipped intake by name, or one of your own by its path. Raises `InvalidCase`."""
    return read_intake(name, base).intake


def read_intake(name: str, base: KnowledgeBase) -> WrittenIntake:
    """The same, with the places of all that is written in it. Raises `InvalidCase`."""
    own = name.endswith(ENDINGS)
    path = Path(name) if own else INTAKES / f"{name}.yaml"
    if not path.is_file():
        names = ", ".join(intake_names())
        raise InvalidCase(
            [
                UnknownName(
                    Told("no_such_intake", name=repr(name)),
                    expected=Told("file_or_one_of", names=names) if own else names,
                    nearest=nearest(name, intake_names()),
                )
            ]
        )
    try:
        document = read_yaml(path, shown_as=path.name)
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault
    return intake_in(document, base)


def intake_in(document: Document, base: KnowledgeBase) -> WrittenIntake:
    """The intake in a document, read with the names of today. Raises `InvalidCase`."""
    if base.renames:
        said, renamed = intake_of_today(document, base.renames)
        if faults := [*under_both_names(document, renamed)]:
            raise InvalidCase(faults)
        document.data = said or document.data
        tell(renamed)
    if not isinstance(document.data, dict):
        message = Sentence("an intake is made of keys and values")
        raise InvalidCase([BadCase(message, document.place(), expected="intake: …")])
    try:
        intake = Intake.model_validate(document.data)
    except ValidationError as error:
        raise InvalidCase(misread(error, document)) from error
    if faults := misnamed(intake, base, document):
        raise InvalidCase(faults)
    return WrittenIntake(intake, document)
