"""A store on a server: any endpoint of the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, behind the methods of an Engine.

A graph is written whole, by PUT, so that a request sent twice does no harm. There is no transaction over several graphs: articles are
written before what is derived from them, so a write that was cut off leaves a store that the same write completes. Queries are parsed
here first, so that a mistake has the same place and words whatever the server.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from rdflib import Dataset, Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.graph.engine import Engine, Packed, Rows, local
from kg.graph.http import Refused, clean, send
from kg.graph.results import Answer
from kg.graph.syntax import parse_triples
from kg.graph.terms import Term, Triple, boolean

PAGE = 10_000
"""Rows of one page of a read."""

_URL = re.compile(r"(https?):/+(.+)", re.IGNORECASE)
_LAST = ("actors", "canonical", "sequence", "curated", "prov", "ontology", "meta")
_CREDENTIALS = "set KG_STORE_USER and KG_STORE_PASSWORD"
_JSON = "application/sparql-results+json"
# Virtuoso keeps graphs of its own among those of its users
_OWN = (
    "http://www.openlinksw.com/",
    "http://localhost:8890/",
    "http://www.w3.org/ns/",
    "http://www.w3.org/2002/07/owl#",
    "http://localuriqaserver/",
)
_NOT_ITS_OWN = " ".join(f'FILTER(!STRSTARTS(STR(?g), "{one}"))' for one in _OWN)


def url_of(path: Path | str | None) -> str | None:
    """The address of a store on a server; None for a folder. A path of it has lost one of its slashes.

    >>> url_of(Path("http://127.0.0.1:7878/"))
    'http://127.0.0.1:7878'
    """
    found = None if path is None else _URL.fullmatch(str(path))
    return f"{found[1].lower()}://{found[2].rstrip('/')}" if found else None


def endpoints(url: str) -> tuple[str, str]:
    """The addresses for queries and for graphs.

    ``URL/query`` and ``URL/store``, as Oxigraph has them; a URL that ends in ``/query`` or ``/sparql`` is the one for queries, and graphs
    are then at ``store`` beside it, or ``sparql-graph-crud-auth`` as Virtuoso has it. KG_STORE_GRAPHS names another address for graphs.
    """
    base, _, last = url.rpartition("/")
    beside = {"query": "store", "sparql": "sparql-graph-crud-auth"}
    queries, graphs = (url, f"{base}/{beside[last]}") if last in beside else (f"{url}/query", f"{url}/store")
    return queries, os.environ.get("KG_STORE_GRAPHS", graphs)


class RemoteEngine(Engine):
    """A store on a server. Its own inner store stays empty: it parses queries."""

    def __init__(self, url: str, read_only: bool) -> None:
        if url != clean(url):
            raise StoreError(clean(url), "has a name and a password in its address, where others see them", _CREDENTIALS)
        super().__init__(local(), url, read_only)
        self._queries, self._graphs = endpoints(url)

    # ---- reading

    def __len__(self) -> int:
        return int(self._select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_NOT_ITS_OWN} }}")[0]["n"])

    def triples(
        self, graph: URIRef | None = None, subject: URIRef | None = None, predicate: URIRef | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """As an Engine's; in pages."""
        fixed: dict[str, Any] = {"s": subject, "p": predicate, "o": value, "g": graph}
        parts = {name: f"?{name}" if term is None else self.written(name, term) for name, term in fixed.items()}
        if graph is not None and (subject, predicate, value) == (None, None, None):
            yield from (self.unpack(quad)[:3] for quad in self.packed(graph))
            return
        pattern = f"GRAPH {parts['g']} {{ {parts['s']} {parts['p']} {parts['o']} }} {'' if graph else _NOT_ITS_OWN}"
        free = [name for name, term in fixed.items() if term is None]
        if not free:
            if self._request(f"ASK {{ {pattern} }}")["boolean"]:
                yield fixed["s"], fixed["p"], fixed["o"]
            return
        names = " ".join(f"?{name}" for name in free)
        for row in self._paged(f"SELECT DISTINCT {names} WHERE {{ {pattern} }} ORDER BY {names}"):
            found = fixed | row
            yield found["s"], found["p"], found["o"]

    def graphs(self) -> list[str]:
        """As an Engine's."""
        asked = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_NOT_ITS_OWN} }} ORDER BY ?g"
        return sorted(str(row["g"]) for row in self._paged(asked))

    def _quads(self, graph: URIRef) -> set[Packed]:
        return self.packed(graph)

    def packed(self, graph: URIRef) -> set[Packed]:
        """As an Engine's, by GET."""
        try:
            data = send("GET", self._graphs, headers={"Accept": "application/n-triples"}, fields={"graph": str(graph)})
        except Refused as refused:
            if refused.status == 404:
                return set()
            raise self._refused("cannot be read", refused) from refused
        return {self.pack(triple, graph) for triple in parse_triples(data)}

    def sorted(self, hidden: Iterable[str] = ()) -> list[Packed]:
        """As an Engine's, graph by graph."""
        out = {*hidden}
        graphs = (graph for graph in self.graphs() if graph not in out)
        return [quad for graph in graphs for quad in sorted(self.packed(URIRef(graph)), key=str)]

    # ---- writing

    def commit(self, stale: set[Packed], fresh: set[Packed]) -> None:
        """Writes each graph that changes, whole. Raises StoreError where the server refuses or cannot be reached."""
        if self.read_only:
            raise StoreError(self.place, "is open for reading only", "open it for writing")
        touched = {self.unpack(quad)[3] for quad in (*stale, *fresh)}
        for graph in sorted(touched, key=_order):
            self._put(graph, (self.packed(graph) - stale) | {quad for quad in fresh if self.unpack(quad)[3] == graph})

    def _put(self, graph: URIRef, quads: set[Packed]) -> None:
        fields = {"graph": str(graph)}
        try:
            if quads:
                # in Turtle's form a quad is its triple; N-Triples is Turtle
                body = self.serialise(list(quads), "turtle", {}).encode("utf-8")
                send("PUT", self._graphs, body, {"Content-Type": "text/turtle; charset=utf-8"}, fields)
            else:
                send("DELETE", self._graphs, fields=fields)
        except Refused as refused:
            if quads or refused.status != 404:
                raise self._refused("cannot be written", refused) from refused

    def staging(self) -> list[str]:
        """None: nothing is laid aside."""
        return []

    # ---- SPARQL

    def query(self, text: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str], union: bool) -> Answer:
        """As an Engine's; what the default graph is, the server decides."""
        del union
        self.check(text, prefixes)
        filled = self.filled(text, bindings)
        known = {name.lower() for name in re.findall(r"PREFIX\s+([\w-]*):", text, re.IGNORECASE)}
        head = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items() if name.lower() not in known)
        try:
            return _answer(self._ask(f"{head}\n{filled}"))
        except Refused as refused:
            raise QueryError(
                "the query", f"was refused by {self.place} ({refused})", "ask for less, or see what the server says"
            ) from refused

    def _has(self, iri: str) -> bool:
        node = self.written("iri", URIRef(iri))
        return bool(self._request(f"ASK {{ GRAPH ?g {{ {{ ?s ?p {node} }} UNION {{ {node} ?p ?o }} }} }}")["boolean"])

    def _ask(self, text: str) -> Any:
        # as a form: Virtuoso waits for ever for the rest of a query that is sent as it is
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": f"{_JSON}, application/n-triples;q=0.9"}
        data = send("POST", self._queries, urlencode({"query": text}).encode("ascii"), headers)
        return _yes_or_no(json.loads(data)) if data.lstrip()[:1] == b"{" else data

    def _request(self, text: str) -> Any:
        try:
            return self._ask(text)
        except Refused as refused:
            raise self._refused("cannot be read", refused) from refused

    def _select(self, text: str) -> list[dict[str, Any]]:
        return list(_rows(self._request(text)))

    def _paged(self, text: str) -> Iterator[dict[str, Any]]:
        for page in range(1_000_000):
            # sorted inside: Virtuoso refuses to sort and skip in one
            rows = self._select(f"SELECT * WHERE {{ {{ {text} }} }} LIMIT {PAGE} OFFSET {page * PAGE}")
            yield from rows
            if len(rows) < PAGE:
                return

    def _refused(self, problem: str, refused: Refused) -> StoreError:
        way_out = _CREDENTIALS if refused.status in (401, 403) else "see what the server says"
        return StoreError(self.place, f"{problem} ({refused})", way_out)

    # ---- what needs a folder

    def ask(self, *_: Any, **__: Any) -> Rows:
        """Not for a store on a server, which answers by itself."""
        raise self._local_only("served")

    def bulk_load(self, *_: Any, **__: Any) -> None:
        """Not for a store on a server."""
        raise self._local_only("loaded in bulk")

    def copy(self, *_: Any, **__: Any) -> None:
        """Not for a store on a server."""
        raise self._local_only("copied")

    def dataset(self, *_: Any, **__: Any) -> Dataset:
        """Not for a store on a server."""
        raise self._local_only("used through rdflib")

    def dump(self, out: IO[bytes]) -> None:
        """As an Engine's, graph by graph: not at one moment."""
        for graph in self.graphs():
            out.write(self.serialise(list(self.packed(URIRef(graph))), "nquads", {}).encode("utf-8"))

    def _local_only(self, what: str) -> StoreError:
        return StoreError(self.place, f"is on a server and cannot be {what}", "use a store in a folder, such as one restored from a backup")


