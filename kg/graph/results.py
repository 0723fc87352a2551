"""The answer to a SPARQL query, and its forms: rows of text, CSV, TSV, JSON, XML, HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from rdflib import Literal, URIRef, Variable
from rdflib.query import Result

from kg.errors import QueryError
from kg.graph.terms import Term

# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKING = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, in its order; None is an unbound variable.

    ASK gives one row of one boolean, with ``boolean`` set. CONSTRUCT and DESCRIBE give rows of subject, predicate and object, sorted.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    boolean: bool | None = None

    def dicts(self) -> Iterator[dict[str, Term]]:
        """The rows as mappings, without what is unbound."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


def table(answer: Answer) -> list[tuple[str, ...]]:
    """The rows as text for people: names of the columns first, IRIs and literals bare, unbound as "".

    >>> table(Answer(("n",), ((Literal("5"),), (None,))))
    [('n',), ('5',), ('',)]
    """
    return [answer.variables, *(tuple("" if term is None else str(term) for term in row) for row in answer.rows)]


def serialise(answer: Answer, form: str) -> str:
    """The answer in one of FORMS other than ``table``, which is the door's; text that ends in a newline.

    Raises QueryError for a form that there is none of.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise QueryError(f"format {form!r}", "is not one of the formats of a query", f"use one of {', '.join(FORMS)}")
    return writer(answer).rstrip("\n") + "\n"


def _by_rdflib(form: str) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        data = _result(answer).serialize(format=form)
        return "" if data is None else data.decode("utf-8").replace("\r\n", "\n")

    return write


def _csv(answer: Answer) -> str:
    lines = (",".join(_csv_cell(cell) for cell in row) for row in table(answer))
    return "\n".join(lines)


def _csv_cell(cell: str) -> str:
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if any(character in cell for character in '",\r\n') else cell


def _xml(answer: Answer) -> str:
    def clean(term: Term | None) -> Term | None:
        if not isinstance(term, Literal):
            return term
        return Literal(_NOT_XML.sub("\ufffd", term), lang=term.language, datatype=term.datatype, normalize=False)

    rows = tuple(tuple(map(clean, row)) for row in answer.rows)
    return _by_rdflib("xml")(Answer(answer.variables, rows, answer.boolean))


def _tsv(answer: Answer) -> str:
    """As the W3C's format for TSV has it: terms in the syntax of Turtle."""
    head = "\t".join(f"?{name}" for name in answer.variables)
    return "\n".join([head, *("\t".join(map(_turtle, row)) for row in answer.rows)])


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, URIRef):
        return f"<{term}>"
    lexical = str(term).replace("\\", "\\\\").replace('"', '\\"').translate(_LINE_BREAKING)
    tail = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
    return f'"{lexical}"{tail}'


def _html(answer: Answer) -> str:
    """A table; all of it is text, IRIs too: nothing that came from an article can become a link or a script."""
    head, *rows = table(answer)

    def line(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(_NOT_XML.sub(chr(0xFFFD), cell))}</{tag}>" for cell in cells) + "</tr>"

    body = "\n".join(line(row, "td") for row in rows)
    return f"<table>\n<thead>{line(head, 'th')}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _result(answer: Answer) -> Result:
    if answer.boolean is not None:
        result = Result("ASK")
        result.askAnswer = answer.boolean
        return result
    result = Result("SELECT")
    result.vars = [Variable(name) for name in answer.variables]
    result.bindings = [{Variable(name): term for name, term in row.items()} for row in answer.dicts()]
    return result


_WRITERS: dict[str, Callable[[Answer], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _by_rdflib("json"),
    "xml": _xml,
    "html": _html,
}
FORMS = ("table", *_WRITERS)
