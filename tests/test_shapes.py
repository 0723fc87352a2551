"""Every shape lets pass what is right and catches what it is for: each constraint is broken by a graph that breaks nothing else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from kg import model, vocab
from kg.resources import folder, ontology

EX = Namespace("https://example.org/")
SHAPES = Graph().parse(ontology("shapes.ttl"))
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.PREFIXES.items()) + f"@prefix x: <{EX}> .\n"

# ---- what is right conforms

SHA = "0123456789abcdef" * 4
GOOD = {
    "article": f"""
        x:article a schema:NewsArticle ; schema:datePublished "2031-05-04"^^xsd:date ; pe:textHash "{SHA}" ;
            schema:articleBody "On Sunday the mayor vetoed the harbour plan. Nobody minded." .
        x:evidence a oa:SpecificResource ; oa:hasSource x:article ; oa:hasSelector x:quote , x:place .
        x:quote a oa:TextQuoteSelector ; oa:exact "the mayor vetoed the harbour plan." .
        x:place a oa:TextPositionSelector ; oa:start 10 ; oa:end 44 .
        x:mention a pe:EventMention ; pe:eventType type:Veto ; pe:status status:occurred ; pe:evidence x:evidence ;
            pe:trigger "vetoed" ; pe:triggerStart 20 ; pe:triggerEnd 26 ; pe:confidence 0.9 ; pe:rule "frame:veto" ; pe:paragraph 0 ;
            pe:earliest "2031-05-04"^^xsd:date ; pe:latest "2031-05-04"^^xsd:date ; pe:granularity "day" ; pe:dateBasis "relative" ;
            pe:edtf "2031-05-04" ; pe:timeText "Sunday" ; pe:timeStart 3 ; pe:timeEnd 9 ; pe:timexType "DATE" ; pe:timexValue "2031-05-04" ;
            pe:participation x:part ; pe:agent x:mayor ; pe:object "the harbour plan" ; pe:topic cap:10 .
        x:part a pe:Participation ; pe:role "agent" ; pe:position 0 ; pe:words "the mayor" ; pe:name "Mayor of Quayside" ;
            pe:kind "person" ; pe:start 10 ; pe:end 19 ; pe:actor x:mayor .
        x:other a schema:NewsArticle ; pe:textHash "{SHA}" .
        x:passage a oa:SpecificResource ; oa:hasSource x:other ; oa:hasSelector x:words , x:offsets .
        x:words a oa:TextQuoteSelector ; oa:exact "ab" .
        x:offsets a oa:TextPositionSelector ; oa:start 0 ; oa:end 2 .""",
    "canonical": """
        x:event a pe:PolicyEvent ; pe:eventType type:Veto ; pe:status status:occurred ; skos:prefLabel "Mayor vetoes measure"@en ;
            pe:agent x:mayor ; pe:granularity "month" ; pe:dateBasis "explicit" ; pe:edtf "2031-05" ;
            pe:earliest "2031-05-01"^^xsd:date ; pe:latest "2031-05-31"^^xsd:date .
        x:mention_link pe:denotes x:event .
        x:event pe:instrument x:instrument .
        x:instrument a pe:PolicyInstrument ; skos:prefLabel "order of the mayor"@en ; pe:instrumentKind "order" ; schema:creator x:mayor .
        x:plan a pe:PolicyEvent ; pe:eventType type:Veto ; pe:status status:planned ; skos:prefLabel "Mayor vetoes measure"@en .
        x:plan_link pe:denotes x:plan .
        x:event pe:realises x:plan ; pe:independentSources 2 .
        x:stated a rdf:Statement ; rdf:subject x:event ; rdf:predicate pe:realises ; rdf:object x:plan ; prov:wasDerivedFrom x:mention .
        x:retired pe:mergedInto x:event .""",
    "actors": """
        x:mayor a pe:Actor ; skos:prefLabel "Mayor of Quayside"@en ; pe:kind "person" .
        x:office a pe:OfficeHolding ; org:member x:mayor ; org:organization x:city ; schema:roleName "Mayor of Quayside"@en ;
            schema:startDate "2029-01-01"^^xsd:date ; schema:endDate "2033-01-01"^^xsd:date .""",
    "curated": """
        x:judgement a pe:Judgement ; pe:left x:mayor ; pe:right x:governor ; pe:same false ; pe:who "Ada" ;
            pe:when "2031-06-01"^^xsd:date ; pe:why "two offices" .""",
    "lexicon": """
        x:frame a pe:Frame ; pe:lemma "veto" ; pe:partOfSpeech "verb" ; pe:evokes type:Veto ; skos:example "The mayor vetoed it."@en .
        x:cue a pe:StatusCue ; pe:lemma "plan" ; pe:partOfSpeech "verb" ; pe:complementStatus status:planned ;
            skos:example "He plans it."@en .
        x:report a pe:ReportingCue ; pe:lemma "say" ; pe:partOfSpeech "verb" ; skos:example "He said so."@en .
        x:class a pe:WordClass ; pe:word "court" , "judge" .
        x:answer a pe:RelationCue ; pe:form "after" ; pe:states pe:respondsTo ; pe:stands "beforeCause" ; pe:answerType type:Sue ;
            skos:example "He sued after the raid."@en .""",
}


@cache
def turtle(text: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=PREFIXES + text, format="turtle")


def changed(node: str, *edits: str) -> Graph:
    """The good graph that says something of x:node, edited: "-p" takes all of p away, "p o" puts o in the place of what p had."""
    good = next(graph for graph in map(turtle, GOOD.values()) if (EX[node], None, None) in graph)
    graph = Graph(bind_namespaces="none") + good
    for edit in edits:
        if edit.startswith("-"):
            graph.remove((EX[node], good.namespace_manager.expand_curie(edit[1:]), None))
        else:
            new = turtle(f"x:{node} {edit} .")
            for subject, predicate in set(new.subject_predicates()):
                graph.remove((subject, predicate, None))
            graph += new
    return graph


def broken(graph: Graph, shapes: Graph = SHAPES) -> set[tuple[str, str]]:
    """The messages of the constraints that a graph breaks, each with the name of its constraint component."""
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    found = {
        (str(report.value(result, SH.resultMessage)), str(report.value(result, SH.sourceConstraintComponent)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert conforms == (not found)
    return found


def test_the_shapes_are_shacl() -> None:
    conforms, _, report = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, report


@pytest.mark.parametrize("text", [pytest.param(text, id=key) for key, text in GOOD.items()])
def test_a_good_graph_conforms_alone(text: str) -> None:
    assert broken(turtle(text)) == set()


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(ontology("frames.ttl"), id="frames"),
        pytest.param(ontology("cues.ttl"), id="cues"),
        pytest.param(folder("seeds") / "actors.ttl", id="seed actors"),
    ],
)
def test_a_shipped_file_conforms(file: Path) -> None:
    assert broken(Graph().parse(file)) == set()


@pytest.mark.parametrize(
    ("node", "edit"),
    [
        pytest.param("article", "-schema:datePublished", id="an article without a date"),
        pytest.param("article", "-schema:articleBody", id="an article whose text is not in the graph"),
        pytest.param("mention", "-pe:eventType", id="a mention of an act outside of the types"),
        pytest.param("mention", "-pe:latest", id="a mention since a day"),
        pytest.param("mention", "-pe:earliest", id="a mention until a day"),
        pytest.param("mention", "pe:latest '2031-05-06'^^xsd:date ; pe:edtf '2031-05-04/2031-05-06'", id="an interval of days"),
        pytest.param(
            "mention",
            "pe:latest '2031-05-06'^^xsd:date ; pe:timexValue '2031-05-04TMO/2031-05-06'",
            id="an interval by its TIMEX3 value alone",
        ),
        pytest.param("mention", "pe:confidence 1.0", id="full confidence"),
        pytest.param("mention", "-pe:topic", id="no topic"),
        pytest.param("mention", "pe:status status:claimed ; pe:attributedTo x:aide", id="a claim of an actor"),
        pytest.param(
            "mention",
            "pe:status status:claimed ; pe:participation x:part , x:aide . "
            "x:aide a pe:Participation ; pe:role 'source' ; pe:position 0 ; pe:name 'aides'",
            id="a claim of somebody not yet resolved",
        ),
        pytest.param("part", "pe:words ''", id="a participant that the text leaves out"),
        pytest.param("part", "-pe:actor", id="a participant not yet resolved"),
        pytest.param("event", "pe:eventType type:Recall", id="a type that a user added"),
        pytest.param("event", "-pe:latest", id="an event with an open end"),
        pytest.param("event", "skos:prefLabel 'Mayor vetoes measure'@en , 'Veto'@fr", id="labels in two languages"),
        pytest.param("office", "-schema:endDate", id="an office still held"),
    ],
)
def test_what_may_be_left_open_may_be_left_open(node: str, edit: str) -> None:
    assert broken(changed(node, edit)) == set()


# ---- what is wrong is caught, each wrong by its own message

# what the constraint is on, its message, and what breaks it: each an x:node of the good graphs and its edits
BROKEN = json.loads(Path(__file__).with_name("broken_graphs.json").read_text(encoding="utf-8"))
CASES = [(message, tuple(edits)) for group in BROKEN.values() for message, cases in group.items() for edits in cases]


QUERIES = {SHAPES.value(query, SH.message): query for query in SHAPES.objects(None, SH.sparql)}
# reading the queries takes ten times as long as all else: they run only where a case is theirs
CORE = SHAPES - [(shape, SH.sparql, query) for shape, query in SHAPES.subject_objects(SH.sparql)]


@cache
def breaks(message: str, edits: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(broken(changed(*edits), SHAPES if Literal(message) in QUERIES else CORE))


@pytest.mark.parametrize(("message", "edits"), [pytest.param(m, e, id=f"{e[0]} {'; '.join(e[1:])[:60]}") for m, e in CASES])
def test_what_is_wrong_is_caught_and_nothing_else(message: str, edits: tuple[str, ...]) -> None:
    assert {said for said, _ in breaks(message, edits)} == {message}


PARAMETERS = (
    *("minCount", "maxCount", "datatype", "in", "nodeKind", "pattern", "minLength", "minInclusive", "maxInclusive", "class"),
    *("lessThan", "lessThanOrEquals", "disjoint", "uniqueLang", "or", "not"),
)


def component(parameter: str) -> str:
    return f"{SH}{parameter[0].upper()}{parameter[1:]}ConstraintComponent"


def test_every_constraint_of_every_shape_is_broken_by_some_case() -> None:
    shapes = [*SHAPES.subjects(RDF.type, SH.NodeShape)]
    holders = [*shapes, *(prop for shape in shapes for prop in SHAPES.objects(shape, SH.property))]
    wanted = {(str(SHAPES.value(h, SH.message)), component(p)) for h in holders for p in PARAMETERS if (h, SH[p], None) in SHAPES}
    wanted |= {(str(message), f"{SH}SPARQLConstraintComponent") for message in QUERIES}
    assert wanted - {found for case in CASES for found in breaks(*case)} == set()


def test_the_shapes_use_only_constraints_that_these_tests_know() -> None:
    known = {SH[p] for p in PARAMETERS} | {SH[p] for p in ("path", "message", "property", "sparql", "targetClass", "targetSubjectsOf")}
    shapes = [*SHAPES.subjects(RDF.type, SH.NodeShape)]
    holders = [*shapes, *(prop for shape in shapes for prop in SHAPES.objects(shape, SH.property))]
    assert {predicate for holder in holders for predicate in SHAPES.predicates(holder)} - known == {RDF.type}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param("granularity", model.GRANULARITIES, id="granularities"),
        pytest.param("dateBasis", model.BASES, id="bases of dates"),
        pytest.param("kind", model.KINDS, id="kinds of actors"),
        pytest.param("timexType", model.TIMEX_TYPES, id="types of time expressions"),
        pytest.param("status", tuple(map(vocab.status_iri, model.STATUSES)), id="statuses"),
        pytest.param("complementStatus", tuple(map(vocab.status_iri, model.STATUSES)), id="statuses of cues"),
    ],
)
def test_a_list_of_words_is_the_one_of_the_model(path: str, words: tuple[str, ...]) -> None:
    lists = [SHAPES.value(prop, SH["in"]) for prop in SHAPES.subjects(SH.path, URIRef(vocab.pe(path)))]
    assert {tuple(map(str, SHAPES.items(head))) for head in lists if head is not None} == {words}


def test_no_message_is_used_twice_for_one_target() -> None:
    messages = [str(message) for message in SHAPES.objects(None, SH.message)]
    assert sorted({message for message in messages if messages.count(message) > 1}) == []
