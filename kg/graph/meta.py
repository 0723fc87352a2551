"""What the store says of itself in graph/meta: its base, the version of its format, and which ontology it holds a copy of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from rdflib import URIRef

from kg import vocab
from kg.errors import StoreError
from kg.graph.iris import Iris
from kg.graph.terms import A, Triple, named, text
from kg.resources import ontology

FORMAT = 3
"""Raised whenever a store of the last version can no longer be used as it is; ``kg.graph.migrate`` has the steps.

1 laid changes aside in staging graphs; 2 keeps a seal of every article's graph; 3 keeps which event came next.
"""


def ontology_files() -> tuple[Path, ...]:
    """The files that are copied into graph/ontology, so that labels of types, statuses and topics can be asked for."""
    return ontology("policy-event.ttl"), ontology("schemes.ttl")


def ontology_digest() -> str:
    """16 hex digits over those files."""
    return sha256(b"\x1f".join(file.read_bytes() for file in ontology_files())).hexdigest()[:16]


def triples(iris: Iris) -> Iterator[Triple]:
    """The description of the store."""
    node = URIRef(f"{iris.base}dataset")
    yield node, A, named("void:Dataset")
    yield node, A, named("dcat:Dataset")
    yield node, named("dcterms:title"), text("Policy events", "en")
    yield node, named("void:uriSpace"), text(iris.base)
    yield node, named("void:vocabulary"), URIRef(vocab.PE)
    yield node, named("schema:schemaVersion"), text(str(FORMAT))
    yield node, named("dcterms:conformsTo"), iris.other("ontology", ontology_digest())


def is_current(stored: Iterable[Triple], iris: Iris) -> bool:
    """Whether the store says of itself what this version would say."""
    return set(stored) == set(triples(iris))


def base_of(spaces: Iterable[Triple], place: str) -> str:
    """The base of the IRIs, out of the ``void:uriSpace`` of the store. Raises StoreError where there is none or several."""
    found = {str(value) for _, _, value in spaces}
    if len(found) != 1:
        raise StoreError(place, "is a store of RDF, but not one of kg", "name another folder")
    return found.pop()


def version(stored: Iterable[Triple], place: str) -> int:
    """The format of the store. Raises StoreError for a newer one than FORMAT, or for none."""
    found = [str(value) for _, predicate, value in stored if predicate == named("schema:schemaVersion")]
    if len(found) != 1 or not found[0].isdecimal():
        raise StoreError(place, "does not say which version of the format it has", "restore it from a backup, or build it again")
    if int(found[0]) > FORMAT:
        raise StoreError(place, f"has format {found[0]}, this version of kg reads up to {FORMAT}", "install a newer version of kg")
    return int(found[0])
