"""Word files give the text that their reader sees."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
ORDER = "Mayor Mara Okafor signed an executive order on Tuesday, and the council praised the mayor for it."


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{words if words.startswith('<') else run(words)}</w:p>"


def word(*body: str, title: str = "", **more: bytes) -> bytes:
    """A Word file, as small as one can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>")
        if title:
            facts = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></p>'
            archive.writestr("docProps/core.xml", facts)
        for name, data in more.items():
            archive.writestr(f"word/media/{name}.png", data)
    return out.getvalue()


def found(data: bytes, folder: Path, name: str = "memo.docx", options: Options | None = None) -> Article | SourceError:
    (folder / name).write_bytes(data)
    (result,) = read([str(folder / name)], options)
    return result


@pytest.mark.parametrize("name", ["memo.docx", "memo", "memo.zip"])
def test_a_word_file_gives_its_text_its_title_and_the_day_of_its_first_lines(tmp_path: Path, name: str) -> None:
    data = word(paragraph("Ferry order", "Title"), paragraph("6 May 2031"), paragraph(""), paragraph(ORDER), title="document1")
    article = found(data, tmp_path, name)
    assert isinstance(article, Article)
    assert (article.doc, article.title, str(article.published)) == (name, "Ferry order", "2031-05-06")
    assert article.text == f"Ferry order\n\n6 May 2031\n\n{ORDER}"


def test_tracked_changes_are_accepted_and_nothing_is_read_twice(tmp_path: Path) -> None:
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
    box += f"<mc:Fallback><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    changed = run("The mayor ") + f'<w:ins w:id="1">{run("signed")}</w:ins>' + "<w:del><w:r><w:delText>opposed</w:delText></w:r></w:del>"
    changed += f"<w:moveFrom>{run('elsewhere')}</w:moveFrom><w:r><w:tab/><w:t>the</w:t><w:br/><w:t>order.</w:t></w:r>"
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('A cell.')}</w:tc></w:tr></w:tbl>"
    article = found(word(paragraph("6 May 2031"), paragraph(box), paragraph(changed), cell, paragraph(ORDER)), tmp_path)
    assert getattr(article, "text", "").split("\n\n") == ["6 May 2031", "In a box.", "The mayor signed the order.", "A cell.", ORDER]


@pytest.mark.parametrize(("told", "title"), [("Ferries", "Ferries"), ("memo.docx", None), ("Untitled", None)])
def test_without_a_title_in_the_text_that_of_the_metadata_counts(tmp_path: Path, told: str, title: str | None) -> None:
    article = found(word(paragraph("6 May 2031"), paragraph(ORDER), title=told), tmp_path)
    assert getattr(article, "title", "") == title


BOMB = (
    "<!DOCTYPE d ["
    + '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(word(paragraph("")), "no text in it", id="empty"),
        pytest.param(word(paragraph(ORDER)), "no date", id="undated"),
        pytest.param(word(paragraph(ORDER))[:300], "damaged", id="cut"),
        pytest.param(word("<w:p>"), "damaged", id="no XML"),
        pytest.param(word(paragraph("x" * 3_000_000)), "larger than the limit of 0.2 MB", id="too long"),
        pytest.param(b"no archive at all", "damaged", id="no archive"),
    ],
)
def test_what_is_wrong_with_a_word_file_is_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    refused = found(data, tmp_path, options=Options(max_bytes=200_000))
    assert isinstance(refused, SourceError)
    assert says in str(refused)


def test_entities_that_grow_or_lead_elsewhere_are_not_unfolded(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        evil = BOMB.replace("]>", f'<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>')
        (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
        archive.writestr("word/document.xml", f"{evil}<w:document {SPACES}><w:body>{paragraph('&i;&x;' + ORDER)}</w:body></w:document>")
    got = found(out.getvalue(), tmp_path, options=Options(allow_undated=True))
    assert "secret" not in getattr(got, "text", "")
    assert len(getattr(got, "text", "")) < 1000


def test_pictures_are_not_unpacked(tmp_path: Path) -> None:
    article = found(word(paragraph("6 May 2031"), paragraph(ORDER), big=b"\0" * 60_000_000), tmp_path, options=Options(max_bytes=100_000))
    assert isinstance(article, Article)
