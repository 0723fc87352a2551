import gzip
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

WORDS = "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring. "


def page(day: str = "2025-06-04") -> bytes:
    head = f'<meta property="article:published_time" content="{day}"><title>Bridge</title>'
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Bridge closes</h1><p>{WORDS * 3}</p></article></body></html>".encode()
    )


def record(
    url: str, body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8", kind: str = "response", more: str = ""
) -> bytes:
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() if kind == "response" else b""
    )
    block = http + body
    content = "application/http; msgtype=response" if kind == "response" else media
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-06-05T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


RECORDS = [
    record("https://wire.example/a", page()),
    record("https://wire.example/robots.txt", b"User-agent: *", media="text/plain"),
    record("https://wire.example/gone", b"no", "404 Not Found"),
    record("https://wire.example/bridge.png", b"\x89PNG", media="image/png"),
    record("https://wire.example/b", gzip.compress(page()), more="Content-Encoding: gzip\r\n"),
    record("urn:info", b"software: x", kind="warcinfo", media="application/warc-fields"),
    record("https://wire.example/c", f"date 2025-06-03\n\n{WORDS}".encode(), kind="conversion", media="text/plain"),
]


def found(data: bytes, name: str, folder: Path, options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_bytes(data)
    return list(read([str(folder / name)], options))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.warc", b"".join(RECORDS), id="as it is"),
        pytest.param("a", b"".join(RECORDS), id="without a suffix"),
        pytest.param("a.warc.gz", b"".join(map(gzip.compress, RECORDS)), id="packed record by record"),
        pytest.param("a.warc.gz", gzip.compress(b"".join(RECORDS)), id="packed as one"),
    ],
)
def test_the_pages_of_a_web_archive_are_articles_and_all_else_is_left_out(name: str, data: bytes, tmp_path: Path) -> None:
    results = found(data, name, tmp_path)
    assert [getattr(one, "doc", one) for one in results] == [f"https://wire.example/{page}" for page in "abc"]
    assert [str(getattr(one, "published", one)) for one in results] == ["2025-06-04", "2025-06-04", "2025-06-03"]
    assert {getattr(one, "url", None) for one in results} == {f"https://wire.example/{page}" for page in "abc"}


def test_a_page_was_not_published_after_it_was_kept(tmp_path: Path) -> None:
    data = record("https://wire.example/a", page("2025-06-06")) + record("https://wire.example/b", page("2025-06-07"))
    first, second = found(data, "a.warc", tmp_path)
    assert getattr(first, "published", None) == date(2025, 6, 6)
    assert "no date" in str(second)


def test_a_page_that_is_refused_is_named_by_its_number(tmp_path: Path) -> None:
    long = record("https://wire.example/long", page() * 20)
    data = RECORDS[0] + record("https://wire.example/x", b"<html><body></body></html>") + long + RECORDS[4]
    first, empty, large, last = found(data, "a.warc", tmp_path, Options(max_bytes=5_000))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert "a.warc#2: no article text" in str(empty)
    assert "a.warc#3: larger than the limit" in str(large)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"".join(RECORDS)[:300], id="cut"),
        pytest.param(b"WARC/1.0\r\n\r\n", id="no headers"),
        pytest.param(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx", id="a length beyond all bounds"),
        pytest.param(b"nothing of the kind", id="no archive"),
    ],
)
def test_a_damaged_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    results = found(data, "a.warc", tmp_path)
    assert len(results) == 1
    assert isinstance(results[0], SourceError)


def test_a_library_that_is_missing_is_one_line_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (refused,) = found(RECORDS[0], "a.warc", tmp_path)
    assert str(refused).endswith("pip install 'kg-policy[warc]'")
