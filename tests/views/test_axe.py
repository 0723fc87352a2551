"""axe-core, the W3C's accessibility rules as a program, finds nothing on any page, light or dark. Needs npm, once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from kg.graph.rows import EventRow
from kg.views.answer import answer_html
from kg.views.html import explorer_html, network_html, timeline_html

pytestmark = pytest.mark.browser
VERSION = "4.10.3"
FOUND = """axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ html, any }) =>
    `${html.slice(0, 150)} ${any[0]?.message ?? ''}`).join(' | ')}`))"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe.min.js, out of npm's registry into a cache folder; skips where there is none to be had."""
    folder = Path(os.environ.get("KG_AXE", Path(gettempdir()) / f"kg-axe-{VERSION}"))
    script = folder / "node_modules/axe-core/axe.min.js"
    npm = shutil.which("npm")
    if not script.exists():
        if npm is None:
            pytest.skip("no npm to fetch axe-core with")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), f"axe-core@{VERSION}"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("npm could not fetch axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(demo_rows: list[EventRow], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    cells = [(str(row.begin) if row.begin else None, row.label, row.agents[0][1] if row.agents else None, "x") for row in demo_rows]
    pages = {
        name: make(demo_rows, "The harbour order")
        for name, make in (("timeline", timeline_html), ("network", network_html), ("explorer", explorer_html))
    }
    pages |= {"answer": answer_html(("begin", "label", "agent", "target"), cells, "An answer"), "empty": explorer_html([], "Nothing")}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["timeline", "network", "explorer", "answer", "empty"])
def test_axe_finds_nothing_on_any_tab(browser: Any, settle: Any, made: dict[str, Path], axe: str, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(made[name].as_uri())
    settle(page)
    page.evaluate(axe)
    found = {}
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.evaluate("new Promise((done) => setTimeout(done, 60))")
        found[tab.inner_text()] = page.evaluate(FOUND)
    if name != "empty":
        page.evaluate("kg.choose({ events: [3] })")
        found["panel"] = page.evaluate(FOUND)
    context.close()
    assert {where: what for where, what in found.items() if what} == {}
