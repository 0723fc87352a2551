"""What the commands print: refusals, reports, JSON lines, tables, progress."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import typer

from kg.build import Progress as Far
from kg.build import Report, Watch, unwatched
from kg.cli.refused import refusal_line
from kg.errors import KgError, SourceError
from kg.model import Event

if TYPE_CHECKING:
    from rich.table import Table


# What JSON leaves as it is and a terminal or a reader of lines takes for more than a character.
_BREAKING = re.compile("[\x7f-\x9f\u2028\u2029]")


UNBOUNDED = 100_000  # columns, where nobody looks at the table
MOST = 30  # events in the table of a run; the pages have them all


def one_line(text: str) -> str:
    """A message without control characters: names of files and words of articles are hostile on a terminal too."""
    return "".join(c if c.isprintable() else " " for c in text)


class Refusals:
    """Prints each refusal as one line on stderr, counts them, and keeps them in the file ``kept`` where one is named."""

    def __init__(self, kept: Path | None = None) -> None:
        self.count = 0
        self._kept = kept

    def __call__(self, refusal: SourceError) -> None:
        """Prints one of them."""
        typer.echo(f"refused {one_line(str(refusal))}", err=True)
        self._keep(refusal_line(refusal) + "\n")
        self.count += 1

    def exit(self) -> NoReturn:
        """Ends the command: 1 if anything was refused, else 0. Where nothing was, the file is there and empty."""
        if not self.count:
            self._keep("")
        raise typer.Exit(1 if self.count else 0)

    def _keep(self, line: str) -> None:
        """Writes at once, so that a run that is killed has told what it refused; what an earlier run refused is gone with the first."""
        if self._kept is None:
            return
        try:
            with self._kept.open("a" if self.count else "w", encoding="utf-8", newline="\n") as file:
                file.write(line)
        except OSError as error:
            raise KgError(str(self._kept), f"cannot be written ({error.strerror})", "give another file with --refused") from error


def stdin() -> BinaryIO | None:
    """Standard input as bytes; None where it is closed."""
    return sys.stdin.buffer if sys.stdin else None


@contextmanager
def watch(quiet: bool) -> Iterator[Watch]:
    """A progress bar with rate and remaining time on stderr where a person looks at it; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    # lines on stdout are printed above the bar where both are the terminal, and left alone where stdout leads elsewhere
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("articles", total=None, rate="")

        def show(progress: Far) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            # until all is read, what is found so far is no total that a remaining time could be worked out from
            total = progress.found if progress.complete else None
            bar.update(task, completed=progress.done, total=total, rate=f"{speed:.1f} a second" if speed else "")

        yield show


def committed(number: int, articles: int) -> None:
    """Says, as soon as it is so, that a batch is in the store for good."""
    typer.echo(f"batch {number}: {articles} articles committed")
    sys.stdout.flush()


def json_line(row: dict[str, Any]) -> None:
    """One object as one line on stdout, in UTF-8 whatever the terminal's encoding.

    Control characters and line separators stand as escapes, so that a line is a line for every reader.
    """
    line = _BREAKING.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(row, ensure_ascii=False)) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout; as wide as the terminal, or as its words where nobody looks."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else UNBOUNDED, markup=False, highlight=False, emoji=False)
    console.print(_table(head, rows))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        made.add_column(name, overflow="fold")
    for row in rows:
        made.add_row(*(Text(one_line(cell)) for cell in row))
    return made


def report(done: Report) -> None:
    """The events that say most as a table in the order of time, the counts, and the files written."""
    telling, counts = sorted(done.events, key=_rank)[:MOST], done.counts
    if telling:
        table(("when", "status", "event", "mentions"), (_event(event) for event in sorted(telling, key=_order)))
    if len(telling) < len(done.events):
        typer.echo(f"and {len(done.events) - len(telling)} more, in the pages and with kg query timeline")
    if done.passed:
        typer.echo(f"\n{done.passed} articles were there already")
    typer.echo(f"\n{counts.articles} articles, {counts.mentions} mentions, {counts.events} events, {counts.actors} actors")
    for path in done.files:
        written(path)


def written(path: Path) -> None:
    """Says where a file was written."""
    typer.echo(one_line(str(path.resolve())))


def _event(event: Event) -> tuple[str, str, str, str]:
    return when(event), event.status, event.label, str(len(event.mentions))


def when(event: Event) -> str:
    """The event's time as EDTF, else its days, else nothing: a date is never invented."""
    time = event.time
    if time is None:
        return ""
    return time.edtf or f"{time.begin or '..'}/{time.end or '..'}"


def _rank(event: Event) -> tuple[object, ...]:
    """What most sentences speak of first, then what has a day and somebody who acts and somebody acted on."""
    return -len(event.mentions), event.time is None, not event.agents, not event.targets, _order(event)


def _order(event: Event) -> tuple[str, str, str]:
    time = event.time
    begin = (time.begin or time.end) if time else None
    return begin.isoformat() if begin else "9999", event.label, event.id
