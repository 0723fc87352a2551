"""Named questions, and how the words of a person become the values of their parameters.

A shipped query is a file ``queries/NAME.rq``: a comment that says what it asks, then SPARQL. Its parameters are all optional.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from typing import TypeAlias

from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.graph import find
from kg.graph.binding import fitted, parameters
from kg.graph.results import Answer
from kg.graph.store import Store
from kg.graph.terms import Term, boolean, day, decimal, integer, text

Value: TypeAlias = Term | str | date | bool | int | float
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class QueryInfo:
    """A shipped query: what it asks, in a sentence or two, and the names of its parameters."""

    name: str
    description: str
    parameters: tuple[str, ...]


def names() -> list[QueryInfo]:
    """The shipped queries, by name."""
    found = sorted(file.name.removesuffix(".rq") for file in files("kg.graph.queries").iterdir() if file.name.endswith(".rq"))
    return [_info(name) for name in found if not name.startswith("_")]


def load(name: str) -> str:
    """The text of a shipped query. Raises QueryError, naming the nearest, where there is none of that name."""
    file = files("kg.graph.queries").joinpath(f"{name}.rq")
    if not _NAME.fullmatch(name.removeprefix("_")) or not file.is_file():
        known = [info.name for info in names()]
        near = get_close_matches(name, known, n=2) or known
        raise QueryError(f"query {name!a}", "is not one of the shipped queries", f"use {' or '.join(near)}, a file that ends in .rq, or -e")
    return file.read_text(encoding="utf-8")


def run(store: Store, name_or_text: str, /, **bindings: Value | None) -> Answer:
    """Runs a shipped query by its name, or any SPARQL text, on Oxigraph; the prefixes of ``store.prefixes`` are known to it.

    Bindings are values of parameters that the query declares; None leaves one unbound. A word given for ``actor``, ``type``,
    ``topic`` or ``status`` is an id, an IRI or a name, one for ``event`` an id, with ``event:`` before it or not, or an IRI, one for
    ``since``, ``until`` or ``as_of`` a day such as 2031-05-06. Raises QueryError for a query that cannot be run, with line and column,
    and for a value that means nothing.
    """
    text_, terms = _bound(store, name_or_text, bindings)
    return store.query(text_, terms)


def filled(store: Store, name_or_text: str, /, **bindings: Value | None) -> str:
    """The text of a query with the values of its parameters in it. Raises QueryError as ``run`` does."""
    return store.filled(*_bound(store, name_or_text, bindings))


def _bound(store: Store, name_or_text: str, bindings: Mapping[str, Value | None]) -> tuple[str, dict[str, Term]]:
    shipped = bool(_NAME.fullmatch(name_or_text))
    query = load(name_or_text) if shipped else name_or_text
    declared = parameters(query)
    terms = {name: term(store, name, value) for name, value in bindings.items() if value is not None and name in declared}
    unknown = {name: text("") for name, value in bindings.items() if value is not None and name not in declared}
    return fitted(query, terms) if shipped and not unknown else query, terms | unknown


def term(store: Store, name: str, value: Value) -> Term:
    """The RDF term of a parameter's value; words are read as ``run`` says."""
    if isinstance(value, URIRef | Literal):
        return value
    for kinds, make in _MAKERS:
        if isinstance(value, kinds):
            made: Term = make(value)
            return made
    if name in _WORDS:
        return _WORDS[name](store, str(value))
    return text(str(value))


def _day(_: Store, words: str) -> Term:
    try:
        return day(date.fromisoformat(words))
    except ValueError as error:
        raise QueryError(f"day {words!a}", "is not a day", "write it as YYYY-MM-DD") from error


# bool before int: a bool is an int
_MAKERS: tuple[tuple[type, Callable[..., Term]], ...] = ((bool, boolean), (int, integer), (float, decimal), (date, day))
_WORDS: dict[str, Callable[[Store, str], Term]] = {
    "actor": find.actor_iri,
    "event": lambda store, words: URIRef(words) if words.startswith(store.iris.base) else store.iris.event(words.removeprefix("event:")),
    "type": find.type_iri,
    "topic": find.topic_iri,
    "status": lambda _, words: find.status_iri(words),
    "since": _day,
    "until": _day,
    "as_of": _day,
}


def _info(name: str) -> QueryInfo:
    query = load(name)
    comment: list[str] = []
    for line in query.splitlines():
        words = line.removeprefix("#").strip()
        if not line.startswith("#") or not words:
            break
        comment.append(words)
    return QueryInfo(name, " ".join(comment), parameters(query))
