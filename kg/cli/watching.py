"""The command that stays: watch."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from kg.build import Kit, Plan, ingest, load_kit
from kg.cli import options as o
from kg.cli.intake import Intake, reads
from kg.errors import SourceError
from kg.model import Article
from kg.read import Arrivals


@reads
def watch_command(
    intake: Intake,
    sources: o.Given,
    store: o.StoreDir,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds from one look to the next.")] = 60.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end; for a clock that starts it.")] = False,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    time_limit: o.TimeLimit = o.LIMIT,
) -> None:
    """Take in what is new in folders and feeds, until Ctrl-C: the store is whole then, and the same command goes on from there.

    Example: kg watch clippings/ https://news.example/rss --follow --store graph
    """
    kit = load_kit(actors or [], model, extractors=extractors or [])
    arrivals = Arrivals(sources, intake.options, _known(store))
    with _until_stopped() as stopped:
        while not stopped.is_set():
            _take(arrivals, intake, store, kit, once, Plan(limit=time_limit))
            if once or stopped.wait(every):
                break
    intake.exit()


def _known(store: Path) -> Iterator[str]:
    """The names and addresses of the articles in the store."""
    from kg.graph.store import Store

    with Store.open(store) as opened:
        for article in opened.articles():
            yield article.doc
            yield article.url or article.doc


def _take(arrivals: Arrivals, intake: Intake, store: Path, kit: Kit, once: bool, plan: Plan) -> None:
    """One look. The store is open only while there is something to write, so that others can write too."""
    from kg.graph.store import Store

    fresh: list[Article] = []
    for found in arrivals.look(settled=not once):
        if isinstance(found, SourceError):
            intake.refusals(found)
        else:
            fresh.append(found)
    if not fresh:
        return
    with Store.open(store) as opened:
        done = ingest(opened, fresh, kit, refuse=intake.refusals, plan=plan)
    typer.echo(f"{len(fresh) - done.passed} new articles; {done.counts.articles} articles, {done.counts.events} events in {store}")


@contextmanager
def _until_stopped() -> Iterator[Event]:
    """An event that Ctrl-C or a polite end of the process sets, after which the work in hand is finished; a second one ends at once."""
    stopped = Event()
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _: object) -> None:
        stopped.set()
        signal.signal(number, before[signal.Signals(number)] or signal.SIG_DFL)

    for one in before:
        signal.signal(one, stop)
    try:
        yield stopped
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)


COMMANDS = (watch_command,)
