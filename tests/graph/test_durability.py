"""Nothing is lost, nothing is half there: kills, full disks, foreign hands, old formats, backups."""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, ShapeError, StoreError
from kg.graph import backup, meta, migrate, seals
from kg.graph.folders import TRIES, Changing
from kg.graph.shards import load_shards, write_shard
from kg.graph.store import Store
from kg.graph.terms import named, text
from kg.graph.verify import verify

KILLS = os.environ.get("KG_KILLS", "6")


@pytest.fixture
def folder(tmp_path: Path, story) -> Path:
    with Store.open(tmp_path / "store") as store:
        store.write(story.readings, story.run, actors=story.actors, events=story.events)
    return tmp_path / "store"


def all_of(path: Path) -> str:
    with Store.open(path, read_only=True) as store:
        return store.serialise("nquads")


def test_a_process_killed_at_any_moment_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    script = Path(__file__).with_name("kills.py")
    command = [sys.executable, str(script), KILLS, "7", str(tmp_path / "store")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["kills"], counts["lost"], counts["partial"], counts["unreadable"]) == (int(KILLS), 0, 0, 0)
    assert counts["steps"] > 0


def test_a_reader_of_the_open_store_never_sees_a_change_laid_aside(folder: Path, story) -> None:
    with Store.open(folder) as store:
        store.replace_derived(story.actors, [replace(event, label="anew") for event in story.events])
        assert store.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'urn:')) }").rows == ()
        assert store.engine.staging() == []


# ---- a disk that is full, a folder that cannot be written

FULL = """
import resource, signal, sys
from pathlib import Path
from kg.errors import KgError
from kg.graph.store import Store
from kills import RUN, reading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    for number in range(200):
        store.write([reading(number, 0)], RUN)
        print("done", number, flush=True)
except KgError as error:
    print("refused", error, flush=True)
try:
    store.close()
except KgError as error:
    print("closed", error, flush=True)
"""


def test_a_disk_that_fills_up_is_one_clear_line_and_harms_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / "store"), str(3_000_000)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    refused = [line for line in done.stdout.splitlines() if not line.startswith("done")]
    written = done.stdout.count("done")
    assert 0 < written < 200
    assert all("cannot be written" in line and "free some space" in line for line in refused)
    with Store.open(tmp_path / "store", create=False) as store:
        verdict = verify(store)
        assert (verdict.articles, verdict.faults) == (written, ())


DISK = """
import subprocess, sys
from pathlib import Path
from kg.errors import KgError
from kg.graph.store import Store
from kg.graph.verify import verify
from kills import RUN, reading

place = Path(sys.argv[1])

def mounted(*options):
    subprocess.run(["mount", *options, str(place)], check=True)

def said(words, work):
    try:
        print(words, work(), flush=True)
    except KgError as error:
        print(words, error, flush=True)

def until_full(store, written=0):
    try:
        for written in range(2000):
            store.write([reading(written, 0)], RUN)
    except KgError as error:
        print("full:", error, flush=True)
    return written

def opened(**how):
    with Store.open(place / "store", **how) as store:
        return verify(store).articles, len(verify(store).faults)

mounted("-t", "tmpfs", "-o", "size=3m", "none")
store = Store.open(place / "store")
print("written:", len({reading(number, 0).article.id for number in range(until_full(store))}))
said("closed:", store.close)
said("read while full:", lambda: opened(read_only=True))
mounted("-o", "remount,size=64m")
said("with space:", opened)
mounted("-o", "remount,ro")
said("no writer:", opened)
said("a reader:", lambda: opened(read_only=True))
"""


