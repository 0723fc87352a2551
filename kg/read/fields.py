"""One record in, an article out: whose keys mean what, in the dumps and tables that people have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.errors import SourceError
from kg.model import Article
from kg.read.days import AmbiguousDayError, written_day
from kg.read.header import credits_of
from kg.read.markup import is_markup, plain_text
from kg.read.options import Found, Known, Link, Piece
from kg.read.view import whole

Fields = Mapping[str, object]
Named = Mapping[str, tuple[str, object]]

FIX = 'give one object like {"id": …, "text": …, "published": "YYYY-MM-DD"}'
# What the keys are called, in lower case and without what is no letter, the surest first: ours, then those of NewsAPI, GDELT,
# CC-News, news-please, the Guardian, JSON Feed, and of tables made by hand.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc", "guid", "uuid", "articleid"),
    "text": (
        *("text", "body", "bodytext", "maintext", "fulltext", "articletext", "articlebody", "content", "contenttext", "contenthtml"),
        *("article", "story", "description", "summary", "excerpt", "snippet"),
    ),
    "title": ("title", "headline", "webtitle", "heading", "subject"),
    "published": (
        *("published", "date", "dct", "publishedat", "publisheddate", "datepublished", "publicationdate", "publishdate", "datepublish"),
        *("pubdate", "webpublicationdate", "publishedparsed", "pubtime", "issued", "day", "time", "datetime", "timestamp"),
    ),
    "bylines": ("bylines", "authors", "author", "byline", "creator", "writer", "writers"),
    "publisher": (
        *(
            "publisher",
            "publishername",
            "sourcename",
            "source",
            "outlet",
            "newspaper",
            "paper",
            "sitename",
            "publication",
            "medium",
            "site",
        ),
        *("domain", "sourcedomain", "hostname"),
    ),
    "news_agency": ("newsagency", "wireservice", "wire"),
    "url": ("url", "link", "weburl", "permalink", "canonicalurl", "articleurl", "sourceurl", "href", "documentidentifier"),
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
# A summary is no article where a link leads to the whole.
_SUMMARIES = {"description", "summary", "excerpt", "snippet"}
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_SENTENCE = re.compile(r".*[.!?][\"”’)]*(?=\s)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Columns:
    """How to read records: ``chosen`` are keys that the user gave for fields, ``order`` is that of the figures of a day."""

    chosen: Mapping[str, str]
    order: str | None = None


def piece_of(value: object, place: str, doc: str, columns: Columns) -> Piece:
    """The article of a record; a link where it has only that or a summary besides; or the refusal."""
    try:
        return _piece(value, place, doc, columns)
    except SourceError as error:
        return error


def known_as(name: str) -> str | None:
    """The field of an article that a key or a column of this name has, None where it tells nothing.

    >>> known_as("Date published"), known_as("Colour")
    ('published', None)
    """
    return _FIELD_OF.get(_plain(name))


def has_article(value: object) -> bool:
    """Whether a JSON object has a text or a link under a name that we know."""
    return isinstance(value, dict) and any(_first(_by_name(value), NAMES[field])[1] is not None for field in ("text", "url"))


def _piece(value: object, place: str, doc: str, columns: Columns) -> Piece:
    if not isinstance(value, dict):
        raise SourceError(place, "not a JSON object", FIX)
    record = _Record(_by_name(value), place, columns)
    key, text = record.text()
    known = Known(
        record.words("title"), record.day(), record.bylines(), record.words("publisher"), record.words("url"), record.words("news_agency")
    )
    article = known.fill(Article(record.doc() or known.url or doc, text or ""))
    if known.url and (text is None or key in _SUMMARIES or record.cut):
        return Link(place, known.url, article)
    if text is None:
        raise SourceError(place, "no text", FIX)
    return Found(place, article)


class _Record:
    """The fields of one record, by the names that NAMES or the user has for them."""

    def __init__(self, fields: Named, place: str, columns: Columns) -> None:
        self._fields = fields
        self._place = place
        self._columns = columns
        self.cut = False

    def value(self, field: str) -> tuple[str, object]:
        """The key of a field and its value; None and empty text are none."""
        chosen = self._columns.chosen.get(field)
        return _first(self._fields, NAMES[field] if chosen is None else (_plain(chosen),))

    def text(self) -> tuple[str, str | None]:
        """The text: under our own key exactly as it is, else without markup. NewsAPI cuts it inside of a sentence, which is left out."""
        key, value = self.value("text")
        if not isinstance(value, str):
            return key, None
        self.cut = _CUT.search(value) is not None
        if not self.cut:
            return key, plain_text(value, self._place) if key != "text" and is_markup(value) else whole(value)
        sentences = _SENTENCE.match(_CUT.sub("", value))
        return key, whole(sentences[0]) if sentences else None

    def doc(self) -> str | None:
        key, value = self.value("id")
        if value is None or isinstance(value, str):
            return whole(value) if value else None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise SourceError(self._place, f"{key} is neither text nor a whole number", FIX)

    def day(self) -> date | None:
        key, value = self.value("published")
        if value is None:
            return None
        try:
            day = written_day(value, self._columns.order)
        except AmbiguousDayError:
            remedy = f"write it as YYYY-MM-DD, or pass --map published={key}:dmy or :mdy"
            raise SourceError(self._place, f"{key} {whole(str(value))[:40]!r} can be read in two ways", remedy) from None
        if day is None:
            raise SourceError(self._place, f"{key} {whole(str(value))[:40]!r} is no day", "write it as YYYY-MM-DD")
        return day

    def words(self, field: str) -> str | None:
        key, value = self.value(field)
        return _line(key, value, self._place)

    def bylines(self) -> tuple[str, ...]:
        key, value = self.value("bylines")
        if isinstance(value, str):
            listed, last = credits_of(" ".join(whole(value).split()).removeprefix("By "))
            return (*listed, last) if last else listed
        if value is None or isinstance(value, dict):
            value = [value] if value else []
        if not isinstance(value, list):
            raise SourceError(self._place, f"{key} is neither text nor a list of names", FIX)
        names = (_line(key, name, self._place) for name in value)
        return tuple(name for name in names if name)


def _by_name(fields: Fields) -> Named:
    """The record's keys and values by the names that NAMES has, what databases wrap around it laid open; of keys alike the first counts."""
    named: dict[str, tuple[str, object]] = {}
    for key, value in _opened(fields):
        if _plain(key) not in named or named[_plain(key)][1] in (None, ""):
            named[_plain(key)] = key, value
    return named


def _opened(fields: Fields) -> Iterator[tuple[str, object]]:
    for key, value in fields.items():
        if key in {"_source", "fields", "attributes"} and isinstance(value, dict):
            yield from value.items()
        else:
            yield str(key), value


@lru_cache(maxsize=4096)
def _plain(key: str) -> str:
    return "".join(letter for letter in key.lower() if letter.isalnum())


def _first(fields: Named, names: tuple[str, ...]) -> tuple[str, object]:
    return next((fields[name] for name in names if name in fields and fields[name][1] not in (None, "")), (names[0], None))


def _line(key: str, value: object, place: str) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if value is not None and not isinstance(value, str):
        raise SourceError(place, f"{key} is not text", FIX)
    return " ".join(whole(value).split()) or None if value else None
