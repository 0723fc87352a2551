"""Pages behind links, asked for ahead of their turn: hosts that are slow are waited for together, and the order stays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING

from kg.read.options import Link, Piece, Source

if TYPE_CHECKING:
    from kg.read.web import Page

AHEAD = 32
"""Pieces of a source that are looked at before it is their turn; so many pages, at the most, wait in memory."""

Started = tuple[Piece, "Future[Page] | None"]


def started(pieces: Iterator[Piece], start: Callable[[Link], Future[Page] | None], ahead: int = AHEAD) -> Iterator[Started]:
    """Each piece in its order, with the page behind a link if ``start`` has begun to fetch it; ``ahead`` pieces are looked at before.

    A source inside of another is read before anything after it is looked at, as it can be a part of one stream. What nobody has asked
    for in the end is given up.
    """
    waiting: deque[Started] = deque()
    try:
        for piece in pieces:
            if isinstance(piece, Source):
                yield from _emptied(waiting)
                yield piece, None
                continue
            waiting.append((piece, start(piece) if isinstance(piece, Link) else None))
            if len(waiting) > ahead:
                yield waiting.popleft()
        yield from _emptied(waiting)
    finally:
        for _, page in waiting:
            if page is not None:
                page.cancel()


def _emptied(waiting: deque[Started]) -> Iterator[Started]:
    while waiting:
        yield waiting.popleft()
