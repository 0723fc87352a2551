"""The command for the linked page of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.build import write
from kg.cli import options as o
from kg.cli.show import written


def explore_command(
    store: o.StoreDir,
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("explorer.html"),
    actor: o.ActorName = None,
    since: o.Since = None,
    until: o.Until = None,
    types: o.Types = None,
    statuses: o.Statuses = None,
    as_of: o.AsOf = None,
    title: o.Title = "Policy events",
) -> None:
    """Write timeline, network and table of a store, linked, as one HTML file that opens from disk.

    Example: kg explore --store graph --out august.html --since 2025-08-01 --until 2025-08-31
    """
    from kg.graph.event_rows import event_rows
    from kg.graph.store import Store
    from kg.views.html import explorer_html

    with Store.open(store, read_only=True, create=False) as opened:
        rows = event_rows(opened, o.chosen(actor, since, until, types, statuses, as_of))
    write(out, explorer_html(rows, title))
    written(out)


COMMANDS = (explore_command,)
