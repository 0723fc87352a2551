"""Pages are read with fingers, keys and printers, on small screens, from right to left, and words stay legible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from kg.graph.rows import EventRow
from kg.views.answer import answer_html
from kg.views.html import explorer_html, network_html, timeline_html

pytestmark = pytest.mark.browser
Make = Callable[..., EventRow]
Open = Callable[..., Any]
Until = Callable[[Any, str], None]
# Names as they are drawn in the network, each line as left, top, right, bottom.
NAMES = """(() => {
  const { clientWidth: wide, clientHeight: tall } = kg.byId("net");
  return kg.placeLabels(kg.pen2, kg.net, kg.actors, kg.lit, wide, tall).map(({ line, x, y, size, font }) => {
    kg.pen2.font = font;
    const half = kg.pen2.measureText(line).width / 2;
    return [x - half, y, x + half, y + size];
  });
})()"""
# Words right of a mark in sight that run out of it at the right.
CUT = """(() => {
  const edge = kg.byId("scroller").getBoundingClientRect().right;
  return [...document.querySelectorAll("#lanes .item:not(.flip) .text")].filter((text) => {
    const shown = text.querySelector(".label").getBoundingClientRect();
    return shown.width > 0 && shown.left < edge - 8 && shown.right > edge + 1;
  }).map((text) => text.textContent);
})()"""


def published_apart(rows: list[EventRow]) -> list[EventRow]:
    """The rows with articles of different days: only then there is a past to go back to."""
    return [
        replace(row, supports=tuple(replace(s, published=s.published and s.published + timedelta(days=n)) for s in row.supports))
        for n, row in enumerate(rows)
    ]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("tab", ["Timeline", "Network", "Table"])
def test_a_phone_does_not_scroll_sideways_with_an_actor_open(opened: Open, demo_rows: list[EventRow], width: int, tab: str) -> None:
    page = opened(explorer_html(published_apart(demo_rows), "The harbour order"), width=width, height=800, has_touch=True, is_mobile=True)
    page.get_by_role("tab", name=tab).click()
    page.evaluate("kg.chooseActor('union')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#card").bounding_box()["y"] < 800


def test_a_network_page_on_a_phone_keeps_its_sliders_in_sight(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(network_html(published_apart(demo_rows), "t"), width=390, height=844, has_touch=True, is_mobile=True)
    box = page.locator("#netbar").bounding_box()
    assert page.locator("#netbar #asof").count() == 1
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_label_is_cut_off_without_an_ellipsis(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(timeline_html(demo_rows, "t"), width=1024, height=768)
    for _ in range(4):
        assert page.evaluate(CUT) == []
        page.get_by_role("button", name="Zoom in").click()
        page.evaluate("new Promise(requestAnimationFrame)")


def test_short_words_are_never_left_out_for_being_short(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0, label="Mara Okafor acts")], "t"))
    assert page.locator("#lanes .item .label").inner_text() == "acts"
    assert page.locator("#lanes .item .label").is_visible()


@pytest.mark.parametrize("zoom", [1, 3])
def test_no_two_names_of_the_network_touch(opened: Open, demo_rows: list[EventRow], zoom: int) -> None:
    page = opened(network_html(demo_rows, "t"))
    page.evaluate(f"kg.net.moveTo({{ scale: kg.net.getScale() * {zoom} }})")
    boxes = page.evaluate(NAMES)
    assert len(boxes) >= 3
    assert not [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_two_fingers_zoom_and_the_day_between_them_stays(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(timeline_html(demo_rows, "t"), has_touch=True)
    box = page.locator("#plot").bounding_box()
    y, left, right = box["y"] + 200, box["x"] + 400, box["x"] + 500
    middle = "kg.view.from + (450 - (kg.byId('plot').clientWidth - kg.view.width)) / kg.perDay()"
    before, length = page.evaluate(middle), page.evaluate("kg.view.to - kg.view.from")
    fingers = page.context.new_cdp_session(page)
    for kind, a, b in (("touchStart", left, right), ("touchMove", left - 50, right + 50), ("touchMove", left - 100, right + 100)):
        points = [{"x": a, "y": y, "id": 0}, {"x": b, "y": y, "id": 1}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate("kg.view.to - kg.view.from") == pytest.approx(length / 3, rel=0.02)
    assert page.evaluate(middle) == pytest.approx(before, abs=2)
    assert page.locator("#card").is_hidden()


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(opened: Open, demo_rows: list[EventRow], until: Until) -> None:
    page = opened(timeline_html(demo_rows, "t"))
    box = page.locator("#plot").bounding_box()
    page.mouse.move(box["x"] + 600, box["y"] + 80)
    length = page.evaluate("kg.view.to - kg.view.from")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    until(page, f"kg.view.to - kg.view.from < {length}")
    zoomed = page.evaluate("kg.view.to - kg.view.from")
    page.mouse.wheel(0, 100)
    until(page, "kg.byId('scroller').scrollTop > 0")
    assert page.evaluate("kg.view.to - kg.view.from") == zoomed


@pytest.mark.parametrize(("name", "days"), [("Week", 9), ("Month", 33), ("Year", 370)])
def test_presets_show_as_many_days_as_they_say(opened: Open, make_row: Make, name: str, days: int) -> None:
    page = opened(timeline_html([make_row(day=n * 200) for n in range(6)], "t"))
    page.get_by_role("button", name=name, exact=True).click()
    assert page.evaluate("kg.view.to - kg.view.from") == pytest.approx(days)
    page.get_by_role("button", name="All", exact=True).click()
    assert page.evaluate("kg.view.to - kg.view.from") > 1000


def test_every_event_is_reached_by_keyboard_alone(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(timeline_html(demo_rows, "t"))
    page.locator("#more").focus()
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('#lanes .item[tabindex=\"0\"]').focus()")
    reached: set[int] = set()
    at = (
        "(() => { const n = Number(document.activeElement.dataset.event);"
        " return kg.open.flatMap(({ packed }) => packed).find(({ events }) => events[0] === n).events; })()"
    )
    for _ in range(page.evaluate("kg.open.length")):
        page.keyboard.press("ArrowUp")
    for lane in range(page.evaluate("kg.open.length")):
        for key in ("ArrowLeft", "ArrowRight"):
            for _ in range(page.evaluate(f"kg.open[{lane}].packed.length")):
                reached.update(page.evaluate(at))
                page.keyboard.press(key)
        reached.update(page.evaluate(at))
        page.keyboard.press("ArrowDown")
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.update(page.evaluate("document.activeElement.closest('#undated') ? [Number(document.activeElement.dataset.event)] : []"))
    assert reached == set(range(len(demo_rows)))


def test_on_paper_the_page_is_the_table_of_what_is_shown(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(explorer_html(demo_rows, "t"))
    page.locator(".chip[data-code=planned]").click()
    page.emulate_media(media="print")
    assert page.pdf().startswith(b"%PDF")
    shown = page.evaluate("kg.shown().filter(Boolean).length")
    assert page.locator("#rows tr:visible").count() == shown < len(demo_rows)
    for gone in ("#tools", "#chips", "#timeline", "#side", ".tabs"):
        assert page.locator(gone).is_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("make", [pytest.param(timeline_html, id="timeline"), pytest.param(explorer_html, id="explorer")])
def test_names_from_right_to_left_keep_their_direction(opened: Open, make_row: Make, make: Callable[..., str]) -> None:
    quote = "وقعت ليلى الحسيني أمرا issues directive to يوم الأحد."
    label = "ليلى الحسيني توقع أمرا تنفيذيا"
    page = opened(make([make_row("senator", day=0, quote=quote, label=label), make_row(day=1)], "أمر الميناء"))
    way = "(found) => getComputedStyle(found).direction"
    item = page.locator("#lanes .item", has_text="توقع")
    assert item.locator(".label").evaluate(way) == "rtl"
    assert page.locator("h1").evaluate(way) == "rtl"
    item.click()
    assert page.locator("#card h2").evaluate(way) == "rtl"
    assert page.locator("#card blockquote").evaluate(way) == "rtl"
    assert page.locator("#card .said cite span, #card .said cite a").first.evaluate(way) == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400


def test_who_asks_for_rest_sees_nothing_move(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(explorer_html(demo_rows, "t"), reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0).length"
    assert page.evaluate(moving) == 0


def test_a_column_head_sorts_the_table_and_says_how(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row("police", "Announce", day=1), make_row("court", "CourtRule", day=2)], "t"))
    page.get_by_role("tab", name="Table").click()
    first = page.locator("#rows tr th").first
    page.get_by_role("button", name="Event", exact=True).click()
    assert first.inner_text() == "Mara Okafor issues directive"
    page.get_by_role("button", name="Event", exact=True).click()
    assert first.inner_text() == "Supreme Court of the Northern Province rules"
    assert page.get_by_role("columnheader", name="Event").get_attribute("aria-sort") == "descending"


def test_an_answers_numbers_sort_as_numbers(opened: Open) -> None:
    page = opened(answer_html(("name", "count"), [("b", "10"), ("a", "9"), ("c", None)], "t"))
    page.get_by_role("button", name="count").click()
    assert page.locator("#rows td:nth-child(2)").all_inner_texts() == ["9", "10", ""]
    page.get_by_role("button", name="count").click()
    assert page.locator("#rows td:nth-child(2)").all_inner_texts() == ["10", "9", ""]


def test_all_choices_are_undone_at_once(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row("police", "Threaten", "mayor", day=1)], "t"))
    undo = page.get_by_role("button", name="Show everything")
    assert undo.is_hidden()
    page.locator(".chip[data-code=verbal-conflict]").click()
    undo.click()
    assert page.locator("#lanes .item").count() == 2
    assert undo.is_hidden()


def test_whose_word_a_claim_is_stands_whole_beside_it(opened: Open, make_row: Make) -> None:
    claim = make_row("mayor", "DeployMobilise", "union", day=0, status="claimed", by="Harbour Gazette")
    page = opened(timeline_html([claim, make_row("police", "Announce", day=40)], "t"))
    note = page.locator("#lanes .item.claimed .note")
    assert note.inner_text() == "says Harbour Gazette"
    assert note.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    assert page.locator("#lanes .item.claimed .label").evaluate("(node) => node.scrollWidth > node.clientWidth")


def test_every_dot_of_a_large_network_can_be_seen(opened: Open, make_row: Make) -> None:
    names = [(f"a{n}", f"Actor {n}") for n in range(600)]
    rows = [make_row(day=0, agents=(a,), targets=(names[n // 3],), label=f"{a[1]} meets {n}") for n, a in enumerate(names) if n]
    page = opened(network_html(rows, "t"), width=1024, height=768)
    assert page.evaluate("Math.min(...kg.actors.map((node) => node.size)) * kg.net.getScale()") > 2
