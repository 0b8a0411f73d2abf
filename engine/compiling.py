"""Makes the compiled form of the shipped packs: `python -m engine.compiling`.

The build of the package does so, and `make setup` with it. See `knowledge.compiled`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from engine.chain.answerable import answerable
from engine.chain.program import (
    compile_program,
    numbered_tests,
    program_when_all_answered,
)
from engine.figures import figures_in_words, own_figures
from engine.fines import prepared_penalties
from engine.firing import heads_of_rules, ids_of_rules, nothing_concluded
from engine.graph.bodies import bodies
from engine.legal import (
    changed_by_use,
    classification_answers,
    further_classifications,
    prepared_duties,
    tiers,
)
from engine.proof.answers import PLANS, answers_plan, contradictions_plan
from engine.superseded import replacements
from engine.verdicts import known_contradictions, ranked_verdicts
from knowledge import compiled
from knowledge.base import (
    KnowledgeBase,
    consulted_on,
    dated_values,
    entailed,
    origins,
    renames,
    retired,
    visible,
)
from knowledge.cases.use_case import asked_for
from knowledge.languages.said import shipped_languages
from knowledge.languages.words import english_forms
from knowledge.loading import read_knowledge
from knowledge.pack_paths import PACKS, VERSION, packs_in

# what each answer needs; all else is made when it is asked for
MADE: tuple[Callable[[KnowledgeBase], Any], ...] = (
    *PLANS.values(),
    answerable,
    answers_plan,
    asked_for,
    bodies,
    changed_by_use,
    classification_answers,
    compile_program,
    consulted_on,
    contradictions_plan,
    dated_values,
    entailed,
    english_forms,
    figures_in_words,
    further_classifications,
    heads_of_rules,
    ids_of_rules,
    known_contradictions,
    nothing_concluded,
    numbered_tests,
    origins,
    own_figures,
    prepared_duties,
    prepared_penalties,
    program_when_all_answered,
    ranked_verdicts,
    renames,
    replacements,
    retired,
    shipped_languages,
    tiers,
    visible,
)


def compiled_form() -> bytes:
    """The compiled form of the shipped packs, as they are now."""
    read = read_knowledge(packs_in(PACKS))
    base = KnowledgeBase(version=VERSION, **read._asdict())
    parts: dict[str, Any] = {
        name: getattr(base, name)
        for name in (*compiled.AT_ONCE, *compiled.PARTS)
        if name not in compiled.TOGETHER
    }
    parts["entries"] = tuple(getattr(base, name) for name in compiled.TOGETHER)
    parts.update({compiled.name_of(make): base.derived(make) for make in MADE})
    return compiled.form_of(parts, base.entries, sorted(_code()), compiled.PACKAGES)


def _code() -> Iterator[str]:
    """The modules of the two packages that took part, as files."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in ("knowledge", "engine") and module.__spec__:
            yield Path(str(module.__spec__.origin)).relative_to(compiled.PACKAGES).as_posix()


def main() -> None:
    """Write the form to its place, whole or not at all."""
    written = compiled.FILE.with_suffix(f".{os.getpid()}")
    try:
        written.write_bytes(compiled_form())
        written.replace(compiled.FILE)
        sys.stdout.write(f"written: {compiled.FILE.relative_to(compiled.PACKAGES)}\n")
    finally:
        written.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
