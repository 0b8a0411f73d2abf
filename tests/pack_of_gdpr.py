"""A pack with a manifest and a translation, as somebody would pass it on."""

from __future__ import annotations

from pathlib import Path

MANIFEST = """\
name: gdpr
version: "1.2"
title: Automated decisions under the GDPR
licence: CC-BY-4.0
authors: [A. Example]
languages: [en, de]
requires: {knowledge: ">=2026.12"}
namespace: gdpr
"""
RULES = """\
- work: gdpr_text
  title: Regulation (EU) 2016/679
  cited_as: GDPR text
- attribute: gdpr_solely_automated
  type: bool
  question: Is the decision made without a person?
  values: {"true": nobody decides, "false": a person decides}
  source: {work: gdpr_text, at: "Art. 22(1)"}
- trigger: gdpr_automated_decision
  title: A decision is made without a person
  when: gdpr_solely_automated
  because: The article asks for safeguards.
  source: {work: gdpr_text, at: "Art. 22(3)"}
  basis: stated
"""
GERMAN = """\
questions:
  gdpr_solely_automated: "Entscheidet kein Mensch mit?"
answers:
  gdpr_solely_automated: {"true": niemand entscheidet, "false": ein Mensch entscheidet}
statements:
  trigger.gdpr_automated_decision: "Es wird ohne einen Menschen entschieden"
entries:
  trigger.gdpr_automated_decision: {because: "Der Artikel verlangt Garantien."}
  "work:gdpr_text": {title: "Die Verordnung über den Schutz personenbezogener Daten"}
"""
CASE = {"name": "Loans", "gdpr_solely_automated": True}


def written(
    folder: Path,
    *,
    manifest: str | None = MANIFEST,
    rules: str = RULES,
    german: str | None = GERMAN,
) -> Path:
    """The pack in a folder, or another one of this kind."""
    folder.mkdir(parents=True)
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    if manifest is not None:
        (folder / "pack.yaml").write_text(manifest, encoding="utf-8")
    if german is not None:
        (folder / "languages").mkdir()
        (folder / "languages" / "de.yaml").write_text(german, encoding="utf-8")
    return folder