def _yes_or_no(found: Any) -> Any:
    """Virtuoso answers ASK by a row of one number."""
    if found.get("head", {}).get("vars") == ["__ASK_RETVAL"]:
        return {"head": {}, "boolean": found["results"]["bindings"][0]["__ASK_RETVAL"]["value"] == "1"}
    return found


def _order(graph: URIRef) -> tuple[int, str]:
    """Articles first, then what is derived from them, then what the store says of itself."""
    last = graph.rpartition("/")[2]
    return (_LAST.index(last) + 1 if last in _LAST else 0), str(graph)


def _answer(found: Any) -> Answer:
    if isinstance(found, bytes):
        return Answer(("subject", "predicate", "object"), tuple(sorted(set(parse_triples(found)), key=str)))
    if "boolean" in found:
        return Answer(("answer",), ((boolean(bool(found["boolean"])),),), bool(found["boolean"]))
    names = tuple(found["head"]["vars"])
    return Answer(names, tuple(tuple(row.get(name) for name in names) for row in _rows(found)))


def _rows(found: Any) -> Iterator[dict[str, Any]]:
    for row in found["results"]["bindings"]:
        yield {name: _term(cell) for name, cell in row.items()}


def _term(cell: Mapping[str, str]) -> Term:
    if cell["type"] == "uri":
        return URIRef(cell["value"])
    if cell["type"] == "bnode":
        return URIRef(f"_:{cell['value']}")
    if "xml:lang" in cell:
        return Literal(cell["value"], lang=cell["xml:lang"])
    kind = cell.get("datatype")
    return Literal(cell["value"], datatype=URIRef(kind), normalize=False) if kind else Literal(cell["value"])
