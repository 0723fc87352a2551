"""Binds the parameters of a SPARQL query, on any engine.

A query declares its parameters in one row of VALUES in which all is undefined, and runs as it stands with none of them bound:

    VALUES (?actor ?since) { (UNDEF UNDEF) }

Binding fills that row with whole terms, written by the store's own serialiser. (The other way, the substitutions of pyoxigraph 0.5,
leaves FILTERs and subqueries unbound without a word, and a remote endpoint has none.)

The shipped queries say what a parameter does in a line of its own, which engines work out row by row:

    FILTER(!BOUND(?actor) || EXISTS { GRAPH graph:canonical { ?event pe:agent|pe:target ?actor } })

``fitted`` makes of that what it comes to: nothing for a parameter without a value, else a join that an engine begins with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

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


_ROW = re.compile(r"(?P<space> *)VALUES \((?P<names>[^)]*)\) \{ \((?:UNDEF ?)+\) \}\n")
_CONDITION = re.compile(r"(?P<space> *)FILTER\(!BOUND\(\?(?P<name>\w+)\) \|\| (?P<rest>.*)\)\n")
_EXISTS = re.compile(r"EXISTS \{ (?P<pattern>.*) \}")
_VARIABLE = re.compile(r"\?\w+")


def fitted(query: str, given: Collection[str]) -> str:
    """A shipped query cut to the parameters that have a value: the same answers, in less time.

    A condition on one of the others is left out, and so are they. ``EXISTS { pattern }`` becomes a join with the solutions of the
    pattern, whose variables must all stand in the query, right behind the row that declares the parameter.

    >>> print(fitted("ASK {\\n  VALUES (?a ?b) { (UNDEF UNDEF) }\\n  ?x ?y ?b\\n  FILTER(!BOUND(?a) || ?x > ?a)\\n}\\n", ["b"]))
    ASK {
      VALUES (?b) { (UNDEF) }
      ?x ?y ?b
    }
    <BLANKLINE>
    """
    lines: list[str] = []
    rows, known = {"": 0}, parameters(query)
    for line in query.splitlines(keepends=True):
        row, condition = _ROW.fullmatch(line), _CONDITION.fullmatch(line)
        if row:
            rows[row["space"]] = len(lines)
        if condition is None or condition["name"] not in known:
            lines.append(line)
        elif condition["name"] in given:
            _apply(condition, lines, rows)
    return "".join(_declared(lines, given))


def _apply(condition: re.Match[str], lines: list[str], rows: Mapping[str, int]) -> None:
    """Adds the condition to the lines: to the row of its own group where it is a join, else as a FILTER; ``rows`` by their indents."""
    space, rest = condition["space"], condition["rest"]
    shared = _EXISTS.fullmatch(rest)
    if shared:
        lines[rows[space]] += space + _join(condition["name"], shared["pattern"])
    else:
        lines.append(f"{space}FILTER({rest})\n")


def _join(name: str, pattern: str) -> str:
    shared = " ".join(dict.fromkeys(found for found in _VARIABLE.findall(pattern) if found != f"?{name}"))
    return f"{{ SELECT DISTINCT {shared} WHERE {{ VALUES (?{name}) {{ (UNDEF) }} {pattern} }} }}\n"


def _declared(lines: list[str], given: Collection[str]) -> Iterator[str]:
    """The lines, with rows of those parameters only that have a value and stand in another line."""
    used = {name for line in lines if not line.startswith("#") and not _ROW.match(line) for name in _VARIABLE.findall(line)}
    for line in lines:
        row = _ROW.match(line)
        if row:
            names = [name for name in row["names"].split() if name in used and name[1:] in given]
            # a row for each: Virtuoso fails on one of several, in some queries
            yield "".join(f"{row['space']}VALUES ({name}) {{ (UNDEF) }}\n" for name in names) + line[row.end() :]
        else:
            yield line
