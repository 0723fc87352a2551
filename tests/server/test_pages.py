"""The pages, the feeds and the things by themselves: hostile text stays text, and nothing but our own scripts may run."""

from __future__ import annotations

import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from .conftest import HOSTILE, Server, parsed

ORDER, SUIT = f"{1:016x}", f"{2:016x}"


@pytest.mark.parametrize("path", ["/", "/health", "/sparql", "/timeline", f"/events/{ORDER}", "/nothing", "/timeline?since=x"])
def test_every_reply_has_the_headers_that_keep_it_in_its_place(server: Server, path: str) -> None:
    headers = server.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/timeline", "/network", "/explore"])
def test_a_view_is_the_page_that_the_command_writes_under_its_own_policy(server: Server, path: str) -> None:
    got = server.get(path)
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Bo Reyes sues" in got.text
    assert HOSTILE not in got.text
    assert "script-src 'sha256-" in got.headers["content-security-policy"]
    assert "unsafe-inline" not in got.headers["content-security-policy"]


def test_the_page_of_an_answer_stands_in_our_own_frames_only_and_keeps_text_text(server: Server) -> None:
    got = server.get(f"/answer?{urlencode({'query': 'SELECT ?label { GRAPH graph:canonical { ?e skos:prefLabel ?label } }'})}")
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "frame-ancestors 'self'" in got.headers["content-security-policy"]
    assert "unsafe-inline" not in got.headers["content-security-policy"]
    assert HOSTILE not in got.text
    for asked, line in (("", "there must be one query"), ("query=a&query=b", "there must be one query"), ("query=SELECT", "line 1")):
        refused = server.get(f"/answer?{asked}")
        assert (refused.status, refused.text.startswith(line)) == (400, True)


def test_a_view_takes_the_filters_of_the_command(server: Server) -> None:
    only = server.get("/timeline?actor=Bo+Reyes&since=2031-03-09&type=Sue&status=planned&until=2031-12-31&as_of=2031-03-05").text
    assert "Bo Reyes sues" in only
    assert "Ada Quill issues" not in only
    assert server.get("/timeline?actor=Nobody").status == 400
    assert server.get("/timeline?colour=red").text == "there is no 'colour'; there are actor, since, until, type, status, as_of\n"


def test_the_query_page_has_no_script_or_style_of_its_own_and_loads_nothing_from_elsewhere(server: Server) -> None:
    page = server.get("/").text
    assert re.findall(r"<(?:script|style)[^>]*>(?!</script>)", page) == []
    assert re.findall(r'(?:src|href)="(?!/|data:,)', page) == []
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert server.get(path).status == 200
    script = server.get("/static/query.js").text
    assert "innerHTML" not in script
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", script) == []


def test_the_query_page_offers_every_shipped_question_and_every_term(server: Server) -> None:
    offered = server.get("/static/terms.json").json
    assert len(offered["queries"]) >= 25
    assert {"pe:agent", "status:planned", "type:Sue", "skos:"} <= set(offered["terms"])


def test_an_event_is_a_page_and_a_graph_by_what_is_asked_for(server: Server) -> None:
    page = server.get(f"/events/{ORDER}", accept="text/html,*/*;q=0.8")
    assert page.headers["content-type"].startswith("text/html")
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text
    event, agent = f"https://w3id.org/policy-event/event/{ORDER}", "https://w3id.org/policy-event/ns#agent"
    for media in ("application/ld+json", "text/turtle", "application/rdf+xml"):
        got = server.get(f"/events/{ORDER}", accept=media)
        assert [str(quad.object) for quad in parsed(got) if (quad.subject.value, quad.predicate.value) == (event, agent)] == [
            "<https://w3id.org/policy-event/actor/quill>"
        ]
    assert server.get(f"/events/{ORDER}", accept="image/png").status == 406


def test_actors_and_articles_have_pages_too(server: Server) -> None:
    assert "Ada Quill" in server.get("/actors/quill", accept="text/html").text
    article = re.search(r"/articles/([0-9a-f]{16})", server.get(f"/events/{ORDER}", accept="text/html").text)
    assert article is not None
    assert "Ledger" in server.get(article[0], accept="text/html").text


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/events/{'9' * 16}", id="an event that there is none of"),
        pytest.param("/actors/..%2F..%2Fetc%2Fpasswd", id="a climb"),
        pytest.param("/static/../../etc/passwd", id="a climb out of the parts"),
        pytest.param("/static/%2e%2e/server.py", id="a climb in disguise"),
        pytest.param("/events/quill", id="an actor as an event"),
        pytest.param("//etc/passwd", id="two slashes"),
    ],
)
def test_what_is_not_there_is_404(server: Server, path: str) -> None:
    assert server.get(path).status == 404


def test_the_feed_is_atom_with_the_latest_first(server: Server) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(server.get("/feed.atom").body)
    assert [node.text for node in feed.iter(f"{atom}title")] == ["Policy events", "Bo Reyes sues", f"Ada Quill issues {HOSTILE}"]
    assert {node.text for node in feed.iter(f"{atom}updated")} == {"2031-03-04T00:00:00Z"}
    link = feed.find(f"{atom}entry/{atom}link")
    assert link is not None
    assert server.get(link.attrib["href"].partition(str(server.port))[2]).status == 200
    assert b"<entry>" not in server.get("/feed.atom?actor=quill&type=Sue").body


def test_the_calendar_has_what_is_planned_and_nothing_else(server: Server) -> None:
    got = server.get("/calendar.ics")
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = got.text.split("\r\n")
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "SUMMARY", "UID"))] == [
        f"UID:{SUIT}@kg",
        "DTSTART;VALUE=DATE:20310310",
        "DTEND;VALUE=DATE:20310317",
        "SUMMARY:Bo Reyes sues (planned)",
    ]
    assert all(len(line.encode()) <= 75 for line in lines)


def test_health_counts_what_there_is(server: Server) -> None:
    assert {"status": "ok", "articles": 1, "events": 2}.items() <= server.get("/health").json.items()
