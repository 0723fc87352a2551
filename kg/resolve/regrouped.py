"""The documents that a change concerns: what hangs together with those of the events that it made, or took away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Instrument, Reading
from kg.resolve.documents import family_of
from kg.resolve.instruments import Documents, Node, document_key, instruments, name_of, read_documents
from kg.resolve.known import Now
from kg.resolve.realised import Realised


def regrouped(now: Now, realised: Realised) -> dict[str, list[Instrument]]:
    """The instruments of every event that is on one which the change concerns, in no order."""
    reach = _Reach(now, realised)
    nodes = reach.whole()
    pairs = [pair for pair in reach.pairs if pair[0] in nodes and pair[1] in nodes]
    pairs += [((fact, family), (plan, family)) for plan, family in nodes for fact in realised.facts_of(plan) if (fact, family) in nodes]
    found = instruments({node: reach.told[node] for node in nodes}, pairs)
    families: dict[str, set[str]] = defaultdict(set)
    for event, family in nodes:
        families[event].add(family)
    events = {*families, *now.made}
    return {event: [*found.get(event, ()), *_others(now, event, families[event])] for event in events}


def _others(now: Now, event: str, families: set[str]) -> Iterator[Instrument]:
    """The instruments of an event of before that the change does not concern."""
    if event not in now.made:
        yield from (one for one in now.event(event).instruments if family_of(one.kind) not in families)


class _Reach:
    """Documents, from those that a change concerns to all that hang together with them."""

    def __init__(self, now: Now, realised: Realised) -> None:
        self._now, self._realised = now, realised
        self.told: Documents = {}
        self.pairs: list[tuple[Node, Node]] = []
        self._met: set[str] = set()
        self._tied: dict[Node, set[Node]] = defaultdict(set)
        self._named: dict[tuple[str, str], set[Node]] = defaultdict(set)

    def whole(self) -> set[Node]:
        """All of them, of which everything that is told is known then."""
        found: set[Node] = set()
        open_ = list(self._first())
        while open_:
            node = open_.pop()
            if node not in found and self._is_told(node):
                found.add(node)
                open_ += self._next(node)
        return found

    def _first(self) -> Iterator[Node]:
        now = self._now
        self._take(now.readings(now.made))
        realised = self._realised.facts | self._realised.plans
        self._take(now.readings(realised))
        yield from (node for node in list(self.told) if node[0] in now.made or node[0] in realised)
        for instrument in {one for event in now.gone for one in now.known.event(event).instruments}:
            family = family_of(instrument.kind)
            if family is not None:
                yield from ((event, family) for event in now.known.on(instrument.id) if now.stays(event))

    def _is_told(self, node: Node) -> bool:
        """Whether an event is on a document of a family; all that is told of it is read first."""
        self._take(self._now.readings([node[0]]))
        return node in self.told

    def _next(self, node: Node) -> Iterator[Node]:
        yield from self._tied[node]
        for name in {name_of(one) for one, _ in self.told[node] if one.name is not None}:
            self._take(self._now.known.near(frozenset([document_key(*name)])))
            yield from self._named[name]
        event, family = node
        yield from ((other, family) for other in self._realised.plans_of(event) | self._realised.facts_of(event))

    def _take(self, readings: Iterable[Reading]) -> None:
        """Reads the documents of articles that were not read yet."""
        new = [reading for reading in readings if reading.article.id not in self._met]
        self._met |= {reading.article.id for reading in new}
        told, pairs = read_documents(self._now.events_of(new), new)
        for node, found in told.items():
            self.told.setdefault(node, []).extend(found)
            for one, _ in found:
                if one.name is not None:
                    self._named[name_of(one)].add(node)
        self.pairs += pairs
        for left, right in pairs:
            self._tied[left].add(right)
            self._tied[right].add(left)
