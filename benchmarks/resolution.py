"""Resolution measured: events against gold chains, actors against gold names, orders, speed and memory.

usage: python benchmarks/resolution.py [--gold DIR] [coreference] [reasons] [actors] [orders] [speed] [growth] [taking_in]

Without a name it does all of it. What needs gold data is passed over where there is none (see ``benchmarks/scores.py``).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kg.build import Kit, articles, load_kit
from kg.extract.mentions import read_mentions
from kg.graph import shards
from kg.graph.prov import Run
from kg.graph.shards import Shard, ShardWriter, load_shards, write_shard
from kg.graph.store import Store
from kg.model import Article, Evidence, Mention, Participant, Reading, Span, TimeSpan
from kg.read import Options
from kg.resolve import canonical, resolve_actors, resolve_events
from kg.resolve.actors import resolve_reading
from kg.resolve.directory import directory
from kg.resolve.events import events, reach
from kg.resolve.index import Index
from kg.resolve.judged import Word
from kg.resolve.likeness import ENOUGH, Facts, compatible, days_overlap, weight
from kg.resolve.words import akin
from kg.vocab import type_schemes
from kg.work.derive import derive, derive_all

Clustering = Mapping[object, object]


def resolved(sources: list[str]) -> list[Reading]:
    kit = load_kit()
    options = Options(None, Options().max_bytes, True, True)
    return resolve_actors(read_mentions(articles(sources, options), kit.gazetteer, kit.model), kit.actors)[0]


# --- coreference ----------------------------------------------------------------------------------------------------


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scores(gold: Clustering, ours: Clustering) -> dict[str, float]:
    """B-cubed (Bagga and Baldwin 1998) and pairwise precision, recall and F1."""
    true, made, both = Counter(gold.values()), Counter(ours.values()), Counter((gold[m], ours[m]) for m in gold)
    precision = sum(both[gold[m], ours[m]] / made[ours[m]] for m in gold) / len(gold)
    recall = sum(both[gold[m], ours[m]] / true[gold[m]] for m in gold) / len(gold)

    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    right = pairs(both.values())
    pair_p, pair_r = right / max(1, pairs(made.values())), right / max(1, pairs(true.values()))
    named = {"b3_p": precision, "b3_r": recall, "b3_f1": f1(precision, recall)}
    return {**named, "pair_p": pair_p, "pair_r": pair_r, "pair_f1": f1(pair_p, pair_r)}


def stem(trigger: str) -> str:
    word = trigger.lower().split()[-1]
    for ending in ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "s", "er", "ion"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def gold_places(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each gold mention of an annotated sentence with the offsets of its trigger."""
    text, at, spans = str(record["text"]), 0, {}
    for sentence in record["sentences"]:
        begin = text.find(sentence["text"], at)
        at = begin + len(sentence["text"])
        if sentence["gold_annotated"]:
            spans[sentence["n"]] = (begin, at)
    for event in record["events"]:
        if event["sentence"] in spans and (place := text.find(event["trigger"], *spans[event["sentence"]])) >= 0:
            yield event, place, place + len(event["trigger"])


def across_articles(gold: Path) -> dict[str, dict[str, float]]:
    """Our own typed mentions that are gold mentions too, by gold chain; against the same stem within the gold topic."""
    path = gold / "ecbplus_dev.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    readings = {reading.article.doc: reading for reading in resolved([str(path)])}
    event_of = {mention: event.id for event in resolve_events(readings.values()) for mention in event.mentions}
    chains, ours, topic, subtopic = {}, {}, {}, {}
    for record in records:
        for event, begin, end in gold_places(record):
            mentions = readings[record["doc"]].mentions if record["doc"] in readings else ()
            hit = next((m for m in mentions if m.type and m.trigger.start < end and begin < m.trigger.end), None)
            if hit is not None:
                key = record["doc"], event["id"]
                chains[key], ours[key] = event["chain"] or key, event_of[hit.id]
                topic[key], subtopic[key] = ((record[name], stem(str(event["trigger"]))) for name in ("topic", "subtopic"))
    made = {"alone": {key: key for key in chains}, "stem in topic": topic, "stem in subtopic": subtopic, "ours": ours}
    return {name: {"mentions": len(chains), **scores(chains, clusters)} for name, clusters in made.items()}


