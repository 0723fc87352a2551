"""A real server on this machine that behaves as servers do, and worse."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kg.read import Options

WORDS = "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring. "
HTML = (
    '<!DOCTYPE html><html><head><meta property="article:published_time" content="2025-06-04"><title>Bridge</title></head>'
    f"<body><article><h1>Bridge closes</h1><p>{WORDS * 3}</p><p>“{WORDS}”</p></article></body></html>"
).encode()
TEXT = f"date 2025-06-04\n\n{WORDS}".encode()


class Handler(BaseHTTPRequestHandler):
    """What each path answers; the log of the server keeps who asked for what."""

    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").split("/")[0].replace(".", "_")
        try:
            getattr(self, f"at_{name}", self.at_missing)()
        except OSError:
            self.close_connection = True

    def answer(self, body: bytes = b"", status: int = 200, media: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        length = headers.pop("length", str(len(body)))
        for header, value in {"Content-Type": media, "Content-Length": length, **headers}.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def at_robots_txt(self) -> None:
        self.answer(self.server.robots[1], self.server.robots[0], "text/plain")

    def at_page(self) -> None:
        self.answer(HTML)

    def at_missing(self) -> None:
        self.answer(b"no", 404)

    def at_text(self) -> None:
        self.answer(TEXT, media="text/plain; charset=utf-8")

    def at_lines(self) -> None:
        self.answer(b'{"id": "a", "text": "The council met.", "published": "2025-06-04"}\n' * 2, media="application/x-ndjson")

    def at_latin(self) -> None:
        self.answer(HTML.decode().encode("cp1252"), media="text/html; charset=windows-1252")

    def at_packed(self) -> None:
        self.answer(gzip.compress(HTML), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.answer(gzip.compress(b" " * 30_000_000), Content_Encoding="gzip")

    def at_brotli(self) -> None:
        self.answer(b"\x8b\x03\x80hello\x03", Content_Encoding="br")

    def at_no_gzip(self) -> None:
        self.answer(b"this is not gzip", Content_Encoding="gzip")

    def at_moved(self) -> None:
        self.answer(status=301, Location="/page")

    def at_round(self) -> None:
        self.answer(status=302, Location="/round")

    def at_inside(self) -> None:
        self.answer(status=302, Location="http://169.254.169.254/latest/meta-data/")

    def at_localhost(self) -> None:
        self.answer(status=302, Location=f"http://127.0.0.2:{self.server.server_port}/page")

    def at_file(self) -> None:
        self.answer(status=302, Location="file:///etc/passwd")

    def at_short(self) -> None:
        self.answer(HTML[:200], length="90000")

    def at_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.server.over.is_set():
            self.wfile.write(b"<p>The council met.</p>" * 1000)

    def at_stall(self) -> None:
        self.server.over.wait(20)

    def at_drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.over.wait(0.1):
            self.wfile.write(b"X-A: b\r\n")

    def at_garbage(self) -> None:
        self.wfile.write(b"\0\1\2 nothing like HTTP \xff\r\n\r\n")
        self.close_connection = True

    def at_silence(self) -> None:
        self.close_connection = True

    def at_forbidden(self) -> None:
        self.answer(b"", 403)

    def at_busy(self) -> None:
        again = sum(path == "/busy" for path, _ in self.server.asked) > 1
        self.answer(HTML) if again else self.answer(b"", 503, Retry_After="0")

    def at_always_busy(self) -> None:
        self.answer(b"", 429, Retry_After="3600")

    def at_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.answer(status=304)
        else:
            self.answer(HTML, ETag='"one"')

    def at_dated(self) -> None:
        since = "Wed, 04 Jun 2025 10:00:00 GMT"
        if self.headers.get("If-Modified-Since") == since:
            self.answer(status=304)
        else:
            self.answer(TEXT, media="text/plain", Last_Modified=since)

    def at_together(self) -> None:
        """Answers once every site of the test has such a request."""
        self.server.inside += 1
        self.server.most_inside = max(self.server.most_inside, self.server.inside)
        assert self.server.others is not None
        self.server.others.wait(20)
        self.server.inside -= 1
        self.answer(HTML)

    def at_binary(self) -> None:
        self.answer(bytes(range(256)), media="application/octet-stream")

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1", others: threading.Barrier | None = None) -> None:
        super().__init__((host, 0), Handler)
        self.others = others
        self.inside = 0
        self.most_inside = 0
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.robots = (404, b"")
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{self.server_address[0]}:{self.server_port}"

    def pages(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextlib.contextmanager
def serving(server: Site) -> Iterator[Site]:
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


HERE = ("127.0.0.1/32",)


def options(**more: object) -> Options:
    return Options(delay=0.0, **{"private": HERE, "patience": 20.0, **more})  # type: ignore[arg-type]  # each a field of Options, by its name
