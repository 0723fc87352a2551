"""All commands on one application, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOWrapper
from typing import Annotated

import typer

from kg import __version__
from kg.cli import articles, graph, history, judgements, sources, store, views, watching
from kg.cli.show import one_line
from kg.errors import KgError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _while_read(command: Callable[..., None]) -> Callable[..., None]:
    """The command, ending quietly where what reads its output has gone away, as ``head`` does."""

    @wraps(command)
    def run(*arguments: object, **options: object) -> None:
        try:
            try:
                command(*arguments, **options)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            # the interpreter must not try to flush to it again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None

    return run


for command in (
    *articles.COMMANDS,
    *sources.COMMANDS,
    *watching.COMMANDS,
    *graph.COMMANDS,
    *views.COMMANDS,
    *judgements.COMMANDS,
    *history.COMMANDS,
    *store.COMMANDS,
):
    app.command(command.__name__.removesuffix("_command"))(_while_read(command))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback()
def _start(version: Version = False) -> None:
    """Read policy news and keep what it says as a graph of events: who did what to whom, when, how sure, which sentence says so.

    Start with: kg build articles/ --store graph --out pages
    """
    del version


def main() -> None:
    """Runs the command line. An error of ours is one line on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # no letter of an article can break a terminal that has no sign for it
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except KgError as error:
        typer.echo(f"kg: {one_line(str(error))}", err=True)
        sys.exit(2)
