"""Cases from files: YAML or JSON, one or a list, with faults that name line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import nearest_answer, read_answer
from knowledge.cases.former_names import answers_of_today
from knowledge.cases.given_base import given_base
from knowledge.cases.numbered import case_with_number, numbered, only_case
from knowledge.cases.table_instead import table_instead
from knowledge.cases.use_case import CaseModel, asked_for, model_of
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names
from knowledge.entries.own_yaml import dumped
from knowledge.entries.yaml_source import Document, Keys, decode_yaml, parse_yaml, read_yaml
from knowledge.faults import (
    BadCase,
    BadYaml,
    Fault,
    InvalidCase,
    Place,
    UnknownName,
    WrongType,
    nearest,
    only_so_many,
)
from knowledge.limits import MOST_FAULTS
from knowledge.outputs import write_text
from knowledge.renamed import tell
from knowledge.sentence import Sentence
from knowledge.written_days import days_meant

if TYPE_CHECKING:
    from knowledge.entries import Attribute
    from knowledge.languages.told import Told

EXAMPLE = "example:"
# beside the attributes of a case that is a test (knowledge.cases.tests): what must hold
EXPECT = "expect"
# and the places in the works that it was written from, such as `AI Act Art. 27(1)`
FROM = "from"
BESIDE_ANSWERS = (EXPECT, FROM)


def example_names() -> list[str]:
    """The names of the cases that are shipped."""
    return sorted(
        path.name.removesuffix(".yaml")
        for path in _examples().iterdir()
        if path.name.endswith(".yaml")
    )


def read_case(file: str | Path, base: KnowledgeBase | None = None) -> CaseModel:
    """The one case in a file, the one that a number names (`cases.yaml#2`), or a shipped example
    (`example:tay`). Raises `InvalidCase`.
    """
    try:
        return only_case(read_cases(file, base), str(file), can_be_numbered=True)
    except InvalidCase as error:
        if (instead := table_instead(str(file))) is None:
            raise
        raise instead from error


def received_case(raw: bytes, file: str, base: KnowledgeBase | None = None) -> CaseModel:
    """The one case in the bytes of a file that someone sent, which errors call `file`.

    Raises `InvalidCase`.
    """
    try:
        document = decode_yaml(raw, file)
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault
    return only_case(_cases(document, given_base(base)), file, can_be_numbered=False)


def read_cases(file: str | Path, base: KnowledgeBase | None = None) -> list[CaseModel]:
    """All cases in a file, or the one that a number names (`cases.yaml#2`).

    Raises `InvalidCase` with every fault in the file.
    """
    base = given_base(base)
    whole, number = numbered(file)
    cases = _cases(read_document(whole), base)
    return cases if number is None else [case_with_number(cases, whole, number)]


def _cases(document: Document, base: KnowledgeBase) -> list[CaseModel]:
    faults: list[Fault] = []
    found = [case for case in case_results(document, base, faults) if case is not None]
    only_so_many(faults)
    if not faults and not found:
        from knowledge.languages.told import Told  # cases without a fault need none

        faults.append(
            BadCase(Told("file_has_no_case"), document.place(), expected=Told("cases_expected"))
        )
    if faults:
        raise InvalidCase(faults)
    return found


def read_document(file: str | Path) -> Document:
    """A file of cases, or a shipped example, as data with places.

    Raises `InvalidCase` where it is not YAML, or a folder.
    """
    if Path(file).is_dir():
        from knowledge.languages.told import Told

        told, place = Told("is_folder"), Place(str(file), 1, 1)
        raise InvalidCase([BadCase(told, place, expected=Told("case_file_expected"))])
    try:
        return read_yaml(_path(str(file)), shown_as=str(file))
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault


def case_text(case: CaseModel) -> str:
    """A case as the YAML that `read_case` reads."""
    return dumped(_answered(case), sort_keys=False, width=100)


def json_text(case: CaseModel) -> str:
    """A case as JSON, which `read_case` reads as well."""
    return json.dumps(_answered(case), indent=2, ensure_ascii=False) + "\n"


def _answered(case: CaseModel) -> dict[str, Any]:
    stated = case.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in stated.items() if value != {}}


def save_case(
    case: CaseModel,
    file: str | Path,
    base: KnowledgeBase | None = None,
    *,
    before: str | None = None,
) -> None:
    """Write a case.

    Answers that are new to the file stand where it left room for them, or at its end; all else
    stays as it is. `before`: what the file is taken to say, where that is not what it says now.
    """
    target = Path(file)
    whole = json_text(case) if target.suffix == ".json" else case_text(case)
    if before is None and target.exists():
        before = target.read_text(encoding="utf-8")
    if before is not None:
        known = received_case(before.encode("utf-8"), str(file), base).stated()
        fresh = {name: value for name, value in case.stated().items() if name not in known}
        longer = _with_answers(
            before, {name: f"{name}: {yaml_value(value)}" for name, value in fresh.items()}
        )
        if _reads_as(longer, case, given_base(base)):
            whole = longer
    write_text(target, whole)


def _with_answers(text: str, answers: Mapping[str, str]) -> str:
    """The text of a case with answers (attribute → its line) on the lines that leave them open, the
    others at the end.
    """
    for name, line in answers.items():
        left_open = rf"^{name}:(?:[ \t]+(?:null|~))?(?=[ \t]*$|[ \t]+#)"
        text, found = re.subn(
            left_open, line.replace("\\", r"\\"), text, count=1, flags=re.MULTILINE
        )
        text = text if found else f"{text.rstrip()}\n{line}\n"
    return text


def yaml_value(value: Any) -> str:
    """A value on one line of YAML, whatever its texts hold."""
    plain = sorted(value) if isinstance(value, frozenset) else value
    line = _dumped(plain)
    if "\n" not in line:
        return line
    if isinstance(plain, list):
        return f"[{', '.join(map(yaml_value, plain))}]"
    if isinstance(plain, dict):
        pairs = (f"{yaml_value(key)}: {yaml_value(said)}" for key, said in plain.items())
        return f"{{{', '.join(pairs)}}}"
    return _dumped(plain, default_style='"')


def _dumped(value: Any, **style: Any) -> str:
    text = dumped(value, default_flow_style=True, width=float("inf"), **style)
    return text.removesuffix("...\n").strip()


def _reads_as(text: str, case: CaseModel, base: KnowledgeBase) -> bool:
    try:
        document = parse_yaml(text, "case")
    except BadYaml:
        return False
    faults: list[Fault] = []
    return case_results(document, base, faults) == [case] and not faults


def raw_cases(document: Document) -> list[tuple[tuple[int, ...], Any]]:
    """Each case of a document as it is written, after the keys under which it stands."""
    if isinstance(document.data, list):
        return [((index,), raw) for index, raw in enumerate(document.data)]
    return [((), document.data)]


def case_results(
    document: Document, base: KnowledgeBase, faults: list[Fault]
) -> list[CaseModel | None]:
    """Each case of a document, or None where it is faulty; what is wrong is added to `faults`.

    Very many faults end the reading.
    """
    from knowledge.languages.told import Told  # a case without a fault needs none

    model = model_of(base)
    results: list[CaseModel | None] = []
    for keys, raw in raw_cases(document):
        if len(faults) > MOST_FAULTS:
            break
        if not isinstance(raw, Mapping):
            faults.append(
                WrongType(
                    Told("case_no_mapping"),
                    document.place(*keys),
                    text="" if raw is None else str(raw)[:80],
                    expected="name: …",
                )
            )
            results.append(None)
            continue
        stated = {name: value for name, value in raw.items() if name not in BESIDE_ANSWERS}
        if base.renames:
            stated, renamed = answers_of_today(stated, base.renames, document, keys)
            tell(renamed)
        try:
            results.append(
                model.model_validate(
                    {name: _in_words(name, value, base) for name, value in stated.items()}
                )
            )
        except ValidationError as error:
            faults += [
                _fault(document, keys, raw, details, base)
                for details in error.errors(include_url=False)[: MOST_FAULTS + 1]
            ]
            results.append(None)
    return results


def _in_words(name: str, value: Any, base: KnowledgeBase) -> Any:
    """A value as written; a word for yes or no, which YAML takes for a text, as what it says."""
    if isinstance(value, Mapping) and name == derived_names.CONTROLS:
        return {
            control: _in_words(derived_names.stated(control), state, base)
            for control, state in value.items()
        }
    if isinstance(value, str):
        asked = base.derived(asked_for).get(name)
        if asked is not None and asked.type == "bool":
            return read_answer(base.attributes[name], value)
    return value


def explain_details(details: ErrorDetails, base: KnowledgeBase) -> tuple[str, str, str, str | None]:
    """(attribute, message, expected, nearest) for one thing that a case model refused."""
    from knowledge.languages.told import Told  # a case without a fault needs none

    context = details.get("ctx", {})
    if details["type"] == "unknown_attribute":
        group = ".".join(str(part) for part in details["loc"])
        if context["name"].strip("'\"") in base.attributes:
            return (
                group,
                Told("nested_in_a_case", name=group),
                Told("nested_expected"),
                context["nearest"],
            )
        if (new := base.renames.attribute(group)) is not None:  # beside the name of today
            both = Told("both_names_stated", old=group, new=new)
            return group, both, Told("one_of_both_names"), None
        return (
            group,
            Told("no_such_attribute", name=repr(group)),
            Told("attribute_expected"),
            nearest(group, base.attributes),
        )
    name = ".".join(
        str(part)
        for part in details["loc"]
        if part in base.attributes
        or part == derived_names.CONTROLS
        or derived_names.stated(str(part)) in base.attributes
    )
    attribute = base.attributes.get(name)
    if details["type"] == "missing":
        return name, Told("not_stated", name=name), Told("always_stated"), None
    if attribute is None and name == derived_names.CONTROLS:
        given = details["input"]
        first = next((str(item) for item in given), "…") if isinstance(given, list) else "…"
        example = f"{name}: {{{first}: true}}"
        below = Sentence("{name}, with its name below it: {example}", name=name, example=example)
        return name, Sentence("{name} is not a mapping", name=name), below, None
    if attribute is None:
        return name, Sentence.borrowed(details["msg"]), "", None
    near = nearest_answer(attribute, str(details["input"]))
    if details["type"] == "not_a_day" and (days := days_meant(details["input"])):
        one, other = str(days[0]), str(days[-1])
        two = Told("takes_one_of_two_days", one=one, other=other)
        takes = two if one != other else Told("takes_this_day", day=one)
        return name, Told("value_not_taken", name=name), takes, None
    takes = described(attribute)
    if details["type"] == "less_than_equal" and attribute.type == "integer":
        takes = Told("takes_at_most", kind=takes, most=context["le"])
    return name, Told("value_not_taken", name=name), takes, near


def described(attribute: Attribute) -> Told:
    """The description of the values that an attribute takes."""
    # a case without a fault needs none
    from knowledge.languages.message import Saying, TextOfEntry
    from knowledge.languages.told import Told

    match attribute.type:
        case "bool" | "date":
            return Told(f"takes_{attribute.type}")
        case "enum" | "set":
            return Told(f"takes_{attribute.type}", choices=", ".join(attribute.choices))
        case "number" | "integer":
            kind = Told(f"takes_{attribute.type}")
            if attribute.minimum is not None:
                kind = Told("takes_at_least", kind=kind, least=attribute.minimum)
            if not attribute.unit:
                return kind
            unit = Saying(TextOfEntry(attribute.key, "unit", attribute.unit))
            return Told("takes_in_unit", kind=kind, unit=unit)
    return Told("takes_required_text" if attribute.required else "takes_text")


def _fault(
    document: Document,
    keys: tuple[int, ...],
    raw: Mapping[str, Any],
    details: ErrorDetails,
    base: KnowledgeBase,
) -> Fault:
    name, message, expected, near = explain_details(details, base)
    path: Keys = (*keys, *name.split(".")) if name else keys
    if details["type"] == "unknown_attribute":
        path = document.nearest_keys(*keys, name) if (*keys, name) in document.key_places else path
        new = base.renames.attribute(name)
        beside = "" if new is None else f"{new} at {document.key_place(*keys, *new.split('.'))}"
        place = document.key_place(*path)
        return UnknownName(message, place, text=beside, expected=expected, nearest=near)
    value = details["input"]
    text = (
        ""
        if details["type"] == "missing"
        else f"{name}: {in_words(value)}"
        if isinstance(value, date)
        else f"{name}: {value!r}"
    )
    return BadCase(message, document.place(*path), text=text, expected=expected, nearest=near)


def _examples() -> Path:
    return Path(__file__).parent.parent / "examples"


def _path(file: str) -> Path:
    if not file.startswith(EXAMPLE):
        return Path(file)
    name = file.removeprefix(EXAMPLE)
    if name not in example_names():
        from knowledge.languages.told import Told

        raise InvalidCase(
            [
                UnknownName(
                    Told("no_such_example", name=repr(name)),
                    expected=", ".join(example_names()),
                    nearest=nearest(name, example_names()),
                )
            ]
        )
    return _examples() / f"{name}.yaml"