def within_articles(gold: Path, readings: Iterable[Reading]) -> dict[str, dict[str, float]]:
    """The mentions of the policy gold that we found, by gold event; against each mention alone."""
    sys.path.insert(0, str(gold))
    from score_policy import hits, places  # type: ignore[import-not-found]  # the scorer lies beside the gold data, outside of the checkout

    by_doc = {reading.article.doc: reading for reading in readings}
    event_of = {mention: event.id for event in resolve_events(by_doc.values()) for mention in event.mentions}
    wanted: dict[object, object] = {}
    for record in (json.loads(line) for line in (gold / "policy_dev.jsonl").read_text(encoding="utf-8").splitlines()):
        rows = [
            (m, {"start": m.trigger.start, "end": m.trigger.end, "trigger": m.words, "type": m.type}) for m in by_doc[record["id"]].mentions
        ]
        for number, event in enumerate(record["events"]):
            for spot in (spot for told in event["mentions"] for spot in places(record["text"], told)):
                found = [pair for pair in rows if pair[0].type and hits(pair[1], spot, event["type"])]
                if found:
                    wanted[min(found, key=lambda pair: pair[0].type != event["type"])[0].id] = record["id"], number
    made = {"alone": {key: key for key in wanted}, "ours": {key: event_of[str(key)] for key in wanted}}
    return {name: {"mentions": len(wanted), **scores(wanted, clusters)} for name, clusters in made.items()}


def coreference(gold: Path) -> None:
    """Events of ours against gold, across articles and inside of one."""
    inside = within_articles(gold, resolved([str(gold / "policy_dev.jsonl")]))
    for what, measured in (("across articles", across_articles(gold)), ("inside articles", inside)):
        print(f"coreference {what}: {measured['ours']['mentions']} gold mentions found with a type")
        for name, found in measured.items():
            print(f"  {name:17}", *(f"{key} {value:.3f}" for key, value in found.items() if key != "mentions"))


# --- reasons --------------------------------------------------------------------------------------------------------


def reasons(gold: Path, most: int = 10) -> None:
    """Events that several articles or sentences tell, and mentions that nearly were one event's, each with what speaks for and against."""
    path = gold / "policy_dev.jsonl"
    index, dice = Index(type_schemes()), random.Random(1)
    for reading in resolved([]) + (resolved([str(path)]) if path.exists() else []):
        index.add(reading)
    found = [event for event in events(index, index.told, Word()) if len(event.mentions) > 1]
    print(f"reasons: {len(found)} events of several mentions; {most} of them")
    for event in dice.sample(found, min(most, len(found))):
        print(f"  {event.label}")
        links = {link.left: link for link in index.links(event.mentions)} | {link.right: link for link in index.links(event.mentions)}
        for mention in event.mentions:
            print(f"    {told(index, mention)}  [{-links[mention].rank if mention in links else 0:.1f}]")
    event_of = {mention: event.id for event in events(index, index.told, Word()) for mention in event.mentions}
    near = list(near_misses(index, event_of))
    print(f"{len(near)} near misses; {most} of them")
    for left, right, why in dice.sample(near, min(most, len(near))):
        print(f"  {why}\n    {told(index, left)}\n    {told(index, right)}")


def told(index: Index, mention: str) -> str:
    one = index.told[mention].mention
    return f"{one.status} {one.type}: {' '.join(one.evidence.quote.split())[:150]}"


