"""The shapes find the same, however they are laid out for speed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyshacl
import pytest
from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import ShapeError
from kg.graph import encode, shacl
from kg.graph.change import around, touched
from kg.graph.iris import Iris
from kg.graph.terms import Triple, day, named, text
from kg.resources import ontology

IRIS = Iris()


def graphs(story) -> list[list[Triple]]:
    return [
        list(encode.reading(replace(story.readings[1], mentions=story.readings[1].mentions[:2]), IRIS)),
        [triple for event in story.events for triple in encode.event(event, IRIS)],
        [triple for actor in story.actors for triple in encode.actor(actor, IRIS)],
    ]


def plain(triples: list[Triple], shapes: Graph) -> list[tuple[str, str]]:
    data = Graph()
    for triple in triples:
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)

    def at_fault(node: Node) -> str:
        """What a shape that targets a value and looks back from it leads to; else what it targets."""
        back = (report.value(node, SH.resultPath), SH.inversePath, None) in report
        return str((back and report.value(node, SH.value)) or report.value(node, SH.focusNode))

    return sorted((at_fault(node), str(report.value(node, SH.resultMessage))) for node in report.objects(None, SH.result))


def test_every_graph_of_the_story_conforms(story) -> None:
    for graph in graphs(story):
        assert shacl.validate(graph) == []


def test_shapes_with_targets_moved_down_find_what_the_shapes_as_written_find(story) -> None:
    shapes = Graph().parse(ontology("shapes.ttl"))
    found = 0
    for graph in graphs(story):
        for predicate in sorted({triple[1] for triple in graph})[::2]:
            spoilt = [*(triple for triple in graph if triple[1] != predicate), (graph[0][0], predicate, text("spoilt"))]
            expected = plain(spoilt, shapes)
            assert sorted((one.focus, one.message) for one in shacl.validate(spoilt)) == expected
            found += len(expected)
    assert found > 30


def test_a_property_shape_that_two_shapes_share_keeps_to_their_targets() -> None:
    shapes = Graph().parse(
        format="turtle",
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> .
        x:A sh:targetClass x:a ; a sh:NodeShape ; sh:property x:shared .
        x:B a sh:NodeShape ; sh:targetClass x:b ; sh:property x:shared , [ sh:path x:q ; sh:minCount 1 ] .
        x:shared sh:path x:p ; sh:minCount 1 .""",
    )
    moved = shacl.hoisted(shapes)
    assert set(moved.objects(None, SH.property)) == set(shapes.subjects(SH.path, None)) & set(moved.objects(None, SH.property))
    assert len(set(moved.objects(None, SH.property))) == 1


def test_a_violation_says_where_what_and_why(story) -> None:
    graph = [triple for triple in graphs(story)[2] if triple[1] != named("skos:prefLabel")]
    first = shacl.validate(graph)[0]
    assert (first.focus, first.path) == (str(IRIS.actor("ada-quill")), str(named("skos:prefLabel")))
    assert "preferred label" in first.message


@pytest.mark.parametrize(
    ("gone", "path"),
    [pytest.param("source", "pe:status", id="a claim without its source"), pytest.param("edtf", "pe:granularity", id="two known days")],
)
def test_a_violation_names_the_mention_where_the_shape_looks_back_from_a_value(story, gone: str, path: str) -> None:
    claim = story.readings[1].mentions[0]
    graph = list(encode.reading(replace(story.readings[1], mentions=(claim,)), IRIS))
    parts = {node for node, predicate, value in graph if predicate == named("pe:role") and str(value) == gone}
    spoilt = [(s, p, text("x")) if s in parts and p == named("pe:role") else (s, p, o) for s, p, o in graph]
    if gone == "edtf":
        spoilt = [(s, p, day(date(2031, 3, 9)) if p == named("pe:latest") else o) for s, p, o in graph]
    found = [one for one in shacl.validate(spoilt) if one.path == str(named(path))]
    assert [one.focus for one in found] == [str(IRIS.mention(claim.id))]


def test_check_counts_what_it_does_not_name(story) -> None:
    graph = [triple for triple in graphs(story)[2] if triple[1] != named("skos:prefLabel")]
    with pytest.raises(ShapeError, match=r"^the actors: .*ada-quill.*\(and 2 more\); correct"):
        shacl.check(graph, "the actors")


def test_what_is_checked_around_a_change_breaks_where_the_whole_graph_does(story) -> None:
    triples = [triple for event in story.events for triple in encode.event(event, Iris())]
    assert shacl.validate(triples) == []
    for gone in triples:
        left = [triple for triple in triples if triple != gone]
        nodes = touched(left, [gone])
        found = [one for one in shacl.validate(around(left, nodes)) if {one.focus, one.value} & set(map(str, nodes))]
        assert bool(found) == bool(shacl.validate(left)), gone
