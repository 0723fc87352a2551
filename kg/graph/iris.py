"""Local ids to IRIs and back, and the names of the graphs.

The vocabulary's own IRIs are fixed (``kg.vocab``); what is made here lies under a base that is a setting of the store. Ids are
percent-encoded, so that every id has an IRI and every IRI gives its id back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from rdflib import URIRef

from kg.errors import ShapeError
from kg.model import Span

BASE = "https://w3id.org/policy-event/"
GRAPHS = ("actors", "canonical", "curated", "history", "meta", "ontology", "prov", "sequence")
_EVENT_ID = re.compile(r"[0-9a-f]{16}")
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]")


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes IRIs under ``base`` (absolute, ends in ``/``, ``#`` or ``:``) and reads the ids out of them again.

    Raises ValueError for a base that is none. Every method that takes an id raises ShapeError where the id is empty or cannot
    be written in UTF-8.

    >>> Iris().event("317e784eca9eceeb")
    rdflib.term.URIRef('https://w3id.org/policy-event/event/317e784eca9eceeb')
    """

    base: str = BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ValueError(f"{self.base!r} is not an absolute IRI that ends in /, # or :")

    def graph(self, name: str) -> URIRef:
        """The graph ``name``, one of GRAPHS, or ``doc/{sha16}``."""
        return URIRef(f"{self.base}graph/{name}")

    def doc_graph(self, article: str) -> URIRef:
        """The graph of one article, by the article's id or the first 16 digits of it."""
        return self.graph(f"doc/{_encoded(article[:16])}")

    def article(self, article: str) -> URIRef:
        """The article itself, by its id or the first 16 digits of it."""
        return URIRef(f"{self.base}doc/{_encoded(article[:16])}")

    def mention(self, mention: str) -> URIRef:
        """A mention, by its id ``{sha16}/m/{start}-{end}-{type}``."""
        return URIRef(f"{self.base}doc/{_encoded(mention, safe='/')}")

    def evidence(self, article: str, span: Span) -> URIRef:
        """A passage of an article; all mentions with the same passage share it."""
        return URIRef(f"{self.article(article)}/x/{span.start}-{span.end}")

    def actor(self, actor: str) -> URIRef:
        """An actor, by its id."""
        return URIRef(f"{self.base}actor/{_encoded(actor)}")

    def event(self, event: str) -> URIRef:
        """An event, by its id."""
        return URIRef(f"{self.base}event/{_encoded(event)}")

    def judged(self, thing: str) -> URIRef:
        """An actor or an event that a judgement speaks of; 16 hex digits are an event's id, all else is an actor's."""
        return self.event(thing) if _EVENT_ID.fullmatch(thing) else self.actor(thing)

    def other(self, kind: str, name: str) -> URIRef:
        """What else a digest or a name tells apart: ``instrument``, ``office``, ``judgement``, ``run`` and the like."""
        return URIRef(f"{self.base}{kind}/{_encoded(name)}")

    def local(self, iri: str) -> str:
        """The id in an IRI made here: what follows ``actor/``, ``doc/`` and so on. Raises ValueError for an IRI of another base.

        >>> Iris().local("https://w3id.org/policy-event/actor/a%2Fb")
        'a/b'
        """
        kind, _, rest = iri.removeprefix(self.base).partition("/")
        if not iri.startswith(self.base) or not rest:
            raise ValueError(f"{iri} is not an IRI under {self.base}{kind if rest else ''}")
        return unquote(rest)

    def prefixes(self) -> dict[str, str]:
        """Prefixes of the data, beside those of the vocabulary."""
        return {name: f"{self.base}{name}/" for name in ("actor", "doc", "event", "graph", "instrument")}


def _encoded(name: str, safe: str = "") -> str:
    if not name:
        raise ShapeError("an id", "is empty", "give it at least one character")
    try:
        encoded = quote(name, safe=safe)
    except UnicodeEncodeError as error:
        raise ShapeError(ascii(name), "an id with a lone surrogate", "replace it by U+FFFD") from error
    # a segment of dots alone would climb to another IRI wherever a relative one is resolved
    return encoded.replace(".", "%2E") if set(name) == {"."} else encoded


def is_event_id(thing: str) -> bool:
    """Whether an id in a judgement is an event's: 16 hex digits; all others without a slash are actors' ids."""
    return _EVENT_ID.fullmatch(thing) is not None
