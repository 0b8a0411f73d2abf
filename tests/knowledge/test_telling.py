"""What is told goes to whoever listens in this thread, else it is a warning."""

from __future__ import annotations

import warnings
from threading import Thread

import pytest

from knowledge.telling import tell, told_to, untold


def heard_in_another_thread() -> list[str]:
    found: list[str] = []

    def work() -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            tell(UserWarning("told"), 1)
        found.extend(str(one.message) for one in caught)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return found


def test_without_a_listener_it_is_a_warning_of_the_caller():
    with pytest.warns(UserWarning, match="told") as caught:
        tell(UserWarning("told"), 1)
    assert caught[0].filename == __file__


def test_a_listener_hears_it_in_place_of_a_warning():
    outer: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with told_to(lambda told: outer.append(str(told))):
            tell(UserWarning("first"), 1)
            with told_to(untold):
                tell(UserWarning("second"), 1)
            tell(UserWarning("third"), 1)
    assert outer == ["first", "third"]


def test_another_thread_does_not_hear_the_listener():
    before = list(warnings.filters)
    with told_to(untold):
        assert warnings.filters == before
        assert heard_in_another_thread() == ["told"]
