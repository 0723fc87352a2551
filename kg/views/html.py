"""Rows in, one self-contained HTML file out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Template
from typing import Any

from kg.graph.rows import EventRow
from kg.views import payload
from kg.views.page import asset, bundle, escape, page, script
from kg.views.table import plain_table, table
from kg.views.words import STATUSES, order

STYLE = ("base.css", "panel.css")
COMMON = (
    "dom.js",
    "data.js",
    "later.js",
    "days.js",
    "theme.js",
    "text.js",
    "state.js",
    "panel.js",
    "filters.js",
    "export.js",
    "table.js",
    "player.js",
)
TIMELINE = ("scale.js", "lanes.js", "items.js", "strip.js", "pan.js", "timeline.js", "timeline_svg.js")
NETWORK = ("network_labels.js", "network_lists.js", "network.js", "network_svg.js")
# Without scripts the table in the file is the page; more rows than this would only make every file larger.
UNSCRIPTED = 8


def timeline_html(rows: Iterable[EventRow], title: str, why: str = "") -> str:
    """The timeline of ``rows`` as one file; the same rows give the same bytes, in whatever order they come.

    ``why`` is what the page says where there are no rows.
    """
    ordered = sorted(rows, key=order)
    return _page(("timeline",), ordered, title, payload.timeline_data(ordered), why=why)


def network_html(rows: Iterable[EventRow], title: str, why: str = "") -> str:
    """The network of ``rows`` as one file, vis-network and all, as ``timeline_html`` gives the timeline."""
    ordered = sorted(rows, key=order)
    return _page(("network",), ordered, title, {**payload.events(ordered), **_network(ordered)}, why=why)


def explorer_html(rows: Iterable[EventRow], title: str, why: str = "") -> str:
    """Timeline, network and table of ``rows``, linked, as one file, as ``timeline_html`` gives the timeline."""
    ordered = sorted(rows, key=order)
    return _page(("timeline", "network"), ordered, title, {**payload.timeline_data(ordered), **_network(ordered)}, why=why)


def answer_page(
    rows: Sequence[EventRow],
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    title: str,
    *,
    timed: bool,
    tied: bool,
    missing: Sequence[str] = (),
) -> str:
    """The answer to a query: a table of ``names`` and ``cells``, and ``rows``, one for each line of it, as pictures.

    ``missing`` are sentences on what it cannot be shown as, and why.
    """
    places = {row.id: n for n, row in enumerate(rows)}
    ordered = sorted(rows, key=order)
    numbers = [places[row.id] for row in ordered]
    data = {**(payload.timeline_data(ordered) if timed else payload.events(ordered)), **(_network(ordered) if tied else {})}
    views = ("table", *(("timeline",) if timed else ()), *(("network",) if tied else ()))
    answer = {"names": list(names), "rows": [list(line) for line in cells], "lines": numbers, "missing": list(missing)}
    return _page(views, ordered, title, {**data, "answer": answer}, plain_table(names, cells[:UNSCRIPTED]))


def _network(rows: Sequence[EventRow]) -> dict[str, Any]:
    # networkx and pyvis, which pulls in IPython, take a third of a second that a timeline need not wait for.
    from kg.views.network import LEFT_OUT, network
    from kg.views.pyvis_page import vis_data

    graph = network(rows)
    places = {row.id: n for n, row in enumerate(rows)}
    return {"vis": vis_data(graph, places), "hidden": graph.hidden, "untied": list(LEFT_OUT)}


def _page(
    views: tuple[str, ...], rows: Sequence[EventRow], title: str, data: Mapping[str, Any], plain: str | None = None, why: str = ""
) -> str:
    timed, tied = "timeline" in views, "network" in views
    scripts = (*COMMON, *(TIMELINE if timed else ()), *(NETWORK if tied else ()), "main.js")
    styles = (*STYLE, *(f"{view}.css" for view in views if view != "table"))
    libraries: tuple[str, ...] = ()
    if tied:
        from kg.views.pyvis_page import library

        libraries = (library(),)
    return page(title, _body(views, rows, title, plain, why), bundle(*styles), (*libraries, script(*scripts)), data)


def _body(views: tuple[str, ...], rows: Sequence[EventRow], title: str, plain: str | None, why: str) -> str:
    pictures = [view for view in views if view != "table"]
    what = "event" if plain is None else "row"
    return Template(asset("page.html")).substitute(
        title=escape(title),
        counted=f"{len(rows)} {what}{'' if len(rows) == 1 else 's'}",
        tabs="".join(map(_tab, views if "table" in views else (*views, "table"), range(3))),
        panels="".join(asset(f"{view}.html") for view in pictures),
        help="".join(asset(f"{view}_help.html") for view in pictures),
        more=asset("timeline_key.html") if "timeline" in views else "",
        table=_table(rows) if plain is None else plain,
        marks=asset("marks.svg"),
        key=_key(),
        empty=_empty(rows, why) if plain is None else "",
    )


def _tab(view: str, place: int) -> str:
    rest = ' aria-selected="true"' if place == 0 else ' aria-selected="false" tabindex="-1"'
    return f'<button type="button" role="tab" id="tab-{view}" aria-controls="{view}"{rest}>{view.capitalize()}</button>'


def _table(rows: Sequence[EventRow]) -> str:
    cut = len(rows) - UNSCRIPTED
    return table(rows[:UNSCRIPTED]) + (
        f"<p>{cut} later events are left out here: with scripts switched on, this page shows all.</p>" if cut > 0 else ""
    )


def _key() -> str:
    """What each status mark means, for the legend."""
    return "".join(
        f'<li><svg class="mark" aria-hidden="true"><use href="#mark-{code}"></use></svg><b>{chip}</b> {meaning}</li>'
        for code, chip, meaning in STATUSES
    )


def _empty(rows: Sequence[EventRow], why: str) -> str:
    said = escape(why) or "None of the articles reports an act of a kind that the ontology knows, or the choice leaves none."
    return "" if rows else f'<p class="nothing"><strong>No event to show.</strong> {said}</p>'
