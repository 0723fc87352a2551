"""A change is worked out where it is, and gives what working out everything would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Event, Evidence, Judgement, Mention, Participant, Reading, Span, TimeSpan
from kg.resolve import resolve_events
from kg.resolve.index import Index
from kg.resolve.links import Key, kept
from kg.resolve.update import Near, update_events
from kg.vocab import type_schemes

NAMES = ("Jane Roe", "John Doe", "officials")
SENTENCES = (
    "Roe signed the river order.",
    "Doe condemned the fee for Ohio.",
    "The ruling on the river stands.",
    "Officials met Doe in Ohio.",
)
ACTORS = tuple(Participant(name, name, "person", None, name.casefold().replace(" ", "-")) for name in NAMES)


@st.composite
def a_reading(draw: st.DrawFn, name: str) -> Reading:
    chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
    day = draw(st.sampled_from([None, date(2025, 9, 1), date(2025, 9, 3)]))
    article = Article(name, f"{name} tells of the river. {' '.join(chosen)}", published=day)
    at, mentions = len(f"{name} tells of the river."), []
    for sentence in chosen:
        word = sentence.split()[1]
        trigger = Span(at + 1 + sentence.index(word), at + 1 + sentence.index(word) + len(word))
        span = Span(at + 1, at + 1 + len(sentence))
        mention = Mention(
            draw(st.sampled_from(["IssueDirective", "CriticiseAccuse", "CourtRule"])),
            trigger,
            draw(st.sampled_from(["occurred", "planned"])),
            Evidence(article.id, span, span.of(article.text), "test:ROOT"),
            0.5,
            agents=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))),
            object=draw(st.sampled_from([None, "the order", "a fee", "the river"])),
            time=draw(st.sampled_from([None, *(TimeSpan.day(date(2025, 9, n), "relative") for n in (1, 2))])),
        )
        mentions.append(mention)
        at += len(sentence) + 1
    return Reading(article, tuple(mentions))


corpora = st.integers(1, 5).flatmap(lambda n: st.tuples(*(a_reading(name) for name in "abcde"[:n])))


def near(readings: Iterable[Reading]) -> Near:
    index = Index(type_schemes())
    held = list(readings)
    for one in held:
        index.add(one)

    def found(keys: frozenset[Key]) -> list[Reading]:
        wanted = {name for name, facts in index.facts.items() if not keys.isdisjoint(kept(facts))}
        return [one for one in held if any(mention.id in wanted for mention in one.mentions)]

    return found


def after(before: Sequence[Event], store: Sequence[Reading], changed: Sequence[Reading], gone: Sequence[Reading]) -> list[Event]:
    """The events of a store after a change, worked out from those before it."""
    stays = [one for one in store if one not in gone]
    update = update_events(changed, gone, near(stays))
    kept_ = [event for event in before if not update.mentions & set(event.mentions)]
    return sorted([*kept_, *update.events], key=lambda event: event.id)


@settings(deadline=None)
@given(corpora, st.data())
def test_articles_in_any_order_and_any_batches_give_the_same_events(found: tuple[Reading, ...], data: st.DataObject) -> None:
    whole = resolve_events(found)
    rest, store, events = list(data.draw(st.permutations(found))), list[Reading](), list[Event]()
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        batch, rest = rest[:size], rest[size:]
        events = after(events, store, batch, [])
        store += batch
    assert events == whole


@settings(deadline=None)
@given(corpora, st.data())
def test_taking_an_article_out_or_changing_it_leaves_no_trace(found: tuple[Reading, ...], data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(found))
    rest = [one for one in found if one != old]
    assert after(resolve_events(found), found, [], [old]) == resolve_events(rest)
    new = replace(old, mentions=old.mentions[:1])
    assert after(resolve_events(found), found, [new], [old]) == resolve_events([*rest, new])


@settings(deadline=None)
@given(corpora, st.data())
def test_judgements_count_in_an_update_too(found: tuple[Reading, ...], data: st.DataObject) -> None:
    names = [mention.id for one in found for mention in one.mentions]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names), st.booleans()), max_size=3))
    said = [Judgement(left, right, same, "an analyst", date(2026, 1, 1), "because") for left, right, same in pairs]
    new = data.draw(st.sampled_from(found))
    rest = [one for one in found if one != new]
    update = update_events([new], [], near(rest), said, rest)
    stay = [event for event in resolve_events(rest, said) if not update.mentions & set(event.mentions)]
    assert sorted([*stay, *update.events], key=lambda event: event.id) == resolve_events(found, said)


def test_what_has_nothing_to_do_with_a_change_is_not_looked_at() -> None:
    asked: list[frozenset[Key]] = []

    def nothing(keys: frozenset[Key]) -> list[Reading]:
        asked.append(keys)
        return []

    article = Article("a", "Roe signed the order.", published=date(2025, 9, 1))
    span = Span(0, 21)
    mention = Mention("IssueDirective", Span(4, 10), "occurred", Evidence(article.id, span, article.text, "test:ROOT"), 0.5)
    update = update_events([Reading(article, (mention,))], [], nothing)
    assert [event.mentions for event in update.events] == [(mention.id,)]
    assert {key.split("|")[0] for keys in asked for key in keys} <= {"IssueDirective"}
