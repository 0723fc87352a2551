"""Which event came next: worked out of days, types and actors, when events are written, so that no question need pair all with all.

``pe:nextOfTarget`` leads from an event to the first one, on the same day or later, in which a target of it acts towards an agent of it: an
answer by order of time. ``pe:nextOfKind`` leads from a plan to the first event that occurred, of the same type and by the same agent, on
the plan's first day or later. Of several on that day all are named. Events without a day take no part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from rdflib import URIRef

from kg import vocab
from kg.graph.terms import Triple, named

NEXT_OF_TARGET, NEXT_OF_KIND = named("pe:nextOfTarget"), named("pe:nextOfKind")
_PLANS = frozenset(vocab.status_iri(status) for status in ("planned", "proposed"))
_OCCURRED = vocab.status_iri("occurred")
_FIELDS = {named(f"pe:{name}"): name for name in ("eventType", "status", "earliest", "agent", "target")}
READ = tuple(_FIELDS)
"""The properties of events that it is worked out from."""

Dated: TypeAlias = tuple[str, URIRef]
"""A day of the form 2025-08-30, and the event on it."""


@dataclass(slots=True)
class _Act:
    eventType: str = ""  # noqa: N815  # the property's name
    status: str = ""
    earliest: str = ""
    agent: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)


def triples(told: Iterable[Triple]) -> Iterator[Triple]:
    """The links between the events that the triples of the canonical graph tell of; each once, in no order."""
    acts = {node: act for node, act in _acts(told).items() if act.earliest}
    yield from _answers(acts)
    yield from _outcomes(acts)


def _acts(told: Iterable[Triple]) -> dict[URIRef, _Act]:
    acts: dict[URIRef, _Act] = defaultdict(_Act)
    for node, predicate, value in told:
        name = _FIELDS.get(predicate)
        if name in ("agent", "target"):
            getattr(acts[node], name).append(str(value))
        elif name is not None:
            setattr(acts[node], name, str(value))
    return acts


def _answers(acts: dict[URIRef, _Act]) -> Iterator[Triple]:
    towards: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for node, act in acts.items():
        for agent, target in _pairs(act):
            towards[agent, target].append((act.earliest, node))
    for dated in towards.values():
        dated.sort()
    for node, act in acts.items():
        found = {other for agent, target in _pairs(act) for other in _first(towards.get((target, agent), ()), act.earliest, node)}
        yield from ((node, NEXT_OF_TARGET, other) for other in found)


def _outcomes(acts: dict[URIRef, _Act]) -> Iterator[Triple]:
    done: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for node, act in acts.items():
        for agent in act.agent if act.status == _OCCURRED else ():
            done[act.eventType, agent].append((act.earliest, node))
    for dated in done.values():
        dated.sort()
    for node, act in acts.items():
        agents = act.agent if act.status in _PLANS else ()
        found = {other for agent in agents for other in _first(done.get((act.eventType, agent), ()), act.earliest, node)}
        yield from ((node, NEXT_OF_KIND, other) for other in found)


def _pairs(act: _Act) -> Iterator[tuple[str, str]]:
    return ((agent, target) for agent in act.agent for target in act.target if agent != target)


def _first(dated: Sequence[Dated], since: str, but: URIRef) -> Iterator[URIRef]:
    """The events of the first day that has one other than ``but``; ``dated`` is sorted."""
    first: str | None = None
    for place in range(bisect_left(dated, (since, URIRef(""))), len(dated)):
        day, node = dated[place]
        if first is not None and day != first:
            return
        if node != but:
            first = day
            yield node
