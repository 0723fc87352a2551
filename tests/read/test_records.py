import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, article_json, article_line, read

UNDATED = Options(allow_undated=True, any_language=True)
NAME = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
WORDS = st.lists(NAME, min_size=1).map(" ".join)
ARTICLES = st.builds(
    Article,
    doc=NAME,
    text=st.text(st.characters(exclude_categories=("Cs",))).map(lambda text: f"{text}x"),
    title=st.none() | WORDS,
    published=st.none() | st.dates(date(1605, 1, 1), date(2199, 12, 31)),
    bylines=st.lists(WORDS).map(tuple),
    publisher=st.none() | WORDS,
    url=st.none() | NAME,
)
RECORD = {"id": "a1", "text": "The council met.", "published": "2025-06-04"}


def from_lines(data: str | bytes, options: Options = UNDATED) -> list[Article | SourceError]:
    return list(read(["-"], options, io.BytesIO(data.encode("utf-8") if isinstance(data, str) else data)))


def one(record: object, options: Options = UNDATED) -> Article | SourceError:
    (result,) = from_lines(json.dumps(record), options)
    return result


@given(ARTICLES)
def test_what_kg_read_prints_reads_back_as_the_same_article(article: Article) -> None:
    read_back = from_lines(article_line(article) + "\n")
    # A text without a stated date may carry one of its own, which reading finds.
    expected = [article] if article.published else [Article(**{**fields(article), "published": getattr(read_back[0], "published", None)})]
    assert read_back == expected


def fields(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in ("doc", "text", "title", "published", "bylines", "publisher", "url")}


def test_the_printed_keys_are_those_of_the_design() -> None:
    keys = ["id", "title", "published", "bylines", "publisher", "url", "text"]
    assert list(article_json(Article("a", "Text."))) == keys
    assert list(article_json(Article("a", "Text.", news_agency="Coast Wire"))) == [*keys[:5], "news_agency", *keys[5:]]


def test_the_text_of_a_record_is_exactly_its_field() -> None:
    text = " \ufeffThe mayor’s\r\norder\u00a0stands.\n "
    article = one({**RECORD, "text": text})
    assert isinstance(article, Article)
    assert article.text == text


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        pytest.param({"doc": "b2", "id": None}, "doc", "b2", id="doc for id"),
        pytest.param({"id": 7}, "doc", "7", id="a number for an id"),
        pytest.param({"published": None, "date": "2025-06-05"}, "published", date(2025, 6, 5), id="date for published"),
        pytest.param({"published": None, "dct": "2025-06-05"}, "published", date(2025, 6, 5), id="dct for published"),
        pytest.param({"published": "2025-06-05T23:00:00Z"}, "published", date(2025, 6, 5), id="a datetime"),
        pytest.param({"published": 20250605}, "published", date(2025, 6, 5), id="a compact date"),
        pytest.param({"authors": ["Ann Lee", {"name": "Bo Cho"}]}, "bylines", ("Ann Lee", "Bo Cho"), id="authors"),
        pytest.param({"author": "By Ann Lee and Bo Cho"}, "bylines", ("Ann Lee", "Bo Cho"), id="author as text"),
        pytest.param({"publisher": {"name": "The Wire"}}, "publisher", "The Wire", id="publisher as an object"),
        pytest.param({"title": float("nan")}, "title", None, id="NaN is nothing"),
        pytest.param({"id": None}, "doc", "stdin:1", id="no id"),
        pytest.param({"events": [1, {"x": None}]}, "doc", "a1", id="other keys are ignored"),
    ],
)
def test_a_record_with_these_keys_gives(keys: dict[str, object], field: str, value: object) -> None:
    assert getattr(one({**RECORD, **keys}), field) == value


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param('{"text": "The council', "no JSON", id="cut off"),
        pytest.param("[1]", "not a JSON object", id="a list"),
        pytest.param('{"id": "a"}', "no text", id="no text"),
        pytest.param('{"id": "a", "text": 5}', "no text", id="text that is a number"),
        pytest.param('{"id": "a", "text": " \\n "}', "no text", id="blank text"),
        pytest.param('{"text": "Text.", "published": "next week"}', "published 'next week' is no day", id="no date"),
        pytest.param('{"text": "Text.", "date": "0001-01-01T00:00:00Z"}', "date '0001-01-01T00:00:00Z' is no day", id="a default date"),
        pytest.param('{"text": "Text.", "id": [1]}', "id is neither", id="an id that is a list"),
        pytest.param('{"text": "Text.", "title": [1]}', "title is not text", id="a title that is a list"),
        pytest.param('{"text": "Text.", "bylines": 5}', "bylines is neither", id="bylines that are a number"),
        pytest.param('{"a":' * 100_000, "nested too deeply", id="nesting"),
    ],
)
def test_a_bad_line_is_refused_by_its_number_and_the_rest_goes_on(line: str, says: str) -> None:
    good = json.dumps(RECORD)
    first, refused, last = from_lines(f"{good}\n{line}\n\n{good}")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert str(refused).startswith("stdin:2: ")
    assert says in str(refused)


