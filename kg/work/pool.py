"""Processes of this machine that extract: each has a kit of its own and writes its finished shards itself.

Unlike the standard library's pools, one that dies takes nothing with it: another takes its place, and its job is told to be dead.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import KgError
from kg.work.job import Job, keep, make
from kg.work.kit import Recipe, loaded
from kg.work.limit import ended
from kg.work.owner import Outcome

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What keeps numerical libraries from starting a thread for every core in every process."""

STILLBORN = 3
"""So many processes in a row that end before they are ready mean that none can work here."""

JOBS = 50
"""After so many jobs a process is replaced, so that what the libraries in it keep cannot grow for ever."""


class _Worker:
    """One process and the owner's end of its pipe."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        # neither the owner's threads nor the store that it holds open may be copied into a worker, as a fork would do
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, recipe, folder), daemon=True)
        with _one_thread():
            self._process.start()
        theirs.close()
        self.ticket: int | None = None
        self.ready = False
        self.jobs = 0

    @property
    def free(self) -> bool:
        """Whether it has begun and has no job. Before it has, it would not take one out of the pipe."""
        return self.ready and self.ticket is None

    def give(self, ticket: int, job: Job) -> None:
        """Sends a job. A process that is gone is found out by whoever waits for it."""
        self.ticket, self.jobs = ticket, self.jobs + 1
        try:
            self.pipe.send((ticket, job))
        except OSError:
            return

    def end(self) -> str:
        """Ends the process if it has not ended; says how it did."""
        self._process.kill()
        self._process.join()
        self.pipe.close()
        code = self._process.exitcode or 0
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


class Pool:
    """``size`` processes that work after one recipe and put finished shards into ``folder``; used as ``with``."""

    def __init__(self, size: int, recipe: Recipe, folder: Path) -> None:
        self._recipe, self._folder = recipe, folder
        self._stillborn = 0
        self._workers: list[_Worker] = []
        self._size = size

    def __enter__(self) -> Pool:
        self._workers = [_Worker(self._recipe, self._folder) for _ in range(self._size)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    @property
    def free(self) -> int:
        """Processes that are ready and without a job."""
        return sum(worker.free for worker in self._workers)

    @property
    def busy(self) -> int:
        """Processes with one."""
        return sum(worker.ticket is not None for worker in self._workers)

    def submit(self, ticket: int, job: Job) -> None:
        """Gives a job to a process that has none."""
        next(worker for worker in self._workers if worker.free).give(ticket, job)

    def wait(self, block: bool) -> Iterable[Outcome]:
        """What the processes say; raises what one of them raised, and KgError where none can begin."""
        heard: list[Outcome] = []
        by_pipe: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), None if block else 0):
            heard.extend(self._hear(by_pipe[pipe]))
        return heard

    def _hear(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if isinstance(said, KgError):
            raise said
        if said is None:
            worker.ready, self._stillborn = True, 0
            return
        yield said
        if said.made is not None:
            worker.ticket = None
            if worker.jobs >= JOBS:
                self._replace(worker)

    def _bury(self, worker: _Worker) -> Iterator[Outcome]:
        """Puts a process in the place of one that ended, and tells of the job that ended with it."""
        how = self._replace(worker)
        self._stillborn += not worker.ready
        if self._stillborn >= STILLBORN:
            raise KgError("the worker processes", f"end before they begin ({how})", "give fewer --workers: each needs some 400 MB")
        if worker.ticket is not None:
            yield Outcome(worker.ticket, died=how)

    def _replace(self, worker: _Worker) -> str:
        how = worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._recipe, self._folder)
        return how


@contextmanager
def _one_thread() -> Iterator[None]:
    """What is started meanwhile finds one thread a process in its environment, unless the user has said something else."""
    unset = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]


def serve(pipe: Connection, recipe: Recipe, folder: Path) -> None:
    """The life of a worker: it says None when it is ready, an Outcome after each article and each job, a KgError where it cannot go on."""
    # Ctrl-C goes to all processes of a terminal, and the owner decides when this one ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        kit = loaded(recipe)
        pipe.send(None)
        while True:
            ticket, job = pipe.recv()
            made = make(job, kit, partial(pipe.send, Outcome(ticket)), ended)
            pipe.send(Outcome(ticket, keep(made, folder)))
    except KgError as error:
        pipe.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # the owner is gone
        return
