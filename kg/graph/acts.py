"""Under what the ledger keeps an event as an act: towards whom, of which type, when; and the ledger as it will be after a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from heapq import merge

from kg.graph.ledger import Act, Ledger
from kg.model import Event
from kg.resolve.relations import FACTS, PLANS, when


def towards(agent: str, target: str) -> str:
    """The key of what one actor does to another, by its first day."""
    return f"to|{agent}|{target}"


def done(kind: str, agent: str) -> str:
    """The key of what has occurred, of a type and an actor, by its first day."""
    return f"done|{kind}|{agent}"


def due(kind: str, agent: str) -> str:
    """The key of plans with a day, of a type and an actor, by their first day."""
    return f"due|{kind}|{agent}"


def plans(kind: str, agent: str) -> str:
    """The key of all plans of a type and an actor."""
    return f"plan|{kind}|{agent}"


def facts(kind: str, agent: str) -> str:
    """The key of what has occurred or goes on, of a type and an actor, by its last day or the first on which it was told."""
    return f"fact|{kind}|{agent}"


def pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts and who is acted upon; nobody upon themselves."""
    return ((agent, target) for agent in event.agents for target in event.targets if agent != target)


def first_day(event: Event) -> str:
    """The first day of an event, "" for none."""
    return event.time.begin.isoformat() if event.time and event.time.begin else ""


def acts(event: Event, published: Mapping[str, date | None]) -> tuple[Act, ...]:
    """The acts of an event; ``published`` has the days of the articles of its mentions."""
    return tuple(_acts(event, published))


def _acts(event: Event, published: Mapping[str, date | None]) -> Iterator[Act]:
    day = first_day(event)
    if day:
        yield from ((towards(agent, target), day) for agent, target in pairs(event))
    for agent in event.agents:
        if event.status in PLANS:
            yield plans(event.type, agent), ""
        if event.status in PLANS and day:
            yield due(event.type, agent), day
        if event.status == "occurred" and day:
            yield done(event.type, agent), day
        last = when(event, published) if event.status in FACTS else None
        if last is not None:
            yield facts(event.type, agent), last.isoformat()


class Acts:
    """The acts of a ledger after a change that it does not have yet: without those of ``gone`` events, with those of others."""

    def __init__(self, ledger: Ledger, gone: Collection[str], made: Iterable[tuple[str, tuple[Act, ...]]]) -> None:
        self._ledger = ledger
        self._new: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._changed = set(gone)
        for event, found in made:
            self._changed.add(event)
            for key, day in found:
                self._new[key].append((day, event))

    def first(self, key: str, since: str, but: str) -> list[str]:
        """The events of the first day on or after ``since`` that has one other than ``but``."""
        old = (act for act in self._ledger.after(key, since) if act[1] not in self._changed)
        first, found = "", []
        for day, event in merge(old, sorted(act for act in self._new.get(key, ()) if act[0] >= since)):
            if first and day != first:
                break
            if event != but:
                first = day
                found.append(event)
        return found

    def stretch(self, key: str, asked: str, day: str) -> list[str]:
        """The events with the key ``asked`` whose answer on ``day``, of those with ``key``, nothing that stays comes before."""
        last = next((before for before, event in self._ledger.before(key, day) if event not in self._changed), "0")
        found = [event for _, event in self._ledger.acts(asked, last, day) if event not in self._changed]
        return found + [event for when_, event in self._new.get(asked, ()) if last <= when_ <= day]