def test_a_line_that_is_not_utf_8_is_refused_alone() -> None:
    good = json.dumps(RECORD).encode()
    refused, article = from_lines(b'{"text": "\xff\xfe\xfd"}\n' + good)
    assert str(refused).startswith("stdin:1: not UTF-8")
    assert isinstance(article, Article)


def test_a_line_over_the_limit_is_refused_and_the_file_may_be_longer_than_it() -> None:
    good = json.dumps(RECORD)
    results = from_lines("\n".join([good, json.dumps({**RECORD, "text": "x" * 500}), good, good, good]), Options(max_bytes=200))
    assert [type(result) for result in results] == [Article, SourceError, Article, Article, Article]
    assert "stdin:2: larger than the limit" in str(results[1])


def test_hostile_values_do_no_harm() -> None:
    line = '{"id": "a", "text": "lone \\ud800 surrogate", "published": "2025-06-04", "x": NaN, "y": -Infinity, "z": ' + "9" * 10_000 + "}"
    (article,) = from_lines(line)
    assert isinstance(article, Article)
    assert article.text == "lone \ufffd surrogate"


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(lambda records: json.dumps(records), id="a list"),
        pytest.param(lambda records: json.dumps(records, indent=2), id="an indented list"),
        pytest.param(lambda records: "\n".join(map(json.dumps, records)), id="one a line"),
        pytest.param(lambda records: "\ufeff" + "\r\n".join(map(json.dumps, records)) + "\r\n\r\n", id="from Windows"),
    ],
)
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson", ""])
def test_records_are_read_in_every_layout_under_every_suffix(layout, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"records{suffix}"
    file.write_text(layout([RECORD, {**RECORD, "id": "a2"}]), encoding="utf-8")
    assert [getattr(article, "doc", article) for article in read([str(file)])] == ["a1", "a2"]


def test_one_object_is_a_document_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": "One.", "date": "2025-06-04"}, indent=2), encoding="utf-8")
    (article,) = read([str(tmp_path / "one.json")])
    assert getattr(article, "doc", article) == "one.json"


def test_items_of_a_list_without_an_id_are_named_by_their_number(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps([{"text": "One.", "date": "2025-06-04"}, {"title": "no text"}]), encoding="utf-8")
    article, refused = read([str(file)])
    assert getattr(article, "doc", None) == "list.json#1"
    assert str(refused).startswith(f"{file.as_posix()}#2: no text")


def test_a_file_that_is_no_json_lines_at_all_is_refused_once(tmp_path: Path) -> None:
    file = tmp_path / "prose.jsonl"
    file.write_text("The council met.\n" * 100, encoding="utf-8")
    (refused,) = read([str(file)])
    assert "no JSON lines" in str(refused)


@given(st.binary())
def test_any_bytes_after_a_brace_give_articles_or_refusals(data: bytes) -> None:
    assert all(isinstance(result, Article | SourceError) for result in from_lines(b"{" + data))
