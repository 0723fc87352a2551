"""How soon the pages can be used, beside vis-timeline and plain pyvis: python benchmarks/views.py [--runs 5] [--alone] [--only PART]

Debian's Chromium opens each page from disk; "interactive" is the time from the start of the navigation until the first picture
has been painted and the page answers again; its sentences are read in parts after that. vis-timeline comes from npm into a cache folder
(``--peers DIR``) and is left out where npm is not there. Prints one line a case: the median, and what it may be.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from view_rows import actors, rows

from kg.graph.rows import EventRow
from kg.views.html import explorer_html, network_html, timeline_html
from kg.views.pyvis_page import library

CHROMIUM = "/usr/bin/chromium"
PEERS = ("vis-timeline@7.7.3", "vis-data@7.1.9")
# What takes longer than so many seconds is measured once; what takes longer than PATIENCE is given up.
SLOW, PATIENCE = 20, 150
READY = "performance.getEntriesByName('{mark}')[0]?.startTime ?? null"
# Drags the picture for a second and a half, a step a frame, and tells the frames of a second.
PAN = """new Promise((done) => {
  const plot = document.querySelector('PLOT');
  const box = plot.getBoundingClientRect();
  const at = { pointerId: 1, clientY: box.top + 120, bubbles: true, button: 0, buttons: 1, isPrimary: true };
  const send = (kind, x) => plot.dispatchEvent(new PointerEvent(kind, { ...at, clientX: x }));
  plot.setPointerCapture = () => {};
  let frames = 0, x = box.left + 700;
  const start = performance.now();
  send('pointerdown', x);
  const step = () => {
    frames += 1; x += frames % 60 < 30 ? 9 : -9;
    send('pointermove', x);
    if (performance.now() - start < 1500) requestAnimationFrame(step);
    else { send('pointerup', x); done(frames / ((performance.now() - start) / 1000)); }
  };
  requestAnimationFrame(step);
})"""


class Bench:
    """A browser, a folder for pages, and how often each case runs."""

    def __init__(self, browser: Any, folder: Path, runs: int) -> None:
        self.browser, self.folder, self.runs = browser, folder, runs

    def opened(self, html: str, mark: str = "kg-ready", after: str = "", limit: float = 120) -> tuple[float, list[float], int]:
        """Median seconds until ``mark``, what ``after`` gave in each run, and the number of requests beside the page's own."""
        file = self.folder / "page.html"
        file.write_text(html, encoding="utf-8")
        times, values, asked = [], [], 0
        for _ in range(self.runs):
            if times and times[-1] > SLOW:
                break
            page = self.browser.new_page(viewport={"width": 1400, "height": 900})
            requests: list[str] = []
            page.on("request", lambda request, seen=requests: seen.append(request.url))
            page.goto(file.as_uri(), wait_until="commit")
            try:
                times.append(waited(page, mark, limit) / 1000)
            except LateError:
                page.close()
                raise
            if after:
                values.append(page.evaluate(after))
            asked = max(asked, len(requests) - 1)
            page.close()
        return median(times), values, asked


class LateError(Exception):
    """A page that did not come to its mark in time."""


def waited(page: Any, mark: str, limit: float) -> float:
    """Milliseconds until the mark; asked for from outside, since the policy of our pages lets no waiting function in.

    Raises LateError where it does not come within ``limit`` seconds, or where the page is too busy to answer for so long.
    """
    from playwright.sync_api import TimeoutError as Waited

    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            # Through a selector, which has a time limit: a page that is busy for minutes would hold up a plain question as long.
            found = page.locator("html").evaluate(READY.format(mark=mark), timeout=max(1.0, end - time.monotonic()) * 1000)
        except Waited:
            break
        if found is not None:
            return float(found)
        time.sleep(0.1)
    raise LateError(f"no mark {mark} within {limit} s")


def say(what: str, value: str, bound: str = "") -> None:
    print(f"{what:<58} {value:>12}  {bound}", flush=True)


def seed_rows() -> list[EventRow]:
    """The events of the seed articles."""
    from kg.build import articles, ingest, load_kit
    from kg.graph.event_rows import event_rows
    from kg.graph.store import Store

    with Store.open(None) as store:
        ingest(store, articles([]), load_kit())
        return event_rows(store)


def seeds(bench: Bench) -> None:
    found = seed_rows()
    html = explorer_html(found, "Seeds")
    seconds, _, asked = bench.opened(html)
    size = (len(html.encode()) - len(library().encode())) / 1000
    say(f"explorer of the seeds ({len(found)} events), without vis-network", f"{size:.0f} kB", "at most 150 kB")
    say("explorer of the seeds, interactive", f"{seconds:.2f} s", "at most 0.5 s")
    say("explorer of the seeds, requests", str(asked), "0")


def timelines(bench: Bench, peer: str | None) -> None:
    for count, bound in ((1000, ""), (10_000, "at most 0.5 s"), (50_000, "at most 1 s")):
        made = rows(count)
        start = time.perf_counter()
        html = timeline_html(made, "Made up")
        took = time.perf_counter() - start
        seconds, frames, _ = bench.opened(html, after=PAN.replace("PLOT", "#plot"))
        say(f"timeline of {count} events, interactive", f"{seconds:.2f} s", bound)
        say(f"timeline of {count} events, every sentence read", f"{bench.opened(html, 'kg-still')[0]:.2f} s")
        say(f"timeline of {count} events, panning", f"{median(frames):.0f} fps", "at least 50")
        say(f"timeline of {count} events, made in Python", f"{took:.2f} s", f"{len(html.encode()) / 1e6:.1f} MB")
        if peer and count <= 10_000:
            try:
                theirs = bench.opened(vis_timeline(made, peer), "peer-ready", limit=PATIENCE)[0]
                say(f"vis-timeline with {count} events, interactive", f"{theirs:.2f} s", f"{theirs / seconds:.1f} times ours")
            except LateError:
                say(f"vis-timeline with {count} events, interactive", f"> {PATIENCE} s", f"over {PATIENCE / seconds:.0f} times ours")


