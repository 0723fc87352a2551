"""A store as of a day of knowledge: what had been published by then, and the events, statuses and days that follow from that alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.graph import encode
from kg.graph.change import Change
from kg.graph.store import Store
from kg.model import Reading
from kg.resolve.canon import canonical


def as_of(store: Store, day: date) -> Store:
    """A store in memory with the articles published by ``day``, and events worked out from these alone; close it after use.

    Undated articles are left out, as nobody knows when they were known. People's judgements hold, whenever they were made. Takes the
    time of working out all events of those articles.
    """
    readings = [one for one in store.readings() if one.article.published is not None and one.article.published <= day]
    known = Store.open(base=store.iris.base)
    change = Change(known.engine, known.iris)
    for graph in (*(store.iris.doc_graph(one.article.id) for one in readings), store.iris.graph("curated")):
        change.replace(graph, store.engine.triples(graph))
    met = _met(readings)
    actors = [actor for actor in store.actors() if actor.id in met]
    change.replace(store.iris.graph("actors"), (triple for actor in actors for triple in encode.actor(actor, store.iris)))
    events = canonical(readings, store.judgements(), actors)
    told = [triple for event in events for triple in encode.event(event, store.iris)]
    change.replace(store.iris.graph("canonical"), told)
    change.order(told)
    change.commit()
    return known


def _met(readings: Iterable[Reading]) -> set[str]:
    """The ids of all actors in these readings."""
    mentions = (mention for one in readings for mention in one.mentions)
    people = (p for m in mentions for p in (*m.agents, *m.targets, *([m.attributed_to] if m.attributed_to else [])))
    return {person.actor for person in people if person.actor is not None}
