"""How long one text may take: what goes on for longer is interrupted, and in a worker a process that cannot be interrupted is ended."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Lock, Thread, current_thread, get_ident, main_thread
from time import monotonic
from typing import NoReturn

SECONDS = 120.0
"""By default. A hundred pages take some ten seconds, an article of the news a fifth of one."""

PATIENCE = 4
"""What does not compute but waits, or computes on a machine that is busy with other things, has so many times as long."""

_SHORTEST = 0.0005
"""Seconds between two looks at a clock, at least."""

_AGAIN = 0.5
"""Seconds until it is raised once more: what is raised while Python collects garbage is lost."""

Guard = Callable[[float], AbstractContextManager[None]]


class Overtime(BaseException):
    """It took too long. No Exception, so that no extractor takes it for an error of its own and goes on."""


@contextmanager
def interrupted(seconds: float) -> Iterator[None]:
    """Raises Overtime in what it is around, once that has computed for ``seconds``, or gone on for PATIENCE times as long.

    In the main thread a signal does it, which also stops a regular expression; in others only code in Python can be interrupted, and
    in neither a library's own loop that never looks up.
    """
    main = current_thread() is main_thread() and hasattr(signal, "setitimer")
    with (_by_signal if main else _by_timer)(seconds):
        yield


@contextmanager
def ended(seconds: float) -> Iterator[None]:
    """The same for a process that is a worker, which is ended where it has not let itself be interrupted soon after that."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, interrupted(seconds):
        # a thread outside of Python, which needs nothing that the hanging one may hold
        faulthandler.dump_traceback_later((PATIENCE + 1) * seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: object) -> NoReturn:
        del number, frame
        raise Overtime

    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, PATIENCE * seconds))
    before = {number: signal.signal(number, ring) for number, _, _ in clocks}
    try:
        for _, clock, first in clocks:
            signal.setitimer(clock, first, _AGAIN)
        yield
    finally:
        for _, clock, _ in clocks:
            signal.setitimer(clock, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    thread, lock, over = get_ident(), Lock(), Event()
    spent, end = _clock_of(thread), monotonic() + PATIENCE * seconds

    def watch() -> None:
        start, left = spent(), seconds
        while not over.wait(max(_SHORTEST, left)):
            left = min(start + seconds - spent(), end - monotonic())
            with lock:
                if left <= 0 and not over.is_set():
                    left = _AGAIN
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Overtime))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            over.set()


def _clock_of(thread: int) -> Callable[[], float]:
    """How many seconds a thread has computed; the clock on the wall, where the system does not tell."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)
