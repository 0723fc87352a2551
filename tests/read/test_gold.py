"""The development data, read as a user would read it."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, body_start, dated_at_top, read

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).parents[2] / ".." / "shared" / "gold")
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the development data is not here (set KG_GOLD)")


def records(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def pages() -> list[tuple[dict[str, str], Article]]:
    read_pages = [(record, *read([str(GOLD / "html_dev" / record["file"])])) for record in records("html_dev/index.jsonl")]
    return [(record, article) for record, article in read_pages if isinstance(article, Article)]


def test_every_page_gives_its_date_and_its_whole_text_without_furniture() -> None:
    found = pages()
    assert len(found) == 9
    for record, article in found:
        text = on_one_line(article.text)
        assert article.published == date.fromisoformat(record["expected_date"])
        assert all(
            on_one_line(words) in text
            for words in (record.get("body_first", ""), record.get("body_last", ""), *record.get("must_have", ()))
        )
        assert not any(words in text for words in record.get("must_not", ()))


def test_pages_give_their_titles_and_authors() -> None:
    found = pages()
    assert sum(article.title == record["expected_title"] for record, article in found) >= 8
    named = [set(article.bylines) <= set((record["expected_author"] or "").replace(" and ", ", ").split(", ")) for record, article in found]
    assert sum(bool(article.bylines) == bool(record["expected_author"]) for record, article in found) == 9
    assert all(named)


@pytest.mark.parametrize(
    "name",
    [
        "policy_dev.jsonl",
        "plv_dev.jsonl",
        "plover_dev.jsonl",
        "timex_wikinews_dev.jsonl",
        "timex_wikiwars_dev.jsonl",
        "wikinews_triples_dev.jsonl",
    ],
)
def test_no_article_of_the_development_data_is_refused(name: str) -> None:
    texts = [record["text"] for record in records(name)]
    results = list(read([str(GOLD / name)]))
    assert [result for result in results if isinstance(result, SourceError)] == []
    assert [getattr(result, "text", None) for result in results] == texts


def test_a_news_text_that_carries_its_date_is_dated_right_and_others_not_at_all() -> None:
    assert all(str(dated_at_top(record["text"])) == record["dct"] for record in records("timex_wikinews_dev.jsonl"))
    assert all(dated_at_top(record["text"]) is None for record in records("timex_wikiwars_dev.jsonl"))


def test_the_first_article_is_read_with_its_header() -> None:
    (article,) = read([str(GOLD / "seed_article.txt")], Options())
    assert isinstance(article, Article)
    assert article.published == date(2025, 8, 30)
    assert (len(article.bylines), article.publisher) == (2, "CNN")
    assert article.text[body_start(article.text) :].startswith("(CNN)")
