"""Checks a graph against the SHACL shapes of the ontology, one article's graph at a time.

pySHACL does the work. Two things make it three times as fast without changing what it finds: property shapes are given the targets
of the node shape that they stand in, so that each runs once a graph and not once a node; and the SPARQL constraints are parsed once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pyshacl
from rdflib import RDF, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import ShapeError
from kg.graph.terms import Triple
from kg.resources import ontology

_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_prepared = lru_cache(maxsize=64)(prepareQuery)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that a shape does not allow: at which node, by which property, with which value; "" where it names none."""

    focus: str
    path: str
    message: str
    value: str
    shape: str


class _Data(Graph):
    """A graph in memory that keeps the parsed form of the queries that shapes ask of it."""

    def query(self, query_object: Any, *rest: Any, **options: Any) -> Result:
        """As rdflib's, for a text that was asked before without parsing it anew."""
        parsed = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *rest, **options)


def validate(triples: Iterable[Triple]) -> list[Violation]:
    """What the shapes do not allow in one graph, sorted; empty if it conforms.

    Raises OntologyError where ``ontology/shapes.ttl`` is missing.
    """
    data = _Data(bind_namespaces="none")
    data.addN((subject, predicate, value, data) for subject, predicate, value in triples)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes())
    return [] if conforms else sorted(_violation(report, node) for node in report.objects(None, SH.result))


def check(triples: Iterable[Triple], place: str, nodes: Collection[URIRef] | None = None) -> None:
    """Raises ShapeError, naming the first violation and how many there are, if the graph does not conform.

    With ``nodes`` the graph is a part of one, whole around these alone, and only what is wrong with them counts.
    """
    found = validate(triples)
    if nodes is not None:
        ours = set(map(str, nodes))
        found = [one for one in found if one.focus in ours or one.value in ours]
    if found:
        first = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        value = f", but is {first.value[:80]!a}" if first.value and first.value != first.focus else ""
        problem = f"{first.focus} {first.path}: {first.message}{value}{more}"
        raise ShapeError(place, " ".join(problem.split()), "correct the source or the ontology; nothing was stored")


@cache
def _shapes() -> Graph:
    return hoisted(Graph().parse(ontology("shapes.ttl"), format="turtle"))


def hoisted(shapes: Graph) -> Graph:
    """The same shapes with the targets of each node shape moved down to its property shapes.

    A property shape that several shapes share stays where it is: it would be held against the targets of all of them.
    """
    moved = {
        (shape, SH.property, part): targets
        for shape, part in shapes.subject_objects(SH.property)
        if (targets := [(kind, node) for kind in _TARGETS for node in shapes.objects(shape, kind)])
        and len(set(shapes.subjects(SH.property, part))) == 1
    }
    result = Graph(store=SimpleMemory(), bind_namespaces="none")
    for triple in shapes:
        if triple not in moved:
            result.add(triple)
    for (_, _, part), targets in moved.items():
        result.add((part, RDF.type, SH.PropertyShape))
        for kind, node in targets:
            result.add((part, kind, node))
    return result


def _violation(report: Graph, result: Node) -> Violation:
    def text(name: Node) -> str:
        return " ".join(sorted(str(value) for value in report.objects(result, name)))

    path = report.value(result, SH.resultPath)
    focus, value = text(SH.focusNode), text(SH.value)
    # a shape that targets a value and looks back from it is at fault where that leads to
    back = None if path is None else report.value(path, SH.inversePath)
    if back is not None and value:
        path, focus, value = back, value, focus
    return Violation(
        focus=focus,
        path="" if path is None else str(path),
        message=text(SH.resultMessage),
        value=value,
        shape=text(SH.sourceShape),
    )
