"""Oxigraph, in memory or on disk, behind one class. Terms go in and come out as rdflib's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from oxrdflib import OxigraphStore
from rdflib import Dataset, URIRef

from kg.graph import syntax
from kg.graph.asking import Asking, Rows
from kg.graph.oxigraph import Packed, node, ox, pack, said, terms, told, value
from kg.graph.terms import Quad, Term, Triple
from kg.graph.writing import Writing, staged

__all__ = ["Engine", "Packed", "Rows", "local"]


class Engine(Asking, Writing):
    """One open Oxigraph store. ``place`` names it in errors: its folder, or "the store in memory"."""

    def triples(
        self, graph: URIRef | None = None, subject: URIRef | None = None, predicate: URIRef | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that match, in no order; None stands for anything, for the graph too."""
        pattern = (None if term is None else pack(term) for term in (subject, predicate, value, graph))
        for quad in self._open.quads_for_pattern(*pattern):  # type: ignore[arg-type]  # a literal is in the third place only
            yield told(quad)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(iri for graph in self._open.named_graphs() if not staged(iri := value(graph)))

    def packed(self, graph: URIRef) -> set[Packed]:
        """All quads of one graph."""
        return set(self._open.quads_for_pattern(None, None, None, node(graph)))

    def strings(self, graph: URIRef) -> Iterator[tuple[str, str, str]]:
        """The triples of one graph as what their terms say, without kinds: several times quicker than the terms."""
        return map(said, self._quads(graph))

    def _quads(self, graph: URIRef) -> Iterable[Packed]:
        """All quads of one graph, each once."""
        return self._open.quads_for_pattern(None, None, None, node(graph))

    def pack(self, triple: Triple, graph: URIRef) -> Packed:
        """One quad in the engine's form."""
        subject, predicate, value = triple
        return ox.Quad(node(subject), node(predicate), pack(value), node(graph))

    def sorted(self, hidden: Iterable[str] = ()) -> list[Packed]:
        """All quads but those of the hidden graphs, by graph and then in the order of N-Quads."""
        out = {*hidden}
        quads = (quad for quad in self._open if (graph := value(quad.graph_name)) not in out and not staged(graph))
        return sorted(quads, key=lambda quad: (value(quad.graph_name), str(quad)))

    def unpack(self, quad: Packed) -> Quad:
        """The quad as rdflib terms."""
        return (*told(quad), URIRef(value(quad.graph_name)))

    def serialise(self, quads: list[Packed], form: str, prefixes: Mapping[str, str]) -> str:
        """Quads as text, see ``kg.graph.syntax.serialise``."""
        return syntax.serialise(quads, form, prefixes)

    def write_graph(self, triples: Iterable[Triple], media: str, prefixes: Mapping[str, str]) -> bytes:
        """Triples in one of GRAPH_MEDIA."""
        return syntax.graph_bytes([ox.Triple(*terms(triple)) for triple in triples], media, prefixes)

    def dataset(self, prefixes: Mapping[str, str]) -> Dataset:
        """The same store through rdflib's API, valid until it is closed."""
        if self._dataset is None:
            self._dataset = Dataset(store=OxigraphStore(store=self._open), default_union=True)
            for prefix, iri in prefixes.items():
                self._dataset.bind(prefix, iri)
        return self._dataset


def local() -> ox.Store:
    """An empty store in memory, in the engine's own form."""
    return ox.Store()
