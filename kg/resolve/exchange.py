"""A change to a store, whole: which events, with their relations, documents and sources, take the place of which others.

The result is what working out everything would give, in the time of what the change concerns. Three things reach beyond the events of
the changed articles' own neighbourhood: what an article states of two events names both by their ids; a plan has come true in the first
of all happenings that fit it; and a document is one over all articles that take it up (see ``kg.resolve.regrouped``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Event, Judgement, Reading
from kg.resolve.known import Known, Now
from kg.resolve.regrouped import regrouped
from kg.resolve.relations import FACTS, PLANS, Ties, foreseen, fulfilment, in_order, of_article, sorted_ties, stated_ties
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


class Realised:
    """Which plans have come true in what, as far as a change concerns it."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._in = {plan: self._first(now.event(plan)) for plan in sorted({*self._concerned()})}
        self.plans = {plan for plan, fact in self._in.items() if plan in now.made or set(self._before(plan)) != {fact} - {None}}
        """The plans that were made anew, or have come true in something else than before."""
        before = {fact for plan in self.plans for fact in self._before(plan) if now.stays(fact)}
        self.facts = before | {fact for plan in self.plans if (fact := self._in[plan]) is not None}
        """The events in which these came true before, or do now."""

    def plans_of(self, fact: str) -> set[str]:
        """The plans that have come true in an event."""
        found = {plan for plan, first in self._in.items() if first == fact}
        if fact not in self._now.made:
            told = (one.event for one in self._now.event(fact).relations if one.kind == "realises")
            found |= {plan for plan in told if plan not in self._in and self._now.stays(plan)}
        return found

    def facts_of(self, plan: str) -> set[str]:
        """The events that a plan has come true in: one, or none."""
        if plan in self._in:
            return {fact for fact in (self._in[plan],) if fact is not None}
        return {fact for fact in self._before(plan) if self._now.stays(fact)}

    def _before(self, plan: str) -> Iterable[str]:
        return self._now.known.realised_by(plan)

    def _concerned(self) -> Iterator[str]:
        """The plans that were made anew, and those that something which changed can fulfil, or did."""
        now = self._now
        yield from (event.id for event in now.made.values() if event.status in PLANS)
        for event in (*now.made.values(), *map(now.known.event, now.gone)):
            for agent in event.agents if event.status in FACTS else ():
                yield from filter(now.stays, now.known.plans(event.type, agent))

    def _first(self, plan: Event) -> str | None:
        able = [*map(self._now.event, self._able(plan)), *self._made_for(plan)]
        return fulfilment(plan, able, self._now.published([plan, *able]))

    def _able(self, plan: Event) -> list[str]:
        """What can have fulfilled a plan and stays: of a plan that stays too, the first of those is known."""
        now = self._now
        before = [fact for fact in self._before(plan.id) if now.stays(fact)] if plan.id not in now.made else []
        if before or (plan.id not in now.made and not list(self._before(plan.id))):
            return before
        days = foreseen(plan, now.published([plan]))
        found = {fact for agent in plan.agents if days for fact in now.known.facts(plan.type, agent, *days) if now.stays(fact)}
        return sorted(found)

    def _made_for(self, plan: Event) -> Iterator[Event]:
        for event in self._now.made.values():
            if event.status in FACTS and event.type == plan.type and not set(event.agents).isdisjoint(plan.agents):
                yield event
