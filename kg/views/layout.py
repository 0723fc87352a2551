"""A graph of numbered nodes to places on a plane: its strongest ties, its communities, its layout; the only module that knows networkx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot, sqrt

import networkx as nx

from kg.views.springs import springs

SEED = 7
# More than this many nodes at once take too long: they are laid out by their communities.
BLOCK = 400
# Up to so many nodes a circle is the layout; up to so many, springs come to rest soon.
SIMPLE = 3
FEW = 30
# Beyond, the picture is read by its regions, and half of the rounds do.
MANY = 150
UNIT = 210
# A name is wider than it is tall: rows of lonely actors stand closer than columns.
LOW = 0.6


def graph_of(nodes: int, ties: Iterable[tuple[int, int, int]]) -> nx.Graph[int]:
    """Undirected, of ``nodes`` numbers: their hashes, unlike those of strings, are the same in every run.

    A tie is its two ends and how often; what two ends have in several ties, or both ways, adds up.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    for one, other, count in ties:
        before = graph.get_edge_data(one, other, default={"weight": 0})["weight"]
        graph.add_edge(one, other, weight=before + count)
    return graph


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


def backbone(graph: nx.Graph[int], ranks: dict[frozenset[int], int], rank: int) -> nx.Graph[int]:
    """The graph with the ties up to ``rank`` only: weak ties are many, and pull everything into one heap."""
    kept: nx.Graph[int] = nx.Graph()
    kept.add_nodes_from(graph)
    kept.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if ranks[frozenset((a, b))] <= rank)
    return kept


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
