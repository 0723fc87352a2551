"""One source in, its articles out, with those of the sources inside of it and behind its links; and what admits an article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.model import Article, Origin
from kg.read.agency import agency_of
from kg.read.ahead import AHEAD, started
from kg.read.dateline import dated_at_top
from kg.read.encoding import broken_letters
from kg.read.header import body_start
from kg.read.kinds import by_suffix, kind_of
from kg.read.language import foreign_language
from kg.read.options import Found, Known, Link, Options, Piece, Source

if TYPE_CHECKING:
    from kg.read.web import Page, Web

# A page that is of tomorrow where it was written can be of today where it was kept.
_A_DAY = timedelta(days=1)
KNOWN_KINDS = "kg sources lists the kinds"
# What folders hold beside their articles; each is read where it is named.
_ABOUT = frozenset(["readme", "license", "licence", "changelog", "contributing"])


@dataclass(frozen=True, slots=True)
class Job:
    """How to read, and what visits the web."""

    options: Options
    web: Web

    def inside(self, place: str) -> Job:
        """The job for what lies in a place: where just that place was wanted, all that lies in it."""
        only = self.options.only
        return self if only is None or place not in only else Job(replace(self.options, only=None), self.web)


def articles(source: Source, job: Job) -> Iterator[Article | SourceError]:
    """The articles of a source and of those inside of it, and a refusal for each part that is none."""
    left_out = taken = 0
    job = job.inside(source.place)
    for piece, page in started(_pieces(source, job.options), partial(_begun, job=job), AHEAD if job.options.follow else 0):
        if isinstance(piece, Source) and piece.found and (_is_hidden(piece.name) or not is_article(piece.name)):
            left_out += 1
            continue
        taken += 1
        yield from _read(piece, page, source, job)
    if not taken:
        problem = "no file of a known kind in it" if left_out else "nothing in it"
        yield from wanted(SourceError(source.place, problem, KNOWN_KINDS), job.options)


def from_web(url: str, place: str, known: Known, job: Job) -> Iterator[Article | SourceError]:
    """The articles at an address of the web."""
    yield from _arrived(job.web.start(url, place), url, place, known, job.inside(place))


def _arrived(coming: Future[Page], url: str, place: str, known: Known, job: Job) -> Iterator[Article | SourceError]:
    """The articles of a page, once it is there."""
    try:
        page = coming.result()
    except SourceError as error:
        yield from wanted(error, job.options)
        return
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(page.content))
    name = PurePosixPath(page.url.partition("?")[0]).name
    told = replace(known, url=known.url or page.url)
    source = Source(url, place, stream, name if by_suffix(name) else "", page.media, page.charset, told)
    yield from articles(source, job)


def wanted(piece: Found | SourceError, options: Options) -> Iterator[Article | SourceError]:
    """The article or the refusal, unless only other places are wanted."""
    if options.only is None or piece.place in options.only:
        yield piece if isinstance(piece, SourceError) else _admitted(piece, options)


def is_article(name: str) -> bool:
    """Whether a file that was found, not named, is to be read."""
    return by_suffix(name) is not None and PurePath(name).stem.lower() not in _ABOUT


def _is_hidden(name: str) -> bool:
    """Whether a file of an archive is one that a file system hides, or that macOS adds."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePath(name).parts)


def _read(piece: Piece, page: Future[Page] | None, source: Source, job: Job) -> Iterator[Article | SourceError]:
    if isinstance(piece, Source):
        yield from articles(piece, job)
    elif isinstance(piece, Found):
        yield from wanted(_told(piece, source), job.options)
    elif isinstance(piece, SourceError):
        yield from wanted(piece, job.options)
    elif page is not None:
        # what is known around it fills in what the page does not say
        yield from _arrived(page, piece.url, piece.place, _known_of(piece.article), job.inside(piece.place))
    elif job.options.follow:
        return
    elif any(letter.isalnum() for letter in piece.article.text):
        yield from wanted(_told(piece, source), job.options)
    else:
        yield from wanted(SourceError(piece.place, "a link and no text", "pass --follow to read the page that it leads to"), job.options)


def _told(piece: Found | Link, source: Source) -> Found:
    """The article with what is known around it, without a day on which a crawler had it already."""
    article = source.known.fill(piece.article)
    if source.seen and article.published and article.published > source.seen + _A_DAY:
        article = replace(article, published=None)
    return Found(piece.place, article)


def _begun(link: Link, job: Job) -> Future[Page] | None:
    """Begins to fetch the page behind a link, unless it is not to be followed, not wanted or there already."""
    only = job.options.only
    if not job.options.follow or (only is not None and link.place not in only) or {link.url, link.article.doc} & job.options.known:
        return None
    return job.web.start(link.url, link.place)


def _known_of(article: Article) -> Known:
    return Known(article.title, article.published, article.bylines, article.publisher, article.url, article.news_agency)


def _pieces(source: Source, options: Options) -> Iterator[Piece]:
    try:
        kind = kind_of(source)
        if kind is None:
            yield SourceError(source.place, "an unknown kind of file", KNOWN_KINDS)
        else:
            yield from kind.reader(source, options)
    except SourceError as error:
        yield error


def _admitted(found: Found, options: Options) -> Article | SourceError:
    """The article with its date, or the reason why it is refused."""
    place, article = found
    body = article.text[body_start(article.text) :]
    if not any(char.isalnum() for char in body):
        return SourceError(place, "no text in it", "give a file with text in it")
    broken = broken_letters(body)
    if broken:
        return SourceError(place, f"letters broken by a wrong encoding, such as {broken!r}", "get it again, or save it as UTF-8")
    language = None if options.any_language else foreign_language(body)
    if language:
        looks = "no language at all" if language == "zxx" else repr(language)
        return SourceError(place, f"not in English (looks like {looks})", "translate it or pass --any-language")
    published = article.published or dated_at_top(article.text) or options.published
    if published is None and not options.allow_undated:
        remedy = "begin it with a line 'date YYYY-MM-DD', pass --published YYYY-MM-DD or --allow-undated"
        return SourceError(place, "no date in a header line, the metadata or a dateline", remedy)
    return replace(article, published=published, news_agency=agency_of(article), origin=Origin(place))
