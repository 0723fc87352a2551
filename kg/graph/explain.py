"""What a query will do, for people: its text with the values filled in, its operators, and how much each of its patterns matches.

rdflib parses the query; nothing of it is evaluated but the patterns one by one, on Oxigraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.graph.query import Value, filled
from kg.graph.store import Store
from kg.graph.terms import Term

MOST = 100_000
"""Matches of one pattern that are counted; beyond, "more than" is said."""

# operators that say nothing of the cost
_SILENT = ("SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery", "Project", "Group", "values")
_NAMES = {"LeftJoin": "Optional", "BGP": "Patterns", "ToMultiSet": "Values", "OrderBy": "Order", "AggregateJoin": "Aggregate"}


def explain(store: Store, name_or_text: str, /, **bindings: Value | None) -> str:
    """The plan of a query as lines of text that end in a newline: operators, the outermost first, and their patterns.

    After each pattern stands how many statements of the store match it, in the graph that it is asked of; a query is slow where a
    large number stands alone. Raises QueryError as ``kg.graph.query.run`` does.
    """
    text = filled(store, name_or_text, **bindings)
    # first, as a query that Oxigraph cannot run is told so with line and column
    store.check(text)
    algebra = translateQuery(parseQuery(text), initNs=store.prefixes).algebra
    plan = "\n".join(_lines(store, algebra, 0, None))
    return f"{text.strip()}\n\n{plan}\n"


def _lines(store: Store, node: Any, depth: int, graph: object) -> Iterator[str]:
    if not isinstance(node, CompValue):
        return
    name = _NAMES.get(node.name, node.name)
    if name not in _SILENT:
        yield f"{'  ' * depth}{name}{_graph(store, node)}"
        depth += 1
    # CompValue's own get gives the name of what is missing
    inner = dict.get(node, "term", graph) if node.name == "Graph" else graph
    for triple in dict.get(node, "triples", ()) or ():
        yield f"{'  ' * depth}{' '.join(_term(store, part) for part in triple)}   [{_matches(store, triple, inner)}]"
    for key in ("p", "p1", "p2"):
        yield from _lines(store, dict.get(node, key), depth, inner)


def _graph(store: Store, node: CompValue) -> str:
    return f" {_term(store, node.term)}" if node.name == "Graph" else ""


def _term(store: Store, part: object) -> str:
    if isinstance(part, URIRef):
        for prefix, space in sorted(store.prefixes.items(), key=lambda item: -len(item[1])):
            if part.startswith(space):
                return f"{prefix}:{part.removeprefix(space)}"
    return part.n3() if isinstance(part, Variable | URIRef | Literal) else "path"


def _matches(store: Store, triple: tuple[object, object, object], graph: object) -> str:
    fixed = _fixed({"s": triple[0], "p": triple[1], "o": triple[2], "g": graph})
    if fixed is None:
        return "a path"
    names = " ".join(f"?{name}" for name in fixed)
    values = f"VALUES ({names}) {{ ({' '.join('UNDEF' for _ in fixed)}) }}" if fixed else ""
    query = f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {values} GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {MOST + 1} }} }}"
    found = int(str(store.query(query, fixed).rows[0][0]))
    return f"more than {MOST}" if found > MOST else str(found)


def _fixed(parts: Mapping[str, object]) -> dict[str, Term] | None:
    """The parts of a pattern that are no variables; None for a path of properties."""
    if any(part is not None and not isinstance(part, Variable | URIRef | Literal) for part in parts.values()):
        return None
    return {name: part for name, part in parts.items() if isinstance(part, URIRef | Literal)}
