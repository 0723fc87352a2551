"""What people have said holds when everything is read again, and when all that was worked out is thrown away and built anew."""

from __future__ import annotations

from datetime import date

from kg.build import ingest, judge, load_kit
from kg.graph.store import Store
from kg.model import Article, Event, Judgement
from kg.resolve.judgements import correct, merge, split

WHO, WHEN, WHY = "Ana", date(2031, 7, 1), "the gazette"
TEXTS = (
    "Mayor Mara Okafor signed an executive order on Tuesday. The harbour union sued the city on Wednesday.",
    "Okafor, the mayor, plans to veto the harbour budget. The port workers protested on Thursday.",
    "The mayor, Mara Okafor, signed an executive order on Tuesday. Governor Lindqvist condemned the order.",
)
ARTICLES = [Article(str(number), text, published=date(2031, 5, 9)) for number, text in enumerate(TEXTS)]


def of(store: Store, kind: str) -> Event:
    """The event of this type with the most mentions."""
    return max((event for event in store.events() if event.type == kind), key=lambda event: (len(event.mentions), event.id))


def holds(store: Store, said: dict[str, Judgement]) -> None:
    """That every judgement shows in the events."""
    by_mention = {mention: event for event in store.events() for mention in event.mentions}
    order = by_mention[said["split"].left], by_mention[said["split"].right]
    assert order[0].id != order[1].id
    assert by_mention[said["merge"].left].id == by_mention[said["merge"].right].id
    assert by_mention[said["status"].left].status == "negated"
    dated = by_mention[said["date"].left].time
    assert dated is not None
    assert dated.edtf == "2031-05-01"
    assert by_mention[said["type"].left].type == "Threaten"


def test_all_judgements_hold_after_reading_again_and_after_building_anew() -> None:
    kit = load_kit()
    with Store.open() as store:
        ingest(store, ARTICLES, kit)
        order, suit, protest = (of(store, kind) for kind in ("IssueDirective", "Sue", "Protest"))
        veto, criticism = of(store, "Veto"), of(store, "CriticiseAccuse")
        assert len(order.mentions) == 2
        said = {
            "split": split(*order.mentions, WHO, WHEN, WHY),
            "merge": merge(suit.mentions[0], protest.mentions[0], WHO, WHEN, WHY),
            "date": correct(suit.mentions[0], "date", "2031-05-01", WHO, WHEN, WHY),
            "status": correct(veto.mentions[0], "status", "negated", WHO, WHEN, WHY),
            "type": correct(criticism.mentions[0], "type", "Threaten", WHO, WHEN, WHY),
        }
        assert judge(store, said.values(), kit) == len(said)
        holds(store, said)
        judged = store.serialise("nquads")

        ingest(store, ARTICLES[::-1], kit)
        assert store.serialise("nquads") == judged

        store.write(actors=[], events=[])
        assert store.events() == []
        judge(store, [], kit)
        assert store.serialise("nquads") == judged
        holds(store, said)
