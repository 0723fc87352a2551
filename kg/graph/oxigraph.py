"""Oxigraph's terms and rdflib's, one made of the other. The only module that imports pyoxigraph: the others take ``ox`` from here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.graph.terms import Term, Triple

__all__ = ["Packed", "Terms", "line", "node", "ox", "pack", "parts", "said", "statement", "terms", "told", "unpack", "value", "written"]

Packed: TypeAlias = ox.Quad
"""A quad in the engine's own form: hashable, quick to compare, opaque to everyone else."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"
node = lru_cache(maxsize=4096)(ox.NamedNode)


def pack(term: Term) -> ox.NamedNode | ox.Literal:
    """A term in the engine's form. Raises ValueError for what cannot be one."""
    if isinstance(term, URIRef):
        return node(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=node(str(term.datatype))) if term.datatype else ox.Literal(str(term))


def unpack(term: object) -> Term:
    """A term in rdflib's form."""
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = term.datatype.value
        return Literal(term.value) if kind == _STRING else Literal(term.value, datatype=URIRef(kind), normalize=False)
    # URIRef would look at it again, character by character
    return str.__new__(URIRef, value(term))


def value(term: object) -> str:
    """The IRI of a named node; other nodes, which only a foreign store or a query's own BNODE() can bring, in the syntax of N-Triples."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def told(quad: ox.Quad | ox.Triple) -> Triple:
    """Subject, predicate and value in rdflib's form."""
    return URIRef(value(quad.subject)), URIRef(quad.predicate.value), unpack(quad.object)


def said(quad: ox.Quad) -> tuple[str, str, str]:
    """Subject, predicate and value as strings: IRIs, and of literals what they say."""
    last = quad.object
    return value(quad.subject), quad.predicate.value, last.value if isinstance(last, ox.Literal) else value(last)


def terms(triple: Triple) -> tuple[Any, ...]:
    """The three of a triple in the engine's form."""
    return tuple(pack(term) for term in triple)


def statement(quad: Packed) -> str:
    """Subject, predicate and value in the syntax of N-Triples, without the full stop."""
    return str(quad.triple)


def written(name: str, term: Term) -> str:
    """A term in the syntax of N-Triples; ``name`` is what it is called in errors. Raises QueryError for what is no term."""
    try:
        return str(pack(term))
    except ValueError as error:
        raise QueryError(f"?{name}", f"{str(term)!a} cannot be a term of RDF ({line(error)})", "give another value") from error


def parts(term: object) -> tuple[str, str, str, str]:
    """A term of an answer as kind (uri, bnode, literal), value, IRI of the datatype ("" for a string) and language."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        return "literal", term.value, "" if kind == _STRING or term.language else kind, term.language or ""
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return ("uri" if isinstance(term, ox.NamedNode) else "bnode"), term.value, "", ""
    return "literal", str(term), "", ""


class Terms(dict[Any, Term | None]):
    """Terms of rdflib by the engine's own: making one costs more than finding it, and most stand in many rows."""

    def __missing__(self, term: Any) -> Term | None:
        made = self[term] = None if term is None else unpack(term)
        return made


def line(error: BaseException) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())
