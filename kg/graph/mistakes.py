"""What is wrong with a SPARQL text that can be parsed, by line and column, and what was probably meant.

The text is never evaluated here. What stands in strings, IRIs and comments is looked over, so that nothing in them counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from kg import vocab
from kg.errors import QueryError

_HIDDEN = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
      | <[^<>"{}|^`\\\s]*> | \#[^\n]*""",
    re.VERBOSE | re.DOTALL,
)
DECLARED = re.compile(r"PREFIX\s+([\w-]*):", re.IGNORECASE)
PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w-]*):((?:[\w%-](?:[\w%.-]*[\w%-])?)?)")
_SERVICE = re.compile(r"(?<![\w?$:@-])SERVICE(?![\w:-])", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$:@-])FROM(?![\w:-])", re.IGNORECASE)
# Nothing but the ontology makes terms in the first two of these namespaces; a user's own ontology may add to the others.
_CLOSED = {vocab.PE: (*vocab.CLASSES, *vocab.PROPERTIES), vocab.STATUS: vocab.STATUSES}
TERMS = {**_CLOSED, vocab.TYPE: vocab.TYPES, vocab.CAP: vocab.TOPICS}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A term that the ontology does not have: where it stands, its prefixed name, its IRI, whether nobody else may
    have made it, and the nearest that there is."""

    place: str
    name: str
    iri: str
    closed: bool
    near: str | None


def masked(text: str) -> str:
    """The text with strings, IRIs and comments blanked out; as long as before, with the same lines.

    >>> masked("ASK { ?s <urn:a> 'b' }")
    'ASK { ?s             }'
    """
    return _HIDDEN.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0]) if "\n" not in found[0] else re.sub(r"[^\n]", " ", found[0])


def place(text: str, offset: int) -> str:
    """Line and column of a character, both from 1."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"


def refuse_service(text: str) -> None:
    """Raises QueryError for a query that would ask another server: a store answers from what it holds."""
    # a keyword cannot be written with escapes: Oxigraph takes them in strings and IRIs only
    found = _SERVICE.search(masked(text)) if "service" in text.lower() else None
    if found:
        raise QueryError(place(text, found.start()), "SERVICE is refused", "ask that server itself; this one answers from its own store")


def names_dataset(text: str) -> bool:
    """Whether the query says FROM which graphs it is answered."""
    return "from" in text.lower() and _FROM.search(masked(text)) is not None


def check_terms(text: str, prefixes: Mapping[str, str], known: Callable[[str], bool]) -> None:
    """Raises QueryError for a term of the ontology that there is none of; ``known`` says whether the store has an IRI."""
    # the quick way for what is right: nothing of the ontology's, wherever it stands, is unknown
    ours = ((name, TERMS[iri]) for name, iri in prefixes.items() if iri in TERMS and f"{name}:" in text)
    if all(local in terms or not local for name, terms in ours for local in _locals(name).findall(text)):
        return
    for doubt in _doubts(text, tuple(prefixes.items())):
        if doubt.closed or not known(doubt.iri):
            way_out = f"did you mean {doubt.near}?" if doubt.near else "the ontology lists what there is"
            raise QueryError(doubt.place, f"{doubt.name} is not a term of the ontology", way_out)


@lru_cache(maxsize=256)
def _locals(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(prefix)}:([\w%-]*)")


@lru_cache(maxsize=256)
def _doubts(text: str, prefixes: tuple[tuple[str, str], ...]) -> tuple[Doubt, ...]:
    shown = masked(text)
    declared = set(DECLARED.findall(shown))
    spaces = {name: iri for name, iri in prefixes if name not in declared}
    return tuple(_doubt(text, spaces, found) for found in PREFIXED.finditer(shown) if _unknown(spaces.get(found[1], ""), found[2]))


def _unknown(space: str, local: str) -> bool:
    return space in TERMS and local not in TERMS[space] and bool(local)


def _doubt(text: str, spaces: Mapping[str, str], found: re.Match[str]) -> Doubt:
    space = spaces[found[1]]
    near = [f"{found[1]}:{name}" for name in get_close_matches(found[2], TERMS[space], n=1, cutoff=0.6)]
    return Doubt(place(text, found.start()), found[0], space + found[2], space in _CLOSED, near[0] if near else None)
