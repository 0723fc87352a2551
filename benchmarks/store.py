"""What the store costs: loading, opening, every shipped question, at 10^4, 10^5 and 10^6 quads; peers in the same run.

python benchmarks/store.py [--sizes 10000 100000 1000000] [--folder DIR]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, URIRef

from kg.graph import encode, prov, query, seals, sequence
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.query import filled
from kg.graph.shards import load_shards
from kg.graph.store import Store
from kg.graph.terms import Triple, named
from kg.model import Actor, Article, Event, Evidence, Mention, Participant, Reading, Span, TimeSpan, digest

IRIS, RUN = Iris(), Run("1", "none", "1", "0", "0")
TYPES = ("IssueDirective", "Sue", "CriticiseAccuse", "EnactLaw", "Announce", "Vote", "SupportEndorse", "RejectOppose")
STATUSES = ("occurred",) * 6 + ("planned", "proposed", "claimed", "negated")
VERBS = dict(zip(TYPES, ("signs", "sues", "blames", "passes", "announces", "votes", "backs", "rejects"), strict=True))
SENTENCES = 5
FIRST = date(2020, 1, 1)
PATIENCE = 20  # seconds that rdflib gets for a question


def readings(dice: random.Random, people: int) -> Iterator[Reading]:
    """Articles without an end, shaped like those of news: a few mentions each, actors of very different frequency."""
    number = 0
    while True:
        number += 1
        published = FIRST + timedelta(days=dice.randrange(2000))
        acts = [(dice.choice(TYPES), *(min(int(dice.paretovariate(0.8)), people) for _ in range(2))) for _ in range(SENTENCES)]
        quotes = [
            f"Person {one} {VERBS[kind]} the measure {number}-{place} against Person {other}."
            for place, (kind, one, other) in enumerate(acts)
        ]
        text = "\n\n".join(quotes)
        article = Article(f"a{number}", text, f"Title {number}", published, (), f"Paper {number % 40}", f"https://paper.example/{number}")
        mentions = []
        for (kind, one, other), quote in zip(acts, quotes, strict=True):
            start = text.index(quote)
            trigger = start + quote.index(VERBS[kind])
            who, whom = (Participant(f"Person {n}", f"Person {n}", "person", actor=f"p{n}") for n in (one, other))
            status = dice.choice(STATUSES)
            day = published - timedelta(days=dice.randrange(5))
            mentions.append(
                Mention(
                    kind,
                    Span(trigger, trigger + len(VERBS[kind])),
                    status,
                    Evidence(article.id, Span(start, start + len(quote)), quote, "frame:x"),
                    round(dice.uniform(0.4, 1), 3),
                    (who,),
                    (whom,),
                    object=f"the measure {number}",
                    place=f"Town {dice.randrange(30)}",
                    time=TimeSpan.day(day, "relative") if dice.random() < 0.9 else None,
                    attributed_to=who if status == "claimed" else None,
                    topic=str(dice.randrange(1, 10)),
                )
            )
        yield Reading(article, tuple(mentions))


def quads(size: int, seed: int = 1) -> Iterator[str]:
    """About ``size`` statements of a store as lines of N-Quads: ontology, articles with seals and provenance, events, actors."""
    dice = random.Random(seed)
    people, made = max(20, size // 2000), 0
    with Store.open() as store:
        engine = store.engine
        yield store.serialise("nquads", ontology=True)

        def lines(triples: Iterable[Triple], graph: URIRef) -> list[str]:
            return [f"{engine.pack(triple, graph)} .\n" for triple in triples]

        origin = IRIS.graph("prov")
        happened: list[Triple] = []
        yield from lines(prov.triples(RUN, IRIS), origin)
        for reading in readings(dice, people):
            graph = IRIS.doc_graph(reading.article.id)
            packed = {engine.pack(triple, graph) for triple in encode.reading(reading, IRIS, prov.run_iri(RUN, IRIS))}
            acts = [triple for event in events(reading) for triple in encode.event(event, IRIS)]
            happened.extend(triple for triple in acts if triple[1] in sequence.READ)
            told = lines(acts, IRIS.graph("canonical"))
            yield "".join(f"{quad} .\n" for quad in packed)
            yield "".join(told)
            yield from lines([(graph, named("prov:wasGeneratedBy"), prov.run_iri(RUN, IRIS)), seals.triple(graph, packed)], origin)
            made += len(packed) + len(told) + 2
            if made >= size:
                break
        yield from lines(sequence.triples(happened), IRIS.graph("sequence"))
        yield from lines(
            (t for n in range(1, people + 1) for t in encode.actor(Actor(f"p{n}", f"Person {n}", "person"), IRIS)), IRIS.graph("actors")
        )


def events(reading: Reading) -> Iterator[Event]:
    """Two mentions an event, where the article has two left."""
    left = list(reading.mentions)
    while left:
        head, *more = left[:2]
        left = left[2:]
        time_ = head.time
        yield Event(
            digest(head.id),
            head.type or "Other",
            head.status,
            f"{head.agents[0].name} acts",
            tuple(sorted(one.id for one in (head, *more))),
            tuple(one.actor or "" for one in head.agents),
            tuple(one.actor or "" for one in head.targets),
            head.object,
            "bill",
            head.place,
            time_,
            head.topic,
        )


def seconds(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """The shortest of some runs."""
    found = []
    for _ in range(times):
        begun = clock()
        work()
        found.append(clock() - begun)
    return min(found)


def loading(file: Path, folder: Path) -> tuple[float, float]:
    """Seconds of pyoxigraph's own bulk load, and of ours, which also checks the format and puts the folder in its place."""

    def theirs() -> None:
        shutil.rmtree(folder / "theirs", ignore_errors=True)
        store = ox.Store(folder / "theirs")
        store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
        store.flush()

    def ours() -> None:
        shutil.rmtree(folder / "ours", ignore_errors=True)
        load_shards(folder / "ours", [file])

    return seconds(theirs, 2), seconds(ours, 2)


