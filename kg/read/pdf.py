"""PDF files: their text without running heads and page numbers, words and paragraphs whole again."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kg.errors import SourceError
from kg.model import Article
from kg.read.bylines import people
from kg.read.dateline import dated_at_top
from kg.read.header import FIRST_PAGE, day_if_any
from kg.read.options import MEGABYTE, Found, Options, Source
from kg.read.prose import paragraphs
from kg.read.view import whole

_MOST_PAGES = 2_000
_MOST_OPERATIONS = 3_000_000
# What pypdf may spend on one stream; a page of news needs a hundredth.
_LIMITS = {
    **dict.fromkeys(("zlib_maximum_output_length", "lzw_maximum_output_length", "run_length_maximum_output_length"), 20 * MEGABYTE),
    "array_based_stream_maximum_output_length": 20 * MEGABYTE,
    "stream_decoding_work_maximum_length": 60 * MEGABYTE,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": _MOST_PAGES,
    "page_tree_maximum_page_entries": _MOST_PAGES,
}
_EDGE = 3
_SHARE = 0.4
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# What a browser prints is dated by the day of printing.
_BROWSER = re.compile(r"mozilla|skia|chrom|firefox|safari|quartz|wkhtml", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|document\d*|.*\.(?:docx?|pdf|indd|qxd|rtf|pptx?|odt)\s*$)", re.IGNORECASE
)


def pdfs(source: Source, options: Options) -> Iterator[Found]:
    """The one article of a PDF file, dated by its first lines or else by its metadata. Raises SourceError."""
    pages, facts = _read(source.content(options), source)
    lines = [line for page in _without_running_heads(pages) for line in page]
    text = "\n\n".join(paragraphs([whole(line) for line in lines]))
    if not any(char.isalnum() for char in text):
        raise SourceError(source.place, "no text in it: pictures of pages", "run a program that reads pictures over it, such as ocrmypdf")
    title = " ".join(whole(facts["title"]).split())
    authors = "; ".join(name for name in re.split(r";|,|\band\b", whole(facts["author"])) if len(name.split()) > 1)
    yield Found(
        source.place,
        Article(
            doc=source.doc,
            text=text,
            title=title if title and not _NO_TITLE.match(title) else None,
            published=dated_at_top(text) or (None if _BROWSER.search(facts["maker"]) else _day(facts["created"])),
            bylines=people(authors, None),
        ),
    )


def _read(data: bytes, source: Source) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page, and what the metadata says."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    # what pypdf raises where a file is not what it says: it follows references to whatever they lead to
    broken = (
        *(PyPdfError, DependencyError, OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
        *(RecursionError, AssertionError, NotImplementedError, zlib.error, struct.error),
    )
    try:
        with pypdf.apply_configuration(pypdf.get_configuration().with_overwrites(**_LIMITS)):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise SourceError(source.place, "locked by a password", "save it without one")
            return list(_pages(reader, source)), _facts(reader)
    except broken as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise SourceError(source.place, f"a damaged PDF ({reason})", "get it again, or save its text as .txt") from error


def _pages(reader: Any, source: Source) -> Iterator[list[str]]:
    operations = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > _MOST_OPERATIONS:
            raise SourceError(source.place, "more drawing in it than any article has", "save its text as .txt")

    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES:
            raise SourceError(source.place, f"more than {_MOST_PAGES} pages", "split it")
        yield page.extract_text(visitor_operand_before=count).split("\n")


def _facts(reader: Any) -> dict[str, str]:
    said = reader.metadata or {}
    keys = {"title": ("/Title",), "author": ("/Author",), "created": ("/CreationDate",), "maker": ("/Creator", "/Producer")}
    return {name: " ".join(str(said.get(key) or "") for key in among) for name, among in keys.items()}


def _day(words: str) -> date | None:
    match = _DAY.match(words)
    return day_if_any(int(match[1]), int(match[2]), int(match[3]), FIRST_PAGE) if match else None


def _without_running_heads(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages without numbers, and without the lines at their top and foot that return page after page, in other figures."""
    texts = [[line for line in page if line.strip()] for page in pages]
    counts = Counter(_shape(line) for page in texts for line in {_shape(edge): edge for edge in _edges(page)}.values())
    running = {shape for shape, count in counts.items() if count > 1 and count >= _SHARE * len(texts)}
    for page in texts:
        kept = list(page)
        while kept and (_shape(kept[0]) in running or _PAGE_NUMBER.fullmatch(kept[0])):
            kept.pop(0)
        while kept and (_shape(kept[-1]) in running or _PAGE_NUMBER.fullmatch(kept[-1])):
            kept.pop()
        yield kept


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).casefold())
