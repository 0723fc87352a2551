import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read
from kg.read.packed import DEPTH

TEXT = b"date 2025-06-04\n\nThe council of Springfield voted on Tuesday to close the bridge."
LINE = b'{"id": "l%d", "text": "The council voted on Tuesday.", "published": "2025-06-04"}\n'
FILES = {
    "news/a.txt": TEXT,
    "news/b.jsonl": LINE % 1 + LINE % 2,
    "README.md": TEXT,
    "__MACOSX/a.txt": TEXT,
    "x/.a.txt": TEXT,
    "x.bin": b"\0",
}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def found(data: bytes, name: str, folder: Path, options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_bytes(data)
    return list(read([str(folder / name)], options))


def docs(results: list[Article | SourceError]) -> list[str]:
    return [result.doc if isinstance(result, Article) else result.problem for result in results]


ARCHIVES = {
    "a.zip": zipped(FILES),
    "a.tar": tarred(FILES),
    "a.tar.gz": tarred(FILES, "w:gz"),
    "a.tgz": tarred(FILES, "w:gz"),
    "a.tar.bz2": tarred(FILES, "w:bz2"),
    "a.tar.xz": tarred(FILES, "w:xz"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_gives_the_articles_in_it_and_no_others(name: str, tmp_path: Path) -> None:
    results = found(ARCHIVES[name], name, tmp_path)
    assert docs(results) == [f"{name}/news/a.txt", "l1", "l2"]
    assert getattr(results[0], "text", None) == TEXT.decode()


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_told_by_its_content_and_read_from_a_pipe(name: str) -> None:
    assert docs(list(read(["-"], stdin=io.BytesIO(ARCHIVES[name])))) == ["stdin/news/a.txt", "l1", "l2"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_read_as_what_is_in_it(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    suffix = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]  # type: ignore[index]
    assert docs(found(pack(LINE % 1 + LINE % 2), f"a.jsonl.{suffix}", tmp_path)) == ["l1", "l2"]
    assert docs(found(pack(TEXT), "a", tmp_path)) == ["a"]
    assert docs(found(pack(TEXT), "a.txt", tmp_path)) == ["a.txt"]


def test_archives_lie_in_archives_and_each_place_is_named(tmp_path: Path) -> None:
    inner = zipped({"b.tar.gz": tarred({"c.jsonl": LINE % 1 + b"{}\n"}, "w:gz")})
    first, second = found(zipped({"d/a.zip": inner}), "out.zip", tmp_path)
    assert getattr(first, "doc", None) == "l1"
    assert getattr(second, "place", "").endswith("out.zip/d/a.zip/b.tar.gz/c.jsonl:2")


def test_only_the_places_that_are_wanted_are_read_of_an_archive(tmp_path: Path) -> None:
    place = f"{(tmp_path / 'a.zip').as_posix()}/news/b.jsonl:2"
    assert docs(found(ARCHIVES["a.zip"], "a.zip", tmp_path, Options(only=frozenset([place])))) == ["l2"]


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": TEXT})
    for _ in range(depth - 1):
        data = zipped({"a.zip": data})
    return data


def test_archives_may_lie_four_deep_and_no_deeper(tmp_path: Path) -> None:
    assert DEPTH == 4
    assert isinstance(found(nested(4), "a.zip", tmp_path)[0], Article)
    assert "archives inside of each other" in docs(found(nested(5), "a.zip", tmp_path))[0]


def sparse(megabytes: int) -> bytes:
    return b"The council met. " * (megabytes * 60_000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.zip", lambda: zipped({f"{n}.txt": sparse(4) for n in range(9)}), id="zip"),
        pytest.param("a.txt.gz", lambda: gzip.compress(gzip.compress(sparse(40))), id="gzip in gzip"),
        pytest.param("a.jsonl.bz2", lambda: bz2.compress(b" " * 40_000_000), id="bzip2"),
        pytest.param("a.tar.xz", lambda: tarred({"a.txt": sparse(20), "b.txt": sparse(20)}, "w:xz"), id="tar"),
        pytest.param("a.zip", lambda: zipped({f"{n}.zip": zipped({"a.txt": sparse(9)}) for n in range(3)}), id="zip in zip"),
    ],
)
def test_what_unpacks_to_far_more_than_articles_do_is_refused(name: str, data: object, tmp_path: Path) -> None:
    assert callable(data)
    results = found(data(), name, tmp_path, Options(max_bytes=10**9))
    assert "unpacks to far more" in docs(results)[-1]
    assert sum("unpacks" in problem for problem in docs(results)) == 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.zip", ARCHIVES["a.zip"][:-30], "damaged", id="cut zip"),
        pytest.param("a.tar", ARCHIVES["a.tar"][:700], "damaged", id="cut tar"),
        pytest.param("a.tar.gz", ARCHIVES["a.tar.gz"][:-30], "damaged", id="cut gzip"),
        pytest.param("a.tar", b"no archive at all", "damaged", id="no tar"),
        pytest.param("a.gz", TEXT, "not packed", id="not packed"),
        pytest.param("a.zip", zipped({}), "nothing in it", id="an empty zip"),
        pytest.param("a.zip", zipped({"x.bin": b"1"}), "no file of a known kind", id="nothing known"),
        pytest.param("a.zip", zipped({"[Content_Types].xml": b"1", "ppt/presentation.xml": b"2"}), "office program", id="slides"),
    ],
)
def test_an_archive_that_gives_nothing_says_why(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    results = found(data, name, tmp_path)
    assert says in docs(results)[-1]


def test_a_locked_file_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert docs(found(bytes(data), "a.zip", tmp_path)) == ["locked by a password", "a.zip/b.txt"]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(ARCHIVES)), st.data())
def test_a_changed_archive_never_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    changed = bytearray(ARCHIVES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    results = found(bytes(changed), name, tmp_path_factory.mktemp("changed"))
    assert results
    assert all(isinstance(result, Article | SourceError) for result in results)
