"""Processes that hold one store open for reading and do the work of many; one that takes too long is killed, and another takes its place.

No engine here can stop a query that counts a cross join; a process can be stopped. What they read is a copy made when the pool starts
(hard links, where the file system allows it), so the store itself can be written meanwhile.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import shutil
import signal
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from kg.errors import KgError, StoreError
from kg.graph.backup import again
from kg.graph.store import Store

T = TypeVar("T")

_PREFIX = "kg-serve-"
_LOOK = 0.005  # seconds
MEMORY = 4 << 30
"""Bytes of address space that one process may have, beyond what it starts with."""


class Busy(Exception):  # noqa: N818  # a state, not a fault
    """As many pieces of work wait as may."""


class Overdue(Exception):  # noqa: N818  # a state, not a fault
    """The work took longer than it may, and was ended."""


class Died(Exception):  # noqa: N818  # a state, not a fault
    """The process ended by itself: it needed more memory than it may have."""


class Worker:
    """One process with the store open."""

    def __init__(self, context: BaseContext, path: Path, memory: int) -> None:
        self._pipe, theirs = context.Pipe()
        # a daemon ends with the process that started it
        self._process = context.Process(target=_work, args=(theirs, str(path), memory), daemon=True)  # type: ignore[attr-defined]  # typeshed has it on the kinds of context
        self._process.start()
        theirs.close()
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[bytes] | None = None
        self._watched = self._watch()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return int(self._process.pid)

    async def do(self, work: Callable[..., Any], arguments: tuple[Any, ...], limit: float) -> Any:
        """What the work gives. Raises KgError as the work does, Overdue after ``limit`` seconds, Died where the process ended."""
        self._answer = self._loop.create_future()
        timer = self._loop.call_later(limit, self._told, Overdue())
        try:
            self._pipe.send_bytes(pickle.dumps((work, arguments), pickle.HIGHEST_PROTOCOL))
            if not self._watched:
                await self._polled(self._answer)
            good, result = pickle.loads(await self._answer)
        except OSError as error:
            raise Died from error
        finally:
            timer.cancel()
            self._answer = None
        if not good:
            raise result
        return result

    def _watch(self) -> bool:
        """Has the loop say when the process has answered, or is gone; False where the loop watches no pipes, as that of Windows."""
        try:
            self._loop.add_reader(self._pipe.fileno(), self._read)
        except NotImplementedError:
            return False
        # uvloop makes what it watches non-blocking; an answer longer than the pipe's buffer is read in parts
        os.set_blocking(self._pipe.fileno(), True)
        return True

    def _read(self) -> None:
        try:
            self._told(self._pipe.recv_bytes())
        except (EOFError, OSError):
            self._loop.remove_reader(self._pipe.fileno())
            self._told(Died())

    def _told(self, answer: bytes | Exception) -> None:
        if self._answer is None or self._answer.done():
            return
        if isinstance(answer, Exception):
            self._answer.set_exception(answer)
        else:
            self._answer.set_result(answer)

    async def _polled(self, answer: asyncio.Future[bytes]) -> None:
        while not answer.done():
            try:
                if self._pipe.poll():
                    self._told(self._pipe.recv_bytes())
            except (EOFError, OSError):
                self._told(Died())
            await asyncio.sleep(_LOOK)

    def kill(self) -> None:
        """Ends the process at once."""
        if self._watched:
            self._loop.remove_reader(self._pipe.fileno())
        self._process.kill()
        self._process.join()
        self._pipe.close()


class Pool:
    """``size`` processes on a copy of the store in ``path``; ``waiting`` pieces of work may wait for one.

    Used as ``async with``. Raises StoreError where the store cannot be read.
    """

    def __init__(self, path: Path, size: int = 2, waiting: int = 32, memory: int = MEMORY) -> None:
        self.size = size
        self._path, self._waiting, self._memory = path, waiting, memory
        # starting anew must be quick, as it follows every overdue query: a server with all modules loaded is forked
        self._method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(self._method)
        self._folder = Path()
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._queued = 0
        self._workers: set[Worker] = set()

    async def __aenter__(self) -> Pool:
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            again(self._path, self._copy)
            if self._method == "forkserver":
                self._context.set_forkserver_preload(["kg.graph.event_rows", "kg.graph.pool", "kg.graph.protocol"])
            for _ in range(self.size):
                self._start()
        except BaseException:
            self._end()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def _copy(self, store: Store) -> None:
        shutil.rmtree(self.copy, ignore_errors=True)
        store.engine.copy(self.copy)

    def _end(self) -> None:
        for worker in list(self._workers):
            worker.kill()
        self._workers.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        worker = Worker(self._context, self.copy, self._memory)
        self._workers.add(worker)
        self._free.put_nowait(worker)

    @property
    def copy(self) -> Path:
        """The copy of the store that the processes read."""
        return self._folder / "store"

    async def run(self, work: Callable[..., T], *arguments: Any, limit: float) -> T:
        """``work(store, *arguments)`` in one of the processes; work and arguments must be picklable. ``limit`` is in seconds.

        Time spent waiting for a process does not count. Raises KgError as the work does, Busy, Overdue or Died.
        """
        if self._queued >= self.size + self._waiting:
            raise Busy
        self._queued += 1
        try:
            worker = await self._free.get() if self._free.empty() else self._free.get_nowait()
            return await self._within(worker, work, arguments, limit)
        finally:
            self._queued -= 1

    async def _within(self, worker: Worker, work: Callable[..., T], arguments: tuple[Any, ...], limit: float) -> T:
        try:
            done: T = await worker.do(work, arguments, limit)
        except KgError:
            self._free.put_nowait(worker)
            raise
        except BaseException:
            # it takes too long, the process is gone, or whoever asked is: what it would still answer belongs to nobody
            self._replace(worker)
            raise
        self._free.put_nowait(worker)
        return done

    def _replace(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.kill()
        self._start()


def _work(pipe: Connection, path: str, memory: int) -> None:
    """The life of one process: it takes work until the other end of the pipe is closed."""
    # Ctrl-C goes to all processes of a terminal, and the one that started this decides when it ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound(memory)
    with Store.open(Path(path), read_only=True, create=False) as store:
        while True:
            try:
                work, arguments = pickle.loads(pipe.recv_bytes())
            except EOFError:
                return
            try:
                answer = True, work(store, *arguments)
            except KgError as error:
                answer = False, error
            pipe.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # there is no such limit on this system
        return
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 0
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def refused(error: KgError) -> str:
    """What may be said to strangers of an error: nothing of a store, which would name its folder."""
    return "the store cannot be read" if isinstance(error, StoreError) or _PREFIX in str(error) else str(error)
