import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

WORDS = "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring. "
WHOLE = f"<p>{WORDS * 12}</p><p>Bo Cho contributed.</p>".replace("&", "&amp;")
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Wire</title><link>https://wire.example/</link><description>News</description>
<item><title>Bridge &amp; road close</title><link>https://wire.example/bridge</link><guid>b1</guid>
<dc:creator>ANN LEE and Bo Cho</dc:creator>
<pubDate>Wed, 04 Jun 2025 23:30:00 -0500</pubDate><description>A bridge.</description>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>
<item><title>Road</title><link>https://wire.example/road</link><pubDate>Thu, 05 Jun 2025 08:00:00 GMT</pubDate>
<description>&lt;p&gt;{WORDS}&lt;/p&gt;&lt;img src="x"&gt;</description></item>
<item><title>Nothing</title><link>https://wire.example/nothing</link><pubDate>Thu, 05 Jun 2025 08:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><id>f</id>
<updated>2025-07-01T00:00:00Z</updated><entry><title>Bridge</title><id>b1</id><link href="https://wire.example/bridge"/>
<published>2025-06-04T23:30:00-05:00</published><updated>2025-06-09T00:00:00Z</updated><author><name>Ann Lee</name></author>
<content type="html">{WHOLE.replace("<", "&lt;")}</content></entry></feed>"""


def found(data: str, name: str, folder: Path, options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_text(data, encoding="utf-8")
    return list(read([str(folder / name)], options))


def test_an_entry_is_an_article_with_all_that_the_feed_says_of_it(tmp_path: Path) -> None:
    whole, summary, nothing = found(RSS, "feed.rss", tmp_path)
    assert isinstance(whole, Article)
    assert whole.text == f"{(WORDS * 12).strip()}\n\nBo Cho contributed."
    assert (whole.doc, whole.title, whole.url) == ("b1", "Bridge & road close", "https://wire.example/bridge")
    assert (whole.published, whole.publisher, whole.bylines) == (date(2025, 6, 4), "The Wire", ("Ann Lee", "Bo Cho"))
    assert getattr(summary, "text", None) == WORDS.strip()
    assert "a link and no text; pass --follow" in str(nothing)
    assert getattr(nothing, "place", "").endswith("feed.rss#3")


def test_an_atom_feed_gives_the_day_of_publication_not_of_the_last_change(tmp_path: Path) -> None:
    for name in ("a.atom", "a.xml", "a", "a.txt"):
        (article,) = found(ATOM, name, tmp_path)
        assert isinstance(article, Article)
        assert (article.published, article.doc, article.bylines, article.publisher) == (date(2025, 6, 4), "b1", ("Ann Lee",), "The Wire")


def test_a_json_feed_is_a_feed_too(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Wire",
        "items": [{"id": "b1", "content_text": WORDS, "date_published": "2025-06-04"}],
    }
    (article,) = found(json.dumps(feed), "feed.json", tmp_path)
    assert (getattr(article, "doc", None), getattr(article, "publisher", None)) == ("b1", "The Wire")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param("<?xml version='1.0'?><catalogue><book/></catalogue>", "XML, but no feed", id="other XML"),
        pytest.param(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Empty</title></channel></rss>", "nothing in it", id="no entries"
        ),
        pytest.param("<rss", "XML, but no feed", id="cut off"),
    ],
)
def test_what_is_no_feed_says_so(data: str, says: str, tmp_path: Path) -> None:
    assert [says in str(one) for one in found(data, "a.xml", tmp_path)] == [True]


def test_entities_that_grow_are_not_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "council ">{entities}]>' + RSS.partition("?>")[2].replace("Nothing", "&e11;")
    assert sum(len(getattr(one, "title", None) or "") for one in found(bomb, "a.rss", tmp_path)) < 1000


def test_a_page_that_is_xml_is_read_as_a_page(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Bridge</title></head>'
        f"<body><article><p>{WORDS * 3}</p></article></body></html>"
    )
    (article,) = found(page, "a.xml", tmp_path, Options(allow_undated=True))
    assert getattr(article, "text", None) == (WORDS * 3).strip()


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(RSS) - 1), st.text(max_size=8), st.integers(0, 40))
def test_a_changed_feed_never_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, at: int, words: str, cut: int) -> None:
    folder = tmp_path_factory.mktemp("changed")
    (folder / "a.rss").write_bytes((RSS[:at] + words + RSS[at + cut :]).encode("utf-8", "replace"))
    results = list(read([str(folder / "a.rss")]))
    assert results
    assert all(isinstance(result, Article | SourceError) for result in results)
