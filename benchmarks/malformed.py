"""Files that are broken in every way that files are: for ``benchmarks/sources.py`` and for whoever wants to try a reader."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage

import openpyxl
import pyarrow
import pyarrow.parquet

WORDS = "The council of Springfield voted late on Tuesday to close the old bridge to lorries, and the governor praised the vote. "
TEXT = f"date 2025-06-04 By Ann Lee, The Wire\n\n{WORDS * 3}\n\n“{WORDS}”\n"
RECORD = {"id": "a", "title": "Bridge", "published": "2025-06-04", "text": WORDS * 3, "url": "https://wire.example/a"}


def page(words: str = WORDS) -> str:
    """A page of news with a menu, metadata and a foot."""
    ld = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2025-06-04T10:00:00Z", "author": {"name": "Ann Lee"}})
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge | The Wire</title>'
        f'<script type="application/ld+json">{ld}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Bridge</h1>'
        f"<p>{words * 3}</p><p>“{words}”</p></article><footer>© The Wire</footer></body></html>"
    )


def feed() -> bytes:
    item = f"<item><title>Bridge</title><pubDate>Wed, 04 Jun 2025 10:00:00 GMT</pubDate><description>{WORDS}</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>{item * 5}</channel></rss>'.encode()


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Wire <a@wire.example>", "Bridge", "Wed, 04 Jun 2025 10:00:00 GMT"
    message.set_content(WORDS * 3)
    message.add_alternative(page(), subtype="html")
    return bytes(message)


def warc_record(url: str, body: bytes) -> bytes:
    """One page as a crawler keeps it."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-06-05T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def excel() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [["title", "text", "date"], *([["Bridge", WORDS * 2, "2025-06-04"]] * 5)]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [WORDS * 2] * 5, "date": ["2025-06-04"] * 5}), out)
    return out.getvalue()


def pdf() -> bytes:
    stream = f"BT /F1 10 Tf 50 800 Td (June 4, 2025) Tj 0 -14 Td ({WORDS}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return data + f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF".encode()


def word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("June 4, 2025", WORDS, WORDS))
    return f'<w:document xmlns:w="{space}"><w:body>{said}</w:body></w:document>'.encode()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def good() -> dict[str, bytes]:
    """A sound file for every reader, by its suffix."""
    plain = TEXT.encode()
    lines = "".join(json.dumps({**RECORD, "id": str(number)}) + "\n" for number in range(5)).encode()
    table = "title,text,date\n" + f'Bridge,"{WORDS}",2025-06-04\n' * 5
    mails = b"".join(b"From a@b Wed Jun  4 10:00:00 2025\n" + mail() + b"\n\n" for _ in range(3))
    pages = b"".join(warc_record(f"https://wire.example/{number}", page().encode()) for number in range(4))
    inside = {"a.txt": plain, "b.html": page().encode(), "c.jsonl": lines}
    return {
        ".txt": plain,
        ".md": plain,
        ".html": page().encode(),
        ".json": json.dumps([RECORD] * 3).encode(),
        ".jsonl": lines,
        ".rss": feed(),
        ".pdf": pdf(),
        ".docx": zipped({"word/document.xml": word(), "docProps/core.xml": b"<p/>", "[Content_Types].xml": b"<Types/>"}),
        ".eml": mail(),
        ".mbox": mails,
        ".warc": pages,
        ".warc.gz": gzip.compress(pages),
        ".csv": table.encode(),
        ".tsv": table.replace("lorries,", "lorries").replace(",", "\t").encode(),
        ".xlsx": excel(),
        ".parquet": parquet(),
        ".zip": zipped(inside),
        ".tar": tarred(inside, "w"),
        ".tar.gz": tarred(inside, "w:gz"),
        ".txt.bz2": bz2.compress(plain),
        ".jsonl.xz": lzma.compress(lines),
    }


def bombs() -> Iterator[tuple[str, bytes]]:
    """Files made to keep a reader busy or to fill its memory."""
    much = b"The council met. " * 2_000_000
    inner = zipped({f"{number}.txt": much for number in range(4)})
    yield "zip-in-zip.zip", zipped({f"{number}.zip": inner for number in range(16)})
    yield "zeros.txt.gz", gzip.compress(b"\0" * 200_000_000)
    yield "gzip-in-gzip.jsonl.gz", gzip.compress(gzip.compress(b'{"a": "' + b"x" * 60_000_000))
    yield "tall.json", b"[" * 3_000_000
    yield "wide.json", b'{"text": "a", "x": [' + b"1," * 3_000_000 + b"1]}"
    yield "deep.html", b"<html><body>" + b"<div>" * 1_500_000
    yield "tags.html", b"<html><body><p>" + b"<b>a</b>" * 1_000_000
    yield "attributes.html", b"<html><p " + b"a=1 " * 2_000_000 + b">x"
    yield "one-line.txt", b"date 2025-06-04\n\n" + b"word " * 1_900_000
    yield "spaces.txt", b"date 2025-06-04\n\n" + b" " * 9_000_000
    yield "quotes.csv", b'text,date\n"' + b"a" * 9_000_000
    yield "commas.csv", b"text,date\n" + b"," * 9_000_000
    yield (
        "entities.rss",
        (
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
            + "]><rss version='2.0'><channel><item><title>&m;</title></item></channel></rss>"
        ).encode(),
    )
    yield "parts.eml", b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 200_000
    yield "nested.eml", b"Subject: x\n" + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3_000))
    yield "headers.eml", b"Subject: x\n" + b"X: y\n" * 1_000_000 + b"\nThe council met."
    yield "operators.pdf", pdf().replace(b"ET\nendstream", b"(x) Tj " * 1_000_000 + b"ET\nendstream")
    yield "endless.pdf", b"%PDF-1.4\n" + b"1 0 obj\n<< /A " * 500_000


def broken(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """``count`` files, the same in every run: cut, changed, under a wrong suffix, put into archives, empty, random, and bombs."""
    dice = random.Random(seed)
    sound = good()
    made = list(bombs())
    suffixes = sorted(sound)
    for number in range(count - len(made)):
        suffix = dice.choice(suffixes)
        way = dice.choice(["cut", "changed", "changed", "grown", "suffix", "archive", "empty", "random", "text"])
        data, name = _broken(bytearray(sound[suffix]), way, suffix, dice, suffixes)
        made.append((f"{number:04}-{way}{name}", data))
    yield from made


def _broken(data: bytearray, way: str, suffix: str, dice: random.Random, suffixes: list[str]) -> tuple[bytes, str]:
    if way == "cut":
        return bytes(data[: dice.randrange(len(data))]), suffix
    if way == "changed":
        for _ in range(dice.randint(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        return bytes(data), suffix
    if way == "grown":
        at = dice.randrange(len(data))
        return bytes(data[:at] + dice.randbytes(dice.randint(1, 3000)) + data[at:]), suffix
    if way == "suffix":
        return bytes(data), dice.choice(suffixes)
    if way == "archive":
        for _ in range(dice.randint(1, 6)):
            data = bytearray(zipped({f"a{suffix}": bytes(data[: dice.randint(len(data) // 2, len(data))])}))
            suffix = ".zip"
        return bytes(data), ".zip"
    if way == "random":
        return dice.randbytes(dice.randint(1, 60_000)), suffix
    if way == "text":
        return ("".join(chr(dice.randint(32, 0x2FFF)) for _ in range(dice.randint(1, 3000)))).encode(), suffix
    return b"", suffix
