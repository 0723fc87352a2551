"""The query page in a browser: it asks, shows rows as table, timeline and network, completes terms, and complains of nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import HOSTILE, Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        missing = "Debian's Chromium is not installed"
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        made = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, server: Server) -> Iterator[Any]:
    context = browser.new_context()
    made = context.new_page()
    made.set_default_timeout(8000)
    made.complaints = []
    made.on("console", lambda message: made.complaints.append(message.text))
    made.on("pageerror", lambda error: made.complaints.append(str(error)))
    made.on("request", lambda request: made.complaints.append(request.url) if f":{server.port}/" not in request.url else None)
    made.goto(f"http://127.0.0.1:{server.port}/")
    yield made
    assert made.complaints == []
    context.close()


def test_a_shipped_question_is_answered_as_table_timeline_and_network(page: Any) -> None:
    page.wait_for_selector("#shipped option[value=timeline]", state="attached")
    page.select_option("#shipped", "timeline")
    page.click("button")
    page.wait_for_selector("#result table")
    assert HOSTILE in page.inner_text("#result")
    assert page.inner_text("#notice").strip() == "2 rows."
    page.select_option("#view", "timeline")
    timeline = page.frame_locator("#result iframe")
    timeline.locator("#lanes .item").first.wait_for()
    assert timeline.locator("#lanes .item").count() == 2
    assert timeline.get_by_role("tab", name="Timeline").get_attribute("aria-selected") == "true"
    assert HOSTILE in (timeline.locator("#lanes").text_content() or "")


def test_an_answer_without_two_actors_says_what_a_network_needs(page: Any) -> None:
    page.fill("#text", 'SELECT ?day { VALUES ?day { "2031-05-07" } }')
    page.select_option("#view", "network")
    answer = page.frame_locator("#result iframe")
    answer.get_by_text("No network: no two columns say who acts on whom.").wait_for()
    page.fill("#text", 'SELECT ?agent ?target { VALUES (?agent ?target) { ("Ann" "Bo") } }')
    page.click("button")
    answer.locator("#net canvas").wait_for()
    assert answer.get_by_text("No timeline: no column holds days.").count() == 1


def test_terms_are_completed_and_coloured_while_they_are_written(page: Any) -> None:
    page.wait_for_selector("#shipped option[value=timeline]", state="attached")
    page.fill("#text", "")
    page.locator("#text").press_sequentially("SELECT ?x { ?x pe:den")
    page.wait_for_selector("#offers li")
    page.keyboard.press("Tab")
    assert page.input_value("#text") == "SELECT ?x { ?x pe:denotes"
    assert page.locator("#shown .k").all_inner_texts() == ["SELECT"]
    assert page.locator("#shown .p").all_inner_texts() == ["pe:denotes"]
