"""Pages of the web, asked of a real server on this machine that behaves as servers do, and worse."""

from __future__ import annotations

import contextlib
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read
from kg.read.web.address import allowed

from .site import TEXT, WORDS, Site, options


def visit(url: str, **more: object) -> Article | SourceError:
    (found,) = read([url], options(**more))
    return found


@pytest.mark.parametrize("path", ["page", "moved", "packed", "latin", "busy"])
def test_a_page_is_read_with_its_text_its_date_and_the_address_it_lies_at(site: Site, path: str) -> None:
    article = visit(f"{site.url}/{path}")
    assert isinstance(article, Article)
    assert article.text.endswith(f"“{WORDS.strip()}”") or article.text.endswith(f"“{WORDS}”")
    assert str(article.published) == "2025-06-04"
    assert (article.doc, article.url) == (f"{site.url}/{path}", f"{site.url}/{'page' if path == 'moved' else path}")


def test_other_kinds_are_told_by_what_the_server_says(site: Site) -> None:
    assert getattr(visit(f"{site.url}/text"), "text", None) == TEXT.decode()
    assert [getattr(one, "doc", one) for one in read([f"{site.url}/lines"], options())] == ["a", "a"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("missing", "there is no such page (404)", id="missing"),
        pytest.param("forbidden", "the site does not let kg in (403)", id="forbidden"),
        pytest.param("always_busy", "(429)", id="busy for an hour"),
        pytest.param("round", "more than 5 redirects", id="a redirect in a circle"),
        pytest.param("inside", "169.254.169.254 lies inside of a private network", id="a redirect to a cloud's own service"),
        pytest.param("localhost", "127.0.0.2 lies inside of a private network", id="a redirect to this machine"),
        pytest.param("file", "file is not read from the web", id="a redirect to a file"),
        pytest.param("short", "does not answer as one should", id="less than it says"),
        pytest.param("endless", "larger than the limit", id="no end"),
        pytest.param("bomb", "larger than the limit", id="a bomb"),
        pytest.param("brotli", "packed in a way that was not asked for (br)", id="another packing"),
        pytest.param("no_gzip", "does not answer as one should", id="not packed as it says"),
        pytest.param("stall", "no answer in time", id="silence"),
        pytest.param("drip", "no answer in time", id="headers for ever"),
        pytest.param("garbage", "does not answer as one should", id="no HTTP"),
        pytest.param("silence", "does not answer as one should", id="hanging up"),
        pytest.param("binary", "binary", id="no text"),
    ],
)
def test_a_page_that_is_not_to_be_had_is_one_refusal(site: Site, path: str, says: str) -> None:
    refused = visit(f"{site.url}/{path}", max_bytes=200_000, patience=1.0 if path in {"stall", "drip"} else 20.0)
    assert isinstance(refused, SourceError)
    assert says in refused.problem
    assert refused.place == refused.source == f"{site.url}/{path}"


def test_without_leave_this_machine_is_never_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(host: object, port: int, *args: object, **kwargs: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    for host in ("127.0.0.1", "localhost", "news.example"):
        (refused,) = read([f"http://{host}:{site.server_port}/page"], Options(delay=0.0))
        assert "lies inside of a private network (127.0.0.1); pass --allow-private" in str(refused)
    assert site.asked == []


def test_a_name_is_looked_up_once_and_the_page_is_asked_for_under_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[object] = []

    def answer(host: object, port: int, *args: object, **kwargs: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    article = visit(f"http://news.example:{site.server_port}/page")
    assert getattr(article, "url", None) == f"http://news.example:{site.server_port}/page"
    assert {headers["Host"] for _, headers in site.asked} == {f"news.example:{site.server_port}"}
    assert [host for host in looked_up if host in {"news.example", b"news.example"}] == ["news.example"] * 2 or len(looked_up) <= 4


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed, which makes a certificate")
def test_a_certificate_is_asked_for_by_the_name_and_a_false_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    names: list[object] = []
    context.sni_callback = lambda _connection, name, _context: names.append(name)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda _, port, *__, **___: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = listening.accept()
                connection.settimeout(20)
                with context.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(1000)

        thread = threading.Thread(target=serve)
        thread.start()
        refused = visit(f"https://news.example:{listening.getsockname()[1]}/page")
        thread.join()
    assert "news.example cannot be reached" in str(refused)
    assert "certificate" in str(refused).lower()
    assert names == ["news.example"]


def test_a_cache_that_cannot_be_written_costs_nothing(site: Site, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert isinstance(visit(f"{site.url}/tagged", cache=tmp_path / "taken"), Article)


@pytest.mark.parametrize(("path", "header"), [("tagged", "If-None-Match"), ("dated", "If-Modified-Since")])
def test_a_second_run_asks_whether_anything_is_new_and_gives_the_same(site: Site, tmp_path: Path, path: str, header: str) -> None:
    first, second = (visit(f"{site.url}/{path}", cache=tmp_path / "kept") for _ in range(2))
    assert first == second
    assert isinstance(first, Article)
    assert [header in headers for asked, headers in site.asked if asked == f"/{path}"] == [False, True]
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(b"{}")
    assert visit(f"{site.url}/{path}", cache=tmp_path / "kept") == first


@pytest.mark.parametrize(
    ("robots", "says"),
    [
        pytest.param((200, b"User-agent: *\nDisallow: /pa*e$\n"), "robots.txt of the site asks programs to stay out", id="to stay out"),
        pytest.param((200, b"User-agent: kg-policy\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "stay out", id="us to stay out"),
        pytest.param((503, b""), "robots.txt of the site is not to be had (503)", id="nobody knows"),
    ],
)
def test_a_site_that_asks_programs_to_stay_out_is_left_alone(site: Site, robots: tuple[int, bytes], says: str) -> None:
    site.robots = robots
    found = list(read([f"{site.url}/page"] * 3, options()))
    assert all(says in str(one) for one in found)
    assert site.pages() == []
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "robots", [(200, b"User-agent: other\nDisallow: /\n"), (403, b""), (200, b"\0\xff nonsense"), (200, b"x" * 600_000)]
)
def test_a_site_that_asks_for_nothing_is_read(site: Site, robots: tuple[int, bytes]) -> None:
    site.robots = robots
    assert isinstance(visit(f"{site.url}/page"), Article)


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a:99999999/", "gopher://x/", "http:///x", "javascript://x", "http://\ud800/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert isinstance(visit(url), SourceError)


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "0.0.0.0", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:192.168.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_an_address_that_is_not_everyones_may_not_be_asked(address: str) -> None:
    assert not allowed(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_hides_in_no_form_of_the_next_protocol(address: ipaddress.IPv4Address) -> None:
    for form in (f"::ffff:{address}", str(ipaddress.IPv6Address((0x64_FF9B << 96) | int(address)))):
        assert allowed(ipaddress.ip_address(form)) == allowed(address)
