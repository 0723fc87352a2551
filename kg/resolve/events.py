"""What is the same event: mentions in, events out.

Links between mentions are found two at a time; what hangs together by links is clustered on its own, the strongest link first,
and a cluster takes in only what hardly anything in it conflicts with. So the order in which articles are read changes nothing, and
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
from kg.resolve.likeness import Facts, excludes, objects_apart
from kg.resolve.links import Link
from kg.vocab import TypeInfo, type_schemes

_SAMPLE = 12
_AGAINST, _AGAINST_IN_STORY = 0.34, 0.5
"""The share of pairs between two groups that may exclude each other: with a day or an article in common, and without."""
_ONE, _ALIKE = 1.5, 0.55
"""What an article is to itself, and how alike the articles of two groups must be on the average."""


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
    forced: set[str] = set()
    for left, right, same in said.pairs(component):
        if same:
            groups.join(left, right)
            forced |= {left, right}
        elif not groups.together(left, right):
            groups.forbid(left, right)
    _keep_sentences_apart(groups, [index.facts[mention] for mention in component])
    refused: set[object] = set()
    for link in sorted(index.links(component)):
        if groups.together(link.left, link.right):
            continue
        # two large stories have thousands of links between them, and one answer
        asked = (_sure(index, link), *((groups.group(one), len(groups.members(one))) for one in (link.left, link.right)))
        if asked not in refused and not (_fit(index, link, groups, forced) and groups.join(link.left, link.right)) and not forced:
            refused.add(asked)
    return iter(groups)


def _sure(index: Index, link: Link) -> bool:
    """Whether the mentions of a link have their article in common, or both a day."""
    left, right = index.facts[link.left], index.facts[link.right]
    return left.article == right.article or bool(left.days and right.days)


def _fit(index: Index, link: Link, groups: Clusters[str], forced: Collection[str]) -> bool:
    """Whether two groups can be one: few of their mentions exclude each other, and without a common day they tell one story.

    One mention of a large group that was misread must not keep all others out; and what is linked only by the likeness of two
    articles must be alike on the whole. Of large groups the first mentions stand for all.
    """
    left, right = index.facts[link.left], index.facts[link.right]
    mine, theirs = (_standing_for(one, groups.members(one.id), index, forced) for one in (left, right))
    pairs = [(one, other) for one in mine for other in theirs]
    sure = _sure(index, link)
    against = sum(excludes(one.signature, other.signature) for one, other in pairs)
    if against > (_AGAINST if sure else _AGAINST_IN_STORY) * len(pairs):
        return False
    return sure or sum(_alike(index, one.article, other.article) for one, other in pairs) >= _ALIKE * len(pairs)


def _standing_for(one: Facts, group: Sequence[str], index: Index, forced: Collection[str]) -> list[Facts]:
    """The mentions that speak for a group, beside this one of it: what people have put into it must not keep others out."""
    some = [index.facts[other] for other in group[:_SAMPLE]]
    return [other for other in some if other.id not in forced or not excludes(one.signature, other.signature)] or [one]


def _alike(index: Index, left: str, right: str) -> float:
    return _ONE if left == right else min(_ONE, index.stories.likeness(left, right))


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