def opening(folder: Path) -> tuple[float, float]:
    """Seconds to open the store for reading, and for writing."""
    return (
        seconds(lambda: Store.open(folder / "ours", read_only=True).close()),
        seconds(lambda: Store.open(folder / "ours", create=False).close()),
    )


def in_memory(file: Path) -> Store:
    """The same statements in memory."""
    store = Store.open()
    store.engine.commit(store.engine.packed(IRIS.graph("meta")) | store.engine.packed(IRIS.graph("ontology")), set())
    with file.open("rb") as data:
        store.engine.bulk_load(data)
    return store


def asking(store: Store, actor: str | None) -> dict[str, float]:
    """Seconds of every shipped question, with the actor bound where it has one: of the processor, as others may use the machine."""
    bound = {"actor": actor} if actor else {}
    return {info.name: seconds(lambda name=info.name: query.run(store, name, **bound), clock=time.process_time) for info in query.names()}


def by_rdflib(store: Store) -> dict[str, float]:
    """Seconds of every question on rdflib's own engine; infinity where its patience ran out. In a child, which can be ended."""
    data = Dataset(default_union=True)
    data.parse(data=store.serialise("nquads", ontology=True), format="nquads")
    found = {}
    for info in query.names():
        text = filled(store, info.name, actor="p3")
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)
            begun = time.process_time()
            list(data.query(text, initNs=store.prefixes))
            os.write(writer, repr(time.process_time() - begun).encode())
            os._exit(0)
        os.close(writer)
        os.waitpid(child, 0)
        with os.fdopen(reader) as pipe:
            found[info.name] = float(pipe.read() or "inf")
    return found


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    tables: dict[int, tuple[dict[str, float], dict[str, float]]] = {}
    rdflib: dict[str, float] = {}
    print("quads     statements  theirs s  ours s  ratio  open read s  open write s")
    for size in given.sizes:
        file = folder / f"{size}.nq"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(quads(size))
        theirs, ours = loading(file, folder)
        read, write = opening(folder)
        with in_memory(file) as store:
            print(f"{size:<10}{len(store.engine):<12}{theirs:<10.2f}{ours:<8.2f}{theirs / ours:<7.2f}{read:<13.3f}{write:.3f}", flush=True)
            tables[size] = asking(store, "p3"), asking(store, None)
            if size == given.sizes[0]:
                rdflib = by_rdflib(store)
    print("\nmilliseconds, one actor (all actors); the last column is rdflib against Oxigraph at the smallest size, one actor")
    print(f"{'question':24}{''.join(f'{size:>20}' for size in given.sizes)}{'rdflib x':>12}")
    for name in tables[given.sizes[0]][0]:
        cells = "".join(f"{one[name] * 1e3:>11.1f} ({every[name] * 1e3:>6.0f})" for one, every in tables.values())
        print(f"{name:24}{cells}{rdflib[name] / tables[given.sizes[0]][0][name]:>12.0f}")
    for size, (one, every) in tables.items():
        print(
            f"{size}: one actor median {statistics.median(one.values()) * 1e3:.0f} ms, most {max(one.values()) * 1e3:.0f} ms; "
            f"all median {statistics.median(every.values()) * 1e3:.0f} ms, most {max(every.values()) * 1e3:.0f} ms"
        )
    if given.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
