"""Fits ontology/confidence.json on hand-marked articles, and says by cross-validation how well it does.

    python benchmarks/calibrate.py GOLD.jsonl SCORER.py [--write]

Folds are whole articles. A mention that hits a core event counts as right, one that hits an optional event as half so, one that
hits none as wrong. Printed: expected calibration error (ten equal bins) and F1 by threshold, all on held-out folds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np

from kg.build import Kit, load_kit
from kg.extract import confidence as conf
from kg.extract import mentions as assembly
from kg.model import Article
from kg.resources import ontology

RIDGE = 3.0
FOLDS = 10
ROUNDS = 12
THRESHOLD = 0.5  # more likely than not; on held-out folds F1 is flat from 0.4 to 0.65


@dataclass(frozen=True)
class Example:
    """One candidate mention: its article, its features, whether it is right (1, 0.5 or 0), and which core events it hits."""

    doc: str
    features: tuple[str, ...]
    right: float
    events: tuple[int, ...]


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_policy", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples(gold: Sequence[dict], kit: Kit, score: ModuleType) -> Iterator[Example]:
    for row in gold:
        article = Article(row["id"], row["text"], row.get("title"), date.fromisoformat(row["published"]), (), row.get("publisher"))
        spots = [[place for m in event["mentions"] for place in score.places(row["text"], m)] for event in row["events"]]
        for mention, features in assembly.candidates(article, kit.gazetteer, kit.model):
            shown = {"start": mention.trigger.start, "end": mention.trigger.end, "trigger": mention.words, "type": mention.type}
            hit = [i for i, places in enumerate(spots) if any(score.hits(shown, p, row["events"][i]["type"]) for p in places)]
            core = tuple(i for i in hit if not row["events"][i]["optional"])
            yield Example(row["id"], features, 1.0 if core else 0.5 if hit else 0.0, core)


def fit(train: Sequence[Example]) -> dict[str, float]:
    """Newton's method for a ridge logistic regression; the bias is not shrunk."""
    names = sorted({name for example in train for name in example.features})
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(train), len(names)))
    for row, example in enumerate(train):
        x[row, [index[name] for name in example.features]] = 1
    y = np.array([example.right for example in train])
    shrink = np.full(len(names), RIDGE)
    shrink[index["bias"]] = 1e-3
    w = np.zeros(len(names))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - shrink * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(shrink)
        w += np.linalg.solve(hessian, gradient)
    return dict(zip(names, w.tolist(), strict=True))


def probability(weights: dict[str, float], example: Example) -> float:
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in example.features))))


def held_out(data: Sequence[Example]) -> list[float]:
    docs = sorted({example.doc for example in data})
    fold = {doc: i % FOLDS for i, doc in enumerate(docs)}
    models = [fit([e for e in data if fold[e.doc] != k]) for k in range(FOLDS)]
    return [probability(models[fold[e.doc]], e) for e in data]


def calibration_error(data: Sequence[Example], p: Sequence[float]) -> float:
    bins: dict[int, list[tuple[float, float]]] = {}
    for example, value in zip(data, p, strict=True):
        bins.setdefault(min(int(value * 10), 9), []).append((value, example.right))
    return sum(abs(sum(v - r for v, r in rows)) for rows in bins.values()) / len(data)


def f1_at(threshold: float, data: Sequence[Example], p: Sequence[float], core: int) -> tuple[float, float, float]:
    kept = [e for e, value in zip(data, p, strict=True) if value >= threshold]
    true, false = sum(e.right == 1 for e in kept), sum(e.right == 0 for e in kept)
    found = len({(e.doc, i) for e in kept for i in e.events})
    precision, recall = true / max(true + false, 1), found / core
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    data = list(examples(gold, load_kit(), scorer(args.scorer)))
    core = sum(not event["optional"] for row in gold for event in row["events"])
    p = held_out(data)
    print(f"candidates {len(data)}  expected calibration error {calibration_error(data, p):.3f}")
    table = [(round(t / 100, 2), *f1_at(t / 100, data, p, core)) for t in range(0, 90, 5)]
    for row in table:
        print("threshold {:.2f}  precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*row))
    if args.write:
        weights = {name: round(value, 3) for name, value in sorted(fit(data).items()) if abs(value) >= 0.01}
        ontology(conf.FILE).write_text(json.dumps({"threshold": THRESHOLD, "weights": weights}, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {conf.FILE} with threshold {THRESHOLD}")


if __name__ == "__main__":
    main()
