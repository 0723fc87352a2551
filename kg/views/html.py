"""Rows in, one self-contained HTML file out."""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from kg.graph.rows import EventRow
from kg.views import payload
from kg.views.page import asset, bundle, escape, page
from kg.views.table import table
from kg.views.words import STATUSES, order

STYLE = ("base.css", "panel.css")
COMMON = ("dom.js", "theme.js", "state.js", "panel.js", "filters.js", "export.js")
TIMELINE = (*COMMON, "scale.js", "lanes.js", "items.js", "strip.js", "pan.js", "timeline.js")
NETWORK = (*COMMON, "network_labels.js", "network.js")


def timeline_html(rows: Iterable[EventRow], title: str) -> str:
    """The timeline of ``rows`` as one file; the same rows give the same bytes, in whatever order they come."""
    ordered = sorted(rows, key=order)
    body = _body("timeline.html", ordered, title)
    return page(title, body, bundle(*STYLE, "timeline.css"), (bundle(*TIMELINE),), payload.timeline_data(ordered))


def network_html(rows: Iterable[EventRow], title: str) -> str:
    """The network of ``rows`` as one file, vis-network and all; the same rows give the same bytes."""
    # networkx and pyvis, which pulls in IPython, take a third of a second that a timeline need not wait for.
    from kg.views.network import network
    from kg.views.pyvis_page import library, vis_data

    ordered = sorted(rows, key=order)
    graph = network(ordered)
    data = {**payload.events(ordered), "vis": vis_data(graph), "hidden": list(graph.hidden)}
    body = _body("network.html", ordered, title)
    return page(title, body, bundle(*STYLE, "network.css"), (library(), bundle(*NETWORK)), data)


def _body(name: str, rows: list[EventRow], title: str) -> str:
    counted = f"{len(rows)} event{'' if len(rows) == 1 else 's'}"
    return Template(asset(name)).substitute(
        title=escape(title), counted=counted, table=table(rows), marks=asset("marks.svg"), key=_key(), empty=_empty(rows)
    )


def _key() -> str:
    """What each status mark means, for the legend."""
    return "".join(
        f'<li><svg class="mark" aria-hidden="true"><use href="#mark-{code}"></use></svg><b>{chip}</b> {meaning}</li>'
        for code, chip, meaning in STATUSES
    )


def _empty(rows: list[EventRow]) -> str:
    if rows:
        return ""
    return (
        '<p class="nothing"><strong>No event to show.</strong> Either the articles report no act of a kind that the ontology knows, '
        "or the choice of actor, dates, types and statuses leaves none. Widen the choice, or look at what was read with "
        "<code>kg extract</code>.</p>"
    )
