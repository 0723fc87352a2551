"""Queries run on Oxigraph, values are bound and never pasted, and a mistake shows its place and the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import rdflib.plugins.sparql.evaluate
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg import vocab
from kg.errors import QueryError
from kg.graph import find, query
from kg.graph.binding import bound, parameters
from kg.graph.engine import Engine
from kg.graph.store import Store
from kg.graph.terms import named

# what each query gives on the story: the columns before the first IRI
EXPECTED = {
    "timeline": [
        ("2031-03-03", "2031-03-03", "day", "Occurred", "Ada Quill issues directive"),
        ("2031-03-04", "2031-03-04", "day", "Occurred", "Bo Reyes criticises Ada Quill"),
        ("2031-03-05", "2031-03-05", "day", "Occurred", "Ada Quill criticises Bo Reyes"),
        ("2031-03-10", "2031-03-16", "week", "Planned", "Bo Reyes sues River Council"),
        (None, None, "unknown", "Negated", "River Council enacts law"),
    ],
    "directives": [
        ("Ada Quill", "2031-03-03", "executive order", "2031-03-04", "Ms Quill signed an executive order on Monday.", "0"),
        ("Ada Quill", "2031-03-03", "executive order", "2031-03-05", "Ms Quill signed the order, her office said.", "0"),
    ],
    "planned": [("2031-03-10", "2031-03-16", "Planned", "Bo Reyes", "Bo Reyes sues River Council")],
    "responses": [("2031-03-04", "Bo Reyes criticises Ada Quill", "2031-03-05", "Ada Quill", "Ada Quill criticises Bo Reyes")],
    "attributed": [("her office", "said", "Claimed", "Ms Quill signed the order, her office said.")],
    "who-acts-against-whom": [
        ("Ada Quill", "Bo Reyes", "1", "1"),
        ("Bo Reyes", "Ada Quill", "1", "1"),
        ("Bo Reyes", "River Council", "1", "1"),
    ],
    "support": [
        ("Ada Quill issues directive", "2", "2", "2", "0.9"),
        ("Ada Quill criticises Bo Reyes", "1", "1", "1", "0.9"),
        ("Bo Reyes criticises Ada Quill", "1", "1", "1", "0.9"),
        ("Bo Reyes sues River Council", "1", "1", "1", "0.9"),
        ("River Council enacts law", "1", "1", "1", "0.9"),
    ],
    "not-happened": [("Negated", "River Council enacts law", "The council did not approve the budget.")],
    "topics-by-actor": [("Ada Quill", "Immigration", "1"), ("Bo Reyes", "Law and Crime", "1")],
    "disagreements": [
        ("Ada Quill issues directive", "Occurred", "signed", "2031-03-04", "Ledger", "1.0"),
        ("Ada Quill issues directive", "Claimed", "signed", "2031-03-05", "Post", "1.0"),
    ],
}


def rows(store: Store, name: str, **bindings: object) -> list[tuple[str | None, ...]]:
    """The answer without IRIs and without the label of the type, which is the ontology's to word."""
    answer = query.run(store, name, **bindings)
    keep = [place for place, variable in enumerate(answer.variables) if variable != "act"]
    return [
        tuple(None if row[place] is None else str(row[place]) for place in keep if not isinstance(row[place], URIRef))
        for row in answer.rows
    ]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_shipped_query_gives_what_the_story_holds(store: Store, name: str) -> None:
    assert rows(store, name) == EXPECTED[name]


def test_every_shipped_query_is_described_and_tested_and_takes_the_same_parameters() -> None:
    infos = query.names()
    assert [info.name for info in infos] == sorted(EXPECTED)
    assert {info.parameters for info in infos} == {("actor", "since", "until", "type")}
    assert all(info.description.endswith(("?", ".")) for info in infos)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_shipped_query_cares_what_the_default_graph_is(store: Store, name: str) -> None:
    text = query.load(name)
    assert store.query(text, union=True) == store.query(text, union=False)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_shipped_query_is_in_order_down_to_an_iri(name: str) -> None:
    order = query.load(name).rpartition("ORDER BY")[2].split()
    assert order[-1] in {"?event", "?mention", "?target", "?area"}


@pytest.mark.parametrize("name", [*sorted(EXPECTED), "_event-rows", "_event-actors", "_event-supports"])
def test_what_may_be_missing_comes_last_in_a_query(name: str) -> None:
    lines = [line for line in query.load(name).splitlines() if line.startswith("  ") and not line.startswith("   ")]
    kinds = [line.split()[0] for line in lines if line.split()[0] in {"GRAPH", "OPTIONAL"}]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bindings_that_let_everything_through_change_nothing(store: Store, name: str) -> None:
    undated = {"support", "timeline", "not-happened"}
    expected = [row for row in EXPECTED[name] if name not in undated or "River Council enacts law" not in row]
    assert rows(store, name, since=date(1900, 1, 1), until="2999-12-31") == expected


