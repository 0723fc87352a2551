"""Rows to the data that stands in a page: plain JSON in columns, in two halves.

A page of 50,000 events must open in a second. So what the first picture needs comes first; LATER holds the rest in parts (what was
said word for word, addresses, digests), which the page reads when the picture stands, or as soon as somebody asks for a sentence.
``data.js`` makes events of it again.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.rows import EventRow
from kg.views import columns, words
from kg.views.columns import JsonObject, Numbers, number
from kg.views.page import LATER
from kg.views.timeline import Entry, Lane, extent, lanes_by, padded, undated, window


def _relations(rows: Sequence[EventRow]) -> list[tuple[int, int, int]]:
    """Numbers of an event, of what it is to another, and of that other; relations to events that are not shown are left out."""
    places = {row.id: n for n, row in enumerate(rows)}
    kinds = [kind for kind, _, _ in words.RELATIONS]
    return [(n, kinds.index(kind), places[other]) for n, row in enumerate(rows) for kind, other in row.relations if other in places]


def events(rows: Sequence[EventRow]) -> JsonObject:
    """What all pages know: the events in the order of ``rows``, their sources, and the words of statuses and families."""
    strings, actors, types = Numbers(), Numbers(), Numbers()
    found = columns.articles(rows)
    flat = [support for row in rows for support in row.supports]
    first = {
        "events": columns.event_columns(rows, strings, actors, types),
        "supports": columns.support_columns(flat, {support.article: n for n, support in enumerate(found)}, strings),
        "sources": {"day": [number(support.published) for support in found]},
        "strings": strings.all(),
    }
    known = len(first["strings"])
    further = {"events": columns.further_columns(rows, strings), "sources": columns.source_columns(found)}
    sentences = [{"supports": some} for some in columns.sentence_columns(flat, strings)]
    return {
        **first,
        LATER: [{**further, "strings": strings.all()[known:]}, *sentences],
        "relations": _relations(rows),
        "ties": [list(tie) for tie in words.RELATIONS],
        "actors": [list(actor) for actor in actors.all()],
        "types": [list(one) for one in types.all()],
        "statuses": [list(status) for status in words.STATUSES],
        "surest": list(words.SUREST),
        "families": [list(family) for family in words.FAMILIES],
    }


def _entry(entry: Entry, places: dict[str, int]) -> int | list[int | str]:
    numbers = [places[row.id] for row in entry.rows]
    return numbers[0] if len(numbers) == 1 else [entry.label, *numbers]


def _lane(lane: Lane, places: dict[str, int]) -> JsonObject:
    return {"id": lane.id, "name": lane.name, "entries": [_entry(entry, places) for entry in lane.entries]}


def timeline_data(rows: Sequence[EventRow]) -> JsonObject:
    """Events, the lanes by every grouping, the undated, and the days: ``extent`` from first to last, ``window`` to open on.

    An entry of a lane is the number of its event, or its label and the numbers of the events folded into it. The lanes by actor come
    first, all others with what comes later.
    """
    data = events(rows)
    places = {row.id: n for n, row in enumerate(rows)}
    days = {"extent": extent(rows), "window": window(rows)}
    lanes = {by: [_lane(lane, places) for lane in found] for by, found in lanes_by(rows).items()}
    data[LATER].insert(1, {"lanes": {by: found for by, found in lanes.items() if by != "actor"}})
    return {
        **data,
        "groupings": list(lanes),
        "lanes": {"actor": lanes["actor"]},
        "undated": [places[row.id] for row in undated(rows)],
        **{name: [number(day) for day in padded(found)] if found else None for name, found in days.items()},
    }
