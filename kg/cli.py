"""The command line: every command parses, calls one function of the package, and prints.

Exit codes: 0 done, 1 done but some inputs were refused, 2 wrong usage or nothing could be done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from kg.build import Kit, Report, Watch, articles, build, extract, ingest, load_kit, remove, render, software
from kg.errors import KgError, SourceError
from kg.model import Article
from kg.read import Options, article_line

if TYPE_CHECKING:
    from kg.graph.rows import Filter
    from kg.graph.store import Store

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__.splitlines()[0] if __doc__ else None)

Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders, patterns or - for standard input.", show_default="the seed articles")]
Given = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, patterns or - for standard input.")]
StoreDir = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
Published = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date of articles that say none.")]
MaxBytes = Annotated[int, typer.Option(min=1, help="The longest article taken, in bytes.")]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Take articles that are not in English.")]
Undated = Annotated[bool, typer.Option("--undated", help="Take articles without a date; what is relative stays undated.")]
Actors = Annotated[list[Path] | None, typer.Option("--actors", help="More actors, as Turtle or CSV; may be repeated.")]
ModelName = Annotated[str | None, typer.Option("--model", help="An installed spaCy model.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Words = Annotated[list[str] | None, typer.Option()]
Actor = Annotated[str | None, typer.Option(help="An actor's id or name.")]
Out = Annotated[Path, typer.Option(help="Where to write.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]

LIMIT = Options().max_bytes


class Refusals:
    """Prints each refusal as one line on stderr and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, refusal: SourceError) -> None:
        self.count += 1
        typer.echo(f"refused {_one_line(str(refusal))}", err=True)

    def exit(self) -> NoReturn:
        """Ends the command: 1 if anything was refused, else 0."""
        raise typer.Exit(1 if self.count else 0)


def _one_line(text: str) -> str:
    """A message without control characters: file names are hostile too."""
    return "".join(c if c.isprintable() else " " for c in text)


def _options(published: datetime | None, max_bytes: int, any_language: bool, undated: bool) -> Options:
    return Options(published.date() if published else None, max_bytes, any_language, undated)


def _watch(quiet: bool) -> Watch:
    """A progress bar on stderr where a person looks at it; nothing in a pipe."""

    def show(items: Iterable[Article], what: str) -> Iterator[Article]:
        from rich.console import Console
        from rich.progress import track

        yield from track(items, description=what, console=Console(stderr=True), transient=True, disable=quiet or not sys.stderr.isatty())

    return show


def _print_json(row: dict[str, Any]) -> None:
    line = json.dumps(row, ensure_ascii=False)
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


@app.command("build")
def build_command(
    sources: Sources = None,
    store: Annotated[Path | None, typer.Option(help="Keep the graph in this folder; without it, in memory.")] = None,
    out: Out = Path("out"),
    published: Published = None,
    max_bytes: MaxBytes = LIMIT,
    any_language: AnyLanguage = False,
    undated: Undated = False,
    actors: Actors = None,
    model: ModelName = None,
    title: Annotated[str, typer.Option(help="The pages' title.")] = "Policy events",
    quiet: Quiet = False,
) -> None:
    """Read articles, work out the events, write timeline.html and network.html.

    Example: kg build articles/ --store graph --out pages
    """
    refusals = Refusals()
    options = _options(published, max_bytes, any_language, undated)
    report = build(
        sources or [],
        store=store,
        out=out,
        options=options,
        actor_files=actors or [],
        model=model,
        title=title,
        watch=_watch(quiet),
        refuse=refusals,
        stdin=sys.stdin.buffer,
    )
    _print_report(report)
    refusals.exit()


def _print_report(report: Report) -> None:
    from kg.views.table import event_lines

    for line in event_lines(report.events, {actor.id: actor.name for actor in report.actors}):
        typer.echo(_one_line(line))
    typer.echo(f"{report.articles} articles, {report.mentions} mentions, {len(report.events)} events, {len(report.actors)} actors")
    for path in report.files:
        typer.echo(str(path.resolve()))


