"""Mentions become events: what is the same happening is one event, what only looks like it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import STATUSES, Article, Evidence, Judgement, Mention, Participant, Reading, Span, TimeSpan
from kg.resolve import resolve_events
from kg.resolve.labels import label, plural
from kg.vocab import TypeInfo

ROE, DOE = Participant("Roe", "Jane Roe", "person", None, "roe"), Participant("Doe", "John Doe", "person", None, "doe")
MONDAY, TUESDAY = TimeSpan.day(date(2025, 9, 1), "relative"), TimeSpan.day(date(2025, 9, 2), "dateline")
JUNE = TimeSpan(date(2025, 6, 1), date(2025, 6, 30), "month", "2025-06", "explicit")
TEXT = "Roe signed the order and Roe again condemned what others had done about the river that week."


def info(code: str, family: str, phrase: str) -> TypeInfo:
    return TypeInfo(code, f"{code} label", "", family, "NONE", None, None, phrase, ())


TYPES = {
    "IssueDirective": info("IssueDirective", "institutional", "issues directive"),
    "CriticiseAccuse": info("CriticiseAccuse", "verbal-conflict", "criticises"),
}


def article(name: str = "a", day: date | None = date(2025, 9, 2)) -> Article:
    return Article(name, f"{name}: {TEXT}", published=day)


def mention(where: Article, start: int, **parts: object) -> Mention:
    """A directive of Jane Roe on Monday, but for what is named; each start is a sentence of its own."""
    span = Span(start, start + 4)
    base = Mention(
        "IssueDirective", span, "occurred", Evidence(where.id, span, span.of(where.text), "test"), 0.5, agents=(ROE,), time=MONDAY
    )
    return replace(base, **parts)  # type: ignore[arg-type]  # the parts are fields of Mention


def grouped(*readings: Reading, judgements: tuple[Judgement, ...] = ()) -> list[list[str]]:
    """The trigger offsets of every event's mentions, prefixed by the article's name."""
    names = {reading.article.id[:16]: reading.article.doc for reading in readings}
    events = resolve_events(readings, judgements, TYPES)
    groups = [[f"{names[one[:16]]}{one.split('/')[2].split('-')[0]}" for one in event.mentions] for event in events]
    return sorted(sorted(group) for group in groups)


CRITICISM = {"type": "CriticiseAccuse"}
SOURCE = {"status": "claimed", "attributed_to": DOE}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param({}, {}, True, id="type, agent and day"),
        pytest.param({}, {"object": "the order"}, True, id="an object more"),
        pytest.param({}, {"type": "EnactLaw"}, False, id="another type"),
        pytest.param({}, {"agents": (DOE,)}, False, id="another agent"),
        pytest.param({}, {"agents": (ROE, DOE)}, True, id="an agent more"),
        pytest.param({}, {"time": TUESDAY}, False, id="another day"),
        pytest.param({"time": MONDAY}, {"time": replace(MONDAY, basis="explicit", words="1 September")}, True, id="the day in other words"),
        pytest.param({}, {"status": "ongoing"}, True, id="occurred and ongoing"),
        pytest.param({"status": "planned"}, {"status": "proposed"}, True, id="planned and proposed"),
        pytest.param({}, {"status": "planned"}, False, id="a plan is not its fulfilment"),
        pytest.param({}, {"status": "negated"}, False, id="what did not happen"),
        pytest.param({}, SOURCE, True, id="a claim that the article vouches for elsewhere"),
        pytest.param(SOURCE, SOURCE, True, id="two claims"),
        pytest.param({"targets": (ROE,)}, {"targets": (DOE,)}, False, id="other targets"),
        pytest.param({"targets": (ROE,)}, {"targets": (ROE, DOE)}, True, id="a target more"),
        pytest.param(
            {"targets": (Participant("x", "troops", actor="t"),)},
            {"targets": (Participant("x", "soldiers", actor="s"),)},
            True,
            id="no names",
        ),
        pytest.param({"place": "Ohio"}, {"place": "Utah"}, False, id="another place"),
        pytest.param({"place": "Ohio"}, {"place": "southern Ohio"}, True, id="the place in other words"),
        pytest.param({"instrument": "executive order"}, {"instrument": "order"}, True, id="the instrument in other words"),
        pytest.param({"instrument": "executive order"}, {"instrument": "proclamation"}, False, id="another instrument"),
        pytest.param({"agents": ()}, {"agents": ()}, False, id="nobody did something"),
        pytest.param(
            {"agents": (), "instrument": "order"}, {"agents": (), "instrument": "order"}, False, id="nobody, one kind of document"
        ),
        pytest.param({**CRITICISM, "instrument": "order"}, {**CRITICISM, "instrument": "order"}, True, id="speech on one kind of document"),
        pytest.param({"agents": (), "object": "a river order"}, {"agents": (), "object": "the orders"}, True, id="nobody, one object"),
        pytest.param(CRITICISM, CRITICISM, False, id="speech without content"),
        pytest.param({**CRITICISM, "targets": (DOE,)}, {**CRITICISM, "targets": (DOE,)}, True, id="speech against one target"),
        pytest.param({**CRITICISM, "object": "the plan"}, {**CRITICISM, "object": "Doe’s plans"}, True, id="speech on one thing"),
        pytest.param({**CRITICISM, "object": "the plan"}, {**CRITICISM, "object": "the ruling"}, False, id="speech on two things"),
        pytest.param({"time": None}, {"time": None}, False, id="no days, nothing in common"),
        pytest.param({"time": None, "object": "an order on rivers"}, {"time": None, "object": "the order"}, True, id="no days, one object"),
        pytest.param({"object": "the order"}, {"time": None, "instrument": "executive order"}, True, id="no day joins the dated one"),
        pytest.param({"object": "the order"}, {"time": None, "object": "the fee"}, False, id="no day, another object"),
    ],
)
def test_two_mentions_of_one_article(left: dict[str, object], right: dict[str, object], same: bool) -> None:
    where = article()
    found = grouped(Reading(where, (mention(where, 0, **left), mention(where, 20, **right))))
    assert len(found) == (1 if same else 2)


def test_mentions_of_several_articles_are_one_event() -> None:
    a, b = article("a"), article("b")
    assert grouped(Reading(a, (mention(a, 0),)), Reading(b, (mention(b, 5),))) == [["a0", "b5"]]


def test_without_a_day_nothing_joins_over_articles() -> None:
    a, b = article("a"), article("b")
    undated = {"time": None, "object": "the order"}
    assert len(grouped(Reading(a, (mention(a, 0, **undated),)), Reading(b, (mention(b, 5, **undated),)))) == 2


def test_what_could_be_two_dated_events_joins_neither() -> None:
    a = article("a")
    dated = (mention(a, 0, object="the order"), mention(a, 10, object="an order", time=TUESDAY))
    assert grouped(Reading(a, (*dated, mention(a, 20, object="order", time=None)))) == [["a0"], ["a10"], ["a20"]]


def test_one_sentence_tells_two_objects_apart() -> None:
    a = article("a")
    whole = Evidence(a.id, Span(0, 40), a.text[:40], "test")
    pair = (mention(a, 3, evidence=whole, object="the order"), mention(a, 20, evidence=whole, object="a fee"))
    assert grouped(Reading(a, pair)) == [["a20"], ["a3"]]


def test_a_conflict_is_not_bridged_by_a_mention_that_fits_both() -> None:
    a = article("a")
    parts = (mention(a, 0, place="Ohio"), mention(a, 10), mention(a, 20, place="Utah"))
    assert grouped(Reading(a, parts)) == [["a0", "a10"], ["a20"]]


def test_one_odd_mention_in_three_keeps_nobody_out_of_a_group_and_one_in_two_does() -> None:
    told = [Reading(where, (mention(where, 0, **parts),)) for where, parts in (
        (article("a"), {}), (article("b"), {}), (article("c"), {"place": "Utah"}), (article("d"), {"place": "Ohio"})
    )]  # fmt: skip
    assert grouped(*told) == [["a0", "b0", "c0", "d0"]]
    assert len(grouped(*told[1:])) == 2


def test_an_action_outside_the_scheme_makes_no_event() -> None:
    a = article("a")
    assert grouped(Reading(a, (mention(a, 0, type=None),))) == []


def test_an_event_takes_the_best_of_its_mentions() -> None:
    a, b = article("a"), article("b", date(2025, 9, 1))
    first = mention(a, 0, confidence=0.9, object="order", topic="7", status="ongoing", targets=(DOE,))
    later = replace(MONDAY, basis="explicit", words="on 1 September")
    others = (
        mention(b, 5, object="the directive", place="Ohio", time=later, topic="9"),
        mention(b, 15, topic="9", instrument="order", targets=(DOE, ROE)),
    )
    (event,) = resolve_events([Reading(a, (first,)), Reading(b, others)], (), TYPES)
    assert (event.object, event.place, event.instrument, event.topic) == ("order", "Ohio", "order", "9")
    assert (event.status, event.agents, event.targets) == ("occurred", ("roe",), ("doe", "roe"))
    assert event.time == later
    assert event.mentions == tuple(sorted(m.id for m in (first, *others)))
    assert event.label == "Jane Roe issues directive"


def test_an_events_id_comes_from_its_first_mention_and_survives_later_ones() -> None:
    a, b = article("a", date(2025, 9, 2)), article("b", date(2025, 9, 3))
    undated = article("c", None)
    readings = [Reading(one, (mention(one, 0),)) for one in (a, b, undated)]
    ids = {resolve_events(found, (), TYPES)[0].id for found in (readings[:1], readings[:2], readings)}
    assert len(ids) == 1


def judged(left: str, right: str, same: bool, day: int = 1) -> Judgement:
    return Judgement(left, right, same, "an analyst", date(2026, 1, day), "because")


def test_a_judgement_wins_over_everything() -> None:
    a = article("a")
    one, other = mention(a, 0), mention(a, 10)
    plan = mention(a, 20, status="planned", time=JUNE)
    reading = Reading(a, (one, other, plan))
    assert grouped(reading, judgements=(judged(one.id, other.id, False),)) == [["a0"], ["a10"], ["a20"]]
    assert grouped(reading, judgements=(judged(plan.id, one.id, True),)) == [["a0", "a10", "a20"]]
    ids = [event.id for event in resolve_events([reading], (), TYPES)]
    assert grouped(reading, judgements=(judged(*ids, True),)) == [["a0", "a10", "a20"]]
    assert grouped(reading, judgements=(judged("elsewhere", one.id, True),)) == [["a0", "a10"], ["a20"]]


def test_of_two_judgements_the_later_counts() -> None:
    a = article("a")
    one, other = mention(a, 0), mention(a, 10)
    reading = Reading(a, (one, other))
    apart, together = judged(one.id, other.id, False, 1), judged(other.id, one.id, True, 2)
    assert grouped(reading, judgements=(apart, together)) == [["a0", "a10"]]
    assert grouped(reading, judgements=(together, replace(apart, when=date(2026, 1, 3)))) == [["a0"], ["a10"]]


@pytest.mark.parametrize(
    ("code", "agents", "targets", "several", "expected"),
    [
        pytest.param("IssueDirective", ("Jane Roe",), (), False, "Jane Roe issues directive", id="agent"),
        pytest.param("CriticiseAccuse", ("Jane Roe",), ("John Doe",), False, "Jane Roe criticises John Doe", id="agent and target"),
        pytest.param("CriticiseAccuse", ("A", "B"), ("C",), False, "A and B criticise C", id="two agents"),
        pytest.param("CriticiseAccuse", ("officials",), (), True, "Officials criticise", id="one agent in the plural"),
        pytest.param("CriticiseAccuse", ("A",), ("A", "B"), False, "A criticises B", id="nobody is their own target"),
        pytest.param("IssueDirective", (), (), False, "IssueDirective label", id="nobody"),
        pytest.param("CriticiseAccuse", (), ("C", "D"), False, "CriticiseAccuse label: C and D", id="target only"),
        pytest.param("Unlisted", ("A",), (), False, "A: Unlisted", id="type without a scheme"),
    ],
)
def test_labels_are_made_of_type_and_roles(
    code: str, agents: tuple[str, ...], targets: tuple[str, ...], several: bool, expected: str
) -> None:
    assert label(code, TYPES.get(code), agents, targets, several) == expected


@pytest.mark.parametrize(
    ("one", "many"), [("vetoes measure", "veto measure"), ("passes law", "pass law"), ("has talks", "have talks"), ("denies", "deny")]
)
def test_verb_phrases_have_a_plural(one: str, many: str) -> None:
    assert plural(one) == many


TEXTS = st.sampled_from([None, "the order", "an order on rivers", "a fee", "Ohio"])
PARTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["IssueDirective", "CriticiseAccuse", None]),
        "status": st.sampled_from(STATUSES),
        "attributed_to": st.just(DOE),
        "agents": st.sampled_from([(), (ROE,), (DOE,), (DOE, ROE)]),
        "targets": st.sampled_from([(), (ROE,), (DOE,)]),
        "time": st.sampled_from([None, MONDAY, TUESDAY, JUNE]),
        "object": TEXTS,
        "place": TEXTS,
        "confidence": st.sampled_from([0.2, 0.8]),
        "topic": st.sampled_from([None, "7", "10"]),
    }
)
DAYS = st.sampled_from([None, date(2025, 9, 1), date(2025, 9, 2)])


@st.composite
def corpora(draw: st.DrawFn) -> list[Reading]:
    found = []
    for name in draw(st.lists(st.sampled_from("abcd"), unique=True)):
        where = article(name, draw(DAYS))
        found.append(Reading(where, tuple(mention(where, 7 * n, **draw(PARTS)) for n in range(draw(st.integers(0, 5))))))
    return found


@settings(deadline=None)
@given(corpora(), st.integers(0, 10**9).map(Random), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=4))
def test_the_order_of_articles_and_mentions_does_not_matter(
    found: list[Reading], random: object, pairs: list[tuple[int, int, bool]]
) -> None:
    ids = sorted(m.id for reading in found for m in reading.mentions)
    words = tuple(judged(ids[i % len(ids)], ids[j % len(ids)], same) for i, j, same in pairs) if ids else ()
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled = [replace(reading, mentions=reading.mentions[::-1]) for reading in shuffled]
    assert resolve_events(shuffled, words[::-1], TYPES) == resolve_events(found, words, TYPES)


@settings(deadline=None)
@given(corpora())
def test_every_typed_mention_is_in_exactly_one_event_and_no_event_mixes_types_or_standings(found: list[Reading]) -> None:
    events = resolve_events(found, (), TYPES)
    mentions = {m.id: m for reading in found for m in reading.mentions if m.type}
    assert sorted(one for event in events for one in event.mentions) == sorted(mentions)
    assert len({event.id for event in events}) == len(events)
    for event in events:
        ours = [mentions[one] for one in event.mentions]
        assert {m.type for m in ours} == {event.type}
        assert event.status in {m.status for m in ours}
        assert len({m.status == "negated" for m in ours}) == 1
        assert set(event.agents) == {p.actor for m in ours for p in m.agents}


@settings(deadline=None)
@given(corpora())
def test_reading_an_article_twice_changes_nothing(found: list[Reading]) -> None:
    assert resolve_events([*found, *found], (), TYPES) == resolve_events(found, (), TYPES)


def test_the_shipped_scheme_is_the_default() -> None:
    a = article("a")
    (event,) = resolve_events([Reading(a, (mention(a, 0),))])
    assert event.label == "Jane Roe issues directive"
