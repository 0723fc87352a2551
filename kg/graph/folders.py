"""Whether a folder is a store, may become one, or why it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event as Bell
from typing import TypeVar

from kg.errors import StoreError

TRIES = 6
"""How often a store that another process writes is read anew."""

PAUSE = 0.3
"""Seconds between the tries."""

T = TypeVar("T")


class Changing(StoreError):  # noqa: N818  # a state that passes
    """A store whose files another process exchanged while they were read, as Oxigraph does just after it has opened it for writing."""


def patiently(work: Callable[[], T], tries: int = TRIES) -> T:
    """What the work gives, tried anew after a pause as long as it raises Changing."""
    try:
        return work()
    except Changing:
        if tries <= 1:
            raise
    # a bell that nobody rings: a pause that ends when its time is up
    Bell().wait(PAUSE)
    return patiently(work, tries - 1)


def check_folder(path: Path, create: bool) -> None:
    """Raises StoreError unless ``path`` is a store, or with ``create`` can be made one."""
    if not path.exists():
        if not create:
            raise StoreError(str(path), "there is no store", "make one with kg build --store, or correct the path")
        if not path.parent.is_dir():
            raise StoreError(str(path), "the folder that it should lie in does not exist", "make that folder first")
    elif not path.is_dir():
        raise StoreError(str(path), "is a file, not a store", "name a folder")
    elif not (path / "CURRENT").is_file() and (not create or any(path.iterdir())):
        raise StoreError(str(path), "is a folder, but not a store", "name another folder, or one that does not exist yet")


def cannot_open(path: Path, error: Exception) -> StoreError:
    """What to say of a store that the engine does not open."""
    reason = " ".join(str(error).split())
    if "lock" in reason.lower():
        return StoreError(str(path), "is open for writing in another place", "close that one, or open this one for reading only")
    if isinstance(error, RuntimeError) and "No such file" in reason:
        return Changing(str(path), "is being written in another place just now", "try again")
    return StoreError(str(path), f"cannot be opened ({reason})", "check who may read and write there, or restore it from a backup")
