from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read
from kg.read.prose import paragraphs

FIRST = [
    "The council of Springfield voted late on Tuesday to close the old bridge to lorries",
    "until the spring, and the governor said that the state would pay for the neces-",
    "sary repairs. A short-term loan is to cover the work in the meantime, and a short-",
    "term ban on buses may follow.",
]
SECOND = [
    "Council member Ann Lee said that the bridge could not carry another winter, and that",
]
THIRD = ["the letter to the governor had been sent on Wednesday.", "What is next", "The council meets again in June."]
TEXT = (
    "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring, and the governor said that the "
    "state would pay for the necessary repairs. A short-term loan is to cover the work in the meantime, and a short-term ban on buses may "
    "follow.\n\nCouncil member Ann Lee said that the bridge could not carry another winter, and that the letter to the governor had been "
    "sent on Wednesday.\n\nWhat is next\n\nThe council meets again in June."
)


def pdf(pages: Sequence[Sequence[str]], facts: str = "", more: str = "") -> bytes:
    """A PDF of lines, as small as one can be."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", f"<< {facts} >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 10 Tf 50 800 Td {shown} ET {more}"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    end = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    )
    return data + end.encode()


PAGES = [
    ["THE WIRE   Vol. 12", *FIRST, "Page 1 of 3"],
    ["THE WIRE   Vol. 12", *SECOND, "Page 2 of 3"],
    ["THE WIRE   Vol. 12", *THIRD, "Page 3 of 3"],
]
FACTS = "/Title (Bridge closes) /Author (Ann Lee, Bo Cho) /CreationDate (D:20250604233000-05'00')"


def found(data: bytes, folder: Path, name: str = "a.pdf", options: Options | None = None) -> Article | SourceError:
    (folder / name).write_bytes(data)
    (result,) = read([str(folder / name)], options)
    return result


def test_a_pdf_gives_its_text_whole_without_running_heads_and_its_metadata(tmp_path: Path) -> None:
    article = found(pdf(PAGES, FACTS), tmp_path)
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert (article.title, article.bylines, article.published) == ("Bridge closes", ("Ann Lee", "Bo Cho"), date(2025, 6, 4))


def test_a_day_at_the_top_of_the_text_is_surer_than_that_of_the_file(tmp_path: Path) -> None:
    article = found(pdf([["June 2, 2025", *PAGES[0][1:]]], FACTS), tmp_path)
    assert getattr(article, "published", None) == date(2025, 6, 2)


PRINTED = "/Creator (Mozilla/5.0) /Producer (Skia/PDF m140) /CreationDate (D:20250604)"


@pytest.mark.parametrize(
    "facts", ["/Title (Microsoft Word - bridge.doc) /Author (alee)", "/Title (untitled)", "/CreationDate (soon)", PRINTED]
)
def test_what_programs_write_into_the_metadata_is_no_title_and_no_author(facts: str, tmp_path: Path) -> None:
    article = found(pdf([FIRST], facts), tmp_path, options=Options(allow_undated=True))
    assert isinstance(article, Article)
    assert (article.title, article.bylines, article.published) == (None, (), None)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(pdf([[]]), "no text in it: pictures of pages; run a program that reads pictures", id="pictures"),
        pytest.param(pdf([FIRST])[:300], "a damaged PDF", id="cut off"),
        pytest.param(b"%PDF-1.4 and nothing else", "a damaged PDF", id="nothing"),
        pytest.param(pdf([FIRST], more="(x) Tj " * 400_000), "a damaged PDF", id="a stream without an end"),
        pytest.param(pdf([FIRST] * 2_001), "a damaged PDF", id="pages without an end"),
    ],
)
def test_a_pdf_that_gives_nothing_says_why(data: bytes, says: str, tmp_path: Path) -> None:
    refused = found(data, tmp_path)
    assert isinstance(refused, SourceError)
    assert says in str(refused)
    assert "\n" not in str(refused)


def test_a_pdf_is_known_under_any_name(tmp_path: Path) -> None:
    assert getattr(found(pdf([FIRST], FACTS), tmp_path, "a.txt"), "title", None) == "Bridge closes"


WHOLE = pdf(PAGES, FACTS)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=8), st.integers(0, 30))
def test_a_changed_pdf_never_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes, cut: int) -> None:
    result = found(WHOLE[:at] + data + WHOLE[at + cut :], tmp_path_factory.mktemp("changed"), options=Options(any_language=True))
    assert isinstance(result, Article | SourceError)


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        pytest.param(["One line of", "a paragraph.", "", "Another."], ["One line of a paragraph.", "Another."], id="a blank line"),
        pytest.param(["The bill has two parts that matter:", "- a tax on ferries", "- a bridge"], None, id="a list"),
        pytest.param(["It is the pre-", "Brexit rule"], ["It is the pre- Brexit rule"], id="a hyphen before a capital"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_lines_become_paragraphs(lines: list[str], made: list[str] | None) -> None:
    assert paragraphs(lines) == (lines if made is None else made)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=12))
def test_no_letter_is_lost_but_hyphens_at_the_margin(lines: list[str]) -> None:
    def letters(words: str) -> list[str]:
        return [char for char in words if not char.isspace() and char not in "-\u00ad\u2010"]

    assert letters("".join(paragraphs(lines))) == letters("".join(" ".join(line.split()) for line in lines))
