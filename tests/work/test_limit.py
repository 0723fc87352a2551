"""What takes too long is interrupted where it is, and nothing that comes after it."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import sleep

import pytest

from kg.work.limit import Overtime, interrupted

LIMIT = 0.2


def loop() -> None:
    while True:
        pass


def slow_expression() -> None:
    re.fullmatch("(a|aa)+", "a" * 200 + "b")


def beside(task: Callable[[], None]) -> BaseException | None:
    """What the task ends with in a thread of its own."""
    ends: list[BaseException] = []

    def run() -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001 - told to whoever asks
            ends.append(error)

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()
    return ends[0] if ends else None


def limited(task: Callable[[], None], seconds: float = LIMIT) -> None:
    with interrupted(seconds):
        task()


@pytest.mark.parametrize("task", [loop, slow_expression, lambda: sleep(60)])
def test_what_takes_too_long_is_interrupted(task: Callable[[], None]) -> None:
    with pytest.raises(Overtime):
        limited(task)


def test_so_it_is_in_another_thread() -> None:
    assert isinstance(beside(lambda: limited(loop)), Overtime)


@pytest.mark.parametrize("where", [lambda task: task(), beside])
def test_what_is_done_in_time_is_left_alone_and_so_is_what_follows(where: Callable[[Callable[[], None]], BaseException | None]) -> None:
    def task() -> None:
        for seconds in (0.0005, 0.001, 0.0015, 0.002) * 20:
            # it ends when the time does, so either may come first
            with suppress(Overtime):
                limited(lambda: sleep(0.001), seconds)
            for _ in range(1000):
                pass
        sleep(0.01)

    assert where(task) is None


def test_what_waits_has_more_time_than_what_computes() -> None:
    limited(lambda: sleep(0.7), 0.5)
    assert beside(lambda: limited(lambda: sleep(0.7), 0.5)) is None


def test_a_text_that_catches_everything_is_told_again() -> None:
    def stubborn() -> None:
        with suppress(Overtime):
            loop()
        loop()

    with pytest.raises(Overtime):
        limited(stubborn)


def test_a_timer_that_was_there_before_has_its_handler_again() -> None:
    before = signal.getsignal(signal.SIGALRM)
    limited(lambda: None)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
