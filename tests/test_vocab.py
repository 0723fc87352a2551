"""The Python names and the Turtle say the same, and a broken scheme is refused by name."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS, Graph, URIRef

from kg import model, vocab
from kg.errors import OntologyError
from kg.resources import ontology

ONTOLOGY = Graph().parse(ontology("policy-event.ttl"))
SCHEMES = Graph().parse(ontology("schemes.ttl"))
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)


def declared(*kinds: URIRef) -> list[str]:
    return sorted(str(term).removeprefix(vocab.PE) for kind in kinds for term in ONTOLOGY.subjects(RDF.type, kind))


def in_scheme(scheme: str) -> list[str]:
    return sorted(str(concept).removeprefix(scheme + "/") for concept in SCHEMES.subjects(SKOS.inScheme, URIRef(scheme)))


@pytest.mark.parametrize(
    ("names", "turtle"),
    [
        pytest.param(vocab.CLASSES, declared(OWL.Class), id="classes"),
        pytest.param(vocab.PROPERTIES, declared(*PROPERTY_KINDS), id="properties"),
        pytest.param(vocab.TYPES, in_scheme(vocab.TYPE_SCHEME), id="types"),
        pytest.param(vocab.STATUSES, in_scheme(vocab.STATUS_SCHEME), id="statuses"),
        pytest.param(model.STATUSES, in_scheme(vocab.STATUS_SCHEME), id="statuses of the model"),
        pytest.param(vocab.TOPICS, in_scheme(vocab.TOPIC_SCHEME), id="topics"),
    ],
)
def test_the_python_names_are_the_terms_of_the_ontology(names: tuple[str, ...], turtle: list[str]) -> None:
    assert sorted(names) == turtle


def test_the_families_are_those_of_the_types() -> None:
    assert {info.family for info in vocab.type_schemes().values()} == set(vocab.FAMILIES)


@pytest.mark.parametrize("name", ["policy-event.ttl", "schemes.ttl", "shapes.ttl"])
def test_a_prefix_means_the_same_in_python_and_in_turtle(name: str) -> None:
    lines = ontology(name).read_text(encoding="utf-8").splitlines()
    declared = {words[1].rstrip(":"): words[2].strip("<>") for words in map(str.split, lines) if words[:1] == ["@prefix"]}
    assert declared.items() - vocab.PREFIXES.items() <= {
        ("scheme", "https://w3id.org/policy-event/"),
        ("s", "https://w3id.org/policy-event/shape/"),
    }


def test_importing_the_names_does_not_import_rdflib() -> None:
    code = "import sys, kg.vocab; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parent.parent).returncode == 0


def test_public_names_are_sorted_and_real() -> None:
    assert vocab.__all__ == sorted(vocab.__all__)
    assert all(hasattr(vocab, name) for name in vocab.__all__)


# ---- IRIs


@pytest.mark.parametrize("name", [*vocab.CLASSES, *vocab.PROPERTIES])
def test_every_term_has_an_iri_that_the_ontology_declares(name: str) -> None:
    assert (URIRef(vocab.pe(name)), RDF.type, None) in ONTOLOGY


def test_every_concept_has_an_iri_that_its_scheme_declares() -> None:
    iris = [*map(vocab.type_iri, vocab.TYPES), *map(vocab.status_iri, vocab.STATUSES), *map(vocab.topic_iri, vocab.TOPICS)]
    assert all((URIRef(iri), RDF.type, SKOS.Concept) in SCHEMES for iri in iris)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(vocab.pe, "agnet", id="term"),
        pytest.param(vocab.status_iri, "done", id="status"),
        pytest.param(vocab.topic_iri, "11", id="topic"),
        pytest.param(vocab.type_iri, "Veto> <x", id="type with an end of its IRI"),
        pytest.param(vocab.type_iri, "", id="empty type"),
    ],
)
def test_a_name_that_is_none_has_no_iri(make, name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(name))):
        make(name)


def test_a_user_may_name_a_type_of_their_own() -> None:
    assert vocab.type_iri("Recall2") == "https://w3id.org/policy-event/type/Recall2"


# ---- reading the schemes


def test_types_come_in_the_order_of_their_codes_in_python() -> None:
    assert tuple(vocab.type_schemes()) == vocab.TYPES


def test_topics_come_in_the_order_of_their_numbers() -> None:
    assert tuple(vocab.topics()) == vocab.TOPICS


def test_a_type_carries_what_its_block_says() -> None:
    assert vocab.type_schemes()["Veto"] == vocab.TypeInfo(
        code="Veto",
        label="Veto or block",
        definition="An authority formally stops a measure.",
        family="institutional",
        plover="REJECT",
        plover_mode="yield",
        cameo="129",
        verb_phrase="vetoes measure",
        triggers=("block", "nullify", "override", "quash", "veto"),
    )


def test_only_the_rest_has_no_triggers() -> None:
    assert [code for code, info in vocab.type_schemes().items() if not info.triggers] == ["Other"]


def test_a_type_that_a_user_adds_is_read_after_ours(tmp_path: Path) -> None:
    ours = ontology("schemes.ttl").read_text(encoding="utf-8")
    theirs = tmp_path / "schemes.ttl"
    theirs.write_text(ours + BLOCK.replace("Veto", "Abdicate"), encoding="utf-8")
    assert tuple(vocab.read_types(theirs)) == (*vocab.TYPES, "Abdicate")


BLOCK = """
@prefix pe: <https://w3id.org/policy-event/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/policy-event/type/Veto> skos:inScheme <https://w3id.org/policy-event/type> ;
    skos:notation "Veto" ; skos:prefLabel "Veto"@en ; skos:definition "Stops."@en ;
    pe:family "institutional" ; pe:plover "REJECT" ; pe:verbPhrase "vetoes"@en .
