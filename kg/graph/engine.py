"""Oxigraph, in memory or on disk: the only module that imports it. Terms go in and come out as rdflib's.

Oxigraph's Python API has two calls that write in one transaction: ``extend``, which only adds, and ``update`` (SPARQL). A commit
that only adds is one ``extend``. One that also takes away is one ``update`` of the two forms DELETE DATA and INSERT DATA, which
hold whole terms only, written by Oxigraph's own serialiser, as the values of a query's parameters are. Nothing is ever laid
aside in the store, so no reader can see half of a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Literal, URIRef

from kg.errors import OntologyError, QueryError, StoreError
from kg.graph import mistakes
from kg.graph.binding import bound
from kg.graph.folders import Changing, cannot_open, check_folder, patiently
from kg.graph.results import Answer
from kg.graph.terms import Quad, Term, Triple, boolean

Packed: TypeAlias = ox.Quad
"""A quad in the engine's own form: hashable, quick to compare, opaque to everyone else."""

_FORMATS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}
_LOOKED_AT = 1000  # triples searched for the prefixes that they use
_STAGING = "urn:kg:staging:"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_node = lru_cache(maxsize=4096)(ox.NamedNode)


GRAPH_MEDIA = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer in the engine's own terms: ``kind`` is rows, graph or boolean; ``cut`` says that there was more."""

    kind: str
    names: tuple[str, ...]
    rows: tuple[Any, ...]
    cut: bool
    boolean: bool | None


