"""The seed articles and the seed actors keep the promises of seeds/README.md."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import trafilatura
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import ORG, SKOS
from rdflib.term import Node

SEEDS = Path(__file__).parents[1] / "seeds"
GOLD = Path(os.environ.get("KG_GOLD", SEEDS.parents[1] / "shared" / "gold")) / "seed_article.txt"
PE = Namespace("https://w3id.org/policy-event/ns#")
SCHEMA = Namespace("https://schema.org/")
ACTOR = "https://w3id.org/policy-event/actor/"
OFFICE = "https://w3id.org/policy-event/office/"
WIKIDATA = "http://www.wikidata.org/entity/"
KINDS = {
    SCHEMA[name]
    for name in (
        "Person",
        "GovernmentOrganization",
        "Organization",
        "NewsMediaOrganization",
        "Country",
        "State",
        "City",
        "Audience",
    )
}
HEADER = re.compile(r" ?date (\d{4}-\d\d-\d\d) By \w[\w .'-]+ and \w[\w .'-]+, [A-Z][A-Z ]+")
RUN = 8
"""Eight words in a row: longer than any name or set phrase that two reports of one event must share."""


def texts() -> Iterator[tuple[str, str, str]]:
    """Every seed article as (name, published, body)."""
    for path in sorted(SEEDS.glob("*.txt")):
        header, body = path.read_text(encoding="utf-8").split("\n\n", 1)
        found = HEADER.fullmatch(header)
        yield path.name, found[1] if found else "", body
    for path in sorted(SEEDS.glob("*.html")):
        page = trafilatura.bare_extraction(path.read_text(encoding="utf-8"), with_metadata=True)
        yield path.name, page.date or "", page.text or ""
    for path in sorted(SEEDS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            yield article["id"], article["published"], article["text"]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of RUN words, lower-cased, without punctuation."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[i:] for i in range(RUN)), strict=False))


ARTICLES = [pytest.param(published, body, id=name) for name, published, body in texts()]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(SEEDS / "actors.ttl").parse(SEEDS / "countries.ttl")


def actors(graph: Graph) -> list[Node]:
    return sorted(graph.subjects(RDF.type, PE.Actor))


def names(graph: Graph, actor: Node) -> list[str]:
    return [str(name) for p in (SKOS.prefLabel, SKOS.altLabel) for name in graph.objects(actor, p)]


def test_there_are_actors_enough_and_most_have_a_wikidata_item(graph: Graph) -> None:
    assert len(actors(graph)) >= 60
    assert len(set(graph.subjects(SCHEMA.sameAs, None))) >= 40


def test_every_actor_has_one_name_one_kind_and_a_readable_id(graph: Graph) -> None:
    for actor in actors(graph):
        assert re.fullmatch(re.escape(ACTOR) + r"[a-z0-9]+(-[a-z0-9]+)*", str(actor))
        assert len(list(graph.objects(actor, SKOS.prefLabel))) == 1, actor
        assert len(KINDS & set(graph.objects(actor, RDF.type))) == 1, actor


def test_an_id_is_written_down_once() -> None:
    text = "".join((SEEDS / name).read_text(encoding="utf-8") for name in ("actors.ttl", "countries.ttl"))
    heads = re.findall(r"^((?:actor|office):\S+) a ", text, re.MULTILINE)
    assert [head for head, count in Counter(heads).items() if count > 1] == []


def test_a_wikidata_item_is_well_formed_and_belongs_to_one_actor(graph: Graph) -> None:
    items = [str(item) for actor in actors(graph) for item in graph.objects(actor, SCHEMA.sameAs)]
    assert [item for item in items if not re.fullmatch(re.escape(WIKIDATA) + r"Q[1-9]\d*", item)] == []
    assert [item for item, count in Counter(items).items() if count > 1] == []


def test_a_name_belongs_to_one_actor(graph: Graph) -> None:
    owners = Counter(name for actor in actors(graph) for name in names(graph, actor))
    assert [name for name, count in owners.items() if count > 1] == []


def test_a_surname_that_two_actors_share_is_nobodys_alias(graph: Graph) -> None:
    people = list(graph.subjects(RDF.type, SCHEMA.Person))
    surnames = Counter(str(graph.value(person, SKOS.prefLabel)).split()[-1] for person in people)
    shared = {surname for surname, count in surnames.items() if count > 1}
    assert "Johnson" in shared
    assert not shared & {name for person in people for name in names(graph, person)}


def test_an_office_names_an_actor_and_begins_before_it_ends(graph: Graph) -> None:
    known = set(actors(graph))
    offices = list(graph.subjects(RDF.type, PE.OfficeHolding))
    assert offices
    for office in offices:
        begin, end = (graph.value(office, day) for day in (SCHEMA.startDate, SCHEMA.endDate))
        assert str(office).startswith(OFFICE)
        assert graph.value(office, ORG.member) in known, office
        assert set(graph.objects(office, ORG.organization)) <= known, office
        assert graph.value(office, SCHEMA.roleName) is not None, office
        assert all(isinstance(day.toPython(), date) for day in (begin, end) if day is not None), office
        assert end is None or (begin is not None and begin.toPython() < end.toPython()), office


@pytest.mark.parametrize(
    ("suffix", "least"), [pytest.param("txt", 4, id="txt"), pytest.param("html", 2, id="html"), pytest.param("jsonl", 1, id="jsonl")]
)
def test_every_form_that_users_have_is_there(suffix: str, least: int) -> None:
    assert len(list(SEEDS.glob(f"*.{suffix}"))) >= least


def test_there_are_eight_to_ten_articles_and_three_on_the_mayors_order() -> None:
    bodies = [body for _, _, body in texts()]
    assert 8 <= len(bodies) <= 10
    assert sum("Johnson" in body and "Abigail Jackson" in body for body in bodies) >= 3


@pytest.mark.parametrize(("published", "body"), ARTICLES)
def test_an_article_has_a_date_a_source_of_its_facts_and_a_fair_length(published: str, body: str) -> None:
    assert date(2025, 6, 7) <= date.fromisoformat(published) <= date(2025, 9, 30)
    assert body.rstrip().splitlines()[-1].startswith("Facts: ")
    assert 120 <= len(body.split()) <= 280


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in sorted(SEEDS.glob("*.html"))])
def test_a_page_gives_its_whole_article_and_nothing_else(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    page = trafilatura.bare_extraction(html, with_metadata=True)
    article = html[html.index("<article>") : html.index("</article>")]
    paragraphs = re.findall(r"<p>(.*?)</p>", article, re.DOTALL)
    headline = re.search(r"<h1>(.*?)</h1>", html)
    assert headline is not None
    assert page.title == headline[1]
    assert page.author
    assert [line for line in page.text.splitlines() if line != headline[1]] == paragraphs


def test_a_line_of_the_jsonl_has_every_key() -> None:
    lines = [json.loads(line) for path in SEEDS.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 2
    for line in lines:
        assert list(line) == ["id", "text", "published", "title", "publisher", "url"]
        assert line["url"].startswith("https://example.org/")


@pytest.mark.skipif(not GOLD.is_file(), reason="the publisher's article is not beside this checkout (KG_GOLD, ../shared/gold)")
@pytest.mark.parametrize(("published", "body"), ARTICLES)
def test_no_seed_borrows_eight_words_in_a_row_from_the_publishers_article(published: str, body: str) -> None:
    theirs = runs(GOLD.read_text(encoding="utf-8"))
    assert theirs
    assert [" ".join(run) for run in runs(body) & theirs] == []
