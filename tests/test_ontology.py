"""The ontology is whole: every term is explained, every shape catches what it is for, and the JSON-LD context fits."""

from __future__ import annotations

import json
import re

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from kg import vocab
from kg.resources import folder, ontology

# rdflib's own parsers of JSON-LD and TriG use what rdflib has deprecated
pytestmark = pytest.mark.filterwarnings(r"ignore:(ConjunctiveGraph|Dataset\.default_context) is deprecated:DeprecationWarning")

ONTOLOGY = Graph().parse(ontology("policy-event.ttl"))
SCHEMES = Graph().parse(ontology("schemes.ttl"))
CONCEPTS = sorted(SCHEMES.subjects(RDF.type, SKOS.Concept))


def local(term: Node) -> str:
    return str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


# ---- every term is explained


@pytest.mark.parametrize("term", sorted({s for s in ONTOLOGY.subjects(RDF.type) if s != URIRef(vocab.PE.rstrip("#"))}), ids=local)
def test_every_class_and_property_has_one_english_label_and_definition(term: URIRef) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        (text,) = ONTOLOGY.objects(term, predicate)
        assert text.language == "en"
        assert text.strip() == str(text) != ""


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_every_concept_has_a_label_a_definition_and_an_example_in_english(concept: URIRef) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example):
        (text,) = SCHEMES.objects(concept, predicate)
        assert text.language == "en"
        assert text.strip() == str(text) != ""


@pytest.mark.parametrize("scheme", sorted(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme)), ids=local)
def test_a_scheme_names_as_top_concepts_just_those_that_are_in_it(scheme: URIRef) -> None:
    inside = set(SCHEMES.subjects(SKOS.inScheme, scheme))
    assert inside == set(SCHEMES.objects(scheme, SKOS.hasTopConcept)) == set(SCHEMES.subjects(SKOS.topConceptOf, scheme))


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_a_concept_is_in_one_scheme_whose_iri_and_its_notation_make_its_own(concept: URIRef) -> None:
    (scheme,) = SCHEMES.objects(concept, SKOS.inScheme)
    (notation,) = SCHEMES.objects(concept, SKOS.notation)
    assert str(concept) == f"{scheme}/{notation}"


@pytest.mark.parametrize("file", ["policy-event.ttl", "schemes.ttl", "frames.ttl", "cues.ttl", "agencies.ttl"])
def test_a_file_uses_only_terms_that_the_ontology_declares(file: str) -> None:
    triples = Graph().parse(ontology(file))
    used = {str(node).removeprefix(vocab.PE) for triple in triples for node in triple if str(node).startswith(vocab.PE)}
    assert used <= {*vocab.CLASSES, *vocab.PROPERTIES}


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf], ids=local)
def test_domains_and_ranges_are_classes_that_exist(predicate: URIRef) -> None:
    ours = {str(node).removeprefix(vocab.PE) for node in ONTOLOGY.objects(None, predicate) if str(node).startswith(vocab.PE)}
    assert ours <= {*vocab.CLASSES, *vocab.PROPERTIES}


def test_no_property_inherits_from_one_that_makes_its_subject_an_event() -> None:
    inherited = {(s, o) for s, o in ONTOLOGY.subject_objects(RDFS.subPropertyOf) if str(o).startswith(vocab.PREFIXES["sem"])}
    assert not inherited


# ---- types and topics


def test_a_cameo_code_has_three_digits() -> None:
    assert {info.code for info in vocab.type_schemes().values() if info.cameo and not re.fullmatch(r"[0-9]{3}", info.cameo)} == set()


def test_a_verb_phrase_is_short_and_in_lower_case() -> None:
    phrases = [info.verb_phrase for info in vocab.type_schemes().values()]
    assert [p for p in phrases if p != p.lower() or len(p.split()) > 3] == []
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("topic", vocab.topics().values(), ids=lambda topic: topic.label)
def test_a_topic_has_enough_words_in_lower_case(topic: vocab.TopicInfo) -> None:
    assert 15 <= len(topic.words) <= 40
    assert [word for word in topic.words if word != " ".join(word.lower().split())] == []


def test_no_two_topics_share_a_word() -> None:
    words = [word for topic in vocab.topics().values() for word in topic.words]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("topic", vocab.topics().values(), ids=lambda topic: topic.label)
def test_the_example_of_a_topic_has_a_word_of_this_topic_and_of_no_other(topic: vocab.TopicInfo) -> None:
    example = str(SCHEMES.value(URIRef(vocab.topic_iri(topic.notation)), SKOS.example)).lower()
    signalled = {t.notation for t in vocab.topics().values() for word in t.words if re.search(rf"\b{re.escape(word)}\b", example)}
    assert signalled == {topic.notation}


# ---- the JSON-LD context