class Engine:
    """One open Oxigraph store. ``place`` names it in errors: its folder, or "the store in memory"."""

    def __init__(self, inner: ox.Store, place: str, read_only: bool) -> None:
        self._inner: ox.Store | None = inner
        self._dataset: Dataset | None = None
        self.place = place
        self.read_only = read_only

    @classmethod
    def open(cls, path: Path | None, read_only: bool, create: bool) -> Engine:
        """Opens the folder ``path``, or a new store in memory for None.

        Raises StoreError where the folder is missing (and is not to be made), is something else, or is open elsewhere.
        """
        if path is None:
            return cls(ox.Store(), "the store in memory", read_only=False)
        check_folder(path, create and not read_only)
        return cls(patiently(lambda: _opened(path, read_only)), str(path), read_only)

    def close(self) -> None:
        """Writes out what is buffered and lets go of the folder; closing twice is harmless."""
        if self._dataset is not None:
            self._dataset.store.close()
            self._dataset = None
        inner, self._inner = self._inner, None
        if inner is not None and not self.read_only:
            try:
                inner.flush()
            except OSError as error:
                raise _unwritten(self.place, error) from error

    @property
    def _open(self) -> ox.Store:
        if self._inner is None:
            raise StoreError(self.place, "is closed", "open it again")
        return self._inner

    def __len__(self) -> int:
        return len(self._open)

    # ---- reading

    def triples(
        self, graph: URIRef | None = None, subject: URIRef | None = None, predicate: URIRef | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that match, in no order; None stands for anything, for the graph too."""
        pattern = (None if term is None else _pack(term) for term in (subject, predicate, value, graph))
        for quad in self._open.quads_for_pattern(*pattern):  # type: ignore[arg-type]  # a literal is in the third place only
            yield _triple(quad)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(iri for graph in self._open.named_graphs() if not (iri := _value(graph)).startswith(_STAGING))

    def packed(self, graph: URIRef) -> set[Packed]:
        """All quads of one graph."""
        return set(self._open.quads_for_pattern(None, None, None, _node(graph)))

    def pack(self, triple: Triple, graph: URIRef) -> Packed:
        """One quad in the engine's form."""
        subject, predicate, value = triple
        return ox.Quad(_node(subject), _node(predicate), _pack(value), _node(graph))

    def sorted(self, hidden: Iterable[str] = ()) -> list[Packed]:
        """All quads but those of the hidden graphs, by graph and then in the order of N-Quads."""
        out = {*hidden}
        quads = (quad for quad in self._open if (graph := _value(quad.graph_name)) not in out and not graph.startswith(_STAGING))
        return sorted(quads, key=lambda quad: (_value(quad.graph_name), str(quad)))

    def unpack(self, quad: Packed) -> Quad:
        """The quad as rdflib terms."""
        return (*_triple(quad), URIRef(_value(quad.graph_name)))

    def serialise(self, quads: list[Packed], form: str, prefixes: Mapping[str, str]) -> str:
        """Quads as text, in their order; in Turtle without the names of their graphs, and each triple once, sorted.

        Raises StoreError for a form that there is none of.
        """
        if form not in _FORMATS:
            raise StoreError(f"format {form!r}", "is not one that a store is written in", f"use one of {', '.join(_FORMATS)}")
        if form == "turtle":
            return _text(sorted({quad.triple for quad in quads}, key=str), form, prefixes)
        return _text(quads, form, prefixes)

    # ---- writing

    def commit(self, stale: set[Packed], fresh: set[Packed]) -> None:
        """Takes the stale quads away and adds the fresh ones, all or none. Raises StoreError where the store cannot be written."""
        if self.read_only:
            raise StoreError(self.place, "is open for reading only", "open it for writing")
        try:
            if stale:
                self._exchange(stale - fresh, fresh - stale)
            elif fresh:
                self._open.extend(fresh)
        except OSError as error:
            raise _unwritten(self.place, error) from error

    def _exchange(self, stale: set[Packed], fresh: set[Packed]) -> None:
        old, new = _by_graph(stale), _by_graph(fresh)
        # a graph that loses all is dropped in the same transaction: DELETE DATA would leave its name
        gone = [graph for graph in old if graph not in new and len(self.packed(URIRef(graph))) == len(old[graph])]
        left = {graph: quads for graph, quads in old.items() if graph not in gone}
        steps = [*(f"DROP GRAPH <{graph}>" for graph in gone), f"DELETE DATA {{ {_data(left)} }}", f"INSERT DATA {{ {_data(new)} }}"]
        self._open.update(" ; ".join(steps))

    def staging(self) -> list[str]:
        """The graphs that an interrupted commit of format 1 left behind."""
        return [iri for graph in self._open.named_graphs() if (iri := _value(graph)).startswith(_STAGING)]

    def clear_staging(self) -> None:
        """Drops them."""
        for graph in self.staging():
            self._open.remove_graph(_node(graph))

    # ---- whole stores

    def bulk_load(self, data: BinaryIO | Path) -> None:
        """Loads N-Quads, fast and without keeping them in memory, but not in one transaction: for a store that nobody uses yet.

        Raises StoreError where the text is not N-Quads or the store cannot be written.
        """
        try:
            source: dict[str, Any] = {"path": data} if isinstance(data, Path) else {"input": data}
            self._open.bulk_load(**source, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(self.place, f"cannot be loaded ({_line(error)})", "check the file and the space that is left") from error

    def copy(self, path: Path) -> None:
        """Makes a copy of a store on disk, as it stands now, in the folder ``path``; quick where that is on the same file system."""
        try:
            self._open.backup(str(path))
        except (OSError, RuntimeError) as error:
            raise Changing(self.place, f"cannot be copied ({_line(error)})", "free some space where temporary files go") from error

    def dump(self, out: IO[bytes]) -> None:
        """Writes everything there is as N-Quads, in no order, as it stood at one moment. Raises Changing."""
        try:
            self._open.dump(out, format=ox.RdfFormat.N_QUADS)
        except RuntimeError as error:
            raise Changing(self.place, f"changes while it is read ({_line(error)})", "try again") from error

    # ---- SPARQL

    def query(self, text: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str], union: bool) -> Answer:
        """Runs a query; see ``Store.query``."""
        with _query_errors(text, prefixes):
            # a query that says FROM which graphs has its own default graph
            all_graphs = union and not mistakes.names_dataset(text)
            return _answer(self._asked(self.filled(text, bindings), prefixes, use_default_graph_as_union=all_graphs))

    def ask(self, text: str, prefixes: Mapping[str, str], defaults: Sequence[str], named: Sequence[str], most: int) -> Rows:
        """Runs a query as the SPARQL protocol has it; with ``defaults`` or ``named`` these graphs are the dataset.

        At most ``most`` rows are worked out. Without a dataset the default graph is all graphs together.
        """
        dataset: dict[str, Any] = {"use_default_graph_as_union": not mistakes.names_dataset(text)}
        if defaults or named:
            dataset = {"default_graph": [*map(_node, defaults)], "named_graphs": [*map(_node, named)]}
        with _query_errors(text, prefixes):
            found = self._asked(text, prefixes, **dataset)
            if isinstance(found, ox.QueryBoolean):
                return Rows("boolean", (), (), False, bool(found))
            kind = "graph" if isinstance(found, ox.QueryTriples) else "rows"
            names = () if isinstance(found, ox.QueryTriples) else tuple(variable.value for variable in found.variables)
            rows = tuple(islice(found, most + 1))
            return Rows(kind, names, rows[:most], len(rows) > most, None)

    def write_graph(self, triples: Iterable[Triple], media: str, prefixes: Mapping[str, str]) -> bytes:
        """Triples in one of GRAPH_MEDIA."""
        return graph_bytes([ox.Triple(*_terms(triple)) for triple in triples], media, prefixes)

    def check(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Parses a query; see ``Store.check``."""
        with _query_errors(text, prefixes):
            self._asked(text, prefixes)

    def _asked(self, text: str, prefixes: Mapping[str, str], **dataset: Any) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """What Oxigraph gives, with its rows still to come. ``dataset`` says what the query is asked of."""
        mistakes.refuse_service(text)
        mistakes.check_terms(text, prefixes, self._has)
        return self._open.query(text, prefixes=dict(prefixes), **dataset)

    def filled(self, text: str, bindings: Mapping[str, Term]) -> str:
        """The text of a query with the values of its parameters in it."""
        return bound(text, {name: self.written(name, term) for name, term in bindings.items()})

    def written(self, name: str, term: Term) -> str:
        """A term in the syntax of N-Triples; ``name`` is what it is called in errors. Raises QueryError for what is no term."""
        return _written(name, term)

    def _has(self, iri: str) -> bool:
        node = _node(iri)
        found = (self._open.quads_for_pattern(None, None, node, None), self._open.quads_for_pattern(node, None, None, None))
        return any(True for quads in found for _ in quads)

    def dataset(self, prefixes: Mapping[str, str]) -> Dataset:
        """The same store through rdflib's API, valid until it is closed."""
        if self._dataset is None:
            self._dataset = Dataset(store=OxigraphStore(store=self._open), default_union=True)
            for prefix, iri in prefixes.items():
                self._dataset.bind(prefix, iri)
        return self._dataset


@contextmanager
def _query_errors(text: str, prefixes: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise mistakes.syntax_error(str(error), text, prefixes) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError("the query", f"failed: {_line(error)}", "correct what is named, or ask for less") from error


def _opened(path: Path, read_only: bool) -> ox.Store:
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(path)
    except (OSError, RuntimeError) as error:
        raise cannot_open(path, error) from error


def local() -> ox.Store:
    """An empty store in memory, in the engine's own form."""
    return ox.Store()


def parse_triples(data: bytes) -> Iterator[Triple]:
    """The triples of a text in N-Triples or Turtle. Raises StoreError where it is neither."""
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
            yield _triple(quad)
    except SyntaxError as error:
        raise StoreError("what the server sent", f"is not N-Triples ({_line(error)})", "see what the server says") from error


def parse_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file. Raises OntologyError where it cannot be read, is not Turtle, or has a blank node."""
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise OntologyError(str(path), "has a node without a name", "give it an IRI")
            yield _triple(quad)
    except (SyntaxError, OSError) as error:
        raise OntologyError(str(path), f"cannot be read as Turtle ({_line(error)})", "correct the line") from error


def parts(term: object) -> tuple[str, str, str, str]:
    """A term of an answer as kind (uri, bnode, literal), value, IRI of the datatype ("" for a string) and language."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        return "literal", term.value, "" if kind == _STRING or term.language else kind, term.language or ""
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return ("uri" if isinstance(term, ox.NamedNode) else "bnode"), term.value, "", ""
    return "literal", str(term), "", ""


def graph_bytes(triples: Sequence[Any], media: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples of the engine in one of GRAPH_MEDIA; only the prefixes that they use are declared."""
    used = {name: iri for name, iri in prefixes.items() if any(iri in str(triple) for triple in triples[:_LOOKED_AT])}
    return ox.serialize(triples, format=GRAPH_MEDIA[media], prefixes=used) or b""


def _terms(triple: Triple) -> tuple[Any, ...]:
    return tuple(_pack(term) for term in triple)


def _unwritten(place: str, error: OSError) -> StoreError:
    return StoreError(place, f"cannot be written ({_line(error)})", "free some space or check who may write there")


def _text(statements: list[ox.Quad] | list[ox.Triple], form: str, prefixes: Mapping[str, str]) -> str:
    data = ox.serialize(statements, format=_FORMATS[form], prefixes=dict(prefixes))
    return "" if data is None else data.decode("utf-8")


def statement(quad: Packed) -> str:
    """Subject, predicate and value in the syntax of N-Triples, without the full stop."""
    return str(quad.triple)


def _by_graph(quads: Iterable[Packed]) -> dict[str, list[Packed]]:
    groups: dict[str, list[Packed]] = defaultdict(list)
    for quad in quads:
        groups[_value(quad.graph_name)].append(quad)
    return groups


def _data(groups: Mapping[str, list[Packed]]) -> str:
    """Quads as the inside of INSERT DATA, a block a graph."""
    return " ".join(f"GRAPH <{graph}> {{ {' . '.join(map(statement, quads))} }}" for graph, quads in groups.items())


def _pack(term: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return _node(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=_node(str(term.datatype))) if term.datatype else ox.Literal(str(term))


def _unpack(term: object) -> Term:
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = term.datatype.value
        return Literal(term.value) if kind == _STRING else Literal(term.value, datatype=URIRef(kind), normalize=False)
    return URIRef(_value(term))


def _value(term: object) -> str:
    """The IRI of a named node; other nodes, which only a foreign store or a query's own BNODE() can bring, in the syntax of N-Triples."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _triple(quad: ox.Quad | ox.Triple) -> Triple:
    return URIRef(_value(quad.subject)), URIRef(quad.predicate.value), _unpack(quad.object)


def _written(name: str, term: Term) -> str:
    try:
        return str(_pack(term))
    except ValueError as error:
        raise QueryError(f"?{name}", f"{str(term)!a} cannot be a term of RDF ({_line(error)})", "give another value") from error


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((boolean(bool(found)),),), bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer(("subject", "predicate", "object"), tuple(sorted({_triple(triple) for triple in found}, key=str)))
    variables = tuple(variable.value for variable in found.variables)
    return Answer(variables, tuple(tuple(None if term is None else _unpack(term) for term in row) for row in found))


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