def near_misses(index: Index, event_of: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Pairs of one type, an actor and a word in common that are two events, with what keeps them apart."""
    facts = sorted(index.facts.values(), key=lambda one: one.id)
    for place, right in enumerate(facts):
        for left in facts[:place]:
            alike = left.type == right.type and left.agents & right.agents and akin(left.root, right.root)
            if alike and event_of[left.id] != event_of[right.id]:
                yield left.id, right.id, apart(index, left, right)


def apart(index: Index, left: Facts, right: Facts) -> str:
    if left.standing != right.standing:
        return f"{left.standing} is not {right.standing}"
    one, other = left.signature, right.signature
    if not days_overlap(left.days, right.days):
        return f"days: {left.days} and {right.days}"
    for name, mine, theirs in (("targets", one[1], other[1]), ("places", one[2], other[2])):
        if mine and theirs and not mine & theirs:
            return f"{name}: {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}"
    if one[3] and other[3] and one[3] != other[3]:
        return f"documents: {one[3]} and {other[3]}"
    if not compatible(left, right):
        return "one sentence tells them apart by their objects"
    story = 1.0 if left.article == right.article else min(3.0, 2 * index.stories.likeness(left.article, right.article))
    speaks = weight(left, right, story)
    return (
        f"too little speaks for it: {speaks:.1f} of {ENOUGH}" if speaks < ENOUGH else "it could be one of several that exclude each other"
    )


# --- actors ---------------------------------------------------------------------------------------------------------


def actors(gold: Path) -> None:
    """The exact canonical name, for core events of the policy gold whose trigger we found and that have an actor."""
    sys.path.insert(0, str(gold))
    from score_policy import hits, places

    path = gold / "policy_dev.jsonl"
    readings = {reading.article.doc: reading for reading in resolved([str(path)])}
    known = directory(load_kit().actors)
    tally: Counter[str] = Counter()
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
        found = [
            ({"start": m.trigger.start, "end": m.trigger.end, "trigger": m.words, "type": m.type}, m)
            for m in readings[record["id"]].mentions
        ]
        for event in record["events"]:
            spots = [] if event["optional"] or not event["actors"] else [places(record["text"], m) for m in event["mentions"]]
            hit = next((h for spot in spots if (h := [p for p in found if any(hits(p[0], s, event["type"]) for s in spot)])), None)
            if hit is None:
                continue
            mention = min(hit, key=lambda p: p[0]["type"] != event["type"])[1]
            names = {agent.name for agent in mention.agents}
            if len(mention.agents) == len(event["actors"]) == 1:
                meant[record["id"], mention.agents[0].actor or ""].add(event["actors"][0])
            tally["matched"] += 1
            tally["with an agent"] += bool(names)
            tally["right"] += bool(names & set(event["actors"]))
            # one actor under two spellings is right too: the file knows both
            tally["same actor"] += bool({known.named(n) or n for n in names} & {known.named(n) or n for n in event["actors"]})
    print(f"actors: {dict(tally)}")
    for name in ("right", "same actor"):
        print(f"  {name}: {tally[name] / tally['matched']:.3f} of all, {tally[name] / tally['with an agent']:.3f} of those with an agent")
    shared = {key: sorted(names) for key, names in meant.items() if len({known.named(name) or name for name in names}) > 1}
    print(f"  ids that stand for two actors of the gold in one article: {len(shared)} of {len(meant)}")
    for (article, actor), names in sorted(shared.items()):
        print(f"    {article}: {actor} for {', '.join(names)}")


# --- orders ---------------------------------------------------------------------------------------------------------


def orders(gold: Path, times: int = 200) -> None:
    """The same events, with their relations, documents and sources, from articles in random orders."""
    path = gold / "policy_dev.jsonl"
    readings = resolved([]) + (resolved([str(path)]) if path.exists() else [])
    first, dice = canonical(readings), random.Random(1)
    same = sum(canonical(dice.sample(readings, len(readings))) == first for _ in range(times))
    print(f"orders: {same} of {times} random orders of {len(readings)} articles give the same {len(first)} events")


# --- speed ----------------------------------------------------------------------------------------------------------


def synthetic(mentions: int, each: int = 10) -> Iterator[Reading]:
    """Articles over five years with ``each`` mentions, by actors and on objects that follow a power law."""
    dice, types = random.Random(1), sorted(set(type_schemes()) - {"Other"})

    def skewed(most: int) -> int:
        return min(int(dice.paretovariate(0.9)) - 1, most - 1)

    for number in range(mentions // each):
        day = date(2020, 1, 1) + timedelta(days=number * 1825 * each // max(mentions, 100_000))
        told = [
            (f"Jane{(n := skewed(5000)) % 50} Family{n}", f"Place{skewed(5000)}", f"noun{skewed(3000)} thing{dice.randrange(3000)}")
            for _ in range(each)
        ]
        sentences = [f"{who} signed the {what} for {whom} in case {dice.randrange(10**6)}." for who, whom, what in told]
        article, at, found = Article(f"{number}", " ".join(sentences), published=day), 0, []
        for (who, whom, what), sentence in zip(told, sentences, strict=True):
            trigger = Span(at + len(who) + 1, at + len(who) + 7)
            evidence = Evidence(article.id, Span(at, at + len(sentence)), sentence, "test:ROOT")
            people = (Participant(who, who, "person"),), (Participant(whom, whom, "place"),) if dice.random() < 0.5 else ()
            when = TimeSpan.day(day - timedelta(days=dice.randrange(3)), "relative")
            found.append(Mention(dice.choice(types), trigger, "occurred", evidence, 0.5, *people, object=what, time=when))
            at += len(sentence) + 1
        yield Reading(article, tuple(found))


def memory() -> float:
    """The most memory that this process has had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speed(_: Path, mentions: int = 100_000) -> None:
    readings = list(synthetic(mentions))
    gc.freeze()  # what was made before the clock starts is not part of what is measured
    start = time.process_time()
    found = resolve_events(readings)
    print(f"speed: {mentions} mentions, {len(found)} events in {time.process_time() - start:.1f} s of one core, {memory():.0f} MB at most")


def growth(_: Path) -> None:
    """The time that one more article takes, early and late: its links, and the events that it concerns."""
    index, spent = Index(type_schemes()), []
    for reading in synthetic(100_300):
        start = time.process_time()
        mentions = index.add(reading)
        list(events(index, reach(index, mentions, Word()), Word()))
        spent.append(1000 * (time.process_time() - start))
    early, late = statistics.median(spent[90:111]), statistics.median(spent[9990:10011])
    print(f"growth: the 101st article takes {early:.2f} ms, the 10,001st {late:.2f} ms, {late / early:.2f} times as long")


def taking_in(_: Path, sizes: tuple[int, int] = (100, 10_000), each: int = 21) -> None:
    """The same through all that ``kg ingest`` does after extraction, on stores on disk: actors, events, documents, what came next."""
    kit = load_kit()
    found = [resolve_reading(reading, kit.directory) for reading in synthetic(10 * (max(sizes) + each))]
    spent = {size: list(_taken(found[:size], found[size : size + each], kit)) for size in sizes}
    few, many = (statistics.median(spent[size]) for size in sizes)
    print(f"taking in: one article into {sizes[0]} {few:.0f} ms, into {sizes[1]} {many:.0f} ms, {many / few:.2f} times as long")


def _taken(there: Sequence[Reading], more: Sequence[Reading], kit: Kit) -> Iterator[float]:
    """Milliseconds of one core for each of some more articles in a store."""
    with tempfile.TemporaryDirectory() as folder:
        file, place = Path(folder) / "all.nq", Path(folder) / "store"
        write_unchecked(file, there, kit.run)
        load_shards(place, [file])
        with Store.open(place) as store:
            derive_all(store, kit)
            for reading in more:
                writer = ShardWriter(kit.run, store.iris)
                writer.add(reading)
                shard = Shard.load(writer.packed(), store.iris)
                start = time.process_time()
                derive(store, kit, shard, read={reading.article.id})
                yield 1000 * (time.process_time() - start)


def write_unchecked(file: Path, readings: Iterable[Reading], run: Run) -> None:
    """A shard of articles that are known to be whole: holding thousands of them against the shapes is not what is measured."""
    check, shards.shacl.check = shards.shacl.check, lambda *_: None
    try:
        write_shard(file, readings, run)
    finally:
        shards.shacl.check = check


PARTS: dict[str, Callable[[Path], None]] = {one.__name__: one for one in (coreference, reasons, actors, orders, speed, growth, taking_in)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--gold", type=Path, default=Path(__file__).parents[2] / "shared" / "gold")
    args = parser.parse_args()
    for name in args.parts or PARTS:
        if name in ("coreference", "actors") and not args.gold.is_dir():
            print(f"{name}: no gold data in {args.gold}")
        else:
            PARTS[name](args.gold)


if __name__ == "__main__":
    main()
