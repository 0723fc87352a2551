"""Which plans have come true in what, after a change: worked out for the plans alone that the change can concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Event
from kg.resolve.known import Now
from kg.resolve.relations import FACTS, PLANS, foreseen, fulfilment


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
