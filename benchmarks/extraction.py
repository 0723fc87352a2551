"""Extraction measured: speed against the bare spaCy pipeline, memory, hostile text, and what is mistaken for what.

    python benchmarks/extraction.py                 on the seeds
    python benchmarks/extraction.py GOLD.jsonl      on articles with marked events: also the table of types

Speed is a ratio in one run, same texts, same core, same components: words a second of reading mentions over words a second of
``nlp.pipe`` alone. Scores and their floors are in benchmarks/scores.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from kg.build import Kit, articles, load_kit
from kg.extract.mentions import mentions
from kg.model import Article

WORDS = 30_000
HOSTILE = {
    "one line of 2 MB": "word " * 400_000,
    "100,000 quotes": '"' * 100_000,
    "quotes in turn": "\"'" * 20_000,
    "control characters": "\x01\x02 " * 50_000,
    "a sentence of 5,000 words": "the mayor of the city " * 1_000,
    "right to left": "\u202eאבג " * 20_000,
}


def take(found: Iterable[Article], words: int) -> list[Article]:
    """Articles, over and over, until they hold that many words."""
    pool, out, count = list(found), [], 0
    while count < words:
        for article in pool:
            out.append(article)
            count += len(article.text.split())
    return out


def words_of(found: Sequence[Article]) -> int:
    return sum(len(article.text.split()) for article in found)


def bare(found: Sequence[Article], kit: Kit) -> float:
    start = time.perf_counter()
    lines = (line for article in found for line in article.text.split("\n") if line.strip())
    for _ in kit.model.nlp.pipe(lines, batch_size=64):
        pass
    return words_of(found) / (time.perf_counter() - start)


def ours(found: Sequence[Article], kit: Kit) -> float:
    start = time.perf_counter()
    for article in found:
        list(mentions(article, kit.gazetteer, kit.model))
    return words_of(found) / (time.perf_counter() - start)


def peak() -> float:
    """Megabytes that the process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speed(found: Sequence[Article], kit: Kit) -> None:
    ours(found[:3], kit)
    pairs = [(bare(found, kit), ours(found, kit)) for _ in range(3)]
    ratios = sorted(mine / theirs for theirs, mine in pairs)
    print(f"bare spaCy {pairs[1][0]:,.0f} words/s, kg {pairs[1][1]:,.0f} words/s, ratio {ratios[1]:.2f} (median of 3)")
    before = peak()
    for _ in range(5):
        ours(found, kit)
    print(f"peak memory {before:.0f} MB, after five times as much text {peak():.0f} MB")


def hostile(kit: Kit) -> None:
    for name, text in HOSTILE.items():
        start = time.perf_counter()
        count = len(list(mentions(Article("hostile", text, published=date(2030, 1, 1)), kit.gazetteer, kit.model)))
        seconds = time.perf_counter() - start
        print(f"{name:28} {len(text):>9,} characters {count:>6} mentions {seconds:6.1f} s {seconds / len(text) * 1e6:6.0f} ms/kB")


def confusion(path: Path, kit: Kit) -> None:
    """Gold types against found types, for the core events that were found; the most frequent mistakes first."""
    spec = importlib.util.spec_from_file_location("score_policy", path.parent / "score_policy.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    table: Counter[tuple[str, str]] = Counter()
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        article = Article(row["id"], row["text"], published=date.fromisoformat(row["published"]), publisher=row.get("publisher"))
        found = [
            {"start": m.trigger.start, "end": m.trigger.end, "trigger": m.words, "type": m.type}
            for m in mentions(article, kit.gazetteer, kit.model)
        ]
        for event in (e for e in row["events"] if not e["optional"]):
            places = [p for m in event["mentions"] for p in score.places(row["text"], m)]
            hit = [f for f in found if any(score.hits(f, p, event["type"]) for p in places)]
            best = min(hit, key=lambda f: f["type"] != event["type"], default={"type": "(missed)"})
            table[event["type"], str(best["type"])] += 1
    kinds = sorted({gold for gold, _ in table})
    print(f"\n{'gold type':18} {'right':>5} {'missed':>6}  taken for")
    for kind in kinds:
        others = {other: n for (gold, other), n in table.items() if gold == kind and other not in (kind, "(missed)")}
        taken = ", ".join(f"{other} {n}" for other, n in sorted(others.items(), key=lambda item: -item[1]))
        print(f"{kind:18} {table[kind, kind]:>5} {table[kind, '(missed)']:>6}  {taken}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path)
    args = parser.parse_args()
    kit = load_kit()
    found = list(articles([str(args.gold)] if args.gold else []))
    speed(take(found, WORDS), kit)
    hostile(kit)
    if args.gold:
        confusion(args.gold, kit)


if __name__ == "__main__":
    main()
