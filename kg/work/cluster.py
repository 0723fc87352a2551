"""The same jobs on a Dask cluster: the only module that imports ``distributed`` (``pip install 'kg-policy[cluster]'``).

Workers need kg and the language model, and no folder that they share: a shard comes back to the owner as the bytes that a process of
the pool would write. A worker of another version is refused, as its shards would be others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, wait

from kg.errors import KgError
from kg.work.job import Job, Made, keep, make
from kg.work.kit import Kit, Recipe, loaded
from kg.work.limit import ended
from kg.work.owner import Outcome

LOCAL = "local"
PATIENCE = 30
"""Seconds to wait for a scheduler."""

AHEAD = 2
"""Jobs given out for each thread of the cluster, so that none waits for the owner."""

_one_at_a_time = Lock()
_kit = lru_cache(maxsize=1)(loaded)


def work(recipe: Recipe, run: str, job: Job) -> Made:
    """What a worker of the cluster does; ``run`` is the id of the run that the owner would make.

    Raises KgError where this worker would make another.
    """
    # a language model serves one thread at a time; workers are best started with --nthreads 1
    with _one_at_a_time:
        kit: Kit = _kit(recipe)
        if kit.run.id != run:
            raise KgError("a worker of the cluster", "has another version of kg, its ontology or its model", "install the same everywhere")
        return make(job, kit, guard=ended)


class Cluster:
    """A Dask cluster at an address (``tcp://scheduler:8786``), or one of ``size`` processes on this machine for ``local``.

    Used as ``with``. Raises KgError where the scheduler does not answer or has no worker.
    """

    def __init__(self, address: str, size: int, recipe: Recipe, run: str, folder: Path) -> None:
        self._address, self._size, self._folder = address, size, folder
        self._recipe, self._run = recipe, run
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._futures: dict[Any, int] = {}

    def __enter__(self) -> Cluster:
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def _start(self) -> None:
        if self._address == LOCAL:
            # a death is told at once: the owner knows what to do about it
            dask.config.set({"distributed.scheduler.allowed-failures": 0})
            self._local = LocalCluster(
                n_workers=self._size, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        try:
            self._client = Client(self._local or self._address, timeout=PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            way_out = "start dask scheduler and dask worker, or correct the address"
            raise KgError(self._address, f"no cluster answers there ({_line(error)})", way_out) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        if self._client is not None:
            self._client.cancel(list(self._futures), force=True)
            self._client.close()
        if self._local is not None:
            self._local.close()
        self._client, self._local, self._futures = None, None, {}

    @property
    def _open(self) -> Client:
        if self._client is None:
            raise KgError(self._address, "is not connected", "use the cluster as a context")
        return self._client

    @property
    def free(self) -> int:
        """How many jobs the cluster could take now; it may grow and shrink."""
        threads: int = sum(self._open.nthreads().values())
        return AHEAD * max(1, threads) - self.busy

    @property
    def busy(self) -> int:
        """Jobs that the cluster has."""
        return len(self._futures)

    def submit(self, ticket: int, job: Job) -> None:
        """Gives a job to the cluster."""
        # the recipe goes along each time: what is scattered is lost with the workers that hold it
        future = self._open.submit(work, self._recipe, self._run, job, pure=False)
        self._futures[future] = ticket

    def wait(self, block: bool) -> Iterable[Outcome]:
        """What has ended, with finished shards put into the folder; raises what a worker raised."""
        if block and self._futures:
            with self._open.as_current():
                wait(list(self._futures), return_when="FIRST_COMPLETED")
        return [self._heard(future) for future in list(self._futures) if future.done()]

    def _heard(self, future: Any) -> Outcome:
        ticket = self._futures.pop(future)
        if future.status == "finished":
            return Outcome(ticket, keep(future.result(), self._folder))
        error = future.exception() if future.status == "error" else None
        if error is None or isinstance(error, KilledWorker):
            return Outcome(ticket, died="its worker of the cluster was lost")
        if isinstance(error, KgError):
            raise error
        way_out = "see the worker's log; kg and its model must be installed there"
        raise KgError(self._address, f"a worker cannot do its work ({type(error).__name__}: {_line(error)})", way_out) from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
