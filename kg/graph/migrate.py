"""The way from an older format of the store to the present one: a step for each format, all of them in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import StoreError
from kg.graph.change import Change
from kg.graph.engine import Engine
from kg.graph.meta import FORMAT

STEPS: dict[int, Callable[[Change], None]] = {1: Change.reseal, 2: Change.order}
"""What leads from each format to the next."""


def prepare(engine: Engine, old: int, writable: bool) -> None:
    """Drops what a killed process of format 1 laid aside in the store.

    Raises StoreError where an older store is open for reading only: queries would miss what it lacks, or see what was laid aside.
    """
    if old < FORMAT and not writable:
        raise StoreError(engine.place, f"has the older format {old}", "open it once for writing, as kg ingest does")
    if old == 1:
        engine.clear_staging()


def migrate(change: Change, old: int) -> None:
    """Adds to a change what leads from the format ``old`` to the present one."""
    for version in range(old, FORMAT):
        STEPS[version](change)
