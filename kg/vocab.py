"""The terms of the ontology as Python names, and what its schemes say of types and topics.

The names are plain strings, so that importing them costs nothing; rdflib is loaded only when a scheme is read.
``ontology/policy-event.ttl`` and ``ontology/schemes.ttl`` are the definition; a test holds this module equal to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import OntologyError
from kg.model import STATUSES, one_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = [
    "AGENCY_SCHEME",
    "CAP",
    "CLASSES",
    "FAMILIES",
    "PE",
    "PREFIXES",
    "PROPERTIES",
    "STATUS",
    "STATUSES",
    "STATUS_SCHEME",
    "TOPICS",
    "TOPIC_SCHEME",
    "TYPE",
    "TYPES",
    "TYPE_SCHEME",
    "TopicInfo",
    "TypeInfo",
    "WireInfo",
    "agencies",
    "pe",
    "read_agencies",
    "read_topics",
    "read_types",
    "status_iri",
    "topic_iri",
    "topics",
    "type_iri",
    "type_schemes",
]

PE = "https://w3id.org/policy-event/ns#"
TYPE_SCHEME = "https://w3id.org/policy-event/type"
STATUS_SCHEME = "https://w3id.org/policy-event/status"
TOPIC_SCHEME = "https://w3id.org/policy-event/cap"
AGENCY_SCHEME = "https://w3id.org/policy-event/agency"
TYPE = TYPE_SCHEME + "/"
STATUS = STATUS_SCHEME + "/"
CAP = TOPIC_SCHEME + "/"

PREFIXES = {
    "cap": CAP,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pe": PE,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "status": STATUS,
    "type": TYPE,
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES = (
    *("Happening", "PolicyEvent", "EventMention", "Participation", "Actor", "OfficeHolding", "PolicyInstrument", "PastVersion"),
    *("Extraction", "Judgement", "LexicalEntry", "Frame", "StopFrame", "WordClass", "DocumentKind"),
    *("StatusCue", "ReportingCue", "RelationCue"),
)

PROPERTIES = (
    *("eventType", "status", "topic"),
    *("agent", "target", "object", "instrumentKind", "instrumentWords", "instrument", "placeName", "place"),
    *("earliest", "latest", "granularity", "edtf", "dateBasis", "timeText", "timeStart", "timeEnd"),
    *("timexType", "timexValue", "timexMod"),
    *("denotes", "evidence", "trigger", "triggerStart", "triggerEnd", "paragraph", "rule", "confidence"),
    *("attributedTo", "attributionCue"),
    *("participation", "role", "position", "words", "name", "kind", "start", "end", "actor"),
    *("about", "respondsTo", "partOf", "realises", "nextOfTarget", "nextOfKind", "mergedInto", "independentSources"),
    *("textHash", "newsAgency", "told"),
    *("left", "right", "same", "who", "when", "why", "judgementKind", "judgedValue"),
    *(
        "lemma",
        "partOfSpeech",
        "evokes",
        "agentRole",
        "patientRole",
        "complementStatus",
        "word",
        "looseWord",
        "includes",
        "form",
        "states",
        "stands",
        "answerType",
    ),
    *(
        "particle",
        "objectHead",
        "subjectHead",
        "particleObject",
        "preposition",
        "complementWord",
        "contentWord",
        "infinitive",
        "modifier",
        "ofObject",
        "owner",
    ),
    *("family", "verbPhrase", "triggerLemma", "topicWord", "demonym", "metonym", "plover", "ploverMode", "cameo", "factBank"),
)

TYPES = (
    *("IssueDirective", "EnactLaw", "ProposePolicy", "Veto", "RepealRescind", "Announce", "Pledge", "Appoint"),
    *("ResignDismiss", "Elect", "Vote", "CourtRule", "Sue", "Investigate", "DeployMobilise", "EnforceArrest"),
    *("RestrictSanction", "FundAid", "CutWithhold", "Agree", "ConsultMeet", "Cooperate", "SupportEndorse"),
    *("CriticiseAccuse", "RejectOppose", "DemandRequest", "Threaten", "Protest", "ConcedeYield", "AttackForce", "Other"),
)

TOPICS = tuple(str(code) for code in (*range(1, 11), *range(12, 22), 23))
"""The codes of the major topics of the Comparative Agendas Project; there is no 11 and no 22."""

FAMILIES = (
    *("institutional", "verbal", "verbal-cooperation", "verbal-conflict"),
    *("material-cooperation", "material-conflict", "other"),
)

_TERMS = frozenset((*CLASSES, *PROPERTIES))


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """What the type scheme says of one event type.

    ``plover`` is the root event in PLOVER, "NONE" where it has no such act; ``cameo`` three digits. ``verb_phrase`` is in the
    third person ("issues directive"). ``triggers`` are lemmas, sorted; empty for Other.
    """

    code: str
    label: str
    definition: str
    family: str
    plover: str
    plover_mode: str | None
    cameo: str | None
    verb_phrase: str
    triggers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicInfo:
    """One major topic of the Comparative Agendas Project; ``words`` are lower-case words and phrases that signal it, sorted."""

    notation: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WireInfo:
    """One news agency: the name that is kept, all its names, sorted, and the beginning of a report of its own."""

    name: str
    names: tuple[str, ...]
    example: str


def pe(name: str) -> str:
    """The IRI of a class or property; raises ValueError for a name that the ontology does not have.

    >>> pe("agent")
    'https://w3id.org/policy-event/ns#agent'
    """
    return PE + _known(name, _TERMS, "term")


def type_iri(code: str) -> str:
    """The IRI of an event type, of the ontology's own or of a user's; the code has to be one word of ASCII letters, digits or ``_``.

    >>> type_iri("Veto")
    'https://w3id.org/policy-event/type/Veto'
    """
    if not (code.isascii() and code.isidentifier()):
        raise ValueError(f"type {code!r} is not one word of letters and digits")
    return TYPE + code


def status_iri(status: str) -> str:
    """The IRI of a status; raises ValueError for a word that is none.

    >>> status_iri("planned")
    'https://w3id.org/policy-event/status/planned'
    """
    one_of(status, STATUSES, "status")
    return STATUS + status


def topic_iri(notation: str) -> str:
    """The IRI of a topic by its code; raises ValueError for a code that is none.

    >>> topic_iri("9")
    'https://w3id.org/policy-event/cap/9'
    """
    return CAP + _known(notation, frozenset(TOPICS), "topic")


def _known(name: str, names: frozenset[str], what: str) -> str:
    if name not in names:
        raise ValueError(f"the ontology has no {what} {name!r}")
    return name


@cache
def type_schemes() -> dict[str, TypeInfo]:
    """The event types by code, in the order of TYPES and then of their codes; raises OntologyError on a broken file."""
    from kg.resources import ontology

    return read_types(ontology("schemes.ttl"))


@cache
def topics() -> dict[str, TopicInfo]:
    """The topics by notation, in numerical order; raises OntologyError on a broken file."""
    from kg.resources import ontology

    return read_topics(ontology("schemes.ttl"))


@cache
def agencies() -> tuple[WireInfo, ...]:
    """The news agencies by name; raises OntologyError on a broken file."""
    from kg.resources import ontology

    return read_agencies(ontology("agencies.ttl"))


def read_agencies(path: Path) -> tuple[WireInfo, ...]:
    """The news agencies of a Turtle file, by name.

    Raises OntologyError, naming the file and the concept, where something that an agency must have is missing or there twice.
    """
    return tuple(sorted(_read_scheme(path, AGENCY_SCHEME, _agency_info), key=lambda info: info.name))


def read_types(path: Path) -> dict[str, TypeInfo]:
    """The event types of a Turtle file, by code, in the order of TYPES and then of their codes.

    Raises OntologyError, naming the file and the concept, where something that a type must have is missing or there twice.
    """
    rank = {code: place for place, code in enumerate(TYPES)}
    infos = _read_scheme(path, TYPE_SCHEME, _type_info)
    return {info.code: info for info in sorted(infos, key=lambda info: (rank.get(info.code, len(rank)), info.code))}


def read_topics(path: Path) -> dict[str, TopicInfo]:
    """The topics of a Turtle file, by notation, in numerical order.

    Raises OntologyError, naming the file and the concept, where something that a topic must have is missing or there twice.
    """
    infos = _read_scheme(path, TOPIC_SCHEME, _topic_info)
    return {info.notation: info for info in sorted(infos, key=lambda info: (len(info.notation), info.notation))}


_Info = TypeVar("_Info")


class _Concept:
    """One concept of a parsed scheme; hands out its literals and says which one is wrong."""

    def __init__(self, path: Path, graph: Graph, node: Node) -> None:
        self._path, self._graph, self._node = path, graph, node

    def all(self, name: str) -> tuple[str, ...]:
        """The distinct values of a property such as ``skos:notation``, sorted."""
        from rdflib import URIRef

        prefix, local = name.split(":")
        return tuple(sorted({str(value) for value in self._graph.objects(self._node, URIRef(PREFIXES[prefix] + local))}))

    def maybe(self, name: str) -> str | None:
        """The one value of a property, None where there is none; two raise OntologyError."""
        values = self.all(name)
        if len(values) > 1:
            raise OntologyError(str(self._path), f"{self._node} has {len(values)} values of {name}", "keep one")
        return values[0] if values else None

    def one(self, name: str) -> str:
        """The one value of a property; none, an empty one or two raise OntologyError."""
        value = self.maybe(name)
        if not value:
            raise OntologyError(str(self._path), f"{self._node} has no {name}", "add one")
        return value

    def code(self, scheme: str) -> str:
        """The notation, which has to be the end of the IRI: a block that was copied and half changed raises OntologyError."""
        code = self.one("skos:notation")
        if str(self._node) != f"{scheme}/{code}":
            raise OntologyError(str(self._path), f"{self._node} has the skos:notation {code!r}", "make it the end of the IRI")
        return code


def _read_scheme(path: Path, scheme: str, info: Callable[[_Concept], _Info]) -> list[_Info]:
    from rdflib import URIRef

    graph = _parse(path)
    nodes = list(graph.subjects(URIRef(PREFIXES["skos"] + "inScheme"), URIRef(scheme)))
    if not nodes:
        raise OntologyError(str(path), f"no concept is in the scheme {scheme}", "restore the file from the package")
    return [info(_Concept(path, graph, node)) for node in nodes]


def _parse(path: Path) -> Graph:
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph().parse(str(path), format="turtle")
    except OSError as error:
        raise OntologyError(str(path), f"cannot be read ({error.strerror})", "restore the file from the package") from error
    except (BadSyntax, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise OntologyError(str(path), f"is not Turtle ({reason})", "correct the line") from error


def _type_info(concept: _Concept) -> TypeInfo:
    return TypeInfo(
        code=concept.code(TYPE_SCHEME),
        label=concept.one("skos:prefLabel"),
        definition=concept.one("skos:definition"),
        family=concept.one("pe:family"),
        plover=concept.one("pe:plover"),
        plover_mode=concept.maybe("pe:ploverMode"),
        cameo=concept.maybe("pe:cameo"),
        verb_phrase=concept.one("pe:verbPhrase"),
        triggers=concept.all("pe:triggerLemma"),
    )


def _topic_info(concept: _Concept) -> TopicInfo:
    return TopicInfo(concept.code(TOPIC_SCHEME), concept.one("skos:prefLabel"), concept.all("pe:topicWord"))


def _agency_info(concept: _Concept) -> WireInfo:
    concept.code(AGENCY_SCHEME)
    name = concept.one("skos:prefLabel")
    return WireInfo(name, tuple(sorted({name, *concept.all("skos:altLabel")})), concept.one("skos:example"))
