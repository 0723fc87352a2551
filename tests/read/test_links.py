"""Links of feeds and tables are followed: several hosts at once, each in its turn."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import read

from .site import Site, options, serving


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """Three hosts."""
    together = threading.Barrier(3)
    try:
        made = [Site(f"127.0.0.{number}", together) for number in (1, 2, 3)]
    except OSError:
        pytest.skip("this system has one address of its own")
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(serving(one)) for one in made]


def test_links_of_a_table_are_followed_and_what_the_table_knows_is_kept(site: Site, tmp_path: Path) -> None:
    table = tmp_path / "links.csv"
    table.write_text(f"title,link,newspaper\nThe bridge,{site.url}/page,The Wire\nGone,{site.url}/missing,The Wire\n", encoding="utf-8")
    article, refused = read([str(table)], options(follow=True))
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.doc) == ("Bridge closes", "The Wire", f"{site.url}/page")
    assert getattr(refused, "place", None) == f"{table.as_posix()}:3"
    again = list(read([str(table)], options(follow=True, only=frozenset([f"{table.as_posix()}:3"]))))
    assert [str(one) for one in again] == [str(refused)]
    assert site.pages() == ["/page", "/missing", "/missing"]


def test_links_to_several_hosts_are_followed_at_once_each_host_in_its_turn_and_the_order_stays(sites: list[Site], tmp_path: Path) -> None:
    links = [f"{one.url}/{path}" for path in ("together", "missing", "together/again") for one in sites]
    table = tmp_path / "links.csv"
    table.write_text("link\n" + "".join(f"{link}\n" for link in links), encoding="utf-8")
    found = list(read([str(table)], options(follow=True, private=("127.0.0.0/8",))))
    # no site would have answered without the others being asked
    assert [getattr(one, "doc", None) for one in found] == [None if "missing" in link else link for link in links]
    assert [getattr(one, "place", None) for one in found[3:6]] == [f"{table.as_posix()}:{row}" for row in (5, 6, 7)]
    assert [one.most_inside for one in sites] == [1, 1, 1]
    assert [one.pages() for one in sites] == [["/together", "/missing", "/together/again"]] * 3


def test_links_that_nobody_waits_for_any_more_are_given_up(site: Site, tmp_path: Path) -> None:
    table = tmp_path / "links.csv"
    table.write_text(f"link\n{site.url}/page\n{site.url}/stall\n{site.url}/never\n", encoding="utf-8")
    found = read([str(table)], options(follow=True, patience=3600.0))
    assert getattr(next(found), "doc", None) == f"{site.url}/page"
    found.close()
    assert "/never" not in site.pages()
