import io
import json
import pickle
from datetime import date
from pathlib import Path

import pytest

import kg.read
from kg.errors import SourceError
from kg.model import Article, Origin
from kg.read import KINDS, Kind, Options, Source, body_start, read
from kg.read.kinds import kind_of

HEADER = " date 2025-06-04 By Ann Lee and Bo Cho, The Wire\n\n"
BODY = "The mayor’s\u00a0order — “final” — takes effect.\n"
FRENCH = "Le maire a signé samedi un décret sur les ponts de la ville, et le conseil a répondu que les travaux commenceront lundi matin."


def given(data: str | bytes, name: str, folder: Path, options: Options | None = None) -> Article | SourceError:
    file = folder / name
    file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    (result,) = read([str(file)], options)
    return result


def source(data: bytes, name: str, media: str | None = None) -> Source:
    return Source("a", "a", io.BufferedReader(io.BytesIO(data)), name, media)


def test_a_text_is_kept_exactly_with_its_header_line(tmp_path: Path) -> None:
    article = given(HEADER + BODY, "a.txt", tmp_path)
    assert article == Article("a.txt", HEADER + BODY, None, date(2025, 6, 4), ("Ann Lee", "Bo Cho"), "The Wire")
    assert article.text[body_start(article.text) :] == BODY


def test_a_mark_is_left_out_and_newlines_are_line_feeds(tmp_path: Path) -> None:
    article = given(b"\xef\xbb\xbf" + (HEADER + BODY).replace("\n", "\r\n").encode(), "a.txt", tmp_path)
    assert getattr(article, "text", None) == HEADER + BODY


def test_markdown_takes_its_title_from_the_heading(tmp_path: Path) -> None:
    text = HEADER + "# The bridge closes #\n\n" + BODY
    article = given(text, "a.md", tmp_path)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("The bridge closes", text)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param("", "a.txt", "the file is empty", id="empty"),
        pytest.param(" \n\t", "a.txt", "the file is empty", id="blank"),
        pytest.param(HEADER, "a.txt", "no text in it", id="a header alone"),
        pytest.param("\u200b\u00ad!", "a.txt", "no text in it", id="invisible"),
        pytest.param("", "a.jsonl", "the file is empty", id="empty lines"),
        pytest.param("\n\n", "a.jsonl", "the file is empty", id="blank lines"),
        pytest.param("", "a.json", "the file is empty", id="empty JSON"),
        pytest.param("", "a.html", "the file is empty", id="empty page"),
        pytest.param("x" * 2000, "a.txt", "larger than the limit of 0.001 MB; split it or raise --max-bytes", id="oversized"),
        pytest.param(b"\0\1\2\3", "a.txt", "binary, not text", id="binary"),
        pytest.param(b"\0\1\2\3", "a.jsonl", "binary, not text", id="binary lines"),
        pytest.param(b"\0\1\2\3", "a", "binary, not text", id="binary without a suffix"),
        pytest.param(BODY, "a.txt", "pass --published YYYY-MM-DD or --allow-undated", id="undated"),
        pytest.param("date 2025-02-30\n\n" + BODY, "a.txt", "'2025-02-30' is no day", id="a date that is none"),
        pytest.param(FRENCH, "a.txt", "not in English (looks like 'fr')", id="French"),
        pytest.param("Text.", "a.pages", "an unknown kind of file; kg sources lists the kinds", id="unknown"),
    ],
)
def test_an_input_that_is_no_article_is_refused_in_one_line(data: str | bytes, name: str, says: str, tmp_path: Path) -> None:
    refused = given(data, name, tmp_path, Options(max_bytes=1000))
    assert isinstance(refused, SourceError)
    assert str(refused).startswith(f"{(tmp_path / name).as_posix()}: ")
    assert says in str(refused)
    assert "\n" not in str(refused)


def test_a_text_without_a_date_takes_the_one_given_or_none_where_that_is_allowed(tmp_path: Path) -> None:
    day = date(2025, 6, 9)
    assert getattr(given(BODY, "a.txt", tmp_path, Options(published=day)), "published", "refused") == day
    assert getattr(given(BODY, "a.txt", tmp_path, Options(allow_undated=True)), "published", "refused") is None
    assert getattr(given(HEADER + BODY, "a.txt", tmp_path, Options(published=day)), "published", "refused") == date(2025, 6, 4)


