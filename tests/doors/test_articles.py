"""Commands that take articles in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
LATER = "The port authority suspended the ferry tariff on Thursday. Senator Lena Ode praised the port authority."
HOSTILE = {
    "id": "a\u2028b\u001b[31m",
    "title": "<script>alert(1)</script>\u001b]0;owned\u0007",
    "published": "2031-05-09",
    "text": "Senator \u001b[31m\u0085[bold]Ode[/bold] \u2028\u202esigned the\u009b treaty on Tuesday. "
    "Mayor </script><script>x</script> Lee vetoed the bill.",
}
KEYS = (
    *("doc", "event", "type", "status", "trigger", "start", "end", "sentence", "actors", "targets"),
    *("object", "place", "date", "attributed_to", "confidence", "rule"),
)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def told(report: str) -> list[str]:
    """What a run says of the store, without what it says of itself."""
    return [line for line in report.splitlines() if line and not line.startswith("batch") and "there already" not in line]


def test_read_prints_what_it_understood(kg: Any, texts: Path) -> None:
    done = kg("read", "first.txt", cwd=texts)
    (article,) = lines(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(article) == ["id", "title", "published", "bylines", "publisher", "url", "text"]
    assert article["bylines"] == ["Ann Lee", "Bo Cho"]
    assert article["publisher"] == "THE HARBOUR GAZETTE"
    assert article["text"] == (texts / "first.txt").read_text(encoding="utf-8")


def test_what_read_prints_can_be_read_again(kg: Any, texts: Path) -> None:
    first = kg("read", texts).stdout
    assert kg("read", "-", stdin=first).stdout == first
    assert len(first.splitlines()) == 2


def test_extract_prints_every_key_and_offsets_that_fit(kg: Any, texts: Path) -> None:
    text = (texts / "first.txt").read_text(encoding="utf-8")
    found = lines(kg("extract", texts / "first.txt").stdout)
    assert all(tuple(mention) == KEYS for mention in found)
    assert all(text[mention["start"] : mention["end"]] == mention["trigger"] for mention in found)
    assert all(mention["sentence"] in text for mention in found)
    signed = next(mention for mention in found if mention["trigger"] == "signed")
    assert (signed["type"], signed["status"], signed["actors"]) == ("IssueDirective", "occurred", ["Mara Okafor"])
    assert (signed["date"]["begin"], signed["date"]["end"], signed["date"]["words"]) == ("2031-05-06", "2031-05-06", "Tuesday")


def test_dates_prints_an_article_a_line(kg: Any, texts: Path) -> None:
    (article,) = lines(kg("dates", texts / "first.txt").stdout)
    assert list(article) == ["doc", "dct", "text", "timex"]
    assert article["dct"] == "2031-05-07"
    tuesday = next(timex for timex in article["timex"] if timex["text"] == "Tuesday")
    assert (tuesday["type"], tuesday["value"]) == ("DATE", "2031-05-06")
    assert article["text"][tuesday["start"] : tuesday["end"]] == "Tuesday"


def test_build_without_a_source_takes_the_seeds_and_prints_events_counts_and_files(kg: Any, tmp_path: Path) -> None:
    done = kg("build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    *table, more, _, counts = done.stdout.splitlines()[:-3]
    pages = done.stdout.splitlines()[-3:]
    assert len(table) == 31
    assert int(counts.split(" events")[0].split()[-1]) == 30 + int(more.split()[1])
    assert table[0].split() == ["when", "status", "event", "mentions"]
    assert any("2025-08-30" in row and "Brandon Johnson" in row for row in table)
    assert counts.startswith("10 articles, ")
    assert pages == [str(tmp_path / "out" / f"{name}.html") for name in ("timeline", "network", "explorer")]
    assert all(Path(page).read_text(encoding="utf-8").startswith("<!doctype html>") for page in pages)


def test_the_order_of_the_sources_changes_no_byte(kg: Any, tmp_path: Path) -> None:
    files = sorted(str(path) for path in SEEDS.iterdir() if path.suffix in {".txt", ".html", ".jsonl"})
    made = []
    for name, sources in (("there", files), ("back", files[::-1])):
        assert kg("build", *sources, "--store", tmp_path / f"{name}-store", "--out", tmp_path / name).returncode == 0
        graph = kg("export", "--store", tmp_path / f"{name}-store", "--format", "nquads").stdout
        made.append((graph, *((tmp_path / name / page).read_bytes() for page in ("timeline.html", "network.html", "explorer.html"))))
    assert made[0] == made[1]
    assert made[0][0].count("\n") > 1000


def test_what_is_taken_in_later_makes_the_same_graph_and_taking_it_out_undoes_it(kg: Any, texts: Path, store: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text(f"date 2031-05-10\n\n{LATER}\n", encoding="utf-8")
    copy = tmp_path / "store"
    first, second = kg("ingest", texts, "--store", copy), kg("ingest", later, "--store", copy)
    at_once = kg("ingest", later, texts, "--store", tmp_path / "at-once")
    assert (first.returncode, second.returncode, at_once.returncode) == (0, 0, 0)
    assert second.stdout.splitlines()[-1] == at_once.stdout.splitlines()[-1]
    assert 0 < len(told(second.stdout)) < len(told(at_once.stdout))
    assert first.stdout.splitlines()[0] == "batch 1: 2 articles committed"
    assert kg("export", "--store", copy).stdout == kg("export", "--store", tmp_path / "at-once").stdout
    again = kg("ingest", later, "--store", copy).stdout
    assert "1 articles were there already" in again
    assert again.splitlines()[-1] == second.stdout.splitlines()[-1]
    assert kg("remove", "later.txt", "--store", copy).stdout == "removed later.txt\n"
    left = kg("export", "--store", copy).stdout.splitlines()
    history = [line for line in left if "graph/history>" in line]
    assert [line for line in left if line not in history] == kg("export", "--store", store).stdout.splitlines()
    assert any("later.txt" in line for line in history)


def test_removing_what_is_not_there_is_wrong_usage(kg: Any, store: Path) -> None:
    done = kg("remove", "nothing.txt", "--store", store)
    assert done.returncode == 2
    assert "nothing.txt" in done.stderr


def test_the_same_text_twice_counts_once_under_the_name_that_is_first(kg: Any, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"date 2031-05-10\n\n{LATER}\n", encoding="utf-8")
    done = kg("ingest", "b.txt", "a.txt", "--store", "store", cwd=tmp_path)
    assert "1 articles" in done.stdout
    assert {line["doc"] for line in lines(kg("export", "--store", "store", "--format", "jsonl", cwd=tmp_path).stdout)} == {"a.txt"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "hostile.jsonl"
    file.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("command", ["read", "extract", "dates"])
def test_hostile_text_cannot_break_a_line_or_reach_the_terminal(kg: Any, hostile: Path, command: str) -> None:
    done = kg(command, hostile)
    assert done.returncode == 0
    assert lines(done.stdout)
    assert all(letter.isprintable() or letter in "\n\u202e" for letter in done.stdout)


def test_hostile_text_cannot_break_a_table_a_page_or_a_plain_terminal(kg: Any, hostile: Path, tmp_path: Path) -> None:
    done = kg("build", hostile, "--store", tmp_path / "store", "--out", tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "2031-05-06" in done.stdout
    assert "\x1b" not in done.stdout
    for page in ("timeline.html", "network.html"):
        html = (tmp_path / page).read_text(encoding="utf-8")
        assert "<script>x" not in html
        assert "<script>alert" not in html
    answer = kg("query", "directives", "--store", tmp_path / "store", "-b", "type=Veto")
    assert "\x1b" not in answer.stdout


def test_a_name_of_a_file_cannot_break_a_refusal(kg: Any, tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[31m.txt").write_text("", encoding="utf-8")
    done = kg("read", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    many = json.dumps({"id": "x", "published": "2031-05-09", "text": "The council met the mayor on Monday. " * 2000})
    code = f"{sys.executable} -m kg read - | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", code],
        input="\n".join([many] * 20),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
