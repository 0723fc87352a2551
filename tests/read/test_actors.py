"""Actor files: Turtle and CSV give the same actors, and a bad file says where and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.model import KINDS, Actor, Office
from kg.read.actors import actor_id, default_actors, read_actors
from kg.resources import folder

PREFIXES = """
@prefix pe: <https://w3id.org/policy-event/ns#> .
@prefix actor: <https://w3id.org/policy-event/actor/> .
@prefix office: <https://w3id.org/policy-event/office/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ROE = """
actor:jane-roe a pe:Actor , schema:Person ;
    skos:prefLabel "Jane Roe"@en ; skos:altLabel "Mayor Roe"@en , "Juana Roe"@es ; schema:sameAs wd:Q42 .
office:mayor a pe:OfficeHolding ; org:member actor:jane-roe ; org:organization actor:springfield ;
    schema:roleName "Mayor of Springfield"@en ; schema:startDate "2023-05-15"^^xsd:date .
"""
SPRINGFIELD = 'actor:springfield a pe:Actor , schema:City , schema:GovernmentOrganization ; skos:prefLabel "Springfield"@en .\n'


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_turtle_gives_actors_with_aliases_offices_and_wikidata_sorted_by_id(tmp_path: Path) -> None:
    office = Office("Mayor of Springfield", date(2023, 5, 15), None, "springfield")
    assert read_actors(written(tmp_path, "a.ttl", PREFIXES + SPRINGFIELD + ROE)) == (
        Actor("jane-roe", "Jane Roe", "person", ("Mayor Roe",), (office,), "Q42"),
        Actor("springfield", "Springfield", "place"),
    )


def test_a_table_gives_the_same_actor_as_turtle(tmp_path: Path) -> None:
    table = "id,name,kind,aliases,wikidata\njane-roe,Jane Roe,person,Mayor Roe | J. Roe,Q42\n\n"
    assert read_actors(written(tmp_path, "a.csv", table)) == (Actor("jane-roe", "Jane Roe", "person", ("J. Roe", "Mayor Roe"), (), "Q42"),)


def test_a_table_of_names_and_kinds_is_enough(tmp_path: Path) -> None:
    (actor,) = read_actors(written(tmp_path, "a.csv", "\ufeffname,kind\nRiver Authority,body\n"))
    assert actor == Actor(actor_id("River Authority"), "River Authority", "body")


@pytest.mark.parametrize(
    ("name", "text", "place", "problem"),
    [
        pytest.param("a.ttl", PREFIXES + "actor:x a pe:Actor ;; ,\n", "a.ttl:10", "not Turtle", id="broken turtle"),
        pytest.param("a.ttl", PREFIXES + "actor:x a pe:Actor .", "actor/x", "without a name", id="no label"),
        pytest.param("a.ttl", PREFIXES + ROE.replace("2023-05-15", "15 May"), "office/mayor", "is no day", id="no date"),
        pytest.param("a.ttl", PREFIXES + ROE.replace("a pe:Actor ,", "a"), "actor/jane-roe", "is no pe:Actor", id="office of a stranger"),
        pytest.param("a.ttl", PREFIXES + ROE.replace("org:member", "org:head"), "office/mayor", "without holder", id="office of nobody"),
        pytest.param("a.csv", "name\nJane Roe\n", "a.csv:1", "no column 'kind'", id="no kind column"),
        pytest.param("a.csv", "", "a.csv:1", "no column 'name'", id="empty table"),
        pytest.param("a.csv", "name,kind\nJane Roe,woman\n", "a.csv:2", "kind 'woman'", id="unknown kind"),
        pytest.param("a.csv", "name,kind\nJane Roe,person\n,person\n", "a.csv:3", "without a name", id="no name"),
        pytest.param("a.csv", "name,kind\nJane Roe,person\nJane Roe,person\n", "a.csv:3", "line 2 has", id="twice"),
        pytest.param("a.csv", "name,kind\nRoe, Jane,person\n", "a.csv:2", "more cells", id="comma without quotes"),
        pytest.param("a.csv", "name,kind,wikidata\nJane Roe,person,42\n", "a.csv:2", "no Wikidata id", id="no q"),
        pytest.param("a.csv", "name,kind,id\nJane Roe,person,<x>\n", "a.csv:2", "other signs", id="id that is no iri"),
        pytest.param("a.csv", 'name,kind\n"Jane Roe,person\n', "a.csv", "not CSV", id="open quote"),
        pytest.param("a.txt", "Jane Roe", "a.txt", "neither", id="another format"),
    ],
)
def test_a_bad_file_says_where_what_and_what_to_do(tmp_path: Path, name: str, text: str, place: str, problem: str) -> None:
    with pytest.raises(OntologyError) as caught:
        read_actors(written(tmp_path, name, text))
    assert place in caught.value.place
    assert problem in caught.value.problem
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_or_no_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "binary.ttl").write_bytes(b"\xff\xfe\x00")
    for name in ("binary.ttl", "missing.ttl"):
        with pytest.raises(OntologyError, match=name):
            read_actors(tmp_path / name)


def test_an_office_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    backwards = ROE.replace("xsd:date .", 'xsd:date ; schema:endDate "2020-01-01"^^xsd:date .')
    with pytest.raises(OntologyError, match="ends before"):
        read_actors(written(tmp_path, "a.ttl", PREFIXES + backwards))


def test_two_iris_with_one_last_part_are_refused(tmp_path: Path) -> None:
    other = '<https://example.org/jane-roe> a pe:Actor ; skos:prefLabel "Jane Roe"@en .\n'
    with pytest.raises(OntologyError, match="same id"):
        read_actors(written(tmp_path, "a.ttl", PREFIXES + ROE + other))


@given(st.text(min_size=1))
def test_an_actor_id_is_safe_in_an_iri_and_blind_to_letter_case(name: str) -> None:
    key = actor_id(name)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert actor_id(name.casefold()) == key


@pytest.mark.skipif(not (folder("seeds") / "actors.ttl").is_file(), reason="a bare source tree without seeds/actors.ttl")
def test_the_shipped_actors_are_many_sorted_and_of_a_known_kind() -> None:
    actors = default_actors()
    assert len(actors) >= 40
    assert [actor.id for actor in actors] == sorted({actor.id for actor in actors})
    assert {actor.kind for actor in actors} <= set(KINDS) - {"unknown"}
