"""What a reader gets and gives: options and a source in, found articles and refusals out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from kg.errors import SourceError
from kg.model import Article

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What to take in.

    ``published`` dates the articles that say no date themselves. ``max_bytes`` bounds one article: a text, a page, a JSON
    document, or one line of a JSON lines file, which may itself be of any length. ``allow_undated`` lets an article
    without any date through, with None for its date; ``any_language`` lets one through that is not in English.
    ``only`` are the places, as refusals name them, that are wanted of the sources; None for all.
    """

    published: date | None = None
    max_bytes: int = 10 * MEGABYTE
    any_language: bool = False
    allow_undated: bool = False
    only: frozenset[str] | None = None


class Found(NamedTuple):
    """An article as its source has it, with the place (``file`` or ``file:line``) that a later refusal names."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Source:
    """One open file, or what stands for one. ``doc`` names its article, ``place`` names it in refusals.

    ``name`` is the name by whose suffix its kind is told, empty where it has none that says something; ``media`` is the media
    type and ``charset`` the encoding that a server or a mail says, None where nobody does.
    """

    doc: str
    place: str
    stream: io.BufferedReader
    name: str = ""
    media: str | None = None
    charset: str | None = None

    def head(self) -> bytes:
        """The first bytes, at most 4096, without taking them from the stream."""
        return self.stream.peek(4096)[:4096]

    def content(self, options: Options) -> bytes:
        """All the bytes. Raises SourceError when there are none, or more than ``options.max_bytes``."""
        data = self.stream.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise oversized(self.place, options)
        if not data.strip():
            raise SourceError(self.place, "the file is empty", "give a file with text in it")
        return data


# What a reader gives: an article, a refusal, or a source that lies inside of its own and is to be read as its own kind.
Piece = Found | SourceError | Source


class Reader(Protocol):
    """One kind of source in, its articles out; may raise SourceError, which ends this source and no other."""

    def __call__(self, source: Source, options: Options) -> Iterator[Piece]:
        """The articles, a refusal for each part that is none, and the sources inside."""


def oversized(place: str, options: Options) -> SourceError:
    """The refusal of what is longer than ``options.max_bytes``."""
    limit = f"{options.max_bytes / MEGABYTE:g} MB"
    return SourceError(place, f"larger than the limit of {limit}", "split it or raise --max-bytes")
