"""Plain texts and Markdown to articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Article
from kg.read.encoding import decode, line_feeds
from kg.read.header import header
from kg.read.options import Found, Options, Source

_HEADING = re.compile(r"^#[ \t]+(\S.{0,300})$", re.MULTILINE)


def texts(source: Source, options: Options) -> Iterator[Found]:
    """The one article of a ``.txt`` file, exactly as given, its header line included. Raises SourceError."""
    yield _found(source, line_feeds(decode(source.content(options), source.place, source.charset)), None)


def markdown(source: Source, options: Options) -> Iterator[Found]:
    """The same for ``.md``, with the first ``# heading`` as the title. Raises SourceError."""
    text = line_feeds(decode(source.content(options), source.place, source.charset))
    heading = _HEADING.search(text)
    yield _found(source, text, heading[1].strip(" \t#") or None if heading else None)


def _found(source: Source, text: str, title: str | None) -> Found:
    top = header(text, source.place)
    return Found(source.place, Article(source.doc, text, title, top.published, top.bylines, top.publisher))
