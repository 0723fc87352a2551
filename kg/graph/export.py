"""Hands the graph on: N-Quads, TriG, Turtle, JSON-LD, JSON lines. Equal stores give equal text, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from rdflib import Graph

from kg.errors import StoreError
from kg.graph.lines import resolved_json
from kg.graph.store import Store
from kg.graph.terms import Quad
from kg.resources import ontology


def export(store: Store, form: str) -> str:
    """The whole store but its copy of the ontology, in one of FORMS; text that ends in a newline.

    Raises StoreError for a form that there is none of.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise StoreError(f"format {form!r}", "is not one of the formats of the graph", f"use one of {', '.join(FORMS)}")
    return writer(store)


def mention_lines(store: Store) -> Iterator[str]:
    """One line of JSON for each mention, by article and trigger, with the event and the actors that it was resolved to."""
    names = {actor.id: actor.name for actor in store.actors()}
    events = store.denoted()
    for reading in store.readings():
        for mention in reading.mentions:
            line = resolved_json(reading.article, mention, events.get(mention.id), names)
            yield json.dumps(line, ensure_ascii=False)


def _jsonl(store: Store) -> str:
    return "".join(f"{line}\n" for line in mention_lines(store))


def _jsonld(store: Store) -> str:
    """Compacted with the ontology's context, which stands in the text itself: nobody has to fetch it."""
    context = json.loads(ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    context |= {name: iri for name, iri in store.iris.prefixes().items() if name not in context}
    graphs = [_graph_ld(str(name), quads, context) for name, quads in groupby(store.quads(), key=itemgetter(3))]
    return json.dumps({"@context": context, "@graph": graphs}, ensure_ascii=False, indent=1) + "\n"


def _graph_ld(name: str, quads: Iterable[Quad], context: dict[str, Any]) -> dict[str, Any]:
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value, _ in quads:
        graph.add((subject, predicate, value))
    data = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=True))
    nodes = data.get("@graph", [{key: value for key, value in data.items() if key != "@context"}])
    return {"@id": name, "@graph": _sorted(nodes)}


def _sorted(value: Any) -> Any:
    """Objects by key and arrays by content: an array of JSON-LD is a set."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


_WRITERS: dict[str, Callable[[Store], str]] = {
    "nquads": lambda store: store.serialise("nquads"),
    "trig": lambda store: store.serialise("trig"),
    "turtle": lambda store: store.serialise("turtle"),
    "jsonld": _jsonld,
    "jsonl": _jsonl,
}
FORMS = tuple(_WRITERS)
