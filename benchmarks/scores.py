"""How good the extraction is on the development data, against the floors that tests/floors.json pins.

    python benchmarks/scores.py            the table: what was measured, its floor
    python benchmarks/scores.py --raise    writes floors that the numbers of today have passed; lowers none

The data are no part of the project: they lie in the folder that KG_GOLD names, or in shared/gold beside the checkout.
To lower a floor, edit tests/floors.json by hand and give the reason in the commit.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from math import floor
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.build import Kit, articles, extract, load_kit
from kg.extract.dates import find_times, timex_json
from kg.extract.plover import plover
from kg.graph.lines import mention_json
from kg.model import Article, Mention, Reading
from kg.read import Options
from kg.resolve import resolve_actors

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "floors.json"
# A parse may turn out otherwise on another processor: three events of three hundred are no loss of quality.
MARGIN = 0.01
POLICY = (
    *("event_f1", "type_accuracy", "actor_accuracy", "status_accuracy"),
    *("date_accuracy", "attribution_accuracy", "triple_f1", "quad_f1", "coreference_b3_f1"),
)
ACROSS = ("b3_f1", "pair_f1")
ROOTS = ("root_right", "root_and_source_right")
MOST = 1.5  # mentions a sentence
TIMEX = ("strict", "relaxed", "type", "value")

Row = dict[str, Any]
Scores = dict[str, float]


def gold() -> Path:
    """Where the development data are, if they are anywhere."""
    return Path(os.environ.get("KG_GOLD") or ROOT.parent / "shared" / "gold")


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (gold() / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer(name: str) -> ModuleType:
    """A scorer that lies with the data."""
    return _module(name, gold())


def beside(name: str) -> ModuleType:
    """Another benchmark."""
    return _module(name, ROOT / "benchmarks")


def _module(name: str, place: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, place / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def kit() -> Kit:
    return load_kit()


def readings(name: str) -> Iterator[Reading]:
    """One file of the data, as ``kg extract`` reads it."""
    return extract(articles([str(gold() / name)], Options(any_language=True, allow_undated=True)), kit())


def policy() -> Scores:
    name = "policy_dev.jsonl"
    found = list(readings(name))
    printed = [mention_json(reading.article, mention) for reading in found for mention in reading.mentions]
    measured = scorer("score_policy").score(rows(name), printed)
    inside = beside("resolution").within_articles(gold(), resolve_actors(found, kit().actors)[0])
    return {**{key: measured[key] for key in POLICY[:-1]}, POLICY[-1]: inside["ours"]["b3_f1"]}


def across() -> Scores:
    """Events over articles against gold chains."""
    measured: Scores = beside("resolution").across_articles(gold())["ours"]
    return {key: measured[key] for key in ACROSS}


def timex(name: str) -> Scores:
    """Time expressions as TempEval-3 scores them: F1 of the spans, and of those with the right type and value."""
    wanted = {row["doc"]: row for row in rows(name)}
    found = {doc: _times(row) for doc, row in wanted.items()}
    measured = scorer("score_timex").score(wanted, found)
    return {key: measured[key]["f1"] for key in TIMEX}


def _times(row: Row) -> Row:
    published = date.fromisoformat(row["dct"])
    return timex_json(row["doc"], published, row["text"], find_times(row["text"], published))


def kinds() -> Scores:
    """The share of the kinds of time expression whose words, TIMEX3, EDTF and days are all right."""
    wanted = rows("timex_news_kinds.jsonl")
    return {"all_right": sum(_kind(row) for row in wanted) / len(wanted)}


def _kind(row: Row) -> bool:
    keys = ("span", "type", "value", "mod", "edtf", "begin", "end")
    found = [
        (t.words, t.timex.type, t.timex.value, t.timex.mod, t.edtf, t.begin and str(t.begin), t.end and str(t.end))
        for t in find_times(row["sentence"], date.fromisoformat(row["dct"]))
        if t.timex
    ]
    return found == ([tuple(row.get(key) for key in keys)] if row["span"] else [])


def roots(name: str) -> Scores:
    """Sentences with a PLOVER root: the share in which a mention maps to it, alone and by the right source.

    Only the surest mentions count, ``MOST`` a sentence on average: who says everything would always be right.
    """
    wanted = rows(name)
    found = [mention for reading in readings(name) for mention in reading.mentions]
    kept: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(found, key=lambda mention: (-mention.confidence, mention.id))[: int(MOST * len(wanted))]:
        kept[mention.evidence.article].append(mention)
    hits = [{hit for event in row["events"] for hit in _hits(event, kept[Article("", row["text"]).id])} for row in wanted]
    return {key: sum(key in hit for hit in hits) / len(wanted) for key in ROOTS}


def _hits(event: Row, mentions: Iterable[Mention]) -> Iterator[str]:
    """What one gold event has right by any of the mentions."""
    codes = {"CONCEDE", "RETREAT", "YIELD"} if event["event_v08"] == "YIELD" else {event["event_v08"]}
    source = event["source"] if isinstance(event["source"], list) else [{"text": event["source"]}]
    told = [one.get("text", "") for one in source if one.get("text")]
    for mention in mentions:
        if plover(mention) in codes:
            yield ROOTS[0]
            if scorer("score_policy").same_actor([name for agent in mention.agents for name in (agent.name, agent.words)], told):
                yield ROOTS[1]


FLOORED: dict[str, Callable[[], Scores]] = {
    "policy_dev.jsonl": policy,
    "timex_wikinews_dev.jsonl": lambda: timex("timex_wikinews_dev.jsonl"),
    "timex_wikiwars_dev.jsonl": lambda: timex("timex_wikiwars_dev.jsonl"),
    "timex_news_kinds.jsonl": kinds,
    "ecbplus_dev.jsonl": across,
    "wikinews_triples_dev.jsonl": lambda: beside("triples").measured(gold()),
    "plover_dev.jsonl": lambda: roots("plover_dev.jsonl"),
    "plv_dev.jsonl": lambda: roots("plv_dev.jsonl"),
}


def fingerprint(name: str) -> str:
    """16 hex digits over a file of the data: a floor counts for the data on which it was measured."""
    return sha256((gold() / name).read_bytes()).hexdigest()[:16]


def raised(floors: dict[str, Row], measured: dict[str, Scores]) -> dict[str, Row]:
    """The floors, each at what was measured less the margin where that is more. Other data than before start anew."""
    result = dict(floors)
    for name, scores in measured.items():
        old = floors.get(name, {})
        known = old.get("floors", {}) if old.get("data") == fingerprint(name) else {}
        new = {key: max(known.get(key, 0.0), floor((value - MARGIN) * 1000) / 1000) for key, value in scores.items()}
        result[name] = {"data": fingerprint(name), "floors": new}
    return result


def table(measured: dict[str, Scores], floors: dict[str, Row]) -> Iterator[str]:
    for name, scores in measured.items():
        yield name
        for key, value in scores.items():
            pinned = floors.get(name, {}).get("floors", {}).get(key)
            yield f"  {key:22} {value:6.3f}" + ("" if pinned is None else f"   floor {pinned:.3f}" + ("   BELOW" if value < pinned else ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="up", help="write the floors that were passed")
    wanted = parser.parse_args()
    if not gold().is_dir():
        print(f"{gold()}: no development data there; set KG_GOLD to its folder", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    measured = {name: measure() for name, measure in FLOORED.items()}
    if wanted.up:
        floors = raised(floors, measured)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    print("\n".join(table(measured, floors)))
    below = any(scores[key] < value for name, scores in measured.items() for key, value in floors.get(name, {}).get("floors", {}).items())
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
