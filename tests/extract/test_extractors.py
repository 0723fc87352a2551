"""Other people's extractors run beside ours, and what they say is held to the article."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ExtractorError
from kg.extract.extractors import load_extractor, read_with
from kg.model import Article, Evidence, Mention, Participant, Span

TEXT = "The harbour board dredged the channel on Friday."
ARTICLE = Article("a", TEXT, published=date(2031, 5, 14))

# An extractor that nobody wrote into the core: it knows one verb and nothing of spaCy.
PLUGIN = """
from kg.model import Evidence, Mention, Participant, Span

def dredging(article):
    at = article.text.find("dredged")
    if at >= 0:
        evidence = Evidence(article.id, Span(0, len(article.text)), article.text, "dredging:word")
        board = Participant("The harbour board", "harbour board", "body", Span(0, 17))
        yield Mention("Other", Span(at, at + 7), "occurred", evidence, 0.9, agents=(board,))
"""


def dredging(article: Article) -> Iterable[Mention]:
    at = article.text.find("dredged")
    evidence = Evidence(article.id, Span(0, len(article.text)), article.text, "dredging:word")
    yield Mention("Other", Span(at, at + 7), "occurred", evidence, 0.9, agents=(Participant("The board", "board"),))


def lying(article: Article) -> Iterable[Mention]:
    evidence = Evidence(article.id, Span(0, 5), "Never", "lie")
    yield Mention("Other", Span(0, 5), "occurred", evidence, 0.9)


def test_a_function_named_on_the_command_line_adds_its_mentions(tmp_path: Path) -> None:
    (tmp_path / "harbour.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"date 2031-05-14 By A B, PAPER\n\n{TEXT}\n", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "extract", "a.txt", "--extractor", "harbour:dredging"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=None)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["harbour board"] in [mention["actors"] for mention in found if mention["rule"] == "dredging:word"]


def test_two_extractors_that_find_the_same_give_it_once() -> None:
    (reading,) = read_with([dredging, dredging], [ARTICLE])
    assert len(reading.mentions) == 1


def test_a_quote_that_is_not_in_the_article_is_refused() -> None:
    with pytest.raises(ExtractorError, match="not in the article"):
        list(read_with([lying], [ARTICLE]))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("nowhere", id="no entry point"),
        pytest.param("no.such.module:f", id="no module"),
        pytest.param("json:nothing", id="no function"),
        pytest.param("json:__doc__", id="not callable"),
    ],
)
def test_a_wrong_name_says_what_is_wrong(name: str) -> None:
    with pytest.raises(ExtractorError):
        load_extractor(name)
