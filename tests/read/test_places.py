import os
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

DATED = "date 2025-06-04 By Ann Lee, The Wire\n\nThe council met in room {}."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles on three levels, among files that are none, as the current directory's ``news``."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden.txt", ".git/e.txt", "sub/photo.png", "actors.ttl", "README.md"):
        file = tmp_path / "news" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DATED.format(name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def docs(*sources: str) -> list[str]:
    return [result.doc if isinstance(result, Article) else str(result) for result in read(sources)]


def test_a_folder_gives_its_articles_sorted_and_named_from_inside_it(folder: Path) -> None:
    assert docs("news") == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]


def test_the_docs_do_not_tell_where_the_folder_lies(folder: Path) -> None:
    assert docs(str(folder)) == docs("news") == docs("./news/")


def test_files_keep_the_order_and_the_names_that_they_were_given(folder: Path) -> None:
    assert docs("news/b.txt", "./news/a.txt", "news/README.md", str(folder / "b.txt")) == [
        "news/b.txt",
        "news/a.txt",
        "news/README.md",
        "b.txt",
    ]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        pytest.param("news/*.txt", ["news/a.txt", "news/b.txt"], id="star"),
        pytest.param("news/[b-z].txt", ["news/b.txt"], id="class"),
        pytest.param("news/**/*.txt", ["news/a.txt", "news/b.txt", "news/sub/c.txt"], id="double star"),
        pytest.param("n*/sub/?.txt", ["news/sub/c.txt"], id="in the middle"),
    ],
)
def test_a_pattern_gives_the_files_that_fit(pattern: str, found: list[str], folder: Path) -> None:
    assert docs(pattern) == found


def test_an_absolute_pattern_names_its_files_from_where_it_begins(folder: Path) -> None:
    assert docs(f"{folder}/s*/*.txt") == ["sub/c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_the_file(folder: Path) -> None:
    (folder / "[x].txt").write_text(DATED.format("x"), encoding="utf-8")
    assert docs("news/[x].txt") == ["news/[x].txt"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param("nowhere.txt", "nowhere.txt: no such file", id="missing"),
        pytest.param("news/*.html", "news/*.html: no file fits", id="a pattern that fits nothing"),
        pytest.param("nowhere/*.txt", "nowhere: cannot be opened", id="a pattern in no folder"),
        pytest.param("ftp://wire.example/a", "ftp://wire.example/a: ftp is not read from the web", id="an address"),
        pytest.param("news/actors.ttl", "news/actors.ttl: an unknown kind", id="an unknown suffix that is named"),
        pytest.param("empty", "empty: no file of a known kind", id="a folder without articles"),
        pytest.param("a\0b", "no such file", id="a NUL in a name"),
        pytest.param("a\0/*", "no name of a file", id="a NUL in a pattern"),
        pytest.param("x" * 5000, "no ", id="a name too long"),
    ],
)
def test_a_source_that_is_none_is_refused_and_the_rest_goes_on(source: str, says: str, folder: Path) -> None:
    (folder.parent / "empty").mkdir()
    refused, article = read([source, "news/a.txt"])
    assert isinstance(refused, SourceError)
    assert says in str(refused)
    assert len(refused.problem) < 100
    assert isinstance(article, Article)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert [doc for doc in docs("news") if "pipe" in doc] == ["news/pipe.txt: not a regular file; give a file"]


def test_links_that_go_round_or_nowhere_end(folder: Path) -> None:
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    for source in ("news", "news/**/*.txt"):
        results = docs(source)
        assert sum("cannot be opened" in result for result in results) == 2
        assert sum(result.endswith("c.txt") for result in results) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    (folder / "sub").chmod(0)
    results = docs("news")
    (folder / "sub").chmod(0o755)
    assert sum("cannot be opened (Permission denied)" in result for result in results) == 2


def test_a_name_that_is_not_utf_8_does_no_harm(folder: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    try:
        (folder / name).write_text(DATED.format("f"), encoding="utf-8")
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    assert "\ufffd.txt" in docs("news")


def test_a_newline_in_a_name_does_not_break_the_line_of_a_refusal(folder: Path) -> None:
    (folder / "two\nlines\x1b[31m.txt").write_text("", encoding="utf-8")
    (refused,) = read([str(folder / "two\nlines\x1b[31m.txt")])
    assert str(refused).isprintable()


def test_options_default_to_those_of_the_design() -> None:
    assert Options() == Options(published=None, max_bytes=10_000_000, any_language=False, allow_undated=False)
