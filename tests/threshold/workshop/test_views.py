"""What the workshop shows follows from its base, verdicts of packs included."""

from __future__ import annotations

from click.testing import CliRunner

from engine import assess
from knowledge import load
from tests.conftest import DAY
from threshold.cli import main
from threshold.workshop import routes, serving
from threshold.workshop.views import changes

PAUSE = """
- {work: own, title: Our own policy, cited_as: Own}
- {verdict: pause, rank: 15, title: The work pauses, when: handover_to_engineering, basis: stated,
   source: {work: own, at: p. 1}}
"""


def test_changes_lead_to_each_other_verdict_but_the_last_resort():
    answer = assess("example:tay", DAY)
    assert [change.to for change in changes(answer)] == [
        entry.id
        for entry in load().verdicts
        if entry.id not in ("production_required", "undetermined")
    ]


def test_changes_lead_to_the_verdict_of_a_pack_as_well(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(PAUSE, encoding="utf-8")
    found = changes(assess("example:tay", DAY, base=load(pack)))
    assert "The work pauses" in [change.title for change in found]


def test_the_command_takes_packs(tmp_path, monkeypatch):
    pack = tmp_path / "own.yaml"
    pack.write_text(PAUSE, encoding="utf-8")
    rooms, application = [], routes.application
    monkeypatch.setattr(
        routes, "application", lambda room, access: application(rooms.append(room) or room, access)
    )
    monkeypatch.setattr(serving, "serve", lambda app, socket: None)
    told = CliRunner().invoke(main, ["workshop", "--port", "0", "--pack", str(pack)])
    assert told.exit_code == 0, told.output
    assert "pause" in [entry.id for entry in rooms[0].session.base.verdicts]
