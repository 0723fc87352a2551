"""Statements as text and text as statements: Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD, by Oxigraph's parsers and writers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import OntologyError, StoreError
from kg.graph.oxigraph import Packed, line, ox, told
from kg.graph.terms import Triple

FORMATS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}
"""What a whole store is written in."""

GRAPH_MEDIA = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}
"""Media types of graphs."""

_LOOKED_AT = 1000  # triples searched for the prefixes that they use


def serialise(quads: list[Packed], form: str, prefixes: Mapping[str, str]) -> str:
    """Quads as text, in their order; in Turtle without the names of their graphs, and each triple once, sorted.

    Raises StoreError for a form that there is none of.
    """
    if form not in FORMATS:
        raise StoreError(f"format {form!r}", "is not one that a store is written in", f"use one of {', '.join(FORMATS)}")
    if form == "turtle":
        return _text(sorted({quad.triple for quad in quads}, key=str), form, prefixes)
    return _text(quads, form, prefixes)


def _text(statements: list[ox.Quad] | list[ox.Triple], form: str, prefixes: Mapping[str, str]) -> str:
    data = ox.serialize(statements, format=FORMATS[form], prefixes=dict(prefixes))
    return "" if data is None else data.decode("utf-8")


def parse_triples(data: bytes) -> Iterator[Triple]:
    """The triples of a text in N-Triples or Turtle. Raises StoreError where it is neither."""
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
            yield told(quad)
    except SyntaxError as error:
        raise StoreError("what the server sent", f"is not N-Triples ({line(error)})", "see what the server says") from error


def parse_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file. Raises OntologyError where it cannot be read, is not Turtle, or has a blank node."""
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise OntologyError(str(path), "has a node without a name", "give it an IRI")
            yield told(quad)
    except (SyntaxError, OSError) as error:
        raise OntologyError(str(path), f"cannot be read as Turtle ({line(error)})", "correct the line") from error


def graph_bytes(triples: Sequence[Any], media: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples of the engine in one of GRAPH_MEDIA; only the prefixes that they use are declared."""
    used = {name: iri for name, iri in prefixes.items() if any(iri in str(triple) for triple in triples[:_LOOKED_AT])}
    return ox.serialize(triples, format=GRAPH_MEDIA[media], prefixes=used) or b""
