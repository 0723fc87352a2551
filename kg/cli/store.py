"""Commands that keep a store and open it to others: backup, restore, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options as o
from kg.cli.show import one_line, table, written


def backup_command(
    file: Annotated[Path, typer.Argument(help="The file to write, such as graph.nq.gz.")],
    store: o.StoreDir,
) -> None:
    """Write a whole store into one file, while it is in use, and check that file.

    Example: kg backup graph.nq.gz --store graph
    """
    from kg.graph.backup import backup
    from kg.graph.store import Store

    with Store.open(store, read_only=True, create=False) as opened:
        number = backup(opened, file)
    typer.echo(f"{number} statements")
    written(file)


def restore_command(
    file: Annotated[Path, typer.Argument(help="The file that kg backup wrote.")],
    store: o.StoreDir,
) -> None:
    """Make a new store out of a backup, once all of it is there and verified.

    Example: kg restore graph.nq.gz --store again
    """
    from kg.graph.backup import restore

    verdict = restore(file, store)
    typer.echo(f"{verdict.articles} articles, {verdict.mentions} mentions, {verdict.events} events, {verdict.statements} statements")
    written(store)


def verify_command(store: o.StoreDir) -> None:
    """Recount a store and check every article against its seal; exit code 1 if anything is not as it was written.

    Example: kg verify --store graph
    """
    from kg.graph.store import Store
    from kg.graph.verify import verify

    with Store.open(store, read_only=True, create=False) as opened:
        verdict = verify(opened)
    if verdict.faults:
        table(("graph", "problem"), ((fault.graph, one_line(fault.problem)) for fault in verdict.faults))
        raise typer.Exit(1)
    typer.echo(
        f"{verdict.articles} articles, {verdict.mentions} mentions, {verdict.events} events, {verdict.statements} statements: all as written"
    )


COMMANDS = (backup_command, restore_command, verify_command)
