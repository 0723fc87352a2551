"""What made a mention: one run for each version of the software, the language model and the ontology. No clock takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph.decode import Nodes
from kg.graph.iris import Iris
from kg.graph.terms import A, Triple, named, text
from kg.model import digest


@dataclass(frozen=True, slots=True)
class Run:
    """A way of extracting: equal parts, equal run, whenever and wherever it took place.

    ``software`` is the version of kg, ``model_digest`` and ``ontology`` are digests of the model's and the ontology's files.
    """

    software: str
    model: str
    model_version: str
    model_digest: str
    ontology: str

    @property
    def id(self) -> str:
        """16 hex digits over all parts."""
        return digest(self.software, self.model, self.model_version, self.model_digest, self.ontology)


def run_iri(run: Run, iris: Iris) -> URIRef:
    """The IRI of a run."""
    return iris.other("run", run.id)


def triples(run: Run, iris: Iris) -> Iterator[Triple]:
    """A run as a ``prov:Activity``, with the software, the model and the ontology that it used."""
    node = run_iri(run, iris)
    software = iris.other("software", digest(run.software))
    model = iris.other("model", digest(run.model, run.model_version, run.model_digest))
    ontology = iris.other("ontology", digest(run.ontology))
    yield node, A, named("pe:Extraction")
    yield node, named("prov:wasAssociatedWith"), software
    yield node, named("prov:used"), model
    yield node, named("prov:used"), ontology
    yield software, A, named("prov:SoftwareAgent")
    yield software, named("dcterms:title"), text("kg")
    yield software, named("dcterms:hasVersion"), text(run.software)
    yield model, A, named("prov:Entity")
    yield model, named("dcterms:title"), text(run.model)
    yield model, named("dcterms:hasVersion"), text(run.model_version)
    yield model, named("dcterms:identifier"), text(run.model_digest)
    yield ontology, A, named("prov:Entity")
    yield ontology, named("dcterms:identifier"), text(run.ontology)


def runs(triples: Iterable[Triple]) -> Iterator[Run]:
    """The runs of the provenance graph, by IRI."""
    nodes = Nodes(triples)
    for node in nodes.of_class("pe:Extraction"):
        software = nodes.one(node, "prov:wasAssociatedWith")
        used = nodes.all(node, "prov:used")
        model = next(part for part in used if nodes.maybe(part, "dcterms:title") is not None)
        ontology = next(part for part in used if part != model)
        yield Run(
            software=nodes.one(software, "dcterms:hasVersion"),
            model=nodes.one(model, "dcterms:title"),
            model_version=nodes.one(model, "dcterms:hasVersion"),
            model_digest=nodes.one(model, "dcterms:identifier"),
            ontology=nodes.one(ontology, "dcterms:identifier"),
        )
