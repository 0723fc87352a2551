"""A command that stays, takes in what comes, and can be stopped at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORDS = "Mayor Mara Okafor signed an executive order on Tuesday. Governor Dario Lindqvist condemned the order on Wednesday. {0} "


class Feed(ThreadingHTTPServer):
    """A feed of links whose pages lie beside it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: list[str] = []
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        name = self.path.strip("/")
        if name == "rss":
            items = "".join(f"<item><title>{page}</title><link>{self.server.url}/{page}</link></item>" for page in self.server.pages)
            body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
        elif name in self.server.pages:
            meta = '<meta property="article:published_time" content="2031-05-07">'
            body = f"<!DOCTYPE html><html><head>{meta}</head><body><article><p>{WORDS.format(name) * 3}</p></article></body></html>"
        else:
            body = ""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml" if name == "rss" else "text/html")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[Feed]:
    with Feed() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def put(folder: Path, name: str) -> None:
    (folder / f"{name}.txt").write_text(f"date 2031-05-07\n\n{WORDS.format(name)}", encoding="utf-8")


def docs(kg: Any, store: Path) -> set[str]:
    return {json.loads(line)["doc"] for line in kg("export", "--store", store, "--format", "jsonl").stdout.splitlines()}


def test_what_comes_is_taken_in_until_it_is_stopped_and_a_later_run_goes_on(kg: Any, feed: Feed, tmp_path: Path) -> None:
    folder, store = tmp_path / "folder", tmp_path / "store"
    folder.mkdir()
    put(folder, "one")
    feed.pages.append("first")
    command = ("watch", folder, f"{feed.url}/rss", "--store", store, "--follow", "--allow-private", "--cache", tmp_path / "cache")
    with subprocess.Popen(
        [sys.executable, "-m", "kg", *map(str, command), "--every", "0.3"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        said = [running.stdout.readline()]
        if docs(kg, store) != {"one.txt", f"{feed.url}/first"}:
            said.append(running.stdout.readline())
        assert docs(kg, store) == {"one.txt", f"{feed.url}/first"}
        put(folder, "two")
        feed.pages.append("second")
        while "4 articles" not in said[-1] and said[-1]:
            said.append(running.stdout.readline())
        running.send_signal(signal.SIGTERM)
        rest, errors = running.communicate(timeout=60)
    assert (running.returncode, errors, rest) == (0, "", "")
    assert docs(kg, store) == {"one.txt", "two.txt", f"{feed.url}/first", f"{feed.url}/second"}
    assert sorted(page for page in feed.asked if page not in {"/rss", "/robots.txt"}) == ["/first", "/second"]

    put(folder, "three")
    later = kg(*command, "--once")
    assert (later.returncode, later.stderr) == (0, "")
    assert later.stdout.startswith("1 new articles; 5 articles, ")
    assert sorted(page for page in feed.asked if page not in {"/rss", "/robots.txt"}) == ["/first", "/second"]
    assert kg(*command, "--once").stdout.startswith("0 new articles; 5 articles, ")
