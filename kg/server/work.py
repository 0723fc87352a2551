"""What is done in the processes of the pool: pages, feeds, things, and what the endpoint says of itself."""

from __future__ import annotations

import json
from html import escape

from kg import vocab
from kg.graph import counts, feeds, nodes, protocol, query
from kg.graph.event_rows import event_rows
from kg.graph.protocol import Reply
from kg.graph.rows import Filter
from kg.graph.store import Store


def render(store: Store, view: str, chosen: Filter) -> Reply:
    """One of the pages that ``kg timeline``, ``kg network`` and ``kg explore`` write."""
    from kg.views.of_store import store_pages

    return Reply(200, "text/html", store_pages(store, (view,), "Policy events", chosen)[0][0].encode("utf-8"))


def pictured(store: Store, text: str, most: int) -> Reply:
    """The answer to a query as a page: a table, and a timeline and a network where its columns allow; the first ``most`` rows.

    Raises QueryError for a text that is no query, or one that fails.
    """
    from kg.views.answer import answer_html

    found = query.run(store, text)
    shown = found.rows[:most]
    title = "Answer" if len(shown) == len(found.rows) else f"The first {most:,} of {len(found.rows):,} rows"
    return Reply(200, "text/html", answer_html(found.variables, shown, title).encode("utf-8"))


def feed(store: Store, form: str, chosen: Filter, site: str) -> Reply:
    """The Atom feed or the calendar."""
    rows = event_rows(store, chosen)
    if form == "atom":
        return Reply(200, "application/atom+xml", feeds.atom(rows, site, store.iris.base).encode("utf-8"))
    return Reply(200, "text/calendar", feeds.calendar(rows, site).encode("utf-8"))


def thing(store: Store, kind: str, name: str, accept: str) -> Reply:
    """An event, an actor or an article, as a page or as RDF."""
    node = nodes.find(store, kind, name)
    if node is None:
        return Reply(404, "text/plain", b"there is no such thing here\n")
    media = protocol.negotiate(accept, ("text/html", "application/ld+json", "text/turtle", "application/n-triples", "application/rdf+xml"))
    if media is None:
        return Reply(406, "text/plain", b"there is HTML, JSON-LD, Turtle, N-Triples, RDF/XML\n")
    if media == "text/html":
        return Reply(200, media, _thing_page(store, node).encode("utf-8"))
    if media == "application/ld+json":
        return Reply(200, media, nodes.as_jsonld(store, node))
    return Reply(200, media, store.engine.write_graph(node.triples, media, store.prefixes))


def _thing_page(store: Store, node: nodes.Node) -> str:
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in nodes.facts(store, node))
    bound = {"events": {"event": node.iri}, "actors": {"actor": node.iri}}.get(node.kind)
    more = ""
    if bound is not None:
        answer = query.run(store, {"events": "sentences", "actors": "timeline"}[node.kind], **bound)
        lines = (f"<tr>{''.join(_cell(store, term) for term in row)}</tr>" for row in answer.rows[:500])
        more = f"<table><thead><tr>{''.join(f'<th>{n}</th>' for n in answer.variables)}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(node.label)}</title>'
        '<link rel="stylesheet" href="/static/query.css"></head>'
        f"<body><header><h1>{escape(node.label)}</h1><nav><a href='/'>Ask the graph</a></nav></header>"
        f"<main><table><tbody>{facts}</tbody></table>{more}</main></body></html>\n"
    )


def _cell(store: Store, term: object) -> str:
    text = "" if term is None else str(term)
    for kind, prefix in (
        ("events", store.prefixes["event"]),
        ("actors", store.prefixes["actor"]),
        ("articles", store.prefixes["doc"]),
        ("instruments", store.prefixes["instrument"]),
    ):
        local = text.removeprefix(prefix)
        if local != text and "/" not in local:
            return f'<td><a href="/{kind}/{escape(local)}">{escape(local)}</a></td>'
    return f"<td>{escape(text)}</td>"


def description(store: Store, accept: str, endpoint: str) -> Reply:
    """What the endpoint says of itself, by SPARQL 1.1 Service Description."""
    from rdflib import Graph

    del store
    text = (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . @prefix f: <http://www.w3.org/ns/formats/> .\n"
        f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;\n"
        "sd:feature sd:UnionDefaultGraph ; sd:resultFormat f:SPARQL_Results_JSON , f:SPARQL_Results_XML ,\n"
        "f:SPARQL_Results_CSV , f:SPARQL_Results_TSV , f:Turtle , f:N-Triples , f:RDF_XML , f:JSON-LD ."
    )
    media = protocol.negotiate(accept, protocol.GRAPHS)
    if media is None:
        return Reply(406, "text/plain", f"there are {', '.join(protocol.GRAPHS)}\n".encode())
    name = "json-ld" if media == "application/ld+json" else media
    return Reply(200, media, Graph(bind_namespaces="none").parse(data=text, format="turtle").serialize(format=name, encoding="utf-8"))


def terms(store: Store) -> Reply:
    """What the query page completes and offers."""
    named = [f"pe:{name}" for name in (*vocab.CLASSES, *vocab.PROPERTIES)]
    named += [f"type:{name}" for name in vocab.TYPES] + [f"status:{name}" for name in vocab.STATUSES]
    shipped = [{"name": one.name, "description": one.description, "text": query.load(one.name)} for one in query.names()]
    data = {"prefixes": store.prefixes, "terms": [*named, *(f"{name}:" for name in store.prefixes)], "queries": shipped}
    return Reply(200, "application/json", json.dumps(data).encode())


def health(store: Store) -> Reply:
    """That the store answers, and what it holds."""
    return Reply(200, "application/json", json.dumps({"status": "ok", **counts.counts(store)}).encode())
