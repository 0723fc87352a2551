"""A change to a store, whole: which events, with their relations, documents and sources, take the place of which others.

The result is what working out everything would give, in the time of what the change concerns. Three things reach beyond the events of
the changed articles' own neighbourhood: what an article states of two events names both by their ids; a plan has come true in the first
of all happenings that fit it; and a document is one over all articles that take it up (see ``kg.resolve.regrouped``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Event, Judgement, Reading
from kg.resolve.known import Known, Now
from kg.resolve.realised import Realised
from kg.resolve.regrouped import regrouped
from kg.resolve.relations import Ties, in_order, of_article, sorted_ties, stated_ties
from kg.resolve.sources import independent_sources
from kg.resolve.update import update_events


@dataclass(frozen=True, slots=True)
class Exchange:
    """Events as they were, and events that take their place; what is the same in both stays as it is."""

    gone: tuple[Event, ...]
    events: tuple[Event, ...]


def exchange(
    changed: Sequence[Reading],
    gone: Sequence[Reading],
    known: Known,
    judgements: Sequence[Judgement] = (),
    judged: Iterable[Reading] = (),
    names: Mapping[str, str] | None = None,
    also: Sequence[Reading] = (),
) -> Exchange:
    """What a change makes of the events of a store; see ``update_events`` for what is given. Raises OntologyError."""
    now = Now(known, update_events(changed, gone, known.near, judgements, judged, None, names, also))
    realised = Realised(now)
    ties = _ties(now, realised)
    on = regrouped(now, realised)
    concerned = sorted(now.made.keys() | ties.keys() | on.keys())
    own = [now.made[event] for event in sorted(now.made)]
    sources = independent_sources(own, now.readings(now.made))
    made = []
    for name in concerned:
        event = now.event(name)
        made.append(
            replace(
                event,
                relations=sorted_ties(ties[name]) if name in ties else event.relations,
                instruments=tuple(sorted(on[name])) if name in on else event.instruments,
                sources=sources.get(name, event.sources),
            )
        )
    before = now.gone | {name for name in concerned if name not in now.made}
    return Exchange(tuple(known.event(name) for name in sorted(before)), tuple(made))


def _ties(now: Now, realised: Realised) -> dict[str, Ties]:
    """The relations of all events whose relations the change can concern."""
    telling = list(now.known.readings(now.mentions))
    event_of = now.events_of(telling)
    concerned = {*now.made, *realised.facts}
    for reading in telling:
        for left, _, right in of_article(in_order(m for m in reading.mentions if m.id in event_of)):
            if {left.id, right.id} & now.mentions:
                concerned.add(event_of[left.id])
    readings = now.readings(concerned)
    stated = stated_ties(now.events_of(readings), readings)
    return {event: {**stated.get(event, {}), **{("realises", plan): "" for plan in realised.plans_of(event)}} for event in concerned}
