from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph.rows import EventRow
from kg.views.html import UNSCRIPTED, explorer_html, network_html, timeline_html

pytestmark = pytest.mark.browser
Make = Callable[..., EventRow]

FOCUS = """(() => {
  const node = document.activeElement;
  return `${kg.laneNodes.findIndex(({ shift }) => shift.contains(node))} ${node.dataset.event}`;
})()"""
TOUCHING = """kg.laneNodes.reduce((bad, { shift }) => {
  const boxes = [...shift.children].map((node) => node.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return bad + boxes.reduce((sum, a, n) => sum + boxes.slice(n + 1).filter((b) => meet(a, b)).length, 0);
}, 0)"""
FIRST_DOT = """(() => {
  const { x, y } = kg.net.canvasToDOM(kg.net.getPositions([0])[0]);
  const box = kg.byId("net").getBoundingClientRect();
  return [x + box.left, y + box.top];
})()"""


class Opened:
    """A page on disk, opened, with all that it asked for and complained of."""

    def __init__(self, context: Any, address: str, settle: Callable[[Any], None]) -> None:
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        settle(self.page)


Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Any, settle: Callable[[Any], None], tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(text: str, width: int = 1400, height: int = 900, fragment: str = "", **options: Any) -> Opened:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        contexts[-1].set_default_timeout(20_000)
        scripted = options.get("java_script_enabled", True)
        return Opened(contexts[-1], f"{file.as_uri()}#{fragment}", settle if scripted else bool)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pages(demo_rows: list[EventRow]) -> dict[str, str]:
    makers = {"timeline": timeline_html, "network": network_html, "explorer": explorer_html}
    return {name: make(demo_rows, "The harbour order") for name, make in makers.items()}


@pytest.mark.parametrize("name", ["timeline", "network", "explorer"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_asks_for_nothing_and_complains_of_nothing(opened: Open, pages: dict[str, str], name: str, scheme: str) -> None:
    seen = opened(pages[name], color_scheme=scheme)
    for tab in seen.page.get_by_role("tab").all():
        tab.click()
        seen.page.evaluate("new Promise(requestAnimationFrame)")
    assert len(seen.requests) == 1
    assert seen.complaints == []


@pytest.mark.parametrize("name", ["timeline", "network", "explorer"])
def test_hostile_text_is_shown_and_does_not_run(opened: Open, pages: dict[str, str], hostile: str, name: str) -> None:
    page = opened(pages[name]).page
    page.get_by_role("searchbox").fill("onerror")
    chosen = page.locator("#lanes .item:visible, #actors .who:visible").first
    chosen.click()
    assert hostile.replace("\u2028", "").strip() in page.locator("#card").inner_text().replace("\u2028", "")
    assert page.evaluate("window.__hacked") is None
    assert page.locator("img").count() == 0


def test_a_click_shows_the_sentence_its_source_and_how_the_date_is_known(opened: Open, make_row: Make) -> None:
    row = make_row("governor", begin=-6, end=-1, words="earlier this week", papers=2)
    page = opened(timeline_html([row, make_row(day=3)], "t")).page
    page.locator("#lanes .item.span").click()
    card = page.locator("#card")
    assert card.locator("blockquote").first.inner_text() == row.supports[0].quote
    assert card.locator("mark").first.inner_text() == "issues directive to"
    assert "computed from “earlier this week”" in card.inner_text()
    link = card.get_by_role("link").first
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://gazette.example/a", "noopener noreferrer")


@pytest.mark.parametrize("zoom", ["Week", "Year"])
def test_an_uncertain_time_shows_its_label_and_words_in_wide_bars_and_narrow_ones(opened: Open, make_row: Make, zoom: str) -> None:
    page = opened(timeline_html([make_row("governor", begin=-6, end=-1, words="earlier this week")], "t")).page
    page.get_by_role("button", name=zoom, exact=True).click()
    item = page.locator("#lanes .item.span")
    assert (item.locator(".label").inner_text(), item.locator(".note").inner_text()) == ("issues directive", "“earlier this week”")
    assert item.locator(".label").is_visible()
    assert item.locator(".note").is_visible()


def test_the_keyboard_walks_chooses_and_comes_back(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row(verb="Announce", day=20), make_row("police", day=19)], "t")).page
    page.locator("#lanes .item[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == "Mara Okafor announces plans"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == "Port Wren Police issues directive"


def test_every_event_in_the_open_lanes_is_reached_with_arrows_alone(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["timeline"]).page
    count = page.evaluate("kg.open.reduce((sum, lane) => sum + lane.packed.length, 0)")
    page.locator("#lanes .item[tabindex='0']").focus()
    seen = set()
    for _ in range(page.evaluate("kg.open.length")):
        for key, times in (("ArrowLeft", 30), ("ArrowRight", 30)):
            for _ in range(times):
                seen.add(page.evaluate(FOCUS))
                page.keyboard.press(key)
        page.keyboard.press("ArrowDown")
    assert len(seen) == count


@pytest.mark.parametrize("name", ["timeline", "network", "explorer"])
@pytest.mark.parametrize("tab", ["first", "last"])
def test_a_phone_does_not_scroll_sideways(opened: Open, pages: dict[str, str], name: str, tab: str) -> None:
    page = opened(pages[name], 390, 844, has_touch=True, is_mobile=True).page
    getattr(page.get_by_role("tab"), tab).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("visualViewport.scale") == 1


def test_a_status_that_is_switched_off_is_gone_from_picture_table_and_count(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row(verb="FundAid", day=1, status="negated")], "t")).page
    assert page.locator("#lanes .item").count() == 2
    page.locator(".chip[data-code=negated]").click()
    assert page.locator("#lanes .item").count() == 1
    assert page.locator("#count").inner_text() == "1 of 2 events"
    page.get_by_role("tab", name="Table").click()
    assert page.locator(".events tbody tr:visible").count() == 1


