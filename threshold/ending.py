"""A program that is told to end (SIGTERM, SIGHUP) leaves as one that is interrupted does: what it
was writing is removed, and nothing is left beside an output.

The signal is made an interrupt, since libraries that work for long stop for that one alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = ("SIGTERM", "SIGHUP")
TOLD_TO_END = 128  # the exit code, with the number of the signal, as shells have it
NOBODY = -1  # waits for signals
PATIENCE = 0.1  # seconds, until the first interrupt
LONGER = 5  # until each further one, which may come while the first is being heeded


@contextmanager
def in_order() -> Iterator[None]:
    """Within it, the first signal to end is an interrupt, and a second one ends the program at
    once; the exit code tells which it was. Where somebody decided what a signal does, that stays.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    read, write = os.pipe()
    os.set_blocking(write, False)
    before = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    if before != NOBODY:  # an event loop, which ends in a way of its own
        signal.set_wakeup_fd(before)
        os.close(read)
        os.close(write)
        yield
        return
    told = _Told()
    threading.Thread(target=told.wait, args=(read,), daemon=True).start()
    try:
        yield
    except (SystemExit, KeyboardInterrupt):
        if told.number:
            sys.exit(TOLD_TO_END + told.number)
        raise
    finally:
        told.no_more()
        found = signal.set_wakeup_fd(NOBODY)
        if found != write:
            signal.set_wakeup_fd(found)
        os.close(write)


class _Told:
    """Signals to end: heard by the system at once, and by Python as soon as it goes on."""

    def __init__(self) -> None:
        numbers = [getattr(signal, name) for name in SIGNALS]
        self.heard = [one for one in numbers if signal.getsignal(one) is signal.SIG_DFL]
        self.number = 0  # of the first that came
        self.interrupted = False  # already, by who waits for signals
        self.goes_on = threading.Event()
        for one in self.heard:
            signal.signal(one, self.tell)

    def tell(self, number: int, _: object) -> None:
        """Python goes on after a signal."""
        self.number = number
        self.no_more()
        self.goes_on.set()
        if not self.interrupted:
            raise KeyboardInterrupt

    def wait(self, read: int) -> None:
        """Read the numbers of signals, which the system writes whatever Python does; interrupt what
        does not go on. One that somebody else listens to meanwhile is theirs.
        """
        main = threading.main_thread().ident or 0
        with os.fdopen(read, "rb", buffering=0) as numbers:
            while number := numbers.read(1):
                if number[0] not in self.heard:
                    continue
                patience: float = PATIENCE
                while not self.goes_on.wait(patience) and self._is_ours(number[0]):
                    self.interrupted, patience = True, LONGER
                    signal.pthread_kill(main, signal.SIGINT)  # another thread would not wake it

    def no_more(self) -> None:
        """Let signals do what they did before."""
        for one in self.heard:
            if signal.getsignal(one) == self.tell:
                signal.signal(one, signal.SIG_DFL)

    def _is_ours(self, number: int) -> bool:
        """Whether an interrupt is heard, which what runs in the background of a script does not."""
        hears = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
        return hears and signal.getsignal(number) == self.tell
