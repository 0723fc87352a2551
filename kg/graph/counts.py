"""How much there is in a store."""

from __future__ import annotations

from rdflib import URIRef

from kg.graph import find
from kg.graph.store import Store
from kg.graph.terms import named
from kg.model import STATUSES

_COUNT = """SELECT (COUNT(DISTINCT ?node) AS ?n) WHERE { VALUES (?class) { (UNDEF) } GRAPH ?g { ?node a ?class } }"""
_STATUS = """SELECT (COUNT(DISTINCT ?node) AS ?n) WHERE {
  VALUES (?status) { (UNDEF) } GRAPH graph:canonical { ?node a pe:PolicyEvent ; pe:status ?status } }"""
_TRIPLES = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:ontology) }"
_CLASSES = {
    "articles": "schema:NewsArticle",
    "mentions": "pe:EventMention",
    "events": "pe:PolicyEvent",
    "actors": "pe:Actor",
    "judgements": "pe:Judgement",
    "runs": "pe:Extraction",
}


def counts(store: Store) -> dict[str, int]:
    """Articles, mentions, events, actors, judgements, runs, statements (triples, without the ontology's), and events by status."""
    found = {name: _number(store, _COUNT, "class", named(term)) for name, term in _CLASSES.items()}
    found["statements"] = _number(store, _TRIPLES)
    return found | {f"events {status}": _number(store, _STATUS, "status", find.status_iri(status)) for status in STATUSES}


def _number(store: Store, query: str, name: str = "", value: URIRef | None = None) -> int:
    return int(str(store.query(query, {name: value} if value else {}).rows[0][0]))
