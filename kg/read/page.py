"""Web pages as served: trafilatura finds the article in them; what it lacks is read from the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import SourceError
from kg.model import Article
from kg.read.agency import agency_named
from kg.read.bylines import people
from kg.read.encoding import decode, line_feeds, looks_binary
from kg.read.header import FIRST_PAGE, LAST_YEAR
from kg.read.linked import Told, sane_day, told_by
from kg.read.options import Found, Options, Source
from kg.read.view import whole

# Without these a page of some megabytes keeps the parser busy for minutes: its work grows with the square.
_MOST_TAGS = 50_000
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,200}?encoding=[\"']([\w-]{2,30})", re.IGNORECASE
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_FURNITURE = re.compile(
    r"(?:read more|read also|also read|see also|more on this|related(?: (?:stories|articles|topics))?|advertisement|recommended)\b.{0,150}"
    r"|(?:click|tap) here\b.{0,80}|also on [\w.]+\.\w{2,4}\b.{0,200}|(?:like|enjoyed?) this (?:story|article)\b.{0,100}"
    r"|(?:follow|sign up|subscribe)\b.{0,120}\b(?:coverage|newsletters?|twitter|facebook|instagram|https?:).{0,120}"
    r"|more (?:must-reads|from|stories|coverage|headlines)\b[^.!?]{0,60}|loading\b[^.!?]{0,40}(?:\.\.\.|…)?"
    r"|(?:.{0,20}(?:©|\(c\)|copyright).{0,100})?\ball rights reserved\.?.{0,60}|see more (?:photos|pictures|videos):?"
    r"|(?:write to|contact|e-?mail) .{2,60}\bat \S+@\S+|.{0,200}\baffiliate (?:links?|commissions?)\b.{0,300}"
    r"|share (?:this|it)\b.{0,60}|\(end\)|[\w.+-]+@[\w.-]+|(?:image|photo|media) (?:caption|copyright|credit|source)\b.{0,150}",
    re.IGNORECASE,
)
_SITE_TAIL = re.compile(r"\s+[|•»]\s.*$", re.DOTALL)
_LEDE = 60
# Advertisements and comments of a page can be broken where its article is whole.
_WRONG = "\ufffd"
_MOST_WRONG = 0.001


def pages(source: Source, options: Options) -> Iterator[Found]:
    """The one article of an HTML page: its main text, one blank line between paragraphs, with its metadata.

    Raises SourceError when the page holds no article text or is built to keep a parser busy.
    """
    html = line_feeds(page_text(source.content(options), source.place, source.charset))
    _refuse_bombs(html, source.place)
    parsed = _extract(html)
    if parsed is None or not (parsed.text or "").strip():
        raise SourceError(source.place, "no article text in the page", "save the article's own page, or its text as .txt")
    tree = _tree(html)
    title = _title(tree, parsed.title, parsed.sitename)
    told = told_by(tree, title) if tree is not None else Told()
    # the site first: what others print, an agency is named as the publisher of
    publisher = _line(_SITE_TAIL.sub("", parsed.sitename or "")) or told.publisher
    text = _body(parsed.text, {title, parsed.title, publisher}, _lede(tree, parsed.description))
    if _WRONG in text:
        raise SourceError(source.place, "letters of the article are broken by a wrong encoding", "get it again, or save it as UTF-8")
    article = Article(
        doc=source.doc,
        text=text,
        title=title,
        published=told.published or (sane_day(parsed.date) if parsed.date else None),
        bylines=_bylines(told, parsed.author or "", publisher),
        publisher=publisher,
        url=_line(parsed.url),
        news_agency=_agency(told, parsed.author or ""),
    )
    yield Found(source.place, article)


def _bylines(told: Told, author: str, publisher: str | None) -> tuple[str, ...]:
    """The people who wrote it: those whom the page names as such, or those of its byline but for organisations."""
    named = people("; ".join(told.authors), publisher) or people(author, publisher)
    bodies = {name.casefold() for name in told.bodies}
    return tuple(name for name in named if name.casefold() not in bodies)


def _agency(told: Told, author: str) -> str | None:
    """The news agency among those who wrote it, whom the bylines leave out."""
    named = (agency_named(words) for words in (*told.bodies, *told.authors, *author.split(";")))
    return next((name for name in named if name), None)


def page_text(data: bytes, place: str, charset: str | None = None) -> str:
    """The page as UTF-8, or as its server or the page itself says; where a few bytes are wrong, U+FFFD for each of them.

    Raises SourceError when none of it is so.
    """
    declared = _CHARSET.search(data, 0, 4096)
    name = charset or (declared and (declared[1] or declared[2]).decode("ascii", "replace"))
    try:
        return decode(data, place, name)
    except SourceError as error:
        if looks_binary(data):
            raise
        mended = data.decode("utf-8", "replace")
        if mended.count(_WRONG) <= max(2, _MOST_WRONG * len(mended)):
            return mended
        if not name:
            raise
        raise SourceError(place, f"the page says {name.lower()}, its bytes do not", "save it as UTF-8") from error


def _refuse_bombs(html: str, place: str) -> None:
    long_tags = (len(tag.split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.findall(html))
    if html.count("<") > _MOST_TAGS or any(long_tags):
        raise SourceError(place, "too many tags or attributes for a news page", "save the article's text as .txt")


def _extract(html: str) -> Any:
    """Trafilatura's document, None where it finds nothing. Its date bounds are fixed, so that it asks no clock."""
    import logging

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    days = {"original_date": True, "extensive_search": False, "min_date": f"{FIRST_PAGE}-01-01", "max_date": f"{LAST_YEAR}-12-31"}
    try:
        return bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=days)
    except RecursionError:  # How deep a parser lets elements nest differs between its versions.
        return None


