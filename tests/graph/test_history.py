"""A changed text is a new version of its page, and what it tells differently can be seen; what is taken out leaves its name."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Kit, ingest, load_kit, remove
from kg.graph.history import Past, differences, mention_lines
from kg.graph.store import Store
from kg.model import Article

URL = "https://news.example/ferry"
FIRST = "Mayor Mara Okafor signed an executive order on Tuesday. The harbour union sued the city on Wednesday."
SECOND = (
    "Mayor Mara Okafor plans to sign an executive order. The harbour union sued the city on Wednesday. "
    "Governor Lindqvist condemned the union."
)


def article(text: str, day: int = 8, url: str | None = URL, doc: str = "ferry") -> Article:
    return Article(doc, text, published=date(2031, 5, day), url=url)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def told(store: Store) -> list[str]:
    return sorted(event.label for event in store.events())


def test_a_changed_text_takes_the_place_of_the_old_and_the_difference_is_kept(kit: Kit) -> None:
    with Store.open() as store, Store.open() as fresh:
        ingest(store, [article(FIRST)], kit)
        ingest(store, [article(SECOND)], kit)
        ingest(fresh, [article(SECOND)], kit)
        assert told(store) == told(fresh)
        assert [one.text for one in store.articles()] == [SECOND]
        (old,) = store.past()
        (now,) = store.readings()
        assert (old.article, old.successor) == (article(FIRST).id, article(SECOND).id[:16])
        found = [(one.sign, [name for name, _, _ in one.fields()]) for one in differences(old.told, lines(store))]
        assert sorted(sign for sign, _ in found) == ["+", "~"]
        assert {"status"} <= {name for sign, names in found for name in names if sign == "~"}
        assert now.article.text == SECOND


def lines(store: Store) -> tuple[str, ...]:
    (reading,) = store.readings()
    return mention_lines(reading)


@pytest.mark.parametrize(
    ("articles", "stays"),
    [
        pytest.param([article(SECOND, 9), article(FIRST, 8)], [SECOND], id="an older text that comes later is the past at once"),
        pytest.param([article(FIRST), article(FIRST)], [FIRST], id="the same text"),
        pytest.param([article(FIRST, url=None), article(SECOND, url=None)], [FIRST, SECOND], id="without an address"),
        pytest.param(
            [article(FIRST, url="https://news.example/"), article(SECOND, url="https://news.example/")], [FIRST, SECOND], id="a site"
        ),
        pytest.param([article(FIRST), article(SECOND), article(FIRST)], [FIRST], id="the first text again"),
    ],
)
def test_what_is_a_version_of_what(kit: Kit, articles: list[Article], stays: list[str]) -> None:
    with Store.open() as store:
        for one in articles:
            ingest(store, [one], kit)
        assert sorted(one.text for one in store.articles()) == sorted(stays)
        current = {one.id for one in store.articles()}
        assert current.isdisjoint(one.article for one in store.past())


def test_what_is_taken_out_leaves_its_name_and_nothing_that_it_said(kit: Kit) -> None:
    with Store.open() as store, Store.open() as empty:
        ingest(store, [article(FIRST)], kit)
        assert remove(store, "ferry", kit)
        ingest(empty, [], kit)
        assert store.past() == [Past(article(FIRST).id, "ferry", URL, date(2031, 5, 8))]
        assert [graph for graph in store.graphs() if graph not in empty.graphs()] == ["history"]
        assert "union" not in store.serialise("nquads")
        ingest(store, [article(FIRST)], kit)
        assert store.past() == []


def test_what_comes_and_goes_leaves_no_trace_in_what_stays(kit: Kit) -> None:
    stays = article("Police say Acme Ferries sued the city on Wednesday.", url=None, doc="stays")
    comes = article("Then ACME Ferries condemned the mayor on Wednesday, and Acme Ferries sued the city.", url=None, doc="comes")
    with Store.open() as store, Store.open() as never:
        ingest(never, [stays], kit)
        ingest(store, [stays], kit)
        ingest(store, [comes], kit)
        assert "ACME Ferries sues city" in told(store)
        remove(store, "comes", kit)
        assert [quad for quad in store.quads() if str(quad[3]).endswith("/history")]
        assert [quad for quad in store.quads() if not str(quad[3]).endswith("/history")] == never.quads()


MENTION = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Sue", "Veto"]),
        "status": st.sampled_from(["occurred", "planned"]),
        "actors": st.lists(st.sampled_from(["Roe", "Doe"]), max_size=1),
        "trigger": st.sampled_from(["sued", "vetoed"]),
        "sentence": st.sampled_from(["a", "b"]),
        "start": st.integers(0, 50),
    }
)


@given(st.lists(MENTION, max_size=5), st.lists(MENTION, max_size=5))
def test_differences_add_up(before: list[dict[str, object]], after: list[dict[str, object]]) -> None:
    old, new = ([json.dumps(one) for one in side] for side in (before, after))
    assert differences(old, old) == []
    found = differences(old, new)
    signs = [one.sign for one in found]
    assert len(before) + signs.count("+") == len(after) + signs.count("-")
