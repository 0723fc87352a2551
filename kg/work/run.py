"""A run from articles to finished shards: in this process, in many, or on a cluster, always the same shards in the same order."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg.errors import KgError, SourceError
from kg.graph.shards import Shard
from kg.graph.store import Store
from kg.model import Article
from kg.work import job
from kg.work.cut import Cut, known_to
from kg.work.job import Job, Made
from kg.work.kit import Kit
from kg.work.owner import Owner, Runner
from kg.work.plan import Plan, Progress


@dataclass(frozen=True, slots=True)
class Batch:
    """A finished shard whose turn it is. ``shard`` is None where every article of it was refused."""

    number: int
    articles: int
    refused: tuple[SourceError, ...]
    last: bool
    shard: Shard | None


class Run:
    """One run into a store, which only this process writes. ``watch`` is told of progress."""

    def __init__(self, store: Store, kit: Kit, plan: Plan, watch: Callable[[Progress], None]) -> None:
        self._store, self._kit, self._plan, self._watch = store, kit, plan, watch
        self._known: Callable[[Article], bool] = known_to(store, kit.run) if plan.resume else lambda _: False
        self._like = Job((), store.iris.base, limit=plan.limit)
        self._cut = Cut((), self._known, plan.batch, self._like)
        self._done = 0
        self.idle = True
        """Whether there was nothing to do."""

    @property
    def passed(self) -> int:
        """Articles that the store had already."""
        return self._cut.passed

    @property
    def read(self) -> Collection[str]:
        """The ids of the articles that were read so far, those that the store had too."""
        return self._cut.read

    def batches(self, found: Iterable[Article]) -> Iterator[Batch]:
        """The shards of the articles, in order. What a batch holds is to be committed before the next is asked for.

        A last one comes unless there was nothing to do. Raises KgError where the run cannot go on.
        """
        self._cut = Cut(found, self._known, self._plan.batch, self._like)
        for number, (made, last) in enumerate(self._made(), start=1):
            content = made.content()
            yield Batch(number, made.articles, made.refused, last, Shard.load(content, self._store.iris) if content else None)
            if self._plan.shards is None:
                job.forget(made)

    def _made(self) -> Iterator[tuple[Made, bool]]:
        steps = iter(self._cut)
        first = next((step for step in steps if step is not None), None)
        if first is None:
            return
        self.idle = False
        jobs = chain([first], steps)
        if self._plan.cluster is None and (first.last or not self._plan.workers) and self._plan.shards is None:
            for one in jobs:
                if one is not None:
                    yield job.make(one, self._kit, lambda: self._tell(self._done + 1)), one.last
            return
        with self._folder() as folder, self._runner(folder) as runner:
            yield from Owner(runner, folder, self._tell).in_order(jobs, lambda one: self._kept(one, folder))

    def _kept(self, one: Job, folder: Path) -> Made | None:
        return job.kept(one.key(self._kit.run.id), folder) if self._plan.resume else None

    def _tell(self, done: int) -> None:
        self._done = done
        self._watch(Progress(self._cut.found, self._cut.complete, done))

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Where finished shards lie: they stay there if the run is stopped, and are taken over by the next one."""
        beside = Path(f"{self._store.place}.shards")
        if self._plan.shards is None and not Path(self._store.place).is_dir():
            with tempfile.TemporaryDirectory(prefix="kg-shards-") as passing:
                yield Path(passing)
            return
        folder = self._plan.shards or beside
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KgError(str(folder), f"cannot be made ({error.strerror})", "give another place with --shards") from error
        yield folder
        if self._plan.shards is None:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _runner(self, folder: Path) -> Iterator[Runner]:
        recipe, size = self._kit.recipe, max(1, self._plan.workers)
        if self._plan.cluster is None:
            from kg.work.pool import Pool

            with Pool(size, recipe, folder) as pool:
                yield pool
            return
        try:
            from kg.work.cluster import Cluster
        except ModuleNotFoundError as error:
            way_out = "install it with pip install 'kg-policy[cluster]'"
            raise KgError("--cluster", f"needs the module {error.name}", way_out) from error
        with Cluster(self._plan.cluster, size, recipe, self._kit.run.id, folder) as cluster:
            yield cluster
