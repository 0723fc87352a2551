"""Rows to a graph of actors: who acts on whom, how often, in which spirit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt

from kg.graph.rows import EventRow
from kg.views.layout import BLOCK, backbone, communities, graph_of, layout, ranked_ties
from kg.views.springs import apart
from kg.views.words import order, tone

LEFT_OUT = ("negated", "hypothetical")
TONES = ("conflict", "cooperation", "other")
# Above this the picture is a hairball: the most active actors are drawn, the page lists the rest.
MOST = 1500
# Pixels between two dots, in which a name finds some room.
GAP = 22


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: ``count`` counted events, ``community`` from 0 (the largest), ``x``, ``y`` and ``radius`` in pixels at zoom 1."""

    id: str
    name: str
    count: int
    community: int
    x: int
    y: int
    radius: float = 9


@dataclass(frozen=True, slots=True)
class Edge:
    """All counted acts of ``source`` on ``target``: how many, the most frequent type and tone, and the ids of the events.

    ``rank`` is 1 for what the picture cannot do without, and n for the n-th strongest tie of at least one of the two.
    """

    source: str
    target: str
    count: int
    type_label: str
    tone: str
    events: tuple[str, ...]
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """The picture: nodes the most active first, edges by their ends; edges up to ``rank`` can be drawn without a tangle.

    ``hidden`` are id, name and count of the actors that are left out of it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: tuple[tuple[str, str, int], ...]
    rank: int = 1


def counted(rows: Iterable[EventRow]) -> list[EventRow]:
    """The rows that count, in order: what was denied or only imagined ties nobody to anybody."""
    return sorted((row for row in rows if row.status not in LEFT_OUT), key=order)


def network(rows: Iterable[EventRow], most: int = MOST) -> Network:
    """The graph of ``rows`` with its layout; the same rows give the same picture, in whatever order they come.

    ``most`` bounds the number of actors drawn; the least active are left out, named in ``hidden``.
    """
    real = counted(rows)
    activity = Counter(key for row in real for key in {key for key, _ in (*row.agents, *row.targets)})
    names = {key: name for row in reversed(real) for key, name in (*row.targets, *row.agents)}
    ranked = _ranked(activity, names)
    kept = ranked[:most]
    shown = set(kept)
    edges = merged(real, shown)
    number = {key: n for n, key in enumerate(kept)}
    graph = graph_of(len(kept), ((number[edge.source], number[edge.target], edge.count) for edge in edges))
    ranks = ranked_ties(graph)
    edges = [replace(edge, rank=ranks[frozenset((number[edge.source], number[edge.target]))]) for edge in edges]
    rank = _readable(edges, len(kept))
    groups = communities(graph)
    radii = [radius(activity[key], activity[kept[0]], len(kept)) for key in kept]
    places = layout(backbone(graph, ranks, rank + 1), groups)
    if 1 < len(places) <= BLOCK:  # beyond, the way is too long
        places = apart(places, radii, GAP)
    nodes = (Node(key, names[key], activity[key], groups[n], *places[n], radii[n]) for n, key in enumerate(kept))
    return Network(tuple(nodes), tuple(edges), tuple((key, names[key], activity[key]) for key in ranked[most:]), rank)


def _ranked(activity: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
    """The actors, the most active first, then by name and id: sorted from the last to the first of the three, since sorting is stable."""
    found = sorted(activity)
    found.sort(key=names.__getitem__)
    found.sort(key=activity.__getitem__, reverse=True)
    return found


def radius(count: int, most: int, nodes: int) -> float:
    """The radius in pixels of an actor with ``count`` of at most ``most`` events; the dots of a large graph grow with its extent."""
    return round((8 + 26 * sqrt(count / max(most, 12))) * max(1.0, sqrt(nodes / 100)), 1)


def _readable(edges: Sequence[Edge], nodes: int) -> int:
    """The highest rank up to which there are at most three lines an actor, or a hundred and fifty; at least 1."""
    counts = Counter(edge.rank for edge in edges)
    drawn, rank = 0, 0
    for one in sorted(counts):
        drawn += counts[one]
        if drawn > max(150, 3 * nodes):
            break
        rank = one
    return max(rank, 1)


def merged(rows: Iterable[EventRow], among: Container[str]) -> list[Edge]:
    """One edge for each (agent, target) pair ``among`` the actors, with all its events, by the pair; nobody gets an edge to himself."""
    acts: dict[tuple[str, str], list[EventRow]] = defaultdict(list)
    for row in rows:
        agents, targets = ([key for key in dict(side) if key in among] for side in (row.agents, row.targets))
        for pair in product(agents, targets):
            acts[pair].append(row)
    return [_edge(pair, acts[pair]) for pair in sorted(acts) if pair[0] != pair[1]]


def _edge(pair: tuple[str, str], rows: Sequence[EventRow]) -> Edge:
    if len(rows) == 1:  # most are, and need no counting
        return Edge(*pair, 1, rows[0].type_label, tone(rows[0].family), (rows[0].id,))
    types = Counter(row.type_label for row in rows)
    tones = Counter(tone(row.family) for row in rows)
    main = min(types, key=lambda label: (-types[label], label))
    # On a tie conflict shows: to overlook it would be the graver mistake.
    side = min(tones, key=lambda name: (-tones[name], TONES.index(name)))
    return Edge(*pair, len(rows), main, side, tuple(row.id for row in rows))
