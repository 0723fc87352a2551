import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read
from kg.read.bylines import people
from kg.read.page import page_text

FIRST = "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring."
SECOND = "Council member Ann Lee said that the bridge “cannot carry another winter” and asked the governor for money."
THIRD = "The governor’s office answered that it had received the letter and would decide about it within ten days."
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Council closes bridge", "datePublished": "%s", "author": {"@type": "Person", "name": "Bo Cho"},
"publisher": {"@type": "Organization", "name": "The Wire"}}</script>"""


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in (FIRST, SECOND, THIRD))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Council closes bridge | The Wire</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Council closes the bridge</h1>{body}{paragraphs}"
        f"<p>Read more: Five other bridges</p></article><footer>© 2031 The Wire. All rights reserved.</footer></body></html>"
    )


def article_of(html: str | bytes, folder: Path, options: Options | None = None) -> Article | SourceError:
    file = folder / "page.html"
    file.write_bytes(html.encode("utf-8") if isinstance(html, str) else html)
    (result,) = read([str(file)], options)
    return result


def test_a_page_gives_its_text_without_the_furniture(tmp_path: Path) -> None:
    article = article_of(page(JSON_LD % "2025-06-04T10:00:00Z"), tmp_path)
    assert isinstance(article, Article)
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_page_gives_its_metadata(tmp_path: Path) -> None:
    head = JSON_LD % "2025-06-04T10:00:00Z" + (
        '<meta property="og:site_name" content="The Wire"><link rel="canonical" href="https://wire.example/news/bridge">'
    )
    article = article_of(page(head), tmp_path)
    assert isinstance(article, Article)
    assert article.title == "Council closes the bridge"
    assert article.published == date(2025, 6, 4)
    assert article.bylines == ("Bo Cho",)
    assert article.publisher == "The Wire"
    assert article.url == "https://wire.example/news/bridge"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param('<meta property="article:published_time" content="2025-06-04T23:30:00-05:00">', "", id="Open Graph"),
        pytest.param("", '<time datetime="2025-06-04T10:00">Wednesday</time>', id="time element"),
        pytest.param(JSON_LD % "0001-01-01T00:00:00Z", '<p class="date">Published June 4, 2025</p>', id="visible, the metadata a default"),
    ],
)
def test_a_page_is_dated_by(head: str, body: str, tmp_path: Path) -> None:
    assert getattr(article_of(page(head, body), tmp_path), "published", None) == date(2025, 6, 4)


def test_a_default_date_and_a_copyright_year_date_nothing(tmp_path: Path) -> None:
    refused = article_of(page(JSON_LD % "0001-01-01T00:00:00Z"), tmp_path)
    assert "no date" in str(refused)
    assert getattr(article_of(page(), tmp_path, Options(published=date(2025, 6, 9))), "published", None) == date(2025, 6, 9)


def linked(**facts: object) -> str:
    told = {"@type": "NewsArticle", "headline": "Council closes the bridge", "datePublished": "2025-06-04T10:00:00Z", **facts}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def test_of_several_days_of_publication_the_earliest_that_is_one_counts(tmp_path: Path) -> None:
    head = linked(datePublished=["1970-01-01", "2025-06-06"]) + '<meta property="article:published_time" content="2025-06-05T08:00:00Z">'
    head += '<meta property="article:modified_time" content="2025-06-01"><meta name="pubdate" content="0001-01-01">'
    assert getattr(article_of(page(head), tmp_path), "published", None) == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("author", "names", "agency"),
    [
        pytest.param(
            [{"@type": "Person", "name": "Bo Cho"}, {"@type": "Organization", "name": "The Times"}], ("Bo Cho",), None, id="a body"
        ),
        pytest.param([{"@type": "Person", "name": "J.R. O'Dell"}], ("J.R. O'Dell",), None, id="initials"),
        pytest.param(["Bo Cho", "The Wire"], ("Bo Cho",), None, id="the publisher"),
        pytest.param({"@type": "Person", "name": ["Bo Cho", "Cy Doe"]}, ("Bo Cho", "Cy Doe"), None, id="two in one"),
        pytest.param({"@type": "Organization", "name": "Associated Press"}, (), "Associated Press", id="an agency"),
        pytest.param(["Bo Cho", {"@type": "Organization", "name": "AP"}], ("Bo Cho",), "Associated Press", id="an agency's short form"),
        pytest.param("BO CHO Associated Press", ("Bo Cho",), "Associated Press", id="an agency in the byline"),
    ],
)
def test_authors_agencies_and_the_publisher_are_kept_apart(
    author: object, names: tuple[str, ...], agency: str | None, tmp_path: Path
) -> None:
    head = linked(author=author, publisher={"@type": "Organization", "name": "The Wire"})
    article = article_of(page(head), tmp_path)
    assert isinstance(article, Article)
    assert (article.bylines, article.publisher, article.news_agency) == (names, "The Wire", agency)


def test_what_a_page_says_of_other_articles_is_not_its_own(tmp_path: Path) -> None:
    other = {"headline": "Five other stories of the week", "datePublished": "2020-01-01", "author": {"@type": "Person", "name": "Cy Doe"}}
    head = linked(**other) + linked(author={"@type": "Person", "name": "Bo Cho"}) + "<script type='application/ld+json'>{broken</script>"
    article = article_of(page(head), tmp_path)
    assert (getattr(article, "published", None), getattr(article, "bylines", None)) == (date(2025, 6, 4), ("Bo Cho",))


def test_the_summary_above_the_body_is_part_of_the_text(tmp_path: Path) -> None:
    summary = "Springfield closes its oldest bridge to lorries, and the state may have to pay for the repairs, the council says."
    html = page(f'<meta name="description" content="{summary}">').replace("<article>", f"<header><span>{summary}</span></header><article>")
    article = article_of(html, tmp_path, Options(allow_undated=True))
    assert isinstance(article, Article)
    assert article.text.count(summary) == 1
    assert article.text.startswith(summary)


def test_a_declared_charset_is_followed(tmp_path: Path) -> None:
    article = article_of(page(JSON_LD % "2025-06-04", charset="iso-8859-1").encode("cp1252"), tmp_path)
    assert isinstance(article, Article)
    assert SECOND in article.text


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "shift_jis"])
def test_a_page_whose_bytes_are_not_what_it_declares_is_refused(charset: str) -> None:
    with pytest.raises(SourceError):
        page_text(f'<meta charset="{charset}"><p>Мэр подписал</p>'.encode("cp1251") + b"\x81\xff", "x.html")


@pytest.mark.parametrize(
    "furniture",
    [
        "<h2>More must-reads from The Wire</h2><ul><li>Five other bridges of the coast</li><li>A harbour in trouble</li></ul>",
        "<p>Write to Bo Cho at bo.cho@wire.example.</p>",
        "<p>™ &amp; © 2031 The Wire, a company of Wires. All rights reserved.</p>",
        "<p>Loading weather data ...</p>",
        "<p>Some of the links on this page are affiliate links, for which we may be paid.</p>",
        "<p>The Wire</p>",
    ],
)
def test_what_stands_around_every_article_of_a_site_is_left_out(furniture: str, tmp_path: Path) -> None:
    last = "<p>The council also heard a report about the ferries, which will sail twice an hour from May until the end of June.</p>"
    above = furniture if "The Wire</p>" in furniture else ""
    html = page(JSON_LD % "2025-06-04", above).replace("</article>", f"{last}{furniture}</article>")
    text = getattr(article_of(html, tmp_path), "text", "")
    assert text.startswith(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nThe council also heard")
    assert len(text.split("\n\n")) <= 5 if furniture == "<p>The Wire</p>" else text.endswith("end of June.")


@pytest.mark.parametrize(
    "sentence", ["More stories of abuse came out on Tuesday, the police said.", "Contact was lost at noon, the navy said."]
)
def test_a_sentence_that_begins_as_furniture_does_stays(sentence: str, tmp_path: Path) -> None:
    html = page(JSON_LD % "2025-06-04").replace("</article>", f"<p>{sentence}</p></article>")
    assert sentence in getattr(article_of(html, tmp_path), "text", "")


def test_a_wrong_byte_beside_the_article_costs_nothing_and_one_inside_of_it_is_told(tmp_path: Path) -> None:
    html = page(JSON_LD % "2025-06-04").encode()
    beside = article_of(html.replace(b"All rights", b"All \xe2\x80 rights"), tmp_path)
    assert getattr(beside, "text", None) == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    inside = article_of(html.replace(b"old bridge", b"old \xe2\x80 bridge"), tmp_path)
    assert "letters of the article are broken" in str(inside)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<html>" + "<b>x" * 60_000, id="tags"),
        pytest.param("<html><p " + "a1=1 " * 60_000 + ">x", id="attributes"),
        pytest.param("<html><body>" + "<div>" * 40_000, id="depth"),
        pytest.param("<html><body><!-- nothing", id="nothing"),
        pytest.param("<html><script>" + "if (a < b) { c(); } " * 500, id="a script"),
    ],
)
def test_a_page_without_an_article_is_refused_in_one_line(html: str, tmp_path: Path) -> None:
    refused = article_of(html, tmp_path)
    assert isinstance(refused, SourceError)
    assert "\n" not in str(refused)


def test_a_page_under_the_suffix_of_a_text_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "saved.txt").write_text(page(JSON_LD % "2025-06-04"), encoding="utf-8")
    (article,) = read([str(tmp_path / "saved.txt")])
    assert getattr(article, "title", None) == "Council closes the bridge"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        pytest.param("By ANN O'LEE, Wire Staff Writer", ("Ann O'Lee",), id="in capitals, with a role"),
        pytest.param("ANN LEE; BO J. CHO Associated Press", ("Ann Lee", "Bo J. Cho"), id="with an agency"),
        pytest.param("Ann Lee; Ann Lee; Metro Desk Reporter", ("Ann Lee",), id="twice"),
        pytest.param("The Springfield Wire", (), id="the publisher"),
        pytest.param("Springfield Evening Wire", (), id="the publisher spelled out"),
        pytest.param("desk@wire.example", (), id="an address"),
        pytest.param("", (), id="nobody"),
    ],
)
def test_the_people_of_a_byline_are(author: str, names: tuple[str, ...]) -> None:
    assert people(author, "SEW" if "Evening" in author else "Springfield Wire") == names


@given(st.text(), st.none() | st.text())
def test_any_byline_gives_names_that_are_not_blank(author: str, publisher: str | None) -> None:
    assert all(name.strip() for name in people(author, publisher))
