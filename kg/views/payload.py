"""Rows to the data that stands in a page: plain JSON in columns, every string once, every doubt already put into words.

A page of 50,000 events must open in a second, so that what repeats (names, days in words, sources) is sent once and numbered,
and a list of an event's property over all events stands in place of that many objects. ``data.js`` makes events of it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kg.graph.rows import EventRow, Support
from kg.views import words
from kg.views.timeline import Entry, Lane, extent, lanes_by, padded, undated, window

EPOCH = date(1970, 1, 1).toordinal()
NOTHING = -1
JsonObject = dict[str, Any]

_when = lru_cache(maxsize=65536)(words.when_words)
_how = lru_cache(maxsize=65536)(words.how_words)


class Numbers:
    """Gives every different thing a number, in the order in which they come; None is NOTHING."""

    def __init__(self) -> None:
        self.seen: dict[Any, int] = {}

    def of(self, thing: Any) -> int:
        """The thing's number, a new one for a new thing."""
        return NOTHING if thing is None else self.seen.setdefault(thing, len(self.seen))

    def each(self, things: Iterable[Any]) -> list[int]:
        """The numbers of many things; there are hundreds of thousands, and a call for each would take most of the time."""
        seen = self.seen
        return [NOTHING if thing is None else seen.setdefault(thing, len(seen)) for thing in things]

    def all(self) -> list[Any]:
        """The things in the order of their numbers."""
        return list(self.seen)


def number(day: date | None) -> int | None:
    """Days since 1970-01-01, as the scripts count them; None stays None."""
    return day.toordinal() - EPOCH if day else None


def cuts(support: Support) -> tuple[int, int]:
    """Where in the quote the trigger begins and ends, in code points; the trigger of a strange row is cut to the quote."""
    size = len(support.quote)
    begin = min(max(support.trigger_start - support.start, 0), size)
    return begin, min(max(support.trigger_end - support.start, begin), size)


def parts(support: Support) -> list[str]:
    """The quoted sentence in three: before the trigger, the trigger, after it; joined they are the quote."""
    begin, end = cuts(support)
    return [support.quote[:begin], support.quote[begin:end], support.quote[end:]]


def sources(rows: Iterable[EventRow]) -> dict[str, JsonObject]:
    """The articles behind the rows, by id, which is the digest of their text: what to call each, its day, its link if that is safe."""
    first: dict[str, Support] = {}
    for row in rows:
        for support in row.supports:
            known = first.get(support.article)
            if known is None or support.mention < known.mention:
                first[support.article] = support
    return {article: _source(first[article]) for article in sorted(first)}


def _source(support: Support) -> JsonObject:
    return {
        "name": words.source_words(support),
        "url": words.safe_url(support.url),
        "day": number(support.published),
        "hash": support.article,
    }


def _supports(rows: Sequence[EventRow], places: dict[str, int], strings: Numbers) -> JsonObject:
    flat = [support for row in rows for support in row.supports]
    cut = [cuts(support) for support in flat]
    return {
        "source": [places[support.article] for support in flat],
        "quote": [support.quote for support in flat],
        "from": [begin for begin, _ in cut],
        "to": [end for _, end in cut],
        "start": [support.start for support in flat],
        "status": strings.each(map(attrgetter("status"), flat)),
        "by": strings.each(map(attrgetter("attributed_to"), flat)),
        "how": strings.each(_how(support.basis, support.time_words) for support in flat),
        "confidence": [round(support.confidence * 100) for support in flat],
        "rule": strings.each(map(attrgetter("rule"), flat)),
    }


def _people(people: tuple[tuple[str, str], ...], actors: Numbers) -> int | list[int]:
    """The number of the only one, else the numbers: tens of thousands of lists of one cost more than all the rest."""
    return actors.of(people[0]) if len(people) == 1 else actors.each(people)


def _events(rows: Sequence[EventRow], strings: Numbers, actors: Numbers, types: Numbers) -> JsonObject:
    def text(name: str) -> list[int]:
        return strings.each(map(attrgetter(name), rows))

    return {
        "id": [row.id for row in rows],
        "label": text("label"),
        "type": types.each((row.type, row.type_label, words.family_code(row.family)) for row in rows),
        "status": text("status"),
        "agents": [_people(row.agents, actors) for row in rows],
        "targets": [_people(row.targets, actors) for row in rows],
        "object": text("object"),
        "instrument": text("instrument"),
        "place": text("place"),
        "topic": strings.each(row.topic_label or row.topic for row in rows),
        "begin": [number(row.begin) for row in rows],
        "end": [number(row.end) for row in rows],
        "when": strings.each(_when(row.begin, row.end) for row in rows),
        "how": strings.each(_how(row.basis, row.time_words) for row in rows),
        "words": strings.each(row.time_words or None for row in rows),
        "edtf": text("edtf"),
        "supports": [len(row.supports) for row in rows],
        "independent": [row.sources for row in rows],
    }


def _relations(rows: Sequence[EventRow]) -> list[tuple[int, int, int]]:
    """Numbers of an event, of what it is to another, and of that other; relations to events that are not shown are left out."""
    places = {row.id: n for n, row in enumerate(rows)}
    kinds = [kind for kind, _, _ in words.RELATIONS]
    return [(n, kinds.index(kind), places[other]) for n, row in enumerate(rows) for kind, other in row.relations if other in places]


def events(rows: Sequence[EventRow]) -> JsonObject:
    """What all pages know: the events in the order of ``rows``, their sources, and the words of statuses and families."""
    known = sources(rows)
    strings, actors, types = Numbers(), Numbers(), Numbers()
    places = {article: n for n, article in enumerate(known)}
    return {
        "events": _events(rows, strings, actors, types),
        "supports": _supports(rows, places, strings),
        "sources": list(known.values()),
        "relations": _relations(rows),
        "ties": [list(tie) for tie in words.RELATIONS],
        "actors": [list(actor) for actor in actors.all()],
        "types": [list(one) for one in types.all()],
        "statuses": [list(status) for status in words.STATUSES],
        "surest": list(words.SUREST),
        "families": [list(family) for family in words.FAMILIES],
        "strings": strings.all(),
    }


def _entry(entry: Entry, places: dict[str, int]) -> int | list[int | str]:
    numbers = [places[row.id] for row in entry.rows]
    return numbers[0] if len(numbers) == 1 else [entry.label, *numbers]


def _lane(lane: Lane, places: dict[str, int]) -> JsonObject:
    return {"id": lane.id, "name": lane.name, "entries": [_entry(entry, places) for entry in lane.entries]}


def timeline_data(rows: Sequence[EventRow]) -> JsonObject:
    """Events, the lanes by every grouping, the undated, and the days: ``extent`` from first to last, ``window`` to open on.

    An entry of a lane is the number of its event, or its label and the numbers of the events folded into it.
    """
    places = {row.id: n for n, row in enumerate(rows)}
    days = {"extent": extent(rows), "window": window(rows)}
    return {
        **events(rows),
        "lanes": {by: [_lane(lane, places) for lane in lanes] for by, lanes in lanes_by(rows).items()},
        "undated": [places[row.id] for row in undated(rows)],
        **{name: [number(day) for day in padded(found)] if found else None for name, found in days.items()},
    }
