"""What is refused is kept, and can be read again once it is mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOOD = "The senator signed the treaty on Tuesday, and the council praised the senator for it."


def docs(kg: Any, store: Path) -> set[str]:
    return {json.loads(line)["doc"] for line in kg("export", "--store", store, "--format", "jsonl").stdout.splitlines()}


def test_what_was_refused_is_kept_with_source_reason_and_way_out_and_read_again_alone(kg: Any, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [
        {"id": "one", "text": GOOD, "published": "2031-05-07"},
        {"id": "two", "text": f"{GOOD} Later it met.", "published": "2031-02-30"},
    ]
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    first = kg("ingest", "news", "--store", "store", "--refused", "refused.jsonl", cwd=tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "refused.jsonl").read_text(encoding="utf-8").splitlines()]
    assert first.returncode == 1
    assert [list(row) for row in rows] == [["source", "place", "reason", "way_out"]] * 2
    assert [(row["source"], row["place"]) for row in rows] == [("news", "news/empty.txt"), ("news", "news/lines.jsonl:2")]
    assert all(f"refused {row['place']}: {row['reason']}; {row['way_out']}" in first.stderr for row in rows)

    lines[1]["published"] = "2031-05-08"
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    again = ("ingest", "--retry", "refused.jsonl", "--refused", "refused.jsonl", "--store", "again")
    second = kg(*again, cwd=tmp_path)
    assert second.returncode == 1
    assert docs(kg, tmp_path / "again") == {"two"}
    assert len((tmp_path / "refused.jsonl").read_text(encoding="utf-8").splitlines()) == 1

    (folder / "empty.txt").write_text(f"date 2031-05-09\n\n{GOOD}", encoding="utf-8")
    assert kg(*again, cwd=tmp_path).returncode == 0
    assert docs(kg, tmp_path / "again") == {"two", "empty.txt"}
    assert (tmp_path / "refused.jsonl").read_text(encoding="utf-8") == ""
    assert kg(*again, cwd=tmp_path).stdout == "nothing stands in refused.jsonl\n"


def test_a_file_of_refusals_that_is_none_is_wrong_usage(kg: Any, tmp_path: Path) -> None:
    (tmp_path / "refused.jsonl").write_text('{"source": "x"}\n', encoding="utf-8")
    for arguments in (["--retry", "refused.jsonl"], ["--retry", "nowhere.jsonl"], ["x.txt", "--retry", "refused.jsonl"], []):
        done = kg("ingest", *arguments, "--store", "store", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "store").exists()


def test_sources_lists_every_kind(kg: Any) -> None:
    from kg.read import KINDS

    done = kg("sources")
    assert done.returncode == 0
    for kind in KINDS:
        (row,) = [line for line in done.stdout.splitlines() if line.startswith(f"{kind.name}  ")]
        assert all(f" {suffix} " in f"{row} " for suffix in kind.suffixes)
