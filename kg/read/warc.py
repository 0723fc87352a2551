"""Web archives (WARC): the pages that a crawler kept, such as those of Common Crawl's news."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import IO, Any
from urllib.parse import urlsplit

from kg.errors import SourceError
from kg.read.days import written_day
from kg.read.extras import needed
from kg.read.options import Known, Options, Piece, Source, oversized
from kg.read.packed import DAMAGE, damaged
from kg.read.view import shown, whole

_MEDIA = {"text/html", "application/xhtml+xml", "text/plain", "application/pdf"}
_DONE = 200


def warcs(source: Source, options: Options) -> Iterator[Piece]:
    """The pages of a WARC file, one in memory at a time, each as a source that knows its address and when it was kept.

    Answers that are no pages (pictures, redirects, robots.txt, what the crawler says of itself) are left out. Raises
    SourceError for a file that is none, or that ends in the middle.
    """
    warc = needed("fastwarc.warc", source, "warc")
    try:
        for number, record in enumerate(_records(warc, source), 1):
            piece = _piece(record, f"{source.place}#{number}", source, options)
            if piece is not None:
                yield piece
    except DAMAGE as error:
        raise damaged(source.place, error) from error


class _Stream:
    """What FastWARC asks of a stream. It panics where one cannot go back, as out of an archive."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._inner.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def _records(warc: Any, source: Source) -> Iterator[Any]:
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource | warc.WarcRecordType.conversion
    stream = _Stream(source.stream)
    records: Iterator[Any] = warc.ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="all", stream_detect=False)
    return records


def _piece(record: Any, place: str, source: Source, options: Options) -> Piece | None:
    """The page of a record; None where it holds none."""
    url = whole(record.headers.get("WARC-Target-URI") or "").strip("<>")
    status = record.http_headers.status_code if record.http_headers is not None else _DONE
    media = _media(record)
    if status != _DONE or media not in _MEDIA or _path(url) == "/robots.txt":
        return None
    data = record.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return oversized(place, options)
    if not data.strip():
        return SourceError(place, f"the page is empty: {shown(url)[:200]}", "get it again")
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(data))
    return Source(
        *(url or f"{source.doc}#{place.rpartition('#')[2]}", place, stream),
        media=media,
        charset=record.http_charset,
        known=Known(url=url or None),
        depth=source.depth,
        seen=_day(record),
    )


def _media(record: Any) -> str:
    said = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    return (said or "").partition(";")[0].strip().lower()


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _day(record: Any) -> date | None:
    return written_day(record.headers.get("WARC-Date") or "")
