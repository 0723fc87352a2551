"""What a person calls an actor, a type, a topic or a status, found in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

from rdflib import URIRef

from kg import vocab
from kg.errors import QueryError
from kg.graph.store import Store
from kg.graph.terms import text
from kg.model import STATUSES

_ACTORS = "SELECT ?node ?name WHERE { GRAPH graph:actors { ?node a pe:Actor ; skos:prefLabel|skos:altLabel ?name } } ORDER BY ?node ?name"
_PREFERRED = "SELECT ?node ?name WHERE { GRAPH graph:actors { ?node a pe:Actor ; skos:prefLabel ?name } } ORDER BY ?node ?name"
_CONCEPTS = """SELECT ?node ?name WHERE { VALUES (?scheme) { (UNDEF) }
  GRAPH graph:ontology { ?node skos:inScheme ?scheme ; skos:prefLabel ?name } } ORDER BY ?node ?name"""


_WHERE_LISTED = {
    "actor": "kg actors lists them",
    "type": "kg query types lists those that have events",
    "topic": "kg query topics-by-month lists those that have events",
}


def actor_iri(store: Store, words: str) -> URIRef:
    """The actor with this id, IRI or name; a preferred name wins over other names, and case does not count.

    Raises QueryError where there is none, naming the nearest, or where several go by that name, naming them.
    """
    preferred = _names(store, _PREFERRED)
    known = {str(node) for nodes in preferred.values() for node in nodes}
    for iri in (words, str(store.iris.actor(words)) if words else ""):
        if iri in known:
            return URIRef(iri)
    for names in (preferred, _names(store, _ACTORS)):
        found = sorted(names.get(words.casefold(), ()))
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(store.iris.local(node) for node in found)
            raise QueryError(f"actor {words!a}", f"{len(found)} actors go by that name", f"use one of the ids {ids}")
    raise _unknown("actor", words, dict(zip(names, names, strict=True)), _WHERE_LISTED["actor"])


def type_iri(store: Store, words: str) -> URIRef:
    """The event type with this code, IRI or label. Raises QueryError where there is none."""
    return _concept(store, "type", vocab.TYPE_SCHEME, words)


def topic_iri(store: Store, words: str) -> URIRef:
    """The topic with this code, IRI or label. Raises QueryError where there is none."""
    return _concept(store, "topic", vocab.TOPIC_SCHEME, words)


def status_iri(words: str) -> URIRef:
    """The status of this name or IRI. Raises QueryError where there is none."""
    word = words.removeprefix(vocab.STATUS).casefold()
    if word not in STATUSES:
        raise QueryError(f"status {words!a}", "there is no such status", f"use one of {', '.join(STATUSES)}")
    return URIRef(vocab.status_iri(word))


def _concept(store: Store, what: str, scheme: str, words: str) -> URIRef:
    names = _names(store, _CONCEPTS, URIRef(scheme))
    codes = {str(node).removeprefix(f"{scheme}/").casefold(): node for nodes in names.values() for node in nodes}
    by_label = {name: min(nodes) for name, nodes in names.items()}
    found = codes.get(words.removeprefix(f"{scheme}/").casefold()) or by_label.get(words.casefold())
    if found is None:
        spelt = {name: str(node).removeprefix(f"{scheme}/") for name, node in (by_label | codes).items()}
        raise _unknown(what, words, spelt, _WHERE_LISTED[what])
    return found


def _names(store: Store, query: str, scheme: URIRef | None = None) -> dict[str, set[URIRef]]:
    names: dict[str, set[URIRef]] = defaultdict(set)
    for node, name in store.query(query, {"scheme": scheme} if scheme else {}).rows:
        names[str(name).casefold()].add(URIRef(str(node)))
    return names


def _unknown(what: str, words: str, known: Mapping[str, str], listed: str) -> QueryError:
    """The refusal, with the nearest of what is known, each as it can be given."""
    text(words)  # a lone surrogate could not be shown in the message
    near = dict.fromkeys(known[name] for name in get_close_matches(words.casefold(), known, n=3, cutoff=0.5))
    return QueryError(f"{what} {words!r}", "is not in the store", f"did you mean {' or '.join(near)}? {listed}" if near else listed)
