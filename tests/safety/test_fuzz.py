"""Garbage and near misses, thrown at all that reads data:
a little of what `python -m benchmarks.fuzz` does at length.
"""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest

from benchmarks.counted import TooMuchWork
from benchmarks.fuzz import Misbehaviour, Watch, inputs, throw, warm_up
from tests.sizes import tried

COUNT = tried(12, 200)
pytestmark = pytest.mark.random


@pytest.fixture(scope="module", autouse=True)
def _warm():
    warm_up()


@pytest.mark.parametrize("name", inputs())
def test_whatever_comes_in_is_read_or_refused_and_nothing_of_it_runs(name):
    outcomes: Counter[str] = Counter()
    throw(name, COUNT, None, outcomes)
    assert outcomes.total() >= COUNT // 2


def test_what_is_thrown_is_partly_right_so_that_chainers_are_compared():
    outcomes: Counter[str] = Counter()
    throw("conditions", 40, None, outcomes)
    assert outcomes["refused"] > 0
    assert outcomes.total() - outcomes["refused"] > 0


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("exec", (None,)),
        ("import", ("os", None, None, None, None)),
        ("os.system", (b"true",)),
        ("subprocess.Popen", ("true", [], None, None)),
        ("socket.connect", (None, ("127.0.0.1", 1))),
        ("open", ("file", "w", 0)),
        ("compile", ("1", "<string>")),
    ],
)
def test_the_watch_hears_what_reading_must_not_do(event, arguments):
    watch = Watch()
    watch.hear(event, arguments)
    with watch.reading():
        watch.hear("open", ("file", "r", 0))
        watch.hear("compile", (b"a and b", "<unknown>"))
    with pytest.raises(Misbehaviour, match=event), watch.reading():
        watch.hear(event, arguments)


def test_the_watch_ends_what_goes_on_and_on():
    with pytest.raises(TooMuchWork), Watch(limit=1_000).reading():
        sum(len("") for _ in count())