def test_search_finds_words_of_the_quote_and_says_when_it_finds_none(opened: Open, make_row: Make) -> None:
    page = opened(
        timeline_html([make_row(day=0, quote="A heron, she said, issues directive to the port."), make_row("police", day=1)], "t")
    ).page
    page.get_by_role("searchbox").fill("HERON said")
    assert page.locator("#lanes .lane h2 bdi").all_inner_texts() == ["Mara Okafor"]
    page.get_by_role("searchbox").fill("albatross")
    assert "No event has “albatross”" in page.locator("#nothing").inner_text()
    page.get_by_role("button", name="Show everything").click()
    assert page.locator("#lanes .item").count() == 2


def test_a_fold_opens_into_its_acts(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(target=who, day=0) for who in ("police", "schools", "court")], "t")).page
    page.locator("#lanes .item", has_text="×3").click()
    assert page.locator("#card .act").count() == 3
    page.get_by_role("button", name="Show one by one").click()
    assert page.locator("#lanes .item").count() == 3


def test_no_two_items_overlap_at_any_zoom(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["timeline"]).page
    for _ in range(5):
        assert page.evaluate(TOUCHING) == 0
        page.get_by_role("button", name="Zoom in").click()
        page.evaluate("new Promise(requestAnimationFrame)")


def test_what_is_open_is_in_the_address_and_opens_again(opened: Open, pages: dict[str, str], settle: Callable[[Any], None]) -> None:
    page = opened(pages["timeline"]).page
    page.get_by_role("searchbox").fill("lindqvist")
    page.locator("#lanes .item").first.click()
    heading = page.locator("#card h2").first.inner_text()
    page.wait_for_url("**event=**")
    page.reload()
    settle(page)
    assert page.locator("#card h2").first.inner_text() == heading
    assert page.get_by_role("searchbox").input_value() == "lindqvist"


def test_dragging_moves_through_time_and_chooses_nothing(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["timeline"]).page
    page.get_by_role("button", name="Month").click()
    before = page.evaluate("kg.view.from")
    box = page.locator("#plot").bounding_box()
    page.mouse.move(box["x"] + 600, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 700, box["y"] + 60, steps=4)
    page.mouse.up()
    assert page.evaluate("kg.view.from") < before
    assert page.locator("#card").is_hidden()