def test_a_dateline_dates_a_text(tmp_path: Path) -> None:
    assert getattr(given("SPRINGFIELD, June 4, 2025 (Wire) - " + BODY, "a.txt", tmp_path), "published", None) == date(2025, 6, 4)


def test_another_language_passes_where_it_is_allowed(tmp_path: Path) -> None:
    assert isinstance(given(HEADER + FRENCH, "a.txt", tmp_path, Options(any_language=True)), Article)


def test_standard_input_is_read_by_its_content() -> None:
    (text,) = read(["-"], stdin=io.BytesIO((HEADER + BODY).encode()))
    (record,) = read(["-"], stdin=io.BytesIO(b'{"id": "a1", "text": "The council met.", "date": "2025-06-04"}'))
    assert (getattr(text, "doc", text), getattr(record, "doc", record)) == ("stdin", "a1")


def test_standard_input_that_is_not_there_is_refused() -> None:
    (refused,) = read(["-"])
    assert isinstance(refused, SourceError)


def test_the_same_text_twice_is_yielded_twice_with_one_id(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(HEADER + BODY, encoding="utf-8")
    first, second = read([str(tmp_path)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.doc, second.doc) == (second.id, "a.txt", "b.txt")


def test_reading_goes_on_as_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEADER + BODY, encoding="utf-8")
    results = read([str(tmp_path / "a.txt"), str(tmp_path / "later.txt")])
    assert isinstance(next(results), Article)
    (tmp_path / "later.txt").write_text(HEADER + BODY, encoding="utf-8")
    assert isinstance(next(results), Article)


@pytest.mark.parametrize(("suffix", "kind"), [pytest.param(suffix, kind, id=suffix) for kind in KINDS for suffix in kind.suffixes])
def test_a_suffix_finds_its_reader_in_capitals_too(suffix: str, kind: Kind) -> None:
    assert kind_of(source(b"plain", f"2025.ARTICLE{suffix.upper()}")) is kind


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS if kind.media])
def test_a_media_type_finds_its_reader_where_the_name_says_nothing(kind: Kind) -> None:
    assert [kind_of(source(b"plain", "", media)) for media in kind.media] == [kind] * len(kind.media)


def test_every_kind_is_told_by_one_name_and_suffix_alone() -> None:
    for told in ("name", "suffixes", "media"):
        values = [value for kind in KINDS for value in ([kind.name] if told == "name" else getattr(kind, told))]
        assert len(set(values)) == len(values)


def test_a_refusal_knows_the_source_that_it_lies_in(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text(
        '{"id": "a", "text": "The council met.", "published": "2025-06-04"}\n{"id": "b"}\n', encoding="utf-8"
    )
    _, refused, missing = read([str(tmp_path), str(tmp_path / "nowhere.txt")])
    assert isinstance(refused, SourceError)
    assert (refused.place, refused.source) == (f"{tmp_path.as_posix()}/lines.jsonl:2", str(tmp_path))
    assert pickle.loads(pickle.dumps(missing)).source == str(tmp_path / "nowhere.txt")


def test_only_the_places_that_are_wanted_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": "The council met.", "published": "2025-06-04"}) for name in "abc"]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "a.txt").write_text(HEADER + BODY, encoding="utf-8")
    second = f"{tmp_path.as_posix()}/lines.jsonl:2"

    def docs(*places: str) -> list[str]:
        return [getattr(found, "doc", "refused") for found in read([str(tmp_path)], Options(only=frozenset(places)))]

    assert docs(second) == ["b"]
    assert docs(f"{tmp_path.as_posix()}/lines.jsonl", second) == ["a", "b", "c"]
    assert docs(f"{tmp_path.as_posix()}/a.txt") == ["a.txt"]
    assert docs() == []


def test_public_names_are_real() -> None:
    assert all(hasattr(kg.read, name) for name in kg.read.__all__)


def test_an_article_knows_where_it_was_read_and_is_the_same_wherever_that_was(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "The mayor signed the order.", "published": "2031-05-07"}\n', encoding="utf-8")
    (one,), (other,) = list(read([str(tmp_path)])), list(read([str(tmp_path / "*.jsonl")]))
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    place = f"{tmp_path.as_posix()}/lines.jsonl:1"
    assert (one.origin, other.origin) == (Origin(place, str(tmp_path)), Origin(place, str(tmp_path / "*.jsonl")))
    assert one == other
    assert repr(one) == repr(other)
