"""Who is spoken of where in an article, so that "he", "the mayor" and "Johnson" find their full names.

A simple recency model after Lappin and Leass (1994): candidates of the right kind, the nearest sentence first, subjects before
others. Nothing is forced: without a candidate the words stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.abbreviations import abbreviations
from kg.extract.lexicon import word_class
from kg.extract.parse import Paragraph
from kg.extract.roles import verb_agents
from kg.extract.tree import SUBJECTS, children, is_infinitive, noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OBJECTS = frozenset({"dobj", "pobj", "iobj", "dative"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
HE = frozenset({"he", "him", "his", "himself"})
SHE = PERSONAL - HE
SPEAKER = frozenset({"i", "we", "us", "our", "me", "my"})
NEUTER = frozenset({"it", "its", "itself", "they", "them", "their", "themselves"})
ENTITY_KINDS = {"PERSON": "person", "ORG": "body", "GPE": "place", "NORP": "group", "FAC": "body", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One named participant at one place: article offset of its head, full name, kind, the title before it, subject or not.

    ``joined`` is the offset of the head that "and" joins it to, -1 where none does; ``known`` says that an actor file has the name.
    """

    at: int
    paragraph: int
    name: str
    kind: str
    titles: frozenset[str]
    subject: bool
    start: int
    end: int
    joined: int = -1
    known: bool = False


class Discourse:
    """The named participants of one article in the order of the text."""

    def __init__(self, paragraphs: Sequence[Paragraph], voice: str | None = None) -> None:
        """``voice`` is who says "we" outside of quotes, as a press release does; ``writer`` becomes who says "I" in a letter."""
        short = abbreviations(paragraphs[0].text) if paragraphs else {}
        named = [_in_full(seen, short) for paragraph in paragraphs for seen in _named(paragraph, short)]
        self.seen = _with_full_names(named, word_class("actorNoun"))
        self.voice = voice
        self.writer = signatory(paragraphs, self.seen)
        self._heads = {seen.at: seen for seen in self.seen}
        self._order = [seen.at for seen in self.seen]

    def named(self, paragraph: Paragraph, token: Token) -> Seen | None:
        """The named participant whose head is this token."""
        return self._heads.get(paragraph.begins[token.i])

    def covering(self, at: int) -> Seen | None:
        """The named participant whose name covers this offset."""
        near = self.seen[max(bisect_left(self._order, at) - 3, 0) : bisect_left(self._order, at) + 4]
        return next((s for s in near if s.start <= at < s.end), None)

    def pronoun(self, paragraph: Paragraph, token: Token) -> Seen | None:
        """Whom a personal pronoun stands for: the last person before it, subjects first; for "it" and "they" the last body."""
        word = token.lower_
        if word == "it" and token.dep_ in OBJECTS and _thing_before(token):
            return None
        kinds = {"person"} if word in PERSONAL else {"body", "place"} if word in {"it", "its"} else {"body"} if word in NEUTER else set()
        own = {paragraph.begins[t.i] for acting in _acting_on(token) for t in (acting, *children(acting, "appos"))}
        before = [s for s in self._before(paragraph, token) if s.kind in kinds]
        names = {s.name for s in before if s.at in own}  # nobody acts on himself in plain words
        names |= self._of_other_sex(paragraph, token)
        start = token.sent.start
        last = paragraph.begins[token.doc[start - 1].sent.start] if start else paragraph.begins[start]
        return _nearest([s for s in before if s.name not in names], paragraph.begins[start], last)

    def _of_other_sex(self, paragraph: Paragraph, token: Token) -> set[str]:
        """Whom a pronoun of the other sex has stood for earlier in the sentence: "he sacked his secretary after she had voted"."""
        other = SHE if token.lower_ in HE else HE if token.lower_ in SHE else frozenset()
        if all(t.lower_ not in other for t in token.doc[max(token.sent.start, token.i - REACH) : token.i]):
            return set()
        start = paragraph.begins[token.sent.start]
        here = {s.name for s in self._before(paragraph, token) if s.kind == "person" and s.at >= start}
        return here if len(here) == 1 else set()  # of two, either can be meant

    def description(self, paragraph: Paragraph, token: Token) -> Seen | None:
        """Whom "the mayor" or "the court" stands for: the last one named with that title, or whose name ends on that noun."""
        word = token.lemma_.lower()
        before = self._before(paragraph, token)
        for seen in reversed(before):
            if word in seen.titles or (seen.kind == "body" and word in seen.name.lower().split()):
                return seen
        kinds = {"body", "group"} if word in word_class("generic") else {"place"} if word in word_class("stateNoun") else set()
        here = paragraph.begins[token.sent.start]
        earlier = (s for s in reversed(before) if s.at < here or token.dep_ in SUBJECTS | {"poss"})
        return next((s for s in earlier if s.kind in kinds and s.subject and (s.known or "place" not in kinds)), None)

    def several(self, paragraph: Paragraph, token: Token) -> list[Seen]:
        """Whom "the two leaders" or "both sides" stand for: the last two named before it, people for roles that people have."""
        before = self._before(paragraph, token)
        kind = "person" if token.lemma_.lower() in word_class("title") else "place"
        pair = _parties([s for s in before if s.kind == kind or token.lemma_.lower() in {"side", "party"}])
        if pair:
            return pair
        found: dict[str, Seen] = {}
        for seen in reversed(before):
            if seen.kind == kind:
                found.setdefault(seen.name, seen)
        return list(found.values())[:2][::-1] if len(found) > 1 else []

    def only(self, title: str) -> Seen | None:
        """The one person of the whole article who has this title, for "a federal judge" whose name comes later."""
        named = {s.name: s for s in self.seen if title in s.titles and s.kind == "person"}
        return next(iter(named.values())) if len(named) == 1 else None

    def body_before(self, paragraph: Paragraph, token: Token) -> Seen | None:
        """The last body that acted in this paragraph or in the one before: whom a bare "spokeswoman" speaks for."""
        near = (s for s in reversed(self._before(paragraph, token)) if s.kind == "body" and paragraph.number - s.paragraph <= 1)
        return next((s for s in near if s.subject), None)

    def _before(self, paragraph: Paragraph, token: Token, window: int = 60) -> list[Seen]:
        here = bisect_left(self._order, paragraph.begins[token.i])
        return self.seen[max(here - window, 0) : here]