"""


def test_the_least_that_a_type_needs_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "least.ttl"
    file.write_text(BLOCK, encoding="utf-8")
    assert vocab.read_types(file) == {"Veto": vocab.TypeInfo("Veto", "Veto", "Stops.", "institutional", "REJECT", None, None, "vetoes", ())}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('skos:prefLabel "Veto"@en ;', "", "type/Veto has no skos:prefLabel; add one", id="no label"),
        pytest.param('skos:notation "Veto"', 'skos:notation "Vote"', "type/Veto has the skos:notation 'Vote'; make it", id="half copied"),
        pytest.param('"Stops."@en', '""@en', "type/Veto has no skos:definition; add one", id="empty definition"),
        pytest.param('pe:plover "REJECT"', 'pe:plover "REJECT" , "NONE"', "type/Veto has 2 values of pe:plover; keep one", id="two codes"),
        pytest.param("skos:inScheme", "skos:broader", "no concept is in the scheme .*/type; restore", id="nothing in the scheme"),
        pytest.param("Stops.", 'Stops."', "is not Turtle .*; correct the line", id="no Turtle"),
    ],
)
def test_a_broken_type_is_refused_by_file_and_concept(tmp_path: Path, old: str, new: str, problem: str) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(BLOCK.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=problem) as caught:
        vocab.read_types(file)
    assert caught.value.place == str(file)
    assert "\n" not in str(caught.value)


def test_a_topic_without_its_code_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(BLOCK.replace("policy-event/type", "policy-event/cap").replace('skos:notation "Veto" ;', ""), encoding="utf-8")
    with pytest.raises(OntologyError, match="has no skos:notation"):
        vocab.read_topics(file)


def test_a_missing_file_is_an_ontology_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"cannot be read .*; restore the file"):
        vocab.read_topics(tmp_path / "none.ttl")


def test_a_file_that_is_not_text_is_an_ontology_error(tmp_path: Path) -> None:
    file = tmp_path / "bytes.ttl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OntologyError, match="is not Turtle"):
        vocab.read_types(file)
