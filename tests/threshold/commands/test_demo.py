"""The product as its users start it: the demo, and the command in a shell of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from explain.portfolios import report
from knowledge.cases.files import example_names, read_case
from knowledge.extras import MissingExtra
from tests.places import ROOT
from tests.sizes import tried
from threshold import demo


def shell(*arguments, **environment):
    command = [sys.executable, "-m", "threshold", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the demo prints, and the report it writes."""
    folder = tmp_path_factory.mktemp("demo")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", demo.__name__]
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, capture_output=True, cwd=folder, env=environment, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode(), (folder / "demo" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", example_names())
def test_the_demo_gives_each_public_case_its_verdict_and_the_way_to_its_reasons(shown, name):
    (line,) = [
        line for line in shown[0].splitlines() if line.endswith(f"threshold why example:{name}")
    ]
    title = read_case(f"example:{name}").name
    assert line.startswith(f"  {title} ")
    verdicts = {
        "netflix_prize": "experimentation_acceptable",
        "office_assistant_trial": "experiment_excepted",
        "hiring_trial": "experiment_excepted",
    }
    assert line.removeprefix(f"  {title}").split()[0] == verdicts.get(name, "production_required")


def test_the_demo_explains_one_case_in_full_and_says_once_that_it_is_no_legal_advice(shown):
    text = shown[0]
    headline = (
        "Office assistant trial (UK trade department): It may stay an experiment, by exception"
    )
    beginning = [line.strip() for line in text.partition(headline)[2].splitlines()[:5]]
    assert beginning[1].startswith("The AI Act did not apply on this day")
    assert beginning[2].startswith("As if used today")
    assert beginning[4] == "as of 2024-11-15"
    assert "+ A time-boxed experiment with an agreed end: holds" in text
    assert text.count("no legal advice") == 1


def test_the_demo_says_where_its_report_is(shown):
    assert (
        shown[0].splitlines()[-1] == f"Report with decision graphs: {Path('demo') / 'report.html'}"
    )


def test_the_report_of_the_demo_draws_and_explains_all(shown):
    report, count = shown[1], len(example_names())
    assert report.count('<article class="case"') == count
    assert report.count('<div class="graph"><svg') == count
    assert report.count("no legal advice") == 1
    assert f"{count} use cases" in report


def test_without_the_extra_of_reports_the_demo_says_so_and_goes_on(tmp_path, monkeypatch, capsys):
    def lacking() -> None:
        raise MissingExtra("a report (.html)", "itables")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "check_libraries", lacking)
    monkeypatch.setattr(demo, "example_names", lambda: (demo.EXPLAINED, "tay"))
    demo.main([], standalone_mode=False)
    told = capsys.readouterr()
    assert told.err == ("a report (.html) needs itables: pip install 'threshold-rules[report]'\n")
    plain = Path("demo") / "report.md"
    assert told.out.endswith(f"Report without pictures: {plain}\n")
    assert "Office assistant" in plain.read_text(encoding="utf-8")
    assert not plain.with_suffix(".html").exists()


def test_the_command_answers_in_a_shell():
    done = shell("assess", "example:office_assistant_trial", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    text = " ".join(done.stdout.decode().split())
    assert "It may stay an experiment, by exception" in text
    assert "(experiment_excepted; as of 2024-11-15)" in text


def test_the_command_tells_a_slip_in_a_shell_without_a_traceback(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("name: Bad\nexposure: publik\n", encoding="utf-8")
    done = shell("why", file)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(
        f"{file}:2:11: exposure does not take this value; in: exposure: 'publik'; expected: one of"
    )
    assert done.stderr.decode().strip().endswith("nearest: public")


def test_the_command_assesses_what_other_programs_wrote_as_json(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(
        json.dumps({"name": "Forecast 🚀", "output_use": "operational"}), encoding="utf-8"
    )
    done = shell("assess", file, "--json", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["name"] == "Forecast 🚀"


def test_two_runs_of_the_command_give_the_same_json(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(
        "name: x\nrelied_on_for: [operational_planning, resource_allocation, "
        "customer_commitments]\n",
        encoding="utf-8",
    )
    runs = {
        shell("assess", file, "--json", "--on", "2026-11-22", PYTHONHASHSEED=str(seed)).stdout
        for seed in range(tried(2, 6))
    }
    assert b"resource_allocation" in next(iter(runs))
    assert len(runs) == 1


def test_a_terminal_that_knows_ascii_only_gets_an_answer(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("name: Prévision 🚀\noutput_use: operational\n", encoding="utf-8")
    done = shell("why", file, PYTHONIOENCODING="ascii")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_a_reader_that_stops_reading_is_no_fault():
    command = [sys.executable, "-m", "threshold", "rules", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_command_says_its_version():
    done = shell("--version")
    assert b"Traceback" not in done.stderr
    assert (done.returncode, done.stdout[:10]) == (0, b"threshold,")
