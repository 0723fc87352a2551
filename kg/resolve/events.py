"""What is the same event: mentions in, events out.

Links between mentions are found two at a time; what hangs together by links is clustered on its own, the strongest link first,
and a cluster takes nothing in that conflicts with anything in it. So the order in which articles are read changes nothing, and
a new article can change only what it is linked to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.model import Event, Judgement, Reading
from kg.resolve.clusters import Clusters
from kg.resolve.happening import happening
from kg.resolve.index import Index
from kg.resolve.judged import Word, word
from kg.resolve.likeness import Facts, Signature, excludes, objects_apart
from kg.vocab import TypeInfo, type_schemes


def resolve_events(
    readings: Iterable[Reading],
    judgements: Sequence[Judgement] = (),
    types: Mapping[str, TypeInfo] | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Event]:
    """The events of resolved readings, sorted by id; mentions outside of the type scheme make none.

    ``judgements`` name events or mentions by their ids and always win: same joins whatever else speaks against it, different
    keeps apart; of two that contradict each other, the later counts. Judgements on other things are passed over. ``types`` is
    the type scheme, the shipped one by default; ``names`` are the names of actors by their ids, for the labels.
    Raises OntologyError when the scheme cannot be read.
    """
    index = Index(type_schemes() if types is None else types)
    for reading in sorted(readings, key=lambda reading: reading.article.id):
        index.add(reading)
    said = word(judgements, index.told.values())
    return sorted(events(index, index.told, said, names), key=lambda event: event.id)


def events(index: Index, mentions: Collection[str], said: Word, names: Mapping[str, str] | None = None) -> Iterator[Event]:
    """The events of the components that these mentions lie in."""
    seen: set[str] = set()
    for mention in sorted(mentions):
        if mention not in seen:
            component = reach(index, [mention], said)
            seen |= component
            for group in _clusters(index, sorted(component), said):
                yield happening((index.told[one] for one in group), index.scheme, said.corrections(group), names)


def reach(index: Index, mentions: Iterable[str], said: Word) -> set[str]:
    """Everything that hangs together with these mentions by links and by people's word."""
    found: set[str] = set()
    open_ = list(mentions)
    while open_:
        mention = open_.pop()
        if mention not in found:
            found.add(mention)
            open_ += [other for other in (*index.linked(mention), *said.together.get(mention, ())) if other in index.told]
    return found


def _clusters(index: Index, component: Sequence[str], said: Word) -> Iterator[Sequence[str]]:
    """The groups of one component."""
    groups = Clusters(component)
    for left, right, same in said.pairs(component):
        if same:
            groups.join(left, right)
        elif not groups.together(left, right):
            groups.forbid(left, right)
    _keep_sentences_apart(groups, [index.facts[mention] for mention in component])
    traits: dict[str, set[Signature]] = defaultdict(set)
    for mention in component:
        traits[groups.group(mention)].add(index.facts[mention].signature)
    for link in sorted(index.links(component)):
        _join(groups, traits, index.facts[link.left], index.facts[link.right])
    return iter(groups)


def _join(groups: Clusters[str], traits: dict[str, set[Signature]], left: Facts, right: Facts) -> None:
    """Joins the groups of two mentions where nothing in one excludes anything in the other."""
    mine, theirs = traits[groups.group(left.id)], traits[groups.group(right.id)]
    if groups.together(left.id, right.id):
        return
    # what people have put together although it excludes each other must not keep others out
    ours, others = _at_one(left, mine), _at_one(right, theirs)
    if not any(excludes(one, other) for one in ours for other in others) and groups.join(left.id, right.id):
        traits[groups.group(left.id)] = mine | theirs


def _at_one(one: Facts, traits: set[Signature]) -> list[Signature]:
    return [other for other in traits if not excludes(one.signature, other)]


def _keep_sentences_apart(groups: Clusters[str], component: Iterable[Facts]) -> None:
    """One sentence tells two objects apart, unless a person says that they are one event's."""
    sentences: dict[object, list[Facts]] = defaultdict(list)
    for one in component:
        sentences[one.article, one.sentence].append(one)
    for found in sentences.values():
        for place, right in enumerate(found):
            for left in found[:place]:
                if objects_apart(left, right) and not groups.together(left.id, right.id):
                    groups.forbid(left.id, right.id)
