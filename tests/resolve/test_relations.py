"""Links between events are those that the text states, with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from kg.build import Kit, extract, load_kit
from kg.extract.lexicon import RelationCue, relation_cues
from kg.model import Article, Event, Evidence, Mention, Participant, Reading, Relation, Span, TimeSpan
from kg.resolve import canonical, resolve_events
from kg.resolve.relations import relations

ROE, DOE = (Participant(name, name, "person", None, name.casefold()) for name in ("Roe", "Doe"))


def reading(text: str, *acts: tuple[str, str, dict[str, object]], day: date = date(2025, 9, 1)) -> Reading:
    """An article of sentences; every act is the word that tells it, its type, and parts of its mention."""
    article = Article("a", text, published=day)
    mentions = []
    for word, kind, parts in acts:
        at = text.index(word)
        start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
        end = text.find(".", at) + 1
        span = Span(start, end)
        parts = {"status": "occurred", "agents": (DOE,), **parts}
        parts = dict(parts)
        evidence = Evidence(article.id, span, span.of(text), f"{parts.pop('frame', 'test')}:ROOT")
        mentions.append(Mention(type=kind, trigger=Span(at, at + len(word)), evidence=evidence, confidence=0.5, **parts))  # type: ignore[arg-type]  # fields of Mention
    return Reading(article, tuple(mentions))


def kinds(*readings: Reading) -> list[tuple[str, str, str]]:
    events = resolve_events(readings)
    words = {m.id: m.words for one in readings for m in one.mentions}
    called = {event.id: words[event.mentions[0]] for event in events}
    found = relations(events, readings)
    assert relations(events[::-1], readings[::-1]) == found
    return [(called[event], one.kind, called[one.event]) for event, ties in sorted(found.items()) for one in ties]


ORDER = ("signed", "IssueDirective", {"agents": (ROE,), "object": "an order", "instrument": "order"})


@pytest.mark.parametrize(
    ("text", "acts", "expected"),
    [
        pytest.param(
            "Roe signed an order. Doe condemned the order.",
            (ORDER, ("condemned", "CriticiseAccuse", {"object": "the order"})),
            [("condemned", "about", "signed")],
            id="speech on a document",
        ),
        pytest.param(
            "Roe signed an order. Doe condemned the fee.",
            (ORDER, ("condemned", "CriticiseAccuse", {"object": "the fee"})),
            [],
            id="another",
        ),
        pytest.param(
            "Doe condemned an order. Roe signed an order.",
            (("condemned", "CriticiseAccuse", {"object": "an order"}), ORDER),
            [],
            id="no order has been told yet",
        ),
        pytest.param(
            "Doe urged Roe to close the road.",
            (("urged", "DemandRequest", {"object": "Roe to close the road"}), ("close", "RestrictSanction", {"agents": (ROE,)})),
            [("urged", "about", "close")],
            id="what is demanded",
        ),
        pytest.param(
            "Doe sued in response to the ban.",
            (("sued", "Sue", {}), ("ban", "RestrictSanction", {"agents": (ROE,), "frame": "sanction-noun"})),
            [("sued", "respondsTo", "ban")],
            id="an answer",
        ),
        pytest.param(
            "Doe was arrested during the protest.",
            (("arrested", "EnforceArrest", {}), ("protest", "Protest", {"agents": (), "frame": "protest-noun"})),
            [("arrested", "partOf", "protest")],
            id="a part",
        ),
        pytest.param(
            "Doe was arrested and the protest ended.",
            (("arrested", "EnforceArrest", {}), ("protest", "Protest", {})),
            [],
            id="side by side",
        ),
    ],
)
def test_what_a_text_states(text: str, acts: tuple[tuple[str, str, dict[str, object]], ...], expected: list[tuple[str, str, str]]) -> None:
    assert kinds(reading(text, *acts)) == expected


PLAN = reading("Roe will close the road.", ("close", "RestrictSanction", {"agents": (ROE,), "status": "planned", "object": "the road"}))


@pytest.mark.parametrize(
    ("parts", "day", "expected"),
    [
        pytest.param({}, date(2025, 9, 20), [("closed", "realises", "close")], id="it came true"),
        pytest.param({"object": "a school"}, date(2025, 9, 20), [], id="something else"),
        pytest.param({"agents": (DOE,)}, date(2025, 9, 20), [], id="somebody else"),
        pytest.param({"time": TimeSpan.day(date(2025, 8, 1), "explicit")}, date(2025, 9, 20), [], id="before the plan was told"),
        pytest.param({"status": "negated"}, date(2025, 9, 20), [], id="it did not happen"),
        pytest.param({}, date(2027, 9, 20), [], id="years later"),
    ],
)
def test_a_plan_and_its_fulfilment_are_two_events_with_a_link(
    parts: dict[str, object], day: date, expected: list[tuple[str, str, str]]
) -> None:
    fact = reading("Roe closed the road.", ("closed", "RestrictSanction", {"agents": (ROE,), "object": "the road", **parts}), day=day)
    assert kinds(PLAN, fact) == expected


def test_nothing_is_in_a_relation_to_itself() -> None:
    with pytest.raises(ValueError):
        Event("e", "Sue", "occurred", "Roe sues", ("m",), relations=(Relation("about", "e"),))


@pytest.fixture(scope="session")
def kit() -> Kit:
    return load_kit()


@pytest.mark.parametrize(("cue", "example"), [(cue, example) for cue in relation_cues() for example in cue.examples])
def test_the_example_of_a_cue_is_read_as_its_relation(cue: RelationCue, example: str, kit: Kit) -> None:
    readings = list(extract([Article("a", example, published=date(2031, 5, 9))], kit))
    (one,) = (one for event in canonical(readings) for one in event.relations if one.kind == cue.states)
    assert one.said


@pytest.mark.parametrize(
    "text",
    [
        "The union sued the city after midnight. The ministry banned night ferries.",
        "The council passed the budget after the council banned night ferries.",
        "The ministry banned night ferries. The union sued the city.",
        "The union did not sue the ministry after the ministry banned night ferries.",
        "The ministry banned night ferries. In response to the storm, the union sued the city.",
        "During the storm the ministry banned night ferries and the union sued the city.",
    ],
)
def test_what_only_comes_later_is_no_answer(text: str, kit: Kit) -> None:
    readings = list(extract([Article("a", text, published=date(2031, 5, 9))], kit))
    assert [one for event in canonical(readings) for one in event.relations if one.kind == "respondsTo"] == []
