"""The extraction is never worse than the floors of floors.json, where the development data are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scores", ROOT / "benchmarks" / "scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORES = benchmark()
needs_data = pytest.mark.skipif(not SCORES.gold().is_dir(), reason="the development data are not here (set KG_GOLD)")


@needs_data
@pytest.mark.parametrize("name", SCORES.FLOORED)
def test_no_number_lies_below_its_floor(name: str) -> None:
    pinned = FLOORS[name]
    assert SCORES.fingerprint(name) == pinned["data"], f"{name} has changed: python benchmarks/scores.py --raise pins it anew"
    measured = SCORES.FLOORED[name]()
    below = {key: (measured[key], value) for key, value in pinned["floors"].items() if measured[key] < value}
    assert below == {}


def test_every_number_that_is_measured_has_a_floor() -> None:
    assert set(FLOORS) == set(SCORES.FLOORED)
    assert set(FLOORS["policy_dev.jsonl"]["floors"]) == set(SCORES.POLICY)
    assert all(set(FLOORS[name]["floors"]) == set(SCORES.TIMEX) for name in FLOORS if name.startswith("timex_wiki"))


@needs_data
def test_raising_lowers_no_floor_and_measures_other_data_anew() -> None:
    name = "policy_dev.jsonl"
    pinned = {name: {"data": SCORES.fingerprint(name), "floors": {"event_f1": 0.5, "quad_f1": 0.5}}}
    after = SCORES.raised(pinned, {name: {"event_f1": 0.6, "quad_f1": 0.4}})[name]["floors"]
    assert 0.59 <= after["event_f1"] < 0.6
    assert after["quad_f1"] == 0.5
    other = SCORES.raised({name: {"data": "of yesterday", "floors": {"quad_f1": 0.5}}}, {name: {"quad_f1": 0.4}})
    assert other[name]["floors"]["quad_f1"] < 0.4
