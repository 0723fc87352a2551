"""How long one text may take: what goes on for longer is interrupted, and in a worker a process that cannot be interrupted is ended."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock, Timer, current_thread, get_ident, main_thread
from typing import NoReturn

SECONDS = 120.0
"""By default. A hundred pages take some ten seconds, an article of the news a fifth of one."""

Guard = Callable[[float], AbstractContextManager[None]]


class Overtime(BaseException):
    """It took too long. No Exception, so that no extractor takes it for an error of its own and goes on."""


@contextmanager
def interrupted(seconds: float) -> Iterator[None]:
    """Raises Overtime in what it is around, once that has gone on for ``seconds`` of the clock on the wall.

    In the main thread a signal does it, which also stops a regular expression; in others only code in Python can be interrupted, and
    in neither a library's own loop that never looks up.
    """
    main = current_thread() is main_thread() and hasattr(signal, "setitimer")
    with (_by_signal if main else _by_timer)(seconds):
        yield


@contextmanager
def ended(seconds: float) -> Iterator[None]:
    """The same for a process that is a worker, which is ended where it has not let itself be interrupted after twice the time."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, interrupted(seconds):
        # a thread outside of Python, which needs nothing that the hanging one may hold
        faulthandler.dump_traceback_later(2 * seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: object) -> NoReturn:
        del number, frame
        raise Overtime

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    thread, lock, over = get_ident(), Lock(), False

    def throw() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Overtime))

    timer = Timer(seconds, throw)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
