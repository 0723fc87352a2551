"""An answer in every form, with text in it that means harm."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import QueryError
from kg.graph.results import FORMS, Answer, serialise, table

EVIL = '<script>alert("1")</script>,\t"x"\n\0\ufffe'
ANSWER = Answer(
    ("iri", "words", "number"),
    (
        (URIRef("https://x.example/<a>"), Literal(EVIL), Literal("5", datatype=XSD.integer)),
        (None, Literal("bonjour", lang="fr"), None),
    ),
)


def test_a_table_is_text_with_names_first() -> None:
    assert table(ANSWER) == [("iri", "words", "number"), ("https://x.example/<a>", EVIL, "5"), ("", "bonjour", "")]


def test_csv_gives_the_table_back() -> None:
    assert [tuple(row) for row in csv.reader(io.StringIO(serialise(ANSWER, "csv"), newline=""))] == table(ANSWER)


def test_tsv_keeps_kinds_of_terms_and_one_line_a_row() -> None:
    head, first, second = serialise(ANSWER, "tsv").rstrip("\n").split("\n")
    assert head == "?iri\t?words\t?number"
    assert first.split("\t")[2] == '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert second == '\t"bonjour"@fr\t'


def test_json_is_the_standard_form() -> None:
    data = json.loads(serialise(ANSWER, "json"))
    assert data["head"]["vars"] == ["iri", "words", "number"]
    assert data["results"]["bindings"][0]["words"] == {"type": "literal", "value": EVIL}
    assert data["results"]["bindings"][1] == {"words": {"type": "literal", "value": "bonjour", "xml:lang": "fr"}}


def test_xml_is_well_formed_with_what_xml_cannot_hold_replaced() -> None:
    words = [node.text for node in ElementTree.fromstring(serialise(ANSWER, "xml")).iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert words[0] == EVIL.replace("\0", "\ufffd").replace("\ufffe", "\ufffd")


def test_html_holds_the_text_and_no_markup_of_its_own() -> None:
    tags, cells = set(), []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            assert not attrs
            tags.add(tag)

        def handle_data(self, data: str) -> None:
            cells.append(data)

    page = serialise(ANSWER, "html")
    Reader().feed(page)
    assert tags == {"table", "thead", "tbody", "tr", "th", "td"}
    assert "https://x.example/<a>" in cells
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("form", "part"), [("csv", "true"), ("tsv", "true"), ("json", '"boolean": true'), ("xml", "<boolean>true"), ("html", "true")]
)
def test_ask_has_every_form(form: str, part: str) -> None:
    assert part in serialise(Answer(("answer",), ((Literal("true", datatype=XSD.boolean),),), True), form)


def test_another_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="use one of table, csv, tsv, json, xml, html"):
        serialise(ANSWER, "yaml")
    assert FORMS[0] == "table"
