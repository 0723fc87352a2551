"""What `kg extract --open` gives against the actor, action and date triples of the development news.

    python benchmarks/triples.py    every score that the data's own scorer prints

Its strict triple counts each of our mentions that has an actor and a date as a prediction, while few of its events have both marked.
A date is given to it where it is a day, a month or a year. The data are looked for as benchmarks/scores.py does.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.build import extract, load_kit
from kg.model import Article, Mention, Reading

GOLD = "wikinews_triples_dev.jsonl"
EDTF = re.compile(r"\d{4}(-\d\d){0,2}")


def gold() -> Path:
    spec = importlib.util.spec_from_file_location("scores", Path(__file__).with_name("scores.py"))
    assert spec is not None
    assert spec.loader is not None
    scores = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scores)
    found: Path = scores.gold()
    return found


def triple(mention: Mention, sentence: int) -> dict[str, Any]:
    """A mention as the scorer takes it."""
    edtf = mention.time.edtf if mention.time else None
    return {
        "sentence": sentence,
        "action": mention.words,
        "actor": mention.agents[0].words if mention.agents else None,
        "patient": mention.object,
        "date": edtf if edtf and EDTF.fullmatch(edtf) else None,
    }


def triples(row: dict[str, Any], reading: Reading) -> Iterator[dict[str, Any]]:
    """The triples of an article, each with the number of its sentence in the data."""
    at, spans = 0, []
    for sentence in row["sentences"]:
        start = max(row["text"].find(sentence["text"], at), at)
        at = start + len(sentence["text"])
        spans.append((start, at, sentence["n"]))
    for mention in reading.mentions:
        number = next((n for start, end, n in spans if start <= mention.trigger.start < end), None)
        if number is not None:
            yield triple(mention, number)


def measured(place: Path) -> dict[str, float]:
    """The F1 of every line that the scorer prints, by its first word: events, actor, patient, date, strict."""
    lines = re.findall(r"^(\w+).*?\d\.\d+/\d\.\d+/(\d\.\d+)", printed(place), re.MULTILINE)
    return {f"{name}_f1": float(value) for name, value in lines}


def printed(place: Path) -> str:
    """What the scorer says of our triples."""
    rows = [json.loads(line) for line in (place / GOLD).read_text(encoding="utf-8").splitlines()]
    articles = [Article(row["doc"], row["text"], row["title"], date.fromisoformat(row["date"])) for row in rows]
    read = extract(articles, load_kit(open_actions=True))
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.jsonl"
        lines = [json.dumps({"doc": row["doc"], "triples": [*triples(row, one)]}) for row, one in zip(rows, read, strict=True)]
        said.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, place / "score_triples.py", place / GOLD, said]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    place = gold()
    if not (place / GOLD).is_file():
        print(f"{place}: no development data there; set KG_GOLD to its folder", file=sys.stderr)
        return 2
    print(printed(place), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
