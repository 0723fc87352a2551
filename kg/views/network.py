"""Rows to a graph of actors: who acts on whom, how often, in which spirit; the only module that knows networkx."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import hypot, sqrt

import networkx as nx

from kg.graph.rows import EventRow
from kg.views.springs import apart, springs
from kg.views.words import order, tone

LEFT_OUT = ("negated", "hypothetical")
TONES = ("conflict", "cooperation", "other")
SEED = 7
# More than this many nodes at once take too long: they are laid out by their communities.
BLOCK = 400
# Up to so many nodes a circle is the layout; up to so many, springs come to rest soon.
SIMPLE = 3
FEW = 30
# Beyond, the picture is read by its regions, and half of the rounds do.
MANY = 150
# Above this the picture is a hairball: the most active actors are drawn, the page lists the rest.
MOST = 1500
UNIT = 210
# A name is wider than it is tall: rows of lonely actors stand closer than columns.
LOW = 0.6
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
    graph = _graph(kept, edges)
    ranks = ranked_ties(graph)
    number = {key: n for n, key in enumerate(kept)}
    edges = [replace(edge, rank=ranks[frozenset((number[edge.source], number[edge.target]))]) for edge in edges]
    rank = _readable(edges, len(kept))
    groups = communities(graph)
    radii = [radius(activity[key], activity[kept[0]], len(kept)) for key in kept]
    places = layout(_backbone(graph, ranks, rank + 1), groups)
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


def ranked_ties(graph: nx.Graph[int]) -> dict[frozenset[int], int]:
    """The rank of each tie: n if it is the n-th strongest of one of its ends; 1 for all that hold the graph together.

    The latter are a spanning forest of the strongest ties: without them a part of the picture would fall off. The strength is
    the number of acts over the geometric mean of all acts of both: else everybody's strongest tie is to whoever does most.
    """
    busy = dict(graph.degree(weight="weight"))
    for a, b, data in graph.edges(data=True):
        data["bond"] = data["weight"] / sqrt(busy[a] * busy[b])
    ranks = {frozenset(pair): 1 for pair in nx.maximum_spanning_edges(graph, weight="bond", data=False)}
    for node in graph:
        ties = sorted(graph[node], key=lambda other: (-graph[node][other]["bond"], other))
        for rank, other in enumerate(ties, 1):
            pair = frozenset((node, other))
            ranks[pair] = min(rank, ranks.get(pair, rank))
    return ranks


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


def _backbone(graph: nx.Graph[int], ranks: dict[frozenset[int], int], rank: int) -> nx.Graph[int]:
    """The graph with the ties up to ``rank`` only: weak ties are many, and pull everything into one heap."""
    kept: nx.Graph[int] = nx.Graph()
    kept.add_nodes_from(graph)
    kept.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if ranks[frozenset((a, b))] <= rank)
    return kept


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


def _graph(kept: Sequence[str], edges: Iterable[Edge]) -> nx.Graph[int]:
    """Undirected, weighted; nodes are numbers, whose hashes, unlike those of strings, are the same in every run."""
    number = {key: n for n, key in enumerate(kept)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(kept)))
    for edge in edges:
        ends = number[edge.source], number[edge.target]
        before = graph.get_edge_data(*ends, default={"weight": 0})["weight"]
        graph.add_edge(*ends, weight=before + edge.count)
    return graph


def communities(graph: nx.Graph[int]) -> dict[int, int]:
    """The community of each node, by Louvain's method with a fixed seed; 0 is the largest, then by the smallest node."""
    if not graph:
        return {}
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    ranked = sorted(found, key=lambda group: (-len(group), min(group)))
    return {node: n for n, group in enumerate(ranked) for node in group}


def layout(graph: nx.Graph[int], groups: Mapping[int, int] | None = None) -> dict[int, tuple[int, int]]:
    """Whole pixels for each node: components are laid out one by one and set on shelves, the largest first.

    ``groups`` are the communities by which a large component is laid out; without them they are looked for.
    """
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    places: dict[int, tuple[int, int]] = {}
    if not parts:
        return places
    full = max(UNIT * 4, round(1.5 * UNIT * sqrt(len(graph))), _side(len(parts[0])))
    left = top = shelf = 0
    for part in parts:
        side = _side(len(part))
        if left and left + side > full:
            left, top, shelf = 0, top + shelf, 0
        middle = (left + (full if side > full * 0.7 else side) / 2, top + side * (0.5 if len(part) > 1 else LOW / 2))
        for node, (x, y) in _block(graph.subgraph(sorted(part)), groups).items():
            places[node] = (round(middle[0] + x * side * 0.42), round(middle[1] + y * side * 0.36))
        left, shelf = left + side, max(shelf, round(side * (1 if len(part) > 1 else LOW)))
    return places


def _side(size: int) -> int:
    """The width in pixels of the place that ``size`` nodes need; a few get more air, as all of their names are read at once."""
    return round(UNIT * (sqrt(size) * (1.5 if SIMPLE < size <= MANY else 1) + 0.35 * (size > 1)))


def _block(graph: nx.Graph[int], known: Mapping[int, int] | None = None) -> dict[int, tuple[float, float]]:
    """Nodes within the unit square around 0. A large graph is laid out by its communities, each in its own place."""
    if len(graph) == 1:  # a picture of many actors has hundreds who deal with nobody
        return dict.fromkeys(graph, (0.0, 0.0))
    # networkx rejects views that keep the order of their parent: a copy in the order of the numbers is the same everywhere.
    own: nx.Graph[int] = nx.Graph()
    own.add_nodes_from(sorted(graph))
    own.add_edges_from(sorted((min(a, b), max(a, b), data) for a, b, data in graph.edges(data=True)))
    if len(own) <= BLOCK:
        return _spring(own)
    groups = {node: known[node] for node in own} if known else communities(own)
    if len(set(groups.values())) in (1, len(own)):
        return {n: (float(x), float(y)) for n, (x, y) in nx.circular_layout(own).items()}
    centres = _block(_quotient(own, groups))
    share = 1.6 / sqrt(len(centres))
    places = {}
    for group, (cx, cy) in sorted(centres.items()):
        inner = _block(own.subgraph([n for n in own if groups[n] == group]))
        places.update({n: (cx + x * share, cy + y * share) for n, (x, y) in inner.items()})
    return places


def _quotient(graph: nx.Graph[int], groups: Mapping[int, int]) -> nx.Graph[int]:
    small: nx.Graph[int] = nx.Graph()
    small.add_nodes_from(sorted(set(groups.values())))
    small.add_edges_from(sorted({(groups[a], groups[b]) for a, b in graph.edges if groups[a] != groups[b]}), weight=1)
    return small


def _spring(graph: nx.Graph[int]) -> dict[int, tuple[float, float]]:
    if len(graph) <= SIMPLE:
        return {n: (float(x), float(y)) for n, (x, y) in nx.circular_layout(graph, scale=0.7 if len(graph) > 1 else 0).items()}
    number = {node: n for n, node in enumerate(graph)}
    # Weights would pull twins onto one spot; without them the picture keeps its air.
    ties = [(number[a], number[b]) for a, b in graph.edges if a != b]
    found = springs(len(graph), ties, 120 if FEW < len(graph) <= MANY else 50, SEED)
    return {node: _spread(x, y) for node, (x, y) in zip(graph, found.tolist(), strict=True)}


def _spread(x: float, y: float) -> tuple[float, float]:
    """Pulls the rim in towards a crowded middle: a few loose ends would else shrink everything between them."""
    stretch = hypot(x, y) ** -0.35 if x or y else 0.0
    return x * stretch, y * stretch
