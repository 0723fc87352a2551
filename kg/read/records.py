"""JSON and JSON lines: ``{"id", "text", "published", "title"?, "bylines"?, "publisher"?, "url"?}``, and back."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import date

from kg.errors import SourceError
from kg.model import Article
from kg.read.header import credits_of, day_of
from kg.read.options import Found, Options, Source, oversized
from kg.read.text import decode, looks_binary
from kg.read.view import whole

_ID = ("id", "doc")
_PUBLISHED = ("published", "date", "dct")
_BYLINES = ("bylines", "authors", "author", "byline")
_FIX = 'give one object like {"id": …, "text": …, "published": "YYYY-MM-DD"}'
_SKIP = 1 << 20
_TOP = 5

Fields = dict[str, object]


def document(source: Source, options: Options) -> Iterator[Found | SourceError]:
    """The articles of a JSON document: one object or a list of them; one object a line is understood too.

    Raises SourceError when it is no JSON at all.
    """
    data = source.content(options)
    try:
        value = _parse(decode(data, source.place), source.place)
    except SourceError:
        if b"\n" not in data.strip() or not _is_record(data.strip().split(b"\n", 1)[0]):
            raise
        yield from _lines(enumerate(data.split(b"\n"), 1), source)
        return
    if not isinstance(value, list):
        yield _record(value, source.place, source.doc)
        return
    for number, item in enumerate(value, 1):
        yield _record(item, f"{source.place}#{number}", f"{source.doc}#{number}")


def lines(source: Source, options: Options) -> Iterator[Found | SourceError]:
    """The articles of a JSON lines file, read line by line, each bad line refused; a JSON document is understood too."""
    head = source.head().removeprefix(codecs.BOM_UTF8).lstrip()
    if head[:1] == b"[" or head.split(b"\n", 1)[0].strip() == b"{":
        yield from document(source, options)
    elif looks_binary(head):
        raise SourceError(source.place, "binary, not text", "give a text, HTML or JSON file")
    elif head.count(b"\n") >= _TOP and not any(line.lstrip().startswith(b"{") for line in head.splitlines()):
        raise SourceError(source.place, "no JSON lines: not one object in its first lines", _FIX)
    else:
        yield from _lines(_numbered(source, options), source)


def article_json(article: Article) -> Fields:
    """The article as ``kg read`` prints it; reading that as JSON lines gives an equal article.

    >>> article_json(Article("a.txt", "The mayor signed.", published=date(2025, 8, 30)))["published"]
    '2025-08-30'
    """
    return {
        "id": article.doc,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "bylines": list(article.bylines),
        "publisher": article.publisher,
        "url": article.url,
        "text": article.text,
    }


def article_line(article: Article) -> str:
    """One line of JSON lines, without the newline; readable, not escaped, where the text is not ASCII."""
    return whole(json.dumps(article_json(article), ensure_ascii=False))


def _numbered(source: Source, options: Options) -> Iterator[tuple[int, bytes | SourceError]]:
    number, found = 0, False
    while line := source.stream.readline(options.max_bytes + 1):
        number += 1
        if len(line) > options.max_bytes and not line.endswith(b"\n"):
            while (rest := source.stream.readline(_SKIP)) and not rest.endswith(b"\n"):
                pass
            yield number, oversized(f"{source.place}:{number}", options)
        elif line.strip():
            yield number, line
        else:
            continue
        found = True
    if not found:
        raise SourceError(source.place, "the file is empty", "give a file with text in it")


def _lines(numbered: Iterator[tuple[int, bytes | SourceError]], source: Source) -> Iterator[Found | SourceError]:
    for number, line in numbered:
        if isinstance(line, SourceError):
            yield line
        elif line.strip():
            yield _line(line, f"{source.place}:{number}", f"{source.doc}:{number}")


def _line(line: bytes, place: str, doc: str) -> Found | SourceError:
    try:
        return _record(_parse(decode(line, place), place), place, doc)
    except SourceError as error:
        return error


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(_parse(line.decode("utf-8-sig", "replace"), ""), dict)
    except SourceError:
        return False


def _parse(text: str, place: str) -> object:
    """The value of a JSON text. NaN is null, as pandas means it; numbers too long to be meant are not worked out."""
    try:
        value: object = json.loads(text, parse_constant=lambda _: None, parse_int=lambda digits: int(digits) if len(digits) < 19 else None)
    except RecursionError:
        raise SourceError(place, "JSON nested too deeply", _FIX) from None
    except json.JSONDecodeError as error:
        raise SourceError(place, f"no JSON ({error.msg} at character {error.pos})", _FIX) from error
    return value


def _record(value: object, place: str, doc: str) -> Found | SourceError:
    try:
        return Found(place, _article(value, place, doc))
    except SourceError as error:
        return error


def _article(value: object, place: str, doc: str) -> Article:
    if not isinstance(value, dict):
        raise SourceError(place, "not a JSON object", _FIX)
    text = value.get("text")
    if not isinstance(text, str):
        raise SourceError(place, "no text", _FIX)
    return Article(
        doc=_doc(value, place) or doc,
        text=whole(text),
        title=_words(value, "title", place),
        published=_published(value, place),
        bylines=_bylines(value, place),
        publisher=_words(value, "publisher", place),
        url=_words(value, "url", place),
    )


def _first(fields: Fields, keys: tuple[str, ...]) -> tuple[str, object]:
    """The first of the keys that has a value, and the value; None and empty text are none."""
    return next(((key, fields[key]) for key in keys if fields.get(key) not in (None, "")), (keys[0], None))


def _doc(fields: Fields, place: str) -> str | None:
    key, value = _first(fields, _ID)
    if value is None or isinstance(value, str):
        return whole(value) if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise SourceError(place, f"{key} is neither text nor a whole number", _FIX)


def _published(fields: Fields, place: str) -> date | None:
    key, value = _first(fields, _PUBLISHED)
    if value is None:
        return None
    day = day_of(str(value)) if isinstance(value, str | int) else None
    if day is None:
        raise SourceError(place, f"{key} {whole(str(value))[:40]!r} is no day", "write it as YYYY-MM-DD")
    return day


def _words(fields: Fields, key: str, place: str) -> str | None:
    value = fields.get(key)
    if isinstance(value, dict):
        value = value.get("name")
    if value is not None and not isinstance(value, str):
        raise SourceError(place, f"{key} is not text", _FIX)
    return " ".join(whole(value).split()) or None if value else None


def _bylines(fields: Fields, place: str) -> tuple[str, ...]:
    key, value = _first(fields, _BYLINES)
    if isinstance(value, str):
        listed, last = credits_of(" ".join(whole(value).split()).removeprefix("By "))
        return (*listed, last) if last else listed
    if value is None or isinstance(value, dict):
        value = [value] if value else []
    if not isinstance(value, list):
        raise SourceError(place, f"{key} is neither text nor a list of names", _FIX)
    names = (_words({key: name}, key, place) for name in value)
    return tuple(name for name in names if name)
