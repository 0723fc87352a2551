"""From a noun in the parse to the participants that it names: names, pronouns, descriptions, spokespeople, coordination."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.discourse import ENTITY_KINDS, NEUTER, PERSONAL, SPEAKER, Discourse, Seen
from kg.extract.lexicon import word_class
from kg.extract.parse import Paragraph
from kg.extract.tree import NOMINAL, RELATIVE, SUBJECTS, antecedent, children, conjuncts, first, noun_phrase, prep_objects, prepositions
from kg.model import Participant, Span
from kg.read.actors import default_metonyms

if TYPE_CHECKING:
    from spacy.tokens import Token

CLITIC = re.compile(r"['’‘](?:s|S)?$")
ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
SPEAKING = "I"  # stands for whoever speaks until the source of the quote is known
LONGEST_OF = 6  # tokens of "of the Delhi police" in "a unit of the Delhi police"
COLLECTIVES = frozenset({"police", "company", "team", "group", "government", "military", "army", "union", "party", "staff"})
COLLECTIVE = frozenset({"we", "us", "our"})
PLURAL = frozenset({"they", "them"})
NOT_ACTOR_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})


def sources(paragraph: Paragraph, tokens: Iterable[Token], discourse: Discourse) -> tuple[Participant, ...]:
    """Who speaks, also where only a description is given: "a person familiar with the matter" is kept as such."""
    tokens = list(tokens)
    found = participants(paragraph, tokens, discourse)
    return found or tuple(_unnamed(paragraph, t) for t in tokens if t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ not in NOT_ACTOR_ENTITIES)


def _unnamed(paragraph: Paragraph, token: Token) -> Participant:
    left, right = noun_phrase(token)
    words = paragraph.words(left, right)
    return Participant(words, _plain(words), "group" if token.tag_ == "NNS" else "unknown", paragraph.span(left, right))


def _plain(words: str) -> str:
    """A name in one line, without a leading article and a trailing clitic."""
    return CLITIC.sub("", ARTICLE.sub("", " ".join(words.split()))) or words


def participants(paragraph: Paragraph, tokens: Iterable[Token], discourse: Discourse) -> tuple[Participant, ...]:
    """The participants that the nouns and what is coordinated with them name, each once, in the order of the text."""
    found: dict[str, Participant] = {}
    for token in conjuncts(tokens):
        for participant in _of(paragraph, token, discourse):
            found.setdefault(participant.name, participant)
    return tuple(found.values())


def _of(paragraph: Paragraph, token: Token, discourse: Discourse, depth: int = 0) -> Iterator[Participant]:
    if token.lower_ in RELATIVE and token.head.dep_ == "relcl" and (noun := antecedent(token.head)) is not None:
        token = noun
    if token.pos_ not in NOMINAL or depth > 4:
        return
    parts = _partitive(token)
    if parts:
        for part in conjuncts(parts):
            yield from _of(paragraph, part, discourse, depth + 1)
        return
    people = _by_name(token)
    if people:
        for person in conjuncts(people):
            yield from _of(paragraph, person, discourse, depth + 1)
        return
    bodies = list(_spoken_for(paragraph, token, discourse))
    yield from bodies
    if not (bodies and _speaks_for(token) and _named(paragraph, token, discourse) is None):  # "a spokesman for the ministry" has no name
        yield from _noun(paragraph, token, discourse)
    for listed in conjuncts(prep_objects(token, "including")):
        yield from _of(paragraph, listed, discourse, depth + 1)


def _by_name(token: Token) -> list[Token]:
    """The people by whose names a number of them is told: "two Democrats, Jane Roe and Ann Poe"."""
    counted = token.tag_ in {"NNS", "NNPS"} and bool(children(token, "nummod"))
    return [t for t in children(token, "appos") if t.ent_type_ == "PERSON"] if counted else []


def _noun(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    seen = _named(paragraph, token, discourse)
    if seen is not None:
        yield Participant(seen_words(paragraph, seen), seen.name, seen.kind, Span(seen.start, seen.end))
    elif token.ent_type_ in NOT_ACTOR_ENTITIES:
        return
    elif token.pos_ == "PRON":
        yield from _pronoun(paragraph, token, discourse)
    else:
        yield from _description(paragraph, token, discourse)


def is_crowd(participant: Participant) -> bool:
    """Whether a name is that of a country's people ("Cubans"), whom no index of actors lists as protesters."""
    name = participant.name
    return participant.kind == "group" and name.endswith("s") and name[:-1] in default_metonyms()


