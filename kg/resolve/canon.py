"""The canonical events of a set of articles, whole: what is one event, what it is to others, how many sources stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Actor, Event, Judgement, Reading
from kg.resolve.events import resolve_events
from kg.resolve.instruments import with_instruments
from kg.resolve.relations import related
from kg.resolve.sources import independent_sources


def canonical(readings: Iterable[Reading], judgements: Sequence[Judgement] = (), actors: Iterable[Actor] = ()) -> list[Event]:
    """The events of resolved readings with their documents, relations and the numbers of their sources, by id; see ``resolve_events``.

    The order of the readings does not matter. ``actors`` are those that occur: labels use their names.
    """
    listed = list(readings)
    events = related(resolve_events(listed, judgements, names={actor.id: actor.name for actor in actors}), listed)
    realised = [(event.id, relation.event) for event in events for relation in event.relations if relation.kind == "realises"]
    sources = independent_sources(events, listed)
    return with_instruments([replace(event, sources=sources[event.id]) for event in events], listed, realised)
