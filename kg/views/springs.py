"""Places for the nodes of a graph: springs pull ties together, everything else keeps its distance.

The method is that of Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991). networkx has it as well, over an
array of three dimensions and a full matrix of ties; this one takes a quarter of the time, which is most of what a large page costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any

import numpy as np

Places = np.ndarray[Any, np.dtype[np.float64]]
# No force is stronger than at this distance, and none moves a node that feels less than this.
NEAR = 0.01


def springs(nodes: int, ties: Iterable[tuple[int, int]], rounds: int, seed: int, length: float = 2.2) -> Places:
    """An (x, y) for each of ``nodes`` nodes, around 0, from -1 to 1; the same for the same ``ties`` and ``seed``.

    ``length`` is the length of a spring at rest, times the distance that the nodes would have if they filled the square evenly.
    """
    at = np.random.RandomState(seed).rand(nodes, 2)
    pairs = np.array(list(ties), dtype=np.intp).reshape(-1, 2)
    rest = length / sqrt(nodes)
    heat = float(np.ptp(at, axis=0).max()) * 0.1
    for heat_left in np.linspace(heat, 0, rounds, endpoint=False):
        force = _apart(at, rest) - _together(at, pairs, rest)
        size = np.maximum(np.hypot(force[:, 0], force[:, 1]), NEAR)
        at += force * (heat_left / size)[:, None]
    at -= (at.max(axis=0) + at.min(axis=0)) / 2
    wide = np.maximum(np.abs(at).max(axis=0), NEAR)
    # Both ways to the rim, as far as that stretches one of them by no more than a half.
    at /= np.maximum(wide, wide.max() / 1.5)
    return at


def _apart(at: Places, rest: float) -> Places:
    """The force with which all push each."""
    dx, dy = np.subtract.outer(at[:, 0], at[:, 0]), np.subtract.outer(at[:, 1], at[:, 1])
    push = rest * rest / np.maximum(dx * dx + dy * dy, NEAR * NEAR)
    return np.column_stack((np.einsum("ij,ij->i", push, dx), np.einsum("ij,ij->i", push, dy)))


def _together(at: Places, pairs: Any, rest: float) -> Places:
    """The force with which springs pull each towards the others, as the way back."""
    way = at[pairs[:, 0]] - at[pairs[:, 1]]
    pull = way * (np.maximum(np.hypot(way[:, 0], way[:, 1]), NEAR) / rest)[:, None]
    force = np.zeros_like(at)
    np.add.at(force, pairs[:, 0], pull)
    np.subtract.at(force, pairs[:, 1], pull)
    return force


def apart(places: dict[int, tuple[int, int]], radii: Sequence[float], gap: float, rounds: int = 30) -> dict[int, tuple[int, int]]:
    """The places, moved as little as needs be for dots of these ``radii`` to stand ``gap`` pixels clear of each other."""
    at = np.array([places[n] for n in range(len(radii))], dtype=float)
    reach = np.add.outer(radii, radii) + gap
    for _ in range(rounds):
        way = at[:, None] - at[None]
        far = np.hypot(way[..., 0], way[..., 1])
        np.fill_diagonal(far, np.inf)
        short = np.clip(reach - far, 0, None)
        if not short.any():
            break
        # Two dots on one spot part along the line of their numbers.
        push = np.where(
            far[..., None] > 0.5,
            way / np.maximum(far, 0.5)[..., None],
            np.sign(np.subtract.outer(range(len(at)), range(len(at))))[..., None] * (1.0, 0.3),
        )
        at += (push * short[..., None]).sum(axis=1) * 0.4
    return {n: (round(x), round(y)) for n, (x, y) in enumerate(at.tolist())}
