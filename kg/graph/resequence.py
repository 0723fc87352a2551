"""Which event came next, after a change: only for the events whose answer or outcome the change can have made another one.

What is worked out is what ``kg.graph.sequence`` would work out of all events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.graph import acts as by
from kg.graph.acts import Acts
from kg.graph.iris import Iris
from kg.graph.sequence import NEXT_OF_KIND, NEXT_OF_TARGET
from kg.graph.terms import Triple
from kg.model import Event
from kg.resolve.relations import PLANS


def concerned(changed: Iterable[Event], acts: Acts) -> set[str]:
    """The ids of the events whose next one can be another after a change of these: as they were, and as they are."""
    return {name for event in changed for name in (event.id, *_asking(event, acts))}


def _asking(event: Event, acts: Acts) -> Iterator[str]:
    day = by.first_day(event)
    if not day:
        return
    for agent, target in by.pairs(event):
        yield from acts.stretch(by.towards(agent, target), by.towards(target, agent), day)
    for agent in event.agents if event.status == "occurred" else ():
        yield from acts.stretch(by.done(event.type, agent), by.due(event.type, agent), day)


def triples(events: Iterable[Event], acts: Acts, iris: Iris) -> Iterator[Triple]:
    """The links from these events to those that came next; each once, in no order."""
    for event in events:
        node, day = iris.event(event.id), by.first_day(event)
        if day:
            yield from ((node, NEXT_OF_TARGET, iris.event(other)) for other in _answers(event, day, acts))
            yield from ((node, NEXT_OF_KIND, iris.event(other)) for other in _outcomes(event, day, acts))


def _answers(event: Event, day: str, acts: Acts) -> set[str]:
    return {other for agent, target in by.pairs(event) for other in acts.first(by.towards(target, agent), day, event.id)}


def _outcomes(event: Event, day: str, acts: Acts) -> set[str]:
    agents = event.agents if event.status in PLANS else ()
    return {other for agent in agents for other in acts.first(by.done(event.type, agent), day, event.id)}


def all_of(names: Iterable[str], made: Mapping[str, Event], known: Callable[[str], Event]) -> Iterator[Event]:
    """Events by their ids: as they were made, else as the store knows them."""
    return (made[name] if name in made else known(name) for name in sorted(names))
