import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read
from kg.read.days import AmbiguousDayError, order_of, written_day
from kg.read.markup import is_markup, plain_text

BODY = "The council of Springfield voted on Tuesday to close the bridge. The governor answered on Wednesday."
URL = "https://wire.example/bridge"
DAY = date(2025, 6, 4)
# One article as the dumps have it that people hand on; the words are ours, the shapes theirs.
SHAPES: dict[str, Any] = {
    "NewsAPI": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "The Wire"},
                "author": "Ann Lee",
                "title": "Bridge closes",
                "description": "A bridge.",
                "url": URL,
                "urlToImage": None,
                "publishedAt": "2025-06-04T10:00:00Z",
                "content": BODY,
            }
        ],
    },
    "CC-News": {
        "title": "Bridge closes",
        "text": BODY,
        "domain": "The Wire",
        "date": "2025-06-04 10:00:00",
        "description": "A bridge.",
        "url": URL,
        "image_url": "x",
        "authors": ["Ann Lee"],
    },
    "news-please": {
        "authors": ["Ann Lee"],
        "date_download": "2026-01-01 00:00:00",
        "date_modify": None,
        "date_publish": "2025-06-04 10:00:00",
        "description": "A bridge.",
        "filename": "x.json",
        "language": "en",
        "maintext": BODY,
        "source_domain": "The Wire",
        "title": "Bridge closes",
        "url": URL,
    },
    "RealNews": {
        "url": URL,
        "publish_date": "06-14-2025",
        "text": BODY,
        "title": "Bridge closes",
        "authors": ["Ann Lee"],
        "domain": "The Wire",
        "warc_date": "2026",
    },
    "Guardian": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "id": "bridge",
                    "webTitle": "Bridge closes",
                    "webPublicationDate": "2025-06-04T10:00:00Z",
                    "webUrl": URL,
                    "fields": {"byline": "Ann Lee", "body": f"<p>{BODY}</p>", "publication": "The Wire"},
                }
            ],
        }
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Wire",
        "items": [
            {
                "id": "1",
                "url": URL,
                "title": "Bridge closes",
                "content_html": f"<p>{BODY}</p>",
                "date_published": "2025-06-04T10:00:00-05:00",
                "authors": [{"name": "Ann Lee"}],
            }
        ],
    },
    "a search engine": {
        "hits": {
            "hits": [
                {
                    "_id": "x",
                    "_source": {
                        "headline": "Bridge closes",
                        "body": BODY,
                        "published_at": 1749031200,
                        "author": {"name": "Ann Lee"},
                        "source": "The Wire",
                        "link": URL,
                    },
                }
            ]
        }
    },
}


