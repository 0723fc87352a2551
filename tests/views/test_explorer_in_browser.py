"""What the linked page does, and what all pages do with time, sources and exports."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.graph.event_rows import _SUREST
from kg.graph.rows import EventRow
from kg.views.html import explorer_html, network_html, timeline_html
from kg.views.words import SUREST, status_words

pytestmark = pytest.mark.browser
Make = Callable[..., EventRow]
Open = Callable[..., Any]
INK = "kg.drawn.map(({ from, to, ink }) => [kg.actors[from].actor, kg.actors[to].actor, ink > 0.1])"


def printed(row: EventRow, *days: date | None, status: tuple[str, ...] = ()) -> EventRow:
    """The row with one sentence for each day of publication, each of an article of its own."""
    said = [
        replace(
            row.supports[0],
            article=f"{n}{row.id}",
            mention=f"m{n}",
            published=day,
            status=status[n] if status else row.status,
            title=f"Text {n}",
        )
        for n, day in enumerate(days)
    ]
    return replace(row, supports=tuple(said))


def test_brushing_time_fades_the_lines_of_other_days(opened: Open, make_row: Make) -> None:
    rows = [make_row(target="police", day=-90), make_row("court", "FundAid", "schools", day=0)]
    page = opened(explorer_html(rows, "t"))
    page.get_by_role("tab", name="Network").click()
    assert page.evaluate(INK) == [["court", "schools", True], ["mayor", "police", True]]
    page.evaluate("kg.show(kg.data.events[1].begin - 9, kg.data.events[1].begin + 9)")
    page.evaluate("new Promise((done) => setTimeout(done, 120))")
    assert page.evaluate(INK) == [["court", "schools", True], ["mayor", "police", False]]


def test_choosing_an_actor_filters_the_timeline_and_closing_gives_all_back(opened: Open, make_row: Make) -> None:
    rows = [make_row(target="police", day=0), make_row("police", "Announce", day=1), make_row("court", "FundAid", "schools", day=2)]
    page = opened(explorer_html(rows, "t"))
    page.get_by_role("tab", name="Network").click()
    page.locator("#actors .who", has_text="Port Wren Police").click()
    page.get_by_role("tab", name="Timeline").click()
    assert page.locator("#lanes .lane h2 bdi").all_inner_texts() == ["Mara Okafor", "Port Wren Police"]
    assert page.locator("#count").inner_text() == "2 of 3 events · Port Wren Police"
    page.get_by_role("button", name="Close").click()
    assert page.locator("#lanes .lane").count() == 3


def test_a_lanes_name_is_a_switch_for_its_actor(opened: Open, make_row: Make) -> None:
    page = opened(
        timeline_html([make_row(day=0), make_row("police", "Announce", "mayor", day=1), make_row("court", "CourtRule", day=2)], "t")
    )
    page.locator("#lanes .name", has_text="Mara Okafor").click()
    assert page.locator("#lanes .lane").count() == 2
    page.locator("#lanes .name", has_text="Mara Okafor").click()
    assert page.locator("#lanes .lane").count() == 3


def test_as_of_a_day_only_what_had_been_printed_counts_and_statuses_follow(opened: Open, make_row: Make) -> None:
    early, late = date(2031, 4, 10), date(2031, 4, 19)
    rows = [
        printed(make_row(day=-12), early, late, status=("planned", "occurred")),
        printed(make_row("police", "Announce", day=-10), late),
        printed(make_row("court", "CourtRule", day=-11), None),
    ]
    page = opened(timeline_html(rows, "t"))
    assert page.locator("#lanes .item.occurred").count() == 3
    page.locator("#asof").fill("22379")  # days from 1970 to 2031-04-10
    page.locator("#count", has_text="1 of 3").wait_for()
    assert page.locator("#count").inner_text() == "1 of 3 events · as printed by 10 Apr 2031"
    page.locator("#lanes .item.planned").click()
    assert page.locator("#card .said").count() == 1
    assert page.locator("#card dd").nth(1).inner_text() == "Planned"


def test_the_pages_rank_statuses_as_the_graph_does() -> None:
    assert SUREST == _SUREST


def test_the_page_and_the_table_say_a_status_in_the_same_words(opened: Open, demo_rows: list[EventRow]) -> None:
    page = opened(timeline_html(demo_rows, "t"))
    said = dict(page.evaluate("kg.data.events.map((event) => [event.id, event.statusWords])"))
    assert said == {row.id: status_words(row) for row in demo_rows}


def test_the_panel_goes_source_by_source_and_says_what_disagrees(opened: Open, make_row: Make) -> None:
    row = printed(make_row(day=0), date(2031, 4, 18), date(2031, 4, 19), status=("occurred", "planned"))
    twice = replace(row, supports=(*row.supports, replace(row.supports[0], mention="again", quote="Again she issues directive to them.")))
    denied = make_row(day=0, status="negated", label="Mara Okafor issues no directive")
    page = opened(timeline_html([twice, denied, make_row("police", "Announce", day=0)], "t"))
    page.evaluate(f"kg.choose({{ events: [kg.data.events.findIndex((event) => event.id === '{twice.id}')] }})")
    card = page.locator("#card")
    assert [said.locator("blockquote").count() for said in card.locator(".said").all()] == [2, 1]
    assert f"SHA-256 of the article's text: 0{row.id}" in (card.locator(".hash").first.get_attribute("title") or "")
    differ = card.locator(".differ li").all_inner_texts()
    assert [line.split(":")[0] for line in differ[:2]] == ["Happened", "Planned"]
    assert "Mara Okafor issues no directive" in differ[2]


def test_the_panel_says_what_an_act_answers_and_what_answers_it(opened: Open, make_row: Make) -> None:
    order = make_row(day=0, papers=2, sources=1)
    suit = make_row("council", "CourtRule", day=3, relations=(("respondsTo", order.id), ("about", "not-shown")))
    page = opened(explorer_html([order, suit], "t"))
    page.evaluate("kg.choose({ events: [1] })")
    card = page.locator("#card")
    assert card.locator("h3").all_inner_texts() == ["In answer to"]
    card.locator(".life button").click()
    assert card.locator("h2").inner_text() == order.label
    assert card.locator("h3").first.inner_text() == "Answered by"
    assert "1 independent of 2" in card.inner_text()


def test_a_document_has_its_life_in_order(opened: Open, make_row: Make) -> None:
    acts = [("court", "CourtRule", 9), ("council", "ProposePolicy", -30), ("mayor", "IssueDirective", 0)]
    page = opened(
        timeline_html([make_row(who, verb, day=day, instrument="harbour bill", instrument_id="bill") for who, verb, day in acts], "t")
    )
    page.evaluate("kg.choose({ events: [1] })")
    life = page.locator("#card .life li bdi").all_inner_texts()
    assert [line.split()[-1] for line in life] == ["policy", "directive", "rules"]
    page.locator("#card .life button").last.click()
    assert page.locator("#card h2").inner_text() == "Supreme Court of the Northern Province rules"


def test_acts_on_two_documents_of_one_name_or_on_none_are_not_one_life(opened: Open, make_row: Make) -> None:
    documents = ("bill", "bill", "other", None, None)
    rows = [make_row(day=n, instrument="harbour bill", instrument_id=document) for n, document in enumerate(documents)]
    page = opened(timeline_html(rows, "t"))
    lives = []
    for n in range(5):
        page.evaluate(f"kg.choose({{ events: [{n}] }})")
        lives.append(page.locator("#card .life li").count())
    assert lives == [2, 2, 0, 0, 0]


def test_who_asks_before_all_is_read_gets_it_as_soon_as_it_is(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row("police", "Announce", day=1)], "t"))
    # As a page stands when its first picture has been drawn and nothing further has come.
    page.evaluate("kg.whole = false; kg.readRest = () => new Promise((done) => { kg.goOn = done; }); null")
    page.locator("#lanes .item").first.click()
    assert page.locator("#card").is_hidden()
    page.evaluate("kg.whole = true; kg.goOn()")
    page.locator("#card h2").wait_for()
    assert page.locator("#card h2").inner_text() == "Mara Okafor issues directive"


def test_stepping_and_playing_go_through_time(opened: Open, make_row: Make, until: Callable[[Any, str], None]) -> None:
    page = opened(explorer_html([make_row(verb="Announce", day=n * 20) for n in range(4)], "t"))
    for _ in range(2):
        page.get_by_role("button", name="Next event").click()
    assert page.evaluate("kg.state.chosen[0]") == 1
    page.get_by_role("button", name="Event before").click()
    assert page.evaluate("kg.state.chosen[0]") == 0
    page.evaluate("kg.BEAT = 20")
    page.get_by_role("button", name="Play").click()
    until(page, f"kg.view.from > {page.evaluate('kg.view.from')}")
    until(page, "kg.byId('play').getAttribute('aria-pressed') === 'false'")
    assert page.evaluate("kg.view.to >= kg.data.window[1]")


@pytest.mark.parametrize("tab", ["Timeline", "Network"])
@pytest.mark.parametrize("form", ["SVG", "PNG"])
def test_the_picture_is_saved_as_it_is_seen(opened: Open, demo_rows: list[EventRow], tab: str, form: str) -> None:
    page = opened(explorer_html(demo_rows, "The harbour order"))
    page.get_by_role("tab", name=tab).click()
    page.locator(".save summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"Save {form}").click()
    content = Path(saved.value.path()).read_bytes()
    if form == "PNG":
        width, height = struct.unpack(">II", content[16:24])
        assert width > 1000
        assert height > 600
    else:
        texts = [node.text for node in ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")]
        assert texts[0] == "The harbour order"
        assert "Mara Okafor" in texts


def test_the_saved_picture_shows_doubt_cuts_no_word_and_says_what_it_leaves_out(opened: Open, make_row: Make) -> None:
    rows = [
        make_row("governor", begin=-6, end=-1, words="earlier this week"),
        make_row("ministry", "DeployMobilise", begin=-5, end=None, words="since Monday", status="ongoing"),
        make_row("court", "CourtRule", begin=None, end=None),
        *(make_row("police", "Announce", "schools", day=n * 9 - 80) for n in range(9)),
    ]
    page = opened(timeline_html(rows, "t"))
    root = ElementTree.fromstring(page.evaluate("kg.pictureText()"))
    fills = {node.get("fill") for node in root.iter("{http://www.w3.org/2000/svg}rect")}
    assert {"url(#hatch-institutional)", "url(#fade-end-material-conflict)"} <= fills
    texts = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Happened", "Under way", "Some time within these days", "Not drawn: 1 event without a date."} <= set(texts)
    width = float(root.get("width") or 0)
    right = page.evaluate("(texts) => texts.map((text) => kg.textWidth(text, kg.fonts.label))", texts)
    ends = [float(node.get("x") or 0) + wide for node, wide in zip(root.iter("{http://www.w3.org/2000/svg}text"), right, strict=True)]
    assert max(ends) <= width


def test_the_menu_closes_with_escape_and_after_it_was_used(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0)], "t"))
    menu = page.locator(".save")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.locator(".save summary").click()
        assert menu.get_attribute("open") is not None
        leave()
        assert menu.get_attribute("open") is None
    page.locator(".save summary").click()
    with page.expect_download():
        page.get_by_role("button", name="Save CSV").click()
    assert menu.get_attribute("open") is None


def test_who_undoes_all_choices_by_key_goes_on_at_the_search(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0), make_row("police", "Threaten", "mayor", day=1)], "t"))
    page.locator(".chip[data-code=verbal-conflict]").click()
    page.locator("#reset").press("Enter")
    assert page.evaluate("document.activeElement.id") == "search"


def test_citations_have_quote_source_offsets_and_digest(opened: Open, make_row: Make) -> None:
    row = make_row(day=0)
    page = opened(timeline_html([row], "t"))
    page.locator(".save summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save Citations").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    said = row.supports[0]
    for part in (said.quote, "Harbour Gazette", "19 April 2031", f"characters 40–{40 + len(said.quote)}", said.article, said.url or ""):
        assert part in text


def test_a_dense_network_draws_the_strongest_ties_and_all_on_demand(opened: Open, make_row: Make) -> None:
    names = [(f"a{n}", f"Actor {n}") for n in range(40)]
    rows = [
        make_row(day=0, agents=(a,), targets=(b,), label=f"{a[1]} meets {b[1]}")
        for n, a in enumerate(names)
        for m, b in enumerate(names)
        if n != m and (n * m) % 3 == 0
    ]
    page = opened(network_html(rows, "t"))
    some, all_lines = page.evaluate("[kg.linkSet.length, kg.lines.length]")
    assert 39 <= some <= 300 < all_lines
    page.locator("#ties").fill("40")
    assert page.evaluate("kg.linkSet.length") == all_lines


def test_a_crowded_lane_becomes_a_profile_that_leads_into_its_days(opened: Open, make_row: Make) -> None:
    rows = [make_row(verb="Announce", day=n % 300 - 300, label=f"Mara Okafor announces plan {n}") for n in range(3000)]
    page = opened(timeline_html([replace(row, type=f"t{n % 7}") for n, row in enumerate(rows)], "t"))
    bars = page.locator("#lanes .item.profile")
    assert bars.count() > 20
    whole = page.evaluate("kg.view.to - kg.view.from")
    bars.nth(10).click()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.evaluate("kg.view.to - kg.view.from") == pytest.approx(whole / 5, rel=0.01)


def test_the_table_grows_until_every_event_is_in_it(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=-n, label=f"Mara Okafor acts {n}") for n in range(250)], "t"))
    page.get_by_role("tab", name="Table").click()
    page.evaluate("kg.growTable(1000)")
    assert page.locator("#rows tr").count() == 250


def test_a_sentence_with_signs_beyond_the_basic_plane_is_cut_where_python_cuts_it(opened: Open, make_row: Make) -> None:
    page = opened(timeline_html([make_row(day=0, quote="🏛️𝒜 she issues directive to 🚢 crews.")], "t"))
    page.locator("#lanes .item").click()
    assert page.locator("#card mark").inner_text() == "issues directive to"


def test_as_svg_nothing_of_an_article_is_markup(opened: Open, make_row: Make, hostile: str) -> None:
    page = opened(timeline_html([make_row("hostile", day=0, label=f"{hostile} acts")], hostile))
    root = ElementTree.fromstring(page.evaluate("kg.pictureText()"))
    allowed = "svg rect text g line defs clipPath circle path pattern linearGradient stop"
    assert {node.tag.split("}")[1] for node in root.iter()} <= set(allowed.split())
