"""Scores on the gold files stay above their floors; skipped where the gold is not at hand."""

from __future__ import annotations

import importlib.util
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.extract.dates import find_times, timex_json

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).resolve().parents[3] / "shared" / "gold")
pytestmark = pytest.mark.skipif(not (GOLD / "score_timex.py").exists(), reason="no gold folder: set KG_GOLD to one")


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_timex", GOLD / "score_timex.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(row: dict[str, Any]) -> dict[str, Any]:
    dct = date.fromisoformat(row["dct"])
    return timex_json(row["doc"], dct, row["text"], find_times(row["text"], dct))


def test_every_kind_of_news_time_is_right_in_span_type_value_modifier_and_days() -> None:
    wrong = []
    for line in (GOLD / "timex_news_kinds.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        made = read({"doc": "kind", "dct": row["dct"], "text": row["sentence"]})["timex"]
        got = [(t["text"], t["type"], t["value"], t["mod"], t["edtf"], t["date_begin"], t["date_end"]) for t in made]
        want = [(row["span"], row["type"], row["value"], row.get("mod"), row["edtf"], row["begin"], row["end"])] if row["span"] else []
        if got != want:
            wrong.append((row["id"], row["kind"], got))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "strict", "value"),
    [pytest.param("timex_wikinews_dev", 0.93, 0.86, id="news"), pytest.param("timex_wikiwars_dev", 0.88, 0.86, id="history")],
)
def test_strict_span_and_value_scores_stay_above_their_floors(name: str, strict: float, value: float) -> None:
    module = scorer()
    gold = module.load(GOLD / f"{name}.jsonl")
    result = module.score(gold, {doc: read(row) for doc, row in gold.items()})
    assert result["strict"]["f1"] >= strict
    assert result["value"]["f1"] >= value
