"""Pictures of every page: python benchmarks/screenshots.py OUT [--quick]

At 1400×900, 1024×768 and 390×844, light and dark, of 60, 1,000 and 20,000 events of our own invention: timeline, network and
explorer, with an event open, and the table. Debian's Chromium makes them. ``--quick`` leaves 20,000 events and dark out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from view_rows import rows

from kg.views.answer import answer_html
from kg.views.html import explorer_html, network_html, timeline_html

CHROMIUM = "/usr/bin/chromium"
SIZES = ((1400, 900), (1024, 768), (390, 844))
VOLUMES = {60: 14, 1000: 100, 20_000: 2000}
READY = "performance.getEntriesByName('kg-still').length && 1"
# What is done on a page before the picture: the name of the picture, and the script.
SCENES = {
    "timeline": {"": "", "-open": "kg.choose({ events: [Math.floor(kg.data.events.length / 2)] })", "-table": "kg.showTab('table')"},
    "network": {"": "", "-actor": "kg.chooseActor(kg.actors[2].actor)"},
    "explorer": {
        "": "",
        "-network": "kg.showTab('network')",
        "-brushed": "kg.showTab('network'); kg.show(kg.data.window[0] + 40, kg.data.window[0] + 90)",
    },
    "answer": {"": ""},
}


def made(count: int, people: int) -> dict[str, str]:
    """The pages of so many events."""
    found = rows(count, people)
    title = "The harbour order"
    cells = [(str(row.begin) if row.begin else None, row.label, row.agents[0][1], row.targets[0][1]) for row in found]
    return {
        "timeline": timeline_html(found, title),
        "network": network_html(found, title),
        "explorer": explorer_html(found, title),
        "answer": answer_html(("begin", "label", "agent", "target"), cells, title),
    }


def taken(browser: Any, file: Path, out: Path, name: str, scheme: str) -> int:
    """Pictures of one page in all sizes; the number of them."""
    view, _, count = name.partition("-")
    done = 0
    for width, height in SIZES:
        for scene, script in SCENES[view].items():
            phone = {"is_mobile": True, "has_touch": True} if width < 500 else {}
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **phone)
            page = context.new_page()
            page.goto(file.as_uri())
            while not page.evaluate(READY):
                page.wait_for_timeout(50)
            if script:
                page.evaluate(script)
            page.wait_for_timeout(400)
            page.screenshot(path=out / f"{view}{scene}-{count}-{width}x{height}-{scheme}.png")
            context.close()
            done += 1
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        done = 0
        for count, people in VOLUMES.items():
            if given.quick and count > 1000:
                continue
            for view, html in made(count, people).items():
                file = Path(folder) / "page.html"
                file.write_text(html, encoding="utf-8")
                for scheme in ("light",) if given.quick else ("light", "dark"):
                    done += taken(browser, file, given.out, f"{view}-{count}", scheme)
        browser.close()
    print(f"{done} pictures in {given.out}")


if __name__ == "__main__":
    main()
