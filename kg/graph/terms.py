"""RDF terms out of Python values, always in canonical form, so that what is stored is what was given.

Oxigraph keeps the canonical form of a literal only (``0.850`` comes back as ``0.85``): nothing else is made here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from rdflib import Literal, URIRef

from kg import vocab
from kg.errors import ShapeError

Term: TypeAlias = URIRef | Literal
Triple: TypeAlias = tuple[URIRef, URIRef, Term]
Quad: TypeAlias = tuple[URIRef, URIRef, Term, URIRef]

DIGITS = 6
"""Decimal places that a confidence keeps; more would be noise, and Oxigraph's decimals end at 18."""


@cache
def named(curie: str) -> URIRef:
    """The IRI of a prefixed name; a ``pe:`` name that the ontology does not have raises ValueError.

    >>> named("oa:exact")
    rdflib.term.URIRef('http://www.w3.org/ns/oa#exact')
    """
    prefix, local = curie.split(":", 1)
    return URIRef(vocab.pe(local) if prefix == "pe" else vocab.PREFIXES[prefix] + local)


A = named("rdf:type")
_INTEGER, _DECIMAL, _DATE, _BOOLEAN, _ANY_URI = (named(f"xsd:{name}") for name in ("integer", "decimal", "date", "boolean", "anyURI"))


def text(value: str, language: str | None = None) -> Literal:
    """A string of any content. Raises ShapeError for a lone surrogate, which no RDF syntax can carry."""
    return Literal(storable(value), lang=language)


def storable(value: str) -> str:
    """The string itself if UTF-8 can hold it; a lone surrogate raises ShapeError."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        place = ascii(value[max(0, error.start - 20) : error.end + 20])
        raise ShapeError(place, "a lone surrogate, which UTF-8 cannot hold", "replace it by U+FFFD") from error
    return value


def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """An ``xsd:decimal`` of at most DIGITS places, without trailing zeros.

    >>> str(decimal(0.850)), str(decimal(1.0))
    ('0.85', '1')
    """
    shortest = f"{round(Decimal(repr(value)), DIGITS):f}"
    return Literal(shortest.rstrip("0").rstrip(".") if "." in shortest else shortest, datatype=_DECIMAL, normalize=False)


def day(value: date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=_DATE)


def boolean(value: bool) -> Literal:
    """An ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def address(value: str) -> Literal:
    """A URL as the source gives it, valid or not: a literal ``xsd:anyURI``, never an IRI of the graph."""
    return Literal(storable(value), datatype=_ANY_URI)
