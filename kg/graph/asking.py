"""Asking: SPARQL on Oxigraph, with the parameters filled in, terms checked and every mistake told in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from kg.errors import QueryError
from kg.graph import mistakes
from kg.graph.binding import bound
from kg.graph.held import Held
from kg.graph.oxigraph import Terms, line, node, ox, told, written
from kg.graph.results import Answer
from kg.graph.syntax_errors import syntax_error
from kg.graph.terms import Term, boolean

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer in the engine's own terms: ``kind`` is rows, graph or boolean; ``cut`` says that there was more."""

    kind: str
    names: tuple[str, ...]
    rows: tuple[Any, ...]
    cut: bool
    boolean: bool | None


class Asking(Held):
    """What a store answers."""

    def query(self, text: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str], union: bool) -> Answer:
        """Runs a query; see ``Store.query``."""
        with _in_words(text, prefixes):
            # a query that says FROM which graphs has its own default graph
            all_graphs = union and not mistakes.names_dataset(text)
            return _answer(self._asked(self.filled(text, bindings), prefixes, use_default_graph_as_union=all_graphs))

    def ask(self, text: str, prefixes: Mapping[str, str], defaults: Sequence[str], named: Sequence[str], most: int) -> Rows:
        """Runs a query as the SPARQL protocol has it; with ``defaults`` or ``named`` these graphs are the dataset.

        At most ``most`` rows are worked out. Without a dataset the default graph is all graphs together.
        """
        dataset: dict[str, Any] = {"use_default_graph_as_union": not mistakes.names_dataset(text)}
        if defaults or named:
            dataset = {"default_graph": [*map(node, defaults)], "named_graphs": [*map(node, named)]}
        with _in_words(text, prefixes):
            found = self._asked(text, prefixes, **dataset)
            if isinstance(found, ox.QueryBoolean):
                return Rows("boolean", (), (), False, bool(found))
            kind = "graph" if isinstance(found, ox.QueryTriples) else "rows"
            names = () if isinstance(found, ox.QueryTriples) else tuple(variable.value for variable in found.variables)
            rows = tuple(islice(found, most + 1))
            return Rows(kind, names, rows[:most], len(rows) > most, None)

    def short(self, text: str, prefixes: Mapping[str, str], most: int) -> bytes | None:
        """The answer to a SELECT or ASK without a dataset of its own, as SPARQL results in JSON; None once they have ``most`` bytes.

        The rows are worked out as they are written, and no more of them than some thousand bytes too many.
        """
        out = _Short(most)
        with _in_words(text, prefixes):
            found = self._asked(text, prefixes, use_default_graph_as_union=True)
            try:
                found.serialize(out, cast("Any", ox.QueryResultsFormat.JSON))
            except _TooLongError:
                return None
        return out.getvalue()

    def check(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Parses a query; see ``Store.check``."""
        with _in_words(text, prefixes):
            self._asked(text, prefixes)

    def _asked(self, text: str, prefixes: Mapping[str, str], **dataset: Any) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """What Oxigraph gives, with its rows still to come. ``dataset`` says what the query is asked of."""
        mistakes.refuse_service(text)
        mistakes.check_terms(text, prefixes, self._has)
        # each that is given costs the engine as much as one that is declared; a name is never written with escapes
        used = {name: iri for name, iri in prefixes.items() if f"{name}:" in text}
        return self._open.query(text, prefixes=used, **dataset)

    def filled(self, text: str, bindings: Mapping[str, Term]) -> str:
        """The text of a query with the values of its parameters in it."""
        return bound(text, {name: self.written(name, term) for name, term in bindings.items()})

    def written(self, name: str, term: Term) -> str:
        """A term in the syntax of N-Triples; ``name`` is what it is called in errors. Raises QueryError for what is no term."""
        return written(name, term)

    def _has(self, iri: str) -> bool:
        named = node(iri)
        found = (self._open.quads_for_pattern(None, None, named, None), self._open.quads_for_pattern(named, None, None, None))
        return any(True for quads in found for _ in quads)


class _TooLongError(Exception):
    pass


class _Short(BytesIO):
    """What is written, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, part: Buffer, /) -> int:
        self._left -= memoryview(part).nbytes
        if self._left <= 0:
            raise _TooLongError
        return super().write(part)


@contextmanager
def _in_words(text: str, prefixes: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error), text, prefixes) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError("the query", f"failed: {line(error)}", "correct what is named, or ask for less") from error


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((boolean(bool(found)),),), bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer(("subject", "predicate", "object"), tuple(sorted({told(one) for one in found}, key=str)))
    variables = tuple(variable.value for variable in found.variables)
    terms = Terms()
    return Answer(variables, tuple(tuple(terms[term] for term in row) for row in found))
