"""Rows to the table that stands in a page for readers without scripts; with scripts the page makes its own, of all rows."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.rows import EventRow, Support
from kg.views.page import escape
from kg.views.words import how_words, safe_url, source_words, status_words, when_words

COLUMNS = ("When", "Event", "Status", "Kind", "What the source says")


def table(rows: Sequence[EventRow]) -> str:
    """One row an event, in the order of ``rows``, then the sources that the sentences name by number.

    Every string of an article is escaped, its direction left to the browser. End tags that HTML lets one leave out are left out:
    this is in every page, for the few who need it.
    """
    if not rows:
        return ""
    articles = {support.article: support for row in rows for support in row.supports}
    numbers = {article: n for n, article in enumerate(articles, 1)}
    head = "".join(f"<th scope=col>{name}" for name in COLUMNS)
    body = "\n".join(_row(row, numbers) for row in rows)
    return (
        f'<table class="events"><caption class="sr">All events</caption><thead><tr>{head}<tbody>\n{body}\n</table>\n'
        f"<h2>Sources</h2><ol>{''.join(map(_source, articles.values()))}</ol>"
    )


def _row(row: EventRow, numbers: dict[str, int]) -> str:
    when = f"{escape(when_words(row.begin, row.end))}<small>{escape(how_words(row.basis, row.time_words))}</small>"
    said = "".join(f"<blockquote dir=auto>{escape(s.quote)}</blockquote><cite>[{numbers[s.article]}]</cite>" for s in row.supports)
    return (
        f'<tr><td>{when}<th scope="row" dir=auto>{escape(row.label)}</th>'
        f"<td dir=auto>{escape(status_words(row))}<td>{escape(row.type_label)}<td>{said}"
    )


def _source(support: Support) -> str:
    name, url = escape(source_words(support)), safe_url(support.url)
    return f'<li dir=auto><a href="{escape(url)}" rel=noreferrer>{name}</a>' if url else f"<li dir=auto>{name}"


def plain_table(names: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Any table, all of it text: nothing in it can become a link or a script."""
    head = "".join(f"<th scope=col>{escape(name)}" for name in names)
    body = "\n".join(f"<tr>{''.join(f'<td dir=auto>{escape(cell)}' for cell in line)}" for line in cells)
    return f'<table class="answer"><thead><tr>{head}<tbody>\n{body}\n</table>'
