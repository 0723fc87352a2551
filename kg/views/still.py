"""What stands for a page where no page can be shown: on paper, in a reader that drops frames, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.rows import EventRow
from kg.views.page import UNPRINTABLE
from kg.views.table import plain_table, table
from kg.views.words import order, status_words, when_words

# A notebook keeps its outputs: more rows than these belong into a file of their own.
MOST = 50
LINES = 12


def still_events(rows: Sequence[EventRow]) -> str:
    """The first MOST events as a table in HTML, every text of an article escaped, and how many are left out."""
    ordered = sorted(rows, key=order)
    return table(ordered[:MOST]) + _left(len(ordered) - MOST, "later event", "<p>{}</p>")


def still_answer(names: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """The first MOST rows of any table, as ``still_events`` gives events."""
    return plain_table(names, cells[:MOST]) + _left(len(cells) - MOST, "more row", "<p>{}</p>")


def plain_events(rows: Sequence[EventRow], title: str) -> str:
    """The first LINES events, one a line, under the title and their number; without control characters."""
    ordered = sorted(rows, key=order)
    lines = [f"{when_words(row.begin, row.end)}: {row.label} ({status_words(row)})" for row in ordered[:LINES]]
    return _lines(f"{title}: {_counted(len(ordered), 'event')}", lines, len(ordered), "later event")


def plain_answer(names: Sequence[str], cells: Sequence[Sequence[str]], title: str) -> str:
    """The first LINES rows of any table, as ``plain_events`` gives events."""
    lines = [" | ".join(line) for line in (names, *cells[:LINES])]
    return _lines(f"{title}: {_counted(len(cells), 'row')}", lines, len(cells), "more row")


def _lines(head: str, lines: Sequence[str], count: int, what: str) -> str:
    rest = _left(count - LINES, what, "{}")
    return "\n".join(UNPRINTABLE.sub("\ufffd", line).replace("\n", " ") for line in (head, *lines, *([rest] if rest else [])))


def _left(count: int, what: str, form: str) -> str:
    return form.format(f"… and {_counted(count, what)}") if count > 0 else ""


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
