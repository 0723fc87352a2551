from pathlib import Path

from kg.errors import SourceError
from kg.model import Article
from kg.read import Arrivals, Options

WORDS = "The council of Springfield voted on Tuesday to close the old bridge to lorries."


def docs(arrivals: Arrivals, settled: bool = True) -> list[str]:
    return [found.doc if isinstance(found, Article) else found.problem for found in arrivals.look(settled=settled)]


def put(folder: Path, name: str, words: str = WORDS) -> None:
    (folder / name).write_text(f"date 2025-06-04\n\n{words}", encoding="utf-8")


def test_a_file_is_new_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    arrivals = Arrivals([str(tmp_path)], Options())
    put(tmp_path, "a.txt")
    assert docs(arrivals, settled=False) == ["a.txt"]
    put(tmp_path, "b.md")
    assert docs(arrivals, settled=False) == ["b.md"]
    assert docs(arrivals, settled=False) == []
    put(tmp_path, "a.txt", f"{WORDS} The governor praised the vote.")
    assert docs(arrivals, settled=False) == ["a.txt"]


def test_a_file_that_is_still_written_to_is_left_until_it_rests(tmp_path: Path) -> None:
    arrivals = Arrivals([str(tmp_path)], Options())
    put(tmp_path, "a.txt", "The coun")
    assert docs(arrivals) == []
    put(tmp_path, "a.txt", WORDS)
    assert docs(arrivals) == []
    assert docs(arrivals) == ["a.txt"]
    assert docs(arrivals) == []


def test_what_grows_at_its_end_gives_only_what_is_new(tmp_path: Path) -> None:
    line = '{{"id": "{0}", "text": "{0} ' + WORDS + '", "published": "2025-06-04"}}\n'
    arrivals = Arrivals([str(tmp_path)], Options())
    (tmp_path / "a.jsonl").write_text(line.format("one"), encoding="utf-8")
    assert docs(arrivals, settled=False) == ["one"]
    (tmp_path / "a.jsonl").write_text(line.format("one") + line.format("two"), encoding="utf-8")
    assert docs(arrivals, settled=False) == ["two"]


def test_a_refusal_is_told_once_and_the_source_is_tried_again(tmp_path: Path) -> None:
    arrivals = Arrivals([str(tmp_path / "later")], Options())
    (refused,) = arrivals.look(settled=False)
    assert isinstance(refused, SourceError)
    assert refused.source == str(tmp_path / "later")
    assert docs(arrivals, settled=False) == []
    (tmp_path / "later").mkdir()
    put(tmp_path / "later", "a.txt")
    assert docs(arrivals, settled=False) == ["a.txt"]
