"""What more processes give: articles a second of one worker and of two, and of a Dask cluster on this machine, each in turn, same articles.

    python benchmarks/scale.py                          400 articles in batches of 25, once
    python benchmarks/scale.py --articles 2000 --batch 100 --repeat 3
    python benchmarks/scale.py --only pool              without the cluster

The articles are made of the development texts where those are (KG_GOLD, or shared/gold beside the checkout), else of the seeds: each with
people and days of its own, so that nothing is found in a cache and events do not all fall together. Rates are of the whole run: the start
of the processes, all commits, actors and events. The stores of all runs must be equal, byte for byte. A busy machine makes ratios
meaningless: the load is printed beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from kg.build import Kit, Plan, Progress, articles, ingest, load_kit
from kg.graph.store import Store
from kg.model import Article

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).resolve().parents[2] / "shared" / "gold") / "policy_dev.jsonl"
FIRST = date(2015, 1, 1)
DAYS = 3650
SYLLABLES = ("ba", "cor", "den", "fal", "gri", "hol", "jan", "kel", "lor", "mer", "nov", "pel", "ros", "tav", "vin", "zan")
MONTH_DAY = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2})\b")


def texts() -> list[Article]:
    """The articles that all others are made of."""
    return list(articles([str(GOLD)] if GOLD.exists() else []))


def name(number: int) -> str:
    """A family name that no other number has."""
    sounds = []
    for _ in range(4):
        number, place = divmod(number, len(SYLLABLES))
        sounds.append(SYLLABLES[place])
    return "".join(sounds).capitalize()


def made(count: int, kit: Kit) -> Iterator[Article]:
    """That many articles, each with names and days of its own."""
    originals = [(one, sorted({e.text.split()[-1] for e in kit.model.nlp(one.text).ents if e.label_ == "PERSON"})) for one in texts()]
    for number in range(count):
        article, people = originals[number % len(originals)]
        text = MONTH_DAY.sub(lambda found, shift=number: f"{found[1]} {(int(found[2]) + shift) % 28 + 1}", article.text)
        for place, person in enumerate(people):
            text = re.sub(rf"\b{re.escape(person)}\b", name(number * 31 + place), text)
        yield replace(
            article, doc=f"a{number:06}", text=f"{text}\n\nReport {number}.", published=FIRST + timedelta(number * 7 % DAYS), url=None
        )


@dataclass
class Measured:
    """One run. Seconds; ``memory`` has the megabytes of each worker after each batch."""

    how: str
    wall: float = 0.0
    worked: float = 0.0
    owner: float = 0.0
    workers: float = 0.0
    digest: str = ""
    load: float = 0.0
    memory: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))


def children() -> list[int]:
    """The processes that this one has started, and those that they have."""
    found, left = [], [os.getpid()]
    while left:
        for tasks in Path(f"/proc/{left.pop()}/task").glob("*/children"):
            pids = [int(pid) for pid in tasks.read_text().split()]
            found += pids
            left += pids
    return found


def megabytes(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def cpu(whose: int) -> float:
    """Seconds of CPU of this process (RUSAGE_SELF), or of those that it has started and that have ended (RUSAGE_CHILDREN)."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def run(how: str, plan: Plan, found: list[Article], kit: Kit, folder: Path) -> Measured:
    """Takes the articles into a new store."""
    result = Measured(how, load=os.getloadavg()[0])
    begun, before, workers = time.perf_counter(), cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)

    def watch(progress: Progress) -> None:
        del progress
        result.worked = time.perf_counter() - begun

    def committed(number: int, articles: int) -> None:
        del number, articles
        for pid in children():
            result.memory[pid].append(megabytes(pid))

    with Store.open(folder / how.replace(" ", "-")) as store:
        ingest(store, found, kit, watch, plan=plan, committed=committed)
        result.wall, result.owner = time.perf_counter() - begun, cpu(resource.RUSAGE_SELF) - before
        result.workers = cpu(resource.RUSAGE_CHILDREN) - workers
        result.digest = sha256(store.serialise("nquads").encode("utf-8")).hexdigest()
    return result


def show(one: Measured, count: int) -> None:
    print(
        f"{one.how:12}{one.wall:7.1f} s{count / one.wall:7.2f} articles/s  extracted after {one.worked:6.1f} s  CPU an article: workers "
        f"{one.workers / count * 1e3:4.0f} ms, owner {one.owner / count * 1e3:3.0f} ms ({one.owner / one.wall:.0%} of its time)  "
        f"load before {one.load:.1f}",
        flush=True,
    )
    for pid, sizes in one.memory.items():
        if len(sizes) > 2 and max(sizes) > 200:
            middle = sizes[len(sizes) // 2]
            print(f"    worker {pid}: {sizes[0]:.0f} MB after its first batch seen, {middle:.0f} in the middle, {sizes[-1]:.0f} at the end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--batch", type=int, default=25)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--only", choices=["pool", "cluster"])
    given = parser.parse_args()
    kit = load_kit()
    found = list(made(given.articles, kit))
    words = sum(len(article.text.split()) for article in found)
    print(f"{len(found)} articles, {words / len(found):.0f} words each, {os.cpu_count()} cores")
    plans = {
        "one worker": Plan(workers=1, batch=given.batch),
        "two workers": Plan(workers=2, batch=given.batch),
        "Dask, two": Plan(workers=2, batch=given.batch, cluster="local"),
    }
    if given.only == "pool":
        del plans["Dask, two"]
    elif given.only:
        del plans["one worker"]
    rates: dict[str, list[float]] = defaultdict(list)
    digests = set()
    for _ in range(given.repeat):
        with tempfile.TemporaryDirectory() as folder:
            for how, plan in plans.items():
                one = run(how, plan, found, kit, Path(folder))
                show(one, given.articles)
                rates[how].append(given.articles / one.wall)
                digests.add(one.digest)
    middle = {how: statistics.median(found) for how, found in rates.items()}
    for left, right in (("two workers", "one worker"), ("Dask, two", "two workers")):
        if left in middle and right in middle:
            each = ", ".join(f"{one / other:.2f}" for one, other in zip(rates[left], rates[right], strict=True))
            print(f"{left} against {right}: {middle[left] / middle[right]:.2f} ({each})")
    print("the stores are equal" if len(digests) == 1 else json.dumps({"the stores differ": sorted(digests)}))
    sys.exit(len(digests) != 1)


# the workers import this module
if __name__ == "__main__":
    main()
