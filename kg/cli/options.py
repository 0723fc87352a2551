"""The arguments and options that several commands share, once each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build import Plan

if TYPE_CHECKING:
    from kg.graph.rows import Filter
    from kg.graph.store import Store

DAY = ["%Y-%m-%d"]
_SOURCES = "Files, folders, patterns, addresses of the web or - for standard input"
Sources = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help=f"{_SOURCES}; without any, the seed articles.")]
Some = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help=f"{_SOURCES}; none where --retry names them.")]
Given = Annotated[list[str], typer.Argument(metavar="SOURCE...", help=f"{_SOURCES}.")]
StoreDir = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
Actors = Annotated[list[Path] | None, typer.Option("--actors", help="More actors, as Turtle or CSV; may be repeated.")]
ModelName = Annotated[str | None, typer.Option("--model", help="An installed spaCy model.")]
Extractors = Annotated[
    list[str] | None,
    typer.Option("--extractor", help="One more extractor, as module:function or an entry point of kg.extractors; may be repeated."),
]
Workers = Annotated[int | None, typer.Option(min=0, help="Processes that extract, 0 for this one alone; without it, one for each core.")]
ClusterAt = Annotated[str | None, typer.Option("--cluster", help="A Dask scheduler (tcp://HOST:8786), or local for one of --workers.")]
Batch = Annotated[int, typer.Option(min=1, help="Articles of one batch, which is committed whole.")]
Resume = Annotated[bool, typer.Option(help="Pass over what is in the store and go on where a run was stopped; or read all anew.")]
Shards = Annotated[Path | None, typer.Option(help="Leave the finished batches here as N-Quads, for other stores.")]
TimeLimit = Annotated[float, typer.Option(min=0.1, help="Seconds that one article may take; one that takes longer is refused.")]
BATCH = Plan().batch
LIMIT = Plan().limit
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
Title = Annotated[str, typer.Option(help="The page's title.")]
ActorName = Annotated[str | None, typer.Option("--actor", help="Only events in which this actor takes part: an id or a name.")]
Since = Annotated[datetime | None, typer.Option(formats=DAY, help="Only events that can lie on or after this day.")]
Until = Annotated[datetime | None, typer.Option(formats=DAY, help="Only events that can lie on or before this day.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Only this type; may be repeated.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", help="Only this status; may be repeated.")]
AsOf = Annotated[datetime | None, typer.Option(formats=DAY, help="Only what had been published by this day.")]


def plan(
    workers: int | None, cluster: str | None, batch: int, resume: bool = True, shards: Path | None = None, limit: float = LIMIT
) -> Plan:
    """Who does the work, from a command's own options."""
    if workers is None:
        workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Plan(workers, cluster, batch, resume, shards, limit)


def chosen(
    actor: str | None,
    since: datetime | None,
    until: datetime | None,
    types: Sequence[str] | None,
    statuses: Sequence[str] | None,
    as_of: datetime | None,
) -> Filter:
    """The choice of events, from a command's own options."""
    from kg.graph.rows import Filter

    return Filter(actor, day(since), day(until), tuple(types or ()), tuple(statuses or ()), day(as_of))


@contextmanager
def known(path: Path, as_of: date | None) -> Iterator[Store]:
    """The store in a folder, open for reading, or what was known of it on a day."""
    from kg.graph.known import as_of as known_on
    from kg.graph.store import Store

    with Store.open(path, read_only=True, create=False) as opened:
        if as_of is None:
            yield opened
        else:
            with known_on(opened, as_of) as then:
                yield then


def day(moment: datetime | None) -> date | None:
    """The day of what the command line parsed."""
    return moment.date() if moment else None
