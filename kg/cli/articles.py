"""Commands that take articles in: build, ingest, remove, read, extract, dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kg.build import articles, build, ingest, load_kit, remove
from kg.cli import options as o
from kg.cli.intake import Intake, reads, reads_undated
from kg.cli.refused import read_again
from kg.cli.show import committed, json_line, one_line, report, stdin, watch
from kg.errors import SourceError
from kg.read import Options, article_json


@reads
def build_command(
    intake: Intake,
    sources: o.Sources = None,
    store: Annotated[Path | None, typer.Option(help="Keep the graph in this folder; without it, in memory only.")] = None,
    out: Annotated[Path, typer.Option(help="The folder to write the pages into.")] = Path("out"),
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    title: o.Title = "Policy events",
    workers: o.Workers = None,
    cluster: o.ClusterAt = None,
    batch: o.Batch = o.BATCH,
    resume: o.Resume = True,
    time_limit: o.TimeLimit = o.LIMIT,
    quiet: o.Quiet = False,
) -> None:
    """Read articles, work out the events, write timeline.html, network.html and explorer.html.

    Example: kg build articles/ --store graph --out pages
    """
    with watch(quiet) as bar, stoppable(store):
        done = build(
            sources or [],
            store=store,
            out=out,
            options=intake.options,
            actor_files=actors or [],
            model=model,
            extractors=extractors or [],
            title=title,
            watch=bar,
            refuse=intake.refusals,
            stdin=stdin(),
            plan=o.plan(workers, cluster, batch, resume, limit=time_limit),
        )
    report(done)
    intake.exit()


@reads
def ingest_command(
    intake: Intake,
    store: o.StoreDir,
    sources: o.Some = None,
    retry: Annotated[Path | None, typer.Option("--retry", help="Read again what stands in this file, which --refused wrote.")] = None,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    workers: o.Workers = None,
    cluster: o.ClusterAt = None,
    batch: o.Batch = o.BATCH,
    resume: o.Resume = True,
    shards: o.Shards = None,
    time_limit: o.TimeLimit = o.LIMIT,
    quiet: o.Quiet = False,
) -> None:
    """Add articles to a store, on all cores; what is there already is passed over, so the same command goes on where it was stopped.

    Example: kg ingest june/ july.jsonl --store graph
    """
    from kg.graph.store import Store

    given, options = _again(sources or [], retry, intake)
    kit = load_kit(actors or [], model, extractors=extractors or [])
    found = articles(given, options, intake.refusals, stdin())
    plan = o.plan(workers, cluster, batch, resume, shards, time_limit)
    with Store.open(store) as opened, watch(quiet) as bar, stoppable(store):
        done = ingest(opened, found, kit, bar, intake.refusals, plan=plan, committed=committed)
    report(done)
    intake.exit()


def _again(sources: list[str], retry: Path | None, intake: Intake) -> tuple[list[str], Options]:
    """What to read, and how: the sources, or what an earlier run refused."""
    if bool(sources) == (retry is not None):
        raise typer.BadParameter("give sources, or --retry and a file that --refused wrote")
    if retry is None:
        return sources, intake.options
    again = read_again(retry)
    if not again.sources:
        typer.echo(f"nothing stands in {retry}")
        raise typer.Exit
    return again.sources, intake.only(again.places)


@contextmanager
def stoppable(store: Path | None) -> Iterator[None]:
    """Ends a command that Ctrl-C stops with a line that says what is left."""
    try:
        yield
    except KeyboardInterrupt:
        kept = f"whole batches are in {store}; the same command goes on from there" if store else "nothing was kept"
        typer.echo(f"kg: stopped: {one_line(kept)}", err=True)
        raise typer.Exit(130) from None


def remove_command(
    article: Annotated[str, typer.Argument(help="Its id, or its source's name for it.")], store: o.StoreDir, actors: o.Actors = None
) -> None:
    """Take an article out of a store, with everything that only it said.

    Example: kg remove june/07.txt --store graph
    """
    from kg.graph.store import Store

    with Store.open(store, create=False) as opened:
        if not remove(opened, article, load_kit(actors or [])):
            raise typer.BadParameter(f"no article {article!r} in {store}; kg export --store {store} --format jsonl names them as doc")
    typer.echo(f"removed {article}")


@reads_undated
def read_command(intake: Intake, sources: o.Given) -> None:
    """Print articles as JSON lines: what was understood, before any extraction.

    Example: kg read page.html
    """
    for article in articles(sources, intake.undated(), intake.refusals, stdin()):
        json_line(article_json(article))
    intake.exit()


@reads
def extract_command(
    intake: Intake,
    sources: o.Given,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    open_actions: Annotated[bool, typer.Option("--open", help="Also actions that fit no policy type, with type null.")] = False,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Only mentions at least this probable.")] = 0.0,
    time_limit: o.TimeLimit = o.LIMIT,
) -> None:
    """Print the mentions of events as JSON lines; no store is made.

    Example: kg extract article.txt --min-confidence 0.7 | jq .actors
    """
    from kg.graph.lines import mention_json
    from kg.work.job import attempt

    kit = load_kit(actors or [], model, extractors=extractors or [], open_actions=open_actions)
    for article in articles(sources, intake.options, intake.refusals, stdin()):
        mentions = attempt(article, kit, lambda reading: reading.mentions, time_limit)
        if isinstance(mentions, SourceError):
            intake.refusals(mentions)
            continue
        for mention in (m for m in mentions if m.confidence >= min_confidence):
            json_line(mention_json(article, mention))
    intake.exit()


@reads_undated
def dates_command(intake: Intake, sources: o.Given) -> None:
    """Print the time expressions of articles as JSON lines, an article a line.

    Example: kg dates article.txt --published 2025-08-30
    """
    from kg.extract.dates import find_times, timex_json

    for article in articles(sources, intake.undated(), intake.refusals, stdin()):
        json_line(timex_json(article.doc, article.published, article.text, find_times(article.text, article.published)))
    intake.exit()


COMMANDS = (build_command, ingest_command, remove_command, read_command, extract_command, dates_command)
