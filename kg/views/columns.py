"""Rows to columns: a list of each property over all events, every string once and numbered, every doubt already put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kg.graph.rows import EventRow, Support
from kg.views import words

EPOCH = date(1970, 1, 1).toordinal()
NOTHING = -1
# So many sentences a browser inflates and reads in a few hundredths of a second: between two parts it answers its reader.
PART = 4096
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
        """The numbers of many things. There are hundreds of thousands and few different ones: only for these Python is asked."""
        held = list(things)
        numbers = {thing: self.of(thing) for thing in dict.fromkeys(held)}
        return list(map(numbers.__getitem__, held))

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


def articles(rows: Iterable[EventRow]) -> list[Support]:
    """A sentence of each article behind the rows, by the article's id, which is the digest of its text: it knows name, day and link."""
    first: dict[str, Support] = {}
    for row in rows:
        for support in row.supports:
            known = first.get(support.article)
            if known is None or support.mention < known.mention:
                first[support.article] = support
    return [first[article] for article in sorted(first)]


def source_columns(found: Sequence[Support]) -> JsonObject:
    """What to call each article, its link if that is safe, the digest of its text."""
    return {
        "name": list(map(words.source_words, found)),
        "url": [words.safe_url(support.url) for support in found],
        "hash": [support.article for support in found],
    }


def event_columns(rows: Sequence[EventRow], strings: Numbers, actors: Numbers, types: Numbers) -> JsonObject:
    """What a picture needs of events."""
    return {
        "label": strings.each(map(attrgetter("label"), rows)),
        "type": types.each((row.type, row.type_label, words.family_code(row.family)) for row in rows),
        "status": strings.each(map(attrgetter("status"), rows)),
        "agents": [_people(row.agents, actors) for row in rows],
        "targets": [_people(row.targets, actors) for row in rows],
        "topic": strings.each(row.topic_label or row.topic for row in rows),
        "begin": [number(row.begin) for row in rows],
        "end": [number(row.end) for row in rows],
        "when": strings.each(_when(row.begin, row.end) for row in rows),
        "words": strings.each(row.time_words or None for row in rows),
        "supports": [len(row.supports) for row in rows],
    }


def further_columns(rows: Sequence[EventRow], strings: Numbers) -> JsonObject:
    """What only a reader of one event needs of it."""
    return {
        "id": [row.id for row in rows],
        **{name: strings.each(map(attrgetter(name), rows)) for name in ("object", "instrument", "instrument_id", "place", "edtf")},
        "how": strings.each(_how(row.basis, row.time_words) for row in rows),
        "independent": [row.sources for row in rows],
    }


def _people(people: tuple[tuple[str, str], ...], actors: Numbers) -> int | list[int]:
    """The number of the only one, else the numbers: tens of thousands of lists of one cost more than all the rest."""
    return actors.of(people[0]) if len(people) == 1 else actors.each(people)


def support_columns(flat: Sequence[Support], places: dict[str, int], strings: Numbers) -> JsonObject:
    """What a picture needs of sentences: whose they are, and how sure."""
    return {
        "source": [places[support.article] for support in flat],
        "status": strings.each(map(attrgetter("status"), flat)),
        "by": strings.each(map(attrgetter("attributed_to"), flat)),
    }


def sentence_columns(flat: Sequence[Support], strings: Numbers) -> Iterator[JsonObject]:
    """The sentences themselves and how each was read, PART of them at a time."""
    for start in range(0, len(flat), PART):
        some = flat[start : start + PART]
        cut = list(map(cuts, some))
        yield {
            "quote": [support.quote for support in some],
            "from": [begin for begin, _ in cut],
            "to": [end for _, end in cut],
            "start": [support.start for support in some],
            "how": strings.each(_how(support.basis, support.time_words) for support in some),
            "confidence": [round(support.confidence * 100) for support in some],
            "rule": strings.each(map(attrgetter("rule"), some)),
        }
