"""Rows of our own invention for the views, and a browser to open their pages in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kg.graph.rows import EventRow, Support
from kg.model import digest

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "</script><img src=x onerror=window.__hacked=1><b onclick='x'>&amp;\u2028"
PUBLISHED = date(2031, 4, 19)
PAPERS = (("Harbour Gazette", "https://gazette.example/a"), ("The Inland Post", "https://post.example/b?x=1&y=2"), ("Evening Ledger", None))
ACTORS = {
    "mayor": "Mara Okafor",
    "governor": "Dario Lindqvist",
    "council": "City Council of Port Wren",
    "police": "Port Wren Police",
    "ministry": "Ministry of the Interior",
    "court": "Supreme Court of the Northern Province",
    "union": "Federation of Harbour, Ferry, Warehouse and Lighthouse Workers of the Western Coast",
    "senator": "ليلى الحسيني",
    "schools": "School Board",
    "hostile": HOSTILE,
}
KINDS = {
    "IssueDirective": ("Issue directive or executive order", "institutional", "issues directive to"),
    "ProposePolicy": ("Propose bill or policy", "institutional", "proposes policy for"),
    "CourtRule": ("Court ruling", "institutional", "rules against"),
    "Announce": ("Announce", "verbal", "announces plans for"),
    "SupportEndorse": ("Support or endorse", "verbal-cooperation", "endorses"),
    "FundAid": ("Fund or aid", "material-cooperation", "funds"),
    "CriticiseAccuse": ("Criticise or accuse", "verbal-conflict", "criticises"),
    "Threaten": ("Threaten or warn", "verbal-conflict", "threatens"),
    "DeployMobilise": ("Deploy or mobilise", "material-conflict", "deploys officers against"),
}


def support(quote: str, trigger: str, **given: Any) -> Support:
    """A mention of ``trigger`` in ``quote``, which begins at 40 in its article."""
    at = 40 + max(quote.find(trigger), 0)
    number = given.pop("paper", 0)
    paper, url = PAPERS[number]
    basis = {
        "mention": digest(quote, str(number)),
        "article": digest(paper),
        "title": "What the harbour order changes",
        "publisher": paper,
        "published": PUBLISHED,
        "url": url,
        "status": "occurred",
        "attributed_to": None,
        "confidence": 0.85,
        "rule": "svo",
        "time_words": "",
        "basis": "explicit",
    }
    return Support(**{**basis, "quote": quote, "start": 40, "trigger_start": at, "trigger_end": at + len(trigger), **given})


def row(agent: str | None = "mayor", verb: str = "IssueDirective", target: str | None = None, **given: Any) -> EventRow:
    """One event; ``day``, ``begin`` and ``end`` are days relative to PUBLISHED or dates, ``papers`` the number of sources."""
    type_label, family, does = KINDS[verb]
    days = {side: _day(given.pop(side)) for side in ("day", "begin", "end") if side in given}
    begin, end = days.get("day", days.get("begin")), days.get("day", days.get("end"))
    subject = ACTORS[agent] if agent else "Somebody"
    label = given.pop(
        "label",
        f"{subject} {does} {ACTORS[target]}"
        if target
        else f"{subject} {does.removesuffix(' to').removesuffix(' for').removesuffix(' against')}",
    )
    status, words = given.get("status", "occurred"), given.pop("words", "")
    basis = given.pop("basis", "relative" if words else "dateline" if begin else "none")
    by = given.pop("by", "Dario Lindqvist" if status == "claimed" else None)
    quote = given.pop(
        "quote",
        f"In a hall by the quay, {subject} {does} {ACTORS[target] if target else 'the port'} {words}, to the surprise of those present.",
    )
    said = [
        support(quote, does, paper=n, status=status, attributed_to=by, time_words=words, basis=basis, confidence=0.9 - n / 10)
        for n in range(given.pop("papers", 1))
    ]
    made = {
        "id": digest(label, str(begin), str(end), status, quote),
        "label": label,
        "type": verb,
        "type_label": type_label,
        "family": family,
        "status": status,
        "agents": ((agent, ACTORS[agent]),) if agent else (),
        "targets": ((target, ACTORS[target]),) if target else (),
        "object": None,
        "instrument": "executive order" if verb == "IssueDirective" else None,
        "place": "Port Wren",
        "begin": begin,
        "end": end,
        "granularity": "day" if begin and begin == end else "week" if begin else "unknown",
        "edtf": begin.isoformat() if begin and begin == end else None,
        "basis": basis,
        "time_words": words,
        "topic": "9" if verb != "FundAid" else "6",
        "topic_label": "Immigration" if verb != "FundAid" else "Education",
        "supports": tuple(said),
    }
    return EventRow(**{**made, **given})


def _day(value: int | date | None) -> date | None:
    return PUBLISHED + timedelta(days=value) if isinstance(value, int) else value


def _every_case() -> Iterator[EventRow]:
    yield row(day=0, papers=3)
    for body in ("police", "schools", "council", "ministry"):
        yield row(target=body, day=0, label=f"Mara Okafor issues directive to {ACTORS[body]}", papers=2)
    yield row("ministry", "DeployMobilise", "police", begin=3, end=9, status="planned", words="next week")
    yield row("ministry", "DeployMobilise", "council", begin=3, end=9, status="claimed", words="next week", by="Harbour Gazette")
    yield row("governor", "ProposePolicy", begin=-6, end=-1, words="earlier this week", status="proposed")
    yield row("governor", "IssueDirective", begin=-6, end=-1, words="earlier this week")
    yield row("governor", "CriticiseAccuse", "mayor", day=-5, words="Monday", papers=2)
    yield row("governor", "Threaten", "mayor", day=-2, words="Thursday", status="hypothetical")
    yield row("governor", "FundAid", "council", day=-3, status="negated")
    yield row("ministry", "DeployMobilise", "governor", begin=-70, end=None, status="ongoing", words="since the winter")
    yield row("union", "Announce", begin=None, end=-20, words="until the end of March")
    yield row("senator", "SupportEndorse", "mayor", day=-4)
    yield row(
        "hostile", "CriticiseAccuse", "mayor", day=-8, label=f"{HOSTILE} criticises Mara Okafor", quote=f"“{HOSTILE}” criticises everybody."
    )
    yield row("court", "CourtRule", "governor", begin=None, end=None)
    yield row("council", "ProposePolicy", begin=None, end=None, status="hypothetical")
    yield row(None, "Threaten", "schools", day=-12)
    yield row("court", "CourtRule", "ministry", day=date(1978, 6, 16), words="16 June 1978", basis="explicit")


def demo() -> list[EventRow]:
    """Some sixty events of ten actors over a spring, with every status, every kind of doubt and a hostile name."""
    rows = list(_every_case())
    agents, verbs, statuses = list(ACTORS), list(KINDS), ("occurred", "occurred", "planned", "claimed", "proposed", "occurred", "negated")
    for n in range(42):
        agent, target = agents[(n * n + n // 3) % 7], agents[(n * 3 + 1) % 9]
        if agent == target:
            target = "schools"
        spread = {"day": -100 + (n * 37) % 110} if n % 4 else {"begin": -90 + n * 2, "end": -84 + n * 2, "words": "that week"}
        rows.append(row(agent, verbs[(n * 5) % len(verbs)], target, status=statuses[n % 7], papers=1 + n % 3, **spread))
    return rows


@pytest.fixture(scope="session")
def make_row() -> Callable[..., EventRow]:
    return row


@pytest.fixture(scope="session")
def make_support() -> Callable[..., Support]:
    return support


@pytest.fixture(scope="session")
def demo_rows() -> list[EventRow]:
    return demo()


@pytest.fixture(scope="session")
def hostile() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, headless; skipped where it is missing, unless KG_REQUIRE_BROWSER says that it must be there."""
    if not CHROMIUM.exists():
        missing = f"no Chromium at {CHROMIUM}"
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


