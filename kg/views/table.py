"""The table of all events: the twin of every picture, for screen readers, for print and where no script runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.graph.rows import EventRow, Support
from kg.views.page import escape
from kg.views.words import how_words, safe_url, source_words, status_words, when_words

COLUMNS = ("When", "Event", "Status", "Kind", "What the source says")


def table(rows: Sequence[EventRow]) -> str:
    """One row an event, in the order of ``rows``; every string of an article is escaped, its direction left to the browser."""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    body = "\n".join(map(_row, rows))
    return f'<table class="events"><caption class="sr">All events</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>'


def _row(row: EventRow) -> str:
    when = f"{escape(when_words(row.begin, row.end))}<small>{escape(how_words(row.basis, row.time_words))}</small>"
    return (
        f'<tr data-status="{escape(row.status)}"><td>{when}</td><th scope="row" dir="auto">{escape(row.label)}</th>'
        f'<td dir="auto">{escape(status_words(row))}</td><td>{escape(row.type_label)}</td><td>{_said(row.supports)}</td></tr>'
    )


def _said(supports: Iterable[Support]) -> str:
    return "".join(f'<blockquote dir="auto">{escape(s.quote)}</blockquote><cite dir="auto">{_cite(s)}</cite>' for s in supports)


def _cite(support: Support) -> str:
    name, url = escape(source_words(support)), safe_url(support.url)
    return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{name}</a>' if url else name
