"""A list of forty uses of AI in an invented company, with the intake that reads it."""

from __future__ import annotations

from pathlib import Path

KINDS = (  # purpose, users, state, how many
    ("Bonität von Privatkunden", "Sachbearbeitung", "im Einsatz", 4),
    ("Bewerbungen sichten", "Personalabteilung", "im Einsatz", 3),
    ("Absatz vorhersagen", "Datenteam", "Versuch", 13),
    ("Rechnungen lesen", "Sachbearbeitung", "im Einsatz", 10),
    ("Anfragen beantworten", "", "Idee", 10),
)
OWNERS = ("Anna Ebner", "Jon Lie", "Marta Sol")
INTAKE = """
intake: forty
title: Uses of AI of an invented company
source: invented
id: Nr
keep: Abteilung
text: {name: Vorhaben, owner: Verantwortlich}
always:
  - {attribute: placed_in_eu, value: true, basis: stated}
  - {attribute: established_in_eu, value: true, basis: stated}
  - {attribute: ai_system, value: true, basis: stated}
  - {attribute: role, value: deployer, basis: stated}
  - {attribute: public_status, value: private, basis: stated}
  - {attribute: public_service, value: false, basis: stated}
  - {attribute: prohibited_practices, value: [], basis: stated}
  - {attribute: annex_i_product, value: none, basis: stated}
  - {attribute: own_brand, value: false, basis: stated}
  - {attribute: substantial_modification, value: false, basis: stated}
  - {attribute: repurposed, value: false, basis: stated}
  - {attribute: profiling, value: true, basis: stated}
columns:
  - attribute: annex_iii
    column: Zweck
    values:
      Bonität von Privatkunden: [creditworthiness]
      Bewerbungen sichten: [recruitment]
      Absatz vorhersagen: []
      Rechnungen lesen: []
      Anfragen beantworten: []
    basis: stated
  - attribute: exposure
    column: Nutzer
    values:
      Sachbearbeitung: business_users
      Personalabteilung: business_users
      Datenteam: data_science
    silent: [""]
    basis: stated
  - attribute: stage
    column: Stand
    values: {Idee: idea, Versuch: pilot, im Einsatz: production}
    basis: stated
"""


def rows() -> list[dict[str, str]]:
    """The forty rows, numbered from 1."""
    found: list[dict[str, str]] = []
    for purpose, users, state, count in KINDS:
        for number in range(count):
            found.append(
                {
                    "Nr": str(len(found) + 1),
                    "Vorhaben": f"{purpose} {number + 1}",
                    "Verantwortlich": OWNERS[number % 3],
                    "Abteilung": "Vertrieb" if number % 2 else "Werk",
                    "Zweck": purpose,
                    "Nutzer": users,
                    "Stand": state,
                }
            )
    return found


def write(folder: Path, listed: list[dict[str, str]], name: str = "forty.csv") -> tuple[Path, Path]:
    """The list and its intake as files."""
    table, intake = folder / name, folder / "forty.yaml"
    lines = [";".join(listed[0]), *(";".join(row.values()) for row in listed)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    intake.write_text(INTAKE, encoding="utf-8")
    return table, intake
