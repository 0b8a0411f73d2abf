"""Of each rule of a pack, in how many cases of the workspace it fires and is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from engine.assessment import assess
from knowledge.base import KnowledgeBase
from knowledge.cases.files import case_results
from knowledge.cases.use_case import CaseModel
from knowledge.entries import RuleEntry
from knowledge.faults import BadYaml
from threshold.language_server.project import Project

MOST_CASES = 100  # that are assessed for it


def counts(project: Project, path: Path, base: KnowledgeBase) -> list[tuple[int, str]]:
    """(line from one, what to say) for each rule that a file of a pack declares."""
    rules = [
        (written.place(entry.kind).line, entry.proposition)
        for entry in base.of_kind(RuleEntry)
        if (written := base.written[entry.key]).document.file == str(path)
        and entry.proposition in base.propositions
    ]
    if not rules:
        return []
    answers = [assess(case, base=base).conclusions for case in _cases(project, base)]
    found = []
    for line, proposition in rules:
        count = Counter(answer.get(proposition) for answer in answers)
        told = project.words.say(
            "editor_fires",
            fired=project.words.count("editor_cases", count[True]),
            missed=project.words.number(count[False]),
            open=project.words.number(count[None]),
        )
        found.append((line, told if answers else project.words.say("editor_no_case")))
    return found


def _cases(project: Project, base: KnowledgeBase) -> Iterator[CaseModel]:
    """The cases of the workspace that can be read, the first of them."""
    left = MOST_CASES
    for file in project.files():
        if project.kind(file) != "cases":
            continue
        try:
            results = case_results(project.document(file), base, [])
        except (BadYaml, OSError):
            continue  # it is told where it is opened
        for case in results:
            if case is not None and left:
                left -= 1
                yield case
