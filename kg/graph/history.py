"""What articles said before: versions of a page that a later text has replaced, and articles that were taken out.

A version that was replaced is kept as the lines of its mentions, so that it can be held against the one that took its place. Of an
article that was taken out only its name stays: nothing that it said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from kg.graph.decode import Nodes
from kg.graph.iris import Iris
from kg.graph.lines import mention_json
from kg.graph.terms import A, Triple, address, day, named, text
from kg.model import Article, Reading


@dataclass(frozen=True, slots=True)
class Past:
    """A version of an article that is no longer in the store.

    ``successor`` is the id of the version that took its place, None for an article that was taken out. ``told`` has a line of JSON for
    each mention, as ``kg extract`` prints them, in the order of the text.
    """

    article: str
    doc: str
    url: str | None = None
    published: date | None = None
    successor: str | None = None
    told: tuple[str, ...] = ()


def past(reading: Reading, successor: str | None = None) -> Past:
    """What stays of a reading: with a successor also what it told."""
    article = reading.article
    told = mention_lines(reading) if successor else ()
    return Past(article.id, article.doc, article.url, article.published, successor, told)


def mention_lines(reading: Reading) -> tuple[str, ...]:
    """The mentions of a reading as lines of JSON, without the ids of events: these belong to the whole store."""
    ordered = sorted(reading.mentions, key=lambda mention: (mention.trigger.start, mention.id))
    rows = [mention_json(reading.article, mention) for mention in ordered]
    return tuple(json.dumps({key: row[key] for key in row if key != "event"}, ensure_ascii=False) for row in rows)


def page_of(article: Article) -> str | None:
    """What makes two texts versions of one page: the address, unless it is that of a whole site."""
    parts = urlsplit(article.url or "")
    return article.url if parts.path.strip("/") or parts.query else None


def latest(readings: Iterable[Reading]) -> tuple[list[Reading], list[Past]]:
    """The latest reading of every page, and what stays of the others; in the order of the readings.

    Of two versions the one published later is the latest; of the same day, the one that comes later here.
    """
    kept: dict[str, Reading] = {}
    gone: list[tuple[Reading, str]] = []
    for reading in readings:
        page = page_of(reading.article) or reading.article.id
        other = kept.get(page)
        if other is None:
            kept[page] = reading
        elif other.article.id != reading.article.id:
            newer = _day(reading) >= _day(other)
            kept[page] = reading if newer else other
            gone.append((other, reading.article.id) if newer else (reading, other.article.id))
    return list(kept.values()), [past(reading, successor) for reading, successor in gone]


def _day(reading: Reading) -> date:
    return reading.article.published or date.min


# --- to the graph and back --------------------------------------------------------------------------------------------


def triples(one: Past, iris: Iris) -> Iterator[Triple]:
    """The graph's words for a past version."""
    node = iris.other("past", one.article[:16])
    yield node, A, named("pe:PastVersion")
    yield node, named("pe:textHash"), text(one.article)
    yield node, named("dcterms:identifier"), text(one.doc)
    if one.url is not None:
        yield node, named("schema:url"), address(one.url)
    if one.published is not None:
        yield node, named("schema:datePublished"), day(one.published)
    if one.successor is not None:
        yield node, named("dcterms:isReplacedBy"), iris.article(one.successor)
    for line in one.told:
        yield node, named("pe:told"), text(line)


def pasts(found: Iterable[Triple], iris: Iris) -> Iterator[Past]:
    """The past versions of a graph, by IRI; a successor by the first 16 digits of its id."""
    nodes = Nodes(found)
    for node in nodes.of_class("pe:PastVersion"):
        yield Past(
            article=nodes.one(node, "pe:textHash"),
            doc=nodes.one(node, "dcterms:identifier"),
            url=nodes.maybe(node, "schema:url"),
            published=nodes.parsed(node, "schema:datePublished", date.fromisoformat),
            successor=nodes.parsed(node, "dcterms:isReplacedBy", iris.local),
            told=tuple(sorted(nodes.all(node, "pe:told"), key=lambda line: (json.loads(line)["start"], line))),
        )


# --- what has changed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One event that a later version tells anew (``before`` is empty), no longer (``after`` is), or otherwise; JSON of its mentions."""

    before: dict[str, object]
    after: dict[str, object]

    @property
    def sign(self) -> str:
        """``+``, ``-`` or ``~``."""
        return "~" if self.before and self.after else "+" if self.after else "-"

    def fields(self) -> Iterator[tuple[str, object, object]]:
        """What differs: the name of each part, before and after."""
        for name in _TOLD:
            if self.before.get(name) != self.after.get(name):
                yield name, self.before.get(name), self.after.get(name)


_TOLD = ("type", "status", "actors", "targets", "object", "place", "date", "attributed_to")
_SAME = (
    (*_TOLD, "sentence"),
    _TOLD,
    ("type", "actors", "targets", "object"),
    ("type", "sentence"),
    ("type", "actors"),
    ("trigger", "actors"),
)


def differences(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """What two versions of an article tell differently, in the order of the later text, what is gone last.

    Mentions are paired by all that they tell, then by less and less of it; what is told alike in other words is no difference.
    """
    old, new = ([dict(json.loads(line)) for line in lines] for lines in (before, after))
    pairs: list[tuple[dict[str, object], dict[str, object]]] = []
    for keys in _SAME:
        for one in list(new):
            other = next((other for other in old if all(other.get(key) == one.get(key) for key in keys)), None)
            if other is not None:
                old.remove(other)
                new.remove(one)
                pairs.append((other, one))
    found = [Difference(other, one) for other, one in pairs] + [Difference({}, one) for one in new]
    listed = sorted(found, key=lambda one: int(str(one.after["start"]))) + [Difference(one, {}) for one in old]
    return [one for one in listed if one.sign != "~" or any(one.fields())]
