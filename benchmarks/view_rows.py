"""Rows of our own invention in any number, for benchmarks and screenshots of the pages: the same number gives the same rows."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from random import Random

from kg.graph.rows import EventRow, Support
from kg.model import digest

START = date(2029, 1, 1)
FIRST = (
    "Mara",
    "Dario",
    "Ines",
    "Tomas",
    "Leila",
    "Jonas",
    "Petra",
    "Amir",
    "Noor",
    "Silas",
    "Wanda",
    "Kofi",
    "Yuki",
    "Bruno",
    "Celia",
    "Darja",
)
LAST = (
    "Okafor",
    "Lindqvist",
    "Varga",
    "Costa",
    "Haddad",
    "Brandt",
    "Novak",
    "Rahimi",
    "Moreau",
    "Quist",
    "Ostrow",
    "Mensah",
    "Tanaka",
    "Ferri",
    "Duarte",
    "Ilic",
)
BODIES = (
    "City Council of",
    "Police of",
    "Governor of",
    "School Board of",
    "Ministry of Works of",
    "Court of",
    "Port Authority of",
    "Union of",
)
TOWNS = (
    "Port Wren",
    "Aldermoor",
    "Quay Harbour",
    "Inver",
    "Saltmarsh",
    "Northgate",
    "Tellis",
    "Marrow Bay",
    "Oxley",
    "Fenwick",
    "Larkhill",
    "Dunmere",
)
KINDS = (
    ("IssueDirective", "Issue directive or executive order", "institutional", "issues directive to", "executive order"),
    ("ProposePolicy", "Propose bill or policy", "institutional", "proposes policy for", "harbour bill"),
    ("CourtRule", "Court ruling", "institutional", "rules against", "harbour bill"),
    ("Announce", "Announce", "verbal", "announces plans for", None),
    ("SupportEndorse", "Support or endorse", "verbal-cooperation", "endorses", None),
    ("FundAid", "Fund or aid", "material-cooperation", "funds", None),
    ("CriticiseAccuse", "Criticise or accuse", "verbal-conflict", "criticises", None),
    ("Threaten", "Threaten or warn", "verbal-conflict", "threatens", None),
    ("DeployMobilise", "Deploy or mobilise", "material-conflict", "deploys officers against", None),
)
STATUSES = ("occurred",) * 8 + ("ongoing", "planned", "planned", "proposed", "claimed", "claimed", "hypothetical", "negated")
TOPICS = ("Immigration", "Education", "Transport", "Housing", "Public lands")
PAPERS = ("Harbour Gazette", "The Inland Post", "Evening Ledger", "Coast Radio", "The Northgate Mail")


def actors(count: int) -> list[tuple[str, str]]:
    """``count`` different (id, name) pairs, people and bodies in turn."""
    found = []
    for n in range(count):
        name = f"{FIRST[n % 16]} {LAST[(n // 16 + n) % 16]}" if n % 3 else f"{BODIES[n % 8]} {TOWNS[(n // 8) % 12]}"
        turn = n // (192 if n % 3 else 96)
        found.append((f"a{n}", f"{name} {turn + 1}" if turn else name))
    return found


def rows(count: int, people: int = 0, days: int = 0, seed: int = 5) -> list[EventRow]:
    """``count`` events of ``people`` actors over ``days``; a few actors do much, most do little, and neighbours meet most often."""
    dice = Random(seed)
    cast = actors(people or max(12, round(sqrt(count) * 1.3)))
    length = days or max(120, min(3650, round(sqrt(count) * 12)))
    return [_row(n, dice, cast, length) for n in range(count)]


def _pair(dice: Random, cast: list[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]]:
    size = len(cast)
    left = min(int(dice.paretovariate(0.7)) - 1, size - 1) if dice.random() < 0.6 else dice.randrange(size)
    near = (left + dice.choice((-3, -2, -1, 1, 2, 3))) % size
    right = near if dice.random() < 0.7 else min(int(dice.paretovariate(0.6)) - 1, size - 1)
    return cast[left], cast[right if right != left else (left + 1) % size]


def _row(n: int, dice: Random, cast: list[tuple[str, str]], length: int) -> EventRow:
    agent, target = _pair(dice, cast)
    kind, kind_label, family, does, document = dice.choice(KINDS)
    status = dice.choice(STATUSES)
    day = START + timedelta(days=int(length * dice.betavariate(2, 1.3)))
    chance = dice.random()
    end = day if chance < 0.78 else day + timedelta(days=dice.choice((6, 13, 29)))
    begin = None if chance > 0.985 else day
    words = "" if begin == end else dice.choice(("that week", "earlier this month", "in the spring", "over the coming days"))
    ends = (None, None) if chance > 0.995 else (begin, None if 0.96 < chance < 0.97 else end)
    label = f"{agent[1]} {does} {target[1]}"
    topic = dice.randrange(len(TOPICS))
    return EventRow(
        id=digest(str(n), label)[:32],
        label=label,
        type=kind,
        type_label=kind_label,
        family=family,
        status=status,
        agents=(agent,),
        targets=(target,),
        object=None,
        instrument=document,
        place=dice.choice(TOWNS),
        begin=ends[0],
        end=ends[1],
        granularity="day" if begin == end else "week",
        edtf=day.isoformat() if begin == end else None,
        basis="relative" if words else "dateline",
        time_words=words,
        topic=str(topic),
        topic_label=TOPICS[topic],
        instrument_id=document and document.replace(" ", "-"),
        supports=tuple(_support(n, dice, label, does, status, day, words) for _ in range(dice.choice((1, 1, 1, 2, 3)))),
    )


def _support(n: int, dice: Random, label: str, does: str, status: str, day: date, words: str) -> Support:
    paper = dice.choice(PAPERS)
    said = status if dice.random() < 0.9 else "planned"
    then = words or f"on {day.isoformat()}"
    quote = f"In a hall by the quay, {label} {then}, to the surprise of all who had come for the {n % 900} boats."
    at = 40 + quote.find(does)
    return Support(
        mention=digest(quote, paper)[:32],
        article=digest(paper, day.isoformat()),
        title=f"What the harbour order changes, part {n % 40}",
        publisher=paper,
        published=day + timedelta(days=dice.choice((0, 1, 1, 2, 9))),
        url=f"https://{paper.split()[-1].lower()}.example/{day.isoformat()}",
        quote=quote,
        start=40,
        trigger_start=at,
        trigger_end=at + len(does),
        status=said,
        attributed_to=dice.choice(LAST) if said == "claimed" else None,
        confidence=round(dice.uniform(0.35, 0.97), 2),
        rule="svo",
        time_words=words,
        basis="relative" if words else "dateline",
    )
