"""News feeds: RSS and Atom, an article an entry, with its whole text or with a summary and a link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kg.errors import SourceError
from kg.model import Article
from kg.read.agency import agency_named
from kg.read.bylines import people
from kg.read.days import AmbiguousDayError, written_day
from kg.read.markup import plain_text
from kg.read.options import Found, Link, Options, Piece, Source
from kg.read.view import whole

# A text is whole where it is longer than a summary.
_WHOLE = 150
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|html)\b", re.IGNORECASE)


def feeds(source: Source, options: Options) -> Iterator[Piece]:
    """The entries of a feed; a page that is XML is read as a page. Raises SourceError for other XML."""
    root = _ROOT.search(source.head())
    if root is not None and root[1].lower() == b"html":
        yield replace(source, media="text/html")
        return
    data = source.content(options)
    found = _parsed(data, source)
    if not found["entries"] and not (root and found.get("version")):
        raise SourceError(source.place, "XML, but no feed", "give an RSS or Atom feed, or save its text as .txt")
    title = _line(dict(found["feed"]).get("title"))
    for number, entry in enumerate(found["entries"], 1):
        # a plain one: feedparser's own warns of keys that it has for another
        yield _piece(dict(entry), title, f"{source.place}#{number}", f"{source.doc}#{number}")


def _parsed(data: bytes, source: Source) -> Any:
    """Feedparser's answer. It gets a stream, as it would take words for the name of a file or an address."""
    import feedparser

    charset = f"; charset={source.charset}" if source.charset else ""
    headers = {"content-type": f"application/xml{charset}", "content-location": source.known.url or ""}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise SourceError(source.place, f"a damaged feed ({type(error).__name__})", "get it again") from error


def _piece(entry: Mapping[str, Any], feed: str | None, place: str, doc: str) -> Piece:
    """The entry's article; a link where its text is a summary."""
    try:
        text = max((plain_text(words, place) for words in _texts(entry)), key=len, default="")
    except SourceError as error:
        return error
    link = _line(entry.get("link"))
    publisher = _line(dict(entry.get("source") or {}).get("title")) or feed
    article = Article(
        doc=_line(entry.get("id")) or link or doc,
        text=text,
        title=_line(_title(entry)),
        published=_day(entry),
        bylines=people("; ".join(_authors(entry)), publisher),
        publisher=publisher,
        url=link,
        news_agency=next((name for author in _authors(entry) if (name := agency_named(author))), None),
    )
    return Found(place, article) if link is None or len(text.split()) >= _WHOLE else Link(place, link, article)


def _title(entry: Mapping[str, Any]) -> str:
    """The title; one with markup in it is short."""
    title = str(entry.get("title") or "")[:1000]
    return plain_text(title, "")


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    for content in [*(entry.get("content") or []), {"value": entry.get("summary")}]:
        if isinstance(content.get("value"), str):
            yield whole(content["value"])


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    for author in entry.get("authors") or []:
        name = author.get("name")
        if isinstance(name, str) and name.strip():
            yield re.sub(r"\s+and\s+|\s*,\s*", "; ", name)


def _day(entry: Mapping[str, Any]) -> date | None:
    """The day of publication as it is written; that of the last change where there is no other."""
    for key in ("published", "created", "updated"):
        try:
            day = written_day(entry.get(key))
        except AmbiguousDayError:
            day = None
        if day:
            return day
    return None


def _line(words: object) -> str | None:
    return " ".join(whole(words).split()) or None if isinstance(words, str) else None
