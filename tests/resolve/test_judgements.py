"""What people say of actors and events wins, lasts, can be taken back, and fits into a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.model import STATUSES, Actor, Article, Evidence, Judgement, Mention, Participant, Reading, Span, TimeSpan
from kg.read.actors import actor_id
from kg.resolve import canonical, resolve_actors, resolve_events
from kg.resolve.judgements import correct, holding, merge, read_judgements, split, successors, undo, write_judgements

MONDAY = TimeSpan.day(date(2025, 9, 1), "relative")
WHO, WHEN = "an analyst", date(2026, 1, 1)
TEXT = "Roe signed the order and Roe again condemned what others had done about the river that week."


def reading(name: str, *starts: int, **parts: object) -> Reading:
    article = Article(name, f"{name}: {TEXT}", published=date(2025, 9, 2))
    mentions = []
    for start in starts:
        span = Span(start, start + 4)
        base = Mention("IssueDirective", span, "occurred", Evidence(article.id, span, span.of(article.text), "test"), 0.5)
        mentions.append(replace(base, agents=(Participant("Roe", "Jane Roe", "person", None, "roe"),), time=MONDAY))
    return Reading(article, tuple(replace(mention, **parts) for mention in mentions))  # type: ignore[arg-type]  # fields of Mention


def test_a_correction_of_date_type_and_status_wins_and_the_later_one_counts() -> None:
    readings = [reading("a", 0)]
    (event,) = resolve_events(readings)
    said = [
        correct(event.id, "date", "2025-08", WHO, WHEN, "the gazette"),
        correct(event.id, "date", "2025-08-30", WHO, date(2026, 1, 2), "the gazette again"),
        correct(event.mentions[0], "type", "Announce", WHO, WHEN, "it is no order"),
        correct(event.id, "status", "planned", WHO, WHEN, "not yet"),
    ]
    for given_ in (said, said[::-1]):
        (now,) = resolve_events(readings, given_)
        assert now.time is not None
        assert (now.id, now.time.edtf, now.time.begin, now.type, now.status) == (
            *(event.id, "2025-08-30", date(2025, 8, 30), "Announce"),
            "planned",
        )
        assert now.label == "Jane Roe makes announcement"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", "soon"), ("date", "2025-13"), ("date", "2025-02-30"), ("status", "done"), ("type", "Nonsense"), ("place", "Ohio")],
)
def test_a_correction_that_cannot_be_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValueError):
        correct("e", kind, value, WHO, WHEN, "why", ("Announce",))


def test_an_undo_takes_back_and_the_undo_of_an_undo_gives_again() -> None:
    readings = [reading("a", 0), reading("b", 0, status="planned")]
    left, right = resolve_events(readings)
    joined = merge(left.id, right.id, WHO, WHEN, "one act")
    taken = undo(joined, WHO, WHEN, "a mistake")
    given_again = undo(taken, WHO, WHEN, "no mistake")
    assert [len(resolve_events(readings, said)) for said in ((joined,), (joined, taken), (given_again, joined, taken))] == [1, 2, 1]
    assert holding([joined, taken], left.id) == []
    assert holding([joined], left.id) == [joined]


def test_judgements_outlive_a_change_of_everything_else() -> None:
    first = [reading("a", 0, 20), reading("b", 0, status="planned")]
    events = resolve_events(first)
    plan, fact = (next(e for e in events if e.status == status) for status in ("planned", "occurred"))
    said = [merge(plan.id, fact.id, WHO, WHEN, "one act"), split(*fact.mentions, WHO, WHEN, "two acts")]
    before = resolve_events(first, said)
    assert sorted(len(event.mentions) for event in before) == [1, 2]
    later = [reading("c", 0, status="negated"), *first[::-1]]
    after = resolve_events(later, said)
    assert set(before) <= set(after)


def test_a_retired_event_has_a_successor_and_what_is_gone_has_none() -> None:
    readings = [reading("a", 0), reading("b", 0, status="planned")]
    before = resolve_events(readings)
    (after,) = resolve_events(readings, [merge(before[0].id, before[1].id, WHO, WHEN, "one act")])
    (retired,) = {event.id for event in before} - {after.id}
    assert successors(before, [after]) == {retired: after.id}
    assert successors(before, []) == {}


def participant(name: str) -> Participant:
    return Participant(name, name, "person")


def agents(readings: list[Reading]) -> list[str | None]:
    return [agent.actor for one in readings for mention in one.mentions for agent in mention.agents]


def test_two_actors_are_one_until_it_is_taken_back() -> None:
    readings = [reading("a", 0, agents=(participant("Jane Roe"),)), reading("b", 0, agents=(participant("Jane Doe-Roe"),))]
    known = (Actor("roe", "Jane Roe", "person"),)
    married = merge(actor_id("Jane Doe-Roe"), "roe", WHO, WHEN, "she married")
    once, actors = resolve_actors(readings, known, [married])
    assert agents(once) == ["roe", "roe"]
    assert actors == [replace(known[0], aliases=("Jane Doe-Roe",))]
    assert {event.label for event in canonical(once, [married], actors)} == {"Jane Roe issues directive"}
    assert resolve_actors(once, known, [married]) == (once, actors)
    back, _ = resolve_actors(once, known, [married, undo(married, WHO, WHEN, "she did not")])
    assert agents(back) == agents(resolve_actors(readings, known)[0])


def test_an_undo_is_not_older_than_what_it_takes_back() -> None:
    joined = merge("roe", "doe", WHO, WHEN, "one person")
    with pytest.raises(ValueError, match="2025-12-31"):
        undo(joined, WHO, date(2025, 12, 31), "a mistake")
    assert undo(joined, WHO, WHEN, "a mistake").kind == "undo"


@pytest.mark.parametrize("by", ["article", "mention"])
def test_a_namesake_is_somebody_else_where_a_person_says_so(by: str) -> None:
    readings = [reading("a", 0, agents=(participant("Jane Roe"),)), reading("b", 0, agents=(participant("Jane Roe"),))]
    known = (Actor("roe", "Jane Roe", "person"),)
    where = readings[1].article.id[:16] if by == "article" else readings[1].mentions[0].id
    said = [split("roe", where, WHO, WHEN, "a namesake")]
    once, actors = resolve_actors(readings, known, said)
    first, second = agents(once)
    assert first == "roe" != second
    assert [actor.name for actor in actors] == ["Jane Roe", "Jane Roe"]
    assert resolve_actors(once, known, said) == (once, actors)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
judgements = st.builds(
    lambda left, right, same, who, when, why, kind: Judgement(
        left, right, same, who, when, why, *{"identity": (), "status": ("status", STATUSES[0]), "undo": ("undo",)}[kind]
    ),
    *(words, words, st.booleans(), words, st.dates(), words, st.sampled_from(["identity", "status", "undo"])),
)


@settings(deadline=None)
@given(st.lists(judgements))
def test_judgements_survive_their_file_in_any_order(said: list[Judgement]) -> None:
    text = write_judgements(said)
    assert set(read_judgements(text, "file")) == set(said)
    assert write_judgements(said[::-1]) == text
    assert len(text.split("\n")) == len(set(said)) + 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("nothing", 1, id="no header"),
        pytest.param("{head}one\ttwo", 2, id="cells missing"),
        pytest.param("{head}\n# note\n2026-13-01\tw\tidentity\ta\tsame\tb\t\twhy", 4, id="no day"),
        pytest.param("{head}2026-01-01\tw\tidentity\ta\tperhaps\tb\t\twhy", 2, id="neither same nor different"),
        pytest.param("{head}2026-01-01\tw\tdate\ta\tsame\tdate\t\twhy", 2, id="a correction without a value"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(OntologyError, match=rf"^file:{line}: "):
        read_judgements(text.replace("{head}", write_judgements(())), "file")
