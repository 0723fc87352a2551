"""Every kind of news time in the gold file is read right, and a failure names the kind; the scores have their floors in test_floors."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.extract.dates import find_times, timex_json

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).resolve().parents[3] / "shared" / "gold")
pytestmark = pytest.mark.skipif(not (GOLD / "timex_news_kinds.jsonl").exists(), reason="no gold folder: set KG_GOLD to one")


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
