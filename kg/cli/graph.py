"""Commands that ask a store: query, export, validate, stats."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build import write
from kg.cli import options as o
from kg.cli.show import table, written

if TYPE_CHECKING:
    from kg.graph.results import Answer
    from kg.graph.store import Store
    from kg.graph.terms import Term

Question = Annotated[str | None, typer.Argument(metavar="[FILE.rq | NAME]", help="A file of SPARQL, or the name of a shipped query.")]
AnyStore = Annotated[Path | None, typer.Option("--store", help="The folder of the store.")]
Sparql = Annotated[str | None, typer.Option("-e", help="SPARQL, in place of a file or a name.")]
Bindings = Annotated[list[str] | None, typer.Option("--bind", "-b", metavar="NAME=VALUE", help="A parameter's value; may be repeated.")]


def _open(store: Path) -> Store:
    from kg.graph.store import Store

    return Store.open(store, read_only=True, create=False)


def query_command(
    question: Question = None,
    store: AnyStore = None,
    sparql: Sparql = None,
    given: Bindings = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, tsv, json, xml or html.")] = "table",
    listed: Annotated[bool, typer.Option("--list", help="List the shipped queries and their parameters.")] = False,
    explained: Annotated[bool, typer.Option("--explain", help="Print how the query is run and what it matches.")] = False,
    as_of: o.AsOf = None,
) -> None:
    """Ask the store in SPARQL, or with a shipped query.

    Example: kg query timeline --store graph -b actor="Brandon Johnson"
    """
    if listed:
        _list_queries()
        return
    if store is None or (question is None) == (sparql is None):
        raise typer.BadParameter("give --store DIR and either a name, a file or -e SPARQL; kg query --list names the shipped ones")
    from kg.graph.query import run

    with o.known(store, o.day(as_of)) as opened:
        if explained:
            _explain(opened, sparql or _text(question or ""), _bindings(given or []))
            return
        answer = run(opened, sparql or _text(question or ""), **_bindings(given or []))
        _print_answer(answer, form, opened.prefixes)


def _explain(store: Store, question: str, bindings: Mapping[str, str]) -> None:
    from kg.graph.explain import explain

    sys.stdout.buffer.write(explain(store, question, **bindings).encode("utf-8", "replace"))


def _list_queries() -> None:
    from kg.graph.query import names

    table(("name", "parameters", "what it asks"), ((q.name, " ".join(q.parameters), q.description) for q in names()))


def _text(question: str) -> str:
    from kg.errors import QueryError

    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(question, f"cannot be read ({error.__class__.__name__})", "check the file's name") from error


def _bindings(given: Sequence[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for name, sign, _ in pairs:
        if not sign or not name:
            raise typer.BadParameter(f"{name!r} is not NAME=VALUE", param_hint="--bind")
    return {name: value for name, _, value in pairs}


def _print_answer(answer: Answer, form: str, prefixes: Mapping[str, str]) -> None:
    from kg.graph.results import serialise

    if form == "table":
        table(answer.variables, (tuple(_cell(term, prefixes) for term in row) for row in answer.rows))
    elif form == "html":
        from kg.views.answer import answer_html

        sys.stdout.buffer.write(answer_html(answer.variables, answer.rows, "Answer").encode("utf-8", "replace"))
    else:
        sys.stdout.buffer.write(serialise(answer, form).encode("utf-8", "replace"))


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A term for people: text as it is, an IRI with the prefix that every query knows it by."""
    from rdflib import URIRef

    if term is None:
        return ""
    found = [name for name, space in prefixes.items() if isinstance(term, URIRef) and term.startswith(space)]
    name = max(found, key=lambda name: len(prefixes[name]), default=None)
    return str(term) if name is None else f"{name}:{term.removeprefix(prefixes[name])}"


def export_command(
    store: o.StoreDir,
    form: Annotated[str, typer.Option("--format", help="nquads, trig, turtle, jsonld or jsonl (mentions).")] = "nquads",
    out: Annotated[Path | None, typer.Option(help="The file to write; without it, standard output.")] = None,
) -> None:
    """Hand the graph on, sorted: equal stores give equal files.

    Example: kg export --store graph --format trig --out graph.trig
    """
    from kg.graph.export import export

    with _open(store) as opened:
        text = export(opened, form)
    if out is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        write(out, text)
        written(out)


def validate_command(store: o.StoreDir) -> None:
    """Check every graph of a store against the SHACL shapes; exit code 1 if any breaks one.

    Example: kg validate --store graph
    """
    from kg.graph.shacl import validate

    with _open(store) as opened:
        broken = [(graph, v) for graph in opened.graphs() if graph != "ontology" for v in validate(opened.triples(graph))]
        checked = len(opened.graphs())
    if broken:
        table(("graph", "what", "path", "problem"), ((graph, v.focus, v.path, v.message) for graph, v in broken))
        raise typer.Exit(1)
    typer.echo(f"{checked} graphs, no violation")


def stats_command(store: o.StoreDir) -> None:
    """Count what a store holds.

    Example: kg stats --store graph
    """
    from kg.graph.counts import counts

    with _open(store) as opened:
        table(("what", "how many"), ((name, str(number)) for name, number in counts(opened).items()))


COMMANDS = (query_command, export_command, validate_command, stats_command)
