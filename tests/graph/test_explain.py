"""``explain`` shows the query as it is run, its operators and how much each pattern matches."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import query
from kg.graph.explain import explain
from kg.graph.store import Store


def test_the_values_are_in_the_text_and_the_matches_behind_the_patterns(store: Store) -> None:
    lines = explain(store, "timeline", actor="Ada Quill").splitlines()
    assert any("VALUES (?actor) { (<https://w3id.org/policy-event/actor/ada-quill>) }" in line for line in lines)
    assert [line.strip() for line in lines if "pe:earliest ?earliest   " in line] == ["?event pe:earliest ?earliest   [4]"]
    assert any(line.strip() == "Graph graph:canonical" for line in lines)


@pytest.mark.parametrize("name", [info.name for info in query.names()])
def test_every_shipped_query_can_be_explained(store: Store, name: str) -> None:
    assert "Patterns\n" in explain(store, name)


def test_a_path_and_a_question_of_yes_or_no_are_explained_too(store: Store) -> None:
    lines = explain(store, "ASK { ?s pe:agent/skos:prefLabel ?o . ?s pe:denotes+ ?e }").splitlines()
    assert [line.strip() for line in lines if line.endswith("[a path]")] == ["?s path ?o   [a path]", "?s path ?e   [a path]"]


def test_a_query_that_cannot_be_run_cannot_be_explained(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column 10: pe:agnt"):
        explain(store, "ASK { ?s pe:agnt ?o }")
