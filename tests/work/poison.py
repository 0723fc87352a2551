"""Extractors that end their own process, as a library with a fault or a want of memory would."""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import suppress
from itertools import repeat
from pathlib import Path

from kg.model import Article, Mention

BAD = "This text ends every process that reads it."
SLOW = "This text goes on for ever."
ONCE = "This text ends the first process that reads it."


def kill(article: Article) -> tuple[Mention, ...]:
    """Finds nothing; kills its process at BAD, and at ONCE where the file that KG_TEST_MARK names is not there yet.

    At SLOW it goes on for ever, and takes every fault that it meets for its own.
    """
    while SLOW in article.text:
        with suppress(Exception):
            sum(range(100))
    mark = Path(os.environ["KG_TEST_MARK"])
    once = ONCE in article.text and not mark.exists()
    if once:
        mark.touch()
    if once or BAD in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return ()


def stumble(article: Article) -> tuple[Mention, ...]:
    """Finds nothing; raises at BAD."""
    if BAD in article.text:
        raise ZeroDivisionError("one article\nis too much")
    return ()


def hold(article: Article) -> tuple[Mention, ...]:
    """Finds nothing; at BAD it goes on for ever in code that neither a signal nor another thread can interrupt."""
    deque(repeat(1) if BAD in article.text else (), maxlen=0)
    return ()


def wait(article: Article) -> tuple[Mention, ...]:
    """Finds nothing; at BAD it waits until the file that KG_TEST_MARK names is there."""
    while BAD in article.text and not Path(os.environ["KG_TEST_MARK"]).exists():
        pass
    return ()