def test_a_mark_stays_the_same_element_while_nothing_moves_it(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["timeline"]).page
    marks = "[...document.querySelectorAll('#lanes .item')]"
    page.evaluate(f"window.before = {marks}")
    page.evaluate("kg.drawTime()")
    page.locator("#lanes .item").nth(2).click()
    assert page.evaluate(f"{marks}.every((mark, n) => mark === before[n])")
    assert page.evaluate(f"{marks}.map((mark) => mark.ariaPressed).indexOf('true')") == 2
    page.get_by_role("button", name="Zoom in").click()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.evaluate(f"{marks}.every((mark) => !before.includes(mark))")


def test_the_brush_chooses_days(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["timeline"]).page
    box = page.locator("#strip canvas").bounding_box()
    whole = page.evaluate("kg.view.to - kg.view.from")
    page.mouse.move(box["x"] + 200, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 20, steps=4)
    page.mouse.up()
    assert page.evaluate("kg.view.to - kg.view.from") == pytest.approx(whole * 200 / box["width"], rel=0.02)


def test_undated_events_are_listed_and_open(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(begin=None, end=None)], "t")).page
    page.locator("#undated .item").click()
    assert "no date known" in page.locator("#card").inner_text()


@pytest.mark.parametrize("render", [pytest.param(timeline_html, id="timeline"), pytest.param(network_html, id="network")])
def test_an_empty_page_says_why_and_works(opened: Open, render: Callable[..., str]) -> None:
    seen = opened(render([], "t"))
    assert seen.page.get_by_text("No event to show").is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize("name", ["timeline", "network", "explorer"])
def test_without_scripts_the_table_is_the_page(opened: Open, pages: dict[str, str], demo_rows: list[EventRow], name: str) -> None:
    page = opened(pages[name], java_script_enabled=False).page
    assert page.locator(".events tbody tr:visible").count() == min(UNSCRIPTED, len(demo_rows))
    assert page.locator("#chips").is_hidden()


def test_a_saved_table_gives_a_spreadsheet_no_formula(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0, quote='=HYPERLINK("x") issues directive to all')], "t")).page
    with page.expect_download() as saved:
        page.locator(".save summary").click()
        page.get_by_role("button", name="Save CSV").click()
    (line,) = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert line.startswith('"2031-04-19","2031-04-19"')
    assert """"'=HYPERLINK(""x"") issues""" in line


@pytest.mark.parametrize("fragment", ["by=constructor&event=x&off=__proto__", "from=x&to=9", "q=%3Cimg%3E&sources=-1&tab=x"])
def test_a_spoiled_address_spoils_nothing(opened: Open, make_row: Make, fragment: str) -> None:
    seen = opened(timeline_html([make_row(day=0)], "t"), fragment=fragment)
    assert seen.page.locator("#timeline, #nothing").locator("visible=true").count() == 1
    assert seen.complaints == []


def test_an_actor_of_the_network_shows_neighbours_and_acts(opened: Open, make_row: Make) -> None:
    rows = [make_row(target="police", day=0), make_row("court", "FundAid", "mayor", day=1), make_row("schools", day=2)]
    page = opened(network_html(rows, "t")).page
    page.locator("#actors .who", has_text="Mara Okafor").click()
    card = page.locator("#card")
    assert card.locator("h2").first.inner_text() == "Mara Okafor"
    assert card.locator(".who bdi").all_inner_texts() == ["Supreme Court of the Northern Province", "Port Wren Police"]
    assert rows[0].supports[0].quote in card.locator("blockquote").all_inner_texts()


def test_a_click_on_a_dot_opens_its_actor(opened: Open, make_row: Make) -> None:
    page = opened(network_html([make_row(target="police", day=0)], "t")).page
    page.mouse.click(*page.evaluate(FIRST_DOT))
    page.locator("#card h2").first.wait_for()
    assert page.locator("#card h2").first.inner_text() == page.evaluate("kg.actors[0].label")


def test_filters_take_lines_out_of_the_network(opened: Open, make_row: Make) -> None:
    page = opened(network_html([make_row("mayor", "FundAid", "police", day=0), make_row("police", "Threaten", "mayor", day=0)], "t")).page
    assert page.evaluate("kg.linkSet.length") == 2
    page.locator(".chip[data-code=verbal-conflict]").click()
    assert page.evaluate("kg.linkSet.length") == 1
