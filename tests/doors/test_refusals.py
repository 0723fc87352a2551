"""What cannot be taken in is named with its problem and a way out, the rest goes on, and what was there stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

GOOD = "date 2031-05-07\n\nThe senator signed the treaty on Tuesday, and the council praised the senator for it.\n"
GERMAN = (
    "date 2031-05-07\n\nDer Senat hat am Dienstag beschlossen, die Brücke zu sperren. Die Gewerkschaft der Hafenarbeiter kritisierte das "
    "und will noch in dieser Woche vor Gericht gehen.\n"
)
# each file with what its line says of the problem, and of the way out
BAD = {
    "empty.txt": (b"", "is empty", "give a file"),
    "binary.txt": (bytes(range(256)) * 8, "binary", "give a text"),
    "long.txt": (b"date 2031-05-07\n\n" + b"The council met. " * 400, "larger than the limit", "raise --max-bytes"),
    "undated.txt": (b"The council passed the bill and the mayor signed it into law.", "no date", "--published"),
    "german.txt": (GERMAN.encode(), "not in English", "--any-language"),
    "latin.txt": (b"date 2031-05-07\n\nThe \xf1\xf2\xf3\xf4 \xfe\xff council met.", "not UTF-8", "save it as UTF-8"),
    "lines.jsonl": (b'{"text": "The council', "no JSON", "give one object"),
    "no-day.txt": (b"date 2031-02-30\n\nThe council passed the bill.", "no day", "YYYY-MM-DD"),
    "missing.txt": (None, "no such file", "check the spelling"),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, (data, _, _) in BAD.items():
        if data is not None:
            (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def refused(kg: Any, mixed: Path) -> Any:
    """One run over all of them, the good one last."""
    return kg("extract", *BAD, "good.txt", "--max-bytes", "4000", cwd=mixed)


@pytest.mark.parametrize("name", BAD)
def test_a_refusal_is_one_line_with_file_problem_and_way_out(refused: Any, name: str) -> None:
    (line,) = [line for line in refused.stderr.splitlines() if name in line]
    _, problem, remedy = BAD[name]
    assert line.startswith(f"refused {name}")
    place, _, rest = line.partition(": ")
    said, _, way_out = rest.partition("; ")
    assert name in place
    assert problem in said
    assert remedy in way_out


def test_the_rest_goes_on_and_the_exit_code_tells(refused: Any) -> None:
    assert refused.returncode == 1
    assert {json.loads(line)["doc"] for line in refused.stdout.splitlines()} == {"good.txt"}
    assert len(refused.stderr.splitlines()) == len(BAD)


def test_what_is_refused_leaves_no_trace_in_a_store(kg: Any, mixed: Path, tmp_path: Path) -> None:
    done = kg("build", mixed, "--max-bytes", "4000", "--store", tmp_path / "store", "--out", tmp_path / "pages")
    assert done.returncode == 1
    assert "1 articles" in done.stdout
    assert (tmp_path / "pages" / "timeline.html").exists()
    assert len(done.stderr.splitlines()) == len(BAD) - 1


@pytest.mark.parametrize("command", ["read", "dates"])
def test_an_undated_article_can_be_read_and_searched_for_dates(kg: Any, mixed: Path, command: str) -> None:
    done = kg(command, mixed / "undated.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["published" if command == "read" else "dct"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--actors", "broken.ttl"], id="a broken actor file"),
        pytest.param(["--actors", "nowhere.csv"], id="a missing actor file"),
        pytest.param(["--model", "no_such_model"], id="a missing model"),
    ],
)
def test_a_failing_run_leaves_the_store_as_it_was(kg: Any, texts: Path, store: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "broken.ttl").write_text("@prefix a: <nothing", encoding="utf-8")
    (tmp_path / "new.txt").write_text(GOOD, encoding="utf-8")
    before = kg("export", "--store", store).stdout
    done = kg("ingest", "new.txt", "--store", store, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("kg: ")
    assert ";" in done.stderr
    assert kg("export", "--store", store).stdout == before != ""


def test_a_run_that_cannot_write_its_pages_leaves_the_store_as_it_was(kg: Any, store: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    before = kg("export", "--store", store).stdout
    done = kg("build", "new.txt", "--store", store, "--out", "taken/pages", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: taken")
    assert kg("export", "--store", store).stdout == before


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["stats"], id="stats"),
        pytest.param(["validate"], id="validate"),
        pytest.param(["export"], id="export"),
        pytest.param(["timeline", "--out", "x.html"], id="timeline"),
        pytest.param(["network", "--out", "x.html"], id="network"),
        pytest.param(["query", "timeline"], id="query"),
        pytest.param(["remove", "an-article"], id="remove"),
    ],
)
def test_asking_a_store_that_is_not_there_makes_none(kg: Any, tmp_path: Path, arguments: list[str]) -> None:
    done = kg(*arguments, "--store", "nowhere", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: nowhere: ")
    assert list(tmp_path.iterdir()) == []
