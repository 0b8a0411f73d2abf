"""What is wrong with a pack is told in the language of its reader, by `check` as by any command."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from threshold.cli import main

PACK = """\
- {work: house, title: House rules, cited_as: H}
- attribute: house_team
  type: enum
  question: Who runs it?
  values: {staff: our staff, vendor: a vendor}
  source: {work: house, at: "1"}
- trigger: house_old
  title: It is run by others
  when: house_team == "vendor"
  because: Nobody knows it.
  source: {work: house, at: "1"}
  basis: stated
"""
SLIPS = {  # as it is, as it is misspelt: what is told in German, and in French
    ("  title: It is", "  title It is"): (
        "erwartet: ein Schlüssel, ein Doppelpunkt und ein Leerzeichen",
        "ceci n’est pas du YAML",
    ),
    ("  because:", "  becuase:"): (
        "trigger hat keinen Schlüssel 'becuase'",
        "trigger n’a pas de clé 'becuase'",
    ),
    ("  basis: stated\n", ""): ("trigger hat kein 'basis'", "trigger n’a pas de 'basis'"),
    ("trigger: house_old", "trigger: House old"): (
        "trigger: das ist kein zulässiger Name",
        "trigger\u00a0: ceci n’est pas un nom admis",
    ),
    ("H}", "H, consulted: 1.2.2026}"): (
        "consulted: das ist kein Tag; in: 1.2.2026; erwartet: ein Tag: 2026-02-01",
        "consulted\u00a0: ceci n’est pas un jour\u00a0; dans\u00a0: 1.2.2026",
    ),
    ('"vendor"', '"vendr"'): (
        "house_team hat keinen Wert 'vendr'",
        "house_team n’a pas de valeur 'vendr'",
    ),
    ("  because:", "  requires: [loging]\n  because:"): (
        "Vorkehrung 'loging' gibt es nicht",
        "mesure 'loging'\u00a0: il n’y en a pas",
    ),
    ("when: house_team", "when: house_taem"): (
        "house_taem",
        "il n’y a pas d’attribut 'house_taem'",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("command", ["check", "assess"])
@pytest.mark.parametrize(("place", "language"), enumerate(["de", "fr"]))
def test_a_slip_is_told_in_the_language(
    tmp_path, slip: tuple[str, str], command: str, place: int, language: str
) -> None:
    pack, case = tmp_path / "house.yaml", tmp_path / "case.yaml"
    assert PACK.count(slip[0]) >= 1
    pack.write_text(PACK.replace(*slip), encoding="utf-8")
    case.write_text("name: A case\n", encoding="utf-8")
    told = [str(pack)] if command == "check" else [str(case), "--pack", str(pack)]
    done = CliRunner().invoke(main, [command, *told, "--language", language])
    assert done.exit_code == (1 if command == "check" else 2)
    assert SLIPS[slip][place] in done.output
    assert "(EN)" not in done.output
