"""The answers of the SPARQL 1.1 Protocol: which form is wanted, and the answer in it.

Results of SELECT and ASK come as JSON, XML, CSV, TSV or a table in HTML; graphs as Turtle, N-Triples, RDF/XML or JSON-LD. What comes
from a store is escaped in each of them by its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from json.encoder import encode_basestring
from typing import Any

from kg.errors import QueryError
from kg.graph.asking import Rows
from kg.graph.lookup import SMALL, is_lookup
from kg.graph.oxigraph import parts
from kg.graph.store import Store
from kg.graph.syntax import graph_bytes

JSON, XML, CSV, TSV, HTML = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/html",
)
RESULTS = {JSON: JSON, "application/json": JSON, XML: XML, "application/xml": XML, CSV: CSV, TSV: TSV, HTML: HTML}
"""What can be asked for, and the form that it gives; the first is what is given to those who take anything."""

GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a status of HTTP, a media type, the body, and whether rows were left out."""

    status: int
    media: str
    body: bytes
    cut: bool = False

    def __reduce__(self) -> tuple[type[Reply], tuple[int, str, bytes, bool]]:
        """Every reply comes out of another process: this way is quicker than that of a dataclass with slots."""
        return Reply, (self.status, self.media, self.body, self.cut)


def negotiate(accept: str, offered: Iterable[str]) -> str | None:
    """The media type of ``offered``, best first, that an Accept header likes best; None where it likes none.

    >>> negotiate("text/csv;q=0.5, text/*;q=0.1, */*;q=0.2", ["application/json", "text/html", "text/csv"])
    'text/csv'
    """
    return _liked(accept or "*/*", tuple(offered))


@lru_cache(maxsize=256)
def _liked(accept: str, offered: tuple[str, ...]) -> str | None:
    wanted = _ranges(accept)
    best, chosen = 0.0, None
    for media in offered:
        quality = _quality(media, wanted)
        if quality > best:
            best, chosen = quality, media
    return chosen


def _ranges(accept: str) -> dict[str, float]:
    wanted: dict[str, float] = {}
    for item in accept.split(",")[:64]:
        media, *parameters = item.split(";")
        found = [match[1] for parameter in parameters if (match := _QUALITY.fullmatch(parameter))]
        wanted.setdefault(media.strip().lower(), float(found[0]) if found else 1.0)
    return wanted


def _quality(media: str, wanted: dict[str, float]) -> float:
    for pattern in (media, f"{media.split('/')[0]}/*", "*/*"):
        if pattern in wanted:
            return wanted[pattern]
    return 0.0


def answer(store: Store, text: str, defaults: Sequence[str], named: Sequence[str], accept: str, most: int) -> Reply:
    """Runs a query and gives its answer in the form that ``accept`` likes best, 406 where it likes none; at most ``most`` rows.

    Raises QueryError for a text that is no query, or one that fails.
    """
    try:
        rows = store.engine.ask(text, store.prefixes, defaults, named, most)
    except ValueError as error:
        raise QueryError("the dataset", "is named by something that is no IRI", "give absolute IRIs") from error
    if rows.kind == "graph":
        media = negotiate(accept, GRAPHS)
        return _refused(GRAPHS) if media is None else Reply(200, media, graph_bytes(rows.rows, media, store.prefixes), rows.cut)
    wanted = negotiate(accept, RESULTS)
    if wanted is None:
        return _refused(RESULTS)
    return Reply(200, RESULTS[wanted], _WRITERS[RESULTS[wanted]](rows).encode("utf-8"), rows.cut)


def short_answer(store: Store, text: str, accept: str, most: int) -> Reply | None:
    """The answer to a lookup (``kg.graph.lookup``) at once; None for any other query, another form, and what may have ``most`` rows.

    Raises QueryError for a text that is no query.
    """
    if RESULTS.get(negotiate(accept, RESULTS) or "") != JSON or not is_lookup(text):
        return None
    # the shortest of rows has three bytes, "{},": what is shorter than all of those has less rows
    body = store.engine.short(text, store.prefixes, min(SMALL, 3 * most))
    return None if body is None else Reply(200, JSON, body)


