"""Commands that keep a store and open it to others: serve, backup, restore, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options as o
from kg.cli.show import one_line, table, written
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph.verify import Verdict


def serve_command(
    store: o.StoreDir,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; any but this machine's own needs --public.")] = "127.0.0.1",
    public: Annotated[bool, typer.Option("--public", help="Let other machines ask too.")] = False,
    limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 10.0,
    rows: Annotated[int, typer.Option(min=1, help="Rows that an answer may have.")] = 100_000,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Queries worked on at once.")] = 2,
) -> None:
    """Serve a store to browsers and programs, read-only, as it stands now: SPARQL, timeline, network, feeds. Ctrl-C ends it.

    Example: kg serve --store graph
    """
    if host not in ("127.0.0.1", "::1", "localhost") and not public:
        raise typer.BadParameter("other machines could read the store; say --public if they may", param_hint="--host")
    from kg.graph.store import Store

    # a store that cannot be read is told of first, before anything is to be installed and before the port is taken
    Store.open(store, read_only=True, create=False).close()
    try:
        from kg.server import Limits, serve
    except ModuleNotFoundError as error:
        raise KgError("kg serve", f"needs the module {error.name}", "install it with pip install 'kg-policy[serve]'") from error
    typer.echo(f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{port}/", err=True)
    serve(store, host, port, Limits(query=limit, rows=rows), processes, public=public)


def backup_command(
    file: Annotated[Path, typer.Argument(help="The file to write, such as graph.nq.gz.")],
    store: o.StoreDir,
) -> None:
    """Write a whole store into one file, while it is in use, and check that file.

    Example: kg backup graph.nq.gz --store graph
    """
    from kg.graph.backup import backup_folder

    number = backup_folder(store, file)
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
    typer.echo(_counted(verdict))
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
    typer.echo(f"{_counted(verdict)}: all as written")


def _counted(verdict: Verdict) -> str:
    return f"{verdict.articles} articles, {verdict.mentions} mentions, {verdict.events} events, {verdict.statements} statements"


COMMANDS = (serve_command, backup_command, restore_command, verify_command)
