"""Bytes to text, never guessing silently; plain texts and Markdown to articles."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kg.errors import SourceError
from kg.model import Article
from kg.read.header import header
from kg.read.options import Found, Options, Source

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_CONTROL = bytes(sorted({*range(32), 127} - {*b"\t\n\r\f\x1b"}))
_HEADING = re.compile(r"^#[ \t]+(\S.{0,300})$", re.MULTILINE)

# Windows-1252 as English texts use it: punctuation beside a word, small accented letters in words of ASCII letters.
# Mac Roman and the code pages of DOS and of other scripts put capitals or runs of letters where these stand.
_PLAUSIBLE = re.compile(
    r"[a-zA-Z][àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ]{1,2}(?=[\W\da-zA-Z_]|$)|(?<![^\s(\"'])[“‘£€](?=\w)"
    r"|(?<=\S)’(?=(?:s|t|d|m|ll|ve|re)?(?:\W|$))|(?<=\b[A-Za-z])’(?=[A-Z])|(?<=\S)[”…™®°](?!\w)"
    r"|(?<!\w)[–—•·©·§…](?!\w)|(?<=\w)—(?=\w)|(?<=\w)–(?=[A-Z\d])|(?<=\d)[½¼¾]|\xa0"
)
_LEGACY_SHARE = 0.15


def decode(data: bytes, place: str) -> str:
    """The text of ``data``: UTF-8, UTF-16 with its mark, or Windows-1252 where that reads as English prose.

    The byte-order mark is left out. Raises SourceError for binary data and for an encoding that is not certain.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, place)
    if looks_binary(data):
        raise SourceError(place, "binary, not text", "give a text, HTML or JSON file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        legacy = _windows(data)
        if legacy is None:
            raise SourceError(place, f"not UTF-8 (byte {error.start}), and no other encoding is certain", "save it as UTF-8") from error
        return legacy


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a known format's first bytes, a NUL, or more than one control character in a hundred."""
    sample = data[:8192]
    return data.startswith(_MAGIC) or b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 100


def line_feeds(text: str) -> str:
    """``text`` with CRLF and CR as LF.

    >>> line_feeds("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def texts(source: Source, options: Options) -> Iterator[Found]:
    """The one article of a ``.txt`` file, exactly as given, its header line included. Raises SourceError."""
    yield _found(source, line_feeds(decode(source.content(options), source.place)), None)


def markdown(source: Source, options: Options) -> Iterator[Found]:
    """The same for ``.md``, with the first ``# heading`` as the title. Raises SourceError."""
    text = line_feeds(decode(source.content(options), source.place))
    heading = _HEADING.search(text)
    yield _found(source, text, heading[1].strip(" \t#") or None if heading else None)


def _found(source: Source, text: str, title: str | None) -> Found:
    top = header(text, source.place)
    return Found(source.place, Article(source.doc, text, title, top.published, top.bylines, top.publisher))


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(place, f"its mark says {encoding}, its bytes do not (byte {error.start})", "save it as UTF-8") from error


def _windows(data: bytes) -> str | None:
    """The text as Windows-1252, None unless every character beyond ASCII stands where English prose has one."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = sum(not char.isascii() for char in text)
    explained = sum(sum(not char.isascii() for char in match) for match in _PLAUSIBLE.findall(text))
    return text if foreign == explained and foreign <= _LEGACY_SHARE * len(text) else None
