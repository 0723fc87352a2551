"""Actor files in, actors out: Turtle as the ontology has it, or a CSV table made in a spreadsheet.

The file is the user's own knowledge: what stands in it wins over what a language model guesses.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OntologyError
from kg.model import KINDS, Actor, Office, digest
from kg.resources import seeds

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_PE = "https://w3id.org/policy-event/ns#"
_ORG = "http://www.w3.org/ns/org#"
_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# the first that applies wins: a city that is also typed as an organisation is a place
_KIND_OF_CLASS = {
    "Person": "person",
    "Country": "place",
    "State": "place",
    "City": "place",
    "GovernmentOrganization": "body",
    "NewsMediaOrganization": "body",
    "Organization": "body",
    "Audience": "group",
}
COUNTRIES = "countries.ttl"
SHIPPED = ("actors.ttl", COUNTRIES)
_QID = re.compile(r"Q[1-9]\d*")
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")
_COLUMNS = ("id", "name", "kind", "aliases", "wikidata")


def read_actors(path: Path) -> tuple[Actor, ...]:
    """The actors of a Turtle (``.ttl``) or CSV (``.csv``) file, sorted by id.

    Turtle: ``pe:Actor`` with ``skos:prefLabel``, ``skos:altLabel``, a schema.org class and ``schema:sameAs`` a Wikidata entity;
    ``pe:OfficeHolding`` with ``org:member``, ``schema:roleName`` and, where known, ``org:organization``, ``schema:startDate``
    and ``schema:endDate``. CSV: a header line with ``name`` and ``kind`` and, where wanted, ``id``, ``aliases`` (separated by
    ``|``) and ``wikidata``; without an id the actor gets the one of ``actor_id``.

    Raises OntologyError, naming the line or the actor, for a file that cannot be read or does not say what it must.
    """
    text = _text(path)
    if path.suffix.lower() == ".ttl":
        actors: Iterable[Actor] = _from_turtle(text, str(path))
    elif path.suffix.lower() == ".csv":
        actors = _from_csv(text, str(path))
    else:
        raise OntologyError(str(path), "an actor file is neither .ttl nor .csv", "save it as one of the two")
    return tuple(sorted(actors, key=lambda actor: actor.id))


@cache
def default_actors() -> tuple[Actor, ...]:
    """The actors that come with the package, sorted by id. Raises OntologyError when a file is missing or broken."""
    found = (actor for name in SHIPPED for actor in read_actors(seeds() / name))
    return tuple(sorted(found, key=lambda actor: actor.id))


@cache
def default_metonyms() -> dict[str, str]:
    """The names of countries by what stands for them where they act: "Beijing" and "Chinese" for China.

    Raises OntologyError when the file is missing or broken.
    """
    return {word: country for table in (_country_words("demonym"), _country_words("metonym")) for word, country in table}


@cache
def default_demonyms() -> dict[str, str]:
    """The names of countries by their adjectives alone: "Chinese" for China. Raises as ``default_metonyms`` does."""
    return dict(_country_words("demonym"))


@cache
def country_codes() -> dict[str, str]:
    """The names of countries by their codes in ISO 3166, two letters. Raises as ``default_metonyms`` does."""
    from rdflib import URIRef

    path = seeds() / COUNTRIES
    graph = _graph(_text(path), str(path))
    codes = sorted(graph.subject_objects(URIRef(_SKOS + "notation")))
    return {str(code): _labels(graph, country, _SKOS + "prefLabel")[0] for country, code in codes}


def _country_words(local: str) -> list[tuple[str, str]]:
    from rdflib import URIRef

    path = seeds() / COUNTRIES
    graph = _graph(_text(path), str(path))
    words = sorted(graph.subject_objects(URIRef(_PE + local)))
    return [(str(word), _labels(graph, subject, _SKOS + "prefLabel")[0]) for subject, word in words]


def actor_id(name: str, scope: str = "") -> str:
    """The id of an actor that no file names: readable, safe in an IRI, the same on every run and in any letter case.

    ``scope`` keeps apart what is called by one name in different places, such as the "officials" of two articles.

    >>> actor_id("Jane Doe") == actor_id("JANE DOE")
    True
    >>> actor_id("Jane Doe")[:9]
    'jane-doe-'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "actor"
    return f"{slug}-{digest(name.casefold(), *([scope] if scope else []), length=8)}"


