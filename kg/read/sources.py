"""Sources in, articles out: what a user names becomes articles, and one refusal for each thing that cannot be one."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import SourceError
from kg.model import Article
from kg.read.dateline import dated_at_top
from kg.read.header import body_start
from kg.read.kinds import by_suffix, kind_of
from kg.read.language import foreign_language
from kg.read.options import Found, Link, Options, Piece, Source
from kg.read.places import Place, places
from kg.read.view import shown

STDIN = "-"
_KNOWN = "kg sources lists the kinds"
# What folders hold beside their articles; each is read where it is named.
_ABOUT = frozenset(["readme", "license", "licence", "changelog", "contributing"])


def read(sources: Iterable[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Article | SourceError]:
    """The articles of the sources in the order given, with a SourceError in the place of each that is refused.

    A source is a file, a folder (all files below it of a known suffix, sorted, without README and its like), a pattern
    with ``*``, ``?``, ``[…]`` or ``**``, or ``-`` for ``stdin``. Refusals are yielded, never raised, so that one bad
    article costs no other; each knows the source that it lies in. The same text found twice is yielded twice, with the
    same id. Reads as it goes: memory holds one article, or one JSON document.
    """
    options = options or Options()
    for source in sources:
        found = _standard_input(stdin, options) if source == STDIN else _named(source, options)
        for one in found:
            yield one.within(source) if isinstance(one, SourceError) else one


def _named(source: str, options: Options) -> Iterator[Article | SourceError]:
    ignored = True
    for place in _listed(source):
        if isinstance(place, SourceError):
            ignored = False
            yield from _wanted(place, options)
        elif place.named or _is_article(place.doc):
            ignored = False
            yield from _file(place, options)
    if ignored:
        yield SourceError(shown(source), "no file of a known kind in it", _KNOWN)


def _listed(source: str) -> Iterator[Place | SourceError]:
    try:
        yield from places(source)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield SourceError(shown(source[:200]), f"no name of a file ({reason})", "check the spelling")


def _is_article(name: str) -> bool:
    """Whether a file that was found, not named, is to be read."""
    return by_suffix(name) is not None and PurePath(name).stem.lower() not in _ABOUT


def _is_hidden(name: str) -> bool:
    """Whether a file of an archive is one that a file system hides, or that macOS adds."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePath(name).parts)


def _standard_input(stdin: BinaryIO | None, options: Options) -> Iterator[Article | SourceError]:
    if stdin is None:
        yield SourceError(STDIN, "there is no standard input here", "give a file")
        return
    stream = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(io.BytesIO(stdin.read()))
    yield from _articles(Source("stdin", "stdin", stream), options)


def _file(place: Place, options: Options) -> Iterator[Article | SourceError]:
    name = shown(place.path.as_posix())
    try:
        mode = place.path.stat().st_mode
        # A pipe in a folder would wait for ever for someone to write; one that is named, as <(…) is, has a writer.
        if not (stat.S_ISREG(mode) or (place.named and stat.S_ISFIFO(mode))):
            yield SourceError(name, "not a regular file", "give a file")
            return
        with place.path.open("rb") as stream:
            yield from _articles(Source(place.doc, name, stream, place.path.name), options)
    except OSError as error:
        yield SourceError(name, f"cannot be opened ({error.strerror})", "check that it is there and its permissions")


def _articles(source: Source, options: Options) -> Iterator[Article | SourceError]:
    """The articles of a source and of those inside of it; where only some places are wanted, those, with all that lies in them."""
    left_out = taken = 0
    inside = options if options.only is None or source.place not in options.only else replace(options, only=None)
    for piece in _pieces(source, inside):
        if isinstance(piece, Source) and piece.found and (_is_hidden(piece.name) or not _is_article(piece.name)):
            left_out += 1
            continue
        taken += 1
        if isinstance(piece, Source):
            yield from _articles(piece, inside)
        elif isinstance(piece, Link):
            yield from _wanted(_followed(piece), inside)
        elif isinstance(piece, Found):
            yield from _wanted(Found(piece.place, source.known.fill(piece.article)), inside)
        else:
            yield from _wanted(piece, inside)
    if not taken:
        yield from _wanted(SourceError(source.place, "no file of a known kind in it" if left_out else "nothing in it", _KNOWN), inside)


def _followed(link: Link) -> Found | SourceError:
    """The article as far as the source has it; a link alone is none."""
    if any(letter.isalnum() for letter in link.article.text):
        return Found(link.place, link.article)
    return SourceError(link.place, "a link and no text", "save the page that it leads to")


def _pieces(source: Source, options: Options) -> Iterator[Piece]:
    try:
        kind = kind_of(source)
        if kind is None:
            yield SourceError(source.place, "an unknown kind of file", _KNOWN)
        else:
            yield from kind.reader(source, options)
    except SourceError as error:
        yield error


def _wanted(piece: Found | SourceError, options: Options) -> Iterator[Article | SourceError]:
    if options.only is None or piece.place in options.only:
        yield piece if isinstance(piece, SourceError) else _admitted(piece, options)


def _admitted(found: Found, options: Options) -> Article | SourceError:
    """The article with its date, or the reason why it is refused."""
    place, article = found
    body = article.text[body_start(article.text) :]
    if not any(char.isalnum() for char in body):
        return SourceError(place, "no text in it", "give a file with text in it")
    language = None if options.any_language else foreign_language(body)
    if language:
        looks = "no language at all" if language == "zxx" else repr(language)
        return SourceError(place, f"not in English (looks like {looks})", "translate it or pass --any-language")
    published = article.published or dated_at_top(article.text) or options.published
    if published is None and not options.allow_undated:
        remedy = "begin it with a line 'date YYYY-MM-DD', pass --published YYYY-MM-DD or --allow-undated"
        return SourceError(place, "no date in a header line, the metadata or a dateline", remedy)
    return replace(article, published=published)