def on_a_disk_of_its_own(script: str, place: Path) -> list[str]:
    """What a script says that may mount; skips the test where the system does not let it."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-r", "--mount", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk of one's own")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [unshare, "-r", "--mount", sys.executable, "-c", script, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_full_disk_and_one_that_is_read_only_harm_nothing(tmp_path: Path) -> None:
    said = dict(line.split(": ", 1) for line in on_a_disk_of_its_own(DISK, tmp_path))
    assert "cannot be written" in said["full"]
    assert "free some space" in said["full"]
    whole = f"({said['written']}, 0)"
    assert int(said["written"]) > 0
    assert [said["read while full"], said["with space"], said["a reader"]] == [whole, whole, whole]
    assert "check who may read and write there" in said["no writer"]


# ---- verify


def test_a_whole_store_is_counted_and_has_no_fault(store: Store) -> None:
    verdict = verify(store)
    assert (verdict.articles, verdict.mentions, verdict.events, verdict.faults) == (2, 6, 5, ())


def spoil(change: Callable[[Store], tuple[set[object], set[object]]]) -> Callable[[Store], None]:
    return lambda store: store.engine.commit(*change(store))  # type: ignore[arg-type]  # quads of the engine


def article_quads(store: Store, name: str) -> set[object]:
    graph = seals.article_graphs(store.engine, store.iris)[0]
    return {store.engine.pack(triple, graph) for triple in store.engine.triples(graph, predicate=named(name))}


def canonical_quads(store: Store, name: str) -> set[object]:
    graph = store.iris.graph("canonical")
    return {store.engine.pack(triple, graph) for triple in store.engine.triples(graph, predicate=named(name))}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(lambda s: (article_quads(s, "pe:rule"), set()), "does not hold what was written", id="statements that went"),
        pytest.param(lambda s: (article_quads(s, "schema:articleBody"), set()), "not the one of its digest", id="a text that went"),
        pytest.param(
            lambda s: (s.engine.packed(seals.article_graphs(s.engine, s.iris)[0]), set()), "is gone, but its seal", id="a graph that went"
        ),
        pytest.param(
            lambda s: ({s.engine.pack(t, s.iris.graph("prov")) for t in s.engine.triples(predicate=seals.SEAL)}, set()),
            "has no seal",
            id="a seal that went",
        ),
        pytest.param(lambda s: (s.engine.packed(s.iris.graph("actors")), set()), "who is not among the actors", id="actors that went"),
        pytest.param(
            lambda s: ({q for q in s.engine.packed(s.iris.graph("canonical")) if "denotes" not in str(q)}, set()),
            "one of the two is missing",
            id="events that went",
        ),
        pytest.param(lambda s: (s.engine.packed(s.iris.graph("sequence")), set()), "not the order of the events", id="an order that went"),
        pytest.param(
            lambda s: (set(), {s.engine.pack((s.iris.actor("x"), named("pe:name"), text("x")), s.iris.doc_graph("f" * 16))}),
            "has no seal",
            id="a graph that somebody added",
        ),
    ],
)
def test_what_is_not_as_it_was_written_is_found(store: Store, change, problem: str) -> None:
    spoil(change)(store)
    assert any(problem in fault.problem for fault in verify(store).faults)


# ---- formats


def as_format_1(path: Path) -> None:
    """Makes the store one of format 1: no seals, and a killed write left something."""
    with Store.open(path) as store:
        graph = store.iris.graph("meta")
        version = next(store.engine.triples(graph, predicate=named("schema:schemaVersion")))
        first = (*version[:2], text("1"))
        sealed = {store.engine.pack(triple, store.iris.graph("prov")) for triple in store.engine.triples(predicate=seals.SEAL)}
        left = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o"), ox.NamedNode("urn:kg:staging:new:urn:g"))
        store.engine.commit({store.engine.pack(version, graph), *sealed}, {store.engine.pack(first, graph), left})


def test_a_store_of_an_older_format_is_brought_up_to_date(folder: Path) -> None:
    before = all_of(folder)
    as_format_1(folder)
    with pytest.raises(StoreError, match="has the older format 1; open it once for writing"):
        Store.open(folder, read_only=True)
    with Store.open(folder) as store:
        assert store.serialise("nquads") == before
        assert store.engine.staging() == []
        assert verify(store).faults == ()


def test_every_older_format_has_a_step_to_the_next() -> None:
    assert sorted(migrate.STEPS) == list(range(1, meta.FORMAT))


# ---- backups


def test_a_backup_gives_the_store_back(folder: Path, tmp_path: Path) -> None:
    before = all_of(folder)
    with Store.open(folder) as store:
        number = backup.backup(store, tmp_path / "b.nq.gz")
    verdict = backup.restore(tmp_path / "b.nq.gz", tmp_path / "again")
    assert (verdict.statements, verdict.faults) == (number, ())
    assert all_of(tmp_path / "again") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "b.nq.gz", "store"]


def test_a_store_that_is_being_written_can_be_backed_up(folder: Path, tmp_path: Path, story) -> None:
    with Store.open(folder) as writer:
        backup.backup_folder(folder, tmp_path / "b.nq.gz")
        writer.write(removed=[story.readings[0].article.id], events=[])
    assert backup.restore(tmp_path / "b.nq.gz", tmp_path / "again").articles == 2


def test_a_store_that_keeps_changing_is_read_a_few_times_and_then_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.folders.PAUSE", 0.0)
    tries: list[Store] = []

    def changing(store: Store) -> None:
        tries.append(store)
        raise Changing("here", "changes", "try again")

    with pytest.raises(Changing):
        backup.again(folder, changing)
    assert len(tries) == TRIES


def test_a_backup_of_a_store_in_memory_is_the_same_file_twice(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        backup.backup(store, tmp_path / name)
    assert backup.check(tmp_path / "a") == backup.check(tmp_path / "b") == len(store.engine)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        pytest.param(lambda data: data[: len(data) // 2], "not a whole backup", id="cut off"),
        pytest.param(lambda _: b"", "damaged, or not a backup", id="empty"),
        pytest.param(lambda _: gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n"), "damaged, or not a backup", id="N-Quads of somebody"),
        pytest.param(
            lambda data: gzip.compress(gzip.decompress(data).replace(b"Quill", b"Quilt", 1)), "damaged, or not a backup", id="another name"
        ),
        pytest.param(
            lambda data: gzip.compress(gzip.decompress(data).split(b"\n", 1)[1]), "damaged, or not a backup", id="a statement less"
        ),
        pytest.param(lambda _: b"not gzip", "not a whole backup", id="something else"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_made(store: Store, tmp_path: Path, damage, problem: str) -> None:
    file = tmp_path / "b.nq.gz"
    backup.backup(store, file)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(StoreError, match=problem):
        backup.restore(file, tmp_path / "again")
    assert list(tmp_path.iterdir()) == [file]


def test_a_store_is_not_restored_over_another(folder: Path, store: Store, tmp_path: Path) -> None:
    before = all_of(folder)
    backup.backup(store, tmp_path / "b")
    with pytest.raises(StoreError, match="is there already"):
        backup.restore(tmp_path / "b", folder)
    assert all_of(folder) == before


def test_a_store_that_is_not_whole_is_not_restored(store: Store, tmp_path: Path) -> None:
    store.engine.commit(store.engine.packed(store.iris.graph("actors")), set())
    backup.backup(store, tmp_path / "b")
    with pytest.raises(StoreError, match=r"would not be whole: .*who is not among the actors"):
        backup.restore(tmp_path / "b", tmp_path / "again")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_backup_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        backup.backup(store, tmp_path / "missing" / "b")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            backup.backup(store, tmp_path / "b")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert list(tmp_path.iterdir()) == []


# ---- bulk building


def test_shards_make_the_store_that_single_writes_make(folder: Path, tmp_path: Path, story) -> None:
    shards = [tmp_path / "0.nq", tmp_path / "1.nq"]
    for shard, reading in zip(shards, story.readings, strict=True):
        write_shard(shard, [reading], story.run)
    assert load_shards(tmp_path / "bulk", shards) > 300
    with Store.open(tmp_path / "bulk") as store:
        assert (verify(store).articles, verify(store).faults) == (2, ())
        store.write(actors=story.actors, events=story.events)
    assert all_of(tmp_path / "bulk") == all_of(folder)


def test_a_shard_holds_no_article_that_breaks_a_shape(tmp_path: Path, story) -> None:
    mention = replace(story.readings[0].mentions[0], object="x", instrument="y", cue="z")
    bad = replace(story.readings[0], mentions=(mention, replace(mention)))
    with pytest.raises(ShapeError):
        write_shard(tmp_path / "0.nq", [bad], story.run)


def test_a_shard_that_is_cut_off_makes_no_store(tmp_path: Path, story) -> None:
    write_shard(tmp_path / "0.nq", story.readings, story.run)
    data = (tmp_path / "0.nq").read_bytes()
    (tmp_path / "0.nq").write_bytes(data[:-40])
    with pytest.raises(KgError):
        load_shards(tmp_path / "bulk", [tmp_path / "0.nq"])
    assert [path.name for path in tmp_path.iterdir()] == ["0.nq"]