def seen_words(paragraph: Paragraph, seen: Seen) -> str:
    """The words of a name as they stand in the article."""
    return paragraph.text[seen.start : seen.end]


def _partitive(token: Token) -> list[Token]:
    """What "a number of senators" or "several of them" counts."""
    word = token.lemma_.lower()
    counts = token.pos_ != "PROPN" and (word in word_class("partitive") or (token.tag_ == "NNS" and word in word_class("title")))
    return prep_objects(token, "of") if counts else []


def _named(paragraph: Paragraph, token: Token, discourse: Discourse) -> Seen | None:
    """The name that the noun is part of, stands beside ("the agency, ICE") or comes before ("US ambassador to Haiti Jane Roe")."""
    seen = discourse.named(paragraph, token)
    if seen is None and token.pos_ == "PROPN":
        seen = discourse.covering(paragraph.begins[token.i])
    if seen is not None:
        return seen
    house = _house(paragraph, token, discourse)
    if house is not None:
        return house
    near = [t for t in children(token, "appos", "nmod") if t.pos_ == "PROPN"]
    beside = (discourse.named(paragraph, t) for t in near)
    member = token.pos_ == "PROPN" or token.tag_ == "NNS"  # "Roe, a Republican" and "senators, both Republicans" are not their party
    found = next((s for s in beside if s is not None and not (member and s.kind in {"group", "body"} and _is_member(near))), None)
    return found or (_apposed(paragraph, near[0]) if near else None) or _title_bearer(paragraph, token, discourse)


def _is_member(near: list[Token]) -> bool:
    """Whether the apposition says of what party or people somebody is."""
    return any(t.ent_type_ == "NORP" or t.lemma_.lower() in word_class("partisan") for t in near)