def vis_timeline(made: Sequence[EventRow], script: str) -> str:
    """The same events in vis-timeline, one group an actor, stacked, as its examples have it."""
    dated = [row for row in made if row.begin]
    groups = sorted({row.agents[0] for row in dated})
    items = [
        {
            "id": n,
            "group": row.agents[0][0],
            "content": row.label,
            "start": str(row.begin),
            **({"end": str(row.end)} if row.end and row.end != row.begin else {}),
        }
        for n, row in enumerate(dated)
    ]
    data = json.dumps({"items": items, "groups": [{"id": key, "content": name} for key, name in groups]})
    return (
        f"<!doctype html><meta charset=utf-8><body><div id=t></div><script>{script}</script><script>const d={data};"
        "const t=new vis.Timeline(document.getElementById('t'),new vis.DataSet(d.items),new vis.DataSet(d.groups),"
        "{height:'860px',stack:true});"
        f"{after_frame('peer-ready')}</script>"
    )


def after_frame(mark: str) -> str:
    return f"requestAnimationFrame(()=>setTimeout(()=>performance.mark('{mark}')));"


def networks(bench: Bench, peers: bool) -> None:
    for people, bound in ((100, ""), (1000, "at most 0.8 s"), (5000, "at most 2 s"), (10_000, "")):
        made = rows(people * 4, people)
        html = network_html(made, "Made up")
        seconds, _, _ = bench.opened(html)
        say(f"network of {people} nodes ({people * 4} events), interactive", f"{seconds:.2f} s", bound)
        if peers and people != 5000:
            plain_peer(bench, made, people, seconds)
    cast = actors(20_000)
    made = [replace(row, targets=(cast[n * 7919 % 20_000],)) for n, row in enumerate(rows(20_000, 20_000))]
    edges = len({(row.agents[0][0], row.targets[0][0]) for row in made})
    took, busy = [], []
    for _ in range(bench.runs):
        start, begun = time.perf_counter(), time.process_time()
        network_html(made, "Made up")
        took.append(time.perf_counter() - start)
        busy.append(time.process_time() - begun)
    say(f"network file of {edges} edges, made in Python", f"{median(took):.2f} s", f"at most 1 s ({median(busy):.2f} s of the processor)")


def plain_peer(bench: Bench, made: Sequence[EventRow], people: int, seconds: float) -> None:
    """Says how long plain pyvis takes beside our ``seconds``."""
    try:
        drawn, still = plain_pyvis(bench, made)
    except LateError:
        say(f"plain pyvis with {people} nodes, come to rest", f"> {PATIENCE} s", f"over {PATIENCE / seconds:.0f} times ours")
        return
    say(f"plain pyvis with {people} nodes, first picture", f"{drawn:.2f} s", f"{drawn / seconds:.1f} times ours")
    say(f"plain pyvis with {people} nodes, come to rest", f"{still:.2f} s", f"{still / seconds:.1f} times ours")


def plain_pyvis(bench: Bench, made: Sequence[EventRow]) -> tuple[float, float]:
    """Seconds until pyvis's own page of the same edges has drawn, and until it is still; its script inlined, as ours is."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="860px")
    net.add_nodes([key for key, _ in actors(1 + max(int(row.agents[0][0][1:]) for row in made))])
    known = set(net.get_nodes())
    for one, two in sorted({(row.agents[0][0], row.targets[0][0]) for row in made}):
        if one in known and two in known:
            net.add_edge(one, two)
    hook = "network.once('afterDrawing',()=>performance.mark('drawn'));"
    hook += "network.once('stabilizationIterationsDone',()=>performance.mark('peer-ready'));"
    html = net.generate_html().replace(
        "network = new vis.Network(container, data, options);", f"network = new vis.Network(container, data, options);{hook}"
    )
    # What it would fetch from elsewhere is cut out: offline its page waits for it in vain.
    still, drawn, _ = bench.opened(html, "peer-ready", after=READY.format(mark="drawn"), limit=PATIENCE)
    return median([value / 1000 for value in drawn if value] or [still]), still


def fetched(folder: Path) -> str | None:
    """The script of vis-timeline, from npm; None where there is no npm or it cannot fetch."""
    script = folder / "node_modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"
    npm = shutil.which("npm")
    if not script.exists() and npm:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), *PEERS],
            check=False,
            capture_output=True,
        )
    return script.read_text(encoding="utf-8") if script.exists() else None


def cases(bench: Bench, peer: str | None, only: str, peers: bool) -> Iterator[Callable[[], None]]:
    parts: dict[str, Callable[[], None]] = {
        "seeds": lambda: seeds(bench),
        "timelines": lambda: timelines(bench, peer),
        "networks": lambda: networks(bench, peers),
    }
    yield from (run for name, run in parts.items() if only in ("", name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "kg-view-peers")
    parser.add_argument("--only", default="", choices=("", "seeds", "timelines", "networks"))
    parser.add_argument("--alone", action="store_true", help="without the peers: plain pyvis takes minutes at a thousand nodes")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        bench = Bench(chromium, Path(folder), given.runs)
        for run in cases(bench, None if given.alone else fetched(given.peers), given.only, not given.alone):
            run()
        chromium.close()


if __name__ == "__main__":
    main()
