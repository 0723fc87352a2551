"""Binds the parameters of a SPARQL query, on any engine.

A query declares its parameters in one row of VALUES in which all is undefined, and runs as it stands with none of them bound:

    VALUES (?actor ?since) { (UNDEF UNDEF) }

Binding fills that row with whole terms, written by the store's own serialiser. (The other way, the substitutions of pyoxigraph 0.5,
leaves FILTERs and subqueries unbound without a word, and a remote endpoint has none.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import QueryError

# Strings, IRIs and comments come first, so that a VALUES inside of them is not taken for one.
_TOKEN = re.compile(
    r"""(?:\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
        | <[^<>"{}|^`\\\s]*> | \#[^\n]*)
      | (?<![\w?$:-])VALUES\s*\(\s*(?P<names>(?:[?$]\w+\s*)+)\)\s*\{\s*\(\s*(?P<cells>(?:UNDEF\s*)+)\)\s*\}""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def parameters(query: str) -> tuple[str, ...]:
    """The names of a query's parameters, in the order in which it declares them.

    >>> parameters("SELECT * { VALUES (?actor ?since) { (UNDEF UNDEF) } ?s ?p ?o }")
    ('actor', 'since')
    """
    found = (match["names"] for match in _TOKEN.finditer(query) if match["names"])
    return tuple(dict.fromkeys(name.strip("?$") for names in found for name in names.split()))


def bound(query: str, values: Mapping[str, str]) -> str:
    """The query with its parameters filled in; ``values`` are terms in the syntax of N-Triples.

    Raises QueryError for a value that the query has no parameter for.

    >>> bound("SELECT * { VALUES (?a ?b) { (UNDEF UNDEF) } ?a ?b ?c }", {"b": "<p:q>"})
    'SELECT * { VALUES (?a ?b) { (UNDEF <p:q>) } ?a ?b ?c }'
    """
    known = parameters(query)
    for name in values:
        if name not in known:
            has = "?" + ", ?".join(known) if known else "none"
            raise QueryError(f"?{name}", f"the query has no such parameter (it has {has})", f"declare it: VALUES (?{name}) {{ (UNDEF) }}")

    def fill(match: re.Match[str]) -> str:
        names = [name.strip("?$") for name in (match["names"] or "").split()]
        if len(names) != len((match["cells"] or "").split()) or not any(name in values for name in names):
            return match[0]
        head = " ".join(f"?{name}" for name in names)
        return f"VALUES ({head}) {{ ({' '.join(values.get(name, 'UNDEF') for name in names)}) }}"

    return _TOKEN.sub(fill, query)
