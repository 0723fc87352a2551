"""What is answered at once can take no time, and is answered as everything else is."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.lookup import is_lookup
from kg.graph.protocol import CSV, JSON, answer, short_answer
from kg.graph.store import Store
from kg.model import Actor

ACTORS = [Actor(f"a{number}", f"Name {number}", "person", (f"Alias {number}", "Somebody")) for number in range(5)]
MANY = 100_000


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store.open()
    made.write(actors=ACTORS)
    return made


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "select ?p ?o where { graph graph:actors { actor:a1 ?p ?o . } } limit 10",
        "PREFIX x: <urn:x#> SELECT ?s WHERE { ?s a x:y }",
        "PREFIX : <urn:x#>\nASK { :a ?p <urn:b> }",
        "SELECT (7 AS ?n) ?o { ?s skos:prefLabel ?o }",
        "SELECT?s{?s ?p ?o}",
    ],
)
def test_one_pattern_is_a_lookup(text: str) -> None:
    assert is_lookup(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "SELECT * { ?s ?p ?s }",
            "SELECT * { GRAPH ?s { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o . ?o ?q ?r }",
            "SELECT * { ?s ?p ?o ; ?q ?r }",
        ),
        *("SELECT * { ?s ?p ?o , ?r }", "SELECT * { ?s skos:broader+ ?o }", "SELECT * { ?s skos:broader/skos:broader ?o }"),
        *("SELECT DISTINCT ?p { ?s ?p ?o }", "SELECT REDUCED ?p { ?s ?p ?o }", "SELECT ?s { ?s ?p ?o } ORDER BY ?s"),
        *("SELECT ?s { ?s ?p ?o } OFFSET 9", "SELECT ?s { ?s ?p ?o } LIMIT 1 OFFSET 9", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        *("SELECT * { ?s ?p ?o FILTER(?o = 1) }", "SELECT * { { ?s ?p ?o } UNION { ?o ?p ?s } }", "SELECT * { OPTIONAL { ?s ?p ?o } }"),
        *(
            "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
            "SELECT * FROM <urn:g> { ?s ?p ?o }",
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "DESCRIBE <urn:x>",
        ),
        *("SELECT * { { SELECT * { ?s ?p ?o } } }", "SELECT * { ?s ?p ?o } VALUES ?s { <urn:a> }", "SELECT * { << ?s ?p ?o >> ?q ?r }"),
        *("SELECT * { ?s ?p ?o # } \n . ?a ?b ?c }", "SELECT * { ?s ?p '} LIMIT 1' }", "DROP ALL", "", "ASK {}", "SELECT * { [] ?p ?o }"),
        f"SELECT * {{ ?s ?p <urn:{'x' * 2000}> }}",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_lookup(text)


WORDS = st.sampled_from(
    [*"*{}.;,()/+#'\n", "?s", "?p", "$g", "a", "<urn:x>", "actor:a1", "SELECT", "ASK", "GRAPH", "LIMIT 7", "DISTINCT", "UNION"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=16).map(" ".join))
def test_whatever_is_taken_for_a_lookup_has_one_pattern_and_nothing_that_goes_through_rows(text: str) -> None:
    if is_lookup(text):
        assert text.count("{") <= 2
        assert not {"DISTINCT", "UNION", ";", ",", "/", "+", "#"} & set(text.split())


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "graph"),
    [
        *product(
            ("?s", "actor:a1", "actor:none"), ("?p", "skos:prefLabel", "a"), ("?o", "pe:Actor"), ("", "?g", "graph:actors", "graph:prov")
        )
    ],
)
def test_a_lookup_is_answered_as_by_any_other_way(store: Store, subject: str, predicate: str, value: str, graph: str) -> None:
    pattern = f"{subject} {predicate} {value}"
    where = f"GRAPH {graph} {{ {pattern} }}" if graph else pattern
    for text in (f"SELECT * {{ {where} }} LIMIT 9", f"ASK {{ {where} }}"):
        reply, other = short_answer(store, text, JSON, MANY), answer(store, text, (), (), JSON, MANY)
        assert reply is not None
        assert (reply.status, reply.media, reply.cut) == (other.status, other.media, False)
        assert _told(reply.body) == _told(other.body)


def _told(body: bytes) -> object:
    said = json.loads(body)
    if "results" in said:
        said["results"]["bindings"] = sorted(map(json.dumps, said["results"]["bindings"]))
    return said


def test_what_is_long_is_left_to_others(store: Store) -> None:
    text = "SELECT * { ?s ?p ?o }"
    assert len(json.loads(answer(store, text, (), (), JSON, MANY).body)["results"]["bindings"]) > 10
    assert short_answer(store, text, JSON, 10) is None
    assert short_answer(store, f"{text} LIMIT 1", JSON, MANY) is not None


def test_other_forms_are_left_to_others_and_mistakes_are_told(store: Store) -> None:
    assert short_answer(store, "ASK { ?s ?p ?o }", CSV, MANY) is None
    assert short_answer(store, "ASK { ?s ?p ?o }", "image/png", MANY) is None
    with pytest.raises(QueryError, match=r"pe:agnt is not a term of the ontology; did you mean pe:agent\?"):
        short_answer(store, "SELECT * { ?s pe:agnt ?o }", JSON, MANY)
    with pytest.raises(QueryError):
        short_answer(store, "SELECT * { ?s nowhere:x ?o }", JSON, MANY)