def _house(paragraph: Paragraph, token: Token, discourse: Discourse) -> Seen | None:
    """The body for which its unnamed people act: "Port Union leaders", "FBI agents"."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in word_class("ofBody") or children(token, "nummod", "appos"):
        return None
    bodies = (discourse.named(paragraph, t) for t in children(token, "compound", "nmod") if t.pos_ == "PROPN")
    return next((s for s in bodies if s is not None and s.kind == "body"), None)


def _apposed(paragraph: Paragraph, name: Token) -> Seen | None:
    """A capitalised apposition that no model and no file knows as a name ("the legislature, the Legislative Yuan")."""
    first_token = next((i for i in range(noun_phrase(name)[0], name.i + 1) if paragraph.doc[i].pos_ == "PROPN"), name.i)
    span = paragraph.span(first_token, name.i)
    words = " ".join(span.of(paragraph.text).split())
    return (
        Seen(paragraph.begins[name.i], paragraph.number, words, "body", frozenset(), False, span.start, span.end) if " " in words else None
    )


def _title_bearer(paragraph: Paragraph, token: Token, discourse: Discourse) -> Seen | None:
    """The person named at the end of a phrase that begins with a title, up to the verb."""
    if token.lower_ not in word_class("title") or token.dep_ not in SUBJECTS:
        return None
    last = max(t.i for t in token.subtree)
    seen = discourse.covering(paragraph.begins[last])
    if seen is None or seen.kind != "person":
        return None
    before = max((t for t in token.subtree if paragraph.begins[t.i] < seen.start), key=lambda t: t.i, default=None)
    return seen if before is not None and before.pos_ != "ADP" else None  # "a lawyer for Jane Roe" is not Jane Roe


def _spoken_for(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    """The body behind a spokesperson: "White House spokeswoman", "a spokesman for the ministry"."""
    nouns = [t for t in (token, *children(token, "appos", "compound", "nmod")) if _speaks_for(t)]
    for noun in nouns:
        bodies = [b for b in (*children(noun, "compound", "poss"), *prep_objects(noun, "for", "of")) if not _speaks_for(b)]
        # "Jane Roe, a spokeswoman, said": for whom was told before
        house = discourse.body_before(paragraph, noun) if not bodies and noun is not token else None
        if house is not None:
            yield Participant(paragraph.word(noun), house.name, house.kind, paragraph.span(noun.i, noun.i))
        for body in bodies:
            yield from _of(paragraph, body, discourse, 4)
            # "a spokesman for the mayor, Jane Roe, said": the parser hangs the name on the mayor
            yield from (p for t in children(body, "appos") for p in _noun(paragraph, t, discourse))


def _speaks_for(noun: Token) -> bool:
    return noun.lemma_.lower() in word_class("spokesperson")


def _pronoun(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    word = token.lower_
    span = paragraph.span(token.i, token.i)
    if word in SPEAKER:
        if token.i in paragraph.quoted or '"' in token.sent.text:
            yield Participant(paragraph.word(token), SPEAKING, "unknown", span)
        elif discourse.writer is not None and word not in COLLECTIVE:
            yield Participant(paragraph.word(token), discourse.writer.name, "person", span)
        elif discourse.voice is not None and word in COLLECTIVE:
            yield Participant(paragraph.word(token), discourse.voice, "body", span)
        return
    speaker = _speaker(token)
    if speaker is not None:
        yield from (replace(p, words=paragraph.word(token), span=span) for p in _of(paragraph, speaker, discourse, 3))
        return
    if word in PLURAL and (several := _several_before(token)) is not None:
        yield from (replace(p, words=paragraph.word(token), span=span) for p in _of(paragraph, several, discourse, 3))
        return
    if word == "it" and (body := _body_before(token)) is not None:
        yield from (replace(p, words=paragraph.word(token), span=span) for p in _of(paragraph, body, discourse, 3))
        return
    seen = discourse.pronoun(paragraph, token) if word in PERSONAL | NEUTER else None
    if seen is not None:
        yield Participant(paragraph.word(token), seen.name, seen.kind, span)


def _several_before(token: Token) -> Token | None:
    """The plural subject of the sentence before, which "they" goes on with: "Critics asked ... They said"."""
    start = token.sent.start
    if token.dep_ not in SUBJECTS or not start:
        return None
    root = token.doc[start - 1].sent.root
    subject = first(root, "nsubj", "nsubjpass")
    if subject is None or subject.pos_ == "PRON":
        return None
    listed = conjuncts([subject])
    many = subject.tag_ in {"NNS", "NNPS"} or len(list(listed)) > 1
    return subject if many and subject.lemma_.lower() in word_class("actorNoun") | word_class("title") else None


def _body_before(token: Token) -> Token | None:
    """The body that acts in the sentence before and goes on as "it": "The firm, Acme, refused ... It asked"."""
    start = token.sent.start
    if token.dep_ != "nsubj" or token.head != token.sent.root or not start:
        return None
    subject = first(token.doc[start - 1].sent.root, "nsubj", "nsubjpass")
    if subject is None or subject.tag_ != "NN" or subject.lemma_.lower() in word_class("title"):
        return None
    return subject if subject.lemma_.lower() in word_class("actorNoun") and not children(subject, "conj") else None


def _speaker(token: Token) -> Token | None:
    """Whose words hold the pronoun, where it is the subject of what they say: "police said they", "the governor said she"."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.head == verb:
        return None
    if verb.dep_ == "ccomp" and verb.head.pos_ == "VERB":
        subject = first(verb.head, "nsubj")
    elif verb.dep_ in {"acl", "relcl", "ccomp"} and verb.head.pos_ == "NOUN" and children(verb, "mark"):
        subject = first(verb.head, "poss") or next(iter(prep_objects(verb.head, "by", "from")), None)
    else:
        return None
    if subject is None or subject.pos_ == "PRON" or subject.i > token.i:
        return None
    plural = subject.tag_ in {"NNS", "NNPS"} or bool(children(subject, "conj"))
    fits = {"they": plural or subject.lemma_.lower() in COLLECTIVES, "it": not plural}
    return subject if fits.get(token.lower_, token.lower_ in PERSONAL) else None


