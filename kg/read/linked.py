"""What a page says of its article in JSON-LD and in its metadata: headline, day, authors, publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.read.header import FIRST_PAGE, day_of

_ARTICLE = re.compile(r"\w*(?:Article|BlogPosting|Report|Review)$")
_MOST = 1_000
_DEEPEST = 8
# What programs write where they have no date.
_DEFAULTS = frozenset([date(1900, 1, 1), date(1970, 1, 1), date(1980, 1, 1)])
# Names of metadata, in lower case, that give the day of publication and never that of a change.
_PUBLISHED = frozenset(
    [
        *("article:published_time", "article:published", "og:article:published_time", "datepublished", "pubdate", "publishdate"),
        *("publish_date", "publish-date", "parsely-pub-date", "dc.date.issued", "dcterms.issued", "sailthru.date", "publication_date"),
        *(
            "article.published",
            "published_time_telegram",
            "cxenseparse:recs:publishtime",
            "article_date_original",
            "originalpublicationdate",
        ),
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says; empty parts are None or (). ``bodies`` are organisations that stand where authors do, and the publisher."""

    published: date | None = None
    authors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    publisher: str | None = None


def told_by(tree: Any, title: str | None) -> Told:
    """What the parsed page says of the article with this title. The earliest of its days of publication counts."""
    node = _about(list(_nodes(tree)), title)
    days = [day for words in (*_values(node, "datePublished"), *_meta(tree)) if (day := sane_day(words))]
    people, bodies = _names(node, "author")
    _, publishers = _names(node, "publisher")
    own = tuple(name for name in people if name not in publishers)
    return Told(min(days, default=None), own, (*bodies, *publishers), next(iter(publishers), None))


def sane_day(words: str) -> date | None:
    """The day of an ISO date, None where it is none or a program's default.

    >>> sane_day("0001-01-01T00:00:00Z"), sane_day("1970-01-01"), sane_day("2019-11-20T05:47:00+00:00")
    (None, None, datetime.date(2019, 11, 20))
    """
    day = day_of(words, FIRST_PAGE)
    return None if day in _DEFAULTS else day


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                value = json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _articles(value)


def _articles(value: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [(value, 0)], 0
    while waiting and seen < _MOST:
        item, depth = waiting.pop()
        seen += 1
        if isinstance(item, list) and depth < _DEEPEST:
            waiting.extend((one, depth + 1) for one in reversed(item[:_MOST]))
        elif isinstance(item, dict):
            kinds = item.get("@type")
            if any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield item
            elif depth < _DEEPEST:
                waiting.extend((item.get(key), depth + 1) for key in ("mainEntity", "@graph"))


def _about(nodes: list[dict[str, Any]], title: str | None) -> dict[str, Any]:
    """The article that the page is about: the one with the most words of its title; of several without, none."""
    wanted = set(re.findall(r"\w+", (title or "").lower()))
    alike = [(len(wanted & set(re.findall(r"\w+", str(node.get("headline") or node.get("name")).lower()))), node) for node in nodes]
    best = max(alike, key=lambda pair: pair[0], default=(0, {}))
    return best[1] if len(nodes) == 1 or 2 * best[0] >= len(wanted) > 0 else {}


def _values(node: dict[str, Any], key: str) -> list[str]:
    value = node.get(key)
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _meta(tree: Any) -> Iterator[str]:
    """The days of publication in the metadata of the page."""
    for element in tree.iter("meta"):
        names = {str(element.get(key) or "").lower() for key in ("property", "name", "itemprop")}
        if names & _PUBLISHED:
            yield element.get("content") or ""


def _names(node: dict[str, Any], key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the bodies under a key. What is only a name is a person among authors, a body among publishers."""
    value = node.get(key)
    people: list[str] = []
    bodies: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        kind = str(one.get("@type")) if isinstance(one, dict) else ""
        for word in name if isinstance(name, list) else [name]:
            if isinstance(word, str) and word.strip():
                (bodies if "Organization" in kind or (key == "publisher" and "Person" not in kind) else people).append(
                    " ".join(word.split())
                )
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(bodies))
