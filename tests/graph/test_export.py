"""What is handed on is sorted, the same every time, and says what the store says."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import StoreError
from kg.graph.counts import counts
from kg.graph.engine import Engine
from kg.graph.export import FORMS, export
from kg.graph.lines import mention_json
from kg.graph.store import Store
from kg.model import Article, Evidence, Mention, Span

KEYS = [
    *("doc", "event", "type", "status", "trigger", "start", "end", "sentence", "actors", "targets"),
    *("object", "place", "date", "attributed_to", "confidence", "rule"),
]


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_the_same_whatever_the_order_of_reading(store: Store, story, form: str) -> None:
    with Store.open() as other:
        for reading in reversed(story.readings):
            other.put(reading, story.run)
        other.replace_derived(reversed(story.actors), reversed(story.events))
        assert export(other, form) == export(store, form)
    assert export(store, form).endswith("\n")


def as_graph(triples: object) -> set[tuple[str, ...]]:
    return {tuple(str(term) for term in triple) for triple in triples}


def test_nquads_hold_every_quad_in_order(store: Store) -> None:
    lines = export(store, "nquads").splitlines()
    assert len(lines) == len(set(lines)) == len(store.quads())
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)


def test_turtle_holds_every_triple(store: Store) -> None:
    assert as_graph(Graph().parse(data=export(store, "turtle"))) == {tuple(map(str, quad[:3])) for quad in store.quads()}


def test_json_ld_says_what_the_store_says_by_its_own_context(store: Store) -> None:
    text = export(store, "jsonld")
    parsed = ox.Store()
    parsed.load(text.encode("utf-8"), format=ox.RdfFormat.JSON_LD)
    engine = Engine(parsed, "parsed", read_only=False)
    assert [engine.unpack(quad) for quad in engine.sorted()] == store.quads()
    data = json.loads(text)
    event = next(node for graph in data["@graph"] for node in graph["@graph"] if node.get("@type") == "PolicyEvent")
    assert {"agent", "eventType", "status"} <= set(event)


def test_trig_names_the_graphs_once_each(store: Store) -> None:
    text = export(store, "trig")
    assert text.count("graph:canonical {") == text.count("graph:actors {") == 1
    assert "graph:ontology" not in text


def test_json_lines_are_those_of_extract_with_events_and_actors(store: Store, story) -> None:
    lines = [json.loads(line) for line in export(store, "jsonl").splitlines()]
    assert [line["trigger"] for line in lines] == ["signed", "sue", "approve", "signed", "criticised", "criticised"]
    first, last = lines[0], lines[-1]
    assert list(first)[: len(KEYS)] == KEYS
    assert (first["event"], first["actor_ids"], first["target_ids"]) == (story.events[0].id, ["ada-quill"], [])
    assert first["date"] == {
        "begin": "2031-03-03",
        "end": "2031-03-03",
        "edtf": "2031-03-03",
        "granularity": "day",
        "basis": "relative",
        "words": "Monday",
    }
    assert (last["actors"], last["targets"], last["target_ids"]) == (["Ada Quill"], ["Bo Reyes"], ["bo-reyes"])
    assert (lines[3]["attributed_to"], lines[3]["attributed_to_id"]) == ("her office", None)


def test_a_line_of_extract_needs_no_store() -> None:
    article = Article("d", "They voted.")
    line = mention_json(article, Mention(None, Span(5, 10), "occurred", Evidence(article.id, Span(0, 11), article.text, "r"), 0.5))
    assert list(line) == KEYS
    assert [line[key] for key in ("doc", "event", "type", "trigger", "start", "end", "sentence", "actors", "date")] == [
        *("d", None, None, "voted", 5, 10, "They voted.", [], None)
    ]


def test_another_form_is_refused_with_those_there_are(store: Store) -> None:
    with pytest.raises(StoreError, match="use one of nquads, trig, turtle, jsonld, jsonl"):
        export(store, "docx")
    with pytest.raises(StoreError, match="nquads"):
        store.serialise("docx")


def test_counts_are_what_was_put_in(store: Store) -> None:
    found = counts(store)
    expected = {"articles": 2, "mentions": 6, "events": 5, "actors": 3, "judgements": 0, "runs": 1, "statements": len(store.quads())}
    assert {name: found[name] for name in expected} == expected
    assert {name: number for name, number in found.items() if number and name.startswith("events ")} == {
        "events occurred": 3,
        "events planned": 1,
        "events negated": 1,
    }