@pytest.mark.parametrize(
    ("name", "bindings", "count"),
    [
        pytest.param("timeline", {"actor": "Ada Quill"}, 3, id="an actor by name"),
        pytest.param("timeline", {"actor": "mayor quill"}, 3, id="an actor by another name, in any case"),
        pytest.param("timeline", {"actor": "river-council"}, 2, id="an actor by id"),
        pytest.param("timeline", {"since": "2031-03-05"}, 2, id="since a day"),
        pytest.param("timeline", {"until": date(2031, 3, 3)}, 1, id="until a day"),
        pytest.param("timeline", {"since": "2031-03-12", "until": "2031-03-12"}, 1, id="a day inside of a week"),
        pytest.param("timeline", {"type": "Sue"}, 1, id="a type by code"),
        pytest.param("timeline", {"type": "CriticiseAccuse", "actor": "Bo Reyes", "until": "2031-03-04"}, 1, id="all at once"),
        pytest.param("directives", {"actor": "Bo Reyes"}, 0, id="orders of somebody who gave none"),
        pytest.param("directives", {"type": "Sue"}, 1, id="another type than orders"),
        pytest.param("planned", {"actor": "Ada Quill"}, 0, id="plans of somebody without any"),
        pytest.param("responses", {"actor": "Bo Reyes"}, 0, id="answers of somebody who gave none"),
        pytest.param("attributed", {"actor": "Ada Quill"}, 0, id="what somebody did not say"),
        pytest.param("who-acts-against-whom", {"actor": "River Council"}, 1, id="edges of one actor"),
        pytest.param("support", {"type": "CriticiseAccuse"}, 2, id="support of one type"),
        pytest.param("not-happened", {"actor": "Ada Quill"}, 0, id="what did not happen to somebody"),
        pytest.param("topics-by-actor", {"until": "2031-03-03"}, 1, id="topics until a day"),
        pytest.param("disagreements", {"actor": "Bo Reyes"}, 0, id="disagreements about somebody"),
    ],
)
def test_parameters_narrow_a_query_down(store: Store, name: str, bindings: dict[str, object], count: int) -> None:
    assert len(rows(store, name, **bindings)) == count


def test_a_plan_without_an_agent_is_one_row_without_a_name(store: Store, story) -> None:
    store.replace_derived(story.actors, [replace(story.events[1], agents=())])
    assert rows(store, "planned") == [("2031-03-10", "2031-03-16", "Planned", None, "Bo Reyes sues River Council")]


def test_a_type_is_found_by_its_label_too(store: Store) -> None:
    label = str(store.query("SELECT ?l WHERE { GRAPH graph:ontology { type:Sue skos:prefLabel ?l } }").rows[0][0])
    assert str(find.type_iri(store, label.upper())) == vocab.type_iri("Sue")


# ---- one engine


def test_rdflibs_own_evaluator_is_never_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("rdflib evaluated a query")

    monkeypatch.setattr(rdflib.plugins.sparql.processor, "evalQuery", forbidden)
    for info in query.names():
        query.run(store, info.name, actor="Ada Quill")
    found = store.dataset.query("SELECT ?e WHERE { ?e a pe:PolicyEvent }")
    assert len(list(found)) == 5


def test_the_dataset_is_the_same_store_by_rdflibs_api(store: Store) -> None:
    canonical = store.dataset.graph(store.iris.graph("canonical"))
    assert str(canonical.value(store.iris.event(f"{1:016x}"), named("skos:prefLabel"))) == "Ada Quill issues directive"


def test_the_prefixes_of_vocabulary_and_data_are_known(store: Store) -> None:
    answer = query.run(store, "SELECT ?label WHERE { GRAPH graph:actors { actor:ada-quill skos:prefLabel ?label } }")
    assert answer.rows == ((Literal("Ada Quill", lang="en"),),)


def test_a_query_that_names_no_graph_sees_all_of_them(store: Store) -> None:
    assert query.run(store, "ASK { ?mention pe:denotes ?event ; pe:trigger ?words . ?event pe:agent/skos:prefLabel ?who }").boolean is True


def test_construct_gives_sorted_triples(store: Store) -> None:
    answer = query.run(store, "CONSTRUCT { ?e a pe:PolicyEvent } WHERE { ?e a pe:PolicyEvent }")
    assert answer.variables == ("subject", "predicate", "object")
    assert [str(row[0])[-1] for row in answer.rows] == ["1", "2", "3", "4", "5"]


# ---- binding

ENGINE = Engine.open(None, read_only=False, create=True)

hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(
        st.sampled_from(["\\", '"', "'", "\\u0022", "}", ")", "#", "\n", "\r", "\0", "UNDEF", "VALUES (?x) { (UNDEF) }", "<a>"]), max_size=6
    ).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_a_bound_value_is_data_whatever_it_says(value: str) -> None:
    answer = ENGINE.query("SELECT ?x ?y WHERE { VALUES (?x) { (UNDEF) } VALUES (?y) { (UNDEF) } }", {"x": Literal(value)}, {}, union=True)
    assert answer.rows == ((Literal(value), None),)


def test_a_row_of_values_inside_of_a_string_an_iri_or_a_comment_is_none() -> None:
    text = """# VALUES (?a) { (UNDEF) }
    SELECT * WHERE { ?s <urn:#VALUES(?c){(UNDEF)}> "VALUES (?d) { (UNDEF) }" , '''it's # VALUES (?e) { (UNDEF) }''' .
    FILTER(?s <3 && ?s> 2) values ( $f ?g ) { ( UNDEF undef ) } }"""
    assert parameters(text) == ("f", "g")
    assert bound(text, {"g": "5"}).endswith("VALUES (?f ?g) { (UNDEF 5) } }")


@pytest.mark.parametrize(
    ("name", "bindings", "problem"),
    [
        pytest.param("time-line", {}, r"'time-line': is not one of the shipped.*use timeline", id="a name that is almost right"),
        pytest.param("_event-rows", {}, "not SPARQL", id="a query that is not for users"),
        pytest.param("timeline", {"actr": "x"}, r"\?actr: the query has no such parameter \(it has \?actor", id="an unknown parameter"),
        pytest.param("timeline", {"actor": "Ada Quil"}, "did you mean ada quill", id="an actor that is almost right"),
        pytest.param("timeline", {"actor": "zzz"}, "is not in the store", id="an actor that is not there"),
        pytest.param("timeline", {"actor": ""}, "is not in the store", id="an actor without a name"),
        pytest.param("timeline", {"type": "Sues"}, "did you mean sue", id="a type that is almost right"),
        pytest.param("timeline", {"since": "March"}, "YYYY-MM-DD", id="a day that is none"),
        pytest.param("timeline", {"actor": URIRef("not an iri")}, "cannot be a term", id="an IRI that is none"),
        pytest.param("timeline", {"actor": Literal("\ud800")}, "cannot be a term", id="a lone surrogate"),
        pytest.param("SELECT ?s\nWHERE { ?s ?p }", {}, r"^line 2, column \d+: is not SPARQL", id="a mistake in SPARQL"),
        pytest.param("SELECT ?s WHERE { ?s pee:x ?o }", {}, r"^line 1, column \d+: the prefix pee: is not known", id="an unknown prefix"),
        pytest.param("SELECT ?s WHERE { VALUES (?x) { (UNDEF) } ?s ?p ?x }", {"y": 1}, "declare it", id="a value for nothing"),
        pytest.param("INSERT DATA { <urn:a> <urn:b> 1 }", {}, "is not SPARQL", id="an update"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(store: Store, name: str, bindings: dict[str, object], problem: str) -> None:
    with pytest.raises(QueryError, match=problem) as caught:
        query.run(store, name, **bindings)
    assert "\n" not in str(caught.value)


def test_a_name_that_several_actors_have_is_asked_for_by_id(store: Store, story) -> None:
    twin = story.actors[0].__class__("ada-two", "Ada Quill", "person")
    store.replace_derived((*story.actors, twin), story.events)
    with pytest.raises(QueryError, match="2 actors go by that name; use one of the ids ada-quill, ada-two"):
        find.actor_iri(store, "Ada Quill")
    assert find.actor_iri(store, "ada-two") == store.iris.actor("ada-two")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(True, "true", id="a truth value"),
        pytest.param(5, "5", id="a whole number"),
        pytest.param(0.50, "0.5", id="a fraction"),
        pytest.param("words", "words", id="words"),
    ],
)
def test_plain_values_become_terms(store: Store, value: query.Value, expected: str) -> None:
    assert str(query.run(store, "SELECT ?x WHERE { VALUES (?x) { (UNDEF) } }", x=value).rows[0][0]) == expected


def test_topics_and_statuses_go_by_code_iri_or_label(store: Store) -> None:
    for words in ("9", "https://w3id.org/policy-event/cap/9", "Immigration"):
        assert str(find.topic_iri(store, words)).endswith("/cap/9")
    for words in ("planned", "https://w3id.org/policy-event/status/planned", "Planned"):
        assert str(find.status_iri(words)).endswith("/status/planned")
    with pytest.raises(QueryError, match="use one of occurred"):
        find.status_iri("perhaps")
