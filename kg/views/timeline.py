"""Rows to lanes of entries: what the timeline shows, before any of it is HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from kg.graph.rows import EventRow
from kg.views.words import order

NOBODY = "No named actor"
# Words on which a folded label must not end: "directs city departments to" reads as cut off.
LINKS = frozenset(
    ("a", "an", "the", "to", "of", "on", "in", "at", "by", "for", "from", "with", "over", "about", "against", "into", "as", "and", "or")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark of a lane: one event, or several of one type, status and time folded into one.

    ``kind`` is ``point`` for a known day and ``span`` for everything less certain; ``words`` are the text's own for the time.
    ``open_begin`` and ``open_end`` flag a side that nobody knows. ``labels`` has one short label an event, without the lane's name.
    """

    rows: tuple[EventRow, ...]
    kind: str
    begin: date | None
    end: date | None
    open_begin: bool
    open_end: bool
    status: str
    words: str
    label: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline: an actor, a type, a topic or an instrument, with its dated entries in order of time.

    ``count`` counts events, the undated ones too; they have no entry.
    """

    id: str
    name: str
    count: int
    entries: tuple[Entry, ...]


def _actors(row: EventRow) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(row.agents)) or (("", NOBODY),)


def _keys(row: EventRow, by: str) -> tuple[tuple[str, str], ...]:
    """The lanes that a row belongs to, as (id, name); ("", …) is the lane of those that belong nowhere."""
    if by == "actor":
        return _actors(row)
    if by == "type":
        return ((row.type, row.type_label),)
    if by == "topic":
        return ((row.topic or "", row.topic_label or row.topic or "No topic"),)
    if by == "instrument":
        return ((row.instrument_id or row.instrument or "", row.instrument or "No document named"),)
    raise ValueError(f"no lanes by {by!r}; use actor, type, topic or instrument")


def timeline(rows: Iterable[EventRow], by: str = "actor") -> list[Lane]:
    """The lanes of ``rows``, the most active first, then by name; those without a name of their own come last.

    An event with two agents stands in both lanes. Raises ValueError for an unknown ``by``.
    """
    return _lanes(sorted(rows, key=order), by)


def _lanes(ordered: Iterable[EventRow], by: str) -> list[Lane]:
    lanes: dict[str, list[EventRow]] = {}
    names: dict[str, str] = {}
    for row in ordered:
        for key, name in _keys(row, by):
            lanes.setdefault(key, []).append(row)
            names.setdefault(key, name)
    made = [_lane(key, names[key], mine, named=by == "actor" and key != "") for key, mine in lanes.items()]
    return sorted(made, key=lambda lane: (lane.id == "", -lane.count, lane.name, lane.id))


def undated(rows: Iterable[EventRow]) -> list[EventRow]:
    """The events whose time is not known at all, by label; they get a list of their own, never a day."""
    return sorted((row for row in rows if not row.begin and not row.end), key=order)


def _lane(key: str, name: str, rows: Sequence[EventRow], *, named: bool) -> Lane:
    """The lane of ``rows``, which are in order: what folds into one stands where its first row does."""
    folds: dict[tuple[date | None, date | None, str, str], list[EventRow]] = {}
    for row in rows:
        if row.begin or row.end:
            # The status is part of the key: a denied directive must not hide among the issued ones. What has no type is like nothing else.
            folds.setdefault((row.begin, row.end, row.type or row.id, row.status), []).append(row)
    return Lane(key, name, len(rows), tuple(_entry(tuple(fold), name if named else "") for fold in folds.values()))


def _entry(rows: tuple[EventRow, ...], name: str) -> Entry:
    first = rows[0]
    labels = tuple(short_label(row.label, name) for row in rows)
    label = labels[0] if len(rows) == 1 else f"{common_label(labels) or first.type_label} ×{len(rows)}"
    words = next((row.time_words for row in rows if row.time_words), "")
    kind = "point" if first.begin and first.begin == first.end else "span"
    return Entry(rows, kind, first.begin, first.end, first.begin is None, first.end is None, first.status, words, label, labels)


def short_label(label: str, name: str) -> str:
    """The label without the name of the actor in whose lane it stands.

    >>> short_label("Ann Lee issues directive", "Ann Lee")
    'issues directive'
    """
    rest = label.removeprefix(name)
    return rest.strip() if rest != label and rest.startswith(" ") and rest.strip() else label


def common_label(labels: Sequence[str]) -> str:
    """The words with which all labels begin, not ending on a link word; empty if there are none.

    >>> common_label(["directs the police", "directs the schools"])
    'directs'
    """
    columns = zip(*(label.split() for label in labels), strict=False)
    prefix = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    while prefix and prefix[-1].lower() in LINKS:
        prefix.pop()
    return " ".join(prefix)


def extent(rows: Iterable[EventRow]) -> tuple[date, date] | None:
    """The first and the last day that any row names; None when none is dated."""
    days = [day for row in rows for day in (row.begin, row.end) if day]
    return (min(days), max(days)) if days else None


def window(rows: Iterable[EventRow]) -> tuple[date, date] | None:
    """The days that the page opens on: all of them, save stragglers far from the rest (a law of 1878 in a story of this year).

    Days count as near when they lie within the middle nine tenths, stretched by half its length and a month on each side.
    """
    days = sorted(day for row in rows for day in (row.begin, row.end) if day)
    if not days:
        return None
    cut = len(days) // 20
    low, high = days[cut], days[len(days) - 1 - cut]
    slack = (high - low).days // 2 + 31
    near = [day for day in days if low.toordinal() - slack <= day.toordinal() <= high.toordinal() + slack]
    return near[0], near[-1]


def lanes_by(rows: Sequence[EventRow]) -> dict[str, list[Lane]]:
    """The lanes by actor, and by every other grouping for which the rows have at least one name."""
    ordered = sorted(rows, key=order)
    made = {by: _lanes(ordered, by) for by in ("actor", "type", "topic", "instrument")}
    return {by: lanes for by, lanes in made.items() if by == "actor" or any(lane.id for lane in lanes)}


def last_seen(row: EventRow) -> date | None:
    """The day of the newest article behind a row: up to there an ongoing event is known to have gone on."""
    days = [support.published for support in row.supports if support.published]
    return max(days, default=None)


def padded(days: tuple[date, date], share: float = 0.04) -> tuple[date, date]:
    """``days`` with a little air on both sides, at least two days; stays inside the calendar."""
    room = max(2, round((days[1] - days[0]).days * share))
    low = max(days[0].toordinal() - room, date.min.toordinal())
    high = min(days[1].toordinal() + room, date.max.toordinal())
    return date.fromordinal(low), date.fromordinal(high)
