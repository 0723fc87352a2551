from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.rows import EventRow
from kg.views.layout import BLOCK
from kg.views.network import merged, network
from kg.views.springs import springs

Make = Callable[..., EventRow]


def test_acts_of_a_pair_merge_with_count_dominant_type_and_tone(make_row: Make) -> None:
    rows = [make_row("mayor", "CriticiseAccuse", "police", day=n) for n in range(2)] + [make_row("mayor", "FundAid", "police", day=5)]
    (edge,) = network(rows).edges
    assert (edge.source, edge.target, edge.count, edge.type_label, edge.tone) == ("mayor", "police", 3, "Criticise or accuse", "conflict")
    assert set(edge.events) == {row.id for row in rows}


def test_each_direction_is_an_edge_of_its_own(make_row: Make) -> None:
    rows = [make_row("mayor", "FundAid", "police", day=0), make_row("police", "Threaten", "mayor", day=0)]
    assert [(edge.source, edge.target, edge.tone) for edge in network(rows).edges] == [
        ("mayor", "police", "cooperation"),
        ("police", "mayor", "conflict"),
    ]


@pytest.mark.parametrize("status", ["negated", "hypothetical"])
def test_what_was_denied_or_imagined_ties_nobody(make_row: Make, status: str) -> None:
    graph = network([make_row(target="police", day=0, status=status), make_row(target="police", day=1), make_row(day=2, status=status)])
    assert [edge.count for edge in graph.edges] == [1]
    assert {node.id: node.count for node in graph.nodes} == {"mayor": 1, "police": 1}


def test_on_a_tie_conflict_shows(make_row: Make) -> None:
    (edge,) = network([make_row("mayor", verb, "police", day=0) for verb in ("FundAid", "Threaten")]).edges
    assert edge.tone == "conflict"


def test_nobody_gets_an_edge_to_himself(make_row: Make) -> None:
    assert merged([make_row(target="mayor", day=0)], {"mayor"}) == []


def test_an_actor_who_acts_on_nobody_is_still_there(make_row: Make) -> None:
    graph = network([make_row(day=0)])
    assert [(node.name, node.count) for node in graph.nodes] == [("Mara Okafor", 1)]


def test_no_rows_make_an_empty_picture() -> None:
    graph = network([])
    assert (graph.nodes, graph.edges, graph.hidden) == ((), (), ())


def test_the_least_active_are_left_out_and_named(make_row: Make) -> None:
    graph = network(
        [make_row(target="police", day=0), make_row(target="police", day=1), make_row("police", target="schools", day=2)], most=2
    )
    assert [node.id for node in graph.nodes] == ["police", "mayor"]
    assert graph.hidden == (("schools", "School Board", 1),)
    assert [(edge.source, edge.target) for edge in graph.edges] == [("mayor", "police")]


def test_two_camps_are_two_communities(make_row: Make) -> None:
    left, right = ("mayor", "police", "schools"), ("governor", "ministry", "court")
    rows = [make_row(a, "SupportEndorse", b, day=n) for camp in (left, right) for a, b in combinations(camp, 2) for n in range(3)]
    groups = {node.id: node.community for node in network([*rows, make_row("mayor", "Threaten", "governor", day=9)]).nodes}
    assert len({groups[key] for key in left}) == len({groups[key] for key in right}) == 1
    assert groups["mayor"] != groups["governor"]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**9).map(Random))
def test_the_picture_does_not_depend_on_the_order_of_rows(demo_rows: list[EventRow], dice: Random) -> None:
    shuffled = list(demo_rows)
    dice.shuffle(shuffled)
    assert network(shuffled) == network(demo_rows)


@settings(max_examples=20, deadline=None)
@given(st.integers(4, 30), st.integers(0, 9))
def test_springs_bring_the_tied_together_and_fill_the_square(size: int, seed: int) -> None:
    half = size // 2
    ties = [*combinations(range(half), 2), *combinations(range(half, size), 2)]
    at = springs(size, ties, 60, seed)
    assert (at == springs(size, ties, 60, seed)).all()
    assert abs(at).max(axis=0).max() == pytest.approx(1)
    far = [float(((at[a] - at[b]) ** 2).sum()) ** 0.5 for a, b in combinations(range(size), 2)]
    near = [float(((at[a] - at[b]) ** 2).sum()) ** 0.5 for a, b in ties]
    assert sum(near) / len(near) < sum(far) / len(far)


def test_dots_keep_a_distance(demo_rows: list[EventRow]) -> None:
    places = [(node.x, node.y) for node in network(demo_rows).nodes]
    assert min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(places, 2)) > 60


def test_more_actors_than_one_layout_takes_still_get_places_of_their_own(make_row: Make) -> None:
    dice = Random(5)
    rows = []
    for n in range(BLOCK + 100):
        ends = (f"a{n}", f"Actor {n}"), (f"a{dice.randrange(max(1, n))}", "Somebody else")
        rows.append(make_row(day=0, agents=ends[:1], targets=ends[1:], label=str(n)))
    graph = network(rows)
    assert len({(node.x, node.y) for node in graph.nodes}) > 0.95 * len(graph.nodes) > BLOCK * 0.95


def test_the_picture_is_the_same_in_every_process() -> None:
    script = (
        "import runpy, hashlib; from kg.views.html import network_html; "
        f"rows = runpy.run_path({str(Path(__file__).with_name('conftest.py'))!r})['demo'](); "
        "print(hashlib.sha256(network_html(rows, 't').encode()).hexdigest())"
    )
    prints = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, check=True
        )
        prints.add(done.stdout)
    assert len(prints) == 1
