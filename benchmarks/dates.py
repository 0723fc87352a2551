"""Time expressions: scores on the gold files, speed, dateparser's search_dates on the same texts, and hostile text.

    python benchmarks/dates.py [--gold FOLDER] [--peer-seconds N] [--hostile N]

FOLDER holds score_timex.py and the timex_*.jsonl files; without it (default: ``KG_GOLD``, else ``../shared/gold`` beside the checkout)
only speed and the hostile run are measured, on sentences of our own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.extract.dates import find_times, timex_json
from kg.extract.dates.scan import TABLES
from kg.model import TimeSpan

Row = dict[str, Any]
Reader = Callable[[Row], Row]
SIGNS = "- – — / : . , ' ’ \" ( ) [ ] $ £ % # @ & ;"
NUMBERS = "1 2 12 31 99 1957 2025 20250611 999999999999999999999999"
ODD = (
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u00a0",
    "\u200f",
    "\u202e",
    "\u2066",
    "é",
    "İ",
    "ß",
    "ﬁ",
    "😀",
    "👩\u200d🚀",
    "العربية",
    "עברית",
    "二〇二五年",
    "\x00",
    "\ud800",
)
WORDS = """
a an the of to in on by since until from between and or last next this past early late mid end year years month months
week weeks day days hour hours second minute quarter decade century ago later earlier before after now soon May March Jan.
Sept. Monday Tue. Sunday noon midnight p.m. GMT BC AD spring fall Christmas Easter every each per daily few several half
"""
PIECES = (*SIGNS.split(), *NUMBERS.split(), *ODD, *WORDS.split())


def gold_folder(given: str | None) -> Path | None:
    folder = Path(given or os.environ.get("KG_GOLD") or Path(__file__).resolve().parents[2] / "shared" / "gold")
    return folder if (folder / "score_timex.py").exists() else None


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_timex", folder / "score_timex.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(row: Row) -> Row:
    dct = date.fromisoformat(row["dct"])
    return timex_json(row["doc"], dct, row["text"], find_times(row["text"], dct))


def peer(row: Row) -> Row:
    """dateparser's search_dates: the words it finds and the day it reads; it knows no other value."""
    from dateparser.search import search_dates

    base = datetime.combine(date.fromisoformat(row["dct"]), datetime.min.time())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = search_dates(row["text"], languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}) or []
    at, timex = 0, []
    for words, when in found:
        start = row["text"].find(words, at)
        if start >= 0:
            at = start + len(words)
            timex.append({"start": start, "end": at, "type": "DATE", "value": when.date().isoformat()})
    return {"doc": row["doc"], "timex": timex}


def within(read: Reader, rows: list[Row], seconds: float) -> tuple[dict[str, Row], float]:
    """The predictions for as many rows as fit in the time, and the seconds spent."""
    begin, made = time.perf_counter(), {}
    for row in rows:
        made[row["doc"]] = read(row)
        if time.perf_counter() - begin > seconds:
            break
    return made, time.perf_counter() - begin


def line(name: str, module: Any, gold: dict[str, Row], made: dict[str, Row], spent: float) -> str:
    part = {doc: gold[doc] for doc in made}
    result = module.score(part, made)
    words = sum(len(row["text"].split()) for row in part.values())
    scores = "  ".join(f"{key} {100 * result[key]['f1']:5.1f}" for key in ("strict", "relaxed", "type", "value"))
    return f"{name:32s} {len(part):3d} texts  {scores}  {words / 500 / spent:8.1f} texts of 500 words a second"


def kinds(folder: Path) -> str:
    """How many of the kinds are right in span, type, value, modifier, EDTF, begin and end."""
    right, rows = 0, [json.loads(row) for row in (folder / "timex_news_kinds.jsonl").read_text("utf-8").splitlines() if row.strip()]
    for row in rows:
        made = ours({"doc": "kind", "dct": row["dct"], "text": row["sentence"]})["timex"]
        got = [(t["text"], t["type"], t["value"], t["mod"], t["edtf"], t["date_begin"], t["date_end"]) for t in made]
        want = [(row["span"], row["type"], row["value"], row.get("mod"), row["edtf"], row["begin"], row["end"])] if row["span"] else []
        right += got == want
        if got != want:
            print(f"  kind {row['id']} ({row['kind']}): {got}")
    return f"timex_news_kinds                 {right} of {len(rows)}"


def hostile(count: int) -> Iterator[str]:
    """Random texts of words, digits, separators and odd characters, then long repeats that slow regexes choke on."""
    dice = random.Random(20250611)
    for _ in range(count):
        glue = dice.choice(["", " ", " ", "\n"])
        yield glue.join(dice.choice(PIECES) for _ in range(dice.randrange(1, 120)))
    for piece in (
        "a year ",
        "1 to ",
        "/",
        "1957-",
        "May ",
        "the end of ",
        "early late mid ",
        "1 January ",
        "'",
        "\n",
        "9" * 50 + " ",
        "1-Jan-99 ",
    ):
        yield piece * (100_000 // len(piece))


def timed(text: str) -> tuple[float, tuple[TimeSpan, ...]]:
    begin = time.perf_counter()
    times = find_times(text, date(2025, 6, 11))
    return time.perf_counter() - begin, times


def run_hostile(count: int) -> str:
    worst, where, size, spent = 0.0, "", 0, 0.0
    for text in hostile(count):
        took, times = timed(text)
        if took > 0.01:
            took = min(took, timed(text)[0])  # the better of two: a busy machine is not the text's fault
        assert all(t.span is not None and text[t.span.start : t.span.end] == t.words for t in times)
        spans = [t.span for t in times if t.span]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        size, spent = size + len(text), spent + took
        each = 1000 * took / max(1.0, len(text.encode("utf-8", "surrogatepass")) / 1000)
        if each > worst:
            worst, where = each, text[:40]
    return f"hostile text: {count} cases and long repeats, mean {1e6 * spent / size:.1f} ms/kB, worst {worst:.1f} ms/kB at {where!r}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold")
    options.add_argument("--peer-seconds", type=float, default=60)
    options.add_argument("--hostile", type=int, default=10_000)
    given = options.parse_args()
    examples = " ".join(rule.example for table in TABLES for rule in table)
    begin = time.perf_counter()
    for _ in range(20):
        find_times(examples, date(2025, 6, 11))
    rate = 20 * len(examples.split()) / 500 / (time.perf_counter() - begin)
    print(f"our own example sentences, a time in each: {rate:.1f} texts of 500 words a second")
    folder = gold_folder(given.gold)
    if folder is None:
        print("no gold folder: name one with --gold or KG_GOLD to see the scores")
    else:
        module = scorer(folder)
        print(kinds(folder))
        for name in ("timex_wikinews_dev", "timex_wikiwars_dev"):
            gold = module.load(folder / f"{name}.jsonl")
            print(line(name, module, gold, *within(ours, list(gold.values()), 3600)))
            print(line("  dateparser.search_dates", module, gold, *within(peer, list(gold.values()), given.peer_seconds)))
    print(run_hostile(given.hostile))


if __name__ == "__main__":
    main()