def _text(path: Path) -> str:
    """The file as text; raises OntologyError when it cannot be had."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OntologyError(str(path), f"the actor file cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise OntologyError(str(path), f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error


# --- Turtle ---------------------------------------------------------------------------------------------------------


def _from_turtle(text: str, place: str) -> Iterator[Actor]:
    from rdflib import URIRef

    graph = _graph(text, place)
    offices = _offices(graph, place)
    seen: dict[str, Node] = {}
    for subject in sorted(graph.subjects(URIRef(_TYPE), URIRef(_PE + "Actor")), key=str):
        actor = _actor(graph, subject, offices.pop(subject, ()), place)
        if actor.id in seen:
            raise OntologyError(f"{place}: {subject}", f"{seen[actor.id]} ends in the same id", "rename one of the two")
        seen[actor.id] = subject
        yield actor
    if offices:
        stranger = min(offices, key=str)
        raise OntologyError(f"{place}: {stranger}", "an office names it, but it is no pe:Actor", "add the actor or correct org:member")


def _graph(text: str, place: str) -> Graph:
    """The parsed Turtle; raises OntologyError with the line of the mistake."""
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph().parse(data=text, format="turtle", publicID="https://w3id.org/policy-event/actor/")
    except BadSyntax as error:
        why = " ".join(str(error._why).split())
        raise OntologyError(f"{place}:{error.lines + 1}", f"not Turtle ({why})", "correct the line") from error


def _actor(graph: Graph, subject: Node, offices: Iterable[Office], place: str) -> Actor:
    names = _labels(graph, subject, _SKOS + "prefLabel")
    if not names:
        raise OntologyError(f"{place}: {subject}", "an actor without a name", "add a skos:prefLabel")
    aliases = {*_labels(graph, subject, _SKOS + "altLabel"), *names[1:]} - {names[0]}
    return Actor(
        id=_local(subject, place),
        name=names[0],
        kind=_kind(graph, subject),
        aliases=tuple(sorted(aliases)),
        offices=tuple(sorted(offices, key=lambda office: (office.begin or date.min, office.title, office.end or date.max))),
        wikidata=_wikidata(graph, subject),
    )


def _offices(graph: Graph, place: str) -> dict[Node, list[Office]]:
    """The offices of every member, whether or not the member is described as an actor."""
    from rdflib import URIRef

    found: dict[Node, list[Office]] = {}
    for holding in sorted(graph.subjects(URIRef(_TYPE), URIRef(_PE + "OfficeHolding")), key=str):
        member = graph.value(holding, URIRef(_ORG + "member"), any=True)
        titles = _labels(graph, holding, _SCHEMA + "roleName")
        if member is None or not titles:
            raise OntologyError(f"{place}: {holding}", "an office without holder or title", "give it org:member and schema:roleName")
        body = graph.value(holding, URIRef(_ORG + "organization"), any=True)
        begin, end = (_day(graph, holding, name, place) for name in ("startDate", "endDate"))
        if begin and end and begin > end:
            raise OntologyError(f"{place}: {holding}", f"the office begins on {begin} and ends before it", "swap the dates")
        found.setdefault(member, []).append(Office(titles[0], begin, end, None if body is None else _local(body, place)))
    return found


def _labels(graph: Graph, subject: Node, predicate: str) -> list[str]:
    """The English or untagged literals, English ones first, then by the alphabet; blank ones are left out."""
    from rdflib import Literal, URIRef

    values = [value for value in graph.objects(subject, URIRef(predicate)) if isinstance(value, Literal)]
    ours = [(value.language is None, " ".join(value.split())) for value in values if (value.language or "en").split("-")[0] == "en"]
    return [words for _, words in sorted(ours) if words]


def _kind(graph: Graph, subject: Node) -> str:
    from rdflib import URIRef

    classes = {str(value) for value in graph.objects(subject, URIRef(_TYPE))}
    return next((kind for name, kind in _KIND_OF_CLASS.items() if _SCHEMA + name in classes), "unknown")


def _wikidata(graph: Graph, subject: Node) -> str | None:
    from rdflib import URIRef

    matches = (_WIKIDATA.fullmatch(str(value)) for value in graph.objects(subject, URIRef(_SCHEMA + "sameAs")))
    return min((match[1] for match in matches if match), default=None)


def _day(graph: Graph, subject: Node, name: str, place: str) -> date | None:
    from rdflib import URIRef

    value = graph.value(subject, URIRef(_SCHEMA + name), any=True)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise OntologyError(f"{place}: {subject}", f"schema:{name} {str(value)!r} is no day", "write it as YYYY-MM-DD") from error


def _local(node: Node, place: str) -> str:
    """The last part of an IRI."""
    local = re.split(r"[/#]", str(node))[-1]
    if not local:
        raise OntologyError(f"{place}: {node}", "the IRI ends without a name", "add one after the last slash")
    return local


# --- CSV ------------------------------------------------------------------------------------------------------------


def _from_csv(text: str, place: str) -> Iterator[Actor]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    lines: dict[str, int] = {}
    for row, line in _rows(reader, place):
        actor = _actor_of_row(row, f"{place}:{line}")
        if actor.id in lines:
            raise OntologyError(f"{place}:{line}", f"line {lines[actor.id]} has the id {actor.id!r} too", "give one of them another id")
        lines[actor.id] = line
        yield actor


def _rows(reader: csv.DictReader[str], place: str) -> Iterator[tuple[dict[str, str], int]]:
    """The rows that are not blank, each with the line that it ends on."""
    try:
        header = reader.fieldnames or ()
        for column in ("name", "kind"):
            if column not in header:
                raise OntologyError(f"{place}:1", f"no column {column!r}", f"begin the file with a line such as {','.join(_COLUMNS)}")
        for row in reader:
            if None in row:
                raise OntologyError(f"{place}:{reader.line_num}", "more cells than columns", "put quotes around a cell with a comma")
            yield {key: " ".join((value or "").split()) for key, value in row.items()}, reader.line_num
    except csv.Error as error:
        raise OntologyError(f"{place}:{reader.line_num}", f"not CSV ({error})", "correct the line") from error


def _actor_of_row(row: dict[str, str], place: str) -> Actor:
    name, kind, wikidata = row["name"], row["kind"].lower() or "unknown", row.get("wikidata") or None
    if not name:
        raise OntologyError(place, "an actor without a name", "fill the column name")
    if kind not in KINDS:
        raise OntologyError(place, f"the kind {kind!r} is unknown", f"use one of {', '.join(KINDS)}")
    if wikidata and not _QID.fullmatch(wikidata):
        raise OntologyError(place, f"{wikidata!r} is no Wikidata id", "write it as Q and digits")
    if not re.fullmatch(r"[\w.~-]*", row.get("id", "")):
        raise OntologyError(place, f"the id {row['id']!r} has other signs than letters, digits and -._~", "change it")
    aliases = {alias.strip() for alias in row.get("aliases", "").split("|")} - {"", name}
    return Actor(row.get("id") or actor_id(name), name, kind, tuple(sorted(aliases)), wikidata=wikidata)
