"""Sources in, articles out: what a user names becomes articles, and one refusal for each thing that cannot be one."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.errors import SourceError
from kg.model import Article
from kg.read.dispatch import KNOWN_KINDS, Job, articles, from_web, is_article, wanted
from kg.read.options import Known, Options, Source
from kg.read.places import Place, places
from kg.read.view import shown
from kg.read.web import Web

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
STDIN = "-"


def read(sources: Iterable[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Article | SourceError]:
    """The articles of the sources in the order given, with a SourceError in the place of each that is refused.

    A source is a file, a folder (all files below it of a known suffix, sorted, without README and its like), a pattern
    with ``*``, ``?``, ``[…]`` or ``**``, an address of the web, or ``-`` for ``stdin``. Refusals are yielded, never raised, so
    that one bad article costs no other; each knows the source that it lies in. The same text found twice is yielded twice,
    with the same id. Reads as it goes: memory holds one article, or one JSON document.
    """
    options = options or Options()
    with Web(options) as web:
        for source in sources:
            for one in _named(source, Job(options, web), stdin):
                yield one.within(source)


def read_files(files: Iterable[Place], options: Options) -> Iterator[Article | SourceError]:
    """The articles of files that were found already, as ``read`` gives them."""
    with Web(options) as web:
        for place in files:
            yield from _file(place, Job(options, web))


def is_address(source: str) -> bool:
    """Whether a source is an address, as of the web, and no name of a file.

    >>> is_address("https://news.example/rss"), is_address("news/rss.xml")
    (True, False)
    """
    return _URL.match(source) is not None


def _named(source: str, job: Job, stdin: BinaryIO | None) -> Iterator[Article | SourceError]:
    if source == STDIN:
        yield from _standard_input(stdin, job)
    elif is_address(source):
        yield from from_web(source, shown(source), Known(), job)
    else:
        yield from _files(source, job)


def _files(source: str, job: Job) -> Iterator[Article | SourceError]:
    ignored = True
    for place in _listed(source):
        if isinstance(place, SourceError):
            ignored = False
            yield from wanted(place, job.options)
        elif place.named or is_article(place.doc):
            ignored = False
            yield from _file(place, job)
    if ignored:
        yield from wanted(SourceError(shown(source), "no file of a known kind in it", KNOWN_KINDS), job.options)


def _listed(source: str) -> Iterator[Place | SourceError]:
    try:
        yield from places(source)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield SourceError(shown(source[:200]), f"no name of a file ({reason})", "check the spelling")


def _standard_input(stdin: BinaryIO | None, job: Job) -> Iterator[Article | SourceError]:
    if stdin is None:
        yield SourceError(STDIN, "there is no standard input here", "give a file")
        return
    stream = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(io.BytesIO(stdin.read()))
    yield from articles(Source("stdin", "stdin", stream), job)


def _file(place: Place, job: Job) -> Iterator[Article | SourceError]:
    name = shown(place.path.as_posix())
    try:
        mode = place.path.stat().st_mode
        # A pipe in a folder would wait for ever for someone to write; one that is named, as <(…) is, has a writer.
        if not (stat.S_ISREG(mode) or (place.named and stat.S_ISFIFO(mode))):
            yield SourceError(name, "not a regular file", "give a file")
            return
        with place.path.open("rb") as stream:
            yield from articles(Source(place.doc, name, stream, place.path.name), job)
    except OSError as error:
        yield SourceError(name, f"cannot be opened ({error.strerror})", "check that it is there and its permissions")
