"""The kinds of source, in one table: how each is told, by its name, its media type or its first bytes, and what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from kg.read import records, sheets
from kg.read.archive import EXCEL, WORD, tars, zips
from kg.read.feed import feeds
from kg.read.mail import boxes, mails
from kg.read.options import Reader, Source
from kg.read.packed import PACKERS, packed
from kg.read.page import pages
from kg.read.pdf import pdfs
from kg.read.text import markdown, texts
from kg.read.warc import warcs
from kg.read.word import words

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of source. ``suffixes`` and ``media`` are in lower case, the first of each the usual one.

    ``magic`` are first bytes, at ``offset``, that tell the kind whatever the name says; of several kinds with the same, the
    name tells, or else it is the first in the table. ``start`` are first bytes, in lower case and after white space, that
    tell it where the name says text or nothing. ``needs`` are modules that ``extra`` of kg-policy brings along.
    """

    name: str
    reader: Reader
    about: str
    suffixes: tuple[str, ...]
    media: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    offset: int = 0
    start: tuple[bytes, ...] = ()
    extra: str | None = None
    needs: tuple[str, ...] = ()


TEXT = Kind("text", texts, "the text as it is; a first line 'date 2025-06-04 By A and B, PUBLISHER' is understood", (".txt", ".text"))
LINES = Kind("json lines", records.lines, "an article a line", (".jsonl", ".ndjson"), ("application/x-ndjson", "application/jsonl"))
KINDS = (
    TEXT,
    Kind("markdown", markdown, "the same, with the first # heading as the title", (".md", ".markdown"), ("text/markdown",)),
    Kind(
        *("web page", pages, "the article in the page, without menus and advertisements, and its metadata"),
        suffixes=(".html", ".htm", ".xhtml"),
        media=("text/html", "application/xhtml+xml"),
        start=(b"<!doctype html", b"<html", b"<head"),
    ),
    Kind("json", records.document, "an article, or a list of them", (".json",), ("application/json", "application/feed+json")),
    LINES,
    Kind(
        *("feed", feeds, "RSS and Atom: an entry with its whole text, or its summary; --follow reads the page"),
        suffixes=(".rss", ".atom", ".xml"),
        media=("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        start=(b"<?xml", b"<rss", b"<feed", b"<rdf:rdf"),
    ),
    Kind("pdf", pdfs, "the text, without running heads and page numbers", (".pdf",), ("application/pdf",), (b"%PDF-",)),
    Kind("mail", mails, "the mail or newsletter, and the files that hang on it", (".eml",), ("message/rfc822",)),
    Kind("mailbox", boxes, "every mail in it", (".mbox", ".mbx"), ("application/mbox",)),
    Kind(
        *("web archive", warcs, "every page in it that was kept whole"),
        suffixes=(".warc", ".wet"),
        media=("application/warc",),
        magic=(b"WARC/",),
        extra="warc",
        needs=("fastwarc",),
    ),
    Kind("csv", sheets.separated, "a table, an article a row; --map says which column is which", (".csv", ".tsv"), ("text/csv",)),
    Kind("zip", zips, "every file of a known kind in it", (".zip",), ("application/zip",), (b"PK\x03\x04", b"PK\x05\x06")),
    Kind("word", words, "the text, all tracked changes accepted", (".docx", ".docm"), (WORD,), (b"PK\x03\x04",)),
    Kind(
        *("excel", sheets.excel, "every sheet as a table"),
        suffixes=(".xlsx", ".xlsm"),
        media=(EXCEL,),
        magic=(b"PK\x03\x04",),
        extra="tables",
        needs=("openpyxl",),
    ),
    Kind("parquet", sheets.parquet, "a table", (".parquet",), magic=(b"PAR1",), extra="tables", needs=("pyarrow",)),
    Kind("tar", tars, "the same, packed or not", (".tar", ".tgz"), ("application/x-tar",), (b"ustar",), 257),
    Kind(
        *("packed", packed, "the one file in it"),
        suffixes=(".gz", ".bz2", ".xz"),
        media=("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
        magic=tuple(PACKERS),
    ),
)
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
_BY_MEDIA = {media: kind for kind in KINDS for media in kind.media}


def kind_of(source: Source) -> Kind | None:
    """The kind of a source: by its magic, what is known of its media type, its name, or its first bytes; None for an unknown suffix."""
    head = source.head()
    told = [kind for kind in KINDS if kind.magic and head.startswith(kind.magic, kind.offset)]
    named = _BY_MEDIA.get(source.media or "") or by_suffix(source.name)
    if told:
        return named if named in told else told[0]
    if named and named is not TEXT:
        return named
    start = head.removeprefix(_BOM).lstrip()[:200].lower()
    begun = next((kind for kind in KINDS if kind.start and start.startswith(kind.start)), None)
    if begun or named:
        return begun or named
    if source.name and PurePath(source.name).suffix:
        return None
    # A text may begin with a bracket or a brace; what has no suffix and does so is JSON.
    return LINES if start[:1] in (b"{", b"[") else TEXT


def by_suffix(name: str) -> Kind | None:
    """The kind that the name of a file tells, by the longest suffix that is known; None where none is."""
    return next((_BY_SUFFIX[suffix] for suffix in _suffixes(name.lower()) if suffix in _BY_SUFFIX), None)


def _suffixes(name: str) -> Iterator[str]:
    """The suffixes of a name, the longest first: of "a.warc.gz" first ".warc.gz" and then ".gz"."""
    parts = PurePath(name).suffixes
    return ("".join(parts[first:]) for first in range(len(parts)))
