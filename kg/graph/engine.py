"""Oxigraph, in memory or on disk: the only module that imports it. Terms go in and come out as rdflib's.

Oxigraph's Python API has two calls that write in one transaction: ``extend``, which only adds, and ``update`` (SPARQL). A commit
that only adds is one ``extend``. One that also takes away is one ``update`` of the two forms DELETE DATA and INSERT DATA, which
hold whole terms only, written by Oxigraph's own serialiser, as the values of a query's parameters are. Nothing is ever laid
aside in the store, so no reader can see half of a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Literal, URIRef

from kg.errors import OntologyError, QueryError, StoreError
from kg.graph import mistakes
from kg.graph.binding import bound
from kg.graph.results import Answer
from kg.graph.terms import Quad, Term, Triple, boolean

Packed: TypeAlias = ox.Quad
"""A quad in the engine's own form: hashable, quick to compare, opaque to everyone else."""

_FORMATS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}
_STAGING = "urn:kg:staging:"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_node = lru_cache(maxsize=4096)(ox.NamedNode)


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
        _check_folder(path, create and not read_only)
        try:
            inner = ox.Store.read_only(str(path)) if read_only else ox.Store(path)
        except OSError as error:
            raise _cannot_open(path, error) from error
        return cls(inner, str(path), read_only)

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
        self._open.update(f"DELETE DATA {{ {_data(stale)} }} ; INSERT DATA {{ {_data(fresh)} }}")
        for graph in {_value(quad.graph_name) for quad in stale}:
            if not any(True for _ in self._open.quads_for_pattern(None, None, None, _node(graph))):
                self._open.remove_graph(_node(graph))

    def staging(self) -> list[str]:
        """The graphs that an interrupted commit of format 1 left behind."""
        return [iri for graph in self._open.named_graphs() if (iri := _value(graph)).startswith(_STAGING)]

    def clear_staging(self) -> None:
        """Drops them."""
        for graph in self.staging():
            self._open.remove_graph(_node(graph))

    # ---- whole stores

    def bulk_load(self, data: BinaryIO) -> None:
        """Loads N-Quads, fast and without keeping them in memory, but not in one transaction: for a store that nobody uses yet.

        Raises StoreError where the text is not N-Quads or the store cannot be written.
        """
        try:
            self._open.bulk_load(data, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(self.place, f"cannot be loaded ({_line(error)})", "check the file and the space that is left") from error

    def dump(self, out: IO[bytes]) -> None:
        """Writes everything there is as N-Quads, in no order, as it stood at one moment whatever is written meanwhile."""
        self._open.dump(out, format=ox.RdfFormat.N_QUADS)

    # ---- SPARQL

    def query(self, text: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str], union: bool) -> Answer:
        """Runs a query; see ``Store.query``."""
        with _query_errors(text, prefixes):
            return _answer(self._asked(self.filled(text, bindings), prefixes, use_default_graph_as_union=union))

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
        return bound(text, {name: _written(name, term) for name, term in bindings.items()})

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


def parse_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file. Raises OntologyError where it cannot be read, is not Turtle, or has a blank node."""
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise OntologyError(str(path), "has a node without a name", "give it an IRI")
            yield _triple(quad)
    except (SyntaxError, OSError) as error:
        raise OntologyError(str(path), f"cannot be read as Turtle ({_line(error)})", "correct the line") from error


def _check_folder(path: Path, create: bool) -> None:
    if not path.exists():
        if not create:
            raise StoreError(str(path), "there is no store", "make one with kg build --store, or correct the path")
        if not path.parent.is_dir():
            raise StoreError(str(path), "the folder that it should lie in does not exist", "make that folder first")
    elif not path.is_dir():
        raise StoreError(str(path), "is a file, not a store", "name a folder")
    elif not (path / "CURRENT").is_file() and (not create or any(path.iterdir())):
        raise StoreError(str(path), "is a folder, but not a store", "name another folder, or one that does not exist yet")


def _cannot_open(path: Path, error: OSError) -> StoreError:
    reason = _line(error)
    if "lock" in reason.lower():
        return StoreError(str(path), "is open for writing in another place", "close that one, or open this one for reading only")
    return StoreError(str(path), f"cannot be opened ({reason})", "check who may read and write there, or restore it from a backup")


def _unwritten(place: str, error: OSError) -> StoreError:
    return StoreError(place, f"cannot be written ({_line(error)})", "free some space or check who may write there")


def _text(statements: list[ox.Quad] | list[ox.Triple], form: str, prefixes: Mapping[str, str]) -> str:
    data = ox.serialize(statements, format=_FORMATS[form], prefixes=dict(prefixes))
    return "" if data is None else data.decode("utf-8")


def statement(quad: Packed) -> str:
    """Subject, predicate and value in the syntax of N-Triples, without the full stop."""
    return str(quad.triple)


def _data(quads: Iterable[Packed]) -> str:
    """Quads as the inside of INSERT DATA, a block a graph."""
    by_graph: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        by_graph[str(quad.graph_name)].append(statement(quad))
    return " ".join(f"GRAPH {graph} {{ {' . '.join(triples)} }}" for graph, triples in by_graph.items())


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