def _description(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    left, right = noun_phrase(token)
    span = paragraph.span(left, right)
    words = span.of(paragraph.text)
    meant = _meant(paragraph, token, discourse, left, right)
    if meant:
        yield from (Participant(words, seen.name, seen.kind, span) for seen in meant)
        return
    if not _can_act(token):
        return
    determiner = first(token, "det", "poss")
    start = left + 1 if determiner is not None and determiner.i == left and determiner.dep_ == "det" and left < right else left
    owner = _of_name(token)
    if owner and owner[0] == right + 1:
        right = owner[-1]
    name = _plain(paragraph.words(start, right))
    if token.lemma_ == "police" and any(t.ent_type_ == "GPE" and t.dep_ == "compound" for t in children(token, "compound")):
        name = f"{name.removesuffix('police')}Police"  # a city has one: it is a name as "Delhi Police" is
    if any(c.isalnum() for c in name):
        yield Participant(words, name, "group" if token.tag_ == "NNS" else "unknown", span)


def _of_name(token: Token) -> list[int]:
    """The tokens of an "of" phrase with a name in it: "of the Delhi police", not "of lying" in "accused the president of lying".

    Of whom somebody stands up for as well: "a lawyer for Jane Roe".
    """
    more = ["for"] if token.lower_ in word_class("title") else ["in"] if token.lemma_.lower() in {"embassy", "consulate"} else []
    for preposition in prepositions(token, "of", *more):
        inner = sorted(preposition.subtree, key=lambda t: t.i)
        if len(inner) <= LONGEST_OF and children(preposition, "pobj") and any(t.pos_ == "PROPN" for t in inner):
            return [t.i for t in inner]
    return []


def _meant(paragraph: Paragraph, token: Token, discourse: Discourse, left: int, right: int) -> list[Seen]:
    """Whom a description means in this article: "the mayor", "the two leaders", "a federal judge"."""
    determiner = first(token, "det", "poss")
    word = determiner.lower_ if determiner is not None else ""
    if token.pos_ == "PROPN" or _of_name(token):  # "the Group of Seven" is a name, "the mayor of Lund" is said in full
        return []
    if token.tag_ == "NNS":
        counted = {t.lower_ for t in children(token, "nummod", "det", "predet", "amod")}
        definite = word in {"the", "these", "those", "their"} or "both" in counted
        pair = definite and counted & {"two", "both"} and token.lemma_ in word_class("pluralRole")
        return discourse.several(paragraph, token) if pair else []
    if word in {"the", "this", "its", "his", "her", "their"} and right - left <= 1 and right == token.i:
        seen = discourse.description(paragraph, token)
        return [seen] if seen is not None else []
    if word in {"a", "an"} and token.lower_ in word_class("title") and token.dep_ in SUBJECTS:
        seen = discourse.only(token.lower_)
        return [seen] if seen is not None else []
    return []


def _can_act(token: Token) -> bool:
    """Whether an unnamed noun is somebody: a role or body of the lexicon, or a proper noun."""
    word = token.lemma_.lower()
    if word in word_class("citizenry"):  # a crowd is in no index of actors
        return False
    return token.pos_ == "PROPN" or word in word_class("actorNoun") or token.ent_type_ in ENTITY_KINDS
