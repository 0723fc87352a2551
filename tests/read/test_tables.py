import csv
import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, mapping, read

BODY = "The council of Springfield voted on Tuesday to close the bridge.\nThe governor answered on Wednesday that the money “is there”."
LONG = " ".join([BODY] * 3)
HEAD = ["Headline", "Body", "Date", "Author", "Newspaper", "Link"]
ROW = ["Bridge closes", BODY, "2025-06-04", "Ann Lee and Bo Cho", "The Wire", "https://wire.example/bridge"]
DAY = date(2025, 6, 4)


def as_csv(rows: list[list[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_excel(rows: list[list[Any]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for sheet in (book.active, book.create_sheet("Notes")):
        for row in rows if sheet is book.active else [["nothing"], ["of use"]]:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def as_parquet(rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    columns = {str(name): [row[index] for row in rows[1:]] for index, name in enumerate(rows[0])}
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


MADE = {
    "a.csv": as_csv,
    "a.tsv": lambda rows: as_csv(rows, "\t"),
    "semicolons.csv": lambda rows: as_csv(rows, ";"),
    "marked.csv": lambda rows: as_csv(rows, ";", "utf-8-sig"),
    "windows.csv": lambda rows: as_csv(rows, ";", "cp1252"),
    "utf16.csv": lambda rows: as_csv(rows, "\t", "utf-16"),
    "a.xlsx": as_excel,
    "a.parquet": as_parquet,
}


def found(data: bytes, name: str, folder: Path, options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_bytes(data)
    return list(read([str(folder / name)], options))


def of(results: list[Article | SourceError]) -> list[Article]:
    return [result for result in results if isinstance(result, Article)]


@pytest.mark.parametrize("name", MADE)
def test_each_row_of_a_table_is_an_article_with_all_that_it_says(name: str, tmp_path: Path) -> None:
    first, second = of(found(MADE[name]([HEAD, ROW, [*ROW[:5], None]]), name, tmp_path))
    assert first.text.replace("\r\n", "\n") == BODY
    assert (first.title, first.published, first.bylines) == ("Bridge closes", DAY, ("Ann Lee", "Bo Cho"))
    assert (first.publisher, first.url, first.doc) == ("The Wire", ROW[5], ROW[5])
    assert (second.url, second.doc) == (None, f"{name}/Sheet:3" if "xlsx" in name else f"{name}:2" if "parquet" in name else second.doc)


def test_a_day_of_a_spreadsheet_is_a_day(tmp_path: Path) -> None:
    (article,) = of(
        found(
            as_excel([["Collected in June"], [], HEAD, [*ROW[:2], datetime.fromisoformat("2025-06-04T23:30"), *ROW[3:]]]),
            "a.xlsx",
            tmp_path,
        )
    )
    assert article.published == DAY


def test_columns_are_guessed_by_what_stands_in_them(tmp_path: Path) -> None:
    rows = [["No", "Copy", "Run"], *([n, f"{n} {LONG}", f"{n}/06/2025"] for n in (4, 5, 25))]
    articles = of(found(as_csv(rows), "a.csv", tmp_path))
    assert [article.published for article in articles] == [DAY, date(2025, 6, 5), date(2025, 6, 25)]
    assert articles[0].text == f"4 {LONG}"


def test_days_that_the_whole_column_leaves_open_are_refused_until_the_user_says_how_to_read_them(tmp_path: Path) -> None:
    data = as_csv([["text", "date"], [BODY, "04/06/2025"]])
    (refused,) = found(data, "a.csv", tmp_path)
    assert "can be read in two ways; write it as YYYY-MM-DD, or pass --map published=date:dmy or :mdy" in str(refused)
    assert of(found(data, "a.csv", tmp_path, Options(day_order="dmy")))[0].published == DAY


def test_the_user_says_which_column_is_which(tmp_path: Path) -> None:
    data = as_csv([["text", "copy", "date", "run"], ["no", BODY, "2001-01-01", "2025-06-04"]])
    (article,) = of(found(data, "a.csv", tmp_path, Options(columns=(("text", "copy"), ("published", "run")))))
    assert (article.text.replace("\r\n", "\n"), article.published) == (BODY, DAY)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.csv", b"", "the file is empty", id="empty"),
        pytest.param("a.csv", b"a,b\n1,2\n", "no column for the text among a, b; pass --map text=COLUMN", id="no text"),
        pytest.param("a.csv", b"text\n", "nothing in it", id="names alone"),
        pytest.param("a.csv", b"text,date\n\xff\xfe\xfd,x\n", "not UTF-8", id="an odd encoding"),
        pytest.param("a.xlsx", b"PK\x03\x04 no workbook", "damaged", id="no workbook"),
        pytest.param("a.xlsx", as_excel([HEAD, ROW])[:-400], "damaged", id="a cut workbook"),
        pytest.param("a.parquet", b"PAR1 nothing PAR1", "damaged", id="no Parquet"),
        pytest.param("a.parquet", as_parquet([HEAD, ROW])[:-40], "damaged", id="cut Parquet"),
        pytest.param("a.parquet", as_parquet([["a", "b"], [1, 2]]), "no column for the text among a, b", id="no text in Parquet"),
    ],
)
def test_a_table_that_gives_nothing_says_why(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    assert says in str(found(data, name, tmp_path)[-1])


def test_a_workbook_that_says_to_unpack_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in zipfile.ZipFile(io.BytesIO(as_excel([HEAD, ROW]))).namelist():
            archive.writestr(name, b" " * 4_000_000)
    assert "unpacks to far more" in str(found(out.getvalue(), "a.xlsx", tmp_path)[0])


def test_an_excel_file_without_its_suffix_is_known(tmp_path: Path) -> None:
    assert len(of(found(as_excel([HEAD, ROW]), "a.zip", tmp_path))) == 1


def test_the_lists_of_gdelt_are_links_each_once(tmp_path: Path) -> None:
    rows = [["x"] * 60 + ["https://wire.example/a"], ["y"] * 60 + ["https://wire.example/a"], ["z"] * 60 + ["https://wire.example/b"]]
    results = found(as_csv(rows, "\t"), "20250604.export.CSV", tmp_path)
    assert [getattr(result, "problem", None) for result in results] == ["a link and no text"] * 2


def test_a_library_that_is_missing_is_one_line_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (refused,) = found(as_excel([HEAD, ROW]), "a.xlsx", tmp_path)
    assert str(refused).endswith("openpyxl is not installed, which reads this; pip install 'kg-policy[tables]'")


@pytest.mark.parametrize("words", ["text", "text=", "colour=red", "text=body,", "=body"])
def test_a_mapping_that_names_no_field_or_no_column_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="FIELD=COLUMN"):
        mapping(words)


WHOLE = {name: MADE[name]([HEAD, ROW]) for name in ("a.xlsx", "a.parquet")}
CELL = (
    st.none() | st.integers(-(10**6), 10**6) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40) | st.just("04/06/2025")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=6), st.sampled_from([",", "\t", ";"]))
def test_any_table_gives_articles_and_refusals(rows: list[list[Any]], delimiter: str) -> None:
    data = as_csv([["text", "date"], *rows], delimiter)
    results = list(read(["-"], Options(columns=(("title", "date"),)), io.BytesIO(data)))
    assert results


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_changed_table_never_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    changed = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    results = found(bytes(changed), name, tmp_path_factory.mktemp("changed"))
    assert results
    assert all(isinstance(result, Article | SourceError) for result in results)