# Not "kg-ready": when a page can be used, it still draws what lies beyond the picture as soon as it has time.
STILL = """new Promise((done, refuse) => {
  const late = () => (performance.now() > 60000 ? refuse(new Error("the page never came to rest")) : setTimeout(ask, 10));
  const ask = () => (performance.getEntriesByName('kg-still').length ? done() : late());
  ask();
})"""


@pytest.fixture(scope="session")
def settle() -> Callable[[Any], None]:
    """Waits until the scripts of a page have drawn all of it; they may still be at it when the browser calls it loaded."""
    return lambda page: page.evaluate(STILL)


@pytest.fixture(scope="session")
def until() -> Callable[[Any, str], None]:
    """Waits until an expression is true of a page: for what a browser does in its own time. The page's policy bars Playwright's own."""

    def wait(page: Any, expression: str) -> None:
        ask = f"const ask = () => (({expression}) ? done(true) : performance.now() < end ? setTimeout(ask, 10) : done(false));"
        assert page.evaluate(f"new Promise((done) => {{ const end = performance.now() + 20000; {ask} ask(); }})"), expression

    return wait


@pytest.fixture
def opened(browser: Any, settle: Callable[[Any], None], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the text of a page from disk, in a window of its own."""
    contexts = []

    def open_page(text: str, fragment: str = "", width: int = 1400, height: int = 900, **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options))
        contexts[-1].set_default_timeout(20_000)
        page = contexts[-1].new_page()
        page.goto(f"{file.as_uri()}#{fragment}")
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
