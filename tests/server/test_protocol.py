"""/sparql follows the SPARQL 1.1 Protocol, for queries and nothing else."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from .conftest import HOSTILE, Server, parsed

LABELS = "SELECT ?label WHERE { GRAPH graph:canonical { ?e a pe:PolicyEvent ; skos:prefLabel ?label } } ORDER BY ?label"
EXPECTED = [f"Ada Quill issues {HOSTILE}", "Bo Reyes sues"]
CONSTRUCT = "CONSTRUCT { ?e skos:prefLabel ?l } WHERE { GRAPH graph:canonical { ?e skos:prefLabel ?l } }"


def labels(body: bytes) -> list[str]:
    return [row["label"]["value"] for row in json.loads(body)["results"]["bindings"]]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(urlencode({"query": LABELS}), "application/x-www-form-urlencoded", id="a form"),
        pytest.param(LABELS, "application/sparql-query", id="the query itself"),
        pytest.param(LABELS, "application/sparql-query; charset=utf-8", id="the query itself, with its encoding"),
    ],
)
def test_a_query_can_be_posted_in_both_forms(server: Server, body: str, kind: str) -> None:
    got = server.ask("POST", "/sparql", body, content_type=kind)
    assert (got.status, labels(got.body)) == (200, EXPECTED)


def test_a_query_can_stand_in_the_address(server: Server) -> None:
    got = server.query(LABELS)
    assert (got.status, labels(got.body)) == (200, EXPECTED)
    assert got.headers["content-type"].startswith("application/sparql-results+json")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers


def test_every_form_of_results_says_the_same(server: Server) -> None:
    rows = ElementTree.fromstring(server.query(LABELS, "application/sparql-results+xml").text)
    assert [node.text for node in rows.iter("{http://www.w3.org/2005/sparql-results#}literal")] == EXPECTED
    csv = server.query(LABELS, "text/csv").text.split("\r\n")
    assert csv[1] == '"' + EXPECTED[0].replace('"', '""') + '"'
    assert server.query(LABELS, "text/tab-separated-values").text.splitlines()[2] == '"Bo Reyes sues"@en'
    html = server.query(LABELS, "text/html").text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_every_form_of_a_graph_says_the_same(server: Server, media: str) -> None:
    got = server.query(CONSTRUCT, media)
    assert (got.status, got.headers["content-type"].partition(";")[0]) == (200, media)
    assert sorted(quad.object.value for quad in parsed(got)) == EXPECTED


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        pytest.param("text/csv;q=0.4, application/json;q=0.5", "application/sparql-results+json", id="the better of two"),
        pytest.param("text/*", "text/csv", id="any text"),
        pytest.param("*/*;q=0.1, text/csv;q=0", "application/sparql-results+json", id="anything but"),
        pytest.param("", "application/sparql-results+json", id="nothing said"),
        pytest.param("garbage;;;q=x, text/csv", "text/csv", id="garbage beside it"),
    ],
)
def test_the_form_is_the_one_that_is_liked_best(server: Server, accept: str, media: str) -> None:
    assert server.query(LABELS, accept).headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(("text", "accept"), [(LABELS, "image/png"), (LABELS, "text/turtle"), (CONSTRUCT, "text/csv")])
def test_a_form_that_there_is_none_of_is_406(server: Server, text: str, accept: str) -> None:
    assert server.query(text, accept).status == 406


def test_yes_or_no_has_all_forms_of_results(server: Server) -> None:
    assert server.query("ASK {}").json == {"head": {}, "boolean": True}
    assert "<boolean>true</boolean>" in server.query("ASK {}", "application/sparql-results+xml").text
    assert server.query("ASK {}", "text/csv").text.strip() == server.query("ASK {}", "text/tab-separated-values").text.strip() == "true"


def test_a_dataset_can_be_named_in_the_request_and_wins_over_the_query(server: Server) -> None:
    ask = "ASK { ?e a pe:PolicyEvent }"
    base = "https://w3id.org/policy-event/graph/"
    assert server.query(ask).json == {"head": {}, "boolean": True}
    assert server.query(ask, **{"default-graph-uri": f"{base}canonical"}).json == {"head": {}, "boolean": True}
    assert server.query(ask, **{"default-graph-uri": f"{base}actors"}).json == {"head": {}, "boolean": False}
    assert server.query(f"ASK FROM <{base}actors> {{ ?e a pe:PolicyEvent }}").json == {"head": {}, "boolean": False}
    named = "ASK { GRAPH ?g { ?e a pe:PolicyEvent } }"
    assert server.query(named, **{"named-graph-uri": f"{base}actors"}).json == {"head": {}, "boolean": False}
    assert server.query(named, **{"named-graph-uri": f"{base}canonical"}).json == {"head": {}, "boolean": True}


def test_the_endpoint_describes_itself(server: Server) -> None:
    graph = Graph().parse(data=server.get("/sparql", accept="text/turtle").body, format="turtle")
    service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert [str(node) for node in graph.subjects(RDF.type, service)] == [f"http://127.0.0.1:{server.port}/sparql"]
    assert server.get("/sparql", accept="text/html").headers["location"] == "/"


@pytest.mark.parametrize(
    ("method", "target", "body", "headers", "status"),
    [
        pytest.param("POST", "/sparql", "DROP ALL", {"content_type": "application/sparql-update"}, 403, id="an update"),
        pytest.param(
            "POST", "/sparql", "update=DROP+ALL", {"content_type": "application/x-www-form-urlencoded"}, 403, id="an update's form"
        ),
        pytest.param("GET", "/sparql?update=DROP+ALL", None, {}, 403, id="an update in the address"),
        pytest.param("POST", "/sparql", "DROP ALL", {"content_type": "application/sparql-query"}, 400, id="an update as a query"),
        pytest.param("POST", "/sparql", "LOAD <file:///etc/passwd>", {"content_type": "application/sparql-query"}, 400, id="LOAD"),
        pytest.param(
            "POST", "/sparql", "ASK { SERVICE <http://127.0.0.1:1/> {} }", {"content_type": "application/sparql-query"}, 400, id="SERVICE"
        ),
        pytest.param("GET", "/sparql?query=ASK+{}&query=ASK+{}", None, {}, 400, id="two queries"),
        pytest.param("POST", "/sparql", "ASK {}", {"content_type": "text/plain"}, 415, id="another type"),
        pytest.param("POST", "/sparql", b"\xff\xfe", {"content_type": "application/sparql-query"}, 400, id="no UTF-8"),
        pytest.param("GET", "/sparql?query=%ff", None, {}, 400, id="no UTF-8 in the address"),
        pytest.param("PUT", "/sparql", "x", {}, 405, id="PUT"),
        pytest.param("DELETE", "/sparql", None, {}, 405, id="DELETE"),
        pytest.param("GET", "/sparql?query=" + "a" * 20_000, None, {}, 414, id="a long address"),
        pytest.param("POST", "/sparql", b"a" * (1 << 21), {"content_type": "application/sparql-query"}, 413, id="a long body"),
        pytest.param("GET", "/health", None, {"host": "rebound.example"}, 421, id="another name of the host"),
    ],
)
def test_what_is_refused_is_refused_with_its_status(server: Server, method: str, target: str, body, headers, status: int) -> None:
    got = server.ask(method, target, body, **headers)
    assert got.status == status
    assert "Traceback" not in got.text
    assert str(server.folder) not in got.text


def test_a_mistake_shows_its_place(server: Server) -> None:
    got = server.query("SELECT *\nWHERE { ?e pe:agnt ?a }")
    assert (got.status, got.text) == (400, "line 2, column 12: pe:agnt is not a term of the ontology; did you mean pe:agent?\n")


def test_a_preflight_allows_reading_only(server: Server) -> None:
    got = server.ask("OPTIONS", "/sparql", origin="https://elsewhere.example")
    assert (got.status, got.headers["access-control-allow-methods"]) == (204, "GET")


def test_an_answer_that_is_still_right_is_not_sent_again(server: Server) -> None:
    first = server.query(LABELS)
    again = server.get(f"/sparql?{urlencode({'query': LABELS})}", accept="application/json", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
