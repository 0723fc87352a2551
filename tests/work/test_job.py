"""A finished shard is whole or not there, and says what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import Kit, load_kit
from kg.errors import KgError, SourceError
from kg.graph.iris import BASE, Iris
from kg.graph.shards import Shard
from kg.model import Article, Origin
from kg.work.job import Job, Made, forget, keep, kept, make

from .poison import BAD


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


ARTICLES = tuple(Article(f"a{number}", f"Mayor Mara Okafor signed order {number} on Tuesday.") for number in range(4))


def test_the_bytes_of_a_shard_do_not_depend_on_the_order_or_on_who_makes_it(kit: Kit) -> None:
    first, again = make(Job(ARTICLES, BASE), kit), make(Job(ARTICLES[::-1], BASE), load_kit())
    assert first.data == again.data
    readings = list(Shard.load(first.data, Iris()).readings())
    assert {reading.article for reading in readings} == set(ARTICLES)
    assert all(reading.mentions for reading in readings)


def test_an_article_that_code_stumbles_over_is_refused_in_one_line_and_the_others_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    kit = load_kit(extractors=["poison:stumble"])
    steps: list[None] = []
    bad = Article("bad", BAD, origin=Origin("news/bad.txt", "news"))
    made = make(Job((bad, *ARTICLES), BASE), kit, lambda: steps.append(None))
    (refusal,) = made.refused
    assert (refusal.place, refusal.source, made.articles, len(steps)) == ("news/bad.txt", "news", 4, 5)
    assert str(refusal).startswith("news/bad.txt: cannot be extracted (ZeroDivisionError at poison.py:")
    assert "\n" not in str(refusal)
    assert len(list(Shard.load(made.data, Iris()).readings())) == 4


def test_another_extractor_is_another_run(monkeypatch: pytest.MonkeyPatch, kit: Kit) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    assert load_kit(extractors=["poison:stumble"]).run != kit.run == load_kit().run


MADE = Made("k" * 32, 2, (SourceError("a", "b", "c", "source"),), b"shard")


def test_a_kept_shard_is_found_again_until_it_is_forgotten(tmp_path: Path) -> None:
    made = keep(MADE, tmp_path)
    found = kept(MADE.key, tmp_path)
    assert found is not None
    assert (found.file, found.content(), found.articles) == (made.file, b"shard", 2)
    assert [(type(one), str(one), one.source) for one in found.refused] == [(SourceError, "a: b; c", "source")]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".gz", ".json"]
    forget(made)
    assert list(tmp_path.iterdir()) == []
    assert kept(MADE.key, tmp_path) is None


@pytest.mark.parametrize("name", [f"{MADE.key}.nq.gz", f"{MADE.key}.json"])
@pytest.mark.parametrize("data", [None, b"", b"shar", b"[]", b"{}"])
def test_a_shard_that_is_not_whole_is_made_anew(tmp_path: Path, name: str, data: bytes | None) -> None:
    keep(MADE, tmp_path)
    (tmp_path / name).unlink()
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert kept(MADE.key, tmp_path) is None


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot be written .*; free some space or give another place with --shards"):
        keep(MADE, tmp_path / "missing")
