"""What is built can be verified, backed up, put right by a person, and built again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def mine(kg: Any, texts: Path, tmp_path: Path) -> Path:
    """A store that the test may change."""
    assert kg("ingest", texts, "--store", tmp_path / "mine").returncode == 0
    return tmp_path / "mine"


BY = ("--who", "Ana", "--when", "2031-06-01", "--why", "the gazette")


def an_event(kg: Any, store: Path) -> str:
    """The id of the first event of a store."""
    lines = kg("export", "--store", store, "--format", "jsonl").stdout.splitlines()
    return str(json.loads(lines[0])["event"])


def test_what_was_built_is_as_it_was_written(kg: Any, store: Path) -> None:
    done = kg("verify", "--store", store)
    assert (done.returncode, done.stderr) == (0, "")
    assert "all as written" in done.stdout


def test_a_backup_makes_the_same_store_again(kg: Any, store: Path, tmp_path: Path) -> None:
    assert kg("backup", tmp_path / "b.nq.gz", "--store", store).returncode == 0
    assert kg("restore", tmp_path / "b.nq.gz", "--store", tmp_path / "again").returncode == 0
    assert kg("export", "--store", tmp_path / "again").stdout == kg("export", "--store", store).stdout


def test_a_correction_holds_after_reading_everything_again(kg: Any, texts: Path, mine: Path) -> None:
    event = an_event(kg, mine)
    assert kg("correct", event, "--date", "2031-01-02", "--store", mine, *BY).returncode == 0
    assert kg("ingest", texts, "--store", mine).returncode == 0
    rows = kg("query", "-e", f"SELECT ?day {{ GRAPH graph:canonical {{ event:{event} pe:earliest ?day }} }}", "--store", mine).stdout
    assert "2031-01-02" in rows


def test_a_correction_that_is_undone_stays_on_record_and_holds_no_more(kg: Any, mine: Path) -> None:
    before = kg("export", "--store", mine, "--format", "jsonl").stdout
    event = an_event(kg, mine)
    kg("correct", event, "--status", "planned", "--store", mine, *BY)
    assert kg("undo", event, "--store", mine, *BY).returncode == 0
    assert kg("export", "--store", mine, "--format", "jsonl").stdout == before
    assert len(kg("judgements", "--store", mine).stdout.splitlines()) == 3


def test_judgements_travel_as_a_small_file(kg: Any, texts: Path, mine: Path, tmp_path: Path) -> None:
    event = an_event(kg, mine)
    kg("correct", event, "--status", "planned", "--store", mine, *BY)
    assert kg("judgements", "--store", mine, "--out", tmp_path / "j.tsv").returncode == 0
    assert kg("ingest", texts, "--store", tmp_path / "other").returncode == 0
    assert kg("judgements", "--import", tmp_path / "j.tsv", "--store", tmp_path / "other").returncode == 0
    assert kg("export", "--store", tmp_path / "other").stdout == kg("export", "--store", mine).stdout


def test_a_judgement_on_nothing_is_wrong_usage(kg: Any, mine: Path) -> None:
    done = kg("undo", "nobody", "--store", mine, *BY)
    assert done.returncode == 2
    assert "is no event, mention or actor" in " ".join(done.stderr.split())


def test_ids_are_taken_as_queries_print_them(kg: Any, mine: Path) -> None:
    event = an_event(kg, mine)
    done = kg("correct", f"event:{event}", "--status", "negated", "--store", mine, *BY)
    assert done.returncode == 0
    assert done.stdout.split()[1:] == ["status", event, "negated"]
    assert json.loads(kg("export", "--store", mine, "--format", "jsonl").stdout.splitlines()[0])["event"] == event


@pytest.mark.parametrize(
    ("command", "things"),
    [
        pytest.param("correct", ("0000",), id="no such event"),
        pytest.param("correct", ("Mara Okafor",), id="an actor has no status"),
        pytest.param("merge", ("Mara Okafor", "Nobody"), id="nobody"),
    ],
)
def test_a_judgement_on_what_the_store_does_not_know_is_refused(kg: Any, mine: Path, command: str, things: tuple[str, ...]) -> None:
    options = ("--status", "negated") if command == "correct" else ()
    done = kg(command, *things, *options, "--store", mine, *BY)
    assert done.returncode == 2
    assert "kg: " in done.stderr or "Error" in done.stderr
    assert len(kg("judgements", "--store", mine).stdout.splitlines()) == 1