CONTEXT = json.loads(ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
NAMESPACES = {key: value for key, value in CONTEXT.items() if str(value).startswith("http")}
SHORT = {key: value if isinstance(value, str) else value["@id"] for key, value in CONTEXT.items() if key not in {*NAMESPACES, "@version"}}
EXAMPLES = {"xsd:date": "2031-05-04", "xsd:integer": 7, "xsd:decimal": "0.5", "xsd:boolean": True}


def said(**document: object) -> Graph:
    text = json.dumps({"@context": CONTEXT, "@id": "https://example.org/s", **document})
    return Graph().parse(data=text, format="json-ld")


@pytest.mark.parametrize("name", vocab.PROPERTIES)
def test_the_short_name_of_a_property_means_it_with_the_values_of_its_range(name: str) -> None:
    term = URIRef(vocab.pe(name))
    wanted = CONTEXT[name].get("@type") if isinstance(CONTEXT[name], dict) else None
    ((_, predicate, value),) = said(**{name: EXAMPLES.get(str(wanted), "https://example.org/o")})
    assert predicate == term
    if (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY:
        assert isinstance(value, URIRef)
    elif (term, RDF.type, OWL.DatatypeProperty) in ONTOLOGY:
        assert (value.datatype or XSD.string) == ONTOLOGY.value(term, RDFS.range, default=XSD.string)


@pytest.mark.parametrize("name", vocab.CLASSES)
def test_the_short_name_of_a_class_means_it(name: str) -> None:
    assert list(said(**{"@type": name}).objects()) == [URIRef(vocab.pe(name))]


def test_the_prefixes_of_the_context_are_those_of_the_queries() -> None:
    assert {prefix: iri for prefix, iri in vocab.PREFIXES.items() if prefix not in SHORT} == NAMESPACES


@pytest.mark.parametrize("short", sorted(set(SHORT) - {*vocab.CLASSES, *vocab.PROPERTIES}))
def test_a_reused_term_keeps_its_name_unless_one_of_ours_has_it(short: str) -> None:
    prefix, local = SHORT[short].split(":")
    assert prefix in {"dcterms", "oa", "org", "prov", "rdf", "schema", "skos"}
    assert short == local or local in SHORT


def test_everything_that_the_shapes_speak_of_has_a_short_name() -> None:
    shapes = Graph().parse(ontology("shapes.ttl"))
    spoken = {
        shapes.qname(o)
        for p in (SH.path, SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.inversePath)
        for o in shapes.objects(None, p)
        if isinstance(o, URIRef)
    }
    assert spoken <= set(SHORT.values())


# ---- the reference page

PAGE = (folder("ontology").parent / "docs" / "ontology.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```trig\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("name", [*vocab.CLASSES, *vocab.PROPERTIES])
def test_the_page_explains_every_class_and_property_as_the_ontology_does(name: str) -> None:
    definition = ONTOLOGY.value(URIRef(vocab.pe(name)), RDFS.comment)
    assert re.search(rf"^\| `pe:{name}` \|(.*\|)? {re.escape(definition)} \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_the_page_explains_every_concept_as_the_scheme_does(concept: URIRef) -> None:
    label, definition, example = (re.escape(SCHEMES.value(concept, p)) for p in (SKOS.prefLabel, SKOS.definition, SKOS.example))
    assert re.search(rf"^\| `\w+:{local(concept)}` {label} \|(.*\|)? {definition} \|(.*\|)? {example} \|$", PAGE, re.MULTILINE)


def test_the_page_lists_every_prefix() -> None:
    assert [prefix for prefix, iri in vocab.PREFIXES.items() if f"| `{prefix}:` | `{iri}` |" not in PAGE] == []


def test_the_page_speaks_of_no_term_that_is_none() -> None:
    assert set(re.findall(r"\bpe:(\w+)", PAGE)) <= {*vocab.CLASSES, *vocab.PROPERTIES}


def example_graphs() -> list[Graph]:
    assert EXAMPLE
    return [graph for graph in Dataset().parse(data=EXAMPLE[1], format="trig").graphs() if len(graph)]


def test_every_graph_of_the_example_on_the_page_conforms_alone() -> None:
    shapes = Graph().parse(ontology("shapes.ttl"))
    reports = [pyshacl.validate(Graph() + graph, shacl_graph=shapes) for graph in example_graphs()]
    assert [report for conforms, _, report in reports if not conforms] == []
    assert len(reports) == 3


@pytest.mark.parametrize("place", range(3))
def test_the_example_on_the_page_survives_json_ld_under_short_names(place: int) -> None:
    graph = example_graphs()[place]
    text = graph.serialize(format="json-ld", context=CONTEXT)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)
    body = {key: value for key, value in json.loads(text).items() if key != "@context"}
    assert re.findall(r'"(?:pe|oa|skos|schema):\w+"', json.dumps(body)) == []


def test_the_python_on_the_page_runs() -> None:
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "docs/ontology.md", "exec"), {})
