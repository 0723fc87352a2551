from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.rows import EventRow
from kg.views.columns import parts
from kg.views.html import COMMON, NETWORK, STYLE, TIMELINE, UNSCRIPTED, explorer_html, network_html, timeline_html
from kg.views.page import bundle, embed, escape, script
from kg.views.table import table
from kg.views.words import order

Make = Callable[..., EventRow]
Page = Callable[[list[EventRow], str], str]
PAGES = [pytest.param(timeline_html, id="timeline"), pytest.param(network_html, id="network"), pytest.param(explorer_html, id="explorer")]
NASTY = st.one_of(
    st.text(),
    st.text(alphabet="<>&\"'/!-=`\u2028\u2029\u202e\x00\r\n\ud800 sciptonerimghf:$", min_size=1),
    st.sampled_from(
        [
            "</script>",
            "<!--<script>",
            "]]>",
            "</table>",
            "</blockquote><img src=x onerror=alert(1)>",
            "$title ${x} {{ 7*7 }} {% raw %}",
            "&lt;b&gt;",
        ]
    ),
)


class Reader(HTMLParser):
    """Counts elements and keeps what is needed to judge a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.blocks: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.blocks.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the shape that HTMLParser asks for
        self.blocks.append(("", {}, []))

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1][2].append(data)

    def data(self) -> Any:
        """What a page knows when it has read all of it."""
        first, *parts = [inflated(line) for place in ("kg-data", "kg-more") for line in self._block(place).split("\n")]
        for part in parts:
            first["strings"] += part.get("strings", [])
            for side in ("events", "supports", "sources"):
                for name, values in part.get(side, {}).items():
                    first[side].setdefault(name, []).extend(values)
            first.setdefault("lanes", {}).update(part.get("lanes", {}))
        return first

    def _block(self, place: str) -> str:
        (text,) = ["".join(text) for tag, attrs, text in self.blocks if attrs.get("id") == place]
        return text


def inflated(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def spoiled(row: EventRow, text: str) -> EventRow:
    """The row with ``text`` wherever an article could have put it."""
    support = replace(
        row.supports[0],
        quote=text or "x",
        title=text,
        publisher=text,
        attributed_to=text,
        rule=text,
        url="https://a.example/" + text,
        time_words=text,
    )
    people = ((text or "x", text),)
    return replace(
        row,
        id=text,
        label=text,
        type_label=text,
        object=text,
        place=text,
        instrument=text,
        topic_label=text,
        time_words=text,
        agents=people,
        supports=(support,),
    )


@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=60, deadline=None)
@given(text=NASTY)
def test_no_text_of_an_article_becomes_an_element(make_row: Make, page: Page, text: str) -> None:
    row = make_row(day=0)
    plain, nasty = Reader(page([spoiled(row, "plain")], "plain")), Reader(page([spoiled(row, text)], text))
    plain.tags.pop("a", None)  # whether the address is safe to link depends on the text
    nasty.tags.pop("a", None)
    assert nasty.tags == plain.tags


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_embedded_data_comes_back_and_cannot_end_its_element(value: Any) -> None:
    text = embed({"value": value})
    assert inflated(text) == {"value": value}
    assert re.fullmatch("[A-Za-z0-9+/=]+", text)


@given(NASTY)
def test_escaped_text_has_no_markup_and_can_be_written(text: str) -> None:
    written = escape(text).encode("utf-8").decode("utf-8")
    assert not set(written) & set("<>\"'")


@given(st.text(min_size=1), st.integers(-5, 50), st.integers(-5, 50))
def test_the_three_parts_of_a_quote_are_the_quote(make_row: Make, quote: str, begin: int, end: int) -> None:
    support = replace(make_row(day=0).supports[0], quote=quote, start=7, trigger_start=7 + begin, trigger_end=7 + end)
    assert "".join(parts(support)) == quote


def test_the_trigger_is_the_middle_part(make_row: Make) -> None:
    assert parts(make_row(day=0).supports[0])[1] == "issues directive to"


@pytest.mark.parametrize("page", PAGES)
def test_the_same_rows_in_any_order_give_the_same_bytes(demo_rows: list[EventRow], page: Page) -> None:
    shuffled = list(demo_rows)
    Random(3).shuffle(shuffled)
    assert page(shuffled, "t").encode() == page(demo_rows, "t").encode()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_loaded_from_anywhere(demo_rows: list[EventRow], page: Page) -> None:
    found = Reader(page(demo_rows, "t"))
    linked = {value for row in sorted(demo_rows, key=order)[:UNSCRIPTED] for s in row.supports if (value := s.url)}
    loading = {
        (tag, name, value)
        for tag, name, value in found.attributes
        if name in ("src", "srcset", "href", "action", "data", "poster", "xlink:href")
    }
    outside = {(tag, value) for tag, _, value in loading if not (value or "").startswith("#")}
    assert outside == {("a", url) for url in linked}
    assert not found.tags.keys() & {"link", "iframe", "img", "object", "embed", "base", "form"}
    styles = "".join("".join(text) for tag, _, text in found.blocks if tag == "style")
    assert not re.search(r"url\(|@import", styles)


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_names_each_block_and_nothing_else(demo_rows: list[EventRow], page: Page) -> None:
    found = Reader(page(demo_rows, "t"))
    (policy,) = [attrs["content"] or "" for tag, attrs, _ in found.blocks if tag == "meta" and attrs.get("http-equiv")]
    rules = {words[0]: set(words[1:]) for words in (rule.split() for rule in policy.split(";"))}
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = ["".join(text) for name, attrs, text in found.blocks if name == tag and attrs.get("type") != "text/plain"]
        assert rules[directive] == {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == {"'none'"}
    assert not [attribute for attribute in found.attributes if attribute[1].startswith("on") or attribute[1] == "style"]


def test_the_table_for_readers_without_scripts_holds_every_event_and_sentence(demo_rows: list[EventRow]) -> None:
    found = Reader(table(sorted(demo_rows, key=order)))
    cells = Counter("".join(text) for tag, attrs, text in found.blocks if tag == "th" and attrs.get("scope") == "row")
    assert cells == Counter(row.label.replace("\ud800", "\ufffd") for row in demo_rows)
    quotes = Counter("".join(text) for tag, _, text in found.blocks if tag == "blockquote")
    assert quotes == Counter(s.quote for row in demo_rows for s in row.supports)


def test_a_page_says_how_many_events_readers_without_scripts_do_not_see(make_row: Make) -> None:
    rows = [make_row(day=n) for n in range(UNSCRIPTED + 7)]
    page = timeline_html(rows, "t")
    assert Reader(page).tags["blockquote"] == UNSCRIPTED
    assert "7 later events are left out here" in page


def test_the_data_holds_what_a_reader_must_know(make_row: Make) -> None:
    row = make_row(begin=-6, end=-1, words="earlier this week", status="claimed", by="The Ledger", papers=2)
    data = Reader(timeline_html([row], "t")).data()
    words = data["strings"]
    assert [words[n] for n in data["events"]["when"]] == ["13–18 April 2031"]
    assert [words[n] for n in data["events"]["how"]] == ["computed from “earlier this week” and the day of the article"]
    assert [words[n] for n in data["supports"]["by"]] == ["The Ledger", "The Ledger"]
    assert [data["sources"]["name"][n].split(" · ")[0] for n in data["supports"]["source"]] == ["Harbour Gazette", "The Inland Post"]
    assert [data["sources"]["hash"][n] for n in data["supports"]["source"]] == [said.article for said in row.supports]


def test_what_the_first_picture_needs_holds_no_sentence_and_no_digest(make_row: Make) -> None:
    rows = [make_row(day=n) for n in range(5000)]
    found = Reader(timeline_html(rows, "t"))
    first, later = found._block("kg-data"), found._block("kg-more").split("\n")
    assert not {"quote", "hash", "id"} & {name for side in ("events", "supports", "sources") for name in inflated(first)[side]}
    assert [len(inflated(part).get("supports", {"quote": ()})["quote"]) for part in later] == [0, 0, 4096, 904]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_result_says_why(page: Page) -> None:
    assert "No event to show" in page([], "t")


def test_a_hostile_title_of_the_page_is_text(hostile: str) -> None:
    found = Reader(timeline_html([], hostile))
    assert ["".join(text) for tag, _, text in found.blocks if tag in ("title", "h1")] == [hostile, hostile]


def test_a_page_without_an_event_says_why(make_row: Make) -> None:
    assert "<strong>No event to show.</strong> No &lt;article&gt; yet.</p>" in explorer_html([], "t", "No <article> yet.")
    assert "No event to show" not in explorer_html([make_row(day=0)], "t", "No article yet.")


def test_all_scripts_and_styles_of_an_explorer_stay_small() -> None:
    scripts = script(*COMMON, *TIMELINE, *NETWORK, "main.js")
    assert len(scripts.encode()) + len(bundle(*STYLE, "timeline.css", "network.css").encode()) < 112_000
