"""The store keeps what it is given, whole or not at all, and says what is wrong with what it cannot open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError, ShapeError, StoreError
from kg.graph import meta
from kg.graph.engine import Engine
from kg.graph.shacl import validate
from kg.graph.store import Store
from kg.graph.syntax import parse_turtle
from kg.graph.terms import integer, named
from kg.model import Article, Event, Judgement, Reading, TimeSpan


def text_of(store: Store) -> str:
    return store.serialise("nquads", ontology=True)


@pytest.fixture(params=["memory", "disk"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with Store.open(None if request.param == "memory" else tmp_path / "store") as store:
        yield store


def test_what_is_written_is_read(empty: Store, story) -> None:
    empty.write(story.readings, story.run, actors=story.actors, events=story.events)
    assert list(empty.readings()) == list(story.readings)
    assert empty.articles() == [reading.article for reading in story.readings]
    assert empty.actors() == list(story.actors)
    assert empty.events() == list(story.events)
    assert empty.runs() == [story.run]
    assert empty.denoted() == {mention: event.id for event in story.events for mention in event.mentions}


def test_a_store_on_disk_is_still_there_when_it_is_opened_again(tmp_path: Path, story) -> None:
    with Store.open(tmp_path / "store") as store:
        store.write(story.readings, story.run, actors=story.actors, events=story.events)
        before = text_of(store)
    for read_only in (False, True):
        with Store.open(tmp_path / "store", read_only=read_only) as store:
            assert text_of(store) == before


def test_no_order_of_writing_changes_a_byte(story) -> None:
    def built(readings: tuple[Reading, ...], write: Callable[[Store, tuple[Reading, ...]], None]) -> str:
        with Store.open() as store:
            write(store, readings)
            store.replace_derived(reversed(story.actors), reversed(story.events))
            return text_of(store)

    def one_by_one(store: Store, readings: tuple[Reading, ...]) -> None:
        for reading in readings:
            store.put(reading, story.run)

    ways = [lambda store, readings: store.put_all(readings, story.run), one_by_one]
    assert len({built(order, way) for order in permutations(story.readings) for way in ways}) == 1


def test_of_two_articles_with_one_text_the_same_is_kept_in_any_order(story) -> None:
    first = story.readings[0]
    later = replace(first, article=replace(first.article, doc="copy", published=date(2031, 4, 1), publisher="Copy"))
    for order in permutations((first, later)):
        with Store.open() as store:
            store.put_all(order, story.run)
            assert list(store.readings()) == [first]


def test_an_article_read_again_is_replaced_whole(empty: Store, story) -> None:
    first, second = story.readings
    empty.put_all(story.readings, story.run)
    empty.put(replace(first, mentions=first.mentions[:1]), story.run)
    assert list(empty.readings()) == [replace(first, mentions=first.mentions[:1]), second]
    empty.put(first, story.run)
    with Store.open() as fresh:
        fresh.put_all(story.readings, story.run)
        assert text_of(empty) == text_of(fresh)


def test_runs_that_made_nothing_any_more_are_forgotten(store: Store, story) -> None:
    newer = replace(story.run, software="2.0")
    store.put(story.readings[0], newer)
    assert store.runs() == sorted([story.run, newer], key=lambda run: run.id)
    store.put(story.readings[1], newer)
    assert store.runs() == [newer]
    with Store.open() as fresh:
        fresh.write(story.readings, newer, actors=story.actors, events=story.events)
        assert text_of(store) == text_of(fresh)


def test_a_text_read_again_by_the_same_run_changes_nothing(store: Store, story) -> None:
    before = text_of(store)
    store.put_all(story.readings, story.run)
    assert text_of(store) == before


def broken(reading: Reading) -> Reading:
    """A reading that every noun allows and the shapes do not: a day that lasts a week."""
    long_day = TimeSpan(date(2031, 3, 1), date(2031, 3, 7), "day", None, "explicit")
    return replace(reading, mentions=(*reading.mentions[:-1], replace(reading.mentions[-1], time=long_day)))


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda store, story: store.put(broken(story.readings[0]), story.run), id="an article that breaks a shape"),
        pytest.param(
            lambda store, story: store.put_all([*story.readings[1:], broken(story.readings[0])], replace(story.run, software="9")),
            id="one of several articles that breaks a shape",
        ),
        pytest.param(lambda store, story: store.replace_derived(story.actors[1:], story.events), id="an event whose agent is nobody"),
        pytest.param(
            lambda store, story: store.replace_derived(story.actors, [replace(story.events[0], mentions=("0" * 16 + "/m/1-2-Veto",))]),
            id="an event of no mention of ours",
        ),
        pytest.param(
            lambda store, story: store.write(removed=[story.readings[0].article.id], actors=(), events=story.events),
            id="articles removed under events that stay",
        ),
        pytest.param(
            lambda store, story: store.replace_derived(story.actors, [replace(story.events[0], label="")]), id="an event without a label"
        ),
        pytest.param(
            lambda store, _: store.add_judgement(Judgement("a", "a", True, "me", date(2031, 1, 1), "x")),
            id="a judgement on one thing",
        ),
    ],
)
def test_a_write_that_is_refused_leaves_the_store_as_it_was(store: Store, story, attempt: Callable[..., None]) -> None:
    before = text_of(store)
    with pytest.raises(ShapeError):
        attempt(store, story)
    assert text_of(store) == before


def test_a_shape_error_names_article_node_and_shape_in_one_line(store: Store, story) -> None:
    with pytest.raises(ShapeError, match=r"^article ledger-1: https://\S+/m/\S+ .*known day.*; correct .*$") as caught:
        store.put(broken(story.readings[0]), story.run)
    assert "\n" not in str(caught.value)


def test_readings_need_the_run_that_made_them(store: Store, story) -> None:
    with pytest.raises(StoreError, match="pass run"):
        store.write(story.readings)


@pytest.mark.parametrize("name", [lambda article: article.id, lambda article: article.id[:16], lambda article: article.doc])
def test_an_article_is_taken_out_by_any_of_its_names(empty: Store, story, name: Callable[[Article], str]) -> None:
    empty.put_all(story.readings, story.run)
    assert empty.remove(name(story.readings[0].article))
    assert not empty.remove(name(story.readings[0].article))
    with Store.open() as fresh:
        fresh.put(story.readings[1], story.run)
        assert text_of(empty) == text_of(fresh)
        assert empty.graphs() == fresh.graphs()


def test_with_an_article_go_its_links_and_the_events_that_only_it_told_of(store: Store, story) -> None:
    first, second = story.readings
    store.remove(first.article.doc)
    assert [event.id for event in store.events()] == [event.id for event in (story.events[0], *story.events[3:])]
    assert set(store.denoted()) == {mention.id for mention in second.mentions}


def test_judgements_are_kept_over_rebuilding_and_can_be_taken_back(store: Store, story) -> None:
    judgement = Judgement("ada-quill", "bo-reyes", False, "Em", date(2031, 5, 6), 'two "people"')
    other = replace(judgement, left=story.events[0].id, right=story.events[1].id, same=True)
    store.add_judgement(judgement)
    store.add_judgement(other)
    store.write(story.readings, story.run, actors=story.actors, events=story.events[:2])
    assert set(store.judgements()) == {judgement, other}
    assert store.remove_judgement(judgement)
    assert not store.remove_judgement(judgement)
    assert store.judgements() == [other]


def test_an_open_end_of_time_is_stored(empty: Store, story) -> None:
    since = TimeSpan(date(2031, 3, 1), None, "day", "2031-03-01/..", "explicit", "since March 1")
    reading = replace(story.readings[0], mentions=(replace(story.readings[0].mentions[0], time=since),))
    empty.put(reading, story.run)
    assert list(empty.readings()) == [reading]


# ---- opening


def test_another_base_is_kept_by_the_store_itself(tmp_path: Path, story) -> None:
    base = "https://data.example/kg#"
    with Store.open(tmp_path / "store", base=base) as store:
        store.write(story.readings, story.run, actors=story.actors, events=story.events)
    with Store.open(tmp_path / "store") as store:
        assert store.iris.base == base
        assert store.events() == list(story.events)
        assert {quad[3].startswith(base) for quad in store.quads(ontology=True)} == {True}


def test_nothing_in_a_store_is_a_blank_node(store: Store) -> None:
    assert "_:" not in {line[:2] for line in text_of(store).splitlines()} | {part[:2] for part in text_of(store).split()}


@pytest.mark.parametrize(
    ("make", "options", "problem"),
    [
        pytest.param(lambda _: None, {"read_only": True}, "there is no store", id="missing, to read"),
        pytest.param(lambda _: None, {"create": False}, "there is no store", id="missing, to write"),
        pytest.param(lambda path: path.write_text("x"), {}, "is a file", id="a file"),
        pytest.param(
            lambda path: (path.mkdir(), (path / "letter.txt").write_text("x")), {}, "not a store", id="a folder of something else"
        ),
        pytest.param(lambda path: path.mkdir(), {"read_only": True}, "not a store", id="an empty folder, to read"),
        pytest.param(lambda path: foreign(path), {}, "not one of kg", id="a store of something else"),
        pytest.param(lambda path: newer(path), {}, f"has format {meta.FORMAT + 1}", id="a newer format"),
        pytest.param(lambda path: newer(path), {"read_only": True}, "install a newer version", id="a newer format, to read"),
        pytest.param(lambda path: unversioned(path), {}, "does not say which version", id="a store without a version"),
        pytest.param(lambda path: path.parent.rmdir(), {}, "does not exist", id="a folder in no folder"),
        pytest.param(lambda path: damaged(path), {}, "cannot be opened", id="a damaged store"),
    ],
)
def test_what_is_no_store_of_ours_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], object], options, problem: str) -> None:
    path = tmp_path / "inner" / "store"
    path.parent.mkdir()
    make(path)
    before = files(path)
    with pytest.raises(StoreError, match=problem):
        Store.open(path, **options)
    if not (path / "CURRENT").exists():
        assert files(path) == before


def files(path: Path) -> list[Path] | bool:
    return sorted(path.iterdir()) if path.is_dir() else path.exists()


def foreign(path: Path) -> None:
    ox.Store(path).add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))


def newer(path: Path) -> None:
    with Store.open(path) as store:
        graph, node = store.iris.graph("meta"), next(store._engine.triples(predicate=named("schema:schemaVersion")))
        later = (*node[:2], type(node[2])(str(meta.FORMAT + 1)))
        store._engine.commit({store._engine.pack(node, graph)}, {store._engine.pack(later, graph)})


def unversioned(path: Path) -> None:
    with Store.open(path) as store:
        graph, node = store.iris.graph("meta"), next(store._engine.triples(predicate=named("schema:schemaVersion")))
        store._engine.commit({store._engine.pack(node, graph)}, set())


def damaged(path: Path) -> None:
    Store.open(path).close()
    (path / "CURRENT").write_text("MANIFEST-999999\n")


def test_a_store_is_open_for_writing_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store"), pytest.raises(StoreError, match="open for writing in another place"):
        Store.open(tmp_path / "store")
    Store.open(tmp_path / "store").close()


def test_a_store_is_open_for_writing_in_one_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.errors import StoreError; from kg.graph.store import Store\n"
        "try: Store.open(Path(sys.argv[1]))\nexcept StoreError as error: print(error)"
    )
    with Store.open(tmp_path / "store"):
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "store")], capture_output=True, text=True, check=True)
    assert "open for writing in another place" in done.stdout


def test_a_store_opened_to_read_cannot_be_written(tmp_path: Path, story) -> None:
    Store.open(tmp_path / "store").close()
    with Store.open(tmp_path / "store", read_only=True) as store, pytest.raises(StoreError, match="for reading only"):
        store.put(story.readings[0], story.run)


def test_a_store_in_memory_can_always_be_written(story) -> None:
    with Store.open(read_only=True) as store:
        store.put(story.readings[0], story.run)
        assert list(store.readings()) == [story.readings[0]]


def test_rows_and_lines_load_neither_rdflib_nor_oxigraph() -> None:
    code = "import sys, kg.graph.rows, kg.graph.lines; assert not {'rdflib', 'pyoxigraph', 'pyshacl'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_closed_store_says_so() -> None:
    store = Store.open()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.articles()


def test_the_copy_of_the_ontology_is_renewed_when_the_files_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "schemes.ttl"
    own.write_text('<https://w3id.org/policy-event/type/Picnic> <http://www.w3.org/2004/02/skos/core#prefLabel> "Picnic"@en .')
    with Store.open(tmp_path / "store") as store:
        before = text_of(store)
    with monkeypatch.context() as patch:
        patch.setattr(meta, "ontology_files", lambda: (own,))
        with Store.open(tmp_path / "store") as store:
            assert len(store.triples("ontology")) == 1
    with Store.open(tmp_path / "store") as store:
        assert text_of(store) == before


@pytest.mark.parametrize(
    ("text", "problem"),
    [pytest.param("<urn:a> <urn:b> [] .", "without a name", id="a blank node"), pytest.param("<urn:a> <urn:b", "Turtle", id="not Turtle")],
)
def test_an_ontology_that_cannot_be_copied_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "x.ttl").write_text(text)
    with pytest.raises(OntologyError, match=problem):
        list(parse_turtle(tmp_path / "x.ttl"))


# ---- transactions


def test_a_commit_exchanges_triples_whatever_their_text(empty: Store) -> None:
    engine, graph = empty._engine, empty.iris.graph("doc/x")
    node = empty.iris.actor("a")
    hostile = '" } } ; DROP ALL ; # \\u0022 \n \0 \u202e 😀'
    old, new = ((node, named("pe:name"), type(integer(1))(hostile + end)) for end in ("old", "new"))
    engine.commit(set(), {engine.pack(old, graph)})
    engine.commit({engine.pack(old, graph)}, {engine.pack(new, graph)})
    assert list(engine.triples(graph)) == [new]
    engine.commit({engine.pack(new, graph)}, set())
    assert str(graph) not in engine.graphs()


def test_a_folder_that_cannot_be_written_is_a_store_error() -> None:
    class Full:
        def extend(self, _: object) -> None:
            raise OSError("No space left on device")

    engine = Engine(Full(), "here", read_only=False)
    with pytest.raises(StoreError, match=r"here: cannot be written \(No space left"):
        engine.commit(set(), {engine.pack((named("oa:a"), named("oa:b"), named("oa:c")), named("oa:g"))})


def test_an_event_may_lose_its_type_label_but_not_its_links(store: Store, story) -> None:
    unknown = [replace(event, type="Picnic") for event in story.events]
    store.replace_derived(story.actors, unknown)
    assert [event.type for event in store.events()] == ["Picnic"] * len(unknown)
    assert isinstance(store.events()[0], Event)


def test_a_removed_article_takes_the_relations_to_its_events_along(story) -> None:
    with Store.open() as opened:
        opened.write(story.readings, story.run, actors=story.actors, events=story.events)
        assert any(event.relations for event in opened.events())
        assert any(event.former for event in opened.events())
        opened.remove(story.readings[1].article.id)
        assert not any(event.relations for event in opened.events())
        assert not [triple for triple in opened.triples("canonical") if triple[2] == named("rdf:Statement")]
        assert validate(opened.triples("canonical")) == []


def test_an_id_that_is_no_longer_in_use_leads_to_its_successor(store: Store, story) -> None:
    (event,) = (event for event in story.events if event.former)
    assert [store.successor(former) for former in event.former] == [event.id]
    assert store.successor(event.id) is None
    assert store.successor("0123456789abcdef") is None
