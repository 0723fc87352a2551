"""Commands that write a page of a store: timeline, network, explore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build import write
from kg.cli import options as o
from kg.cli.show import one_line, written

if TYPE_CHECKING:
    from kg.graph.rows import Filter

Page = Annotated[Path, typer.Option(help="The HTML file to write.")]


def _page(view: str, store: Path, out: Path, title: str, filter: Filter) -> None:
    from kg.views.of_store import store_pages

    with o.known(store, filter.as_of) as opened:
        (page,), why = store_pages(opened, (view,), title, filter)
    write(out, page)
    written(out)
    if why:
        typer.echo(f"{out} shows no event. {one_line(why)}", err=True)


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
    _page("timeline", store, out, title, o.chosen(actor, since, until, types, statuses, as_of))


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
    _page("network", store, out, title, o.chosen(actor, since, until, types, statuses, as_of))


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
    _page("explorer", store, out, title, o.chosen(actor, since, until, types, statuses, as_of))


COMMANDS = (timeline_command, network_command, explore_command)
