"""Which event came next is what its definition says, and stays so when events go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.graph import encode, sequence
from kg.graph.iris import Iris
from kg.graph.store import Store
from kg.graph.verify import verify
from kg.model import Event, TimeSpan

IRIS = Iris()
people = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
acts = st.builds(
    lambda kind, status, agents, targets, day: Event(
        "0" * 16,
        kind,
        status,
        "somebody acts",
        ("x/m/0-1-Sue",),
        agents,
        targets,
        time=None if day is None else TimeSpan.day(date(2031, 3, day), "explicit"),
    ),
    st.sampled_from(["Sue", "Veto"]),
    st.sampled_from(["occurred", "planned", "proposed", "negated"]),
    people,
    people,
    st.none() | st.integers(1, 4),
)


def numbered(events: list[Event]) -> list[Event]:
    return [replace(event, id=f"{number:016x}") for number, event in enumerate(events)]


def by_definition(events: list[Event]) -> set[tuple[str, str, str]]:
    """All pairs of which it is true, of each pair of actors the earliest."""
    found = set()
    dated = [event for event in events if event.time]
    for event in dated:
        later = [other for other in dated if other.id != event.id and other.time.begin >= event.time.begin]
        answers = {(a, t): [o for o in later if t in o.agents and a in o.targets] for a in event.agents for t in event.targets if a != t}
        kinds = {a: [o for o in later if a in o.agents and o.type == event.type and o.status == "occurred"] for a in event.agents}
        for name, groups in (("nextOfTarget", answers), ("nextOfKind", kinds if event.status in ("planned", "proposed") else {})):
            for group in groups.values():
                first = min((other.time.begin for other in group), default=None)
                found |= {(event.id, name, other.id) for other in group if other.time.begin == first}
    return found


@given(st.lists(acts, max_size=8).map(numbered))
def test_the_next_event_is_the_first_of_its_definition(events: list[Event]) -> None:
    told = [triple for event in events for triple in encode.event(event, IRIS)]
    found = [(IRIS.local(left), str(link).rpartition("#")[2], IRIS.local(right)) for left, link, right in sequence.triples(told)]
    assert set(found) == by_definition(events)
    assert len(found) == len(set(found))


def test_an_answer_that_is_gone_is_followed_by_the_next(store: Store, story) -> None:
    *_, attack, answer = story.events
    _, second = story.readings
    later = replace(answer, id="a" * 16, mentions=story.events[2].mentions, time=TimeSpan.day(date(2031, 3, 9), "explicit"))
    attack = replace(attack, mentions=story.events[1].mentions)
    store.replace_derived(story.actors, [attack, answer, later])
    link = (store.iris.event(attack.id), sequence.NEXT_OF_TARGET)
    assert [(*link, store.iris.event(answer.id))] == [triple for triple in store.triples("sequence") if triple[:2] == link]
    store.remove(second.article.doc)
    assert store.triples("sequence") == [(*link, store.iris.event(later.id))]
    assert verify(store).faults == ()
