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
# What VS Code lets the output of a notebook do (its setting notebook.experimental.enableCsp, without the address of its own files):
# inline scripts and styles, pictures of https, http or data, frames with an address of https or data. A frame without an address
# (srcdoc) is let in, and is under these rules beside its own.
EDITOR = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src https: http: data:; "
    "font-src https:; connect-src https:; child-src https: data:"
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


def test_a_picture_is_saved_under_the_rules_of_an_editor(written: Callable[[str], Any]) -> None:
    shown = Page(answer_html(("begin", "agent", "target"), [("2031-04-01", "Ann \ud800", "Bo")], "An answer"))._repr_html_()
    page = written(f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{EDITOR}"><div id="output"></div>')
    page.evaluate("(html) => { document.getElementById('output').innerHTML = html; }", shown)
    (inside,) = frames(page)
    inside.get_by_role("tab", name="Timeline").click()
    inside.locator(".save summary").click()
    with page.expect_download() as saved:
        inside.get_by_role("button", name="Save PNG").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_on_paper_a_table_stands_for_the_frame(notebook: Any, written: Callable[[str], Any]) -> None:
    html, _ = HTMLExporter().from_notebook_node(notebook)
    page = written(html)
    rows = page.locator(".kg-still tr")
    assert rows.count() == 2
    assert not rows.first.is_visible()
    page.emulate_media(media="print")
    assert [line.split("\t")[:2] for line in rows.all_inner_texts()] == [["begin", "agent"], ["2031-04-01", "Ann"]]
    assert page.locator("iframe").first.is_hidden()


def test_who_drops_frames_and_styles_for_safety_sees_the_table(notebook: Any, written: Callable[[str], Any]) -> None:
    html, _ = HTMLExporter(sanitize_html=True).from_notebook_node(notebook)
    page = written(html)
    assert page.locator("iframe").count() == 0
    assert page.get_by_role("cell", name="2031-04-01").is_visible()
    assert page.get_by_text("The store holds no article.").is_visible()


def test_where_only_text_is_shown_the_answer_is_text(notebook: Any) -> None:
    kept = [notebook.cells[n].outputs[0]["data"]["text/plain"] for n in (2, 4)]
    assert kept[0].startswith("The store holds no article.")
    assert kept[1] == "Answer: 1 row\nbegin | agent | target\n2031-04-01 | Ann | Bo"