@app.command("ingest")
def ingest_command(
    sources: Given,
    store: StoreDir,
    published: Published = None,
    max_bytes: MaxBytes = LIMIT,
    any_language: AnyLanguage = False,
    undated: Undated = False,
    actors: Actors = None,
    model: ModelName = None,
    quiet: Quiet = False,
) -> None:
    """Add articles to a store; one that is there already is replaced.

    Example: kg ingest june/ july.jsonl --store graph
    """
    from kg.graph.store import Store

    refusals = Refusals()
    kit = load_kit(actors or [], model)
    found = articles(sources, _options(published, max_bytes, any_language, undated), refusals, sys.stdin.buffer)
    with Store.open(store) as opened:
        _print_report(ingest(opened, found, kit, _watch(quiet)))
    refusals.exit()


@app.command("remove")
def remove_command(article: Annotated[str, typer.Argument(help="Its id, or its source's name.")], store: StoreDir, actors: Actors = None) -> None:
    """Take an article out of a store, with everything that only it said.

    Example: kg remove june/07.txt --store graph
    """
    with _open(store, read_only=False) as opened:
        if not remove(opened, article, load_kit(actors or [])):
            raise typer.BadParameter(f"no article {article!r} in {store}; kg query articles --store {store} lists them")
    typer.echo(f"removed {article}")


@app.command("read")
def read_command(
    sources: Given, published: Published = None, max_bytes: MaxBytes = LIMIT, any_language: AnyLanguage = False
) -> None:
    """Print articles as JSON lines: what was understood, before any extraction.

    Example: kg read page.html
    """
    refusals = Refusals()
    for article in articles(sources, _options(published, max_bytes, any_language, True), refusals, sys.stdin.buffer):
        typer.echo(article_line(article))
    refusals.exit()


@app.command("extract")
def extract_command(
    sources: Given,
    published: Published = None,
    max_bytes: MaxBytes = LIMIT,
    any_language: AnyLanguage = False,
    undated: Undated = False,
    actors: Actors = None,
    model: ModelName = None,
) -> None:
    """Print the mentions of events as JSON lines; no store is made.

    Example: kg extract article.txt | jq .actors
    """
    from kg.graph.lines import mention_json

    refusals = Refusals()
    kit: Kit = load_kit(actors or [], model)
    for reading in extract(articles(sources, _options(published, max_bytes, any_language, undated), refusals, sys.stdin.buffer), kit):
        for mention in reading.mentions:
            _print_json(mention_json(reading.article, mention))
    refusals.exit()


@app.command("dates")
def dates_command(sources: Given, published: Published = None, max_bytes: MaxBytes = LIMIT, any_language: AnyLanguage = False) -> None:
    """Print the time expressions of articles as JSON lines, an article a line.

    Example: kg dates article.txt --published 2025-08-30
    """
    from kg.extract.dates import find_times, timex_json

    refusals = Refusals()
    for article in articles(sources, _options(published, max_bytes, any_language, True), refusals, sys.stdin.buffer):
        _print_json(timex_json(article.doc, article.published, article.text, find_times(article.text, article.published)))
    refusals.exit()


def _open(store: Path, *, read_only: bool = True) -> Store:
    from kg.graph.store import Store

    return Store.open(store, read_only, create=False)


def _filter(actor: str | None, since: datetime | None, until: datetime | None, types: Sequence[str] | None, statuses: Sequence[str] | None,
            as_of: datetime | None) -> Filter:
    from kg.graph.rows import Filter

    return Filter(actor, _day(since), _day(until), tuple(types or ()), tuple(statuses or ()), _day(as_of))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def main() -> None:
    """Runs the command line; an error of ours is one line on stderr and exit code 2."""
    try:
        app()
    except KgError as error:
        typer.echo(f"kg: {_one_line(str(error))}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()

__all__ = ["app", "main", "render", "software"]
