"""The nouns: what an article says (mentions), what happened (events), who took part (actors).

Everything here is frozen and compares by value. Offsets count code points of ``Article.text`` and are half-open;
days are inclusive on both ends. Optional parts are None where the text gives nothing: a date is never invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

STATUSES = ("occurred", "ongoing", "planned", "proposed", "hypothetical", "negated", "claimed")
GRANULARITIES = ("day", "week", "month", "season", "year", "decade", "century", "unknown")
BASES = ("explicit", "relative", "dateline", "none")
KINDS = ("person", "body", "place", "group", "unknown")
CORRECTIONS = ("date", "type", "status")
JUDGEMENTS = ("identity", *CORRECTIONS, "undo")
RELATIONS = ("about", "partOf", "realises", "respondsTo")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")


def digest(*parts: str, length: int = 16) -> str:
    """The first ``length`` hex digits of a SHA-256 over the parts; equal input, equal digest, on every machine.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:length]


def one_of(value: str, allowed: Iterable[str], what: str) -> None:
    """Raises ValueError, naming ``what``, unless ``value`` is among the allowed words."""
    if value not in allowed:
        raise ValueError(f"{what} {value!r} is none of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [start, end) of an article's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backwards span {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point is shared."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read: ``place`` as refusals name it ("news/june.jsonl:2"), ``source`` what the user named ("news")."""

    place: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one text. ``doc`` is the source's own name for it; ``id`` is the SHA-256 of the text.

    ``text`` is exactly as given, with newlines as LF and no byte-order mark. ``news_agency`` is that whose report it is, whoever prints it.
    ``origin`` is known while it is being read, and is no part of what the article is: it is not compared and no store keeps it.
    """

    doc: str
    text: str
    title: str | None = None
    published: date | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    version_of: str | None = None
    news_agency: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """64 hex digits, the SHA-256 of the text in UTF-8 (lone surrogates passed through)."""
        return digest(self.text, length=64)

    def within(self, source: str) -> Article:
        """The same article, read from ``source``."""
        return replace(self, origin=Origin(self.doc if self.origin is None else self.origin.place, source))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from: ``text[span] == quote``, always; ``rule`` names what found it."""

    article: str
    span: Span
    quote: str
    rule: str

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(f"the quote of {self.article}:{self.span.start} is not as long as its span")


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 reading: type (DATE, TIME, DURATION, SET), value, and a modifier such as START or APPROX."""

    type: str
    value: str
    mod: str | None = None

    def __post_init__(self) -> None:
        one_of(self.type, TIMEX_TYPES, "TIMEX3 type")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The days ``begin`` to ``end``, both included, with the precision that the text gives.

    An open end is None. ``words`` are the text's own and ``span`` says where they stand; both are empty for a date taken
    from the dateline. ``edtf`` keeps the precision (``2025-06``); None where EDTF has no way to say it.
    """

    begin: date | None
    end: date | None
    granularity: str
    edtf: str | None
    basis: str
    words: str = ""
    span: Span | None = None
    timex: Timex | None = None

    def __post_init__(self) -> None:
        one_of(self.granularity, GRANULARITIES, "granularity")
        one_of(self.basis, BASES, "basis")
        if self.begin and self.end and self.begin > self.end:
            raise ValueError(f"{self.begin} comes after {self.end}")

    @classmethod
    def day(cls, day: date, basis: str) -> TimeSpan:
        """One known day without words of its own, as a dateline gives it."""
        return cls(day, day, "day", day.isoformat(), basis)

    @property
    def known_day(self) -> bool:
        """Whether begin and end are the same day."""
        return self.begin is not None and self.begin == self.end


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part, as one text has it: its words ("he") and the name that they stand for in it ("Brandon Johnson").

    ``actor`` is the id of the Actor once it is resolved, None before.
    """

    words: str
    name: str
    kind: str = "unknown"
    span: Span | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        one_of(self.kind, KINDS, "kind")
        if not self.name.strip():
            raise ValueError("a participant without a name")


@dataclass(frozen=True, slots=True)
class Mention:
    """What one text says of one event: who, what, to whom, when, how sure, on whose word.

    ``type`` is a code of the type scheme, None for an action outside of it. ``object`` and ``place`` are the text's words.
    ``status`` claimed needs ``attributed_to``. ``confidence`` lies in 0..1. ``topic`` is the notation of a CAP topic.
    ``instrument`` is the kind of document acted on or through ("executive order"), ``document`` the words that the text has for it
    ("the mayor's order").
    """

    type: str | None
    trigger: Span
    status: str
    evidence: Evidence
    confidence: float
    agents: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    object: str | None = None
    instrument: str | None = None
    document: str | None = None
    place: str | None = None
    time: TimeSpan | None = None
    attributed_to: Participant | None = None
    cue: str | None = None
    topic: str | None = None
    paragraph: int = 0

    def __post_init__(self) -> None:
        one_of(self.status, STATUSES, "status")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is outside 0..1")
        if not self.evidence.span.start <= self.trigger.start < self.trigger.end <= self.evidence.span.end:
            raise ValueError(f"the trigger {self.trigger} lies outside its evidence {self.evidence.span}")
        if self.status == "claimed" and self.attributed_to is None:
            raise ValueError("a claimed mention names who claims it")

    @property
    def id(self) -> str:
        """Unique and the same on every run: article, trigger offsets and type."""
        return f"{self.evidence.article[:16]}/m/{self.trigger.start}-{self.trigger.end}-{self.type or 'Open'}"

    @property
    def words(self) -> str:
        """The trigger's own words."""
        start = self.evidence.span.start
        return self.evidence.quote[self.trigger.start - start : self.trigger.end - start]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with the mentions found in it, in the order of their triggers."""

    article: Article
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that an actor holds or held; an open end is None, days are inclusive.

    ``title`` is the whole name ("Mayor of Chicago"), ``body`` the id of the actor whose office it is, where known.
    """

    title: str
    begin: date | None = None
    end: date | None = None
    body: str | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether the office was held on ``day``; with no day, whether it is still held."""
        if day is None:
            return self.end is None
        return (self.begin is None or self.begin <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, body, place or group, over all texts. ``id`` is local: the graph makes an IRI of it."""

    id: str
    name: str
    kind: str = "unknown"
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None

    def __post_init__(self) -> None:
        one_of(self.kind, KINDS, "kind")


@dataclass(frozen=True, slots=True, order=True)
class Instrument:
    """One order, bill, law, agreement, suit or ruling, over all texts; events that share it are on the same one.

    ``kind`` is the text's own ("executive order"); ``makers`` are the ids of the actors who made it, sorted.
    """

    id: str
    kind: str
    label: str
    makers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """What an event is to another, ``event`` by its id; ``said`` is the id of the mention that states it, empty where none does.

    ``about``: it is speech on the other. ``partOf``: it happened as a part of it. ``realises``: it is what the other, a plan, foresaw.
    ``respondsTo``: it was done because of it.
    """

    kind: str
    event: str
    said: str = ""

    def __post_init__(self) -> None:
        one_of(self.kind, RELATIONS, "relation")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened or may happen, over all texts. Agents and targets are actor ids, mentions are mention ids, sorted.

    ``label`` is made of type and roles, never of a quote. ``instrument`` is the kind of document in the words of the surest mention,
    ``instruments`` are the documents themselves. ``sources`` is the number of independent sources: copies of one text, and reports of one
    news agency, count once. ``former`` are the ids that the event has had, or would have had if its articles had come in another order.
    """

    id: str
    type: str
    status: str
    label: str
    mentions: tuple[str, ...]
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    object: str | None = None
    instrument: str | None = None
    place: str | None = None
    time: TimeSpan | None = None
    topic: str | None = None
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: int = 1
    former: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        one_of(self.status, STATUSES, "status")
        if any(relation.event == self.id for relation in self.relations):
            raise ValueError(f"the event {self.id} in a relation to itself")
        if not self.mentions:
            raise ValueError(f"event {self.id} without a mention")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on actors or events; it always wins.

    ``kind`` identity: left and right, two actors or two events or mentions, are the same, or are not. ``kind`` date, type or
    status: the event left is what ``value`` says (EDTF, a code of the type scheme, a status). ``kind`` undo: the judgement left
    no longer holds. Where only one thing is judged, right is the kind.
    """

    left: str
    right: str
    same: bool
    who: str
    when: date
    why: str
    kind: str = "identity"
    value: str | None = None

    def __post_init__(self) -> None:
        one_of(self.kind, JUDGEMENTS, "kind of judgement")
        if (self.value is None) == (self.kind in CORRECTIONS):
            raise ValueError(f"a judgement of the kind {self.kind} {'needs a' if self.value is None else 'has no'} value")