def results(value: object, folder: Path, name: str = "a.json", options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_text(json.dumps(value), encoding="utf-8")
    return list(read([str(folder / name)], options))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_dump_gives_its_article_with_everything_it_says(shape: str, name: str, tmp_path: Path) -> None:
    (article,) = results(SHAPES[shape], tmp_path, name)
    assert isinstance(article, Article)
    assert article.text == BODY
    assert (article.title, article.url, article.bylines, article.publisher) == ("Bridge closes", URL, ("Ann Lee",), "The Wire")
    assert article.published == (date(2025, 6, 14) if shape == "RealNews" else DAY)


def test_a_text_that_a_dump_has_cut_off_ends_with_its_last_whole_sentence(tmp_path: Path) -> None:
    record = {"url": URL, "content": f"{BODY} The bri… [+2345 chars]", "publishedAt": "2025-06-04"}
    assert getattr(results([record], tmp_path)[0], "text", None) == BODY
    (refused,) = results([{**record, "content": "The bri… [+2345 chars]"}], tmp_path)
    assert "a link and no text" in str(refused)


def test_a_list_of_links_is_refused_one_by_one(tmp_path: Path) -> None:
    links = [
        {"url": f"{URL}/{n}", "title": "Bridge", "seendate": "20250604T101500Z", "domain": "wire.example", "language": "English"}
        for n in "ab"
    ]
    found = results({"articles": links}, tmp_path)
    assert [getattr(one, "problem", one) for one in found] == ["a link and no text"] * 2
    assert [getattr(one, "place", "")[-2:] for one in found] == ["#1", "#2"]


def test_keys_that_no_one_can_guess_are_named(tmp_path: Path) -> None:
    record = {"Copy": BODY, "Run on": "04/06/2025", "title": "Bridge closes"}
    options = Options(columns=(("text", "copy"), ("published", "run on")), day_order="dmy")
    (article,) = results([record], tmp_path, options=options)
    assert (getattr(article, "text", None), getattr(article, "published", None)) == (BODY, DAY)
    (refused,) = results([record], tmp_path, options=Options(columns=options.columns))
    assert "Run on '04/06/2025' can be read in two ways" in str(refused)


def test_a_text_under_our_own_key_keeps_its_markup_and_others_lose_it(tmp_path: Path) -> None:
    markup = f"<p>{BODY}</p>"
    own, other = results([{"text": markup, "date": "2025-06-04"}, {"body": markup, "date": "2025-06-04"}], tmp_path)
    assert (getattr(own, "text", None), getattr(other, "text", None)) == (markup, BODY)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param("2025-06-04", DAY, id="ISO"),
        pytest.param("20250604T101500Z", DAY, id="GDELT"),
        pytest.param("Wed, 04 Jun 2025 23:30:00 -0500", DAY, id="mail"),
        pytest.param("Wednesday, June 4th, 2025", DAY, id="words"),
        pytest.param("Published 4 June 2025, 10:15 GMT", DAY, id="words with a label"),
        pytest.param(1749031200, DAY, id="seconds"),
        pytest.param(1749031200000, DAY, id="milliseconds"),
        pytest.param("4.6.2025", DAY, id="full stops"),
        pytest.param("6/14/2025", date(2025, 6, 14), id="only one reading"),
        pytest.param("05/05/2025", date(2025, 5, 5), id="the same in either reading"),
        pytest.param("14/14/2025", None, id="no reading"),
        pytest.param("0001-01-01", None, id="a default"),
        pytest.param("yesterday", None, id="relative"),
        pytest.param(12, None, id="a number"),
        pytest.param(True, None, id="a truth"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_day_is_read_as_it_is_written(value: object, day: date | None) -> None:
    assert written_day(value) == day


def test_figures_that_can_be_read_in_two_ways_are_not_guessed() -> None:
    with pytest.raises(AmbiguousDayError):
        written_day("04/06/2025")
    assert (written_day("04/06/2025", "dmy"), written_day("04/06/2025", "mdy")) == (DAY, date(2025, 4, 6))
    assert (order_of(["04/06/2025", "06/14/2025"]), order_of(["04/06/2025"]), order_of(["14/06/2025", "06/14/2025"])) == ("mdy", None, None)


@given(st.dates(date(1905, 1, 1), date(2199, 12, 31)), st.sampled_from(["dmy", "mdy"]))
def test_a_day_in_figures_is_read_in_the_order_that_is_given(day: date, order: str) -> None:
    figures = f"{day.day}/{day.month}/{day.year}" if order == "dmy" else f"{day.month}/{day.day}/{day.year}"
    assert written_day(figures, order) == day


@given(st.text())
def test_any_words_are_a_day_or_none(words: str) -> None:
    try:
        assert written_day(words) is None or isinstance(written_day(words), date)
    except AmbiguousDayError:
        assert words.strip()


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_markup_gives_words_without_tags(words: str) -> None:
    text = plain_text(f"<p>{words.replace('<', '&lt;')}</p><script>var hidden</script>", "a")
    assert "hidden" not in text
    assert not is_markup(f"{words.replace('<', ' ')}")


def test_paragraphs_of_markup_stay_apart_and_lines_do_not() -> None:
    assert (
        plain_text("<div>One<br/>line. <a href=x>Two</a><br><br>New.<ul><li>First<li>Second</ul></div>", "a")
        == "One line. Two\n\nNew.\n\nFirst\n\nSecond"
    )


def test_more_tags_than_an_article_has_are_refused() -> None:
    with pytest.raises(SourceError):
        plain_text("<b>" * 60_000, "a")
