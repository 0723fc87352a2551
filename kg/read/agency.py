"""Whose report an article is: the news agency that its page, its credit, its dateline or its publisher names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Article
from kg.read.header import body_start
from kg.vocab import agencies

_LINES = 6
_LONGEST = 160
_SHORT = 5
"""A name of so few letters counts only as it is spelled: "PTI" is one, "pti" a typing error."""

_PARTS = re.compile(r"\s*(?:[,;|/()\[\]]|\s[-–—•·]\s|\b(?:and|by|for|via|with)\b)\s*", re.IGNORECASE)
_BY = re.compile(r"\s*by\b", re.IGNORECASE)
# "BRENMOUTH, May 6 (AP) -", "Kelton [Ilva], May 6 (ANI):", "EASTMERE, May 6. /TASS/.": nothing but names and figures before it
_DATELINE = re.compile(r"\s*(?:(?:[A-Z\d\[][\w.'’\]-]*|of|de|del|la|el|al)[\s,./]*){0,10}[(/]([^()/\n]{2,40})[)/]")


def agency_named(credit: str) -> str | None:
    """The news agency in a credit, by the name that the ontology keeps; None where there is none that it knows.

    >>> agency_named("By ANN LEE, Associated Press"), agency_named("AP"), agency_named("A. P. Lee")
    ('Associated Press', 'Associated Press', None)
    """
    words = " ".join(credit[:_LONGEST].split())
    long = _long().search(words)
    parts = [long[0]] if long else _PARTS.split(words)
    return next((name for part in parts if (name := _known().get(_form(part)))), None)


def agency_of(article: Article) -> str | None:
    """The news agency of an article: the one that it says, or that of its first lines, its credits or its publisher."""
    if article.news_agency:
        return agency_named(article.news_agency) or article.news_agency
    named = (agency_named(words) for words in (*article.bylines, article.publisher or ""))
    return next((name for name in (*_at_top(article.text), *named) if name), None)


def _at_top(text: str) -> Iterator[str | None]:
    """The agencies of credits and datelines among the first lines of the body."""
    start = body_start(text)
    lines = [line for line in text[start : start + _LINES * 2 * _LONGEST].split("\n") if line.strip()]
    for line in lines[:_LINES]:
        dateline = _DATELINE.match(line[:_LONGEST])
        yield _known().get(_form(dateline[1].strip() if dateline else line.strip()))
        if _BY.match(line) and len(line) < _LONGEST:
            yield agency_named(line)


@cache
def _known() -> dict[str, str]:
    """The name that is kept, by every name as it is compared."""
    return {_form(name): one.name for one in agencies() for name in one.names}


@cache
def _long() -> re.Pattern[str]:
    """Names of several words, which nobody else has."""
    names = sorted((name for one in agencies() for name in one.names if " " in name), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _form(name: str) -> str:
    return name if len(name) <= _SHORT else name.casefold()
