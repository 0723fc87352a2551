"""The way from an older format of the store to the present one: a step for each format, all of them in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import StoreError
from kg.graph.change import Change
from kg.graph.engine import Engine
from kg.graph.meta import FORMAT

STEPS: dict[int, Callable[[Change], None]] = {1: Change.reseal}
"""What leads from each format to the next."""


def prepare(engine: Engine, old: int, writable: bool) -> None:
    """Drops what a killed process of format 1 laid aside in the store.

    Raises StoreError where that is there and the store is open for reading only: queries would see it.
    """
    if old > 1:
        return
    if writable:
        engine.clear_staging()
    elif engine.staging():
        raise StoreError(engine.place, "was left in the middle of a write", "open it once for writing, as kg ingest does")


def migrate(change: Change, old: int) -> None:
    """Adds to a change what leads from the format ``old`` to the present one."""
    for version in range(old, FORMAT):
        STEPS[version](change)
