"""As of a day, a store holds what had been published by then, and nothing that later articles say."""

from __future__ import annotations

from datetime import date

import pytest

from kg.build import Kit, ingest, load_kit
from kg.graph.event_rows import event_rows
from kg.graph.known import as_of
from kg.graph.query import names, run
from kg.graph.shacl import validate
from kg.graph.store import Store
from kg.model import Article

EARLY = Article("early", "Mayor Mara Okafor plans to sign an executive order in June.", published=date(2031, 5, 8))
LATE = Article("late", "Mayor Mara Okafor signed an executive order on Tuesday.", published=date(2031, 6, 4))
UNDATED = Article("undated", "Mayor Mara Okafor vetoed the harbour budget.")


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="module")
def store(kit: Kit) -> Store:
    made = Store.open()
    ingest(made, [EARLY, LATE, UNDATED], kit)
    return made


def test_a_day_is_as_if_later_articles_had_never_been_read(store: Store, kit: Kit) -> None:
    with as_of(store, date(2031, 5, 31)) as then, Store.open() as only:
        ingest(only, [EARLY], kit)
        assert then.events() == only.events()
        assert then.actors() == only.actors()
        assert [one.status for one in then.events()] == ["planned"]
        assert [one.status for one in event_rows(then)] == ["planned"]
        assert [graph for graph in then.graphs() if validate(then.triples(graph))] == []


def test_the_last_day_has_all_that_is_dated(store: Store) -> None:
    with as_of(store, date(2031, 6, 4)) as then:
        assert {one.doc for one in then.articles()} == {"early", "late"}
        assert any(event.relations for event in then.events()) == any(event.relations for event in store.events())


@pytest.mark.parametrize("name", [info.name for info in names()])
def test_every_shipped_query_can_be_asked_of_a_day(store: Store, name: str) -> None:
    with as_of(store, date(2031, 5, 31)) as then:
        said = {str(term) for row in run(then, name).rows for term in row if term is not None}
    assert not any("signed" in one for one in said)
