"""Commands that take articles in: build, ingest, remove, read, extract, dates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.build import articles, build, extract, ingest, load_kit, remove
from kg.cli import options as o
from kg.cli.show import Refusals, json_line, report, stdin, watch
from kg.read import article_json


def build_command(
    sources: o.Sources = None,
    store: Annotated[Path | None, typer.Option(help="Keep the graph in this folder; without it, in memory only.")] = None,
    out: Annotated[Path, typer.Option(help="The folder to write the pages into.")] = Path("out"),
    published: o.Published = None,
    max_bytes: o.MaxBytes = o.LIMIT,
    any_language: o.AnyLanguage = False,
    allow_undated: o.Undated = False,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    title: o.Title = "Policy events",
    quiet: o.Quiet = False,
) -> None:
    """Read articles, work out the events, write timeline.html, network.html and explorer.html.

    Example: kg build articles/ --store graph --out pages
    """
    refusals = Refusals()
    done = build(
        sources or [],
        store=store,
        out=out,
        options=o.reading(published, max_bytes, any_language, allow_undated),
        actor_files=actors or [],
        model=model,
        extractors=extractors or [],
        title=title,
        watch=watch(quiet),
        refuse=refusals,
        stdin=stdin(),
    )
    report(done)
    refusals.exit()


def ingest_command(
    sources: o.Given,
    store: o.StoreDir,
    published: o.Published = None,
    max_bytes: o.MaxBytes = o.LIMIT,
    any_language: o.AnyLanguage = False,
    allow_undated: o.Undated = False,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    quiet: o.Quiet = False,
) -> None:
    """Add articles to a store; one that is there already is replaced.

    Example: kg ingest june/ july.jsonl --store graph
    """
    from kg.graph.store import Store

    refusals = Refusals()
    kit = load_kit(actors or [], model, extractors=extractors or [])
    found = articles(sources, o.reading(published, max_bytes, any_language, allow_undated), refusals, stdin())
    with Store.open(store) as opened:
        report(ingest(opened, found, kit, watch(quiet)))
    refusals.exit()


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


def read_command(
    sources: o.Given,
    published: o.Published = None,
    max_bytes: o.MaxBytes = o.LIMIT,
    any_language: o.AnyLanguage = False,
) -> None:
    """Print articles as JSON lines: what was understood, before any extraction.

    Example: kg read page.html
    """
    refusals = Refusals()
    for article in articles(sources, o.reading(published, max_bytes, any_language, True), refusals, stdin()):
        json_line(article_json(article))
    refusals.exit()


def extract_command(
    sources: o.Given,
    published: o.Published = None,
    max_bytes: o.MaxBytes = o.LIMIT,
    any_language: o.AnyLanguage = False,
    allow_undated: o.Undated = False,
    actors: o.Actors = None,
    model: o.ModelName = None,
    extractors: o.Extractors = None,
    open_actions: Annotated[bool, typer.Option("--open", help="Also actions that fit no policy type, with type null.")] = False,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Only mentions at least this probable.")] = 0.0,
) -> None:
    """Print the mentions of events as JSON lines; no store is made.

    Example: kg extract article.txt --min-confidence 0.7 | jq .actors
    """
    from kg.graph.lines import mention_json

    refusals = Refusals()
    kit = load_kit(actors or [], model, extractors=extractors or [], open_actions=open_actions)
    found = articles(sources, o.reading(published, max_bytes, any_language, allow_undated), refusals, stdin())
    for reading in extract(found, kit):
        for mention in (m for m in reading.mentions if m.confidence >= min_confidence):
            json_line(mention_json(reading.article, mention))
    refusals.exit()


def dates_command(
    sources: o.Given,
    published: o.Published = None,
    max_bytes: o.MaxBytes = o.LIMIT,
    any_language: o.AnyLanguage = False,
) -> None:
    """Print the time expressions of articles as JSON lines, an article a line.

    Example: kg dates article.txt --published 2025-08-30
    """
    from kg.extract.dates import find_times, timex_json

    refusals = Refusals()
    for article in articles(sources, o.reading(published, max_bytes, any_language, True), refusals, stdin()):
        json_line(timex_json(article.doc, article.published, article.text, find_times(article.text, article.published)))
    refusals.exit()


COMMANDS = (build_command, ingest_command, remove_command, read_command, extract_command, dates_command)