def _acting_on(pronoun: Token) -> list[Token]:
    """Who acts on the pronoun: the agents of its verb, or of the verb that asks it to act ("urged her to sign")."""
    verb = pronoun.head
    if pronoun.dep_ in SUBJECTS and is_infinitive(verb) and verb.dep_ == "ccomp":
        return verb_agents(verb.head)
    return verb_agents(verb) if pronoun.dep_ in OBJECTS and verb.pos_ == "VERB" else []


def _parties(before: Sequence[Seen]) -> list[Seen]:
    """The last two that a text joins by "and": "talks between the union and the port"."""
    by_head = {seen.at: seen for seen in before}
    return next(([by_head[seen.joined], seen] for seen in reversed(before) if seen.joined in by_head), [])


def _thing_before(token: Token) -> bool:
    """Whether "it" can stand for a thing: the subject or object of the sentence or of the one before is one ("the order")."""
    start = token.sent.start
    first_token = token.doc[start - 1].sent.start if start else 0
    near = token.doc[first_token : token.i]
    things = (t for t in near if t.tag_ == "NN" and t.dep_ in SUBJECTS | OBJECTS and not t.ent_type_)
    return any(t.lemma_.lower() not in word_class("actorNoun") for t in things)


def _nearest(candidates: Sequence[Seen], sentence: int, last: int) -> Seen | None:
    """The subject of the sentence, whom alone the sentence before names, the last subject, or the last one named."""
    if not candidates:
        return None
    here = [s for s in candidates if s.at >= sentence and s.subject]
    before = [s for s in candidates if last <= s.at < sentence]
    if not here and before and len({s.name for s in before}) == 1:
        return before[-1]
    subjects = [s for s in candidates if s.subject and s.at < sentence]
    pool = here or subjects[-1:] or candidates[-1:]
    return pool[-1]


def _named(paragraph: Paragraph, short: Mapping[str, str]) -> Iterator[Seen]:
    doc = paragraph.doc
    taken: set[int] = set()
    for first, last, name, kind in (*_known(paragraph), *_entities(paragraph), *_shortened(paragraph, short)):
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            head = doc[first : last + 1].root
            left, _ = noun_phrase(head)
            titles = frozenset(doc[i].lower_ for i in range(left, first)) | _apposed(head)
            inner = frozenset(doc[i].lower_ for i in range(first, last))
            span = paragraph.span(first, last)
            yield Seen(
                paragraph.begins[head.i],
                paragraph.number,
                name,
                kind,
                (titles | inner) & word_class("title"),
                head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS),
                span.start,
                span.end,
                paragraph.begins[head.head.i] if head.dep_ == "conj" else -1,
                first in paragraph.names,
            )


def _apposed(head: Token) -> frozenset[str]:
    near = children(head, "appos") + ([head.head] if head.dep_ == "appos" else [])
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        near += children(head.head, "attr")
    return frozenset(token.lower_ for token in near)


def _known(paragraph: Paragraph) -> Iterator[tuple[int, int, str, str]]:
    by_name: dict[int, list[int]] = {}
    for i, name in paragraph.names.items():
        by_name.setdefault(name.span.start, []).append(i)
    for tokens in by_name.values():
        name = paragraph.names[tokens[0]]
        yield min(tokens), max(tokens), name.name, name.kind


def _entities(paragraph: Paragraph) -> Iterator[tuple[int, int, str, str]]:
    for ent in paragraph.doc.ents:
        kind = ENTITY_KINDS.get(ent.label_)
        if kind is None:
            continue
        first, last = _trim(ent.start, _past_hyphen(ent), ent.doc)
        if first <= last:
            named = _past_state(ent) if kind == "body" and last == ent.end - 1 else last
            yield first, last, " ".join(paragraph.words(first, named).split()), kind


