"""Whose report an article is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import vocab
from kg.errors import OntologyError
from kg.model import Article
from kg.read import article_line, read
from kg.read.agency import agency_named, agency_of
from kg.resources import ontology

BODY = "The council of Dunhaven voted on the ferry budget on Tuesday, and the mayor of the town said that she would sign it."


@pytest.mark.parametrize("one", vocab.agencies(), ids=lambda one: one.name)
def test_an_agency_is_known_by_each_of_its_names_and_by_how_its_reports_begin(one: vocab.WireInfo) -> None:
    assert {agency_named(name) for name in one.names} == {one.name}
    assert agency_of(Article("a", one.example)) == one.name
    assert agency_of(Article("a", f"Council votes\n\n{one.example}")) == one.name


def test_no_name_is_that_of_two_agencies() -> None:
    names = [name.casefold() for one in vocab.agencies() for name in {name.casefold() for name in one.names}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("By ANN LEE, Associated Press", "Associated Press"),
        ("ANN LEE Associated Press", "Associated Press"),
        ("Ann Lee | AP", "Associated Press"),
        ("Ann Lee and Bo Cho for Reuters", "Reuters"),
        ("Australian Associated Press", "Australian Associated Press"),
        ("A. P. Lee", None),
        ("AP Singh", None),
        ("Pa Lee", None),
        ("The Press", None),
        ("Environmental Protection Agency", None),
        ("", None),
    ],
)
def test_a_credit_names_an_agency_or_people(credit: str, agency: str | None) -> None:
    assert agency_named(credit) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"By ANN LEE\nAssociated Press\n\n{BODY}", "Associated Press"),
        (f"date 2031-05-06 By Ann Lee, The Ledger\n\nDUNHAVEN (AP) — {BODY}", "Associated Press"),
        (f"DUNHAVEN (CNN) — {BODY}", None),
        (f"{BODY} The Associated Press (AP) reported it first.", None),
        (f"The mayor (Reuters) — {BODY}", None),
        (BODY, None),
    ],
)
def test_the_first_lines_say_whose_report_it_is(text: str, agency: str | None) -> None:
    assert agency_of(Article("a", text)) == agency


def test_an_agency_that_nobody_knows_is_kept_as_it_is_and_one_that_is_known_by_its_name(tmp_path: Path) -> None:
    rows = [{"text": BODY, "published": "2031-05-06", "news_agency": name, "publisher": "The Ledger"} for name in ("Coast Wire", "AP")]
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    found = [one for one in read([str(tmp_path)]) if isinstance(one, Article)]
    assert [(one.news_agency, one.publisher) for one in found] == [("Coast Wire", "The Ledger"), ("Associated Press", "The Ledger")]
    (tmp_path / "again.jsonl").write_text("".join(f"{article_line(one)}\n" for one in found), encoding="utf-8")
    assert list(read([str(tmp_path / "again.jsonl")])) == found


def test_a_gap_in_the_file_of_agencies_is_named(tmp_path: Path) -> None:
    file = tmp_path / "agencies.ttl"
    file.write_text(ontology("agencies.ttl").read_text(encoding="utf-8").replace('skos:prefLabel "Reuters"@en ;', ""), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"agency/reuters has no skos:prefLabel"):
        vocab.read_agencies(file)
