"""A store that grows article by article is the store that is made at once, and what has nothing to do with a change is not looked at."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import kg.work.derive
from kg.build import Kit, articles, extract, ingest, judge, load_kit, remove
from kg.errors import StoreError
from kg.graph.shards import Shard, ShardWriter
from kg.graph.store import Store
from kg.graph.verify import verify
from kg.model import Article, Judgement, Reading
from kg.resolve.actors import joined_by
from kg.resolve.judged import judgement_id
from kg.work.derive import amount, derive, derive_all

from .conftest import lines, written

TOLD = (
    "Mayor Ona Lark of Ardlow signed the Clean Harbours Act on Monday. The council of Ardlow plans to repeal the act.",
    "The Ardlow council repealed the Clean Harbours Act on Friday. Governor Bex Tolly condemned the repeal.",
    "In response to the Clean Harbours Act, the Ferry Union sued Ona Lark. The union's lawsuit asks a court to block the act.",
    "Ona Lark condemned the Ferry Union on Thursday. The FERRY UNION criticised Ona Lark.",
    "Ona Lark plans to sign a ferry order next week. The Ferry Union will strike.",
    "Ona Lark signed the ferry order on Tuesday. The Ferry Union went on strike.",
)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.fixture(scope="module")
def readings(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """The seeds, two articles that repeat each other, and some on one story."""
    rows = written(tmp_path_factory.mktemp("rows") / "rows.jsonl", lines()[:3])
    ours = [Article(f"t{n}", text, published=date(2031, 5, 5) + timedelta(days=2 * n)) for n, text in enumerate(TOLD)]
    return list(extract([*articles([]), *articles([str(rows)]), *ours], kit))


def take(store: Store, kit: Kit, found: Sequence[Reading]) -> None:
    writer = ShardWriter(kit.run, store.iris)
    for reading in found:
        writer.add(reading)
    derive(store, kit, Shard.load(writer.packed(), store.iris), read={reading.article.id for reading in found})


def graph(store: Store) -> list[str]:
    """All there is, but for the names of what was there once."""
    return [line for line in store.serialise("nquads").splitlines() if "graph/history>" not in line]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the changes that were worked out without everything else."""
    found: list[int] = []
    real = kg.work.derive.derive_change

    def counted(*given: Any, **more: Any) -> object:
        found.append(1)
        return real(*given, **more)

    monkeypatch.setattr(kg.work.derive, "derive_change", counted)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_one_article_after_another_makes_the_store_that_all_at_once_make(
    kit: Kit, readings: list[Reading], tmp_path: Path, small: list[int], seed: int
) -> None:
    dice = random.Random(seed)
    order = dice.sample(readings, len(readings))
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        take(whole, kit, readings)
        take(store, kit, order[:9])
        for at in range(9, len(order), 2):
            take(store, kit, order[at : at + 2])
            out = dice.choice(order[:at])
            assert remove(store, out.article.id, kit)
            take(store, kit, [out])
        assert graph(store) == graph(whole)
        assert verify(store).faults == ()
        assert amount(store) == amount(whole)
        assert len(small) >= 10


def test_a_new_version_and_a_correction_are_worked_out_where_they_are(
    kit: Kit, readings: list[Reading], tmp_path: Path, small: list[int]
) -> None:
    url = "https://news.example/act"
    first, second = (Article(f"v{n}", TOLD[n], published=date(2031, 5, 9), url=url) for n in (0, 1))
    with Store.open(tmp_path / "store") as store, Store.open() as whole:
        take(store, kit, readings[:12])
        (event, *_) = store.events()
        said = [Judgement(event.id, "status", True, "an analyst", date(2031, 6, 1), "it never was", "status", "negated")]
        for opened in (store, whole):
            if opened is whole:
                take(whole, kit, readings[:12])
            judge(opened, said, kit)
        for article in (first, second):
            ingest(store, [article], kit)
        ingest(whole, [first, second], kit)
        assert small == [1, 1, 1]
        assert store.serialise("nquads") == whole.serialise("nquads")
        assert [one.successor for one in store.past()] == [second.id[:16]]


def test_what_has_nothing_to_do_with_a_change_is_not_looked_at(kit: Kit, readings: list[Reading], tmp_path: Path, small: list[int]) -> None:
    other = Article("far", "Senator Ivo Quill praised the Lisbon museum.", published=date(1999, 1, 4))
    with Store.open(tmp_path / "store") as store:
        take(store, kit, [*readings[:8], *extract([other], kit)])
        # a store that has lost an article cannot be read whole
        lost = store.iris.doc_graph(other.id)
        store.engine.commit({quad for quad in store.engine.packed(lost) if "articleBody" in str(quad)}, set())
        take(store, kit, [readings[12]])
        assert small == [1]
        with pytest.raises(StoreError):
            derive_all(store, kit)


