"""One event, actor or article by itself: its statements, as RDF and as plain rows for a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from rdflib import Graph, URIRef

from kg.graph.store import Store
from kg.graph.terms import A, Triple, named
from kg.resources import ontology

KINDS = {"events": "pe:PolicyEvent", "actors": "pe:Actor", "articles": "schema:NewsArticle", "instruments": "pe:PolicyInstrument"}
"""The kinds of things that have a page, with their classes."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its statements, sorted: those that it is the subject of, and those that lead to it."""

    iri: str
    kind: str
    label: str
    triples: tuple[Triple, ...]


def find(store: Store, kind: str, name: str) -> Node | None:
    """The thing of that kind with that id; None where there is none. An article goes by its id or the first 16 digits of it."""
    if not name:
        return None
    make = {"events": store.iris.event, "actors": store.iris.actor, "articles": store.iris.article}.get(kind)
    iri = store.iris.other("instrument", name) if make is None else make(name)
    own = list(store.engine.triples(None, iri))
    if not any(predicate == A and value == named(KINDS[kind]) for _, predicate, value in own):
        return None
    if kind == "articles":
        triples = list(store.engine.triples(store.iris.doc_graph(name)))
    else:
        triples = [*own, *store.engine.triples(None, None, None, iri)]
        offices = {subject for subject, predicate, _ in triples if predicate == named("org:member")}
        triples.extend(triple for office in sorted(offices) for triple in store.engine.triples(None, office))
    return Node(str(iri), kind, _label(own, name), tuple(sorted(set(triples), key=str)))


def _label(own: Iterable[Triple], name: str) -> str:
    for wanted in ("skos:prefLabel", "schema:headline", "dcterms:identifier"):
        found = sorted(str(value) for _, predicate, value in own if predicate == named(wanted))
        if found:
            return found[0]
    return name


def facts(store: Store, node: Node) -> list[tuple[str, str]]:
    """What the node says of itself, as property and value for people: names of actors and terms instead of their IRIs."""
    rows = []
    for subject, predicate, value in node.triples:
        if str(subject) == node.iri and predicate not in (A, named("schema:articleBody")):
            rows.append((_words(str(predicate)), _named(store, value) if isinstance(value, URIRef) else str(value)))
    return rows


def _words(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]


def _named(store: Store, iri: URIRef) -> str:
    labels = sorted(str(value) for _, _, value in store.engine.triples(None, iri, named("skos:prefLabel")))
    return labels[0] if labels else _words(str(iri))


def as_jsonld(store: Store, node: Node) -> bytes:
    """The statements as JSON-LD, compacted with the ontology's context, which stands in the text itself."""
    graph = Graph(bind_namespaces="none")
    for triple in node.triples:
        graph.add(triple)
    context = _context() | {name: iri for name, iri in store.iris.prefixes().items() if name not in _context()}
    data = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=True))
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


@cache
def _context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found