def _refused(offered: Iterable[str]) -> Reply:
    return Reply(406, "text/plain", f"there is no such form; there are {', '.join(offered)}\n".encode())


# ---- writers; each gets the engine's own terms, and keeps the form of those that come again

_part = lru_cache(maxsize=65536)(parts)


@lru_cache(maxsize=65536)
def _json_term(term: Any) -> str:
    kind, value, datatype, language = parts(term)
    extra = f',"xml:lang":{_quoted(language)}' if language else f',"datatype":{_quoted(datatype)}' if datatype else ""
    return f'{{"type":"{kind}","value":{_quoted(value)}{extra}}}'


def _quoted(text: str) -> str:
    return encode_basestring(text)


def _json(rows: Rows) -> str:
    if rows.kind == "boolean":
        return f'{{"head":{{}},"boolean":{str(rows.boolean).lower()}}}'
    heads = [f"{_quoted(name)}:" for name in rows.names]
    places = range(len(heads))
    lines = ["{" + ",".join([heads[i] + _json_term(row[i]) for i in places if row[i] is not None]) + "}" for row in rows.rows]
    return f'{{"head":{{"vars":[{",".join(map(_quoted, rows.names))}]}},"results":{{"bindings":[{",".join(lines)}]}}}}'


@lru_cache(maxsize=65536)
def _xml_term(term: Any) -> str:
    kind, value, datatype, language = parts(term)
    body = escape(_NOT_XML.sub("\ufffd", value)).replace("\r", "&#13;")
    extra = f' xml:lang="{escape(language)}"' if language else f' datatype="{escape(datatype)}"' if datatype else ""
    return f"<{kind}{extra}>{body}</{kind}>"


def _xml(rows: Rows) -> str:
    head = "".join(f'<variable name="{escape(name)}"/>' for name in rows.names)
    if rows.kind == "boolean":
        body = f"<boolean>{str(rows.boolean).lower()}</boolean>"
    else:
        starts = [f'<binding name="{escape(name)}">' for name in rows.names]
        lines = (
            "".join(f"{starts[i]}{_xml_term(row[i])}</binding>" for i in range(len(starts)) if row[i] is not None) for row in rows.rows
        )
        body = f"<results>{''.join(f'<result>{line}</result>' for line in lines)}</results>"
    return f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head>{body}</sparql>'


def _csv(rows: Rows) -> str:
    if rows.kind == "boolean":
        return f"{str(rows.boolean).lower()}\r\n"
    lines = (",".join("" if term is None else _csv_cell(_part(term)[1]) for term in _cells(rows, row)) for row in rows.rows)
    return "".join(f"{line}\r\n" for line in (",".join(rows.names), *lines))


def _csv_cell(cell: str) -> str:
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if any(sign in cell for sign in '",\r\n') else cell


def _tsv(rows: Rows) -> str:
    if rows.kind == "boolean":
        return f"{str(rows.boolean).lower()}\n"
    lines = ("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in _cells(rows, row)) for row in rows.rows)
    # the engine's own syntax of a term has no bare tab or line break but a tab, which TSV cannot hold
    return "".join(f"{line}\n" for line in ("\t".join(f"?{name}" for name in rows.names), *lines))


def _cells(rows: Rows, row: Any) -> list[Any]:
    return [row[place] for place in range(len(rows.names))]


def _html(rows: Rows) -> str:
    """A table; all of it is text, IRIs too: nothing that came from an article can become a link or a script."""
    names, lines = (("answer",), [[str(rows.boolean).lower()]]) if rows.kind == "boolean" else (rows.names, _shown(rows))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>\n" for line in lines)
    title = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Answer</title></head><body>'
    return f"{title}<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></body></html>\n"


def _shown(rows: Rows) -> list[list[str]]:
    return [["" if term is None else _NOT_XML.sub("\ufffd", _part(term)[1]) for term in _cells(rows, row)] for row in rows.rows]


_WRITERS: dict[str, Callable[[Rows], str]] = {JSON: _json, XML: _xml, CSV: _csv, TSV: _tsv, HTML: _html}
