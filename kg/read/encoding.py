"""Bytes to text: what is certain is taken, what a server or a page says is tried, and the rest is refused, never guessed in silence."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_CONTROL = bytes(sorted({*range(32), 127} - {*b"\t\n\r\f\x1b"}))

# Windows-1252 as English texts use it: punctuation beside a word, small accented letters in words of ASCII letters.
# Mac Roman and the code pages of DOS and of other scripts put capitals or runs of letters where these stand.
_PLAUSIBLE = re.compile(
    r"[a-zA-Z][àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ]{1,2}(?=[\W\da-zA-Z_]|$)|(?<![^\s(\"'])[“‘£€](?=\w)"
    r"|(?<=\S)’(?=(?:s|t|d|m|ll|ve|re)?(?:\W|$))|(?<=\b[A-Za-z])’(?=[A-Z])|(?<=\S)[”…™®°](?!\w)"
    r"|(?<!\w)[–—•·©·§…](?!\w)|(?<=\w)—(?=\w)|(?<=\w)–(?=[A-Z\d])|(?<=\d)[½¼¾]|\xa0"
)
_LEGACY_SHARE = 0.15
LATIN = frozenset(["iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"])
# Windows-1252 as other languages of western Europe use it: accents inside of words are small letters, capitals begin words.
_WESTERN = re.compile(
    r"[ß-öø-ÿœšž]|(?<!\w)[À-ÖØ-ÞŒŠŽ]|(?<=[a-zA-Zß-öø-ÿ])’(?=[a-zA-Zß-öø-ÿÀ-Þ])|(?<!\w)[«»“”„‘’…–—€£§°·•¿¡]|[«»“”’…°€](?!\w)|\xa0"
)
# Other scripts, and languages, show only in so many letters.
_ENOUGH = 64
_LEAST_COHERENCE = 0.1
_OTHER_SCRIPT = 0.6

# Bytes of UTF-8 as Windows-1252 shows them: "â€™" for an apostrophe.
_SLOPPY = {number: bytes([number]).decode("cp1252", "replace").replace("\ufffd", chr(number)) for number in range(128, 256)}
_BACK = {ord(char): number for number, char in _SLOPPY.items()}
_TAIL = f"[{re.escape(''.join(_SLOPPY[number] for number in range(128, 192)))}]"
_BROKEN = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
_FIRST = re.compile("[\u00c2-\u00f4]")
_MOST_BROKEN = 2


def decode(data: bytes, place: str, charset: str | None = None) -> str:
    """The text of ``data``: by its mark, as UTF-8, in the ``charset`` that somebody says, or in another that is certain.

    Certain are Windows-1252 where it reads as prose, and encodings of other scripts where there is enough of them. The
    byte-order mark is left out; UTF-8 that was taken for Windows-1252 and saved again is put right. Raises SourceError for
    binary data and for an encoding that is not certain.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, place)
    if looks_binary(data):
        raise SourceError(place, "binary, not text", "give a text, HTML or JSON file")
    try:
        return _mended(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = _said(data, charset) or _windows(data) or _guessed(data)
        if text is None:
            raise SourceError(place, f"not UTF-8 (byte {error.start}), and no other encoding is certain", "save it as UTF-8") from error
        return text


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a known format's first bytes, a NUL, or more than one control character in a hundred."""
    sample = data[:8192]
    return data.startswith(_MAGIC) or b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 100


def broken_letters(text: str) -> str | None:
    """The first letter that a wrong encoding has broken, where there are several; None where there are none.

    >>> broken_letters("Itâ€™s the mayorâ€™s cafÃ©."), broken_letters("It’s the mayor’s café.")
    ('â€™', None)
    """
    found = _BROKEN.findall(text) if _may_be_broken(text) else []
    return found[0] if len(found) > _MOST_BROKEN else None


def line_feeds(text: str) -> str:
    """``text`` with CRLF and CR as LF.

    >>> line_feeds("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(place, f"its mark says {encoding}, its bytes do not (byte {error.start})", "save it as UTF-8") from error


def _said(data: bytes, charset: str | None) -> str | None:
    """The text in the encoding that a server or a mail says, None where there is none of that name or it does not fit."""
    # pages and mails that say Latin-1 or ASCII are Windows-1252: so the WHATWG Encoding Standard reads them
    name = "cp1252" if (charset or "").lower() in LATIN else charset
    try:
        return data.decode(name) if name else None
    except (LookupError, UnicodeDecodeError):
        return None


def _may_be_broken(text: str) -> bool:
    """Whether the text has a letter with which broken ones begin; most have none, and to see that is quick."""
    return not text.isascii() and _FIRST.search(text) is not None


def _mended(text: str) -> str:
    """The text, or what it was before its UTF-8 was taken for Windows-1252: only where several letters, and all of them, say so."""
    if broken_letters(text) is None:
        return text
    try:
        return bytes(_BACK.get(ord(char), ord(char)) for char in text).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return text


def _guessed(data: bytes) -> str | None:
    """The text in a western language as Windows-1252, or in another script; None where there is too little to tell."""
    if sum(byte > 127 for byte in data[:10_000]) < _ENOUGH:
        return None
    from charset_normalizer import from_bytes

    western = _decoded(data, "cp1252")
    if western and all(char.isascii() for char in _WESTERN.sub("", western)):
        return western
    best = from_bytes(data[:10_000]).best()
    text = _decoded(data, best.encoding) if best and best.coherence >= _LEAST_COHERENCE else None
    letters = [char for char in (text or "") if char.isalpha()]
    return text if sum(not char.isascii() for char in letters) > _OTHER_SCRIPT * len(letters) else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _windows(data: bytes) -> str | None:
    """The text as Windows-1252, None unless every character beyond ASCII stands where English prose has one."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = sum(not char.isascii() for char in text)
    explained = sum(sum(not char.isascii() for char in match) for match in _PLAUSIBLE.findall(text))
    return text if foreign == explained and foreign <= _LEGACY_SHARE * len(text) else None
