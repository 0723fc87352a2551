"""What a reader gets and gives: options and a source in, found articles and refusals out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from kg.errors import SourceError
from kg.model import Article
from kg.read.view import shown, whole

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What to take in.

    ``published`` dates the articles that say no date themselves. ``max_bytes`` bounds one article: a text, a page, a JSON
    document, or one line of a JSON lines file, which may itself be of any length. ``allow_undated`` lets an article
    without any date through, with None for its date; ``any_language`` lets one through that is not in English.
    ``columns`` are the keys of records and the columns of tables that fields of an article stand in, where the names do not tell,
    and ``day_order`` is "dmy" or "mdy" where days are written in figures.
    ``follow`` reads the page behind a link that comes without its text. ``private`` are the networks, such as "10.0.0.0/8", whose
    machines may be asked besides those that the whole internet can reach; ``cache`` is a folder for pages from the web, ``delay``
    the seconds from one page of a host to the next, and ``patience`` those after which an answer is waited for no longer.
    ``known`` are names and addresses of articles that there are already: links to them are not followed.
    ``only`` are the places, as refusals name them, that are wanted of the sources; None for all.
    """

    published: date | None = None
    max_bytes: int = 10 * MEGABYTE
    any_language: bool = False
    allow_undated: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    day_order: str | None = None
    follow: bool = False
    private: tuple[str, ...] = ()
    cache: Path | None = None
    delay: float = 1.0
    patience: float = 30.0
    known: frozenset[str] = frozenset()
    only: frozenset[str] | None = None


class Found(NamedTuple):
    """An article as its source has it, with the place (``file`` or ``file:line``) that a later refusal names."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Known:
    """What stands around a source and says something of its article: the mail, the feed or the archive that it lies in."""

    title: str | None = None
    published: date | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    news_agency: str | None = None

    def fill(self, article: Article) -> Article:
        """The article with what it lacks. It keeps whatever it says itself."""
        return replace(
            article,
            title=article.title or self.title,
            published=article.published or self.published,
            bylines=article.bylines or self.bylines,
            publisher=article.publisher or self.publisher,
            url=article.url or self.url,
            news_agency=article.news_agency or self.news_agency,
        )


class Link(NamedTuple):
    """Where an article lies, with what is known of it. Its text is a summary, or nothing."""

    place: str
    url: str
    article: Article


class Allowance:
    """How many bytes an archive may still unpack to, with all that lies in it; shared by everything inside."""

    def __init__(self, place: str, most: int) -> None:
        self.place = place
        self.left = most

    @property
    def spent(self) -> bool:
        """Whether too much has come out already."""
        return self.left < 0

    def take(self, count: int) -> None:
        """Notes that ``count`` bytes were unpacked. Raises SourceError, naming the archive, once there are too many."""
        self.left -= count
        if self.spent:
            raise SourceError(self.place, "unpacks to far more than a collection of articles", "unpack it yourself and give the folder")


@dataclass(frozen=True, slots=True)
class Source:
    """One open file, or what stands for one. ``doc`` names its article, ``place`` names it in refusals.

    ``name`` is the name by whose suffix its kind is told, empty where it has none that says something; ``media`` is the media
    type and ``charset`` the encoding that a server or a mail says, None where nobody does. ``depth`` counts the archives around
    it, and ``allowance`` is theirs. ``found`` is true where nobody named it: it lay in an archive.
    ``seen`` is the day on which a crawler had it, after which it cannot have been published.
    """

    doc: str
    place: str
    stream: io.BufferedReader
    name: str = ""
    media: str | None = None
    charset: str | None = None
    known: Known = Known()
    depth: int = 0
    allowance: Allowance | None = None
    found: bool = False
    seen: date | None = None

    def head(self) -> bytes:
        """The first bytes, at most 4096, without taking them from the stream."""
        return self.stream.peek(4096)[:4096]

    def inside(self, member: str, stream: io.BufferedReader, **told: Any) -> Source:
        """A source that lies in this one; ``member`` is its name there, ``told`` what else is known of it."""
        name = whole(member)
        around = replace(
            self, doc=f"{self.doc}/{name}", place=f"{self.place}/{shown(name)}", stream=stream, name=name, media=None, charset=None
        )
        return replace(around, **told)

    def content(self, options: Options) -> bytes:
        """All the bytes. Raises SourceError when there are none, or more than ``options.max_bytes``."""
        data = self.stream.read(options.max_bytes + 1) or b""
        if len(data) > options.max_bytes:
            raise oversized(self.place, options)
        if not data.strip():
            raise SourceError(self.place, "the file is empty", "give a file with text in it")
        return data


# What a reader gives: an article, a refusal, a source that lies inside of its own and is to be read as its own kind, or a link.
Piece = Found | SourceError | Source | Link


class Reader(Protocol):
    """One kind of source in, its articles out; may raise SourceError, which ends this source and no other."""

    def __call__(self, source: Source, options: Options) -> Iterator[Piece]:
        """The articles, a refusal for each part that is none, and the sources inside."""


def oversized(place: str, options: Options) -> SourceError:
    """The refusal of what is longer than ``options.max_bytes``."""
    limit = f"{options.max_bytes / MEGABYTE:g} MB"
    return SourceError(place, f"larger than the limit of {limit}", "split it or raise --max-bytes")
