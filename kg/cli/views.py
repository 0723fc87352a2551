"""Commands that write a page of a store: timeline, network, explore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build import write
from kg.cli import options as o
from kg.cli.show import written

if TYPE_CHECKING:
    from kg.graph.rows import EventRow, Filter

Page = Annotated[Path, typer.Option(help="The HTML file to write.")]


def _page(store: Path, out: Path, filter: Filter, html: Callable[[list[EventRow]], str]) -> None:
    from kg.graph.event_rows import event_rows
    from kg.graph.store import Store

    with Store.open(store, read_only=True, create=False) as opened:
        page = html(event_rows(opened, filter))
    write(out, page)
    written(out)


def timeline_command(
    store: o.StoreDir,
    out: Page = Path("timeline.html"),
    actor: o.ActorName = None,
    since: o.Since = None,
    until: o.Until = None,
    types: o.Types = None,
    statuses: o.Statuses = None,
    as_of: o.AsOf = None,
    title: o.Title = "Policy events",
) -> None:
    """Write the timeline of a store as one HTML file that opens from disk.

    Example: kg timeline --store graph --out johnson.html --actor "Brandon Johnson" --since 2025-08-01
    """
    from kg.views.html import timeline_html

    _page(store, out, o.chosen(actor, since, until, types, statuses, as_of), lambda rows: timeline_html(rows, title))


def network_command(
    store: o.StoreDir,
    out: Page = Path("network.html"),
    actor: o.ActorName = None,
    since: o.Since = None,
    until: o.Until = None,
    types: o.Types = None,
    statuses: o.Statuses = None,
    as_of: o.AsOf = None,
    title: o.Title = "Policy events",
) -> None:
    """Write the network of a store's actors as one HTML file that opens from disk.

    Example: kg network --store graph --out august.html --since 2025-08-01 --until 2025-08-31
    """
    from kg.views.html import network_html

    _page(store, out, o.chosen(actor, since, until, types, statuses, as_of), lambda rows: network_html(rows, title))


def explore_command(
    store: o.StoreDir,
    out: Page = Path("explorer.html"),
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
    from kg.views.html import explorer_html

    _page(store, out, o.chosen(actor, since, until, types, statuses, as_of), lambda rows: explorer_html(rows, title))


COMMANDS = (timeline_command, network_command, explore_command)
