"""JSON and JSON lines: ``{"id", "text", "published", "title"?, "bylines"?, "publisher"?, "news_agency"?, "url"?}``, and back."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from kg.errors import SourceError
from kg.model import Article
from kg.read.encoding import decode, looks_binary
from kg.read.fields import FIX, Columns, has_article, piece_of
from kg.read.options import Known, Options, Piece, Source, oversized
from kg.read.view import whole

# Where dumps keep their articles: NewsAPI and GDELT, JSON Feed and the Guardian, search engines.
_LISTS = ("articles", "items", "results", "posts", "documents", "docs", "entries", "news", "data", "hits", "response", "value")
_LEVELS = 3
_SKIP = 1 << 20
_TOP = 5


def document(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of a JSON document: one object, a list of them, or a dump that has such a list in it.

    One object a line is understood too. Raises SourceError when it is no JSON at all.
    """
    data = source.content(options)
    try:
        value = _parse(decode(data, source.place), source.place)
    except SourceError:
        if b"\n" not in data.strip() or not _is_record(data.strip().split(b"\n", 1)[0]):
            raise
        yield from _lines(enumerate(data.split(b"\n"), 1), source, options)
        return
    listed = value if isinstance(value, list) else _list_in(value)
    yield from _articles(value, listed, source.place, source.doc, options)


def _articles(value: object, listed: list[object] | None, place: str, doc: str, options: Options) -> Iterator[Piece]:
    """The articles of a list, or the value itself as one."""
    columns = Columns(dict(options.columns), options.day_order)
    if listed is None:
        yield piece_of(value, place, doc, columns)
        return
    publisher = _publisher(value)
    for number, item in enumerate(listed, 1):
        piece = piece_of(item, f"{place}#{number}", f"{doc}#{number}", columns)
        yield piece if isinstance(piece, SourceError | Source) else piece._replace(article=publisher.fill(piece.article))


def _list_in(value: object, level: int = 0) -> list[object] | None:
    """The list of articles in a dump, None where there is none."""
    if not isinstance(value, dict) or level > _LEVELS or has_article(value):
        return None
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, list) and (not inner or isinstance(inner[0], dict)):
            return inner
        found = _list_in(inner, level + 1)
        if found is not None:
            return found
    return None


def _publisher(value: object) -> Known:
    """What a JSON Feed says of itself."""
    title = value.get("title") if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")) else None
    return Known(publisher=" ".join(whole(title).split()) or None) if isinstance(title, str) else Known()


def lines(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of a JSON lines file, read line by line, each bad line refused; a JSON document is understood too."""
    head = source.head().removeprefix(codecs.BOM_UTF8).lstrip()
    if head[:1] == b"[" or head.split(b"\n", 1)[0].strip() == b"{":
        yield from document(source, options)
    elif looks_binary(head):
        raise SourceError(source.place, "binary, not text", "give a text, HTML or JSON file")
    elif head.count(b"\n") >= _TOP and not any(line.lstrip().startswith(b"{") for line in head.splitlines()):
        raise SourceError(source.place, "no JSON lines: not one object in its first lines", FIX)
    else:
        yield from _lines(_numbered(source, options), source, options)


def article_json(article: Article) -> dict[str, object]:
    """The article as ``kg read`` prints it, with ``news_agency`` where there is one; reading that as JSON lines gives an equal article.

    >>> article_json(Article("a.txt", "The mayor signed.", bylines=("Ann Lee",)))["bylines"]
    ['Ann Lee']
    """
    return {
        "id": article.doc,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "bylines": list(article.bylines),
        "publisher": article.publisher,
        **({"news_agency": article.news_agency} if article.news_agency else {}),
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


def _lines(numbered: Iterator[tuple[int, bytes | SourceError]], source: Source, options: Options) -> Iterator[Piece]:
    for number, line in numbered:
        if isinstance(line, SourceError):
            yield line
        elif line.strip():
            yield from _line(line, f"{source.place}:{number}", f"{source.doc}:{number}", options)


def _line(line: bytes, place: str, doc: str, options: Options) -> Iterator[Piece]:
    try:
        value = _parse(decode(line, place), place)
    except SourceError as error:
        yield error
        return
    yield from _articles(value, _list_in(value), place, doc, options)


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
        raise SourceError(place, "JSON nested too deeply", FIX) from None
    except json.JSONDecodeError as error:
        raise SourceError(place, f"no JSON ({error.msg} at character {error.pos})", FIX) from error
    return value
