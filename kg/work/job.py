"""One shard's work, the same on every process and machine: articles in, a finished shard out, and one refusal for each that cannot be.

A finished shard is two files, put in place by renaming: ``KEY.nq.gz`` and, after it, ``KEY.json``, which says what is in it. The key is
a digest of the articles and of the run, so a shard that an earlier run left behind is taken for what it is and for nothing else.
"""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError, ShapeError, SourceError
from kg.graph.iris import Iris
from kg.graph.shards import ShardWriter
from kg.model import Article, Origin, Reading, digest
from kg.work.kit import Kit, extract
from kg.work.limit import SECONDS, Guard, Overtime, interrupted

Step = Callable[[], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """The articles of one shard, no text twice.

    ``base`` is that of the store's IRIs; ``last`` says that no other shard follows; ``limit`` are the seconds that an article may take.
    """

    articles: tuple[Article, ...]
    base: str
    last: bool = False
    limit: float = SECONDS

    def halves(self) -> tuple[Job, Job]:
        """The job in two; only the second can be the last."""
        middle = len(self.articles) // 2
        return replace(self, articles=self.articles[:middle], last=False), replace(self, articles=self.articles[middle:])

    def key(self, run: str) -> str:
        """32 hex digits over the articles, how long each may take, and the id of the run that reads them."""
        return digest(run, self.base, repr(self.limit), *map(repr, self.articles), length=32)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: the number of articles in its shard, what was refused, and the shard itself, in memory or as a file."""

    key: str
    articles: int
    refused: tuple[SourceError, ...] = ()
    data: bytes = b""
    file: Path | None = None

    def content(self) -> bytes:
        """The shard, as ``kg.graph.shards.Shard.load`` reads it; empty where every article was refused."""
        return self.data if self.file is None else self.file.read_bytes()


def make(job: Job, kit: Kit, step: Step | None = None, guard: Guard = interrupted) -> Made:
    """Extracts a job's articles into a shard. ``step`` is called after each article; ``guard`` keeps the time of each.

    Raises ExtractorError where somebody's extractor says what its article does not.
    """
    writer, refused = ShardWriter(kit.run, Iris(job.base)), []
    for article in job.articles:
        done = attempt(article, kit, writer.statements, job.limit, guard)
        if isinstance(done, SourceError):
            refused.append(done)
        else:
            writer.put(done)
        if step is not None:
            step()
    taken = len(job.articles) - len(refused)
    return Made(job.key(kit.run.id), taken, tuple(refused), writer.packed() if taken else b"")


def attempt(article: Article, kit: Kit, use: Callable[[Reading], T], limit: float = SECONDS, guard: Guard = interrupted) -> T | SourceError:
    """What ``use`` makes of the article with its mentions, or why there is nothing.

    So it is where code stumbles over it, and where it takes longer than ``limit`` seconds. ``use`` must change nothing that stays, as it
    can be interrupted anywhere. Raises ExtractorError as ``kg.work.kit.extract`` does.
    """
    try:
        with guard(limit):
            return use(next(extract([article], kit)))
    except Overtime:
        return refusal_of(article, f"takes longer than {limit:g} seconds", "give more with --time-limit, split it, or leave it out")
    except ShapeError as error:
        return refusal_of(article, f"its graph breaks a shape ({error.problem})", "correct the article, or report it")
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - one article of a million that code of ours or the user's trips over costs itself only
        return refusal_of(article, f"cannot be extracted ({_where(error)})", "leave it out, and report it")


def refusal_of(article: Article, problem: str, remedy: str) -> SourceError:
    """The refusal of an article that was read, by the place and the source where it was, so that it can be found again there."""
    origin = article.origin or Origin(article.doc)
    return SourceError(origin.place, problem, remedy, origin.source)


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return " ".join(f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {error}".split())


def keep(made: Made, folder: Path) -> Made:
    """Puts a finished shard into the folder, whole or not at all. Raises KgError where it cannot be written."""
    file = folder / f"{made.key}.nq.gz"
    rows = [(error.place, error.problem, error.remedy, error.source) for error in made.refused]
    told = {"articles": made.articles, "sha256": sha256(made.data).hexdigest(), "refused": rows}
    try:
        _place(file, made.data)
        _place(file.with_name(f"{made.key}.json"), json.dumps(told).encode("utf-8"))
    except OSError as error:
        raise KgError(
            str(folder), f"cannot be written ({error.strerror})", "free some space or give another place with --shards"
        ) from error
    return replace(made, data=b"", file=file)


def _place(file: Path, data: bytes) -> None:
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(file)


def kept(key: str, folder: Path) -> Made | None:
    """The finished shard of this key, if it is in the folder and whole."""
    file = folder / f"{key}.nq.gz"
    try:
        told = json.loads(file.with_name(f"{key}.json").read_bytes())
        if sha256(file.read_bytes()).hexdigest() != told["sha256"]:
            return None
        return Made(key, told["articles"], tuple(SourceError(*row) for row in told["refused"]), file=file)
    except (OSError, ValueError, KeyError, TypeError):
        # not there, or cut off, or somebody else's: it is made anew
        return None


def forget(made: Made) -> None:
    """Takes the files of a shard away once the store has what is in them."""
    if made.file is not None:
        made.file.with_name(f"{made.key}.json").unlink(missing_ok=True)
        made.file.unlink(missing_ok=True)
