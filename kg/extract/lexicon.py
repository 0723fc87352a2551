"""What the ontology says of words: frames that evoke event types, cues that change a status, words that report.

Everything linguistic that can be a list lives in ``ontology/frames.ttl`` and ``ontology/cues.ttl``; this file only reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import OntologyError
from kg.resources import ontology

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

PE = "https://w3id.org/policy-event/ns#"
CONDITIONS = (
    "objectHead",
    "subjectHead",
    "particle",
    "particleObject",
    "preposition",
    "complementWord",
    "contentWord",
    "infinitive",
    "modifier",
    "ofObject",
    "owner",
)
ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to speak of an event of ``type``: the trigger's lemma and part of speech, and what must stand around it.

    ``type`` is None for any action outside of the scheme, and for what looks like an event and is none (a stop frame: "peak demand").
    ``conditions`` maps a condition's name to the words that fulfil it; ``*`` means that any word does. ``agent_role`` "of" says that a
    noun's "of" phrase names who acts ("the resignation of"), ``patient_role`` that its possessor, its compound or its subject is whom it
    is done to ("her arrest", "the Iran sanctions", "she faces charges").
    ``plover`` is the PLOVER type where it is not that of the type.
    """

    id: str
    type: str | None
    pos: str
    lemmas: frozenset[str]
    conditions: Mapping[str, frozenset[str]]
    example: str
    agent_role: str | None = None
    plover: str | None = None
    patient_role: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one part of speech that give what they govern a status; status None means that they report it."""

    id: str
    pos: str
    lemmas: frozenset[str]
    status: str | None
    example: str


@dataclass(frozen=True, slots=True)
class RelationCue:
    """Words that put two acts into a relation, ``states``, by where they stand: see ``pe:stands`` in the ontology.

    With ``answers``, types, the words can also speak of mere order in time.
    """

    id: str
    states: str
    stands: str
    forms: frozenset[str]
    answers: frozenset[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """The nouns that news takes for each other as names of one document; ``loose`` ones mean much else too."""

    name: str
    words: frozenset[str]
    loose: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames, cues and kinds of document, indexed as extraction asks for them."""

    frames: tuple[Frame, ...]
    cues: tuple[Cue, ...]
    by_lemma: Mapping[tuple[str, str], tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    statuses: Mapping[tuple[str, str], str]
    reporting: frozenset[tuple[str, str]]
    kinds: tuple[DocumentKind, ...]

    def frames_of(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """The frames that a lemma of this part of speech can evoke, the most demanding first."""
        return self.by_lemma.get((lemma, pos), ())

    def status_of(self, lemma: str, pos: str) -> str | None:
        """The status that a cue word gives to what it governs, None for a word that is no cue."""
        return self.statuses.get((lemma, pos))

    def reports(self, lemma: str, pos: str = "verb") -> bool:
        """Whether the word hands what it governs to a source."""
        return (lemma, pos) in self.reporting


def _graph(name: str) -> Graph:
    from rdflib import Graph  # rdflib costs 100 ms: only those who extract pay

    path = ontology(name)
    try:
        return Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise OntologyError(str(path), str(error).splitlines()[0], "mend the file or reinstall kg") from error


def _words(graph: Graph, subject: Node, local: str) -> frozenset[str]:
    from rdflib import Literal, URIRef

    words: set[str] = set()
    for value in graph.objects(subject, URIRef(PE + local)):
        words |= {str(value)} if isinstance(value, Literal) else _class_words(graph, value)
    return frozenset(words)


def _class_words(graph: Graph, node: Node) -> frozenset[str]:
    """The words of a class, with those of the kinds of document that it includes."""
    from rdflib import URIRef

    included = (_words(graph, other, "word") for other in graph.objects(node, URIRef(PE + "includes")))
    return _words(graph, node, "word").union(*included)


def _one(graph: Graph, subject: Node, iri: str, name: str) -> str:
    from rdflib import URIRef

    values = sorted(str(value) for value in graph.objects(subject, URIRef(iri)))
    if len(values) != 1:
        raise OntologyError(f"{name}: {subject}", f"has {len(values)} values of {iri}", "give it exactly one")
    return values[0]


EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _instances(graph: Graph, local: str) -> Iterator[Node]:
    from rdflib import RDF, URIRef

    yield from sorted(graph.subjects(RDF.type, URIRef(PE + local)), key=str)


def read_frames(graph: Graph) -> Iterator[Frame]:
    """The frames of a graph, then its stop frames, by IRI. Raises OntologyError for one without type, part of speech or example."""
    for node in _instances(graph, "Frame"):
        yield _frame(graph, node, _local(_one(graph, node, PE + "evokes", "frames.ttl")))
    for node in _instances(graph, "StopFrame"):
        yield _frame(graph, node, None)


def _frame(graph: Graph, node: Node, evokes: str | None) -> Frame:
    conditions = {c: words for c in CONDITIONS if (words := _words(graph, node, c))}
    return Frame(
        _local(str(node)),
        evokes,
        _one(graph, node, PE + "partOfSpeech", "frames.ttl"),
        _words(graph, node, "lemma"),
        conditions,
        _one(graph, node, EXAMPLE, "frames.ttl"),
        next(iter(_words(graph, node, "agentRole")), None),
        next(iter(_words(graph, node, "plover")), None),
        next(iter(_words(graph, node, "patientRole")), None),
    )


def read_cues(graph: Graph) -> Iterator[Cue]:
    """The status and reporting cues of a graph, sorted by kind and IRI."""
    for kind in ("StatusCue", "ReportingCue"):
        for node in _instances(graph, kind):
            status = _local(_one(graph, node, PE + "complementStatus", "cues.ttl")) if kind == "StatusCue" else None
            pos = _one(graph, node, PE + "partOfSpeech", "cues.ttl")
            yield Cue(_local(str(node)), pos, _words(graph, node, "lemma"), status, _one(graph, node, EXAMPLE, "cues.ttl"))


def read_relation_cues(graph: Graph) -> Iterator[RelationCue]:
    """The relation cues of a graph, sorted by IRI. Raises OntologyError for one that states nothing or stands nowhere."""
    from rdflib import URIRef

    for node in _instances(graph, "RelationCue"):
        yield RelationCue(
            _local(str(node)),
            _local(_one(graph, node, PE + "states", "cues.ttl")),
            _one(graph, node, PE + "stands", "cues.ttl"),
            _words(graph, node, "form"),
            frozenset(_local(str(value)) for value in graph.objects(node, URIRef(PE + "answerType"))),
            tuple(sorted(str(value) for value in graph.objects(node, URIRef(EXAMPLE)))),
        )


@cache
def relation_cues() -> tuple[RelationCue, ...]:
    """The shipped relation cues, read once. Raises OntologyError for a broken file."""
    return tuple(read_relation_cues(_graph("cues.ttl")))


def _demands(frame: Frame) -> int:
    """How much a frame asks for: two for named words, one for any word at all; what stops an event goes before what evokes it."""
    return (10 if frame.type is None else 0) + sum(1 if ANYTHING in words else 2 for words in frame.conditions.values())


def word_class(name: str) -> frozenset[str]:
    """The words of one class of the shipped lexicon. Raises OntologyError for a broken file."""
    return lexicon().classes[name]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once. Raises OntologyError for a broken file."""
    graph = _graph("frames.ttl")
    frames, cues = tuple(read_frames(graph)), tuple(read_cues(_graph("cues.ttl")))
    index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        for lemma in frame.lemmas:
            index[lemma, frame.pos].append(frame)
    ordered = {
        key: tuple(sorted(found, key=lambda f: (-_demands(f), "particle" not in f.conditions, f.id))) for key, found in index.items()
    }
    classes = {_local(str(node)): _class_words(graph, node) for node in _instances(graph, "WordClass")}
    kinds = tuple(
        DocumentKind(_local(str(n)), _words(graph, n, "word"), _words(graph, n, "looseWord")) for n in _instances(graph, "DocumentKind")
    )
    statuses = {(lemma, cue.pos): cue.status for cue in cues if cue.status for lemma in cue.lemmas}
    reporting = frozenset((lemma, cue.pos) for cue in cues if cue.status is None for lemma in cue.lemmas)
    return Lexicon(frames, cues, ordered, classes, statuses, reporting, kinds)
