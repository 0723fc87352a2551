"""Policy instruments over all texts: the orders, bills, agreements, suits and rulings that events are on, each once.

Events are on one instrument where an article takes up the document of one with the other, where both are told by its proper name,
or where one is the plan of the other. What hangs together so is one instrument; an event can be on several of different kinds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Event, Instrument, Mention, Reading, digest
from kg.resolve.clusters import Clusters
from kg.resolve.descriptions import is_description
from kg.resolve.documents import IMPLIED, MAKING, Document, meant
from kg.resolve.happening import day_key

Node = tuple[str, str]
"""An event's id and a family of documents."""
Told = tuple[Document, str]
"""What a mention says of a document, and the day on which its article was published, as text that sorts."""
_SAYS_LITTLE = re.compile(r"\w+ed|new|final|first|last|own|controversial|recent|landmark|major")


def with_instruments(events: Sequence[Event], readings: Iterable[Reading], realised: Iterable[tuple[str, str]] = ()) -> list[Event]:
    """The events, in their order, with the instruments that they are on; ``readings`` have the mentions that they are made of.

    ``realised`` are pairs of ids, a happening and the plan that it fulfils. What only an act implies ("the court ruled") is an
    instrument where something else takes it up. The order of events and readings does not matter.
    """
    event_of = {mention: event.id for event in events for mention in event.mentions}
    told, pairs = read_documents(event_of, readings)
    on = instruments(told, [*pairs, *_fulfilled(told, realised)])
    return [replace(event, instruments=tuple(sorted(on.get(event.id, ())))) for event in events]


Documents = dict[Node, list[Told]]
Pair = tuple[Node, Node]


def read_documents(event_of: Mapping[str, str], readings: Iterable[Reading]) -> tuple[Documents, list[Pair]]:
    """What articles say of documents, and the pairs of which one takes the other up; ``event_of`` has the events of their mentions."""
    told: Documents = defaultdict(list)
    pairs: list[Pair] = []
    for reading in readings:
        published = day_key(reading.article.published)
        for one, earlier in meant(mention for mention in reading.mentions if mention.id in event_of):
            node = event_of[one.mention.id], one.family
            told[node].append((one, published))
            if earlier is not None:
                pairs.append((node, (event_of[earlier.mention.id], earlier.family)))
    return dict(told), pairs


def instruments(told: Mapping[Node, Sequence[Told]], pairs: Iterable[Pair]) -> dict[str, list[Instrument]]:
    """The instruments that events are on, in no order; ``pairs`` and equal names join what is told of them."""
    on: dict[str, list[Instrument]] = defaultdict(list)
    for group in _joined(told, [*pairs, *_by_name(told)]):
        found = _instrument(group, told)
        if found is not None:
            for event, _ in group:
                on[event].append(found)
    return dict(on)


def name_of(one: Document) -> tuple[str, str]:
    """What all documents of one proper name have in common; only for one that has a name."""
    return one.family, (one.name or "").casefold()


def document_key(family: str, name: str) -> str:
    """The key under which articles that tell a document by its proper name are found."""
    return f"document|{family}|{name}"


def _by_name(told: Mapping[Node, Sequence[Told]]) -> Iterator[tuple[Node, Node]]:
    first: dict[tuple[str, str], Node] = {}
    for node in sorted(told):
        for one, _ in told[node]:
            if one.name is not None:
                yield node, first.setdefault(name_of(one), node)


def _fulfilled(told: Iterable[Node], realised: Iterable[tuple[str, str]]) -> Iterator[tuple[Node, Node]]:
    families: dict[str, set[str]] = defaultdict(set)
    for event, family in told:
        families[event].add(family)
    for fact, plan in realised:
        yield from (((fact, family), (plan, family)) for family in families.get(fact, set()) & families.get(plan, set()))


def _joined(told: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> Iterator[Sequence[Node]]:
    groups = Clusters(sorted(told))
    for left, right in pairs:
        groups.join(left, right)
    return iter(groups)


def _instrument(group: Sequence[Node], told: Mapping[Node, Sequence[Told]]) -> Instrument | None:
    said = sorted((pair for node in group for pair in told[node]), key=lambda pair: (pair[1], pair[0].mention.trigger, pair[0].mention.id))
    documents, first_told = [one for one, _ in said], said[0][1]
    if len(group) == 1 and all(one.implied and one.kind in IMPLIED for one in documents):
        return None
    family, name = documents[0].family, _most(one.name for one in documents if one.name)
    made = next((one.mention for one in documents if one.mention.type in MAKING and one.mention.agents), None)
    return Instrument(
        id=digest("instrument", family, name.casefold()) if name else digest("instrument", family, first_told, documents[0].mention.id),
        kind=_kind(documents),
        label=name or _label(_kind(documents), made),
        makers=tuple(sorted({p.actor for p in made.agents if p.actor is not None})) if made else (),
    )


def _most(names: Iterable[str]) -> str | None:
    """The commonest; of equals, the first in the alphabet."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _kind(documents: Iterable[Document]) -> str:
    """The fullest kind that is told: "executive order" for what is also called "the order"."""
    kinds = Counter(" ".join(word for word in one.kind.split() if not _SAYS_LITTLE.fullmatch(word)) for one in documents)
    return min(kinds, key=lambda kind: (-len(kind.split()), -kinds[kind], kind))


def _label(kind: str, made: Mention | None) -> str:
    """The kind, who made it, and the day, as far as they are told: "executive order of Jane Roe, 2025-08-30"."""
    makers = made.agents if made else ()
    names = sorted({p.name for p in makers if not is_description(p.name)} or {p.name for p in makers})
    known = made.time.begin if made and made.time and made.time.known_day and made.status == "occurred" else None
    return f"{kind} of {' and '.join(names)}" * bool(names) + kind * (not names) + (f", {known.isoformat()}" if known else "")
