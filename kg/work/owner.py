"""The owner's side of a run: gives jobs to workers, brings the shards back in order, finds the article that ends its worker.

A job whose worker ends is done once more. If that one ends too, the job is cut in halves, and again, until one article is left; that
one is done alone, so that no neighbour's need of memory is laid to its charge, and refused where its worker ends twice.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.work.job import Job, Made, refusal_of

PROOFS = 2
"""So many processes must end with one article alone before it is refused."""


class Outcome(NamedTuple):
    """What a worker says of a job: what came of it, how its process ended, or, with neither, that one more article is done."""

    ticket: int
    made: Made | None = None
    died: str = ""


class Runner(Protocol):
    """Workers: processes of this machine, or a cluster's."""

    @property
    def free(self) -> int:
        """How many jobs could be given out now."""

    @property
    def busy(self) -> int:
        """How many are being done."""

    def submit(self, ticket: int, job: Job) -> None:
        """Gives out a job; only while some worker is free."""

    def wait(self, block: bool) -> Iterable[Outcome]:
        """What has happened since; with ``block`` not before something has. Raises KgError where no work can be done."""


@dataclass(slots=True, eq=False)
class _Ticket:
    """A job's way through the run; while it waits, its articles lie on disk."""

    number: int
    size: int
    last: bool
    job: Job | None = None
    spooled: Path | None = None
    deaths: int = 0
    alone: int = 0
    steps: int = 0
    made: Made | None = None

    @property
    def suspect(self) -> bool:
        """Whether it is one article that has ended a worker: it is done alone."""
        return self.deaths > 0 and self.size == 1


class Owner:
    """One run. ``spool`` is a folder for what waits; ``watch`` is told how many articles are done."""

    def __init__(self, runner: Runner, spool: Path, watch: Callable[[int], None]) -> None:
        self._runner, self._spool, self._watch = runner, spool, watch
        self._line: deque[_Ticket] = deque()
        self._ready: deque[_Ticket] = deque()
        self._flying: dict[int, _Ticket] = {}
        self._numbers = iter(range(1 << 62))
        self._done = 0

    def in_order(self, jobs: Iterable[Job | None], kept: Callable[[Job], Made | None]) -> Iterator[tuple[Made, bool]]:
        """What came of the jobs, in their order, each with whether it is the last; ``kept`` knows what an earlier run has left."""
        left: Iterator[Job | None] | None = iter(jobs)
        while left or self._line:
            if left:
                try:
                    job = next(left)
                except StopIteration:
                    left = None
                else:
                    if job is not None:
                        self._queue(job, kept(job))
            self._feed()
            finished = bool(self._line) and self._line[0].made is not None
            for outcome in self._runner.wait(block=bool(self._line) and not left and not finished):
                self._hear(outcome)
            while self._line and (made := self._line[0].made) is not None:
                yield made, self._line.popleft().last

    def _queue(self, job: Job, made: Made | None) -> None:
        ticket = _Ticket(next(self._numbers), len(job.articles), job.last, made=made)
        self._line.append(ticket)
        if made is not None:
            self._count(ticket, ticket.size)
            return
        ticket.spooled = self._spool / f"{ticket.number}.job"
        ticket.spooled.write_bytes(pickle.dumps(job))
        self._ready.append(ticket)

    def _feed(self) -> None:
        """Gives out what waits; a suspect goes when nothing else is being done, and nothing else goes while it is."""
        while self._ready and self._runner.free:
            if any(ticket.suspect for ticket in self._flying.values()) or (self._ready[0].suspect and self._runner.busy):
                return
            ticket = self._ready.popleft()
            if ticket.spooled is not None:
                ticket.job = pickle.loads(ticket.spooled.read_bytes())
                ticket.spooled.unlink()
                ticket.spooled = None
            self._flying[ticket.number] = ticket
            if ticket.job is not None:
                self._runner.submit(ticket.number, ticket.job)

    def _hear(self, outcome: Outcome) -> None:
        ticket = self._flying[outcome.ticket]
        if outcome.made is not None:
            del self._flying[ticket.number]
            ticket.made, ticket.job = outcome.made, None
            self._count(ticket, ticket.size)
        elif outcome.died:
            del self._flying[ticket.number]
            self._count(ticket, 0)
            self._mend(ticket, outcome.died)
        else:
            self._count(ticket, ticket.steps + 1)

    def _count(self, ticket: _Ticket, steps: int) -> None:
        self._done += steps - ticket.steps
        ticket.steps = steps
        self._watch(self._done)

    def _mend(self, ticket: _Ticket, how: str) -> None:
        """What becomes of a job whose worker ended."""
        ticket.alone += ticket.suspect
        ticket.deaths += 1
        if ticket.job is None or ticket.deaths == 1 or (ticket.size == 1 and ticket.alone < PROOFS):
            self._ready.appendleft(ticket)
        elif ticket.size > 1:
            self._split(ticket, ticket.job.halves())
        else:
            problem = f"ends every process that reads it ({how})"
            refusal = refusal_of(ticket.job.articles[0], problem, "leave it out, or see what it is with kg read")
            ticket.made, ticket.job = Made("", 0, (refusal,)), None
            self._count(ticket, 1)

    def _split(self, ticket: _Ticket, halves: Iterable[Job]) -> None:
        """Puts two jobs in the place of one; a death of either splits it again."""
        parts = [_Ticket(next(self._numbers), len(job.articles), job.last, job, deaths=1) for job in halves]
        place = self._line.index(ticket)
        del self._line[place]
        for part in reversed(parts):
            self._line.insert(place, part)
            self._ready.appendleft(part)
