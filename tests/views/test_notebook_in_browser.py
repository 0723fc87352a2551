"""What a notebook shows, in the places where it is read: the page that nbconvert writes, and inside of an editor's strict frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kg.notebook import Page
from kg.views.answer import answer_html

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CELLS = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r})",
    "from kg.graph.store import Store\nfrom kg.notebook import explorer, show\nstore = Store.open()",
    "show(explorer(store), height=500)",
    "%load_ext kg.notebook",
    "%%sparql --store-to found --most 1\nSELECT ?begin ?agent ?target { VALUES (?begin ?agent ?target) "
    '{ ("2031-04-01" "Ann" "Bo") ("2031-04-02" "Bo" "Ann") } }',
    "print(len(found), 'rows kept')",
    "%%sparql\nSELECT nonsense",
)
# What VS Code lets the output of a notebook do: inline scripts and styles, pictures, frames with an address of https or data only.
EDITOR = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; connect-src https:; child-src https: data:"
)


@pytest.fixture(scope="module")
def notebook() -> Any:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    return NotebookClient(made, timeout=120, kernel_name="python3", allow_errors=True).execute()


@pytest.fixture
def written(browser: Any, tmp_path: Path) -> Iterator[Callable[[str], Any]]:
    contexts = []

    def open_html(text: str) -> Any:
        (tmp_path / "notebook.html").write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": 1200, "height": 900}, offline=True))
        page = contexts[-1].new_page()
        page.goto((tmp_path / "notebook.html").as_uri(), wait_until="domcontentloaded")
        return page

    yield open_html
    for context in contexts:
        context.close()


def frames(page: Any) -> list[Any]:
    """The frames of our pages, each scrolled into view: a browser lets those out of sight rest."""
    found = []
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        inside = frame.element_handle().content_frame()
        inside.get_by_role("tab").first.wait_for()
        found.append(inside)
    return found


def test_nbconvert_keeps_pages_that_work_without_a_network(notebook: Any, written: Callable[[str], Any]) -> None:
    html, _ = HTMLExporter().from_notebook_node(notebook)
    explorer, answer = frames(written(html))
    assert explorer.get_by_role("tab").all_inner_texts() == ["Timeline", "Network", "Table"]
    assert explorer.get_by_text("The store holds no article.").is_visible()
    assert answer.get_by_role("tab").all_inner_texts() == ["Table", "Timeline", "Network"]
    answer.get_by_role("tab", name="Timeline").click()
    assert answer.locator("#lanes .item").count() == 1
    answer.get_by_role("tab", name="Network").click()
    answer.locator("#net canvas").wait_for()


def test_a_page_in_a_notebook_cannot_reach_out_of_its_frame(notebook: Any, written: Callable[[str], Any]) -> None:
    html, _ = HTMLExporter().from_notebook_node(notebook)
    inside = frames(written(html))[0]
    reaching = "(() => { try { return String(parent.document.title); } catch (refused) { return refused.name; } })()"
    assert inside.evaluate(reaching) == "SecurityError"
    assert inside.evaluate("origin") == "null"


def test_a_long_answer_is_cut_with_a_notice_and_kept_whole(notebook: Any) -> None:
    shown, kept = notebook.cells[4].outputs[0], notebook.cells[5].outputs[0]
    assert "The first 1 of 2 rows; frame() and --store-to give all of them." in shown["data"]["text/html"]
    assert kept["text"] == "2 rows kept\n"


def test_a_cell_that_is_refused_says_so_in_one_line(notebook: Any) -> None:
    (refusal,) = notebook.cells[6].outputs
    assert refusal["output_type"] == "error"
    assert [line[:12] for line in refusal["traceback"]] == ["QueryError: "]


def test_a_page_works_inside_of_an_editor_that_inserts_it_as_markup(written: Callable[[str], Any]) -> None:
    shown = Page(answer_html(("begin", "agent", "target"), [("2031-04-01", "Ann", "Bo")], "An answer"))._repr_html_()
    editor = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{EDITOR}"><div id="output"></div>'
    page = written(editor)
    page.evaluate("(html) => { document.getElementById('output').innerHTML = html; }", shown)
    (inside,) = frames(page)
    inside.get_by_role("tab", name="Timeline").click()
    inside.locator("#lanes .item").click()
    assert inside.locator("#card h2").inner_text() == "Ann"
    inside.get_by_role("tab", name="Network").click()
    inside.locator("#net canvas").wait_for()
