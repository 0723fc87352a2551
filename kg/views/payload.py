"""Rows to the data that stands in a page: plain JSON, every date and doubt already put into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kg.graph.rows import EventRow, Support
from kg.views import words
from kg.views.timeline import Entry, Lane, extent, lanes_by, last_seen, padded, undated, window

EPOCH = date(1970, 1, 1).toordinal()
JsonObject = dict[str, Any]


def number(day: date | None) -> int | None:
    """Days since 1970-01-01, as the scripts count them; None stays None."""
    return day.toordinal() - EPOCH if day else None


def parts(support: Support) -> list[str]:
    """The quoted sentence in three: before the trigger, the trigger, after it; joined they are the quote."""
    size = len(support.quote)
    begin = min(max(support.trigger_start - support.start, 0), size)
    end = min(max(support.trigger_end - support.start, begin), size)
    return [support.quote[:begin], support.quote[begin:end], support.quote[end:]]


def sources(rows: Sequence[EventRow]) -> dict[str, JsonObject]:
    """The articles behind the rows, by id: what to call each, and its link if that is safe to follow."""
    found: dict[str, JsonObject] = {}
    for support in sorted((s for row in rows for s in row.supports), key=lambda s: (s.article, s.mention)):
        found.setdefault(support.article, {"name": words.source_words(support), "url": words.safe_url(support.url)})
    return found


def _support(support: Support, numbers: dict[str, int]) -> JsonObject:
    return {
        "source": numbers[support.article],
        "quote": parts(support),
        "at": [support.start, support.start + len(support.quote)],
        "status": words.status_label(support.status),
        "by": support.attributed_to,
        "how": words.how_words(support.basis, support.time_words),
        "confidence": round(support.confidence, 3),
        "rule": support.rule,
    }


def event(row: EventRow, numbers: dict[str, int]) -> JsonObject:
    """One event; ``numbers`` gives each article its place in the list of sources."""
    return {
        "id": row.id,
        "label": row.label,
        "type": row.type,
        "typeLabel": row.type_label,
        "family": words.family_code(row.family),
        "status": row.status,
        "statusWords": words.status_words(row),
        "by": next((s.attributed_to for s in row.supports if s.attributed_to and s.status == "claimed"), None),
        "agents": [list(agent) for agent in row.agents],
        "targets": [list(target) for target in row.targets],
        "object": row.object,
        "instrument": row.instrument,
        "place": row.place,
        "topic": row.topic_label or row.topic,
        "begin": number(row.begin),
        "end": number(row.end),
        "seen": number(last_seen(row)),
        "when": words.when_words(row.begin, row.end),
        "how": words.how_words(row.basis, row.time_words),
        "edtf": row.edtf,
        "supports": [_support(support, numbers) for support in row.supports],
    }


def events(rows: Sequence[EventRow]) -> JsonObject:
    """What both pages know: the events in the order of ``rows``, their sources, and the words of statuses and families."""
    known = sources(rows)
    numbers = {article: n for n, article in enumerate(known)}
    return {
        "events": [event(row, numbers) for row in rows],
        "sources": list(known.values()),
        "statuses": [list(status) for status in words.STATUSES],
        "families": [list(family) for family in words.FAMILIES],
    }


def _entry(entry: Entry, places: dict[str, int]) -> JsonObject:
    return {
        "events": [places[row.id] for row in entry.rows],
        "labels": list(entry.labels),
        "fold": entry.label,
        "kind": entry.kind,
        "words": entry.words,
        "openBegin": entry.open_begin,
        "openEnd": entry.open_end,
    }


def _lane(lane: Lane, places: dict[str, int]) -> JsonObject:
    return {"id": lane.id, "name": lane.name, "count": lane.count, "entries": [_entry(entry, places) for entry in lane.entries]}


def timeline_data(rows: Sequence[EventRow]) -> JsonObject:
    """Events, the lanes by every grouping, the undated, and the days: ``extent`` from first to last, ``window`` to open on."""
    places = {row.id: n for n, row in enumerate(rows)}
    days = {"extent": extent(rows), "window": window(rows)}
    return {
        **events(rows),
        "lanes": {by: [_lane(lane, places) for lane in lanes] for by, lanes in lanes_by(rows).items()},
        "undated": [places[row.id] for row in undated(rows)],
        **{name: [number(day) for day in padded(found)] if found else None for name, found in days.items()},
    }
