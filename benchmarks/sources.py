"""Reading measured: pages of the development data, a web archive, and files that are broken in every way.

python benchmarks/sources.py pages
python benchmarks/sources.py warc [PAGES]
python benchmarks/sources.py malformed [FILES]
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from malformed import WORDS, broken, good, page, warc_record

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).parents[1] / ".." / "shared" / "gold")


def flat(text: str) -> str:
    return " ".join(text.split())


def pages() -> None:
    """What is right on each page of the development data."""
    folder = GOLD / "html_dev"
    right: Counter[str] = Counter()
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        (article,) = read([str(folder / gold["file"])])
        assert isinstance(article, Article), article
        text = flat(article.text)
        wanted = [gold.get("body_first", ""), gold.get("body_last", ""), *gold.get("must_have", ())]
        named = set(article.bylines) <= set((gold["expected_author"] or "").replace(" and ", ", ").split(", "))
        marks = {
            "title": article.title == gold["expected_title"],
            "date": str(article.published) == gold["expected_date"],
            "author": named and bool(article.bylines) == bool(gold["expected_author"]),
            "text": all(flat(words) in text for words in wanted),
            "no furniture": not any(words in text for words in gold.get("must_not", ())),
        }
        right.update(name for name, mark in marks.items() if mark)
        wrong = [name for name, mark in marks.items() if not mark]
        print(f"{gold['file']:32} {'all right' if not wrong else 'wrong: ' + ', '.join(wrong)}")
    print(", ".join(f"{name} {count} of 9" for name, count in right.items()))


def warc(count: int) -> None:
    """Records a second: FastWARC alone, our reader up to the bytes of each page, and whole articles."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    import kg.read.dispatch as dispatch
    from kg.read.options import Source
    from kg.read.warc import warcs

    with tempfile.TemporaryDirectory() as place:
        # each page as large as one of the web: most of it is not the article
        filler = "".join(f'<div class="teaser"><a href="/{n}">{WORDS}</a></div>' for n in range(150))
        record = [page(f"{WORDS}{number} ").replace("<nav>", f"<nav>{filler}").encode() for number in range(20)]
        path, packed = Path(place, "a.warc"), Path(place, "b.warc.gz")
        data = [warc_record(f"https://wire.example/{number}", record[number % 20]) for number in range(count)]
        path.write_bytes(b"".join(data))
        packed.write_bytes(b"".join(gzip.compress(one, 6) for one in data))
        print(f"{count} pages, {path.stat().st_size / 1e6:.0f} MB, packed {packed.stat().st_size / 1e6:.0f} MB")

        for file in (path, packed):
            start = time.perf_counter()
            with file.open("rb") as stream:
                found = sum(
                    bool(one.reader.read()) for one in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)
                )
            bare = found / (time.perf_counter() - start)
            start = time.perf_counter()
            with file.open("rb") as stream:
                source = Source(file.name, file.name, stream, file.name)
                if file is packed:
                    from kg.read.packed import packed as unpack

                    (source,) = unpack(source, Options())
                found = sum(isinstance(one, dispatch.Source) for one in warcs(source, Options()))
            ours = found / (time.perf_counter() - start)
            print(f"{file.name}: FastWARC alone {bare:,.0f} records a second, kg reading alone {ours:,.0f} ({ours / bare:.2f})")
        some = Path(place, "some.warc")
        some.write_bytes(b"".join(data[:500]))
        start = time.process_time()
        articles = sum(isinstance(one, Article) for one in read([str(some)]))
        print(f"whole articles, with trafilatura: {articles / (time.process_time() - start):,.0f} a second of one core ({articles} of 500)")


def malformed(count: int) -> None:
    """No crash, no hang, something said of every file, and everything sound in the folder read."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, data in broken(count):
            (folder / name).write_bytes(data)
        sound = good()
        for suffix, data in sound.items():
            (folder / f"sound{suffix}").write_bytes(data)
        slowest: list[tuple[float, str]] = []
        reasons: Counter[str] = Counter()
        silent, taken, refused = [], 0, 0
        for path in sorted(folder.iterdir()):
            if path.name.startswith("sound"):
                continue
            start = time.perf_counter()
            results = list(read([str(path)], Options()))
            slowest.append((time.perf_counter() - start, path.name))
            errors = [one for one in results if isinstance(one, SourceError)]
            assert all("\n" not in str(one) and one.problem and one.remedy for one in errors)
            reasons.update(one.problem.split("(")[0].split("'")[0].strip() for one in errors)
            taken += any(isinstance(one, Article) for one in results)
            refused += bool(errors)
            if not results:
                silent.append(path.name)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        texts = Counter(one.text for one in read([str(folder)]) if isinstance(one, Article))
        alone = sum(len(list(read([str(folder / f"sound{suffix}")]))) for suffix in sound)
        articles = [one for suffix in sound for one in read([str(folder / f"sound{suffix}")]) if isinstance(one, Article)]
        clean, whole = len(articles), sum((Counter(one.text for one in articles) & texts).values())
    slowest.sort(reverse=True)
    print(f"{len(slowest)} files: {refused} refused in whole or in part, {taken} gave articles, {len(silent)} said nothing {silent[:5]}")
    print(f"slowest: {', '.join(f'{name} {seconds:.1f} s' for seconds, name in slowest[:5])}; largest memory {peak:.0f} MB")
    print(f"sound files beside them: {clean} of {alone} articles read alone, {whole} in one run over the folder")
    for reason, number in reasons.most_common(40):
        print(f"{number:6} {reason}")


if __name__ == "__main__":
    what, *more = sys.argv[1:] or ["pages"]
    number = int(more[0]) if more else 0
    {"pages": pages, "warc": lambda: warc(number or 10_000), "malformed": lambda: malformed(number or 3_000)}[what]()