def _tree(html: str) -> Any:
    from trafilatura import load_html

    return load_html(html)


def _title(tree: Any, title: str | None, site: str | None) -> str | None:
    """The headline that readers see, if it is the one that the metadata has in other words, else the metadata's."""
    known = _words(title)
    for heading in () if tree is None else tree.iter("h1"):
        words = _words(heading.text_content())
        if words and (not known or 2 * len(words & known) >= min(len(words), len(known))):
            return _line(heading.text_content())
    cut = _SITE_TAIL.sub("", _line(title) or "")
    return _line(re.sub(rf"\s+[-–—]\s+{re.escape(site)}\s*$", "", cut) if site else cut)


def _lede(tree: Any, description: str | None) -> str | None:
    """The paragraph above the body that the page's description repeats, where the page shows it."""
    start = " ".join((description or "").split())[:_LEDE]
    if tree is None or len(start) < _LEDE:
        return None
    for element in tree.iter("p", "div", "h2", "span"):
        if " ".join((element.text or "").split()).startswith(start):
            return _line(element.text_content())
    return None


def _body(text: str, titles: set[str | None], lede: str | None) -> str:
    paragraphs = [" ".join(whole(line).translate(_INVISIBLE).split()) for line in text.split("\n")]
    while paragraphs and (not paragraphs[0] or paragraphs[0] in titles):
        paragraphs.pop(0)
    kept = list(_without_furniture([line for line in paragraphs if line]))
    missing = lede is not None and not any(line.startswith(lede[:_LEDE]) for line in kept)
    return "\n\n".join([lede, *kept] if lede and missing else kept)


def _without_furniture(paragraphs: list[str]) -> Iterator[str]:
    """The paragraphs but for offers to read something else, and the lists of it that follow them."""
    listing = False
    for line in paragraphs:
        furniture = _FURNITURE.fullmatch(line) is not None
        listing = furniture or (listing and line.startswith("- "))
        if not listing:
            yield line


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").lower()))


def _line(text: str | None) -> str | None:
    """``text`` on one line, None where nothing is left."""
    return " ".join(whole(text or "").translate(_INVISIBLE).split()) or None
