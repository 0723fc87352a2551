"""The rows that the views draw, out of the store by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kg import vocab
from kg.errors import QueryError
from kg.graph import find
from kg.graph.binding import fitted
from kg.graph.query import load
from kg.graph.rows import EventRow, Filter, Support
from kg.graph.store import Store
from kg.graph.terms import Term, day, text

Row = Mapping[str, Term]

# the order in which kg.resolve takes an event's status from its mentions
_SUREST = ("occurred", "ongoing", "claimed", "planned", "proposed", "hypothetical", "negated")


def event_rows(store: Store, filter: Filter | None = None) -> list[EventRow]:
    """The events that the filter lets through, with all that supports them, by first day (undated last) and id.

    Raises QueryError for an actor, a type or a status that is not there, and for days that end before they begin. ``since`` and
    ``until`` keep what may have happened on those days or between them, and nothing undated. With ``as_of``, texts published later
    are left out, and undated ones; an event with no text left is dropped, and the status of the others is that of the surest text
    that is left.
    """
    chosen = filter or Filter()
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise QueryError(f"since {chosen.since}", f"is after until {chosen.until}, so no day is left", "put the earlier day first")
    supports = _supports(store, chosen.as_of)
    types = {str(find.type_iri(store, one)).removeprefix(vocab.TYPE) for one in chosen.types}
    statuses = {str(find.status_iri(one)).removeprefix(vocab.STATUS) for one in chosen.statuses}
    people, instruments, relations = _people(store), _instruments(store), _relations(store)
    made = (_event(_named(row, instruments), people, supports.get(str(row["event"]), ()), store) for row in _chosen(store, chosen))
    rows = (replace(row, relations=tuple(relations.get(row.id, ()))) for row in made)
    if chosen.as_of:
        rows = (replace(row, status=min((support.status for support in row.supports), key=_SUREST.index)) for row in rows if row.supports)
    kept = (row for row in rows if row.supports and (not types or row.type in types) and (not statuses or row.status in statuses))
    return sorted(kept, key=lambda row: (row.begin or row.end or date.max, row.id))


def _chosen(store: Store, chosen: Filter) -> Iterable[Row]:
    bindings: dict[str, Term] = {name: day(value) for name, value in (("since", chosen.since), ("until", chosen.until)) if value}
    if chosen.actor:
        bindings["actor"] = find.actor_iri(store, chosen.actor)
    return store.query(fitted(load("_event-rows"), bindings), bindings).dicts()


def _people(store: Store) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Id and name of the agents and targets, by the event's IRI and the role; an actor without a name goes by its id."""
    people: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in store.query(load("_event-actors")).dicts():
        actor = store.iris.local(row["who"])
        people[str(row["event"]), str(row["role"])].append((actor, str(row.get("name", actor))))
    return people


def _instruments(store: Store) -> dict[str, tuple[Term, Term]]:
    """Label and IRI of the instrument that an event is on, the first of several, by the event's IRI.

    Two instruments of one label are two on a page as well: the second is numbered ("order (2)").
    """
    found: dict[str, tuple[Term, Term]] = {}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for row in store.query(load("_event-instruments")).dicts():
        label, alike = row["instrument"], numbers[str(row["instrument"])]
        number = alike.setdefault(str(row["on"]), len(alike) + 1)
        found.setdefault(str(row["event"]), (label if number == 1 else text(f"{label} ({number})"), row["on"]))
    return found


def _named(row: Row, instruments: Mapping[str, tuple[Term, Term]]) -> Row:
    """The row with name and IRI of its instrument, where it is on one; the name takes the place of the mere kind."""
    named = instruments.get(str(row["event"]))
    return row if named is None else {**row, "instrument": named[0], "on": named[1]}


def _relations(store: Store) -> dict[str, list[tuple[str, str]]]:
    """Kind and event id of the relations of each event, by its id."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.query(load("_event-relations")).dicts():
        found[store.iris.local(row["event"])].append((str(row["relation"]), store.iris.local(row["other"])))
    return found


def _supports(store: Store, as_of: date | None) -> dict[str, tuple[Support, ...]]:
    found: dict[str, list[Support]] = defaultdict(list)
    bindings = {"as_of": day(as_of)} if as_of else {}
    for row in store.query(fitted(load("_event-supports"), bindings), bindings).dicts():
        found[str(row["event"])].append(_support(row, store))
    return {event: tuple(sorted(supports, key=_support_order)) for event, supports in found.items()}


def _support_order(support: Support) -> tuple[date, str, int, str]:
    return support.published or date.max, support.article, support.trigger_start, support.mention


def _support(row: Row, store: Store) -> Support:
    return Support(
        mention=store.iris.local(row["mention"]),
        article=str(row["article"]),
        title=_text(row, "title"),
        publisher=_text(row, "publisher"),
        published=_date(row, "published"),
        url=_text(row, "url"),
        quote=str(row["quote"]),
        start=int(row["start"]),
        trigger_start=int(row["trigger_start"]),
        trigger_end=int(row["trigger_end"]),
        status=str(row["sure"]).removeprefix(vocab.STATUS),
        attributed_to=_text(row, "speaker") or _text(row, "source"),
        confidence=float(row["confidence"]),
        rule=str(row["rule"]),
        time_words=_text(row, "words") or "",
        basis=_text(row, "basis") or "none",
    )


def _event(row: Row, people: Mapping[tuple[str, str], list[tuple[str, str]]], supports: tuple[Support, ...], store: Store) -> EventRow:
    node, kind, area = str(row["event"]), str(row["kind"]).removeprefix(vocab.TYPE), _text(row, "area")
    return EventRow(
        id=store.iris.local(node),
        label=str(row["label"]),
        type=kind,
        type_label=_text(row, "type_label") or kind,
        family=_text(row, "family") or "other",
        status=str(row["sure"]).removeprefix(vocab.STATUS),
        agents=tuple(people.get((node, "agent"), ())),
        targets=tuple(people.get((node, "target"), ())),
        object=_text(row, "object"),
        instrument=_text(row, "instrument"),
        place=_text(row, "place"),
        begin=_date(row, "earliest"),
        end=_date(row, "latest"),
        granularity=str(row["granularity"]),
        edtf=_text(row, "edtf"),
        basis=_text(row, "basis") or "none",
        time_words=_text(row, "words") or "",
        topic=area.removeprefix(vocab.CAP) if area else None,
        topic_label=_text(row, "topic_label"),
        supports=supports,
        sources=int(row.get("sources", 1)),
        instrument_id=store.iris.local(row["on"]) if "on" in row else None,
    )


def _text(row: Row, name: str) -> str | None:
    return str(row[name]) if name in row else None


def _date(row: Row, name: str) -> date | None:
    return date.fromisoformat(str(row[name])) if name in row else None
