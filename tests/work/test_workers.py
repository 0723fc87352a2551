"""Processes, many or one, of a pool or a cluster: the same store, and no death costs more than the article that caused it."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from kg.build import Plan, articles, ingest, load_kit, resolve
from kg.errors import KgError
from kg.graph.shards import load_shards
from kg.graph.store import Store
from kg.graph.verify import verify

from .conftest import Kg, command, lines, surroundings, written
from .poison import BAD, ONCE, SLOW

SECONDS = 3
LIMIT = ("--time-limit", str(SECONDS))
TOO_LONG = f"takes longer than {SECONDS} seconds; give more with --time-limit, split it, or leave it out"


def graph(path: Path) -> str:
    with Store.open(path, read_only=True) as store:
        assert verify(store).faults == ()
        return store.serialise("nquads")


def alone(tmp_path: Path, rows: list[str], *extractors: str) -> str:
    """What one process makes of the rows."""
    source = written(tmp_path / "alone.jsonl", rows)
    with Store.open() as store:
        ingest(store, articles([str(source)]), load_kit(extractors=extractors), plan=Plan(limit=SECONDS))
        return store.serialise("nquads")


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(["--workers", "2", "--batch", "2"], id="pool"),
        pytest.param(["--workers", "2", "--batch", "1", "--cluster", "local"], id="cluster"),
    ],
)
def test_a_worker_that_is_killed_costs_a_retry_and_only_articles_that_kill_every_worker_or_take_too_long_are_refused(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: list[str]
) -> None:
    rows = lines({3: ONCE, 5: SLOW, 7: BAD})
    written(tmp_path / "rows.jsonl", rows)
    run = ("--store", "store", *how, *LIMIT, "--refused", "refused.jsonl")
    done = kg("ingest", "rows.jsonl", *run, "--extractor", "poison:kill")
    assert done.returncode == 1
    slow, refused, *more = [line for line in done.stderr.splitlines() if line.startswith("refused")]
    assert slow == f"refused rows.jsonl:6: {TOO_LONG}"
    assert refused.startswith("refused rows.jsonl:8: ends every process that reads it (")
    assert more == []
    assert "Traceback" not in done.stderr
    assert "8 articles, " in done.stdout
    monkeypatch.setenv("KG_TEST_MARK", str(tmp_path / "mark"))
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    assert graph(tmp_path / "store") == alone(tmp_path, [row for row in rows if BAD not in row], "poison:kill")
    assert not (tmp_path / "store.shards").exists()

    # what a worker refused is found again where it was read, and that alone is read
    again = kg("ingest", "--retry", "refused.jsonl", *run)
    assert (again.returncode, again.stderr) == (0, "")
    assert sum(map(int, re.findall(r"batch \d: (\d) articles committed", again.stdout))) == 2
    assert "10 articles, " in again.stdout


def test_kg_extract_refuses_an_article_that_takes_too_long_and_goes_on(kg: Kg, tmp_path: Path) -> None:
    written(tmp_path / "rows.jsonl", lines({1: SLOW})[:3])
    done = kg("extract", "rows.jsonl", "--extractor", "poison:kill", *LIMIT)
    assert (done.returncode, done.stderr) == (1, f"refused rows.jsonl:2: {TOO_LONG}\n")
    assert {json.loads(row)["doc"] for row in done.stdout.splitlines()} == {"a0", "a2"}


def test_an_article_that_cannot_be_interrupted_ends_its_worker_and_is_refused(kg: Kg, tmp_path: Path) -> None:
    written(tmp_path / "rows.jsonl", lines({1: BAD})[:3])
    done = kg(
        "ingest", "rows.jsonl", "--store", "store", "--workers", "1", "--batch", "1", "--extractor", "poison:hold", "--time-limit", "1"
    )
    refused, *more = done.stderr.splitlines()
    assert refused.startswith("refused rows.jsonl:2: ends every process that reads it (")
    assert (done.returncode, more) == (1, [])
    assert "\n2 articles, " in done.stdout


def test_how_it_is_cut_and_who_does_it_changes_no_byte(kg: Kg, tmp_path: Path) -> None:
    rows = [*lines(), *lines()[::-1]]
    source = written(tmp_path / "rows.jsonl", rows)
    done = kg("ingest", source, "--store", "store", "--workers", "2", "--batch", "3", "--shards", "left")
    assert (done.returncode, done.stderr) == (0, "")
    with Store.open() as store:
        ingest(store, articles([str(source)]), load_kit(), plan=Plan(batch=4))
        assert graph(tmp_path / "store") == store.serialise("nquads") == alone(tmp_path, lines())
    shards = sorted((tmp_path / "left").glob("*.nq.gz"))
    assert len(shards) == 4
    load_shards(tmp_path / "bulk", shards)
    with Store.open(tmp_path / "bulk") as store:
        resolve(store, load_kit())
    assert graph(tmp_path / "bulk") == graph(tmp_path / "store")


@pytest.mark.parametrize(("sent", "code", "workers"), [(signal.SIGKILL, -9, "0"), (signal.SIGINT, 130, "1")])
def test_a_run_that_is_stopped_keeps_what_it_said_and_goes_on_from_there(
    kg: Kg, tmp_path: Path, sent: signal.Signals, code: int, workers: str
) -> None:
    rows = lines({5: BAD})
    source, mark = written(tmp_path / "rows.jsonl", rows), tmp_path / "mark"
    arguments = ("ingest", source, "--store", "store", "--workers", workers, "--batch", "2", "--extractor", "poison:wait")
    process = subprocess.Popen(
        command(*arguments), cwd=tmp_path, env=surroundings(mark), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == ["batch 1: 2 articles committed\n", "batch 2: 2 articles committed\n"]
    os.kill(process.pid, sent)
    left, said = process.communicate(timeout=60)
    assert (process.returncode, left) == (code, "")
    if sent == signal.SIGINT:
        assert said == "kg: stopped: whole batches are in store; the same command goes on from there\n"
    with Store.open(tmp_path / "store") as store:
        assert [article.doc for article in store.articles()] == ["a0", "a1", "a2", "a3"]
        assert store.unresolved()
        assert verify(store).faults == ()
    mark.touch()
    again = kg(*arguments)
    assert (again.returncode, again.stderr) == (0, "")
    assert [line for line in again.stdout.splitlines() if line.startswith("batch")] == [
        f"batch {number}: 2 articles committed" for number in (1, 2, 3)
    ]
    assert "4 articles were there already" in again.stdout
    with Store.open(tmp_path / "store") as store:
        assert not store.unresolved()
    assert graph(tmp_path / "store").count("schema.org/NewsArticle") == 10


def test_a_run_that_was_stopped_before_the_events_were_worked_out_does_it_when_it_goes_on(tmp_path: Path) -> None:
    rows = lines()
    source, kit = written(tmp_path / "rows.jsonl", rows), load_kit()
    with Store.open() as store:
        whole = ingest(store, articles([str(source)]), kit, plan=Plan(batch=4))
        assert gc.isenabled()
        store.write(events=[])
        assert store.unresolved()
        again = ingest(store, articles([str(source)]), kit)
        assert (again.passed, again.events, again.actors) == (10, whole.events, whole.actors)
        third = ingest(store, articles([str(source)]), kit, plan=Plan(resume=False))
        assert (third.passed, third.events) == (0, whole.events)


def test_a_cluster_that_does_not_answer_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.work.cluster.PATIENCE", 1)
    source = written(tmp_path / "rows.jsonl", lines())
    with Store.open() as store, pytest.raises(KgError) as caught:
        ingest(store, articles([str(source)]), load_kit(), plan=Plan(cluster="tcp://127.0.0.1:9"))
    assert str(caught.value).startswith("tcp://127.0.0.1:9: no cluster answers there (")
    assert "\n" not in str(caught.value)
