"""How a run is to be done, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.work.limit import SECONDS

BATCH = 100
"""Articles of a shard: less than a minute of one core, and a transaction of some tens of thousands of statements."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does the work and how it is cut. Nothing but ``limit`` changes what is in the store at the end.

    ``workers`` is the number of processes, 0 for this one alone; with ``cluster`` (an address, or ``local``) Dask has them. ``batch`` is
    the number of articles in a shard. Without ``resume`` articles are read anew that the store has already. ``shards`` is a folder in
    which finished shards are left; without it they lie beside the store until they are in it. An article that takes longer than ``limit``
    seconds is refused.
    """

    workers: int = 0
    cluster: str | None = None
    batch: int = BATCH
    resume: bool = True
    shards: Path | None = None
    limit: float = SECONDS


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles found so far, whether those are all, and articles done."""

    found: int
    complete: bool
    done: int
