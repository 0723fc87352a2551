"""What to say of a text that is not SPARQL: one line with the place, what stands there, and what was probably meant.

Oxigraph's parser says where it gave up, and lists all that it would have taken there, of which little is to the point. Looked for first
is what people get wrong: a prefix, a word, a bracket or a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kg.errors import QueryError
from kg.graph.mistakes import DECLARED, PREFIXED, TERMS, masked, place

_ERROR_PLACE = re.compile(r"error at (\d+):(\d+):? ?(.*)", re.DOTALL)
_SAID = re.compile(r"\b[A-Z][\w']*(?: [\w']+){3,}")
_UPDATE = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[\w-]*:|BASE))*\s*", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w?$:@%-])[A-Za-z_]\w{2,}(?![\w:-])")
_HERE = re.compile(r"\S{1,20}")
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        """
        ABS ADD ALL AND ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY COUNT CREATE
        DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP
        GROUP_CONCAT HAVING HOURS INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LATERAL LCASE LIMIT
        LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND
        SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
        STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TO TRUE UCASE UNDEF UNION URI USING UUID VALUES WHERE WITH YEAR
        """,
    )
)


def syntax_error(message: str, text: str, prefixes: Mapping[str, str]) -> QueryError:
    """The error for a text that Oxigraph cannot parse; ``message`` is what it says of it."""
    shown = masked(text)
    match = _ERROR_PLACE.match(message)
    where = f"line {match[1]}, column {match[2]}" if match else "the query"
    if _UPDATE.match(shown, _end_of_prologue(shown)):
        return QueryError(where, "is not SPARQL for a query: it is an update", "a store is changed by kg's commands only")
    likely = (*_prefixes(text, shown, prefixes), *_words(text, shown, prefixes), *_open_ends(text, shown))
    return likely[0] if likely else _elsewhere(where, message, text)


def _prefixes(text: str, shown: str, prefixes: Mapping[str, str]) -> Iterator[QueryError]:
    known = {*prefixes, *DECLARED.findall(shown)}
    for found in PREFIXED.finditer(shown):
        if found[1] not in known:
            near = get_close_matches(found[1], sorted(known), n=1, cutoff=0.6)
            meant = f"did you mean {near[0]}:? Else " if near else ""
            way_out = f"{meant}write PREFIX {found[1]}: <...> first, or use one of {', '.join(sorted(prefixes))}"
            yield QueryError(place(text, found.start()), f"the prefix {found[1]}: is not known", way_out)


def _words(text: str, shown: str, prefixes: Mapping[str, str]) -> Iterator[QueryError]:
    """For each bare word that is almost a keyword or a term of the ontology, that one."""
    terms = {local.upper(): f"{name}:{local}" for name, iri in prefixes.items() if iri in TERMS for local in TERMS[iri]}
    for found in _WORD.finditer(shown):
        word = found[0].upper()
        if word in _KEYWORDS:
            continue
        for near in get_close_matches(word, [*_KEYWORDS, *terms], n=1, cutoff=0.8):
            yield QueryError(place(text, found.start()), f"{found[0]} is not SPARQL", f"did you mean {terms.get(near, near)}?")


def _open_ends(text: str, shown: str) -> Iterator[QueryError]:
    for quote in ('"', "'"):
        if quote in shown:
            yield QueryError(
                place(text, shown.index(quote)), f"is not SPARQL: the string that begins with {quote} does not end", "close it"
            )
    opened: list[int] = []
    for offset, sign in enumerate(shown):
        if sign == "{":
            opened.append(offset)
        elif sign == "}" and not opened:
            yield QueryError(place(text, offset), "is not SPARQL: the } closes nothing", "take it out, or open it")
            return
        elif sign == "}":
            opened.pop()
    if opened:
        yield QueryError(place(text, opened[-1]), "is not SPARQL: the { is not closed", "close it with }")


def _elsewhere(where: str, message: str, text: str) -> QueryError:
    """What is left to say: the parser's own sentence, where it has one, or what stands where it gave up."""
    said = _SAID.search(message)
    match = _ERROR_PLACE.match(message)
    if said or match is None:
        return QueryError(where, f"is not SPARQL: {said[0] if said else ' '.join(message.split())[:200]}", "correct the query")
    lines = text.split("\n")
    line = lines[int(match[1]) - 1] if int(match[1]) <= len(lines) else ""
    rest = _HERE.search(line, max(0, int(match[2]) - 1))
    here = f"it cannot be read at {rest[0]!a}" if rest else "something is missing here"
    return QueryError(where, f"is not SPARQL: {here}", "correct the query")


def _end_of_prologue(shown: str) -> int:
    found = _PROLOGUE.match(shown)
    return found.end() if found else 0