def test_a_change_that_ends_in_the_middle_spoils_the_ledger_and_everything_is_worked_out_again(
    kit: Kit, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: list[int]
) -> None:
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        take(whole, kit, readings[:10])
        take(store, kit, readings[:9])
        with monkeypatch.context() as patched:
            patched.setattr(store.engine, "commit", _fails)
            with pytest.raises(StoreError):
                take(store, kit, [readings[9]])
        assert store.ledger is not None
        assert not store.ledger.is_kept
        take(store, kit, [readings[9]])
        assert graph(store) == graph(whole)
        assert store.ledger.is_kept
        assert small == [1]


def _fails(*_: object) -> None:
    raise StoreError("the store", "cannot be written", "free some space")


def test_articles_that_wait_for_their_events_get_them_with_the_next_ones(
    kit: Kit, readings: list[Reading], tmp_path: Path, small: list[int]
) -> None:
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        take(whole, kit, readings[:12])
        take(store, kit, readings[:10])
        store.write([readings[10]], kit.run)
        take(store, kit, [readings[11]])
        assert small == [1]
        assert graph(store) == graph(whole)


def test_judgements_on_events_and_their_undoing_are_worked_out_where_they_are(
    kit: Kit, readings: list[Reading], tmp_path: Path, small: list[int]
) -> None:
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        take(whole, kit, readings)
        take(store, kit, readings)
        one, two, three = (next(e for e in whole.events() if e.mentions[0].startswith(r.article.id[:16])) for r in readings[-3:])
        who = ("an analyst", date(2031, 6, 1), "it is so")
        joined, corrected = Judgement(one.id, two.id, True, *who), Judgement(three.id, "date", True, *who, "date", "2031-05-02")
        undone = Judgement(judgement_id(joined), "undo", True, *who, "undo")
        restored = Judgement(judgement_id(undone), "undo", True, *who, "undo")
        for said in ([joined, corrected], [undone], [restored], [Judgement(one.id, two.mentions[0], False, *who)]):
            before = store.serialise("nquads")
            assert judge(store, said, kit) == judge(whole, said, kit)
            assert store.serialise("nquads") == whole.serialise("nquads") != before
        assert len(small) == 4


def test_many_articles_get_their_events_some_at_a_time(
    kit: Kit, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: list[int]
) -> None:
    monkeypatch.setattr(kg.work.derive, "MANY", 4)
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        take(whole, kit, readings)
        for reading in readings[:-1]:
            store.write([reading], kit.run)
        take(store, kit, readings[-1:])
        assert len(small) == 6
        assert store.serialise("nquads") == whole.serialise("nquads")
        assert amount(store) == amount(whole)


def test_a_judgement_on_an_actor_counts_for_articles_that_come_later(kit: Kit, tmp_path: Path) -> None:
    rows = [json.loads(row) for row in lines()]
    found = [Article(row["id"], row["text"], published=date.fromisoformat(row["published"])) for row in rows]
    with Store.open() as whole, Store.open(tmp_path / "store") as store:
        for opened, parts in ((whole, [found]), (store, [found[:8], found[8:9], found[9:]])):
            for number, part in enumerate(parts):
                ingest(opened, part, kit)
                if number == 0:
                    names = sorted(actor.id for actor in opened.actors() if "council" in actor.name.casefold())[:2]
                    judge(opened, [Judgement(*names, True, "an analyst", date(2031, 6, 1), "one body")], kit)
        assert store.serialise("nquads") == whole.serialise("nquads")


def test_an_actor_that_more_speak_of_is_the_one_that_all_of_them_make(kit: Kit, readings: list[Reading]) -> None:
    from kg.resolve.actors import actor_of
    from kg.resolve.context import participants

    everybody = [one for reading in readings for mention in reading.mentions for one in participants(mention)]
    unknown = sorted({one.actor for one in everybody if one.actor is not None} - kit.directory.actors.keys())
    joined = 0
    for name in unknown:
        theirs = [one for one in everybody if one.actor == name]
        for cut in range(1, len(theirs)):
            more = joined_by(actor_of(name, theirs[:cut], kit.directory), theirs[cut:])
            joined += more is not None
            assert more in (None, actor_of(name, theirs, kit.directory))
    assert joined > 10
    one = replace(everybody[0], actor="x", name="Ferry union", words="Ferry union")
    louder = replace(one, name="Ferry Union", words="the Ferry Union")
    assert joined_by(actor_of("x", [one], kit.directory), [louder]) is None
