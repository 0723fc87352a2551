"""Mails and boxes of them: newsletters, an article each, without what stands below every one of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from kg.errors import SourceError
from kg.model import Article
from kg.read.days import AmbiguousDayError, written_day
from kg.read.encoding import decode, line_feeds
from kg.read.markup import plain_text
from kg.read.options import Found, Known, Options, Piece, Source, oversized
from kg.read.prose import paragraphs
from kg.read.view import whole

# What the library raises for headers and parts that are not what they say.
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_ENOUGH = 200
_MOST_PARTS = 200
_MOST_HEADERS = 1_000
_FOOT = re.compile(
    r"(?:.{0,80}\b(?:unsubscribe|opt out|you(?: are|'re|’re)? receiv(?:ed|ing) this|manage (?:your )?(?:preferences|subscription)"
    r"|(?:update|change) your (?:email )?preferences|our mailing address|forwarded this (?:e-?mail|newsletter)|sent to you by)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOP = re.compile(
    r".{0,60}\b(?:view (?:this|it)|(?:read|open|see) (?:this|it)|having trouble)\b.{0,60}\b(?:browser|online|viewing|on the web)\b.{0,60}",
    re.IGNORECASE | re.DOTALL,
)


def mails(source: Source, options: Options) -> Iterator[Piece]:
    """The article of one mail, and the files that hang on it. Raises SourceError."""
    yield from _message(source.content(options), source.place, source.doc, source)


def boxes(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of a box of mails in the format mbox, one in memory at a time."""
    for number, data in enumerate(_split(source, options), 1):
        place = f"{source.place}#{number}"
        if data is None:
            yield oversized(place, options)
            continue
        try:
            yield from _message(data, place, f"{source.doc}#{number}", source)
        except SourceError as error:
            yield error


def _split(source: Source, options: Options) -> Iterator[bytes | None]:
    """The mails of a box: each begins after a blank line with "From "; None for one that is too long."""
    parts: list[bytes] = []
    length, begun, blank = 0, False, True
    while line := source.stream.readline(options.max_bytes):
        if blank and line.startswith(b"From "):
            if begun:
                yield _whole(parts, length, options)
            parts, length, begun = [], 0, True
        elif begun:
            length += len(line)
            if length <= options.max_bytes:
                parts.append(line[1:] if re.match(rb">+From ", line) else line)
        elif not begun and line.strip():
            raise SourceError(source.place, "no box of mails", "give one whose mails begin with a line 'From …'")
        blank = not line.strip()
    if not begun:
        raise SourceError(source.place, "the file is empty", "give a box with mails in it")
    yield _whole(parts, length, options)


def _whole(parts: list[bytes], length: int, options: Options) -> bytes | None:
    return b"".join(parts) if length <= options.max_bytes else None


def _message(data: bytes, place: str, doc: str, source: Source) -> Iterator[Piece]:
    # each costs the library a parse of its own, and it looks through all headers for every one
    parts_said = len(re.findall(rb"^content-[a-z-]+:", data, re.MULTILINE | re.IGNORECASE))
    if parts_said > _MOST_HEADERS or data.partition(b"\n\n")[0].count(b"\n") > 10 * _MOST_HEADERS:
        raise SourceError(place, "more parts than any mail has", "save its text as .txt")
    try:
        mail = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        parts = [part for part, _ in zip(mail.walk(), range(_MOST_PARTS), strict=False) if not part.is_multipart()]
    except _BROKEN as error:
        raise SourceError(place, f"a damaged mail ({type(error).__name__})", "save its text as .txt") from error
    if not any(_header(mail, name) for name in ("from", "subject", "date")):
        raise SourceError(place, "no mail: no sender, subject or date", "save its text as .txt")
    known = _known(mail)
    files = [part for part in parts if _file_name(part)]
    text = _text([part for part in parts if not _file_name(part)], place)
    if text or not files:
        yield Found(place, known.fill(Article(_header(mail, "message-id") or doc, text)))
    for part in files:
        content: io.BufferedReader = io.BufferedReader(io.BytesIO(_bytes(part)))
        around = Source(doc, place, content, depth=source.depth, allowance=source.allowance)
        yield around.inside(_file_name(part) or "", content, known=known, depth=source.depth + 1, found=True)


def _known(mail: EmailMessage) -> Known:
    """What the headers say; who sends a newsletter publishes it."""
    name, address = parseaddr(_header(mail, "from") or "")
    at = re.fullmatch(r"<(https?://[^\s<>]+)>", (_header(mail, "archived-at") or "").strip())
    return Known(_header(mail, "subject"), _day(mail), (), name or address.partition("@")[2] or None, at[1] if at else None)


def _day(mail: EmailMessage) -> date | None:
    try:
        return written_day(_header(mail, "date"))
    except AmbiguousDayError:
        return None


def _header(mail: EmailMessage, name: str) -> str | None:
    try:
        value = mail[name]
        return " ".join(whole(str(value)).split()) or None if value is not None else None
    except _BROKEN:
        return None


def _file_name(part: EmailMessage) -> str | None:
    """The name of a file that hangs on the mail; None for its text and for the pictures in it."""
    try:
        return part.get_filename() if part.get_content_disposition() == "attachment" else None
    except _BROKEN:
        return None


def _text(parts: list[EmailMessage], place: str) -> str:
    """The words of the mail: as plain text where that says enough, else out of its markup."""
    plain = next((_words(part, place) for part in parts if _type(part) == "text/plain"), "")
    made = paragraphs([line for line in plain.split("\n-- \n")[0].split("\n") if not line.startswith(">")])
    markup = next((_words(part, place) for part in parts if _type(part) == "text/html"), "")
    if len(plain) < _ENOUGH and markup:
        made = plain_text(markup, place).split("\n\n")
    return "\n\n".join(_without_furniture(made))


def _without_furniture(made: list[str]) -> list[str]:
    """Without the offers above and the terms below, which end every newsletter."""
    kept = [paragraph for paragraph in made if not _TOP.fullmatch(paragraph)]
    half = len(kept) // 2
    foot = next((index for index, paragraph in enumerate(kept) if index >= half and index and _FOOT.match(paragraph)), len(kept))
    return kept[:foot]


def _type(part: EmailMessage) -> str:
    return part.get_content_type()


def _words(part: EmailMessage, place: str) -> str:
    data = _bytes(part)
    try:
        return line_feeds(decode(data, place, part.get_content_charset())) if data.strip() else ""
    except _BROKEN as error:
        raise SourceError(place, f"a damaged mail ({type(error).__name__})", "save its text as .txt") from error


def _bytes(part: EmailMessage) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""