def _past_state(ent: Span) -> int:
    """The last token of a body's name, with the state after "of" that the model leaves out: "Writers Guild of India"."""
    doc, after = ent.doc, ent.end
    if after + 1 >= len(doc) or doc[after].lower_ != "of" or doc[after].head.i not in range(ent.start, ent.end):
        return ent.end - 1
    place = next((e for e in doc.ents if e.start in {after + 1, after + 2} and e.label_ == "GPE"), None)
    plain = place is not None and (place.start == after + 1 or doc[after + 1].lower_ == "the")
    return place.end - 1 if place is not None and plain and len(ent) > 1 else ent.end - 1


def _past_hyphen(ent: Span) -> int:
    """The last token of a name, with what a hyphen joins to it: "Han Seo-yeon"."""
    last, doc = ent.end - 1, ent.doc
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not (doc[last].whitespace_ or doc[last + 1].whitespace_):
        last += 2
    return last if ent.label_ == "PERSON" else ent.end - 1


def _shortened(paragraph: Paragraph, short: Mapping[str, str]) -> Iterator[tuple[int, int, str, str]]:
    """The short forms that the article explains, where the model sees no name."""
    if short:
        yield from ((token.i, token.i, token.text, "body") for token in paragraph.doc if token.text in short)


def _in_full(seen: Seen, short: Mapping[str, str]) -> Seen:
    return replace(seen, name=short[seen.name], kind="body" if seen.kind == "person" else seen.kind) if seen.name in short else seen


def _trim(first: int, last: int, tokens: Doc) -> tuple[int, int]:
    """Without a leading article and a trailing clitic, which the model leaves inside names."""
    while first <= last and tokens[first].is_space:
        first += 1
    while first <= last and tokens[first].lower_ in {"the", "a", "an", "its", "their"}:
        first += 1
    while first < last and tokens[last].pos_ in {"VERB", "AUX", "ADP"} and tokens[last].is_lower:
        last -= 1  # "Jane Roe won": the model takes the verb for a part of the name
    while first <= last and (tokens[last].tag_ == "POS" or (not tokens[last].is_alpha and tokens[last].text in {"'s", "'", ".", ","})):
        last -= 1
    return first, last


def _with_full_names(seen: Sequence[Seen], roles: frozenset[str]) -> list[Seen]:
    """In order of place; a surname takes the full name, a bare "Department" the whole one, where just one in the article has it."""
    full: dict[tuple[str, str], list[str]] = {}
    for s in seen:
        words = s.name.split()
        if len(words) > 1 and s.kind in {"person", "body"}:
            for word in _family(words) if s.kind == "person" else [w for w in words if w.lower() in roles]:
                full.setdefault((s.kind, word), []).append(s.name)
        short, of, _ = s.name.partition(" of ")
        if of and " " in short and s.kind == "body":  # "the Supreme Court" after "the Supreme Court of India"
            full.setdefault((s.kind, short), []).append(s.name)
    return sorted((_renamed(s, full) for s in seen), key=lambda s: (s.at, s.start))


def _family(words: Sequence[str]) -> list[str]:
    """The words by which a person can be called later: the last, and inner ones, one of which may be the first of two family names."""
    return [*(word for word in words[1:-1] if len(word) >= MIDDLE and word[0].isupper()), words[-1]]


def _renamed(seen: Seen, full: Mapping[tuple[str, str], list[str]]) -> Seen:
    """A person's surname is often tagged as a body or a place: the full name settles its kind too.

    Two people may share a surname, and then nobody takes it; a bare "Department" is the one that the article named first.
    """
    people = set(full.get(("person", seen.name), ()))
    if len(people) == 1:
        return replace(seen, name=next(iter(people)), kind="person")
    bodies = full.get(("body", seen.name), [])
    return replace(seen, name=bodies[0]) if bodies and seen.kind == "body" else seen


REACH = 60  # tokens before a pronoun in which one of the other sex is looked for
MIDDLE = 4  # letters: shorter inner words are particles and initials
SIGNED = 160  # code points at the end of a text in which its signature stands
_CAPITALS = re.compile(r"((?:[A-Z][A-Z.'-]*\s+){1,4}[A-Z]{2,})\W*$")


def signatory(paragraphs: Sequence[Paragraph], seen: Sequence[Seen]) -> Seen | None:
    """Who signs a text that says "I" outside of quotes, as letters, memoranda and proclamations do; None for any other text."""
    first = [t for p in paragraphs for t in p.doc if t.lower_ in {"i", "me", "my"} and t.i not in p.quoted]
    if len(first) < 2 or all(t.lower_ != "i" for t in first):
        return None
    text = paragraphs[0].text.rstrip()
    people = [s for s in seen if s.kind == "person" and s.end > len(text) - SIGNED]
    if people:
        return replace(people[0], name=people[0].name.title()) if people[0].name.isupper() else people[0]
    match = _CAPITALS.search(text[-SIGNED:])
    if match is None:
        return None
    at = len(text) - min(len(text), SIGNED) + match.start(1)
    return Seen(at, paragraphs[-1].number, match[1].title(), "person", frozenset(), True, at, at + len(match[1]))
