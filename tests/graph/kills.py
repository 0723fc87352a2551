"""Kills a process that writes to a store, again and again, and looks at what is left: run as a script, it prints the counts.

The writer works through a fixed list of steps (articles come, change and go, actors and events are worked out anew, people judge that
two events are one, which are then merged) and says after each that it is done. What is found afterwards must be, statement for
statement, what the steps acknowledged make, or those and the one that was under way; from there the next writer goes on.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

from kg.errors import KgError
from kg.graph.prov import Run
from kg.graph.store import Store
from kg.graph.verify import verify
from kg.model import Actor, Article, Event, Evidence, Judgement, Mention, Participant, Reading, Span

RUN = Run("1", "none", "1", "0", "0")
ADA = Actor("ada", "Ada Quill", "person")
KEPT = 5
OPEN = b"o"


@dataclass
class Counts:
    """What was found after the kills."""

    kills: int = 0
    steps: int = 0
    in_a_write: int = 0
    lost: int = 0
    partial: int = 0
    unreadable: int = 0


def reading(number: int, version: int) -> Reading:
    """An article of a few sentences; another version has other mentions."""
    text = " ".join(f"Ms Quill signed order {number}-{part}." for part in range(6))
    article = Article(f"a{number}", text)
    quotes = [f"{sentence}." for sentence in text.split(". ")]
    quotes[-1] = quotes[-1].removesuffix(".")
    mentions = []
    for quote in quotes[version:]:
        start = text.index(quote)
        trigger = start + quote.index("signed")
        span, person = Span(start, start + len(quote)), Participant("Ms Quill", "Ada Quill", "person", actor="ada")
        evidence = Evidence(article.id, span, quote, "frame:sign")
        mentions.append(Mention("IssueDirective", Span(trigger, trigger + 6), "occurred", evidence, 0.9, (person,)))
    return Reading(article, tuple(mentions))


def step(store: Store, number: int) -> None:
    """One of the steps: each is one transaction and depends on nothing but the store and its number."""
    readings = {one.article.doc: one for one in store.readings()}
    kind = number % 6
    if kind == 3:
        store.write(actors=[ADA], events=events(readings, f"rebuilt {number}"))
        return
    if kind == 4:
        store.add_judgement(Judgement(f"{number:016x}", f"{number + 1:016x}", True, "Em", date(2031, 1, 1), f"one act, by step {number}"))
        return
    if kind == 5:
        store.write(actors=[ADA], events=merged(events(readings, f"merged {number}")))
        return
    fresh = reading(number % 7, number % 3)
    gone = [one.article.id for doc, one in sorted(readings.items()) if doc != fresh.article.doc][:1] if len(readings) >= KEPT else []
    left = {doc: one for doc, one in readings.items() if one.article.id not in gone} | {fresh.article.doc: fresh}
    store.write([fresh], RUN, removed=gone, actors=[ADA], events=events(left, f"step {number}"))


def events(readings: dict[str, Reading], label: str) -> list[Event]:
    """An event a mention."""
    mentions = [mention for _, one in sorted(readings.items()) for mention in one.mentions]
    ids = [sha256(mention.id.encode()).hexdigest()[:16] for mention in mentions]
    return [Event(i, "IssueDirective", "occurred", label, (m.id,), ("ada",)) for i, m in zip(ids, mentions, strict=True)]


def merged(told: list[Event]) -> list[Event]:
    """The same, but for the first two, which are one."""
    first, second, *rest = told
    return [replace(first, mentions=tuple(sorted({*first.mentions, *second.mentions}))), *rest]


def state(store: Store) -> str:
    """A digest of all that the store holds."""
    return sha256(store.serialise("nquads").encode("utf-8")).hexdigest()


def forked(work: Callable[[], None]) -> int:
    """Runs the work in a child of this process; gives the child's id."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def write_on(folder: Path, begin: int, acks: int) -> None:
    """Step after step from ``begin``, each acknowledged by a byte."""
    with Store.open(folder) as store:
        os.write(acks, OPEN)
        for number in count(begin):
            step(store, number)
            os.write(acks, b".")


def look(folder: Path, out: int) -> None:
    """Opens the store as the next writer would, and says what it found."""
    try:
        with Store.open(folder) as store:
            found = [state(store), *(fault.problem for fault in verify(store).faults)]
    except KgError as error:
        found = ["", str(error)]
    os.write(out, json.dumps(found).encode())


def killed_after(seconds: float, folder: Path, begin: int, opened: bool) -> int:
    """Lets a writer work for that long, kills it, gives the number of steps that it acknowledged; ``opened``: from when it has opened."""
    reader, writer = os.pipe()
    child = forked(lambda: write_on(folder, begin, writer))
    os.close(writer)
    begun = os.read(reader, 1) if opened else b""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as acks:
        return (begun + acks.read()).count(b".")


def found_in(folder: Path) -> list[str]:
    """The digest of the store, and what is wrong with it."""
    reader, writer = os.pipe()
    child = forked(lambda: look(folder, writer))
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else ["", "died"]


def rounds(number: int, seed: int, folder: Path) -> Counts:
    """Kills a writer ``number`` times."""
    dice, counts, done = random.Random(seed), Counts(), 0
    with Store.open() as known:
        expected = [state(known)]
        for turn in range(number):
            acknowledged = done + killed_after(dice.uniform(0.0, 0.5), folder, done, opened=turn % 5 > 0)
            while len(expected) <= acknowledged + 1:
                step(known, len(expected) - 1)
                expected.append(state(known))
            digest, *faults = found_in(folder)
            counts.kills += 1
            counts.unreadable += digest == ""
            counts.partial += bool(digest and faults) or digest not in {"", *expected}
            counts.lost += digest in expected[:acknowledged] and digest not in expected[acknowledged : acknowledged + 2]
            done = acknowledged + (digest == expected[acknowledged + 1] != expected[acknowledged])
            counts.in_a_write += done > acknowledged
        counts.steps = done
    return counts


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(rounds(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))))
